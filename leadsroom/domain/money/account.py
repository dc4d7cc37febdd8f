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
    REFUND = "refund"
    CREDIT = "credit"
    PAID_OUT = "paid out"
    INCOME = "income"


# How a kind is called where it is stored by another name.
_NAMES = {
    AccountKind.JOIN_FEE: "Joining fee",
    AccountKind.ORDERED_MEAL: "Meal, as ordered",
    AccountKind.INCOME: "Other income",
}
_BELOW_ZERO = frozenset({AccountKind.PAYMENT, AccountKind.CREDIT, AccountKind.INCOME})
# The kinds that change what the chapter has in hand, by the contrary of their amounts.
IN_HAND = frozenset({AccountKind.PAYMENT, AccountKind.REFUND, AccountKind.PAID_OUT, AccountKind.INCOME})
# The chapter's own: on no member's account.
OWN = frozenset({AccountKind.PAID_OUT, AccountKind.INCOME})
WITH_RECEIPT = frozenset({AccountKind.PAYMENT, AccountKind.INCOME})
_WITH_CAUSE = frozenset({AccountKind.DONATION, AccountKind.CREDIT, *OWN})


class Method(StrEnum):
    """How money changes hands."""

    CASH = "cash"
    CHECK = "check"
    CARD = "card"
    TRANSFER = "bank transfer"
    ONLINE = "online"
    OTHER = "other"


class AccountEntry(Struct, frozen=True):
    """One entry: what is owed more by it is above zero, what is owed less below; an entry that takes one
    back `reverses` it, once.

    `event` is that of a fine, `period` the label of dues, `cause` what money was given or paid out for. `at`
    is when it was written, `on` the day it is of. The chapter's own entries are nobody's: they name a
    `payee`, who was paid or who gave. A donation's payment `pays` it, and nothing else.
    """

    id: LedgerId
    member_id: PersonId | None
    kind: AccountKind
    amount: Money
    on: date
    at: datetime
    event: FineEvent | None = None
    period: str | None = None
    note: str = ""
    meeting_id: MeetingId | None = None
    reverses: LedgerId | None = None
    method: Method | None = None
    reference: str = ""
    cause: str = ""
    payee: str = ""
    pays: LedgerId | None = None

    @property
    def is_usual(self) -> bool:
        """Whether it has the sign of its kind: what takes one back, or puts it right, has the other."""
        return (self.amount.minor < 0) == (self.kind in _BELOW_ZERO)

    @property
    def in_hand(self) -> int:
        """By how much the chapter has more in hand for it, in minor units; less is below zero."""
        return -self.amount.minor if self.kind in IN_HAND else 0

    @property
    def has_receipt(self) -> bool:
        """Whether a receipt is given for it."""
        return self.kind in WITH_RECEIPT and self.reverses is None

    @property
    def means(self) -> str:
        """`check 1042`, `cash`, or the reference alone; nothing where none is on record."""
        return " ".join(part for part in (self.method or "", self.reference) if part)

    @property
    def name(self) -> str:
        """What it is about, whether it stands or not: `Dues 2026-Q4`, `Donation: the holiday party`."""
        return entry_name(self.kind, self.event, self.period, self.cause)

    @property
    def in_words(self) -> str:
        """`Dues 2026-Q4`, `Fine: late`, `Reversed: payment`, `Corrected: meal`."""
        if self.is_usual and self.reverses is None:
            return self.name
        what = within(self.name).replace(": ", ", ", 1)
        how = "Corrected" if self.reverses is None else "Put back" if self.is_usual else "Reversed"
        return f"{how}: {what}"

    @property
    def took_back(self) -> bool:
        """Whether it took another one back: whoever takes this one back puts that one back."""
        return self.reverses is not None and not self.is_usual

    @property
    def named(self) -> str:
        """What it is about, within a sentence: `dues 2026-Q4`, `fine: late`, `the correction of meal`."""
        name = within(self.name)
        return name if self.is_usual or self.took_back else f"the correction of {name}"


def within(name: str) -> str:
    """An entry's name within a sentence; what else is written large in it stays so: `dues 2026-Q4`."""
    return f"{name[:1].lower()}{name[1:]}"


def entry_name(
    kind: AccountKind, event: FineEvent | None = None, period: str | None = None, cause: str = ""
) -> str:
    """`Dues 2026-Q4`, `Fine: late`, `Meal`, `Paid out: the diner's bill`."""
    name = _NAMES.get(kind) or kind.value.capitalize()
    if kind is AccountKind.FINE and event is not None:
        return f"{name}: {event.value}"
    if kind in _WITH_CAUSE and cause:
        return f"{name}: {cause}"
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
    """An account's entries by the days they are of, each with the balance after it."""
    entries = sorted(entries, key=lambda entry: (entry.on, entry.id))
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
    """The number of each payment's receipt, `2026-0007`: its place, in the order in which they were entered,
    among those of its chapter whose day is in that year.

    Entries are only ever added and stay on their day, so that a number never changes: one that is dated into
    an earlier year has that year's next number.
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


class ReceiptLine(Struct, frozen=True):
    """A part of what was paid, and what for: `dues 2026-Q4`, `donation: the party`, `in advance`."""

    what: str
    amount: Money


class Receipt(Struct, frozen=True):
    """The receipt for a payment, or for other income. `amount` is above zero; `owed` is how the account
    stands now, nobody's where `member_id` is None. `settled` is what it was for when it was paid.
    """

    number: str
    entry_id: LedgerId
    member_id: PersonId | None
    name: str
    amount: Money
    on: date
    note: str = ""
    taken_back: bool = False
    owed: tuple[Money, ...] = ()
    settled: tuple[ReceiptLine, ...] = ()
    means: str = ""
