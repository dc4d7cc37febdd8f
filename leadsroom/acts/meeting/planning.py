"""Bringing a meeting to the table: the one that is live, or the one planned for the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from leadsroom.acts.act import Act, Done, clock_columns, handles
from leadsroom.acts.meeting.commands import OpenExtraMeeting, OpenMeeting
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.rotation import first_seat
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Attendee, CameAbout, Mark, Notice
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import Rotation
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.rota import agenda_with
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.wording import ZERO, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting import planning as planned
from leadsroom.store.read.meeting.rows import live_meeting
from leadsroom.store.read.people.absences import notices_of_date, seated_on
from leadsroom.store.read.season import calendar_of, following_number, next_meeting, talk_of_date
from leadsroom.store.unit_of_work import Unit

_OF_A_STEP = (
    *("position", "kind", "title", "planned", "turn_length", "autostart"),
    *("allotted", "added", "started_at", "ended_at", "paused_at", "paused_for"),
)


@handles(OpenMeeting)
def open_meeting(act: Act, _command: OpenMeeting) -> Done:
    """Members who joined since, or are back from leave, have a place at its table.

    The entry is no part of the meeting's journal: in it nothing has been recorded by that.
    """
    meeting_id = live_meeting(act.unit.connection, act.chapter.id)
    if meeting_id is not None:
        lay_missing_places(act.unit, meeting_id, seated_on(act.unit.connection, act.chapter.id, act.today))
        return Done("Laid places at the table of the meeting that is on", subject=meeting_id)
    on = next_meeting(act.unit.connection, act.chapter, act.now).on
    return Done(f"Laid the table for {short_date(on)}", subject=plan_meeting(act.unit, act.chapter, on))


@handles(OpenExtraMeeting)
def open_extra_meeting(act: Act, _command: OpenExtraMeeting) -> Done:
    """One that was laid today already, and has not begun, is opened again."""
    connection, chapter = act.unit.connection, act.chapter
    if live_meeting(connection, chapter.id) is not None:
        raise Refused("A meeting is on. Close it first.")
    if next_meeting(connection, chapter, act.now).on == act.today:
        raise Refused("Today's meeting is still to come. Enter starts it.")
    number = following_number(connection, chapter.id, act.today)
    return Done(
        f"Laid the table for an extra meeting, {MeetingName(act.today, number).in_short}",
        subject=plan_meeting(act.unit, chapter, act.today, _extra(act.now, chapter, number)),
    )


def _extra(now: datetime, chapter: Chapter, number: int) -> dict[str, Any]:
    starts = now.replace(second=0, microsecond=0)
    return {
        "kind": MeetingKind.EXTRA.value,
        "number": number,
        "starts_at": starts,
        "ends_at": starts + chapter.length,
    }


def plan_meeting(
    unit: Unit, chapter: Chapter, on: date, besides: Mapping[str, Any] = MappingProxyType({})
) -> MeetingId:
    """The planned meeting of a date, made if it is not there; its table as the roster is now.

    Until something is recorded in it, its kind, agenda, times and starting seat follow the chapter's habits.
    What is `besides` the habits are columns of its own.
    """
    seated = seated_on(unit.connection, chapter.id, on)
    meeting_id = planned.planned_meeting_id(unit.connection, chapter.id, on)
    columns = {**_by_habit(unit, chapter, on, seated), **besides}
    if meeting_id is None:
        meeting_id = _new_meeting(unit, chapter, on, columns)
    else:
        _follow_habits(unit, meeting_id, chapter, on, columns)
    _lay(unit, meeting_id, seated, _notices(unit, chapter, on, besides.get("number", 1)))
    return meeting_id


def lay_table(unit: Unit, meeting: Meeting, chapter: Chapter) -> None:
    """The places of a meeting that is planned, as the roster, its leaves and the notices are now."""
    seated = seated_on(unit.connection, chapter.id, meeting.on)
    _lay(unit, meeting.id, seated, _notices(unit, chapter, meeting.on, meeting.number))


def _notices(unit: Unit, chapter: Chapter, on: date, number: int) -> Mapping[PersonId, Notice]:
    """What was announced for a date is about its first meeting; nobody did so for one more."""
    return notices_of_date(unit.connection, chapter.id, on) if number == 1 else {}


def _lay(
    unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...], notices: Mapping[PersonId, Notice]
) -> None:
    _lay_places(unit, meeting_id, seated)
    _mark_announced(unit, meeting_id, notices)


def _new_meeting(unit: Unit, chapter: Chapter, on: date, columns: Mapping[str, Any]) -> MeetingId:
    meeting_id = unit.insert(
        t.meeting,
        chapter_id=chapter.id,
        on_date=on,
        state=MeetingState.PLANNED.value,
        **columns,
    )
    steps = _steps_by_habit(unit, chapter, on)
    unit.insert_all(t.step, [{"meeting_id": meeting_id, **values} for values in steps])
    return MeetingId(meeting_id)


def _by_habit(unit: Unit, chapter: Chapter, on: date, seated: tuple[Member, ...]) -> dict[str, Any]:
    starts, date_of = chapter.starts_at(on), calendar_of(unit.connection, chapter).on(on)
    is_open = date_of is not None and date_of.kind is DateKind.OPEN_HOUSE
    return {
        "kind": (MeetingKind.OPEN_HOUSE if is_open else MeetingKind.REGULAR).value,
        "starts_at": starts,
        "ends_at": starts + chapter.length,
        "starting_seat": _first_seat(unit, chapter, on, seated),
    }


def _first_seat(unit: Unit, chapter: Chapter, on: date, seated: tuple[Member, ...]) -> int:
    rotation, seats = chapter.rules.meeting.rotation, {m.person.id: m.seat for m in seated}
    if rotation is Rotation.WHERE_IT_STOPPED:
        return first_seat(rotation, seats, 0, planned.last_round(unit.connection, chapter.id, on))
    return first_seat(rotation, seats, planned.closed_before(unit.connection, chapter.id, on), None)


def _steps_by_habit(unit: Unit, chapter: Chapter, on: date) -> list[dict[str, Any]]:
    """The chapter's agenda; the speaker's step is as long as a talk of that date to come."""
    talk = talk_of_date(unit.connection, chapter.id, on)
    agenda = agenda_with(chapter.agenda, None if talk is not None and talk.is_given else talk)
    return [
        {
            "position": position,
            "kind": step.kind.value,
            "title": step.title,
            "planned": step.planned,
            "turn_length": step.turn_length,
            "autostart": step.autostart,
            **clock_columns(Countdown(ZERO if step.kind.is_round else step.planned)),
        }
        for position, step in enumerate(agenda)
    ]


def _follow_habits(
    unit: Unit, meeting_id: MeetingId, chapter: Chapter, on: date, columns: Mapping[str, Any]
) -> None:
    """A planned meeting in which nothing has been recorded yet follows the habits as they are now."""
    if planned.is_recorded(unit.connection, chapter.id, meeting_id):
        return
    unit.update(t.meeting, meeting_id, **columns)
    habit = _steps_by_habit(unit, chapter, on)
    steps = planned.step_rows(unit.connection, chapter.id, meeting_id)
    if habit == [{name: row._mapping[name] for name in _OF_A_STEP} for row in steps]:
        return
    unit.delete_all(t.step, [row.id for row in steps])
    unit.insert_all(t.step, [{"meeting_id": meeting_id, **values} for values in habit])


def lay_missing_places(unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...]) -> None:
    """Give everybody who sits here and has no place one. The others stay as undo wants to find them."""
    _lay_missing(unit, meeting_id, seated, planned.places(unit.connection, unit.of_chapter, meeting_id))


def _lay_missing(
    unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...], laid: Mapping[PersonId, Attendee]
) -> None:
    missing = [
        {"meeting_id": meeting_id, "member_id": member.person.id, "seat": member.seat}
        for member in seated
        if member.person.id not in laid
    ]
    unit.insert_all(t.attendance, missing)


def _lay_places(unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...]) -> None:
    """Everybody's place as the roster is now; members who left or are on leave, and are unmarked, lose it.

    Places that the journal speaks of stay as they are: undo and redo want to find them so.
    """
    laid = planned.places(unit.connection, unit.of_chapter, meeting_id)
    _lay_missing(unit, meeting_id, seated, laid)
    seats = {member.person.id: member.seat for member in seated}
    spoken_of = planned.places_in_journal(unit.connection, unit.of_chapter, meeting_id)
    places = {member_id: place for member_id, place in laid.items() if place.id not in spoken_of}
    gone = [place for member_id, place in places.items() if member_id not in seats]
    remaining = ((place.id, member_id) for member_id, place in places.items() if member_id in seats)
    seats_of_places: dict[int, dict[str, Any]] = {
        place_id: {"seat": seats[member_id]} for place_id, member_id in remaining
    }
    unit.update_all(t.attendance, seats_of_places)
    unit.delete_all(t.attendance, [place.id for place in gone if place.mark is None or place.is_announced])


def _mark_announced(unit: Unit, meeting_id: MeetingId, notices: Mapping[PersonId, Notice]) -> None:
    """The marks that were announced, as long as nobody has marked these places at the table.

    A notice that was withdrawn is taken away again. Somebody who sits at the table anyway, on their own seat,
    for somebody else or as a visitor, is nobody's substitute: the member is absent.
    """
    marked = planned.places_marked(unit.connection, unit.of_chapter, meeting_id)
    places = planned.places(unit.connection, unit.of_chapter, meeting_id)
    to_mark = {member_id: place for member_id, place in places.items() if _is_open(place, marked)}
    standing_in = {place.substitute_id for member_id, place in places.items() if member_id not in to_mark}
    sitting = {*places, *planned.visitors(unit.connection, unit.of_chapter, meeting_id), *standing_in}
    announced: dict[int, dict[str, Any]] = {}
    for member_id, place in to_mark.items():
        notice = notices.get(member_id)
        by_substitute = None if notice is None or notice.substitute is None else notice.substitute.id
        mark = None if notice is None else notice.mark
        if by_substitute is not None and by_substitute in sitting:
            by_substitute, mark = None, Mark.ABSENT
        announced[place.id] = {
            "mark": mark and mark.value,
            "substitute_id": by_substitute,
            "told": mark is not None,
            "came_about": CameAbout.ANNOUNCED.value if mark is not None else None,
            "marked_at": None,
            "marked_by": None,
        }
    unit.update_all(t.attendance, announced)


def _is_open(place: Attendee, marked: set[int]) -> bool:
    """Whether nobody has marked a place at the table, or the mark was taken back."""
    return (place.mark is None or place.is_announced) and place.id not in marked
