"""The members' accounts as files: balances, an account, a receipt as plain text, every entry as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from textwrap import wrap

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId
from leadsroom.domain.money.account import Account, Receipt, StatementLine, owed_in_words
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import long_date
from leadsroom.exchange.outgoing import csv_file, write_new_file
from leadsroom.store.reading import Reading
from leadsroom.views.money import Accounts, Ledger, ledger, receipt

_RECEIPT_WIDE = 60
_LABEL = 14


def write_receipt(reading: Reading, typed: str, entry_id: LedgerId) -> Path:
    """Write the receipt of a payment into a new file, as it was typed; where it is. Raises Refused."""
    text = receipt_text(receipt(reading, entry_id), reading.chapter)
    return write_new_file(typed, text.encode("utf-8"))


def receipt_text(paid: Receipt, chapter: Chapter) -> str:
    """The receipt in 60 columns, ending in a newline. One that was reversed says so first."""
    rows = [
        ("Received from", paid.name),
        ("Amount", show_money(paid.amount, chapter.country)),
        ("Currency", paid.amount.currency),
        ("Date", long_date(paid.on)),
        ("For", paid.note),
        ("Account now", owed_in_words(paid.owed, chapter.country)),
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


def receipt_file(paid: Receipt) -> str:
    """The name of a file for it."""
    return f"receipt-{paid.number}.txt"


_WIDE = 72


def text_accounts(listed: Accounts) -> str:
    """Everybody with a balance or a seat, who owes most first, ending in a newline."""
    head = [clean(listed.chapter.name), "Who owes what", "-" * _WIDE]
    lines = [_owing(account, listed.chapter) for account in listed.accounts]
    return "\n".join([*head, *(lines or ["Nobody is on the roster yet."])]) + "\n"


def _owing(account: Account, chapter: Chapter) -> str:
    status = "" if account.status and account.status.holds_seat else " (no seat)"
    return _apart(f"{clean(account.name)}{status}", owed_in_words(account.owed, chapter.country))


def text_statement(ledger: Ledger) -> str:
    """The entries of each account of the ledger with the balance after each, ending in a newline."""
    return "\n".join("\n".join(_page(*page, ledger.chapter)) + "\n" for page in ledger.pages)


def _page(account: Account, lines: Sequence[StatementLine], chapter: Chapter) -> Iterable[str]:
    yield clean(chapter.name)
    yield _apart(f"Account of {clean(account.name)}", owed_in_words(account.owed, chapter.country))
    yield "-" * _WIDE
    if not lines:
        yield "No entries yet."
    for line in lines:
        entry = line.entry
        amount, balance = (
            show_money(money, chapter.country, exact=True) for money in (entry.amount, line.balance)
        )
        yield f"{entry.on}  {_cut(entry.in_words, 30):<30}{amount:>14}{balance:>16}"
        more = [f"receipt {line.receipt}" if line.receipt else "", clean(entry.note)]
        more += ["reversed later" if line.reversed_by else ""]
        remarks = ", ".join(part for part in more if part)
        if remarks:
            yield f"            {remarks}"


def _apart(left: str, right: str) -> str:
    left = _cut(left, _WIDE - len(right) - 2)
    return f"{left}{right:>{_WIDE - len(left)}}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


COLUMNS = (
    "No", "Date", "Member", "What", "Kind", "Event", "Period", "Amount", "Currency", "Balance", "Receipt",
    "Meeting", "Reverses", "Note",
)  # fmt: skip


def write_ledger(reading: Reading, typed: str) -> Path:
    """Write every entry of all accounts into a new file, as it was typed; where it is. Raises Refused."""
    return write_new_file(typed, csv_ledger(ledger(reading)))


def csv_ledger(written: Ledger) -> bytes:
    """One line for each entry, in the order in which they were written.

    Amounts are exact, with a point before the decimals; a payment is below zero. `Balance` is what the member
    owes in that currency after the entry.
    """
    lines = [(account.name, line) for account, page in written.pages for line in page]
    in_order = sorted(lines, key=lambda each: each[1].entry.id)
    return csv_file(COLUMNS, (_cells(name, line, _meeting(written, line)) for name, line in in_order))


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
    yield _figure(entry.amount)
    yield entry.amount.currency
    yield _figure(line.balance)
    yield line.receipt
    yield meeting
    yield str(entry.reverses) if entry.reverses else ""
    yield entry.note


def _figure(money: Money) -> Decimal:
    return Decimal(f"{money.amount:f}")
