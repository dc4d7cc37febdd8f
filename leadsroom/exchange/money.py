"""The accounts as files: balances, an account, a receipt as plain text, every entry as a table or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import Any

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId
from leadsroom.domain.money.account import Account, Receipt, StatementLine, owed_in_words
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import long_date
from leadsroom.exchange.outgoing import FileWanted, csv_file, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.money import Accounts, Ledger, ledger, receipt

_RECEIPT_WIDE = 60
_LABEL = 14


def write_receipt(reading: Reading, wanted: FileWanted, entry_id: LedgerId) -> Path:
    """Write the receipt of a payment into a file; where it is. Raises Refused."""
    text = receipt_text(receipt(reading, entry_id), reading.chapter)
    return write_wanted(wanted, text.encode("utf-8"))


def receipt_text(paid: Receipt, chapter: Chapter) -> str:
    """The receipt in 60 columns, ending in a newline. One that was reversed says so first."""
    is_of_member = paid.member_id is not None
    rows = [
        ("Received from", paid.name),
        ("Amount", show_money(paid.amount, chapter.country)),
        ("Currency", paid.amount.currency),
        ("Date", long_date(paid.on)),
        *(("For" if not at else "", line) for at, line in enumerate(receipt_lines(paid, chapter))),
        ("Paid by", paid.means),
        ("Note", paid.note),
        ("Account now", owed_in_words(paid.owed, chapter.country) if is_of_member else ""),
    ]
    void = ["REVERSED: this payment no longer counts.", ""] if paid.taken_back else []
    lines = [clean(chapter.name), f"Receipt {paid.number}", "-" * _RECEIPT_WIDE, *void]
    for label, value in rows:
        if clean(value):
            lines += wrap(
                f"{label:<{_LABEL}}{clean(value)}",
                _RECEIPT_WIDE,
                subsequent_indent=" " * _LABEL,
                drop_whitespace=True,
            )
    return "\n".join(lines) + "\n"


def receipt_lines(paid: Receipt, chapter: Chapter) -> list[str]:
    """What was paid for: `dues 2026-Q4, $120`; without the amount where it is one thing alone."""
    if len(paid.settled) == 1:
        return [paid.settled[0].what]
    return [f"{line.what}, {show_money(line.amount, chapter.country)}" for line in paid.settled]


def receipt_file(paid: Receipt) -> str:
    """The name of a file for it, without its ending."""
    return f"receipt-{paid.number}"


WIDE = 72


def text_accounts(listed: Accounts) -> str:
    """Everybody with a balance or a seat, who owes most first, ending in a newline."""
    chapter = listed.chapter
    head = [clean(chapter.name), apart("Who owes what", in_hand_words(listed.in_hand, chapter)), "-" * WIDE]
    lines = [_owing(account, chapter) for account in listed.accounts]
    return "\n".join([*head, *(lines or ["Nobody is on the roster yet."])]) + "\n"


def in_hand_words(sums: Sequence[Money], chapter: Chapter) -> str:
    """`$1,234 in hand`; nothing where there is nothing and never was."""
    shown = " and ".join(show_money(each, chapter.country) for each in sums)
    return f"{shown} in hand" if shown else ""


def _owing(account: Account, chapter: Chapter) -> str:
    status = "" if account.status and account.status.holds_seat else " (no seat)"
    return apart(f"{clean(account.name)}{status}", owed_in_words(account.owed, chapter.country))


def text_statement(ledger: Ledger) -> str:
    """The entries of each account of the ledger with the balance after each, ending in a newline."""
    return "\n".join("\n".join(_page(*page, ledger.chapter)) + "\n" for page in ledger.pages)


def _page(account: Account, lines: Sequence[StatementLine], chapter: Chapter) -> Iterable[str]:
    yield clean(chapter.name)
    yield apart(f"Account of {clean(account.name)}", owed_in_words(account.owed, chapter.country))
    yield "-" * WIDE
    if not lines:
        yield "No entries yet."
    for line in lines:
        entry = line.entry
        amount, balance = (
            show_money(money, chapter.country, exact=True) for money in (entry.amount, line.balance)
        )
        yield f"{entry.on}  {_cut(entry.in_words, 30):<30}{amount:>14}{balance:>16}"
        more = [f"receipt {line.receipt}" if line.receipt else "", clean(entry.means), clean(entry.note)]
        more += ["reversed later" if line.reversed_by else ""]
        remarks = ", ".join(part for part in more if part)
        if remarks:
            yield f"            {remarks}"


def apart(left: str, right: str) -> str:
    """A line as wide as the page, one part at each end; the left one gives way."""
    left = _cut(left, WIDE - len(right) - 2)
    return f"{left}{right:>{WIDE - len(left)}}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


COLUMNS = (
    "No", "Date", "Member", "What", "Kind", "Event", "Period", "Amount", "Currency", "Balance", "Receipt",
    "Meeting", "Reverses", "Note", "Method", "Reference", "Cause", "Payee",
)  # fmt: skip


def write_ledger(reading: Reading, wanted: FileWanted) -> Path:
    """Write every entry of all accounts into a file, as csv or json; where it is. Raises Refused."""
    found = ledger(reading)
    return write_wanted(wanted, json_ledger(found) if wanted.format == "json" else csv_ledger(found))


def csv_ledger(written: Ledger) -> bytes:
    """One line for each entry, by the days they are of; `No` is the order in which they were entered.

    Amounts are exact, with a point before the decimals; a payment is below zero. `Balance` is what the member
    owes in that currency after the entry; an entry of the chapter's own has none, and a payee.
    """
    return csv_file(
        COLUMNS, (_cells(name, line, _meeting(written, line)) for name, line in _in_order(written))
    )


def _in_order(written: Ledger) -> list[tuple[str, StatementLine]]:
    """Every entry with the name of the member whose it is, by the days they are of."""
    lines = [(account.name, line) for account, page in written.pages for line in page]
    lines += [("", line) for line in written.own]
    return sorted(lines, key=lambda each: (each[1].entry.on, each[1].entry.id))


def json_ledger(written: Ledger) -> bytes:
    """Every account with what is owed, and every entry. Amounts are in major units of their currency."""
    accounts = [
        {
            "member": account.name,
            "owed": [{"amount": figure(each), "currency": each.currency} for each in account.owed],
        }
        for account, _ in written.pages
    ]
    entries = [_fields(name, line, _meeting(written, line)) for name, line in _in_order(written)]
    found = {"chapter": written.chapter.name, "accounts": accounts, "entries": entries}
    return json_file(found)


def _fields(name: str, line: StatementLine, meeting: str) -> dict[str, Any]:
    entry = line.entry
    return {
        "no": entry.id,
        "date": entry.on,
        "member": name or None,
        "what": entry.in_words,
        "kind": entry.kind,
        "event": entry.event,
        "period": entry.period,
        "amount": figure(entry.amount),
        "currency": entry.amount.currency,
        "balance": figure(line.balance) if entry.member_id is not None else None,
        "receipt": line.receipt or None,
        "meeting": meeting or None,
        "reverses": entry.reverses,
        "note": entry.note,
        "method": entry.method,
        "reference": entry.reference,
        "cause": entry.cause,
        "payee": entry.payee,
    }


def _meeting(written: Ledger, line: StatementLine) -> str:
    meeting_id = line.entry.meeting_id
    name = None if meeting_id is None else written.meetings.get(meeting_id)
    return "" if name is None else str(name)


def _cells(name: str, line: StatementLine, meeting: str) -> Iterator[str | Decimal]:
    """In the order of COLUMNS."""
    entry = line.entry
    yield str(entry.id)
    yield entry.on.isoformat()
    yield name
    yield entry.in_words
    yield entry.kind.value
    yield entry.event.value if entry.event else ""
    yield entry.period or ""
    yield figure(entry.amount)
    yield entry.amount.currency
    yield figure(line.balance) if entry.member_id is not None else ""
    yield line.receipt
    yield meeting
    yield str(entry.reverses) if entry.reverses else ""
    yield entry.note
    yield entry.method or ""
    yield entry.reference
    yield entry.cause
    yield entry.payee


def figure(money: Money) -> Decimal:
    """Major units, with all decimals of the currency."""
    return Decimal(f"{money.amount:f}")
