"""Money at the table: what a meeting charges, payments and charges by hand, corrections, and a whole year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import Dues, FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.meeting import lookups
from tests.databases import ON_BOTH
from tests.desks import Book, desk_at
from tests.harborview import NAMES, SetClock, found_chapter
from tests.meeting.money_rules import RULES, entries_of, owing, rule_money
from tests.meeting.table import WHOLE, Table
from tests.treasurer import Treasurer

MEAL, LATE, ABSENT, EARLY, NO_LEAD, BEFORE = 1_435, 25, 210, 100, 33, 107
SHORT = (
    PlannedStep(StepKind.WELCOME, "Welcome", timedelta(minutes=2)),
    PlannedStep(StepKind.CLOSE, "Close", timedelta(minutes=1)),
)
EVERYBODY = [name for name, _ in NAMES]


@pytest.fixture
def charged(table: Table, harborview: Chapter) -> Table:
    """A table of six whose chapter has rules for everything."""
    rule_money(table.store, harborview.id, RULES)
    return table


def usd(minor: int) -> Money:
    """Dollars."""
    return Money(minor, "USD")


def mark(table: Table, name: str, mark: Mark) -> None:
    """Mark a member."""
    table.do(c.MarkAttendance(table.person(name), mark))


def owed_at(table: Table) -> dict[str, int]:
    """What the desk says that each member at the table owes, where it is anything."""
    seen = table.now
    return {
        seen.name(member): money.minor
        for member, money in table.desk.sync.read(lookups.owed_at_table).items()
        if money.minor
    }


@ON_BOTH
def test_the_close_charges_what_happened(charged: Table, harborview: Chapter) -> None:
    """Fines and meals for each place, on the member's account also where somebody stood in."""
    mark(charged, "Ann Chu", Mark.LATE)
    mark(charged, "Robert Diaz", Mark.ABSENT)
    mark(charged, "Dee Fox", Mark.MEDICAL)
    charged.do(c.SeatSubstitute(charged.person("Cyrus Ng"), "Tom Ray"))
    charged.go()
    charged.do(charged.lead("Ann Chu", "Maria Lopez"))
    another = replace(WHOLE, prospect="Jack Roe", phone="+14155550102")
    charged.do(PassLead(charged.person("Tom Ray"), charged.person("Maria Lopez"), another))
    charged.do(c.LeaveEarly(charged.person("Paul Whitfield")))
    assert entries_of(charged.store, harborview) == []
    charged.go_to_end()
    assert owing(charged.store, harborview) == {
        "Maria Lopez": MEAL + NO_LEAD,
        "Ann Chu": MEAL + LATE,
        "Robert Diaz": ABSENT,
        "Cyrus Ng": MEAL,
        "Paul Whitfield": MEAL + NO_LEAD + EARLY,
    }
    assert owed_at(charged) == owing(charged.store, harborview)
    assert {entry.on for entry in entries_of(charged.store, harborview)} == {charged.now.meeting.on}


def test_a_chapter_without_rules_charges_nothing(table: Table, harborview: Chapter) -> None:
    """Nor does a later rule reach back to a meeting that has been closed."""
    table.go_to_end()
    rule_money(table.store, harborview.id, RULES)
    mark(table, "Ann Chu", Mark.ABSENT)
    assert entries_of(table.store, harborview) == []


