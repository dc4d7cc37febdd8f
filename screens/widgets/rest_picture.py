"""The rest of the meeting as lines: steps, and the people of the round that is on, each with its choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from leadsroom.domain.agenda import LONGEST_TURN, SHORTEST_TURN, StepKind
from leadsroom.domain.agenda_progress import (
    people_of_round,
    planned_length,
    project,
    starts_of_steps,
    turn_length,
    turn_name,
)
from leadsroom.domain.countdown import ZERO
from leadsroom.domain.fit import lengths_left
from leadsroom.domain.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.what_if import (
    clock_given,
    ends_if,
    member_given,
    pitches_given,
    step_brought_back,
    step_given,
    step_left_out,
    turn_left_out,
)
from leadsroom.domain.wording import clock_time, length_in_words, passed_over, seconds_or_minutes
from leadsroom.meeting import commands as c

MINUTE, FIVE_SECONDS, FIFTEEN_SECONDS = timedelta(minutes=1), timedelta(seconds=5), timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a key does to a line: its command, and when the meeting then ends; None where that is the same."""

    key: str
    words: str
    command: c.Command
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RestLine:
    """One line: `look` is done, now, ahead or skipped; `of_person` stands under its round."""

    name: str
    look: str
    time: str = ""
    note: str = ""
    of_person: bool = False
    choices: tuple[Choice, ...] = ()


def rest_lines(snapshot: Snapshot, now: datetime) -> tuple[RestLine, ...]:
    """Every step in its order; under the round that is on, who is up and who is still to speak."""
    return tuple(_lines(snapshot, now))


def _lines(snapshot: Snapshot, now: datetime) -> Iterator[RestLine]:
    starts = starts_of_steps(snapshot, now)
    for step in snapshot.steps:
        start = starts.get(step.id)
        time = clock_time(start, snapshot.chapter) if start is not None else ""
        yield replace(_step_line(snapshot, step, now), time=time)
        if step.id == snapshot.meeting.step_id:
            yield from _people(snapshot, step, now)


def _step_line(snapshot: Snapshot, step: Step, now: datetime) -> RestLine:
    if step.id == snapshot.meeting.step_id:
        return RestLine(step.title, "now", note=_length(snapshot, step), choices=_of_current(snapshot, now))
    if step.outcome is Outcome.SKIPPED:
        how = passed_over(step.outcome, (turn.outcome for turn in snapshot.turns_of(step)))
        back = Choice(
            "n", "bring back", c.BringBackStep(step.id), ends_if(step_brought_back(snapshot, step.id), now)
        )
        return RestLine(step.title, "skipped", note=how, choices=(back,))
    if step.outcome is not None:
        return RestLine(step.title, "done")
    return RestLine(
        step.title, "ahead", note=_length(snapshot, step), choices=_of_coming(snapshot, step, now)
    )


def _length(snapshot: Snapshot, step: Step) -> str:
    if step.kind is StepKind.PITCHES:
        left = len(lengths_left(snapshot, step))
        each = turn_length(snapshot, step, len(people_of_round(snapshot, step)))
        return f"{left} of {seconds_or_minutes(each)} each" if left else ""
    return length_in_words(planned_length(snapshot, step))


def _of_pitches(snapshot: Snapshot, step: Step, now: datetime) -> tuple[Choice, ...]:
    """A round of pitches gets longer or shorter for everybody who is left."""
    if not lengths_left(snapshot, step):
        return ()
    each = turn_length(snapshot, step, len(people_of_round(snapshot, step)))
    found = []
    for key, by in (("+", FIVE_SECONDS), ("-", -FIVE_SECONDS)):
        length = min(max(each + by, SHORTEST_TURN), LONGEST_TURN)
        ends = ends_if(pitches_given(snapshot, step.id, length), now)
        if length != each:
            words = f"{seconds_or_minutes(length)} each"
            found.append(Choice(key, words, c.SetPitchLength(step.id, length), ends))
    return tuple(found)


