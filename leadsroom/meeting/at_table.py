"""Who is at the table: marks, stand-ins, visitors, and what they mean for the round that is on."""

from __future__ import annotations

from datetime import datetime

from leadsroom.domain.agenda import StepKind
from leadsroom.domain.attendance import Attendee, Mark
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.leads.act import corrected
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act
from leadsroom.meeting.guests import guest_called
from leadsroom.meeting.rounds import add_turn, join_round, leave_round, turn_in_round
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
        arrived_at=_now_if_on(act) if late else None,
        left_at=None,
    )
    if command.mark in (Mark.ABSENT, Mark.MEDICAL):
        leave_round(act, command.member_id)
    else:
        join_round(act, command.member_id, command.member_id)
    return f"{act.before.name(command.member_id)}: {command.mark.word}"


def _now_if_on(act: Act) -> datetime | None:
    """When somebody came; of a meeting that is over nobody knows it any more."""
    return None if act.is_afterwards else act.now


def leave_early(act: Act, command: c.LeaveEarly) -> str:
    """Somebody leaves before the end, or is back."""
    act.need_live()
    attendee = need_attendee(act, command.member_id)
    if command.left and not attendee.takes_part:
        raise Refused(f"{act.before.seat_name(command.member_id)} is not at the table.")
    if not command.left and attendee.left_at is None:
        raise Refused(f"{act.before.seat_name(command.member_id)} has not left.")
    act.unit.update(t.attendance, attendee.id, left_at=act.now if command.left else None)
    if command.left:
        leave_round(act, command.member_id)
    else:
        join_round(act, command.member_id, attendee.speaker_id)
    return f"{act.before.seat_name(command.member_id)} {'left early' if command.left else 'is back'}"


def seat_substitute(act: Act, command: c.SeatSubstitute) -> str:
    """Put a stand-in on a member's seat."""
    attendee = need_attendee(act, command.member_id)
    substitute_id = guest_called(act, command.name, command.trade, attendee.substitute_id)
    if any(visit.person_id == substitute_id for visit in act.before.visits):
        name = clean(command.name)
        raise Refused(f"{name} is on tonight's list of visitors. Withdraw the visit first.")
    elsewhere = [a for a in act.before.attendees if a.substitute_id == substitute_id and a.id != attendee.id]
    if elsewhere:
        held = act.before.name(elsewhere[0].member_id)
        raise Refused(f"{clean(command.name)} already stands in for {held} tonight.")
    sits_there = attendee.substitute_id == substitute_id and attendee.left_at is None
    act.unit.update(
        t.attendance,
        attendee.id,
        mark=Mark.SUBSTITUTE.value,
        substitute_id=substitute_id,
        arrived_at=attendee.arrived_at if sits_there else _now_if_on(act),
        left_at=None,
    )
    join_round(act, command.member_id, substitute_id)
    return f"{clean(command.name)} stands in for {act.before.name(command.member_id)}"


def send_home(act: Act, member_id: PersonId) -> None:
    """Without the stand-in the member is simply absent."""
    attendee = need_attendee(act, member_id)
    if attendee.substitute_id is None:
        raise Refused(f"Nobody stands in for {act.before.name(member_id)}.")
    act.unit.update(t.attendance, attendee.id, mark=Mark.ABSENT.value, substitute_id=None, arrived_at=None)
    leave_round(act, member_id)


def welcome_visitor(act: Act, command: c.WelcomeVisitor) -> str:
    """Take a guest in, or correct who it is."""
    if command.host_id is not None:
        act.need_person(command.host_id, "host")
    person_id = guest_called(act, command.name, command.trade, _visited(act, command.corrects))
    _refuse_second_place(act, person_id, command)
    if command.corrects is not None:
        return _correct_visitor(act, person_id, command)
    act.unit.insert(
        t.visit,
        meeting_id=act.before.meeting.id,
        person_id=person_id,
        host_id=command.host_id,
        at=act.said_at,
    )
    step = act.before.step
    if step is not None and step.kind is StepKind.VISITORS:
        add_turn(act, person_id, person_id)
    return f"Visitor {clean(command.name)}"


def _visited(act: Act, visit_id: VisitId | None) -> PersonId | None:
    return None if visit_id is None else PersonId(act.need_own(t.visit, visit_id)["person_id"])


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
    if act.unit.changes:
        act.unit.update(t.visit, command.corrects, **corrected(act, was))
    turn = turn_in_round(act, PersonId(was["person_id"]))
    if turn is not None:
        act.unit.update(t.turn, turn.id, member_id=person_id, speaker_id=person_id)
    return f"Visitor corrected: {clean(command.name)}"
