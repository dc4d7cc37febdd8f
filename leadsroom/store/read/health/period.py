"""A period in SQL: what is in it by its date, and what by its moment; a row's own day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t

_m = t.meeting.c
HERE = bindparam("chapter_id", type_=_m.chapter_id.type)
FIRST, LAST = (bindparam(name, type_=_m.on_date.type) for name in ("first", "last"))
BEGINS, ENDS = (bindparam(name, type_=_m.starts_at.type) for name in ("begins", "ends"))
IN_PERIOD = (_m.chapter_id == HERE) & _m.on_date.between(FIRST, LAST)
HELD = IN_PERIOD & (_m.state == MeetingState.CLOSED.value)

# Databases and time zones need no more than these.
EARLIEST, _LATEST = date(1900, 1, 1), date(2900, 1, 1)


def bounds(chapter: Chapter, period: Period) -> dict[str, Any]:
    """A period as days, and as the moments at which it begins and ends in the chapter's own time."""
    first, last = max(period.first, EARLIEST), min(period.last, _LATEST)
    return {
        "chapter_id": chapter.id,
        "first": first,
        "last": last,
        "begins": chapter.day_begins(first),
        "ends": chapter.day_begins(last + timedelta(days=1)),
    }


class DayRow(Struct, frozen=True):
    """The date of the meeting at which a row was entered, None for one of no meeting, and the moment."""

    on_date: date | None
    at: datetime


def day_of(chapter: Chapter, row: DayRow) -> date:
    """The day on which a row counts."""
    return row.on_date or chapter.today(row.at)
