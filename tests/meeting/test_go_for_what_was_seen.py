"""A Go is for what its presser saw: once the meeting has moved on, it does nothing and says why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import next_turn
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.meeting.table import Table


@ON_BOTH
@pytest.mark.parametrize("press", [c.Go, c.Skip, c.GoBack])
def test_a_press_for_what_somebody_else_has_left_is_refused(
    table: Table, press: type[c.Go | c.Skip | c.GoBack]
) -> None:
    """Two press Enter for the same: the meeting goes on by one; having looked, the second may press."""
    seen = table.point_of(table.go(2, seconds=10))
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.Go(seen=seen))
    rows = table.rows()
    with pytest.raises(
        Refused, match=r"^Maria Lopez is up already; that key was for Welcome\. Look again\.$"
    ):
        table.do(press(seen=seen))
    assert table.rows() == rows
    table.do(press(seen=table.point_of(table.now)))
    beside.close()


@ON_BOTH
def test_two_presses_at_once_are_one_step(table: Table) -> None:
    """Whoever of two stations comes second at the end of a step is told so, and no step of 0 s is left."""
    seen = table.point_of(table.go(seconds=10))
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    table.clock.pass_by(seconds=60)
    with ThreadPoolExecutor() as both:
        pressed = [both.submit(desk.sync.do, c.Go(seen=seen)) for desk in (table.desk, beside)]
        refused = [str(each.exception()) for each in pressed if each.exception() is not None]
    assert refused == ["Welcome is up already; that key was for Open networking. Look again."]
    assert table.now.step == table.now.steps[1]
    assert table.now.steps[2].clock.started_at is None
    beside.close()


def test_ones_own_second_press_for_the_same_is_one_too_many(table: Table) -> None:
    """A Go counts for what its presser saw, whoever has moved the meeting since."""
    seen = table.point_of(table.go())
    table.do(c.Go(seen=seen))
    with pytest.raises(Refused, match="Welcome is up already"):
        table.do(c.Go(seen=seen))


@ON_BOTH
def test_two_cannot_start_the_meeting_twice(table: Table) -> None:
    """The second start was for a meeting that had not begun."""
    seen = table.point_of(table.now)
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.Go(seen=seen))
    with pytest.raises(Refused, match="Open networking is up already; that key was for the start"):
        table.do(c.Go(seen=seen))
    beside.close()


@ON_BOTH
def test_two_cannot_close_the_meeting_twice(table: Table) -> None:
    """Nor may the second find itself before a closed meeting without a word."""
    seen = table.point_of(table.go_to(StepKind.CLOSE))
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.Go(seen=seen))
    with pytest.raises(Refused, match=r"^The meeting is closed already\. Look again\.$"):
        table.do(c.Go(seen=seen))
    beside.close()


def test_a_start_for_another_day_is_refused(table: Table) -> None:
    """The line said today; pressed after midnight it would be a meeting of the next day."""
    seen = table.point_of(table.now)
    table.clock.pass_by(days=1)
    with pytest.raises(Refused, match="another day"):
        table.do(c.Go(seen=seen))


@ON_BOTH
def test_who_comes_next_is_part_of_what_was_seen(table: Table) -> None:
    """Marked absent at a second station, the next speaker is not who Enter would bring up any more."""
    seen = table.go_to(StepKind.PITCHES)
    point = table.point_of(table.go())
    following = next_turn(seen)
    assert following is not None
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    beside.sync.do(c.MarkAttendance(member_id=following.member_id, mark=Mark.ABSENT))
    with pytest.raises(Refused, match=r"^Robert Diaz is next by now\. Look again\.$"):
        table.do(c.Go(seen=point))
    beside.close()


def test_a_clock_that_was_started_elsewhere_is_not_stopped(table: Table) -> None:
    """Both press to start a pitch: the second would end it after 0 s."""
    seen = table.point_of(table.go_to(StepKind.PITCHES))
    table.do(c.Go(seen=seen))
    with pytest.raises(Refused, match=r"^Maria Lopez has begun already\. Look again\.$"):
        table.do(c.Go(seen=seen))


def test_questions_opened_elsewhere_are_not_cut_off(table: Table) -> None:
    """Enter was for the next speaker; meanwhile questions to this one have begun, or are over."""
    table.go_to(StepKind.PITCHES)
    seen = table.point_of(table.go())
    asked = table.point_of(table.do(c.OpenQuestions(timedelta(minutes=1))))
    with pytest.raises(Refused, match="Questions are being asked already"):
        table.do(c.Go(seen=seen))
    table.do(c.CloseQuestions())
    with pytest.raises(Refused, match="The questions are over already"):
        table.do(c.Go(seen=asked))


@ON_BOTH
def test_what_another_writes_into_the_record_holds_nobody_up(table: Table) -> None:
    """A slip typed or withdrawn at a second station, a note on a visitor, a pause: Enter does what it did."""
    visit = table.do(c.WelcomeVisitor(name="Eve Stone")).visits[0]
    seen = table.point_of(table.go())
    beside = desk_at(table.store, table.meeting_id, table.clock, "beside")
    lead = beside.sync.do(table.lead()).picture.leads[0]
    beside.sync.do(Withdraw("lead", lead.id))
    beside.sync.do(c.WelcomeVisitor(name="Eve Stone", profession="Baker", corrects=visit.id))
    beside.sync.do(c.Pause())
    after = table.do(c.Go(seen=seen))
    assert after.step == after.steps[1]
    beside.close()