def test_undo_and_redo_of_the_close_keep_the_sums(charged: Table, harborview: Chapter) -> None:
    """However often: an open meeting has charged nothing, a closed one once; no entry is ever lost."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    sums, count = owing(charged.store, harborview), len(entries_of(charged.store, harborview))
    for number in range(1, 4):
        charged.do(Undo())
        assert owing(charged.store, harborview) == {}
        charged.do(Redo())
        assert owing(charged.store, harborview) == sums
        assert len(entries_of(charged.store, harborview)) == count * (1 + 2 * number)
    charged.do(Undo())
    mark(charged, "Ann Chu", Mark.PRESENT)
    charged.go_to_end()
    assert owing(charged.store, harborview) == sums | {"Ann Chu": MEAL + NO_LEAD}


@ON_BOTH
def test_a_correction_after_the_close_charges_the_difference(charged: Table, harborview: Chapter) -> None:
    """By the rules of then, one entry for each event that changed; undo and redo of it too."""
    charged.go_to_end()
    rule_money(charged.store, harborview.id, replace(RULES, meal=9_999, fines={}))
    charged.clock.pass_by(days=2)
    before = owing(charged.store, harborview)
    mark(charged, "Ann Chu", Mark.ABSENT)
    added = [entry for entry in entries_of(charged.store, harborview) if entry.at == charged.clock.now()]
    assert [(entry.in_words, entry.amount.minor) for entry in added] == [
        ("Fine: absent", ABSENT),
        ("Corrected: fine, no lead", -NO_LEAD),
        ("Corrected: meal", -MEAL),
    ]
    assert {entry.on for entry in added} == {harborview.today(charged.clock.now())}
    after = before | {"Ann Chu": ABSENT}
    assert owing(charged.store, harborview) == after
    charged.do(Undo())
    assert owing(charged.store, harborview) == before
    charged.do(Redo())
    assert owing(charged.store, harborview) == after
    mark(charged, "Ann Chu", Mark.PRESENT)
    assert owing(charged.store, harborview) == before


@ON_BOTH
def test_a_close_undone_after_another_station_corrected_it(charged: Table, harborview: Chapter) -> None:
    """While the meeting is open nothing is charged, and its second close charges the table as it is then."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    other = desk_at(charged.store, charged.meeting_id, charged.clock, "second station")
    other.sync.do(c.MarkAttendance(charged.person("Ann Chu"), Mark.PRESENT))
    charged.do(Undo())
    assert owing(charged.store, harborview) == {}
    other.sync.do(c.MarkAttendance(charged.person("Dee Fox"), Mark.LATE))
    charged.do(Redo())
    sums = owing(charged.store, harborview)
    assert (sums["Ann Chu"], sums["Dee Fox"]) == (MEAL + NO_LEAD, MEAL + NO_LEAD + LATE)
    other.close()


def test_a_lead_corrected_between_meetings_is_settled_too(charged: Table, harborview: Chapter) -> None:
    """Withdrawn after the close it was none; with another giver it is theirs; undo there is right too."""
    (lead,) = charged.do(charged.lead("Ann Chu", "Maria Lopez")).leads
    charged.go_to_end()
    before = owing(charged.store, harborview)
    book = Book(charged.store, harborview.id, charged.clock, "front desk")
    book.do(Withdraw("lead", lead.id))
    assert owing(charged.store, harborview) == before | {"Ann Chu": MEAL + NO_LEAD}
    book.do(Undo())
    assert owing(charged.store, harborview) == before
    book.do(replace(charged.lead("Dee Fox", "Maria Lopez"), corrects=lead.id))
    assert owing(charged.store, harborview) == before | {"Ann Chu": MEAL + NO_LEAD, "Dee Fox": MEAL}


@ON_BOTH
def test_absent_last_week_looks_at_the_meeting_before(charged: Table, harborview: Chapter) -> None:
    """It is charged at the next meeting, and put right there when last week's mark is."""
    mark(charged, "Ann Chu", Mark.ABSENT)
    charged.go_to_end()
    charged.clock.pass_by(days=7)
    following = Table.lay(charged.store, harborview, charged.clock)
    following.go_to_end()
    charged_for = MEAL + NO_LEAD + BEFORE + ABSENT
    assert owing(charged.store, harborview)["Ann Chu"] == charged_for
    mark(charged, "Ann Chu", Mark.MEDICAL)
    assert owing(charged.store, harborview)["Ann Chu"] == MEAL + NO_LEAD
    charged.do(Undo())
    assert owing(charged.store, harborview)["Ann Chu"] == charged_for
    following.desk.close()


