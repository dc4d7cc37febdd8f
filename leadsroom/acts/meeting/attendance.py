"""Attendance at the table: members, substitutes and visitors, by a name on record or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.rounds import (
    add_turn,
    join_round,
    leave_round,
    lose_pitch,
    regain_pitch,
    turn_in_round,
)
from leadsroom.acts.people.absences import check_profession
from leadsroom.acts.people.visiting import home_columns, name_columns, people_meant
from leadsroom.acts.people.visitors import contact_columns, keep_outcome
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.meeting.agenda_progress import pitch_is_lost, unseen_places
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.domain.people.attendance import Attendee, CameAbout, Mark
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.people.visits import seat_of_profession
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import is_named_elsewhere
from leadsroom.store.read.people.visitors import held_seats


def visitor_called(
    act: Act,
    name: str,
    profession: str,
    instead_of: PersonId | None = None,
    *,
    contact: Contact | None = None,
    home: HomeChapter | None = None,
) -> PersonId:
    """The person of this name who holds no seat here, with `home` one of that chapter. Refuses members of the
    table.

    `instead_of` stood in the entry that is being corrected: known from tonight alone, they are renamed.
    """
    name, profession = clean(name), clean(profession)
    if not name:
        raise Refused("Type the name.")
    named = name_columns(act, name, home)
    found = people_meant(act, named)
    if home is None and found and found[0].person.home is not None:
        named = name_columns(act, found[0].person.own_name, found[0].person.home)
    seated = {each.person.id for each in found if each.holds_seat}
    if instead_of in seated:
        return PersonId(instead_of)  # has joined since, and is known by their seat
    if seated:
        raise Refused(f"{name} holds a seat at this table. A visitor or substitute comes from outside.")
    ids = [each.person.id for each in found]
    stays = instead_of is not None and (instead_of in ids or (not ids and _is_new_tonight(act, instead_of)))
    person = act.before.people.get(instead_of) if stays and instead_of else None
    person = person or (found[0].person if found and not stays else None)
    reached = {} if contact is None else contact_columns(contact, person, act.before.chapter.country)
    columns = {**named, "trade": profession, **reached}
    if stays and instead_of is not None:
        act.unit.update(t.person, instead_of, **columns)
        return instead_of
    if not ids:
        return PersonId(act.unit.insert(t.person, chapter_id=act.before.chapter.id, **columns))
    of_home = home_columns(named, found[0].person)
    if profession or reached or of_home:
        act.unit.update(
            t.person, ids[0], **of_home, **reached, **({"trade": profession} if profession else {})
        )
    return ids[0]


def _is_new_tonight(act: Act, person_id: PersonId) -> bool:
    here = act.before
    return not is_named_elsewhere(act.unit.connection, here.chapter.id, person_id, here.meeting.id)


class SeatOfVisitor(Struct, frozen=True):
    """Whether a visitor is `silent` because their profession is taken, in words for the journal."""

    silent: bool = False
    words: str = ""


def seat_of_visitor(act: Act, person_id: PersonId, profession: str) -> SeatOfVisitor:
    """The chapter's rules for a visitor with this profession, or with the one on record."""
    row = act.unit.row(t.person, person_id)
    if not act.chapter.rules.visitors.silent_if_taken or (row is not None and row["home_chapter"]):
        return SeatOfVisitor()  # who is a member elsewhere would take no seat
    profession = clean(profession) or (row["trade"] if row is not None else "")
    seat = seat_of_profession(profession, held_seats(act.unit.connection, act.chapter.id).values())
    taken = seat is not None and seat.taken
    return SeatOfVisitor(taken, f", silent: {seat.sentence}" if seat is not None and taken else "")


@handles(c.NoteVisitor)
def note_visitor(act: Act, command: c.NoteVisitor) -> str:
    """Note the outcome of a visit."""
    row = act.need_own(t.visit, command.visit_id)
    outcome = keep_what_became(act, command)
    name = act.before.name(PersonId(row["person_id"]))
    return f"{name}, {outcome}" if outcome else f"{name}: no outcome yet"


def keep_what_became(act: Act, command: c.NoteVisitor) -> str:
    """The same, in words without the name."""
    row = act.need_own(t.visit, command.visit_id)
    outcome = keep_outcome(act, command.visit_id, command.became, command.note)
    if act.unit.changes:
        act.unit.update(t.visit, command.visit_id, **act.corrected(row))
    return outcome


