"""What is still to come: another order, other lengths, steps and people left out and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from leadsroom.domain.agenda import LONGEST_TURN, SHORTEST_TURN, StepKind
from leadsroom.domain.agenda_progress import turn_length, turn_name
from leadsroom.domain.countdown import ZERO
from leadsroom.domain.ids import StepId, TurnId
from leadsroom.domain.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.wording import length_in_words
from leadsroom.errors import Refused
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act
from leadsroom.store import tables as t


def _need_open(act: Act) -> None:
    if act.before.meeting.state not in (MeetingState.PLANNED, MeetingState.LIVE):
        raise Refused("The meeting is over; its agenda stays as it was.")


def _step(act: Act, step_id: StepId) -> Step:
    _need_open(act)
    step = next((s for s in act.before.steps if s.id == step_id), None)
    if step is None:
        raise Refused("This step is not on tonight's agenda.")
    return step


def still_to_come(snapshot: Snapshot) -> list[Step]:
    """The steps after the one that is on, in their order."""
    here = snapshot.step.position if snapshot.step else -1
    return [s for s in snapshot.steps if s.outcome is None and s.position > here]


def _ahead(act: Act, step_id: StepId) -> Step:
    step = _step(act, step_id)
    if step not in still_to_come(act.before):
        raise Refused(f"{step.title} is not still to come.")
    return step


def _need_length(each: timedelta) -> None:
    if not SHORTEST_TURN <= each <= LONGEST_TURN:
        raise Refused("A pitch takes 15 s to 10 min.")


def set_pitch_length(act: Act, command: c.SetPitchLength) -> str:
    """Everybody who has not begun to speak gets this length, whatever they had been given."""
    step = _step(act, command.step_id)
    _need_length(command.each)
    if step.kind is not StepKind.PITCHES or step.outcome is not None:
        raise Refused("No pitches are still to come in this step.")
    act.unit.update(t.step, step.id, turn_length=command.each)
    turns = act.before.turns_of(step)
    waiting = [turn for turn in turns if turn.outcome is None and turn.clock.started_at is None]
    if turns and not waiting:
        raise Refused("Everybody has begun to speak already.")
    for turn in waiting:
        act.unit.update(t.turn, turn.id, allotted=command.each, added=ZERO)
    spoken = {turn.member_id for turn in turns if turn not in waiting}
    for place in act.before.attendees:
        if place.pitch is not None and place.member_id not in spoken:
            act.unit.update(t.attendance, place.id, pitch=None)
    whose = f"each of the {len(waiting)} left" if waiting else "each pitch"
    return f"{length_in_words(command.each)} for {whose}"


def give_pitch(act: Act, command: c.GivePitch) -> str:
    """One member's own length, for the pitch that is still to come."""
    _need_open(act)
    place = act.before.attendee(command.member_id)
    if place is None:
        raise Refused("They have no seat at this table.")
    if command.length is not None:
        _need_length(command.length)
    act.unit.update(t.attendance, place.id, pitch=command.length)
    for turn in act.before.turns:
        _give_turn(act, turn, command)
    name = act.before.name(command.member_id)
    return f"{length_in_words(command.length) if command.length else 'The usual length'} for {name}'s pitch"


def _give_turn(act: Act, turn: Turn, command: c.GivePitch) -> None:
    step = next(s for s in act.before.steps if s.id == turn.step_id)
    waits = turn.outcome is None and turn.clock.started_at is None
    if turn.member_id == command.member_id and waits and step.kind is StepKind.PITCHES:
        usual = turn_length(act.before, step, len(act.before.turns_of(step)))
        act.unit.update(t.turn, turn.id, allotted=command.length or usual, added=ZERO)


def give_step(act: Act, command: c.GiveStep) -> str:
    """More or less time for a step that is still to come. Before the meeting it is the plan that changes."""
    step = _ahead(act, command.step_id)
    if step.kind.is_round and step.turn_length is not None:
        raise Refused(f"{step.title} takes as long as its people: change their length instead.")
    given = step.planned + step.clock.added
    by = max(command.by, -given)
    if by == ZERO:
        raise Refused(f"{step.title} has no time left to take away.")
    if act.before.meeting.state is MeetingState.PLANNED:
        planned = step.planned + by
        allotted = ZERO if step.kind.is_round else planned
        act.unit.update(t.step, step.id, planned=planned, allotted=allotted)
    else:
        act.unit.update(t.step, step.id, added=step.clock.added + by)
    return f"{length_in_words(abs(by))} {'more' if by > ZERO else 'less'} for {step.title}"


def _exchanged(ids: Sequence[int], which: int, by: int) -> list[int]:
    """The sequence with one of it moved by so many places."""
    order = list(ids)
    at = order.index(which)
    to = at + by
    if not 0 <= to < len(order):
        raise Refused("It cannot be moved any further.")
    order.insert(to, order.pop(at))
    return order


def move_step(act: Act, command: c.MoveStep) -> str:
    """A step that is still to come, earlier or later."""
    step = _ahead(act, command.step_id)
    ahead = still_to_come(act.before)
    order = _exchanged([s.id for s in ahead], step.id, command.by)
    for place, step_id in zip(ahead, order, strict=True):
        if place.id != step_id:
            act.unit.update(t.step, step_id, position=place.position)
    return f"{step.title} moved {'earlier' if command.by < 0 else 'later'}"


def skip_step(act: Act, command: c.SkipStep) -> str:
    """A step that is still to come is left out."""
    step = _ahead(act, command.step_id)
    if len(still_to_come(act.before)) == 1 and act.before.step is None:
        raise Refused("A meeting needs at least one step.")
    act.set_step(step, step.clock, outcome=Outcome.SKIPPED.value)
    return f"{step.title} left out"


def bring_back_step(act: Act, command: c.BringBackStep) -> str:
    """A step that was passed over comes next; one that had been begun goes on where it was left."""
    step = _step(act, command.step_id)
    if step.outcome is not Outcome.SKIPPED:
        raise Refused(f"{step.title} was not passed over.")
    act.set_step(step, step.clock.reopen(), outcome=None)
    here = act.before.step.position if act.before.step else -1
    if step.position <= here:
        after = [s for s in act.before.steps if step.position < s.position <= here]
        for other in after:
            act.unit.update(t.step, other.id, position=other.position - 1)
        act.unit.update(t.step, step.id, position=here)
    return f"{step.title} is on the agenda again"


def _waiting(act: Act, turn_id: TurnId) -> tuple[Turn, list[Turn]]:
    """A turn that is still to come, and all that are, of the round that is on."""
    act.need_live()
    step = act.before.step
    waiting = list(act.before.waiting_turns(step)) if step is not None else []
    turn = next((x for x in waiting if x.id == turn_id), None)
    if turn is None:
        raise Refused("They are not still to speak in this round.")
    return turn, waiting


def move_turn(act: Act, command: c.MoveTurn) -> str:
    """Somebody who is still to speak, earlier or later."""
    turn, waiting = _waiting(act, command.turn_id)
    order = _exchanged([x.id for x in waiting], turn.id, command.by)
    for place, moved in zip(waiting, order, strict=True):
        if place.id != moved:
            act.unit.update(t.turn, moved, position=place.position)
    return f"{turn_name(act.before, turn)} speaks {'earlier' if command.by < 0 else 'later'}"


def skip_turn(act: Act, command: c.SkipTurn) -> str:
    """Somebody who is still to speak is passed over."""
    turn, _ = _waiting(act, command.turn_id)
    act.set_turn(turn, turn.clock.end(act.now), outcome=Outcome.SKIPPED.value)
    return f"{turn_name(act.before, turn)} is passed over"
