"""The turns of a round: dealt when it begins, and kept in step with who is at the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, clock_columns
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.meeting.agenda_progress import (
    lost_pitches,
    next_turn,
    own_length,
    people_of_round,
    pitch_is_lost,
    substitutes_speak_last,
    turn_length,
)
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Outcome, Step, Turn
from leadsroom.store import tables as t


def turns_to_hold(act: Act, step: Step) -> tuple[Turn, ...]:
    """The turns of a round that is entered: dealt now, or those it was left with, as the table is now."""
    people = people_of_round(act.before, step)
    turns = act.before.turns_of(step)
    if turns:
        return _seated_again(act, step, dict(people))
    return _deal(act, step, people, turn_length(act.before, step, len(people)), first=0)


def _deal(
    act: Act, step: Step, people: Iterable[tuple[PersonId, PersonId]], given: timedelta, *, first: int
) -> tuple[Turn, ...]:
    """Turns from a position on; members who came too late for a pitch have one that is passed over."""
    seats = [(member, speaker, None) for member, speaker in people]
    late = [(member, member, Outcome.SKIPPED) for member in sorted(lost_pitches(act.before, step))]
    return _insert(
        act,
        [
            Turn(TurnId(0), step.id, position, member, speaker, _dealt(act, step, member, given), outcome)
            for position, (member, speaker, outcome) in enumerate([*seats, *late], start=first)
        ],
    )


def _dealt(act: Act, step: Step, member_id: PersonId, given: timedelta) -> Countdown:
    """The clock of a turn: the member's own length tonight, or everybody's."""
    return Countdown(own_length(act.before, step, member_id) or given)


def _everybodys(act: Act, step: Step) -> timedelta:
    """The time of somebody who joins a round: the round's length of a turn, or the share that others got."""
    turns = act.before.turns_of(step)
    shares = [turn.clock.allotted for turn in turns if own_length(act.before, step, turn.member_id) is None]
    return step.turn_length or next(iter(shares), None) or turn_length(act.before, step, max(1, len(turns)))


def _seated_again(act: Act, step: Step, people: dict[PersonId, PersonId]) -> tuple[Turn, ...]:
    turns = act.before.turns_of(step)
    held = tuple(_seated(act, turn, people.pop(turn.member_id, None)) for turn in turns)
    waiting = [turn for turn in held if turn.clock.started_at is None]
    act.unit.update_all(t.turn, {turn.id: _seat_columns(turn) for turn in waiting})
    first = turns[-1].position + 1
    return (*held, *_deal(act, step, people.items(), _everybodys(act, step), first=first))


def _seated(act: Act, turn: Turn, speaker_id: PersonId | None) -> Turn:
    """A turn as the people who are there make it; one that has been spoken stays as it was."""
    if turn.clock.started_at is not None:
        return turn
    if speaker_id is None:
        return replace(turn, outcome=Outcome.ABSENT)
    back = Outcome.SKIPPED if is_too_late(act, turn) else None
    still = back if turn.outcome in (Outcome.ABSENT, None) else turn.outcome
    return replace(turn, outcome=still, speaker_id=speaker_id)


def _seat_columns(turn: Turn) -> dict[str, Any]:
    return {"outcome": turn.outcome.value if turn.outcome else None, "speaker_id": turn.speaker_id}


def is_too_late(act: Act, turn: Turn) -> bool:
    """Whether it is a pitch that coming late has cost."""
    attendee = act.before.attendee(turn.member_id)
    step = next((step for step in act.before.steps if step.id == turn.step_id), None)
    pitching = step is not None and step.kind is StepKind.PITCHES
    return pitching and attendee is not None and pitch_is_lost(act.before, attendee)