def seen_at_table(act: Act, how: CameAbout) -> dict[str, Any]:
    """The columns of a mark that was set at the table: it is no longer only announced."""
    return {
        "told": False,
        "came_about": how.value,
        "marked_at": act.now,
        "marked_by": act.station_id,
    }


def need_attendee(act: Act, member_id: PersonId) -> Attendee:
    """The member's place at tonight's table."""
    attendee = act.before.attendee(member_id)
    if attendee is None:
        raise Refused("Choose a member of this table from the list.")
    return attendee


@handles(c.MarkAttendance)
def mark_attendance(act: Act, command: c.MarkAttendance) -> str:
    """Write a mark. A late arrival gets a turn at the end of the round that is on."""
    attendee = need_attendee(act, command.member_id)
    if command.mark is Mark.SUBSTITUTE:
        raise Refused("Press s to enter the substitute.")
    after = replace(
        attendee,
        mark=command.mark,
        substitute_id=None,
        arrived_at=_arrival(act, attendee) if command.mark is Mark.LATE else None,
        left_at=None,
        is_announced=False,
        online=attendee.online and command.mark is Mark.LATE,
    )
    _mark_by_name(act, attendee, after)
    sentence = f"{act.before.name(command.member_id)}: {command.mark.words}"
    return f"{sentence}, which costs the pitch" if _take_part(act, attendee, after) else sentence


@handles(c.MarkOthersPresent)
def mark_others_present(act: Act, command: c.MarkOthersPresent) -> str:
    """Mark everybody who has no mark; they have their turns already.

    The answer to the question whether all are here is also about who is to come as announced: that was so.
    """
    places = unseen_places(act.before) if command.asked else act.before.attendees
    announced = {place.id: place.mark for place in places if place.mark is not None and command.asked}
    marks = {place.id: Mark.PRESENT for place in places if place.mark is None} | announced
    if not marks:
        raise Refused("Everybody is marked already.")
    seen = seen_at_table(act, CameAbout.ASKED if command.asked else CameAbout.WITH_OTHERS)
    act.unit.update_all(t.attendance, {id_: {"mark": mark.value, **seen} for id_, mark in marks.items()})
    present = len(marks) - len(announced)
    others = f"{present} others present" if present > 1 else "1 other present" if present else ""
    as_announced = f"{len(announced)} here as announced" if announced else ""
    return ", ".join(part for part in (others, as_announced) if part)


_IN_THEIR_PLACE = (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)


@handles(c.AttendOnline)
def attend_online(act: Act, command: c.AttendOnline) -> str:
    """Mark somebody who is here from elsewhere, or is in the room after all."""
    attendee = need_attendee(act, command.member_id)
    name = act.before.seat_name(command.member_id)
    if not command.online and not attendee.online:
        raise Refused(f"{name} is not online.")
    after = replace(attendee, online=command.online, left_at=None, is_announced=False)
    if attendee.mark not in _IN_THEIR_PLACE:
        after = replace(after, mark=Mark.PRESENT, arrived_at=None)
    _mark_by_name(act, attendee, after)
    if not attendee.takes_part:
        join_round(act, after.member_id, after.speaker_id)
    return f"{name}: {'online' if command.online else 'in the room'}"


def _mark_by_name(act: Act, before: Attendee, after: Attendee) -> None:
    """Put a mark on record; the same mark once more leaves no trace."""
    if after == before:
        return
    act.unit.update(
        t.attendance,
        before.id,
        mark=after.mark and after.mark.value,
        substitute_id=after.substitute_id,
        arrived_at=after.arrived_at,
        left_at=after.left_at,
        online=after.online,
        **seen_at_table(act, CameAbout.CHECK_IN),
    )


def _take_part(act: Act, before: Attendee, after: Attendee) -> bool:
    """Apply a mark to the round that is on. Whether it costs a pitch that was still to come."""
    if not after.takes_part:
        leave_round(act, after.member_id)
        return False
    step, lost = act.before.step, pitch_is_lost(act.before, after)
    pitching = step is not None and step.kind is StepKind.PITCHES
    to_come = _pitch_to_come(act, after.member_id)
    if lost and pitching:
        lose_pitch(act, after.member_id)
        return to_come
    if not lost and pitching and pitch_is_lost(act.before, before):
        regain_pitch(act, after.member_id)
    join_round(act, after.member_id, after.member_id)
    return lost and to_come


