"""What a change to the rest of a meeting would make of it: the picture as it would be, for looking only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from leadsroom.domain.agenda_progress import project
from leadsroom.domain.countdown import ZERO, Countdown
from leadsroom.domain.ids import PersonId, StepId, TurnId
from leadsroom.domain.snapshot import MeetingState, Outcome, Snapshot, Step, Turn


def ends_if(snapshot: Snapshot, now: datetime) -> datetime:
    """When a meeting that is like this would end."""
    return project(snapshot, now).ends_at


def _with_step(snapshot: Snapshot, step_id: StepId, change: Callable[[Step], Step]) -> Snapshot:
    return replace(snapshot, steps=tuple(change(s) if s.id == step_id else s for s in snapshot.steps))


def _with_turns(
    snapshot: Snapshot, which: Callable[[Turn], bool], change: Callable[[Turn], Turn]
) -> Snapshot:
    return replace(snapshot, turns=tuple(change(t) if which(t) else t for t in snapshot.turns))


def _not_begun(turn: Turn) -> bool:
    return turn.outcome is None and turn.clock.started_at is None


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
    if snapshot.turn is not None:
        up = snapshot.turn.id
        return _with_turns(snapshot, lambda t: t.id == up, lambda t: replace(t, clock=t.clock.extend(by)))
    step_id = snapshot.meeting.step_id
    return (
        _with_step(snapshot, step_id, lambda s: replace(s, clock=s.clock.extend(by))) if step_id else snapshot
    )


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


def member_given(snapshot: Snapshot, step_id: StepId, member_id: PersonId, length: timedelta) -> Snapshot:
    """Another length for one member's pitch."""
    return _with_turns(
        snapshot,
        lambda t: t.step_id == step_id and t.member_id == member_id and _not_begun(t),
        lambda t: replace(t, clock=replace(t.clock, allotted=length, added=ZERO)),
    )


def turn_left_out(snapshot: Snapshot, turn_id: TurnId) -> Snapshot:
    """Without somebody who is still to speak."""
    return _with_turns(snapshot, lambda t: t.id == turn_id, lambda t: replace(t, outcome=Outcome.SKIPPED))
