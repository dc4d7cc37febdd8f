"""The agenda set for meetings to come; and the rest of today's in another order, shortened, left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.agenda.commands import (
    BringBackStep,
    BringBackTurn,
    CatchUp,
    GivePitch,
    GiveStep,
    MoveStep,
    MoveTurn,
    SetAgenda,
    SetPitchLength,
    SkipStep,
    SkipTurn,
    StartWith,
)
from leadsroom.domain.agenda.agenda import LONGEST_TURN, SHORTEST_TURN, StepKind
from leadsroom.domain.agenda.plan import AgendaPlan, checked_plan, plan_change
from leadsroom.domain.ids import PersonId, StepId, TurnId
from leadsroom.domain.meeting.agenda_progress import project, steps_ahead, turn_length, turn_name
from leadsroom.domain.meeting.catch_up import Cut, cuts_in_words, done_in_words
from leadsroom.domain.meeting.fit import lengths_left
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.text.wording import ZERO, length_in_words
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.held_picture import picture_after
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import agenda_as_data


@handles(SetAgenda)
def set_agenda(act: Act, command: SetAgenda) -> str:
    """The same agenda again is no act. The length of its pitches is the chapter's."""
    columns = _columns(command.plan)
    before = AgendaPlan(act.chapter.agenda, act.chapter.changeover)
    if command.seen not in (None, before):
        raise Refused("The agenda was changed elsewhere meanwhile; here it is as it is now.")
    act.unit.update(t.chapter, act.chapter.id, **columns)
    act.open_chapter = after = read_chapter.chapter(act.unit.connection, act.chapter.id)
    return f"Agenda: {plan_change(before, AgendaPlan(after.agenda, after.changeover))}"


def _columns(plan: AgendaPlan) -> dict[str, Any]:
    plan = checked_plan(plan)
    columns: dict[str, Any] = {"agenda": agenda_as_data(plan.steps), "changeover": plan.changeover}
    return columns if plan.pitch is None else columns | {"pitch": plan.pitch}


def _need_open(act: Act) -> None:
    if act.before.meeting.state not in (MeetingState.PLANNED, MeetingState.LIVE):
        raise Refused("The meeting is over; its agenda stays as it was.")


def _step(act: Act, step_id: StepId) -> Step:
    _need_open(act)
    step = next((s for s in act.before.steps if s.id == step_id), None)
    if step is None:
        raise Refused("This step is not on today's agenda.")
    return step


def _ahead(act: Act, step_id: StepId) -> Step:
    step = _step(act, step_id)
    if step not in steps_ahead(act.before):
        raise Refused(f"{step.title} is over or on already.")
    return step


def _need_length(each: timedelta) -> None:
    if not SHORTEST_TURN <= each <= LONGEST_TURN:
        raise Refused("A pitch takes 15 s to 10 min.")


@handles(SetPitchLength)
def set_pitch_length(act: Act, command: SetPitchLength) -> str:
    """Everybody who has not begun to speak gets this length, whatever their own was."""
    _need_open(act)
    _need_length(command.each)
    rounds = [
        step
        for step in act.before.steps
        if step.kind is StepKind.PITCHES and step.outcome is None and command.step_id in (None, step.id)
    ]
    left = [turn for step in rounds for turn in act.before.turns_of(step) if turn.clock.started_at is None]
    waiting = [turn for turn in left if turn.outcome is None]
    if not rounds or (not waiting and all(act.before.turns_of(step) for step in rounds)):
        raise Refused("Everyone has pitched.")
    act.unit.update_all(t.step, {step.id: {"turn_length": command.each} for step in rounds})
    # Members who are away or were passed over, too: they may still be called.
    act.unit.update_all(t.turn, {turn.id: {"allotted": command.each, "added": ZERO} for turn in left})
    _take_back_own_lengths(act, rounds)
    whose = f"each of the {len(waiting)} left" if waiting else "each pitch"
    return f"{length_in_words(command.each)} for {whose}"


def _take_back_own_lengths(act: Act, rounds: Sequence[Step]) -> None:
    turns = [turn for step in rounds for turn in act.before.turns_of(step)]
    spoken = {turn.member_id for turn in turns if turn.clock.started_at is not None}
    own = [p.id for p in act.before.attendees if p.pitch is not None and p.member_id not in spoken]
    act.unit.update_all(t.attendance, {place_id: {"pitch": None} for place_id in own})


