"""Ahead and behind are right in every case: they are what a simulation of the rest of the meeting gives."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leadsroom.acts.agenda.commands import (
    BringBackStep,
    GivePitch,
    GiveStep,
    MoveStep,
    MoveTurn,
    SetPitchLength,
    SkipStep,
    SkipTurn,
)
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, StepId, TurnId
from leadsroom.domain.meeting.agenda_progress import GoKind, next_act, project, starts_of_steps
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from leadsroom.store.store import open_store
from tests.databases import SqliteFiles
from tests.harborview import CHANGEOVER, START, SetClock, found_chapter
from tests.laws import tried
from tests.meeting.table import Table

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

# In Los Angeles: a morning, across midnight, and the mornings on which summer time begins and ends.
MORNINGS = {
    "a morning": START,
    "across midnight": datetime(2026, 11, 19, 7, 50, tzinfo=UTC),
    "spring forward": datetime(2026, 3, 8, 9, 50, tzinfo=UTC),
    "fall back": datetime(2026, 11, 1, 8, 50, tzinfo=UTC),
}


def _member(table: Table, number: int) -> PersonId:
    return table.now.attendees[number % len(table.now.attendees)].member_id


def _step(table: Table, number: int) -> StepId:
    return table.now.steps[number % len(table.now.steps)].id


def _turn(table: Table, number: int) -> TurnId:
    turns = table.now.turns
    return turns[number % len(turns)].id if turns else TurnId(0)


DEEDS: dict[str, Callable[[Table, int], Command]] = {
    "go": lambda _t, _n: c.Go(),
    "pause": lambda _t, _n: c.Pause(),
    "resume": lambda _t, _n: c.Resume(),
    "back": lambda _t, _n: c.GoBack(),
    "skip": lambda _t, _n: c.Skip(),
    "more time": lambda _t, n: c.AddTime((n % 5 - 2) * 30 * SECOND),
    "began earlier": lambda _t, n: c.BeganEarlier((n % 9 + 1) * 10 * SECOND),
    "leave out": lambda _t, n: c.LeaveOut((n % 300) * SECOND),
    "skip the rest": lambda _t, _n: c.SkipRest(),
    "questions": lambda _t, _n: c.OpenQuestions(MINUTE),
    "questions over": lambda _t, _n: c.CloseQuestions(),
    "all pitches": lambda t, n: SetPitchLength(_step(t, n), (n % 100 + 15) * SECOND),
    "one pitch": lambda t, n: GivePitch(_member(t, n), (n % 200 + 15) * SECOND),
    "a step": lambda t, n: GiveStep(_step(t, n), (n % 9 - 4) * MINUTE),
    "another order": lambda t, n: MoveStep(_step(t, n), 1 if n % 2 else -1),
    "another speaker": lambda t, n: MoveTurn(_turn(t, n), 1 if n % 2 else -1),
    "without a step": lambda t, n: SkipStep(_step(t, n)),
    "with a step again": lambda t, n: BringBackStep(_step(t, n)),
    "without a person": lambda t, n: SkipTurn(_turn(t, n)),
    "called back": lambda t, n: c.CallBack(_turn(t, n)),
    "absent": lambda t, n: c.MarkAttendance(_member(t, n), Mark.ABSENT),
    "late": lambda t, n: c.MarkAttendance(_member(t, n), Mark.LATE),
    "a visitor": lambda _t, n: c.WelcomeVisitor(f"Visitor {n}"),
    "undo": lambda _t, _n: Undo(),
}
HISTORIES = st.lists(
    st.tuples(
        st.sampled_from([*DEEDS, *["go"] * 14]),
        st.integers(0, 400),
        st.integers(0, 120),
    ),
    max_size=24,
)


def _live_through(table: Table, history: list[tuple[str, int, int]]) -> None:
    for deed, number, seconds in history:
        table.clock.pass_by(seconds=seconds)
        if deed == "go" and next_act(table.now).kind is GoKind.CLOSE_MEETING:
            continue
        with suppress(Refused):
            table.do(DEEDS[deed](table, number))


def _hold_the_rest(table: Table) -> datetime:
    """Everybody takes the time they were given, and who has to get up to speak takes a changeover for it."""
    seen = table.now
    if seen.meeting.state is MeetingState.PLANNED:
        table.clock.moment = max(table.clock.moment, seen.meeting.starts_at)
    if seen.clock is not None and seen.clock.paused:
        seen = table.do(c.Resume())
    for _ in range(400):
        kind = next_act(seen).kind
        if kind is GoKind.START_TURN:
            seen = table.do(c.Go())
            continue
        clock = seen.clock
        if clock is not None and clock.started_at is not None:
            now = table.clock.now()
            table.clock.moment += max(ZERO, clock.remaining(now), _own_time(seen, now))
        if kind is GoKind.END_QUESTIONS:
            kind = next_act(table.do(c.Go())).kind
        if kind is GoKind.CLOSE_MEETING:
            return table.do(c.Go()).meeting.ended_at or table.clock.now()
        seen = _next(table)
    raise AssertionError("it never ends")


def _own_time(seen: Snapshot, now: datetime) -> timedelta:
    """What whoever takes questions has left of their own: they are asked in it."""
    step, turn = seen.step, seen.turn
    if seen.open_questions is None or step is None or (turn is None and step.kind.is_round):
        return ZERO
    return (turn or step).clock.remaining(now)


def _next(table: Table) -> Snapshot:
    """On to whoever or whatever is next; a speaker who does not begin by themselves gets up first."""
    following = table.do(c.Go())
    if following.turn is not None and following.step is not None and not following.step.autostart:
        table.clock.moment += CHANGEOVER
    if following.clock is not None and following.clock.paused:
        return table.do(c.Resume())
    return following


@pytest.mark.parametrize("start", MORNINGS)
@given(history=HISTORIES)
@example(history=[("go", 0, 0), ("questions", 0, 0)])
@settings(max_examples=tried(6, 3), suppress_health_check=list(HealthCheck))
def test_the_projected_end_is_what_the_rest_takes(
    sqlite_files: SqliteFiles, start: str, history: list[tuple[str, int, int]]
) -> None:
    """After any history, a rest in which everybody takes their time ends when the projection said."""
    place = sqlite_files.fresh()
    store = open_store(place)
    table = Table.lay(store, found_chapter(store), SetClock(MORNINGS[start]))
    try:
        _live_through(table, history)
        seen, now = table.now, table.clock.now()
        if seen.meeting.state is not MeetingState.CLOSED and now < seen.meeting.starts_at + timedelta(days=1):
            promised = project(seen, now)
            ended = _hold_the_rest(table)
            assert abs(ended - promised.ends_at) < SECOND
    finally:
        table.desk.close()
        store.close()
        sqlite_files.drop(place)


@given(history=HISTORIES, waits=st.lists(st.floats(0, 200), min_size=1, max_size=6))
@settings(max_examples=tried(10, 5), suppress_health_check=list(HealthCheck))
def test_behind_never_flips_by_itself(
    sqlite_files: SqliteFiles, history: list[tuple[str, int, int]], waits: list[float]
) -> None:
    """While nobody presses a key it never gets earlier, nor later by more than the time that passes;
    and a clock that runs within its time changes nothing at all.
    """
    place = sqlite_files.fresh()
    store = open_store(place)
    table = Table.lay(store, found_chapter(store), SetClock())
    try:
        _live_through(table, history)
        seen, now = table.now, table.clock.now()
        before = project(seen, now).behind
        for wait in waits:
            step = timedelta(seconds=wait)
            after = project(seen, now + step).behind
            assert ZERO <= after - before <= step
            clock = seen.clock
            if clock is not None and clock.running and clock.timed and clock.remaining(now + step) >= ZERO:
                assert after == before
            now, before = now + step, after
    finally:
        table.desk.close()
        store.close()
        sqlite_files.drop(place)


# ---------------------------------------------------------------- case by case


def _behind(table: Table) -> float:
    return project(table.now, table.clock.now()).behind / SECOND


def test_a_late_start_is_behind_from_the_first_second(table: Table) -> None:
    """Ten minutes late at the door are ten minutes behind once the meeting runs, unless the plan had air."""
    air = -_behind(table)
    table.clock.pass_by(minutes=10)
    table.go()
    assert _behind(table) == 600 - air


def test_a_pause_inside_overtime_costs_its_length(table: Table) -> None:
    """12 s over, then 30 s of pause, then 8 s more: 50 s later than planned, whatever the order."""
    table.go()
    before = _behind(table)
    table.clock.pass_by(minutes=5, seconds=12)
    table.do(c.Pause())
    table.clock.pass_by(seconds=30)
    table.do(c.Resume())
    table.clock.pass_by(seconds=8)
    assert _behind(table) - before == 50


def test_an_extension_after_time_counts_what_is_not_used_already(table: Table) -> None:
    """20 s over, 30 s more: 10 s are left, and the end is 30 s after the planned one, not 50."""
    table.go()
    before = _behind(table)
    table.clock.pass_by(minutes=5, seconds=20)
    table.do(c.AddTime(30 * SECOND))
    assert _behind(table) - before == 30


def test_a_round_with_nobody_left_takes_nothing(table: Table) -> None:
    """With everybody absent pitches and bucket cost no time, and with everybody there again they do."""
    table.go(2)
    before = _behind(table)
    names = [table.now.name(place.member_id) for place in table.now.attendees]
    for name in names:
        table.do(c.MarkAttendance(table.person(name), Mark.ABSENT))
    assert before - _behind(table) == 6 * 65 + 4 * 60
    for name in names:
        table.do(c.MarkAttendance(table.person(name), Mark.PRESENT))
    assert _behind(table) == before


def test_a_bucket_in_which_everybody_takes_their_time_stays_on_time(table: Table) -> None:
    """Six share four minutes, each begins as the one before is done: after the last nothing has moved."""
    table.go_to(StepKind.BUCKET)
    before = _behind(table)
    for _ in range(6):
        table.clock.pass_by(seconds=40)
        assert _behind(table) == before
        table.go()
    assert table.now.step is not None
    assert table.now.step.kind is StepKind.CLOSE


def test_sleep_counts_until_it_is_left_out(table: Table) -> None:
    """Half an hour of a closed lid in networking is behind; left out of its clock it is still time gone."""
    table.go()
    before = _behind(table)
    table.clock.pass_by(minutes=30)
    assert _behind(table) - before == 25 * 60
    table.do(c.LeaveOut(30 * MINUTE))
    assert _behind(table) - before == 30 * 60


def test_untimed_steps_count_up_and_cost_what_they_take(table: Table) -> None:
    """A step of no minutes is later by every second it takes."""
    close = next(step for step in table.now.steps if step.kind is StepKind.CLOSE)
    table.do(GiveStep(close.id, -MINUTE))
    table.go_to(StepKind.CLOSE)
    before = _behind(table)
    table.clock.pass_by(seconds=70)
    assert _behind(table) - before == 70


def test_the_clock_times_of_the_steps_follow_each_other(table: Table) -> None:
    """The start of each step to come is the end of the one before; the last one ends with the meeting."""
    table.go(3, seconds=30)
    seen, now = table.now, table.clock.now()
    starts = [starts_of_steps(seen, now)[step.id] for step in seen.steps]
    assert starts == sorted(starts)
    assert project(seen, now).ends_at - starts[-1] == MINUTE
