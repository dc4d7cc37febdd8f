"""A treasurer's year with entries of all kinds, agreeing to the last unit with sums computed apart."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind, Method
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.money.settlement import AGES
from leadsroom.domain.rules.chapter_rules import Dues, FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.exchange.money import csv_ledger
from leadsroom.exchange.money_summary import csv_summary, text_summary, xlsx_summary
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.money import Summary
from tests.harborview import SetClock, found_chapter
from tests.meeting.money_rules import entries_of, rule_money
from tests.past_meetings import people_of
from tests.treasurer import Treasurer

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
_ACTS = 9  # a month
_LAST_OF_AGE = (0, 30, 60, 90)


class Year:
    """Somebody keeps the books in the program, and beside it in plain whole numbers."""

    def __init__(self, store: Store, currency: str, seed: int) -> None:
        self.currency, self.rng = currency, Random(seed)
        self.store, self.clock = store, SetClock()
        people = (("Ann Chu", "Florist"), ("Bo Reed", "Roofing"), ("Cy Ng", "Insurance"))
        founded = found_chapter(store, people=people)
        with store.writing(founded.id) as unit:
            unit.update(t.chapter, founded.id, currency=currency)
        rules = MoneyRules(dues=Dues(12_345, PeriodKind.QUARTER), meal=1_435)
        self.chapter: Chapter = rule_money(store, founded.id, rules)
        self.treasurer = Treasurer(store, self.clock, "treasurer")
        self.people = list(people_of(store, self.chapter).values())
        self.hand: Counter[str] = Counter()  # by kind, all year
        self.in_hand, self.owed = 0, Counter[PersonId]()
        self.charges: dict[int, tuple[PersonId, date, int]] = {}  # by entry: whose, when due, how much
        self.paid: dict[LedgerId, tuple[PersonId, int]] = {}
        self.received: Counter[str] = Counter()
        self.closings: list[tuple[int, int]] = []
        self.receipts: list[str] = []

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.clock.now())

    def run(self) -> None:
        """From January to December, some acts of a month on each of some days of it."""
        self.clock.pass_by(days=(date(2026, 1, 3) - self.today).days)
        self._income(100_000, "in hand before")
        for month in range(1, 13):
            self.clock.pass_by(days=(date(2026, month, 3) - self.today).days)
            if month % 3 == 1:
                self._dues()
            for _ in range(_ACTS):
                self.clock.pass_by(days=self.rng.randint(0, 3))
                self._act()
            self.closings.append((self.in_hand, sum(self.owed.values())))
        self.clock.pass_by(days=(YEAR[1] - self.today).days)

    def _act(self) -> None:
        acts = (self._charge, self._charge, self._pay, self._pay, self._donate, self._refund, self._credit)
        self.rng.choice((*acts, self._bill, self._raffle, self._bounce, self._forgive))()

    def _some(self, most: int = 9_999) -> int:
        return self.rng.randint(1, most)

    def _somebody(self) -> PersonId:
        return self.rng.choice(self.people)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def _owe(self, entry_id: int, person: PersonId, minor: int, due: date | None = None) -> None:
        self.charges[entry_id] = (person, due or self.today, minor)
        self.owed[person] += minor

    def _dues(self) -> None:
        before = len(entries_of(self.store, self.chapter))
        self.treasurer.charge_dues(self.chapter.id, period_of(PeriodKind.QUARTER, self.today))
        for entry in entries_of(self.store, self.chapter)[before:]:
            assert entry.member_id is not None
            self._owe(entry.id, entry.member_id, 12_345)

    def _charge(self) -> None:
        kinds = (AccountKind.MEAL, AccountKind.ORDERED_MEAL, AccountKind.JOIN_FEE, AccountKind.FINE)
        kind, person, minor = self.rng.choice(kinds), self._somebody(), self._some()
        event = FineEvent.PHONE if kind is AccountKind.FINE else None
        entry = self.treasurer.charge(self.chapter.id, person, kind, self._money(minor), event=event)
        self._owe(entry.id, person, minor)

    def _pay(self) -> None:
        person, minor, method = self._somebody(), self._some(20_000), self.rng.choice([*Method])
        paid = self.treasurer.take_payment(self.chapter.id, person, self._money(minor), method=method)
        assert sum(line.amount.minor for line in paid.settled) == minor
        self.receipts.append(paid.number)
        self.paid[paid.entry_id] = (person, minor)
        self.owed[person] -= minor
        self._came_in("Payments", minor)

    def _donate(self) -> None:
        minor = self._some()
        given = self.treasurer.donate(
            self.chapter.id, self._somebody(), self._money(minor), cause="the party"
        )
        assert [(line.what, line.amount.minor) for line in given.settled] == [("donation: the party", minor)]
        self.receipts.append(given.number)
        self._came_in("Donations: the party", minor)

    def _refund(self) -> None:
        person = min(self.people, key=lambda each: self.owed[each])
        if self.owed[person] < 0:
            minor = self.rng.randint(1, -self.owed[person])
            entry = self.treasurer.refund(self.chapter.id, person, self._money(minor))
            self._owe(entry.id, person, minor)
            self._came_in("Refunds", -minor)

    def _credit(self) -> None:
        person, minor = self._somebody(), self._some(2_000)
        entry = self.treasurer.credit(self.chapter.id, person, self._money(minor))
        self.paid[entry.id] = (person, minor)
        self.owed[person] -= minor

    def _bill(self) -> None:
        minor = self._some()
        bill = self.treasurer.pay_out(self.chapter.id, "Pier 9", self._money(minor), "breakfasts")
        self._came_in("Paid out: breakfasts", -minor)
        if self.rng.random() < 0.3:
            self.treasurer.reverse(self.chapter.id, bill.id, "billed twice")
            self._came_in("Paid out: breakfasts", minor)

    def _raffle(self) -> None:
        self._income(self._some(), "a raffle")

    def _income(self, minor: int, cause: str) -> None:
        self.receipts.append(self.treasurer.take_income(self.chapter.id, self._money(minor), cause).number)
        self._came_in(f"Other income: {cause}", minor)

    def _bounce(self) -> None:
        """A payment, or credit, is taken back."""
        if self.paid:
            entry_id = self.rng.choice(sorted(self.paid))
            person, minor = self.paid.pop(entry_id)
            entry = self.treasurer.reverse(self.chapter.id, entry_id, "bounced")
            self.owed[person] += minor
            if entry.kind is AccountKind.PAYMENT:
                self._came_in("Payments", -minor)

    def _forgive(self) -> None:
        """A charge is taken back."""
        refunds = {e.id for e in entries_of(self.store, self.chapter) if e.kind is AccountKind.REFUND}
        some = sorted(self.charges.keys() - refunds)
        if some:
            entry_id = self.rng.choice(some)
            person, _, minor = self.charges.pop(entry_id)
            self.treasurer.reverse(self.chapter.id, LedgerId(entry_id), "forgiven")
            self.owed[person] -= minor

    def _came_in(self, what: str, minor: int) -> None:
        self.hand[what] += minor
        self.in_hand += minor

    def ages(self, on: date) -> dict[PersonId, list[int]]:
        """What everybody owes by its age: all their credit goes to what was due first."""
        found = {}
        for person in self.people:
            credit = sum(minor for whose, minor in self.paid.values() if whose == person)
            ages = [0] * len(AGES)
            own = [(due, number, n) for number, (whose, due, n) in self.charges.items() if whose == person]
            for due, _, minor in sorted(own):
                used = min(credit, minor)
                credit -= used
                age = sum((on - due).days > last for last in _LAST_OF_AGE)
                ages[age] += minor - used
            if any(ages):
                found[person] = ages
        return found


@pytest.mark.parametrize(("currency", "decimals", "seed"), [("JPY", 0, 11), ("USD", 2, 12), ("BHD", 3, 13)])
def test_a_year_agrees_with_sums_computed_apart(
    sqlite_store: Store, currency: str, decimals: int, seed: int
) -> None:
    """By kind, month and age, on screen and in every file, in currencies of no, two and three decimals."""
    year = Year(sqlite_store, currency, seed)
    year.run()
    months = year.treasurer.summary(year.chapter.id, *YEAR, PeriodKind.MONTH)
    assert [(of.hand.closing, of.owed.closing) for of in months.figures] == year.closings
    for one, following in zip(months.figures, months.figures[1:], strict=False):
        assert (one.hand.closing, one.owed.closing) == (following.hand.opening, following.owed.opening)
    debts = {debt.person_id: list(debt.ages) for debt in months.debts if debt.owed}
    assert debts == year.ages(YEAR[1])
    assert sum(debt.owed - debt.ahead for debt in months.debts) == year.closings[-1][1]
    assert year.receipts == [f"2026-{place:04d}" for place in range(1, len(year.receipts) + 1)]
    assert len({entry.kind for entry in entries_of(year.store, year.chapter)}) == len(AccountKind)
    _files_agree(year, months, decimals)


def _files_agree(year: Year, months: Summary, decimals: int) -> None:
    """The table, the workbook and the text of the summary, and the table of all entries."""

    def major(minor: int) -> str:
        return f"{Decimal(minor).scaleb(-decimals):f}"

    rows = list(csv.DictReader(io.StringIO(csv_summary(months).decode("utf-8-sig"), newline="")))
    in_hand = [row for row in rows if row["Part"] == "In hand"]
    closing = [row["Amount"] for row in in_hand if row["What"] == "Closing balance"]
    assert closing == [major(hand) for hand, _ in year.closings]
    sums: Counter[str] = Counter()
    for row in in_hand:
        sums[row["What"]] += int(Decimal(row["Amount"]).scaleb(decimals))
    assert {what: sums[what] for what in year.hand} == year.hand
    assert all(len(row["Amount"].partition(".")[2]) == decimals for row in rows)
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_summary(months)))
    lines = {str(row[0]): row[1:] for row in book.get_sheet_by_index(0).to_python()}
    figures = [round(Decimal(str(value)), decimals) for value in lines["In hand: closing balance"]]
    assert figures == [Decimal(major(hand)) for hand, _ in year.closings]
    whole = text_summary(year.treasurer.summary(year.chapter.id, *YEAR)).replace(",", "")
    assert major(abs(year.in_hand)) in whole
    ledger = csv.DictReader(
        io.StringIO(csv_ledger(year.treasurer.ledger(year.chapter.id)).decode("utf-8-sig"), newline="")
    )
    assert sum(Decimal(row["Amount"]) for row in ledger if row["Member"]) == Decimal(
        major(sum(year.owed.values()))
    )


def test_a_year_of_a_chapter_without_entries_is_all_zeros(sqlite_store: Store) -> None:
    """Twelve months, each with both balances, and nobody who owes anything."""
    chapter = found_chapter(sqlite_store)
    found = Treasurer(sqlite_store, SetClock(), "treasurer").summary(chapter.id, *YEAR, PeriodKind.MONTH)
    assert [(of.hand.closing, of.owed.closing, of.hand.lines) for of in found.figures] == [(0, 0, ())] * 12
    assert (found.debts, found.debts_on) == ((), chapter.today(SetClock().now()))
    assert found.last - found.first == timedelta(days=364)
    assert "Nobody owes anything" in text_summary(found)