@handles(CatchUp)
def catch_up(act: Act, command: CatchUp) -> Done:
    """All of the advice at once; where some of it can no longer be taken, nothing is."""
    _need_open(act)
    due_at, cuts = act.before.meeting.ends_at, []
    for each in command.steps:
        step = _ahead(act, each.step_id)
        length = step.planned + step.clock.added
        if each.to >= length:
            continue
        _need_cuttable(act, step)
        cuts.append(Cut(step.id, step.title, length, each.to))
        _give(act, step, each.to - length)
    if command.each is not None:
        cuts.append(Cut(None, "pitches", _longest(act.before, command.pitched), command.each))
        for step_id in command.pitched:
            set_pitch_length(act, SetPitchLength(step_id, command.each))
    if not cuts:
        raise Refused("The rest is as short as that already.")
    then = picture_after(act.unit, act.before)
    words = done_in_words(cuts, project(then, act.now).ends_at, due_at, act.chapter)
    return Done(cuts_in_words(cuts), sentence=words)


def _longest(snapshot: Snapshot, pitched: Sequence[StepId]) -> timedelta:
    """The length of the pitches so far, of those who are still to speak."""
    rounds = (step for step in snapshot.steps if step.id in pitched)
    return max((length for step in rounds for length in lengths_left(snapshot, step)), default=ZERO)


@handles(GivePitch)
def give_pitch(act: Act, command: GivePitch) -> str:
    """One member's own length, for the pitch that is still to come."""
    _need_open(act)
    place = act.before.attendee(command.member_id)
    if place is None:
        raise Refused("They have no seat at this table.")
    if command.length is not None:
        _need_length(command.length)
    if _has_pitched(act.before, command.member_id):
        raise Refused(
            f"{act.before.name(command.member_id)} has begun to speak. Plus and minus change the clock."
        )
    act.unit.update(t.attendance, place.id, pitch=command.length)
    for turn in act.before.turns:
        _give_turn(act, turn, command)
    name = act.before.name(command.member_id)
    return f"{length_in_words(command.length) if command.length else 'The usual length'} for {name}'s pitch"


def _has_pitched(snapshot: Snapshot, member_id: PersonId) -> bool:
    """Whether no pitch of theirs is still to come."""
    rounds = [s for s in snapshot.steps if s.kind is StepKind.PITCHES and s.outcome is None]
    if not rounds or any(not snapshot.turns_of(s) for s in rounds):
        return not rounds
    theirs = [t for s in rounds for t in snapshot.turns_of(s) if t.member_id == member_id]
    return bool(theirs) and all(t.clock.started_at is not None for t in theirs)


def _give_turn(act: Act, turn: Turn, command: GivePitch) -> None:
    step = next(s for s in act.before.steps if s.id == turn.step_id)
    if (
        turn.member_id == command.member_id
        and turn.clock.started_at is None
        and step.kind is StepKind.PITCHES
    ):
        usual = turn_length(act.before, step, len(act.before.turns_of(step)))
        act.unit.update(t.turn, turn.id, allotted=command.length or usual, added=ZERO)


@handles(GiveStep)
def give_step(act: Act, command: GiveStep) -> str:
    """More or less time for a step that is still to come. Before the meeting it is the plan that changes."""
    step = _ahead(act, command.step_id)
    _need_cuttable(act, step)
    given = step.planned + step.clock.added
    by = max(command.by, -given)
    if by == ZERO:
        raise Refused(f"{step.title} has no time left to take away.")
    _give(act, step, by)
    return f"{length_in_words(abs(by))} {'more' if by > ZERO else 'less'} for {step.title}"


def _need_cuttable(act: Act, step: Step) -> None:
    if step.kind.is_round and (step.turn_length is not None or act.before.turns_of(step)):
        raise Refused(f"{step.title} takes as long as the turns of its people.")


def _give(act: Act, step: Step, by: timedelta) -> None:
    if act.before.meeting.state is MeetingState.PLANNED:
        planned = step.planned + by
        allotted = ZERO if step.kind.is_round else planned
        act.unit.update(t.step, step.id, planned=planned, allotted=allotted)
    else:
        act.unit.update(t.step, step.id, added=step.clock.added + by)


def _exchanged(ids: Sequence[int], which: int, by: int) -> list[int]:
    """The sequence with one of it moved by so many places."""
    order = list(ids)
    at = order.index(which)
    to = at + by
    if not 0 <= to < len(order):
        raise Refused("It cannot be moved any further.")
    order.insert(to, order.pop(at))
    return order