def test_what_a_treasurer_took_back_stays_so(charged: Table, harborview: Chapter) -> None:
    """A fine that was forgiven is not charged again when something else of the meeting is corrected."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    treasury = Treasurer(charged.store, charged.clock, "money")
    fine = next(e for e in entries_of(charged.store, harborview) if e.event is FineEvent.LATE)
    treasury.reverse(harborview.id, fine.id, "snow")
    assert owing(charged.store, harborview)["Ann Chu"] == MEAL + NO_LEAD
    mark(charged, "Dee Fox", Mark.LATE)
    assert owing(charged.store, harborview)["Ann Chu"] == MEAL + NO_LEAD


@ON_BOTH
def test_what_was_forgiven_does_not_keep_a_meeting_closed(charged: Table, harborview: Chapter) -> None:
    """Its close is undone all the same; forgiven stays forgiven over a second close and corrections."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    treasury = Treasurer(charged.store, charged.clock, "money")
    fine = next(e for e in entries_of(charged.store, harborview) if e.event is FineEvent.LATE)
    treasury.reverse(harborview.id, fine.id, "snow")
    charged.do(Undo())
    assert owing(charged.store, harborview) == {}
    charged.go_to_end()
    assert owing(charged.store, harborview)["Ann Chu"] == MEAL + NO_LEAD
    for marked in (Mark.PRESENT, Mark.LATE, Mark.PRESENT):
        mark(charged, "Ann Chu", marked)
        assert owing(charged.store, harborview)["Ann Chu"] == MEAL + NO_LEAD


