"""Who is at the table: marks, stand-ins, visitors, and what they mean for the round that is on."""

from __future__ import annotations

from leadsroom.domain.agenda import StepKind
from leadsroom.domain.agenda_progress import next_turn, turn_length
from leadsroom.domain.attendance import Attendee, Mark
from leadsroom.domain.countdown import Countdown
from leadsroom.domain.ids import PersonId
from leadsroom.domain.snapshot import Outcome, Turn
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act, clock_columns
from leadsroom.store import tables as t


def need_attendee(act: Act, member_id: PersonId) -> Attendee:
    """The member's place at tonight's table."""
    attendee = act.before.attendee(member_id)
    if attendee is None:
        raise Refused("Choose a member of this table from the list.")
    return attendee


def mark_attendance(act: Act, command: c.MarkAttendance) -> str:
    """Write a mark. A late arrival gets a turn at the end of the round that is on."""
    attendee = need_attendee(act, command.member_id)
    if command.mark is Mark.SUBSTITUTE:
        raise Refused("Say who stands in: press s.")
    late = command.mark is Mark.LATE
    act.unit.update(
        t.attendance,
        attendee.id,
        mark=command.mark.value,
        substitute_id=None,
        arrived_at=act.now if late else None,
        left_at=None,
    )
    if command.mark in (Mark.ABSENT, Mark.MEDICAL):
        leave_round(act, command.member_id)
    else:
        _join_round(act, command.member_id, command.member_id)
    return f"{act.before.name(command.member_id)}: {command.mark.word}"


def leave_early(act: Act, command: c.LeaveEarly) -> str:
    """Somebody leaves before the end, or is back."""
    act.need_live()
    attendee = need_attendee(act, command.member_id)
    act.unit.update(t.attendance, attendee.id, left_at=act.now if command.left else None)
    if command.left:
        leave_round(act, command.member_id)
    else:
        _join_round(act, command.member_id, attendee.speaker_id)
    return f"{act.before.seat_name(command.member_id)} {'left early' if command.left else 'is back'}"


def seat_substitute(act: Act, command: c.SeatSubstitute) -> str:
    """Put a stand-in on a member's seat."""
    attendee = need_attendee(act, command.member_id)
    substitute_id = act.guest(command.name, command.trade)
    elsewhere = [a for a in act.before.attendees if a.substitute_id == substitute_id and a.id != attendee.id]
    if elsewhere:
        held = act.before.name(elsewhere[0].member_id)
        raise Refused(f"{clean(command.name)} already stands in for {held} tonight.")
    act.unit.update(
        t.attendance,
        attendee.id,
        mark=Mark.SUBSTITUTE.value,
        substitute_id=substitute_id,
        arrived_at=act.now,
        left_at=None,
    )
    _join_round(act, command.member_id, substitute_id)
    return f"{clean(command.name)} stands in for {act.before.name(command.member_id)}"


def send_home(act: Act, member_id: PersonId) -> None:
    """Without the stand-in the member is simply absent."""
    attendee = need_attendee(act, member_id)
    act.unit.update(t.attendance, attendee.id, mark=Mark.ABSENT.value, substitute_id=None, arrived_at=None)
    for turn in act.before.turns:
        if turn.member_id == member_id and turn.clock.started_at is None and turn.outcome is None:
            act.unit.update(t.turn, turn.id, speaker_id=member_id)
    leave_round(act, member_id)


def welcome_visitor(act: Act, command: c.WelcomeVisitor) -> str:
    """Take a guest in, or correct who it is."""
    if command.host_id is not None:
        act.need_person(command.host_id, "host")
    person_id = act.guest(command.name, command.trade)
    _refuse_second_place(act, person_id, command)
    if command.corrects is not None:
        return _correct_visitor(act, person_id, command)
    act.unit.insert(
        t.visit,
        meeting_id=act.before.meeting.id,
        person_id=person_id,
        host_id=command.host_id,
        at=act.now,
    )
    step = act.before.step
    if step is not None and step.kind is StepKind.VISITORS:
        _add_turn(act, person_id, person_id)
    return f"Visitor {clean(command.name)}"


def _refuse_second_place(act: Act, person_id: PersonId, command: c.WelcomeVisitor) -> None:
    name = clean(command.name)
    if any(visit.person_id == person_id and visit.id != command.corrects for visit in act.before.visits):
        raise Refused(f"{name} is on tonight's list of visitors already.")
    for place in act.before.attendees:
        if place.substitute_id == person_id:
            raise Refused(f"{name} stands in for {act.before.name(place.member_id)} tonight.")


def _correct_visitor(act: Act, person_id: PersonId, command: c.WelcomeVisitor) -> str:
    assert command.corrects is not None
    was = act.need_own(t.visit, command.corrects)
    act.unit.update(t.visit, command.corrects, person_id=person_id, host_id=command.host_id)
    turn = _turn_in_round(act, PersonId(was["person_id"]))
    if turn is not None:
        act.unit.update(t.turn, turn.id, member_id=person_id, speaker_id=person_id)
    return f"Visitor corrected: {clean(command.name)}"


def _turn_in_round(act: Act, member_id: PersonId) -> Turn | None:
    step = act.before.step
    if step is None:
        return None
    return next((x for x in act.before.turns_of(step) if x.member_id == member_id), None)


def leave_round(act: Act, member_id: PersonId) -> None:
    """Whoever has not begun to speak drops out of the round that is on."""
    turn = _turn_in_round(act, member_id)
    if turn is None or turn.outcome is not None or turn.clock.started_at is not None:
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


def _join_round(act: Act, member_id: PersonId, speaker_id: PersonId) -> None:
    """Whoever is here after all speaks in their place if it is still to come, else at the end."""
    step = act.before.step
    if step is None or not step.kind.is_round or step.kind is StepKind.VISITORS:
        return
    turn = _turn_in_round(act, member_id)
    if turn is None:
        _add_turn(act, member_id, speaker_id)
    elif turn.outcome is Outcome.ABSENT:
        act.unit.update(t.turn, turn.id, outcome=None, speaker_id=speaker_id, position=_place(act, turn))
    elif turn.outcome is None:
        act.unit.update(t.turn, turn.id, speaker_id=speaker_id)


def _place(act: Act, turn: Turn) -> int:
    up = act.before.turn
    return turn.position if up is not None and turn.position > up.position else _end_of_round(act)


def _end_of_round(act: Act) -> int:
    step = act.before.step
    turns = act.before.turns_of(step) if step is not None else ()
    return max((turn.position for turn in turns), default=-1) + 1


def _add_turn(act: Act, member_id: PersonId, speaker_id: PersonId) -> None:
    step = act.before.step
    assert step is not None
    turns = act.before.turns_of(step)
    given = turns[0].clock.allotted if turns else turn_length(act.before, step, 1)
    turn_id = act.unit.insert(
        t.turn,
        meeting_id=act.before.meeting.id,
        step_id=step.id,
        position=_end_of_round(act),
        member_id=member_id,
        speaker_id=speaker_id,
        **clock_columns(Countdown(given)),
    )
    if act.before.turn is None:
        act.set_meeting(turn_id=turn_id)
