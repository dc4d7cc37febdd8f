"""Accounts as lines: who owes what, and the entries of one account, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from leadsroom.domain.money.account import Account, StatementLine, balances, owed_in_words
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import near_day, short_date
from screens.kit.listing import Column, Line
from screens.kit.styled import amber, quiet, words

ACCOUNT_COLUMNS = (
    Column(least=14, most=30, fills=True),
    Column(rank=2, extra=True),
    Column(right=True),
)
ENTRY_COLUMNS = (
    Column(),
    Column(least=14, most=34),
    Column(right=True),
    Column(right=True, rank=1),
    Column(least=8, most=40, rank=2, fills=True),
)
_TITLES = ("Date", "What", "Amount", "Balance", "Receipt, note")
_STANDING = {
    MembershipStatus.ON_LEAVE: "on leave",
    MembershipStatus.ENDED: "has left",
    MembershipStatus.APPLICANT: "applicant",
    MembershipStatus.WAITING: "waiting",
}


def account_lines(accounts: Iterable[Account], country: str, wanted: str = "") -> list[Line]:
    """Everybody in whose name or profession all the words are found."""
    found = [account for account in accounts if _is_wanted(account, wanted)]
    return [Line(str(account.person_id), _account_cells(account, country)) for account in found]


def _is_wanted(account: Account, wanted: str) -> bool:
    text = fold(f"{account.name} {account.profession}")
    return all(word in text for word in fold(wanted).split())


def _account_cells(account: Account, country: str) -> tuple[Content, ...]:
    status = _STANDING.get(account.status, "") if account.status else "visitor"
    return words(account.name), quiet(status), _owed(account, country)


def _owed(account: Account, country: str) -> Content:
    text = owed_in_words(account.owed, country)
    if any(money.minor > 0 for money in account.owed):
        return amber(text)
    return words(text, "good") if account.owed else quiet(text)


def owed_together(accounts: Sequence[Account], country: str) -> Content:
    """`5 owe $1,234`: what is paid ahead is not counted against it."""
    owing = [money for account in accounts for money in account.owed if money.minor > 0]
    people = sum(any(money.minor > 0 for money in account.owed) for account in accounts)
    if not people:
        return quiet("nobody owes anything")
    sums = " and ".join(show_money(money, country) for money in balances(owing))
    return amber(f"{people} {'owes' if people == 1 else 'owe'} {sums}")


def in_hand(sums: Sequence[Money], country: str) -> Content:
    """What the chapter has, behind what is owed; nothing where nothing is on record."""
    shown = " and ".join(show_money(money, country) for money in sums)
    return quiet(f" · {shown} in hand" if shown else "")


def entry_lines(lines: Sequence[StatementLine], country: str, today: date) -> list[Line]:
    """The entries below their titles, the latest first; nothing where nothing was written."""
    drawn = [_entry(line, country, today) for line in reversed(lines)]
    titles = tuple(quiet(title) for title in _TITLES)
    return [Line("", titles), *drawn] if drawn else []


def _entry(line: StatementLine, country: str, today: date) -> Line:
    entry = line.entry
    plain = quiet if line.reversed_by is not None or entry.reverses is not None else words
    more = [line.receipt, entry.means, entry.note, "reversed since" if line.reversed_by is not None else ""]
    cells = (
        quiet(near_day(entry.on, today)),
        plain(entry.in_words),
        plain(show_money(entry.amount, country, exact=True)),
        quiet(show_money(line.balance, country, exact=True)),
        quiet(" · ".join(part for part in more if part)),
    )
    return Line(str(entry.id), cells)


def entry_in_full(line: StatementLine, country: str) -> str:
    """One entry with everything that its line may have no room for."""
    entry = line.entry
    facts = [
        entry.in_words,
        show_money(entry.amount, country, exact=True),
        f"{short_date(entry.on)} {entry.on.year}",
        f"receipt {line.receipt}" if line.receipt else "",
        entry.means,
        entry.note,
        "reversed since" if line.reversed_by is not None else "",
    ]
    return " · ".join(part for part in facts if part)
