"""When something really began: said at a moment, for steps, turns and questions; and what moves with it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.text.wording import SECOND
from leadsroom.errors import Refused
from tests.meeting.table import Table

MINUTE = timedelta(minutes=1)


def began(table: Table, at: datetime) -> Snapshot:
    """Say when what is up began."""
    seen = table.now
    asked = seen.open_questions.id if seen.open_questions is not None else None
    assert seen.meeting.step_id is not None
    return table.do(c.BeganAt(at, seen.meeting.step_id, seen.meeting.turn_id, asked))


def test_the_border_between_two_steps_moves_both_ways(table: Table) -> None:
    """What was on before ends when this begins, earlier or later: no time is counted twice, none is lost."""
    table.go(2, seconds=300)
    now = table.clock.now()
    seen = began(table, now - 2 * MINUTE)
    assert seen.steps[0].clock.ended_at == seen.steps[1].clock.started_at == now - 2 * MINUTE
    table.clock.pass_by(minutes=4)
    seen = began(table, now + MINUTE)
    assert seen.steps[0].clock.ended_at == seen.steps[1].clock.started_at == now + MINUTE


def test_the_first_step_takes_the_meeting_with_it(table: Table) -> None:
    """A meeting that was started too early begins when its first step did."""
    table.go()
    table.clock.pass_by(minutes=5)
    at = table.clock.now() - 2 * MINUTE
    seen = began(table, at)
    assert seen.meeting.started_at == seen.steps[0].clock.started_at == at


def test_steps_that_were_gone_through_at_once_are_given_no_time(table: Table) -> None:
    """The meeting begins with the step that really began; one that had no time before it gets none."""
    table.go(2, seconds=0)
    table.clock.pass_by(minutes=5)
    at = table.clock.now() - MINUTE
    seen = began(table, at)
    assert seen.meeting.started_at == seen.steps[1].clock.started_at == at
    assert seen.steps[0].clock.elapsed(table.clock.now()) == timedelta(0)


def test_questions_to_somebody_called_back_begin_after_who_spoke_meanwhile(table: Table) -> None:
    """The clock of the one who is asked stood aside then, and says nothing of that time."""
    table.go_to(StepKind.PITCHES)
    seen = table.go(6, seconds=20)
    first = next(turn for turn in seen.turns if turn.outcome is Outcome.DONE)
    table.do(c.CallBack(first.id))
    table.do(c.OpenQuestions(MINUTE))
    rows = table.rows()
    for command in (c.BeganEarlier(10 * SECOND), c.BeganEarlier(10 * MINUTE)):
        with pytest.raises(Refused, match="something else was on"):
            table.do(command)
    with pytest.raises(Refused, match="was on until"):
        began(table, table.clock.now() - 2 * MINUTE)
    assert table.rows() == rows


def test_a_turn_that_starts_by_itself_moves_its_neighbour(table: Table) -> None:
    """In the bucket the turn before ends when this one begins; undo puts every row back."""
    table.go_to(StepKind.BUCKET)
    table.go(seconds=60)
    table.clock.pass_by(seconds=50)
    rows, at = table.rows(), table.clock.now() - timedelta(seconds=20)
    seen = began(table, at)
    assert table.turn_of("Maria Lopez").clock.ended_at == at
    assert seen.turn is not None
    assert seen.turn.clock.started_at == at
    table.do(Undo())
    assert table.rows() == rows


def test_a_pitch_that_nobody_started_has_begun(table: Table) -> None:
    """A clock that waits is started in the past, and runs."""
    table.go_to(StepKind.PITCHES)
    table.clock.pass_by(seconds=40)
    clock = began(table, table.clock.now() - 30 * SECOND).clock
    assert clock is not None
    assert (clock.running, clock.elapsed(table.clock.now())) == (True, 30 * SECOND)


def test_questions_began_and_the_speaker_stopped_then(table: Table) -> None:
    """The clock of whoever is asked stands since the questions began, however that is corrected."""
    table.go_to(StepKind.PITCHES)
    table.go()
    table.clock.pass_by(seconds=50)
    table.do(c.OpenQuestions(MINUTE))
    table.clock.pass_by(seconds=10)
    at = table.clock.now() - 25 * SECOND
    seen = began(table, at)
    assert seen.open_questions is not None
    assert seen.turn is not None
    assert seen.turn.clock.paused_at == seen.open_questions.clock.started_at == at
    table.clock.pass_by(seconds=5)
    table.do(c.CloseQuestions())
    assert table.turn_of("Maria Lopez").clock.elapsed(table.clock.now()) == 35 * SECOND
    table.do(c.OpenQuestions(MINUTE))
    with pytest.raises(Refused, match="other questions were on until"):
        began(table, table.clock.now() - 3 * MINUTE)


@pytest.mark.parametrize(
    ("back", "sentence"),
    [
        (-120, "is still to come: it is"),
        (240, r"cannot have begun at .*: .* was on until"),
        (4 * 3600, "more than 3 hours ago"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(table: Table, back: int, sentence: str) -> None:
    """Time to come, time of somebody else, and hours ago: a sentence, and nothing moves."""
    table.go(seconds=0)
    table.go(seconds=60)
    table.clock.pass_by(seconds=90)
    rows = table.rows()
    with pytest.raises(Refused, match=sentence):
        began(table, table.clock.now() - back * SECOND)
    assert table.rows() == rows


def test_a_pause_is_not_begun_after(table: Table) -> None:
    """It was paused after it began: a start behind that is refused."""
    table.go()
    table.clock.pass_by(seconds=60)
    table.do(c.Pause())
    table.clock.pass_by(minutes=5)
    with pytest.raises(Refused, match="it was paused after it began"):
        began(table, table.clock.now() - MINUTE)


def test_in_the_minute_that_was_typed_the_one_before_goes_first(table: Table) -> None:
    """A time is typed without seconds: somebody who ended within that minute keeps them."""
    table.go_to(StepKind.PITCHES)
    table.go(2, seconds=30)
    table.clock.pass_by(seconds=40)
    before = table.turn_of("Maria Lopez").clock.ended_at
    assert before is not None
    clock = began(table, before - 20 * SECOND).clock
    assert clock is not None
    assert clock.started_at == before


def test_a_start_that_was_meant_for_another_is_refused(table: Table) -> None:
    """While the time was typed the meeting has moved on: nobody else's start is corrected."""
    seen = table.go()
    assert seen.meeting.step_id is not None
    command = c.BeganAt(table.clock.now() - MINUTE, seen.meeting.step_id)
    table.go(seconds=100)
    with pytest.raises(Refused, match="By now Welcome is up: < corrects"):
        table.do(command)