def _of_current(snapshot: Snapshot, now: datetime) -> tuple[Choice, ...]:
    step, clock = snapshot.step, snapshot.clock
    if step is not None and step.kind is StepKind.PITCHES:
        return _of_pitches(snapshot, step, now)
    if clock is None or snapshot.turn is not None:
        return ()
    return tuple(
        Choice(key, "1 min", c.AddTime(by), ends_if(clock_given(snapshot, by), now))
        for key, by in (("+", MINUTE), ("-", -MINUTE))
    )


def _of_coming(snapshot: Snapshot, step: Step, now: datetime) -> tuple[Choice, ...]:
    if step.kind is StepKind.PITCHES and step.turn_length is not None:
        lengths = _of_pitches(snapshot, step, now)
    elif step.turn_length is not None:
        lengths = ()
    else:
        lengths = tuple(
            Choice(key, "1 min", c.GiveStep(step.id, by), ends_if(step_given(snapshot, step.id, by), now))
            for key, by in (("+", MINUTE), ("-", -MINUTE))
        )
    without = ends_if(step_left_out(snapshot, step.id), now)
    return (
        *lengths,
        Choice("n", "leave out", c.SkipStep(step.id), without),
        Choice("<", "earlier", c.MoveStep(step.id, -1)),
        Choice(">", "later", c.MoveStep(step.id, 1)),
    )


def _people(snapshot: Snapshot, step: Step, now: datetime) -> Iterator[RestLine]:
    for turn in snapshot.turns_of(step):
        name = turn_name(snapshot, turn)
        given = turn.clock.allotted + turn.clock.added
        if turn.id == snapshot.meeting.turn_id:
            yield RestLine(name, "now", note=seconds_or_minutes(given), of_person=True)
        elif turn.outcome is None:
            choices = _of_person(snapshot, step, turn, now)
            yield RestLine(name, "ahead", note=seconds_or_minutes(given), of_person=True, choices=choices)
        elif turn.outcome is Outcome.SKIPPED:
            call = Choice("n", "call up now", c.CallBack(turn.id))
            yield RestLine(name, "skipped", note="skipped", of_person=True, choices=(call,))


def _of_person(snapshot: Snapshot, step: Step, turn: Turn, now: datetime) -> tuple[Choice, ...]:
    found = []
    if step.kind is StepKind.PITCHES and turn.clock.started_at is None:
        given = turn.clock.allotted + turn.clock.added
        for key, by in (("+", FIFTEEN_SECONDS), ("-", -FIFTEEN_SECONDS)):
            length = min(max(given + by, SHORTEST_TURN), LONGEST_TURN)
            ends = ends_if(member_given(snapshot, step.id, turn.member_id, length), now)
            if length != given:
                words = seconds_or_minutes(length)
                found.append(Choice(key, words, c.GivePitch(turn.member_id, length), ends))
    without = ends_if(turn_left_out(snapshot, turn.id), now)
    return (
        *found,
        Choice("n", "skip", c.SkipTurn(turn.id), without),
        Choice("<", "earlier", c.MoveTurn(turn.id, -1)),
        Choice(">", "later", c.MoveTurn(turn.id, 1)),
    )


def first_to_change(lines: tuple[RestLine, ...]) -> int:
    """The line a board opens at: the first that is still to come."""
    return next((n for n, line in enumerate(lines) if line.look == "ahead"), max(0, len(lines) - 1))


def ends_in_words(snapshot: Snapshot, ends_at: datetime) -> str:
    """`ends 8:24`, and by how much that is off the plan."""
    late = ends_at - snapshot.meeting.ends_at
    minutes = int(late / MINUTE)
    off = "" if minutes == 0 else f", {abs(minutes)} min {'late' if late > ZERO else 'early'}"
    return f"ends {clock_time(ends_at, snapshot.chapter)}{off}"


def now_in_words(snapshot: Snapshot, now: datetime) -> str:
    """Where it stands: `ends 8:32, 2 min late`."""
    if snapshot.meeting.state is MeetingState.CLOSED:
        return "the meeting is closed"
    return ends_in_words(snapshot, project(snapshot, now).ends_at)
