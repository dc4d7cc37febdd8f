"""Reading in which months rows count that have changed: by their meetings, their visitors, their leads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, or_, select

from leadsroom.domain.association.month import month_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import HERE, DayRow, day_of
from leadsroom.store.records import Reader

_m, _v, _b = t.meeting.c, t.visit.c, t.closed_business.c
_THESE: BindParameter[int] = bindparam("these", expanding=True)
_OVER = _m.state.in_([MeetingState.CLOSED.value, MeetingState.BEFORE.value])
_OF_MEETINGS = select(_m.on_date).where(_m.chapter_id == HERE, _m.id.in_(_THESE), _OVER)
_VISITORS = select(_v.person_id).where(_v.chapter_id == HERE, _v.meeting_id.in_(_THESE)).distinct()
_OF_VISITORS = (
    select(_m.on_date)
    .join(t.visit, t.link(_v.meeting_id, t.meeting))
    .where(_v.chapter_id == HERE, _v.person_id.in_(_THESE), _OVER)
    .distinct()
)
_OF_REPORTS = (
    select(_m.on_date, _b.at)
    .select_from(t.closed_business.outerjoin(t.meeting, t.link(_b.meeting_id, t.meeting)))
    .where(_b.chapter_id == HERE, _b.lead_id.in_(_THESE))
    .where(or_(_b.meeting_id.is_(None), _OVER))
)
_day = Reader(DayRow)


def months_of_meetings(connection: Connection, chapter: Chapter, meetings: Collection[int]) -> set[int]:
    """The months of those of some meetings that are over."""
    return _months(connection, _OF_MEETINGS, chapter, meetings)


def months_of_visitors(
    connection: Connection, chapter: Chapter, visitors: Collection[int], visited: Collection[int] = ()
) -> set[int]:
    """The months in which some people visited, and those who visited some meetings."""
    people = set(visitors)
    if visited:
        people |= set(connection.execute(_VISITORS, _here(chapter, visited)).scalars())
    return _months(connection, _OF_VISITORS, chapter, people)


def months_of_reports(connection: Connection, chapter: Chapter, leads: Collection[int]) -> set[int]:
    """The months in which dollars of some leads were reported."""
    if not leads:
        return set()
    rows = _day.all(connection.execute(_OF_REPORTS, _here(chapter, leads)))
    return {month_of(day_of(chapter, row)) for row in rows}


def _months(connection: Connection, query: Select[Any], chapter: Chapter, these: Collection[int]) -> set[int]:
    if not these:
        return set()
    days: list[date] = list(connection.execute(query, _here(chapter, these)).scalars())
    return {month_of(day) for day in days}


def _here(chapter: Chapter, these: Collection[int]) -> dict[str, Any]:
    return {"chapter_id": chapter.id, "these": list(these)}