def test_a_charge_that_was_corrected_is_not_given_back_twice(charged: Table, harborview: Chapter) -> None:
    """Nothing of it stands, so there is nothing to take back."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    fine = next(e for e in entries_of(charged.store, harborview) if e.event is FineEvent.LATE)
    mark(charged, "Ann Chu", Mark.PRESENT)
    with pytest.raises(Refused, match="That charge is gone already"):
        Treasurer(charged.store, charged.clock, "money").reverse(harborview.id, fine.id)


def test_a_charge_that_stands_again_is_not_charged_twice(charged: Table, harborview: Chapter) -> None:
    """A correction that was corrected in its turn cannot be taken back as well."""
    mark(charged, "Ann Chu", Mark.LATE)
    charged.go_to_end()
    for marked in (Mark.PRESENT, Mark.LATE):
        mark(charged, "Ann Chu", marked)
    late = [e for e in entries_of(charged.store, harborview) if e.event is FineEvent.LATE]
    assert [entry.amount.minor for entry in late] == [LATE, -LATE, LATE]
    with pytest.raises(Refused, match="is back already"):
        Treasurer(charged.store, charged.clock, "money").reverse(harborview.id, late[1].id)


def test_dues_by_the_meeting(charged: Table, harborview: Chapter) -> None:
    """Each place at the table costs them, whoever came, and they name the day."""
    rule_money(charged.store, harborview.id, MoneyRules(dues=Dues(500, PeriodKind.MEETING)))
    mark(charged, "Ann Chu", Mark.ABSENT)
    charged.go_to_end()
    assert owing(charged.store, harborview) == dict.fromkeys(EVERYBODY, 500)
    assert {e.in_words for e in entries_of(charged.store, harborview)} == {"Dues 2026-11-18"}


def test_payments_and_charges_by_hand(charged: Table, harborview: Chapter) -> None:
    """A fine, a meal as ordered, a payment, a donation: in words with the receipt, and undone one by one."""
    ann = charged.person("Ann Chu")
    entries = [
        charged.do(command).journal[-1].what
        for command in (
            ChargeMember(ann, AccountKind.FINE, usd(100), FineEvent.PHONE),
            ChargeMember(ann, AccountKind.FINE, usd(50), FineEvent.OTHER, "no badge"),
            ChargeMember(ann, AccountKind.ORDERED_MEAL, usd(1_650)),
            TakePayment(ann, usd(2_000)),
            TakePayment(ann, usd(500), donated=True),
        )
    ]
    assert entries == [
        "Ann Chu: fine: a phone rings, $1",
        "Ann Chu: fine: other (no badge), $0.50",
        "Ann Chu: meal, as ordered, $16.50",
        "Ann Chu paid $20, receipt 2026-0001",
        "Ann Chu donated $5, receipt 2026-0002",
    ]
    running = []
    for _ in entries:
        running.append(owed_at(charged).get("Ann Chu", 0))
        charged.do(Undo())
    assert running == [-200, -200, 1_800, 150, 100]
    assert owed_at(charged) == {}
    for _ in entries:
        charged.do(Redo())
    assert owed_at(charged) == {"Ann Chu": -200}


def test_an_undo_is_of_its_own_day(charged: Table, harborview: Chapter) -> None:
    """Money that is taken back, and taken again, days later is so at that moment: days gone by keep their
    sums.
    """
    charged.go_to_end()
    charged.do(TakePayment(charged.person("Ann Chu"), usd(500)))
    for command in (Undo(), Redo()):
        charged.clock.pass_by(days=2)
        charged.do(command)
        entry = entries_of(charged.store, harborview)[-1]
        assert (entry.at, entry.on) == (charged.clock.now(), harborview.today(charged.clock.now()))
        assert entry.reverses is not None


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (Money(500, "zzz"), "“zzz” is not a currency"),
        (Money(500, ""), "is not a currency"),
        (usd(2**70), "more than anybody has paid"),
        (usd(10**14 + 1), "more than anybody has paid"),
        (usd(-1), "above zero"),
    ],
)
def test_no_account_takes_such_an_amount(charged: Table, amount: Money, reason: str) -> None:
    """Charged, paid or donated: it is refused in a sentence, and nothing is written."""
    ann = charged.person("Ann Chu")
    for command in (
        TakePayment(ann, amount),
        TakePayment(ann, amount, donated=True),
        ChargeMember(ann, AccountKind.ORDERED_MEAL, amount),
    ):
        with pytest.raises(Refused, match=reason):
            charged.do(command)
    assert charged.now.journal == ()
    charged.do(TakePayment(ann, usd(10**14)))


@pytest.mark.parametrize(
    ("kind", "event", "minor", "reason"),
    [
        (AccountKind.FINE, FineEvent.LATE, 25, "when the meeting closes"),
        (AccountKind.FINE, None, 25, "what the fine is for"),
        (AccountKind.FINE, FineEvent.PHONE, 0, "above zero"),
        (AccountKind.FINE, FineEvent.PHONE, -100, "above zero"),
        (AccountKind.DUES, None, 25, "money page"),
        (AccountKind.PAYMENT, None, 25, "money page"),
    ],
)
def test_what_cannot_be_charged_at_the_table(
    charged: Table, kind: AccountKind, event: FineEvent | None, minor: int, reason: str
) -> None:
    """It is refused with a reason, and nothing is written."""
    with pytest.raises(Refused, match=reason):
        charged.do(ChargeMember(charged.person("Ann Chu"), kind, usd(minor), event))
    with pytest.raises(Refused, match="above zero"):
        charged.do(TakePayment(charged.person("Ann Chu"), usd(0)))
    assert charged.now.journal == ()


def test_only_members_of_the_table_pay_there(charged: Table) -> None:
    """A visitor has no account."""
    charged.do(c.WelcomeVisitor("Eve Stone"))
    with pytest.raises(Refused, match="member of this table"):
        charged.do(TakePayment(charged.person("Eve Stone"), usd(100)))


def test_a_payment_does_not_stand_in_the_way_of_go(charged: Table) -> None:
    """Another station that takes money changes nothing of where the meeting stands."""
    seen = charged.point_of(charged.go())
    other = desk_at(charged.store, charged.meeting_id, charged.clock, "check-in")
    other.sync.do(TakePayment(charged.person("Ann Chu"), usd(100)))
    assert charged.do(c.Go(seen=seen)).meeting.state is MeetingState.LIVE
    other.close()


# A year


@dataclass
class Evening:
    """What is true of one meeting in the end, as the test remembers it."""

    money: MoneyRules
    marks: dict[str, Mark] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    gave: dict[str, int] = field(default_factory=dict)


@dataclass
class Year:
    """Types a year of meetings, and keeps count of its own, in another way than the program."""

    store: Store
    clock: SetClock
    chapter: Chapter
    dice: Random = field(default_factory=lambda: Random(2026))
    evenings: list[Evening] = field(default_factory=list)
    by_hand: Counter[tuple[str, str]] = field(default_factory=Counter)
    last: Table | None = None
    ids: dict[str, PersonId] = field(default_factory=dict)

    def hold(self, money: MoneyRules) -> None:
        """One meeting, its undos and its late corrections."""
        self.chapter = rule_money(self.store, self.chapter.id, money)
        table = Table.lay(self.store, self.chapter, self.clock)
        tonight = Evening(money, dict.fromkeys(EVERYBODY, Mark.PRESENT))
        self.evenings.append(tonight)
        self.ids = self.ids or {name: table.person(name) for name in EVERYBODY}
        self._check_in(table, tonight)
        table.go()
        self._meet(table, tonight)
        table.go_to_end()
        if self.dice.random() < 0.3:
            self._close_again(table, tonight)
        if self.last is not None and self.dice.random() < 0.4:
            self._correct(self.last, self.evenings[-2])
        if self.last is not None:
            self.last.desk.close()
        self.last = table
        self.clock.pass_by(days=7)

    def _check_in(self, table: Table, tonight: Evening) -> None:
        for name in self.dice.sample(EVERYBODY, 3):
            self._mark(table, tonight, name)
        table.do(c.MarkOthersPresent())
        for name in self.dice.sample(EVERYBODY, 2):
            self._pay(table, name, self.dice.randrange(1, 5_000))
        name = self.dice.choice(EVERYBODY)
        table.do(ChargeMember(self.ids[name], AccountKind.FINE, usd(100), FineEvent.PHONE))
        self.by_hand[name, "fine"] += 100
        if tonight.money.meal_as_ordered:
            for visitor in EVERYBODY:
                price = self.dice.randrange(800, 2_400)
                table.do(ChargeMember(self.ids[visitor], AccountKind.ORDERED_MEAL, usd(price)))
                self.by_hand[visitor, "meal ordered"] += price

    def _pay(self, table: Table, name: str, minor: int) -> None:
        table.do(TakePayment(self.ids[name], usd(minor)))
        if self.dice.random() < 0.3:
            table.do(Undo())
            return
        self.by_hand[name, "payment"] -= minor

    def _mark(self, table: Table, tonight: Evening, name: str) -> None:
        marked = self.dice.choice([Mark.ABSENT, Mark.LATE, Mark.MEDICAL, Mark.PRESENT, Mark.SUBSTITUTE])
        if marked is Mark.SUBSTITUTE:
            table.do(c.SeatSubstitute(self.ids[name], f"Stand-in of {name}"))
        else:
            table.do(c.MarkAttendance(self.ids[name], marked))
        tonight.marks[name] = marked
        tonight.left.discard(name)

    def _meet(self, table: Table, tonight: Evening) -> None:
        for name in self.dice.sample(EVERYBODY, 3):
            if tonight.marks[name] in (Mark.PRESENT, Mark.LATE):
                receiver = next(other for other in EVERYBODY if other != name)
                slip = Slip(f"Prospect of {name} at {self.clock.now()}", need="a shop")
                lead = table.do(PassLead(self.ids[name], self.ids[receiver], slip)).leads[-1]
                tonight.gave[name] = lead.id
        name = self.dice.choice(EVERYBODY)
        if tonight.marks[name] not in (Mark.ABSENT, Mark.MEDICAL):
            table.do(c.LeaveEarly(self.ids[name]))
            tonight.left.add(name)

    def _close_again(self, table: Table, tonight: Evening) -> None:
        table.do(Undo())
        if self.dice.random() < 0.5:
            table.do(Redo())
            return
        self._mark(table, tonight, self.dice.choice(EVERYBODY))
        table.go_to_end()

    def _correct(self, table: Table, evening: Evening) -> None:
        self._mark(table, evening, self.dice.choice(EVERYBODY))
        if evening.gave and self.dice.random() < 0.5:
            name, lead_id = evening.gave.popitem()
            table.do(Withdraw("lead", lead_id))
            if self.dice.random() < 0.5:
                table.do(Undo())
                evening.gave[name] = lead_id

    def expected(self) -> dict[tuple[str, str], int]:
        """What each member's entries of each kind must add up to."""
        sums: defaultdict[tuple[str, str], int] = defaultdict(int, self.by_hand)
        before: dict[str, Mark] = {}
        for evening in self.evenings:
            for name, marked in evening.marks.items():
                fines, here = evening.money.fines, marked in (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)
                if marked is Mark.LATE:
                    sums[name, "fine"] += fines[FineEvent.LATE]
                if marked is Mark.ABSENT:
                    sums[name, "fine"] += fines[FineEvent.ABSENT]
                if before.get(name) is Mark.ABSENT:
                    sums[name, "fine"] += fines[FineEvent.ABSENT_LAST_WEEK]
                if here and name not in evening.gave:
                    sums[name, "fine"] += fines[FineEvent.NO_LEAD]
                if here and name in evening.left:
                    sums[name, "fine"] += fines[FineEvent.LEFT_EARLY]
                if here and not evening.money.meal_as_ordered:
                    sums[name, "meal"] += evening.money.meal
            before = evening.marks
        return {key: minor for key, minor in sums.items() if minor}


