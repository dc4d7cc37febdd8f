"""Bringing a meeting to the table: the one that is live, or the one planned for the date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from leadsroom.domain.chapter import Chapter, starting_seat
from leadsroom.domain.countdown import ZERO, Countdown
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.snapshot import MeetingKind, MeetingState
from leadsroom.meeting.act import clock_columns
from leadsroom.store import read_planning as planned
from leadsroom.store import tables as t
from leadsroom.store.read import members
from leadsroom.store.read_season import latest_meeting
from leadsroom.store.store import Store
from leadsroom.store.unit import Unit

_OF_A_STEP = (
    *("position", "kind", "title", "planned", "turn_length", "autostart"),
    *("allotted", "added", "started_at", "ended_at", "paused_at", "paused_for"),
)


def live_meeting(store: Store, chapter: Chapter) -> MeetingId | None:
    """The meeting that is running, if one is."""
    with store.reading() as connection:
        return planned.live_meeting_id(connection, chapter.id)


def meeting_to_run(store: Store, chapter: Chapter, now: datetime) -> MeetingId:
    """The meeting `leadsroom meet` opens: the live one, else today's or the next one, planned if need be.

    Whoever joined since, or is back from leave, has a place at its table.
    """
    live = live_meeting(store, chapter)
    with store.writing(chapter.id) as unit:
        if live is not None:
            lay_missing_places(unit, live, _seated(unit, chapter))
            return live
        last = latest_meeting(unit.connection, chapter.id, MeetingState.CLOSED)
        return plan_meeting(unit, chapter, chapter.next_date(now, last.on_date if last else None))


def plan_meeting(unit: Unit, chapter: Chapter, on: date) -> MeetingId:
    """The planned meeting of a date, made if it is not there; its table as the roster is now.

    Until something is recorded in it, its agenda, times and starting seat follow the chapter's habits.
    """
    seated = _seated(unit, chapter)
    found = planned.planned_meeting_id(unit.connection, chapter.id, on)
    if found is None:
        meeting_id = _new_meeting(unit, chapter, on, seated)
    else:
        meeting_id = found
        _follow_habits(unit, meeting_id, chapter, on, seated)
    _lay_table(unit, meeting_id, seated)
    return meeting_id


def _seated(unit: Unit, chapter: Chapter) -> tuple[Member, ...]:
    return members(unit.connection, chapter.id, [MembershipStatus.ACTIVE])


def _new_meeting(unit: Unit, chapter: Chapter, on: date, seated: tuple[Member, ...]) -> MeetingId:
    meeting_id = unit.insert(
        t.meeting,
        chapter_id=chapter.id,
        on_date=on,
        kind=MeetingKind.REGULAR.value,
        state=MeetingState.PLANNED.value,
        **_by_habit(unit, chapter, on, seated),
    )
    for values in _steps_by_habit(chapter):
        unit.insert(t.step, meeting_id=meeting_id, **values)
    return MeetingId(meeting_id)


def _by_habit(unit: Unit, chapter: Chapter, on: date, seated: tuple[Member, ...]) -> dict[str, Any]:
    starts = chapter.starts_at(on)
    return {
        "starts_at": starts,
        "ends_at": starts + chapter.length,
        "starting_seat": starting_seat(
            planned.closed_before(unit.connection, chapter.id, on), tuple(m.seat for m in seated)
        ),
    }


def _steps_by_habit(chapter: Chapter) -> list[dict[str, Any]]:
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
        for position, step in enumerate(chapter.agenda)
    ]


def _follow_habits(
    unit: Unit, meeting_id: MeetingId, chapter: Chapter, on: date, seated: tuple[Member, ...]
) -> None:
    """A planned meeting in which nothing has been recorded yet follows the habits as they are now."""
    if planned.is_recorded(unit.connection, meeting_id):
        return
    unit.update(t.meeting, meeting_id, **_by_habit(unit, chapter, on, seated))
    habit, steps = _steps_by_habit(chapter), planned.step_rows(unit.connection, meeting_id)
    if habit == [{name: row._mapping[name] for name in _OF_A_STEP} for row in steps]:
        return
    for row in steps:
        unit.delete(t.step, row.id)
    for values in habit:
        unit.insert(t.step, meeting_id=meeting_id, **values)


def lay_missing_places(unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...]) -> None:
    """Give every active member without a place one. The others stay as undo wants to find them."""
    laid = planned.places(unit.connection, meeting_id)
    for member in seated:
        if member.person.id not in laid:
            unit.insert(t.attendance, meeting_id=meeting_id, member_id=member.person.id, seat=member.seat)


def _lay_table(unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...]) -> None:
    """Every active member's place as the roster is now; who has left the chapter and is unmarked loses it.

    Places that the journal speaks of stay as they are: undo and redo want to find them so.
    """
    lay_missing_places(unit, meeting_id, seated)
    seats = {member.person.id: member.seat for member in seated}
    spoken_of = planned.places_in_journal(unit.connection, meeting_id)
    for member_id, place in planned.places(unit.connection, meeting_id).items():
        if place.id in spoken_of:
            continue
        if member_id in seats:
            unit.update(t.attendance, place.id, seat=seats[member_id])
        elif place.mark is None:
            unit.delete(t.attendance, place.id)
