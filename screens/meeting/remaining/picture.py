"""The rest of the meeting as lines: steps, and the people of a round, each with its choices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import (
    next_step,
    people_of_round,
    planned_length,
    project,
    starts_of_steps,
    steps_ahead,
    turn_length,
    turn_lengths,
    turn_name,
)
from leadsroom.domain.meeting.fit import lengths_left
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.meeting.step_state import StepState, standing_of_step
from leadsroom.domain.meeting.tonight_rota import title_of
from leadsroom.domain.text.wording import (
    ZERO,
    late_in_words,
    length_in_words,
    seconds_or_minutes,
)
from screens.meeting.remaining.choices import Choice, Choices


class RestLine(Struct, frozen=True):
    """One line: `look` is done, now, ahead or skipped; `of_person` stands under its round.

    `key` is what the line is about, whatever its name: a step, or a member in a step.
    """

    key: tuple[str | int, ...]
    name: str
    look: str
    time: str = ""
    note: str = ""
    of_person: bool = False
    choices: tuple[Choice, ...] = ()


def rest_lines(snapshot: Snapshot, now: datetime) -> tuple[RestLine, ...]:
    """Every step in its order; under the round that is on, who is up and who is still to speak.

    Before a round of pitches, its people stand under it: the one that is next after another step, or the
    first of a meeting that has not begun.
    """
    return tuple(_lines(snapshot, now))


def _lines(snapshot: Snapshot, now: datetime) -> Iterator[RestLine]:
    starts, choices = starts_of_steps(snapshot, now), Choices(snapshot, now)
    awaited = _round_awaited(snapshot)
    for step in snapshot.steps:
        start = starts.get(step.id)
        time = clock_time(start, snapshot.chapter) if start is not None else ""
        yield replace(_step_line(choices, step), time=time)
        if step.id == snapshot.meeting.step_id:
            yield from _people(choices, step)
        elif awaited is not None and step.id == awaited.id:
            yield from _people_to_come(choices, step)


def _round_awaited(snapshot: Snapshot) -> Step | None:
    """The round of pitches whose people can be given lengths of their own before it begins."""
    if snapshot.meeting.state is MeetingState.PLANNED:
        return next((s for s in steps_ahead(snapshot) if s.kind is StepKind.PITCHES), None)
    here, step = snapshot.step, next_step(snapshot)
    if here is None or here.kind is StepKind.PITCHES or step is None or snapshot.turns_of(step):
        return None
    return step if step.kind is StepKind.PITCHES else None


def _step_line(choices: Choices, step: Step) -> RestLine:
    snapshot, key = choices.snapshot, ("step", step.id)
    title = title_of(snapshot, step)
    if step.id == snapshot.meeting.step_id:
        offered = choices.of_step_that_is_on(step)
        return RestLine(key, title, "now", note=_length(snapshot, step), choices=offered)
    standing = standing_of_step(snapshot, step, choices.now)
    if standing.state is StepState.DONE:
        return RestLine(key, title, "done", note=standing.words)
    if standing.state.is_over:
        again = choices.of_step_passed_over(step) if step.outcome is Outcome.SKIPPED else ()
        return RestLine(key, title, "skipped", note=standing.words, choices=again)
    offered = choices.of_step_to_come(step)
    return RestLine(key, title, "ahead", note=_length(snapshot, step), choices=offered)


def _length(snapshot: Snapshot, step: Step) -> str:
    if step.kind is StepKind.PITCHES:
        left = len(lengths_left(snapshot, step))
        each = turn_length(snapshot, step, len(people_of_round(snapshot, step)))
        return f"{left} × {seconds_or_minutes(each)}" if left else ""
    length = planned_length(snapshot, step)
    if step.kind is StepKind.VISITORS and length == ZERO:
        return "none yet"
    return length_in_words(length)


def _people(choices: Choices, step: Step) -> Iterator[RestLine]:
    for turn in choices.snapshot.turns_of(step):
        line = _person_line(choices, step, turn)
        if line is not None:
            yield line


def _person_line(choices: Choices, step: Step, turn: Turn) -> RestLine | None:
    """Who is up, still to speak or passed over; nothing about those who have spoken or are away."""
    name, given = turn_name(choices.snapshot, turn), turn.clock.allotted + turn.clock.added
    note = seconds_or_minutes(given)
    if turn.id == choices.snapshot.meeting.turn_id:
        look, offered = "now", choices.of_person_who_is_up()
    elif turn.outcome is None:
        look, offered = "ahead", choices.of_person_to_come(step, turn)
    elif turn.outcome is Outcome.SKIPPED:
        look, note, offered = "skipped", "skipped", choices.of_person_passed_over(turn)
    else:
        return None
    key = ("member", step.id, turn.member_id)
    return RestLine(key, name, look, note=note, of_person=True, choices=offered)


def _people_to_come(choices: Choices, step: Step) -> Iterator[RestLine]:
    snapshot = choices.snapshot
    people = people_of_round(snapshot, step)
    for place, ((member, _), length) in enumerate(zip(people, turn_lengths(snapshot, step), strict=True)):
        yield RestLine(
            ("member", step.id, member),
            snapshot.seat_name(member),
            "ahead",
            note=seconds_or_minutes(length),
            of_person=True,
            choices=choices.of_pitch_to_come(member, length, first=not place),
        )


def first_to_change(lines: tuple[RestLine, ...]) -> int:
    """The line a board opens at: the first that is still to come and can be changed."""
    to_come = (n for n, line in enumerate(lines) if line.look == "ahead" and line.choices)
    return next(to_come, max(0, len(lines) - 1))


def now_in_words(snapshot: Snapshot, now: datetime) -> str:
    """Where it stands: `ends 8:32, 2 min late`."""
    if snapshot.meeting.state is MeetingState.CLOSED:
        return "the meeting is closed"
    projection = project(snapshot, now)
    off = f", {late_in_words(projection.behind)}" if projection.minutes_behind else ""
    return f"ends {clock_time(projection.shown_end, snapshot.chapter)}{off}"
