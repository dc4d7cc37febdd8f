"""Bringing a meeting to the table: the one that is live, or the one planned for the date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from leadsroom.domain.chapter import Chapter, starting_seat
from leadsroom.domain.countdown import ZERO, Countdown
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.snapshot import MeetingKind, MeetingState
from leadsroom.meeting.act import clock_columns
from leadsroom.store import tables as t
from leadsroom.store.read import members
from leadsroom.store.read_season import latest_meeting
from leadsroom.store.store import Store
from leadsroom.store.unit import Unit


def live_meeting(store: Store, chapter: Chapter) -> MeetingId | None:
    """The meeting that is running, if one is."""
    m = t.meeting.c
    with store.reading() as connection:
        query = select(m.id).where(m.chapter_id == chapter.id, m.state == MeetingState.LIVE.value)
        return connection.execute(query).scalar()


def meeting_to_run(store: Store, chapter: Chapter, now: datetime) -> MeetingId:
    """The meeting `leadsroom meet` opens: the live one, else today's or the next one, planned if need be."""
    live = live_meeting(store, chapter)
    if live is not None:
        return live
    with store.writing(chapter.id) as unit:
        last = latest_meeting(unit.connection, chapter.id, MeetingState.CLOSED)
        return plan_meeting(unit, chapter, chapter.next_date(now, last.on_date if last else None))


def plan_meeting(unit: Unit, chapter: Chapter, on: date) -> MeetingId:
    """The planned meeting of a date, made if it is not there; its table as the roster is now."""
    m = t.meeting.c
    query = select(m.id).where(
        m.chapter_id == chapter.id, m.on_date == on, m.state == MeetingState.PLANNED.value
    )
    seated = members(unit.connection, chapter.id, [MembershipStatus.ACTIVE])
    found = unit.connection.execute(query).scalar()
    meeting_id = MeetingId(found) if found is not None else _new_meeting(unit, chapter, on, seated)
    _lay_table(unit, meeting_id, seated)
    return meeting_id


def _new_meeting(unit: Unit, chapter: Chapter, on: date, seated: tuple[Member, ...]) -> MeetingId:
    starts = chapter.starts_at(on)
    meeting_id = unit.insert(
        t.meeting,
        chapter_id=chapter.id,
        on_date=on,
        kind=MeetingKind.REGULAR.value,
        state=MeetingState.PLANNED.value,
        starts_at=starts,
        ends_at=starts + chapter.length,
        starting_seat=starting_seat(_closed_before(unit, chapter, on), tuple(m.seat for m in seated)),
    )
    for position, step in enumerate(chapter.agenda):
        unit.insert(
            t.step,
            meeting_id=meeting_id,
            position=position,
            kind=step.kind.value,
            title=step.title,
            planned=step.planned,
            turn_length=step.turn_length,
            autostart=step.autostart,
            **clock_columns(Countdown(ZERO if step.kind.is_round else step.planned)),
        )
    return MeetingId(meeting_id)


def _closed_before(unit: Unit, chapter: Chapter, on: date) -> int:
    m = t.meeting.c
    query = select(func.count()).where(
        m.chapter_id == chapter.id, m.state == MeetingState.CLOSED.value, m.on_date < on
    )
    return unit.connection.execute(query).scalar_one()


def _lay_table(unit: Unit, meeting_id: MeetingId, seated: tuple[Member, ...]) -> None:
    """Give every active member a place; one who has left the chapter since and is unmarked loses it."""
    a = t.attendance.c
    laid = {
        r.member_id: r
        for r in unit.connection.execute(select(t.attendance).where(a.meeting_id == meeting_id))
    }
    for member in seated:
        place = laid.pop(member.person.id, None)
        if place is None:
            unit.insert(t.attendance, meeting_id=meeting_id, member_id=member.person.id, seat=member.seat)
        elif place.seat != member.seat:
            unit.update(t.attendance, place.id, seat=member.seat)
    for place in laid.values():
        if place.mark is None:
            unit.delete(t.attendance, place.id)
