"""Which charge was settled by what, the oldest first; and how old the debts are that are left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountEntry, AccountKind, ReceiptLine, within
from leadsroom.domain.money.dues_periods import days_of_label
from leadsroom.domain.text.money import Money

# The last day of each age of a debt, in days since it was due; what is older is in the last.
AGES = ("current", "1–30 days", "31–60 days", "61–90 days", "over 90 days")
_LAST_DAYS = (0, 30, 60, 90)


class Settlement(Struct, frozen=True):
    """How the credits of one account lie against its charges, in minor units of each entry's currency.

    `settled` are the charges that each credit settles, and how much of each; `unused` is what is left of a
    credit, `unsettled` of a charge; entries of which nothing is left are in neither. An entry stands there
    for all that took it back or put it back.
    """

    settled: dict[LedgerId, tuple[tuple[AccountEntry, int], ...]]
    unused: dict[LedgerId, int]
    unsettled: tuple[tuple[AccountEntry, int], ...]


def due_day(entry: AccountEntry) -> date:
    """The day on which a charge is due: dues charged beforehand are due as their period begins."""
    days = days_of_label(entry.period or "") if entry.kind is AccountKind.DUES else None
    return entry.on if days is None else max(entry.on, days[0])


def settle(entries: Iterable[AccountEntry]) -> Settlement:
    """Settle the charges of one account, each currency for itself.

    What was taken back settles and costs nothing. A donation's payment settles that alone, a correction what
    it corrects; every other credit settles the charges that were due first, and a refund uses what is left.
    Credits come in the order of their entry: what is dated before a payment leaves the receipt of that true.
    """
    of_currency: defaultdict[str, list[AccountEntry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.id):
        of_currency[entry.amount.currency].append(entry)
    books = [_Book(each) for each in of_currency.values()]
    return Settlement(
        {credit: tuple(charges) for book in books for credit, charges in book.settled.items()},
        {each.id: -left for book in books for each, left in book.left(below=True)},
        tuple(each for book in books for each in book.left(below=False)),
    )


class _Book:
    """The entries of one account and currency, while they are laid against each other."""

    def __init__(self, entries: Sequence[AccountEntry]) -> None:
        self.roots: dict[LedgerId, AccountEntry] = {}
        self.nets: defaultdict[LedgerId, int] = defaultdict(int)
        self.settled: defaultdict[LedgerId, list[tuple[AccountEntry, int]]] = defaultdict(list)
        root_of: dict[LedgerId, LedgerId] = {}
        for entry in entries:
            root = root_of.get(entry.reverses, entry.id) if entry.reverses is not None else entry.id
            root_of[entry.id] = root
            self.nets[root] += entry.amount.minor
            if root == entry.id:
                self.roots[root] = entry
        self._donations()
        self._corrections()
        self._oldest_first()

    def left(self, *, below: bool) -> list[tuple[AccountEntry, int]]:
        """What is left of credits, or of charges, in the order in which they are used or were due."""
        some = [each for each in self.roots.values() if (self.nets[each.id] < 0) == below]
        order = sorted(some, key=lambda each: (date.min if below else due_day(each), each.id))
        return [(each, self.nets[each.id]) for each in order if self.nets[each.id]]

    def _lay(self, credit: AccountEntry, charge: AccountEntry) -> None:
        part = min(-self.nets[credit.id], self.nets[charge.id])
        if part > 0:
            self.nets[credit.id] += part
            self.nets[charge.id] -= part
            self.settled[credit.id].append((charge, part))

    def _donations(self) -> None:
        for each in self.roots.values():
            if each.pays is not None and each.pays in self.roots:
                self._lay(each, self.roots[each.pays])

    def _corrections(self) -> None:
        alike: defaultdict[object, list[AccountEntry]] = defaultdict(list)
        for each in self.roots.values():
            alike[each.kind, each.event, each.period, each.meeting_id].append(each)
        for each in self.roots.values():
            if not each.is_usual:
                for charge in alike[each.kind, each.event, each.period, each.meeting_id]:
                    self._lay(each, charge)

    def _oldest_first(self) -> None:
        charges = [charge for charge, _ in self.left(below=False)]
        at = 0
        for credit, _ in self.left(below=True):
            while at < len(charges) and self.nets[credit.id]:
                self._lay(credit, charges[at])
                at += not self.nets[charges[at].id]


def paid_for(payment: AccountEntry, account: Iterable[AccountEntry]) -> tuple[ReceiptLine, ...]:
    """What a payment was for on the day it was entered: the charges it settled, and what was in advance.

    What was charged or taken back since changes nothing in it: a receipt stays what it was.
    """
    by_then = [entry for entry in account if entry.id <= payment.id]
    found, currency = settle(by_then), payment.amount.currency
    lines = [
        ReceiptLine(within(charge.name), Money(part, currency))
        for charge, part in found.settled.get(payment.id, ())
    ]
    ahead = found.unused.get(payment.id, 0)
    return (*lines, *([ReceiptLine("in advance", Money(ahead, currency))] if ahead else []))


class Debt(Struct, frozen=True):
    """What a person owes in a currency by its age, in minor units in the order of AGES; `ahead` is what they
    have paid ahead.
    """

    person_id: PersonId
    currency: str
    ages: tuple[int, ...]
    ahead: int = 0

    @property
    def owed(self) -> int:
        """All of it together, whatever was paid ahead."""
        return sum(self.ages)


def debts(entries: Iterable[AccountEntry], on: date) -> tuple[Debt, ...]:
    """What everybody owed at the end of a day, the most first; even accounts are left out."""
    accounts: defaultdict[tuple[PersonId, str], list[AccountEntry]] = defaultdict(list)
    for entry in entries:
        if entry.member_id is not None and entry.on <= on:
            accounts[entry.member_id, entry.amount.currency].append(entry)
    found = [_debt(person_id, currency, each, on) for (person_id, currency), each in accounts.items()]
    some = [debt for debt in found if debt.owed or debt.ahead]
    return tuple(sorted(some, key=lambda debt: (debt.currency, -debt.owed, debt.ahead, debt.person_id)))


def _debt(person_id: PersonId, currency: str, account: Sequence[AccountEntry], on: date) -> Debt:
    found, ages = settle(account), [0] * len(AGES)
    for charge, left in found.unsettled:
        ages[_age(on - due_day(charge))] += left
    return Debt(person_id, currency, tuple(ages), sum(found.unused.values()))


def _age(overdue: timedelta) -> int:
    return next((at for at, last in enumerate(_LAST_DAYS) if overdue.days <= last), len(_LAST_DAYS))


def together(some: Iterable[Debt]) -> Mapping[str, Debt]:
    """The debts of all people together, by their currencies."""
    found: dict[str, Debt] = {}
    for debt in some:
        before = found.get(debt.currency, Debt(debt.person_id, debt.currency, (0,) * len(AGES)))
        ages = tuple(one + more for one, more in zip(before.ages, debt.ages, strict=True))
        found[debt.currency] = Debt(debt.person_id, debt.currency, ages, before.ahead + debt.ahead)
    return found