def _insert(act: Act, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    rows = [
        {
            "meeting_id": act.before.meeting.id,
            "step_id": turn.step_id,
            "position": turn.position,
            "member_id": turn.member_id,
            **_seat_columns(turn),
            **clock_columns(turn.clock),
        }
        for turn in turns
    ]
    ids = act.unit.insert_all(t.turn, rows)
    return tuple(replace(turn, id=TurnId(row_id)) for turn, row_id in zip(turns, ids, strict=True))


def turn_in_round(act: Act, member_id: PersonId) -> Turn | None:
    """The turn of a member, or of a visitor, in the round that is on."""
    step = act.before.step
    if step is None:
        return None
    return next((x for x in act.before.turns_of(step) if x.member_id == member_id), None)


def leave_round(act: Act, member_id: PersonId) -> None:
    """Drop somebody who has not begun to speak from the round that is on."""
    turn = turn_in_round(act, member_id)
    if turn is None or turn.outcome is Outcome.DONE or turn.clock.started_at is not None:
        return
    act.set_turn(turn, turn.clock, outcome=Outcome.ABSENT.value)
    if turn.id == act.before.meeting.turn_id:
        _bring_up_next(act)


def _bring_up_next(act: Act) -> None:
    following = next_turn(act.before)
    act.set_meeting(turn_id=following.id if following else None)
    step = act.before.step
    if following is not None and step is not None and step.autostart:
        act.set_turn(following, following.clock.start(act.now))


def join_round(act: Act, member_id: PersonId, speaker_id: PersonId) -> None:
    """Let somebody who is here after all speak in their place if it is still to come, else at the end."""
    step = act.before.step
    if step is None or not step.kind.is_round or step.kind is StepKind.VISITORS:
        return
    turn = turn_in_round(act, member_id)
    last = speaker_id != member_id and substitutes_speak_last(act.before, step)
    if turn is None:
        add_turn(act, member_id, speaker_id)
    elif turn.outcome is Outcome.ABSENT:
        position = _end_of_round(act) if last else _place(act, turn)
        act.unit.update(t.turn, turn.id, outcome=None, speaker_id=speaker_id, position=position)
    elif turn.outcome is not Outcome.DONE:
        act.unit.update(t.turn, turn.id, speaker_id=speaker_id)
        if last and turn.speaker_id == member_id and turn.clock.started_at is None:
            _speak_last(act, turn)


def _speak_last(act: Act, turn: Turn) -> None:
    if turn.id == act.before.meeting.turn_id:
        if next_turn(act.before) is None:
            return
        _bring_up_next(act)
    act.unit.update(t.turn, turn.id, position=_end_of_round(act))


def lose_pitch(act: Act, member_id: PersonId) -> None:
    """Pass over somebody who came too late in the round of pitches that is on; they can be called back."""
    turn = turn_in_round(act, member_id)
    if turn is None:
        add_turn(act, member_id, member_id, outcome=Outcome.SKIPPED)
        return
    if turn.outcome is Outcome.DONE or turn.clock.started_at is not None:
        return
    act.unit.update(t.turn, turn.id, outcome=Outcome.SKIPPED.value, speaker_id=member_id)
    if turn.id == act.before.meeting.turn_id:
        _bring_up_next(act)


def regain_pitch(act: Act, member_id: PersonId) -> None:
    """Give somebody who was not late after all the turn back that this had cost."""
    turn = turn_in_round(act, member_id)
    if turn is not None and turn.outcome is Outcome.SKIPPED and turn.clock.started_at is None:
        act.unit.update(t.turn, turn.id, outcome=None, position=_place(act, turn))


def _place(act: Act, turn: Turn) -> int:
    up = act.before.turn
    return turn.position if up is not None and turn.position > up.position else _end_of_round(act)


def _end_of_round(act: Act) -> int:
    step = act.before.step
    turns = act.before.turns_of(step) if step is not None else ()
    return max((turn.position for turn in turns), default=-1) + 1


def add_turn(act: Act, member_id: PersonId, speaker_id: PersonId, *, outcome: Outcome | None = None) -> None:
    """One more turn at the end of the round that is on; it is up if nobody else is."""
    step = act.before.step
    assert step is not None
    clock = _dealt(act, step, member_id, _everybodys(act, step))
    turn = Turn(TurnId(0), step.id, _end_of_round(act), member_id, speaker_id, clock, outcome)
    (added,) = _insert(act, [turn])
    if act.before.turn is None and outcome is None:
        act.set_meeting(turn_id=added.id)