def _pitch_to_come(act: Act, member_id: PersonId) -> bool:
    rounds = [s for s in act.before.steps if s.kind is StepKind.PITCHES and s.outcome is None]
    spoken = [x for s in rounds for x in act.before.turns_of(s) if x.member_id == member_id]
    return bool(rounds) and not any(x.clock.started_at for x in spoken)


def _arrival(act: Act, attendee: Attendee) -> datetime | None:
    """The time of arrival: when somebody was first marked as here while the meeting was on."""
    began, came = act.before.meeting.started_at, attendee.arrived_at
    still_late = attendee.mark is Mark.LATE and attendee.left_at is None
    return came if still_late and came and began and came >= began else _now_if_on(act)


def _now_if_on(act: Act) -> datetime | None:
    """The time of arrival; of a meeting that is over nobody knows it any more."""
    return None if act.is_afterwards else act.now


@handles(c.LeaveEarly)
def leave_early(act: Act, command: c.LeaveEarly) -> str:
    """Somebody leaves before the end, or is back; of a meeting that is over it may be entered afterwards."""
    if not act.is_afterwards:
        act.need_live()
    attendee = need_attendee(act, command.member_id)
    if command.left and not attendee.takes_part:
        raise Refused(f"{act.before.seat_name(command.member_id)} is not at the table.")
    if not command.left and attendee.left_at is None:
        raise Refused(f"{act.before.seat_name(command.member_id)} has not left.")
    seen = {} if attendee.mark is not None else {"mark": Mark.PRESENT.value}
    if attendee.mark is None or attendee.is_announced:
        seen |= seen_at_table(act, CameAbout.CHECK_IN)
    act.unit.update(t.attendance, attendee.id, left_at=act.happened_at if command.left else None, **seen)
    if command.left:
        leave_round(act, command.member_id)
    else:
        join_round(act, command.member_id, attendee.speaker_id)
    return f"{act.before.seat_name(command.member_id)} {'left early' if command.left else 'is back'}"


@handles(c.SeatSubstitute)
def seat_substitute(act: Act, command: c.SeatSubstitute) -> str:
    """Seat a substitute for a member."""
    attendee = need_attendee(act, command.member_id)
    substitute_id = visitor_called(
        act, command.name, command.profession, attendee.substitute_id, home=command.home
    )
    name = _name_of(act, substitute_id)
    if any(visit.person_id == substitute_id for visit in act.before.visits):
        raise Refused(f"{name} is on today's list of visitors. Withdraw the visit first.")
    check_profession(act, substitute_id, command.member_id, overrules=command.overrules)
    elsewhere = [a for a in act.before.attendees if a.substitute_id == substitute_id and a.id != attendee.id]
    if elsewhere:
        held = act.before.name(elsewhere[0].member_id)
        raise Refused(f"{name} already stands in for {held} today.")
    sits_there = attendee.substitute_id == substitute_id and attendee.left_at is None
    after = replace(
        attendee,
        mark=Mark.SUBSTITUTE,
        substitute_id=substitute_id,
        arrived_at=attendee.arrived_at if sits_there else _now_if_on(act),
        left_at=None,
        online=attendee.online and sits_there,
        is_announced=False,
    )
    _mark_by_name(act, attendee, after)
    join_round(act, command.member_id, substitute_id)
    return f"{name} stands in for {act.before.name(command.member_id)}"


def _name_of(act: Act, person_id: PersonId) -> str:
    row = act.unit.row(t.person, person_id)
    assert row is not None
    return str(row["name"])


def send_home(act: Act, member_id: PersonId) -> None:
    """Without the substitute the member is simply absent."""
    attendee = need_attendee(act, member_id)
    if attendee.substitute_id is None:
        raise Refused(f"{act.before.name(member_id)} has no substitute.")
    here = {
        "substitute_id": None,
        "arrived_at": None,
        "left_at": None,
        "online": False,
        **seen_at_table(act, CameAbout.CHECK_IN),
    }
    act.unit.update(t.attendance, attendee.id, mark=Mark.ABSENT.value, **here)
    leave_round(act, member_id)