@handles(MoveStep)
def move_step(act: Act, command: MoveStep) -> str:
    """A step that is still to come, earlier or later."""
    step = _ahead(act, command.step_id)
    if step.outcome is not None:
        raise Refused(f"{step.title} comes next already.")
    ahead = [s for s in steps_ahead(act.before) if s.outcome is None]
    order = _exchanged([s.id for s in ahead], step.id, command.by)
    places = zip(ahead, order, strict=True)
    act.unit.update_all(t.step, {step_id: {"position": place.position} for place, step_id in places})
    return f"{step.title} moved {'earlier' if command.by < 0 else 'later'}"


@handles(SkipStep)
def skip_step(act: Act, command: SkipStep) -> str:
    """A step that is still to come is left out."""
    step = _ahead(act, command.step_id)
    others = (s for s in steps_ahead(act.before) if s is not step and s.kind is not StepKind.VISITORS)
    if act.before.step is None and not any(others):
        raise Refused("A meeting needs at least one step.")
    act.set_step(step, step.clock, outcome=Outcome.SKIPPED.value)
    return f"{step.title} left out"


@handles(BringBackStep)
def bring_back_step(act: Act, command: BringBackStep) -> str:
    """A step that was passed over is held after all; one that had been begun goes on where it was left."""
    step = _step(act, command.step_id)
    if step.outcome not in (Outcome.SKIPPED, Outcome.ABSENT):
        raise Refused(f"{step.title} was not passed over.")
    act.set_step(step, step.clock.reopen(), outcome=None)
    here = act.before.step.position if act.before.step else -1
    if step.position <= here:
        after = [s for s in act.before.steps if step.position < s.position <= here]
        act.unit.update_all(t.step, {other.id: {"position": other.position - 1} for other in after})
        act.unit.update(t.step, step.id, position=here)
    return f"{step.title} is on the agenda again"


def _waiting(act: Act, turn_id: TurnId) -> tuple[Turn, list[Turn]]:
    """A turn that is still to come, and all that are, of the round that is on."""
    act.need_live()
    step = act.before.step
    waiting = list(act.before.waiting_turns(step)) if step is not None else []
    turn = next((x for x in waiting if x.id == turn_id), None)
    if turn is None:
        raise Refused("They have already spoken.")
    return turn, waiting


@handles(MoveTurn)
def move_turn(act: Act, command: MoveTurn) -> str:
    """Somebody who is still to speak, earlier or later."""
    turn, waiting = _waiting(act, command.turn_id)
    order = _exchanged([x.id for x in waiting], turn.id, command.by)
    places = zip(waiting, order, strict=True)
    act.unit.update_all(t.turn, {turn_id: {"position": place.position} for place, turn_id in places})
    return f"{turn_name(act.before, turn)} speaks {'earlier' if command.by < 0 else 'later'}"


@handles(StartWith)
def start_with(act: Act, command: StartWith) -> str:
    """Somebody else speaks first tonight, as long as no round has been dealt."""
    _need_open(act)
    place = act.before.attendee(command.member_id)
    if place is None:
        raise Refused("They have no seat at this table.")
    if act.before.turns:
        raise Refused("A round has begun: p moves people in it.")
    act.set_meeting(starting_seat=place.seat)
    return f"Starts with {act.before.seat_name(command.member_id)}"


@handles(SkipTurn)
def skip_turn(act: Act, command: SkipTurn) -> str:
    """Somebody who is still to speak is passed over."""
    turn, _ = _waiting(act, command.turn_id)
    act.set_turn(turn, turn.clock.end(act.now), outcome=Outcome.SKIPPED.value)
    return f"{turn_name(act.before, turn)} is passed over"


@handles(BringBackTurn)
def bring_back_turn(act: Act, command: BringBackTurn) -> str:
    """Somebody who was passed over is still to speak after all; the one who is up stays up."""
    act.need_live()
    step = act.before.step
    turns = act.before.turns_of(step) if step is not None else ()
    turn = next((x for x in turns if x.id == command.turn_id and x.outcome is Outcome.SKIPPED), None)
    if turn is None:
        raise Refused("They were not passed over in this round.")
    act.set_turn(turn, turn.clock.reopen(), outcome=None)
    return f"{turn_name(act.before, turn)} is to speak after all"
