"""Reading the calendar: the dates that are special, the next meeting, and what was held when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, SpecialDateId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import Calendar, DateKind, SeasonDate, SpecialDate
from leadsroom.store import tables as t
from leadsroom.store.read.season import latest_meeting

_s, _m = t.special_date.c, t.meeting.c
_SPECIAL = (
    select(_s.on_date, _s.kind, _s.note).where(_s.chapter_id == bindparam("chapter_id")).order_by(_s.on_date)
)
_MEETINGS_SINCE = (
    select(_m.id, _m.on_date, _m.state, _m.kind)
    .where(
        _m.chapter_id == bindparam("chapter_id"),
        _m.on_date >= bindparam("since"),
        _m.state != MeetingState.DISCARDED.value,
    )
    .order_by(_m.on_date, _m.id)
)


def special_dates(connection: Connection, chapter_id: ChapterId) -> tuple[SpecialDate, ...]:
    """The dates of a chapter that are not like the others, the earliest first."""
    rows = connection.execute(_SPECIAL, {"chapter_id": chapter_id})
    return tuple(SpecialDate(row.on_date, DateKind(row.kind), row.note) for row in rows)


def calendar_of(connection: Connection, chapter: Chapter) -> Calendar:
    """When a chapter meets."""
    return chapter.calendar(special_dates(connection, chapter.id))


def next_meeting(connection: Connection, chapter: Chapter, now: datetime) -> SeasonDate:
    """Today's meeting or the next one: a date whose meeting has been closed is past."""
    last = latest_meeting(connection, chapter.id, MeetingState.CLOSED)
    return calendar_of(connection, chapter).upcoming(chapter.today(now), last.on_date if last else None)


def special_date_id(connection: Connection, chapter_id: ChapterId, on: date) -> SpecialDateId | None:
    """The row that says what is special about a date."""
    query = select(_s.id).where(_s.chapter_id == chapter_id, _s.on_date == on)
    found = connection.execute(query).scalar()
    return None if found is None else SpecialDateId(found)


def meetings_since(connection: Connection, chapter_id: ChapterId, since: date) -> list[Row[Any]]:
    """Id, date, state and kind of every meeting from a day on but the discarded, in order."""
    return list(connection.execute(_MEETINGS_SINCE, {"chapter_id": chapter_id, "since": since}))