@handles(c.WelcomeVisitor)
def welcome_visitor(act: Act, command: c.WelcomeVisitor) -> str:
    """Welcome a visitor or a member of another chapter, or correct who it is."""
    if command.host_id is not None:
        act.need_person(command.host_id, "host")
    person_id = visitor_called(
        act,
        command.name,
        command.profession,
        _visited(act, command.corrects),
        contact=command.contact,
        home=command.home,
    )
    name = _name_of(act, person_id)
    _refuse_second_place(act, person_id, name, command)
    seat = seat_of_visitor(act, person_id, command.profession)
    if command.corrects is not None:
        return _correct_visitor(act, person_id, seat, command)
    is_member = _is_member_elsewhere(act, person_id)
    act.unit.insert(
        t.visit,
        meeting_id=act.before.meeting.id,
        person_id=person_id,
        host_id=command.host_id,
        at=act.happened_at,
        silent=seat.silent,
        of_member_elsewhere=is_member,
    )
    _follow_in_round(act, person_id, person_id, seat)
    return f"{_called(is_member)} {name}{seat.words}"


def _is_member_elsewhere(act: Act, person_id: PersonId) -> bool:
    row = act.unit.row(t.person, person_id)
    return row is not None and bool(row["home_chapter"])


def _was_one_then(act: Act, person_id: PersonId, was: Mapping[str, Any]) -> bool:
    """Whether they visited as a member of another chapter, and are of none now, having joined here."""
    before = act.before.people.get(person_id)
    is_same = person_id == was["person_id"] and before is not None and before.home is None
    return is_same and bool(was["of_member_elsewhere"])


def _called(is_member: bool) -> str:
    return "Visiting member" if is_member else "Visitor"


def _introducing(act: Act) -> bool:
    """Whether the round of visitors is on."""
    return act.before.step is not None and act.before.step.kind is StepKind.VISITORS


def _visited(act: Act, visit_id: VisitId | None) -> PersonId | None:
    return None if visit_id is None else PersonId(act.need_own(t.visit, visit_id)["person_id"])


def _refuse_second_place(act: Act, person_id: PersonId, name: str, command: c.WelcomeVisitor) -> None:
    if any(visit.person_id == person_id and visit.id != command.corrects for visit in act.before.visits):
        raise Refused(f"{name} is on today's list of visitors already.")
    for place in act.before.attendees:
        if place.substitute_id == person_id:
            raise Refused(f"{name} stands in for {act.before.name(place.member_id)} today.")


def _correct_visitor(act: Act, person_id: PersonId, seat: SeatOfVisitor, command: c.WelcomeVisitor) -> str:
    assert command.corrects is not None
    was = act.need_own(t.visit, command.corrects)
    if act.is_afterwards or not (person_id != was["person_id"] or act.unit.changes):
        seat = SeatOfVisitor(was["silent"])  # judged by the seats of the day on which they came
    is_member = _is_member_elsewhere(act, person_id) or _was_one_then(act, person_id, was)
    if is_member:
        seat = SeatOfVisitor()
    act.unit.update(
        t.visit,
        command.corrects,
        person_id=person_id,
        host_id=command.host_id,
        silent=seat.silent,
        of_member_elsewhere=is_member,
    )
    if act.unit.changes:
        act.unit.update(t.visit, command.corrects, **act.corrected(was))
    _follow_in_round(act, PersonId(was["person_id"]), person_id, seat)
    became = keep_what_became(act, command.became) if command.became is not None else ""
    sentence = f"{_called(is_member)} corrected: {_name_of(act, person_id)}{seat.words}"
    return f"{sentence}, {became}" if became else sentence


def _follow_in_round(act: Act, was_id: PersonId, person_id: PersonId, seat: SeatOfVisitor) -> None:
    """The turn of a visitor as the correction has it."""
    if not _introducing(act):
        return
    turn = turn_in_round(act, was_id)
    if seat.silent:
        leave_round(act, was_id)
    elif turn is None:
        add_turn(act, person_id, person_id)
    else:
        still = {} if turn.outcome is not Outcome.ABSENT else {"outcome": None}
        act.unit.update(t.turn, turn.id, member_id=person_id, speaker_id=person_id, **still)
