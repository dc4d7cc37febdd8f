"""Laws of what meetings charge: whatever two stations and a treasurer do, in whatever order, these hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.acts.money.charges import with_treasurer
from leadsroom.acts.money.commands import TakePayment
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.money.account import AccountEntry
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import Dues
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store, open_store
from tests.databases import SqliteFiles
from tests.desks import desk_at
from tests.harborview import NAMES, START, SetClock, found_chapter
from tests.laws import tried
from tests.meeting.money_rules import RULES, entries_of, rule_money
from tests.meeting.table import WHOLE, Table
from tests.people import People
from tests.treasurer import Treasurer

AGENDA = (
    PlannedStep(StepKind.WELCOME, "Welcome", timedelta(minutes=2)),
    PlannedStep(StepKind.CLOSE, "Close", timedelta(minutes=1)),
)
# Whoever is on leave pays their dues of $5 a meeting too; what else costs how much is written out below.
BY_THE_MEETING = replace(RULES, dues=Dues(500, PeriodKind.MEETING))
AWAY = "Cyrus Ng"
NUMBER = st.integers(0, 40)
MARKS = st.sampled_from([Mark.PRESENT, Mark.ABSENT, Mark.LATE, Mark.MEDICAL])
DEEDS = ["lead", "withdraw", "leave", "pay", "forgive", "put back", "stand in", "merge"]
ACT = st.one_of(
    st.tuples(st.just("mark"), MARKS, NUMBER),
    st.tuples(st.sampled_from(DEEDS), NUMBER, NUMBER),
    st.tuples(st.sampled_from(["go", "go", "undo", "redo"]), NUMBER, NUMBER),
)
LATE = ("mark", Mark.LATE, 0)  # at the table of the first week

Acts = list[tuple[str, Any, int]]
Charge = tuple[PersonId | None, str]


@dataclass
class Hands:
    """Two stations at the tables of two weeks, the treasurer's page, and who makes two spellings one."""

    store: Store
    clock: SetClock
    chapter: Chapter
    away: PersonId
    spellings: list[PersonId]
    tables: list[Table] = field(default_factory=list)
    seconds: list[Desk] = field(default_factory=list)
    entries: int = 0

    def lay(self) -> None:
        """The table of this week."""
        self.tables.append(Table.lay(self.store, self.chapter, self.clock))
        meeting_id = self.tables[-1].meeting_id
        self.seconds.append(desk_at(self.store, meeting_id, self.clock, "second station"))

    def next_week(self) -> None:
        """Close this week's meeting, and lay the table of the next."""
        self.tables[-1].go_to_end(seconds=0)
        self.check()
        self.clock.pass_by(days=7)
        self.lay()

    def act(self, act: str, what: Any, number: int) -> None:
        """One act at one of the stations of one of the tables; what is refused changes nothing."""
        at = number % len(self.tables)
        desk = (self.tables[at].desk, self.seconds[at])[number // 2 % 2]
        with suppress(Refused, IndexError):
            if act in ("forgive", "put back"):
                self._treasurer(what, back=act == "put back")
            elif act == "merge":
                self._merge(self.tables[at].now, what)
            else:
                desk.sync.do(self._command(self.tables[at].now, act, what, number))

    def _command(self, seen: Snapshot, act: str, what: Any, number: int) -> Command:
        members = [attendee.member_id for attendee in seen.attendees]
        member, other = members[number % len(members)], members[(number + 1) % len(members)]
        commands = {
            "mark": lambda: c.MarkAttendance(member, what),
            "lead": lambda: PassLead(member, other, WHOLE),
            "withdraw": lambda: Withdraw("lead", seen.leads[what % 4].id),
            "leave": lambda: c.LeaveEarly(member),
            "stand in": lambda: c.SeatSubstitute(member, f"Stand-in {what}"),
            "pay": lambda: TakePayment(member, Money(what + 1, "USD")),
            "go": c.Go,
            "undo": Undo,
            "redo": Redo,
        }
        return commands[act]()

    def _treasurer(self, number: int, *, back: bool) -> None:
        """Take a charge back, or, `back`, what took one back or put it right."""
        entries = [e for e in entries_of(self.store, self.chapter) if (e.amount.minor < 0) is back]
        entry = entries[number % len(entries) if entries else 0]
        Treasurer(self.store, self.clock, "money").reverse(self.chapter.id, entry.id)

    def _merge(self, seen: Snapshot, number: int) -> None:
        """Somebody at the table, or whoever is on leave, was known by another spelling too."""
        one = [self.away, *(attendee.member_id for attendee in seen.attendees)][number % 4]
        into = self.spellings[-1]
        People(self.store, self.clock, "office").merge_people(self.chapter.id, one, into)
        self.spellings.pop()
        self.away = into if one == self.away else self.away

    def check(self) -> None:
        """An open meeting has charged nothing, a closed one what its table says; no entry was ever lost."""
        entries = entries_of(self.store, self.chapter)
        assert [entry.id for entry in entries[: self.entries]] == list(range(1, self.entries + 1))
        self.entries = len(entries)
        absent: set[PersonId] = set()
        for table in self.tables:
            seen, due = table.now, Counter[Charge]()
            if seen.meeting.state is MeetingState.CLOSED:
                due.update(dict(costs(seen, absent, self.away)))
                absent = {a.member_id for a in seen.attendees if a.mark is Mark.ABSENT}
            compare(due, entries, table.meeting_id)


def costs(seen: Snapshot, absent_before: set[PersonId], away: PersonId) -> Iterator[tuple[Charge, int]]:
    """What a meeting costs whom, in cents, worked out by hand from the picture of its table."""
    givers = {lead.giver_id for lead in seen.leads}
    yield (away, "dues"), 500
    for attendee in seen.attendees:
        who, mark = attendee.member_id, attendee.mark
        yield (who, "dues"), 500
        if mark is Mark.ABSENT:
            yield (who, "absent"), 210
        if mark is Mark.LATE:
            yield (who, "late"), 25
        if who in absent_before:
            yield (who, "absent last week"), 107
        if mark in (Mark.ABSENT, Mark.MEDICAL, None):
            continue
        yield (who, "meal"), 1_435
        if who not in givers:
            yield (who, "no lead"), 33
        if attendee.left_at is not None:
            yield (who, "left early"), 100


def compare(due: Counter[Charge], entries: list[AccountEntry], meeting_id: MeetingId) -> None:
    """What stands of a meeting's charges is what is due, less what a treasurer has forgiven of it."""
    stands, by_hand, dearest = Counter[Charge](), Counter[Charge](), Counter[Charge]()
    put_back: set[Charge] = set()
    of_meeting: dict[LedgerId, Charge] = {}
    for entry in entries:
        if entry.kind.value == "payment":
            continue
        charge = of_meeting.get(entry.reverses) if entry.reverses else None
        if entry.meeting_id == meeting_id or charge is not None:
            charge = (entry.member_id, entry.event.value if entry.event else entry.kind.value)
            of_meeting[entry.id] = charge
            stands[charge] += entry.amount.minor
            dearest[charge] = max(dearest[charge], entry.amount.minor)
            if entry.meeting_id is None:
                by_hand[charge] += entry.amount.minor
                put_back |= {charge} if entry.amount.minor > 0 else set()
    for charge in due.keys() | stands.keys():
        if charge in put_back:
            assert 0 <= stands[charge] <= dearest[charge]
        else:
            assert stands[charge] == max(0, due[charge] + by_hand[charge]), charge


def two_weeks(store: Store) -> Hands:
    """Two members at the table, one on leave, all known by other spellings too."""
    chapter = rule_money(store, found_chapter(store, people=NAMES[:4], agenda=AGENDA).id, BY_THE_MEETING)
    with store.writing(chapter.id) as unit:
        (away,) = [m for m in unit.connection.execute(t.person.select()) if m.name == AWAY]
        (seat,) = [m for m in unit.connection.execute(t.membership.select()) if m.person_id == away.id]
        unit.update(t.membership, seat.id, status="on leave")
        leave = {"since": chapter.today(START) - timedelta(days=1), "at": START}
        unit.insert(t.leave, chapter_id=chapter.id, membership_id=seat.id, **leave)
        names = [f"spelling {number}" for number in range(3)]
        others = [unit.insert(t.person, chapter_id=chapter.id, name=name, name_key=name) for name in names]
    return Hands(store, SetClock(), chapter, PersonId(away.id), [PersonId(other) for other in others])


@pytest.mark.parametrize("forgiving", [False, True])
def test_closed_meetings_have_charged_what_their_tables_say(
    sqlite_files: SqliteFiles, forgiving: bool
) -> None:
    """After every act of any station, undo, redo, second close, merge and late correction, to the cent."""

    @settings(
        max_examples=tried(15, 6), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )
    @given(st.lists(ACT, max_size=8), st.lists(ACT, min_size=5, max_size=16))
    @example(
        [("mark", Mark.ABSENT, 2)], [("go", 0, 1), ("go", 0, 1), ("go", 0, 1), ("mark", Mark.MEDICAL, 2)]
    )
    @example([], [("merge", 0, 0), LATE])
    @example([], [("forgive", 1, 0), LATE, ("merge", 1, 0), ("mark", Mark.ABSENT, 0), LATE])
    def law(this_week: Acts, next_week: Acts) -> None:
        hands = two_weeks(open_store(sqlite_files.fresh()))
        hands.lay()
        for act in [*this_week, ("next week", 0, 0), *next_week]:
            if act[0] == "next week":
                hands.next_week()
            elif forgiving or act[0] not in ("forgive", "put back"):
                hands.act(*act)
            hands.check()
        for desk in (*hands.seconds, *(table.desk for table in hands.tables)):
            desk.close()
        hands.store.close()

    law()


AMOUNT = st.integers(0, 500)


@given(AMOUNT, st.integers(-500, 500))
def test_a_treasurer_is_never_overruled(due: int, by_hand: int) -> None:
    """Forgiven stays forgiven; what stands is never below nothing, nor above what was charged or put back."""
    stands = with_treasurer(due, by_hand)
    assert 0 <= stands <= max(due, by_hand)
    if by_hand == 0:
        assert stands == due
    if by_hand < 0:
        assert stands == max(0, due + by_hand)
