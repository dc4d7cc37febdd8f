"""A member's account with the chapter: entries that are only ever added, their balance, receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import LedgerId, MeetingId, PersonId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import Money, show_money


class AccountKind(StrEnum):
    """What an entry is about. `MEAL` is the chapter's meal fee, charged at the close of a meeting."""

    DUES = "dues"
    JOIN_FEE = "join fee"
    MEAL = "meal"
    ORDERED_MEAL = "meal ordered"
    FINE = "fine"
    DONATION = "donation"
    PAYMENT = "payment"


# How a kind is called where it is stored by another name.
_NAMES = {AccountKind.JOIN_FEE: "Joining fee", AccountKind.ORDERED_MEAL: "Meal, as ordered"}


class AccountEntry(Struct, frozen=True):
    """One entry: a charge is above zero, a payment below; an entry that takes one back `reverses` it, once.

    `event` is that of a fine, `period` the label of dues. `at` is when it was written, `on` the day it is of.
    """

    id: LedgerId
    member_id: PersonId
    kind: AccountKind
    amount: Money
    on: date
    at: datetime
    event: FineEvent | None = None
    period: str | None = None
    note: str = ""
    meeting_id: MeetingId | None = None
    reverses: LedgerId | None = None

    @property
    def is_usual(self) -> bool:
        """Whether it has the sign of its kind: what takes one back, or puts it right, has the other."""
        return (self.amount.minor < 0) == (self.kind is AccountKind.PAYMENT)

    @property
    def in_words(self) -> str:
        """`Dues 2026-Q4`, `Fine: late`, `Reversed: payment`, `Corrected: meal`."""
        if self.is_usual and self.reverses is None:
            return entry_name(self.kind, self.event, self.period)
        what = within(entry_name(self.kind, self.event, self.period)).replace("fine: ", "fine, ")
        how = "Corrected" if self.reverses is None else "Put back" if self.is_usual else "Reversed"
        return f"{how}: {what}"

    @property
    def took_back(self) -> bool:
        """Whether it took another one back: whoever takes this one back puts that one back."""
        return self.reverses is not None and not self.is_usual

    @property
    def named(self) -> str:
        """What it is about, within a sentence: `dues 2026-Q4`, `fine: late`, `the correction of meal`."""
        name = within(entry_name(self.kind, self.event, self.period))
        return name if self.is_usual or self.took_back else f"the correction of {name}"


def within(name: str) -> str:
    """An entry's name within a sentence; what else is written large in it stays so: `dues 2026-Q4`."""
    return f"{name[:1].lower()}{name[1:]}"


def entry_name(kind: AccountKind, event: FineEvent | None = None, period: str | None = None) -> str:
    """`Dues 2026-Q4`, `Fine: late`, `Meal`."""
    name = _NAMES.get(kind) or kind.value.capitalize()
    if kind is AccountKind.FINE and event is not None:
        return f"{name}: {event.value}"
    return f"{name} {period}" if kind is AccountKind.DUES and period else name


class StatementLine(Struct, frozen=True):
    """An entry as an account shows it: the balance after it in its currency, and its receipt if any."""

    entry: AccountEntry
    balance: Money
    receipt: str = ""
    reversed_by: LedgerId | None = None


def statement(
    entries: Iterable[AccountEntry], receipts: Mapping[LedgerId, str] | None = None
) -> tuple[StatementLine, ...]:
    """An account's entries in the order in which they were written, each with the balance after it."""
    entries = sorted(entries, key=lambda entry: entry.id)
    taken_back = {entry.reverses: entry.id for entry in entries if entry.reverses is not None}
    sums: defaultdict[str, int] = defaultdict(int)
    lines = []
    for entry in entries:
        sums[entry.amount.currency] += entry.amount.minor
        balance = Money(sums[entry.amount.currency], entry.amount.currency)
        receipt = (receipts or {}).get(entry.id, "")
        lines.append(StatementLine(entry, balance, receipt, taken_back.get(entry.id)))
    return tuple(lines)


def is_taken_back(entry: AccountEntry, account: Iterable[AccountEntry]) -> bool:
    """Whether a payment stands no longer: what took it back may itself have been taken back."""
    by = {each.reverses: each for each in account if each.reverses is not None}
    taken_back, at = False, entry
    while at.id in by:
        taken_back, at = not taken_back, by[at.id]
    return taken_back


def balances(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The amount owed (above zero) or paid ahead (below) in each currency; even balances are left out."""
    sums: defaultdict[str, int] = defaultdict(int)
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()) if minor)


def leading_balance(owed: Iterable[Money], currency: str) -> Money:
    """The balance to be shown and paid first: one that is owed, in this currency rather than in another."""
    some = [balance for balance in owed if balance.minor]
    first = max(some, key=lambda balance: (balance.minor > 0, balance.currency == currency), default=None)
    return first or Money(0, currency)


class Account(Struct, frozen=True):
    """Whose account it is and how it stands. `status` is None for somebody who never was a member."""

    person_id: PersonId
    name: str
    owed: tuple[Money, ...] = ()
    status: MembershipStatus | None = None
    profession: str = ""

    def balance(self, currency: str) -> Money:
        """The balance to be shown first where the chapter counts in this currency."""
        return leading_balance(self.owed, currency)


def most_owed_first(accounts: Iterable[Account], currency: str) -> tuple[Account, ...]:
    """The order of accounts: debts first, then even ones, then those paid ahead; old currencies among
    them.
    """
    return tuple(sorted(accounts, key=lambda a: (-a.balance(currency).minor, a.name.casefold(), a.person_id)))


def owed_in_words(owed: Iterable[Money], country: str) -> str:
    """`owes $12`, `$20 ahead`, `paid up`; each currency for itself."""
    parts = [
        f"owes {show_money(balance, country)}"
        if balance.minor > 0
        else f"{show_money(Money(-balance.minor, balance.currency), country)} ahead"
        for balance in owed
        if balance.minor
    ]
    return ", ".join(parts) or "paid up"


def receipt_numbers(payments: Iterable[tuple[LedgerId, date]]) -> dict[LedgerId, str]:
    """The number of each payment's receipt, `2026-0007`: its place among its chapter's of that year.

    Entries are only ever added, so that a number never changes.
    """
    counts: defaultdict[int, int] = defaultdict(int)
    numbers = {}
    for entry_id, on in sorted(payments):
        counts[on.year] += 1
        numbers[entry_id] = numbered_receipt(on, counts[on.year])
    return numbers


def numbered_receipt(on: date, place: int) -> str:
    """`2026-0007`: the seventh payment of its year."""
    return f"{on.year}-{place:04d}"


class Receipt(Struct, frozen=True):
    """The receipt that a member gets for a payment. `amount` is above zero; `owed` is how the account
    stands now.
    """

    number: str
    entry_id: LedgerId
    member_id: PersonId
    name: str
    amount: Money
    on: date
    note: str = ""
    taken_back: bool = False
    owed: tuple[Money, ...] = ()
