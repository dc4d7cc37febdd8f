"""What a change to the rest of a meeting would make of it: the picture as it would be, for looking only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, StepId, TurnId
from leadsroom.domain.meeting.agenda_progress import (
    next_step,
    next_turn,
    own_length,
    people_of_round,
    project,
    turn_length,
)
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.text.wording import ZERO


def ends_if(snapshot: Snapshot, now: datetime) -> datetime:
    """When a meeting that is like this would end."""
    return project(snapshot, now).ends_at


def _with_step(snapshot: Snapshot, step_id: StepId, change: Callable[[Step], Step]) -> Snapshot:
    return replace(snapshot, steps=tuple(change(s) if s.id == step_id else s for s in snapshot.steps))


def _with_turns(
    snapshot: Snapshot, which: Callable[[Turn], bool], change: Callable[[Turn], Turn]
) -> Snapshot:
    return replace(snapshot, turns=tuple(change(t) if which(t) else t for t in snapshot.turns))


def _with_turn(snapshot: Snapshot, turn_id: TurnId, change: Callable[[Turn], Turn]) -> Snapshot:
    return _with_turns(snapshot, lambda t: t.id == turn_id, change)


def _not_begun(turn: Turn) -> bool:
    return turn.clock.started_at is None


def step_given(snapshot: Snapshot, step_id: StepId, by: timedelta) -> Snapshot:
    """A step with more time, or less."""
    planned = snapshot.meeting.state is MeetingState.PLANNED

    def change(step: Step) -> Step:
        added = max(by, -(step.planned + step.clock.added))
        if planned:
            return replace(step, planned=step.planned + added)
        return replace(step, clock=replace(step.clock, added=step.clock.added + added))

    return _with_step(snapshot, step_id, change)


def clock_given(snapshot: Snapshot, by: timedelta) -> Snapshot:
    """More time, or less, on the clock that is up."""
    asked, up, step_id = snapshot.open_questions, snapshot.turn, snapshot.meeting.step_id
    if asked is not None:
        longer = replace(asked, clock=asked.clock.extend(by))
        return replace(
            snapshot, questions=tuple(longer if q.id == asked.id else q for q in snapshot.questions)
        )
    if up is not None:
        return _with_turn(snapshot, up.id, lambda t: replace(t, clock=t.clock.extend(by)))
    if step_id is None:
        return snapshot
    return _with_step(snapshot, step_id, lambda s: replace(s, clock=s.clock.extend(by)))


def step_left_out(snapshot: Snapshot, step_id: StepId) -> Snapshot:
    """Without a step that is still to come."""
    return _with_step(snapshot, step_id, lambda s: replace(s, outcome=Outcome.SKIPPED))


def step_brought_back(snapshot: Snapshot, step_id: StepId) -> Snapshot:
    """With a step that had been passed over."""
    return _with_step(snapshot, step_id, lambda s: replace(s, outcome=None, clock=s.clock.reopen()))


def pitches_given(snapshot: Snapshot, step_id: StepId, each: timedelta) -> Snapshot:
    """Another length for everybody who has not begun to speak in a round of pitches."""
    step_changed = _with_step(snapshot, step_id, lambda s: replace(s, turn_length=each))
    turned = _with_turns(
        step_changed,
        lambda t: t.step_id == step_id and _not_begun(t),
        lambda t: replace(t, clock=Countdown(each)),
    )
    spoken = {t.member_id for t in snapshot.turns if t.step_id == step_id and not _not_begun(t)}
    attendees = (a if a.member_id in spoken else replace(a, pitch=None) for a in turned.attendees)
    return replace(turned, attendees=tuple(attendees))


def member_given(snapshot: Snapshot, member_id: PersonId, length: timedelta) -> Snapshot:
    """Another length for one member's pitch tonight, dealt already or still to be dealt."""
    pitches = {step.id for step in snapshot.steps if step.kind is StepKind.PITCHES}
    attendees = (replace(a, pitch=length) if a.member_id == member_id else a for a in snapshot.attendees)
    return _with_turns(
        replace(snapshot, attendees=tuple(attendees)),
        lambda t: t.member_id == member_id and t.step_id in pitches and _not_begun(t),
        lambda t: replace(t, clock=replace(t.clock, allotted=length, added=ZERO)),
    )


def turn_left_out(snapshot: Snapshot, turn_id: TurnId) -> Snapshot:
    """Without somebody who is still to speak."""
    return _with_turn(snapshot, turn_id, lambda t: replace(t, outcome=Outcome.SKIPPED))


def turn_brought_back(snapshot: Snapshot, turn_id: TurnId) -> Snapshot:
    """Somebody passed over is still to speak, with what their clock showed."""
    return _with_turn(snapshot, turn_id, lambda t: replace(t, outcome=None, clock=t.clock.reopen()))


def up_passed_over(snapshot: Snapshot, now: datetime) -> Snapshot:
    """Without the person who is up, or without the rest of the step where nobody is."""
    up, step, following = snapshot.turn, snapshot.step, next_step(snapshot)
    if up is not None:
        skipped = _with_turn(
            snapshot, up.id, lambda t: replace(t, outcome=Outcome.SKIPPED, clock=t.clock.end(now))
        )
        after = next_turn(snapshot)
        return _at(skipped, snapshot.meeting.step_id, after.id if after is not None else None)
    if step is None or following is None:
        return snapshot
    left = _with_step(
        snapshot, step.id, lambda s: replace(s, outcome=Outcome.SKIPPED, clock=s.clock.end(now))
    )
    return _entered(left, following, now)


def _at(snapshot: Snapshot, step_id: StepId | None, turn_id: TurnId | None) -> Snapshot:
    return replace(snapshot, meeting=replace(snapshot.meeting, step_id=step_id, turn_id=turn_id))


def _entered(snapshot: Snapshot, step: Step, now: datetime) -> Snapshot:
    """In a step that begins, or goes on: in a round, the first who waits is up."""
    begun = _with_step(snapshot, step.id, lambda s: replace(s, outcome=None, clock=s.clock.start(now)))
    if not step.kind.is_round:
        return _at(begun, step.id, None)
    held = _turns_held(snapshot, step)
    others = tuple(turn for turn in snapshot.turns if turn.step_id != step.id)
    first = next((turn.id for turn in held if turn.outcome is None), None)
    return _at(replace(begun, turns=(*others, *held)), step.id, first)


def _turns_held(snapshot: Snapshot, step: Step) -> tuple[Turn, ...]:
    """The turns a round would be held with now: those dealt already, then those of people without one."""
    people, dealt = dict(people_of_round(snapshot, step)), snapshot.turns_of(step)
    shares = [t.clock.allotted for t in dealt if own_length(snapshot, step, t.member_id) is None]
    each = step.turn_length or next(iter(shares), None) or turn_length(snapshot, step, len(dealt or people))
    held = [_seated(turn, people.pop(turn.member_id, None)) for turn in dealt]
    for member, speaker in people.items():
        clock = Countdown(own_length(snapshot, step, member) or each)
        # Numbers below zero belong to no turn that exists.
        held.append(Turn(TurnId(-1 - len(held)), step.id, len(held), member, speaker, clock))
    return tuple(held)


def _seated(turn: Turn, speaker_id: PersonId | None) -> Turn:
    if turn.clock.started_at is not None:
        return turn
    if speaker_id is None:
        return replace(turn, outcome=Outcome.ABSENT)
    return replace(turn, outcome=None if turn.outcome is Outcome.ABSENT else turn.outcome)
