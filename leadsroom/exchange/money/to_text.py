"""Who owes what, one account in full, and a receipt: to read, as plain text of 72 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.account import Account, StatementLine, owed_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.plain_text import clean
from leadsroom.views.money import Accounts, Ledger

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
        more += ["taken back later" if line.reversed_by else ""]
        said = ", ".join(part for part in more if part)
        if said:
            yield f"            {said}"


def _apart(left: str, right: str) -> str:
    left = _cut(left, _WIDE - len(right) - 2)
    return f"{left}{right:>{_WIDE - len(left)}}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