@pytest.fixture
def year(sqlite_store: Store) -> Iterator[Year]:
    """A year about to begin."""
    year = Year(sqlite_store, SetClock(), found_chapter(sqlite_store, agenda=SHORT))
    yield year
    if year.last is not None:
        year.last.desk.close()


@pytest.mark.parametrize("weeks", [21, pytest.param(52, marks=pytest.mark.soak)])
def test_weeks_of_meetings_equal_the_ledger_to_the_cent(year: Year, weeks: int) -> None:
    """Under three sets of rules, undone, closed again and corrected, with quarterly dues."""
    dearer = replace(RULES, meal=1_510, fines={**RULES.fines, FineEvent.LATE: 75})
    ordered = replace(RULES, meal_as_ordered=True)
    for week in range(weeks):
        if week % 13 == 0:
            period = period_of(PeriodKind.QUARTER, year.chapter.today(year.clock.now()))
            rule_money(year.store, year.chapter.id, RULES)
            treasury = Treasurer(year.store, year.clock, "money")
            treasury.charge_dues(year.chapter.id, period)
            with pytest.raises(Refused, match="everybody already"):
                treasury.charge_dues(year.chapter.id, period)
            year.by_hand.update({(name, "dues"): 12_000 for name in EVERYBODY})
        year.hold((RULES, dearer, ordered)[week * 3 // weeks])
    names = {person_id: name for name, person_id in year.ids.items()}
    entered: Counter[tuple[str, str]] = Counter()
    for entry in entries_of(year.store, year.chapter):
        assert entry.member_id is not None  # nothing of the chapter alone
        entered[names[entry.member_id], entry.kind.value] += entry.amount.minor
    expected = year.expected()
    assert {key: minor for key, minor in entered.items() if minor} == expected
    totals: Counter[str] = Counter()
    for (name, _), minor in expected.items():
        totals[name] += minor
    assert owing(year.store, year.chapter) == {name: minor for name, minor in totals.items() if minor}
    assert len(entries_of(year.store, year.chapter)) > 18 * weeks
    with year.store.reading() as connection:
        assert len(connection.execute(t.meeting.select()).all()) == weeks
