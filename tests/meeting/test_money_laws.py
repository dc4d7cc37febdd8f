"""Laws of what a meeting charges: whatever two stations and a treasurer do, in whatever order, these hold."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadsroom.accounts.settling import with_treasurer
from leadsroom.domain.agenda import PlannedStep, StepKind
from leadsroom.domain.attendance import Mark
from leadsroom.domain.charges import AT_CLOSE, ChargeKey, Place, meeting_charges
from leadsroom.domain.money import Money
from leadsroom.domain.snapshot import MeetingState, Snapshot
from leadsroom.errors import Refused
from leadsroom.meeting import commands as c
from leadsroom.meeting.desk import Desk
from leadsroom.roster.treasury import Treasury
from leadsroom.store.store import open_store
from tests.databases import SqliteFiles
from tests.harborview import NAMES, SetClock, found_chapter
from tests.meeting.money_rules import RULES, entries_of, rule_money
from tests.meeting.table import WHOLE, Table

AGENDA = (
    PlannedStep(StepKind.WELCOME, "Welcome", timedelta(minutes=2)),
    PlannedStep(StepKind.CLOSE, "Close", timedelta(minutes=1)),
)
NUMBER = st.integers(0, 40)
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("mark"), st.sampled_from([Mark.PRESENT, Mark.ABSENT, Mark.LATE, Mark.MEDICAL]), NUMBER
        ),
        st.tuples(
            st.sampled_from(["lead", "withdraw", "leave", "pay", "forgive", "stand in"]), NUMBER, NUMBER
        ),
        st.tuples(st.sampled_from(["go", "go", "undo", "redo"]), NUMBER, NUMBER),
    ),
    max_size=30,
)


@dataclass
class Hands:
    """Two stations at one table, and the treasurer's page."""

    table: Table
    desks: tuple[Desk, Desk]
    treasury: Treasury
    entries: int = 0

    @property
    def seen(self) -> Snapshot:
        return self.table.now

    def act(self, act: str, what: Any, number: int) -> None:
        """One act at one of the stations; what is refused changes nothing."""
        desk, seen = self.desks[number % 2], self.seen
        member = seen.attendees[number % len(seen.attendees)].member_id
        other = seen.attendees[(number + 1) % len(seen.attendees)].member_id
        if act == "forgive":
            self._take_back(what)
            return
        commands = {
            "mark": lambda: c.MarkAttendance(member, what),
            "lead": lambda: c.PassLead(member, other, WHOLE),
            "withdraw": lambda: c.Withdraw(c.Withdrawable.LEAD, seen.leads[what % len(seen.leads)].id),
            "leave": lambda: c.LeaveEarly(member),
            "stand in": lambda: c.SeatSubstitute(member, f"Stand-in {what}"),
            "pay": lambda: c.TakePayment(member, Money(what + 1, "USD")),
            "go": c.Go,
            "undo": c.Undo,
            "redo": c.Redo,
        }
        with suppress(Refused, ZeroDivisionError):
            desk.do_now(commands[act]())

    def _take_back(self, number: int) -> None:
        entries = entries_of(self.table.store, self.seen.chapter)
        if entries:
            with suppress(Refused):
                self.treasury.reverse(self.seen.chapter.id, entries[number % len(entries)].id)

    def check(self, *, forgiven: bool) -> None:
        """An open meeting has charged nothing, a closed one what its table says; no entry was ever lost."""
        seen = self.seen
        entries = entries_of(self.table.store, seen.chapter)
        assert [entry.id for entry in entries[: self.entries]] == list(range(1, self.entries + 1))
        self.entries = len(entries)
        stands: Counter[ChargeKey] = Counter()
        for entry in entries:
            if entry.kind.value == "meal" or entry.event in AT_CLOSE:
                stands[ChargeKey(entry.member_id, entry.kind, entry.event)] += entry.amount.minor
        due = charged_by(seen) if seen.meeting.state is MeetingState.CLOSED else {}
        if not forgiven:
            assert +stands == due
            assert not -stands
        else:
            assert all(
                minor >= 0 for key, minor in stands.items() if seen.meeting.state is MeetingState.CLOSED
            )


def charged_by(seen: Snapshot) -> dict[ChargeKey, int]:
    """What the table as the picture shows it is charged, read off another way than the program does."""
    givers = {lead.giver_id for lead in seen.leads}
    places = [
        Place(a.member_id, a.mark, a.left_at is not None, a.member_id in givers) for a in seen.attendees
    ]
    return meeting_charges(RULES, places)


@pytest.mark.parametrize("forgiving", [False, True])
def test_a_closed_meeting_has_charged_what_its_table_says(sqlite_files: SqliteFiles, forgiving: bool) -> None:
    """After every act of any station, undo, redo, second close and late correction, to the cent."""

    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(st.integers(0, 3), ACTS)
    def law(presses: int, acts: list[tuple[str, Any, int]]) -> None:
        store, clock = open_store(sqlite_files.fresh()), SetClock()
        chapter = rule_money(store, found_chapter(store, people=NAMES[:3], agenda=AGENDA).id, RULES)
        table = Table.lay(store, chapter, clock)
        second = Desk(store, table.meeting_id, clock, "second station")
        hands = Hands(table, (table.desk, second), Treasury(store, clock, "money"))
        for act in [("go", 0, 0)] * presses + acts:
            if act[0] != "forgive" or forgiving:
                hands.act(*act)
                hands.check(forgiven=forgiving)
        second.close()
        table.desk.close()
        store.close()

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
