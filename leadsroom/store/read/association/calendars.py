"""The calendars of several chapters at once: what is special about their dates, and which date is next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import SpecialDate
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import in_parts
from leadsroom.store.read.season import REGULAR
from leadsroom.store.records import Reader

_d, _s = t.meeting.c, t.special_date.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)
_SPECIAL = select(
    _s.chapter_id, _s.on_date, func.nullif(_s.kind, REGULAR).label("kind"), _s.note, _s.place
).where(_s.chapter_id.in_(_THEM), _s.on_date >= bindparam("since", type_=_s.on_date.type))
_special_of = Reader(SpecialDate, on="on_date")
_LAST_CLOSED = (
    select(_d.chapter_id, func.max(_d.on_date).label("last_on"))
    .where(
        _d.chapter_id.in_(_THEM),
        _d.state == MeetingState.CLOSED.value,
        ~t.IS_EXTRA,
        _d.on_date >= bindparam("since", type_=_d.on_date.type),
    )
    .group_by(_d.chapter_id)
)
_AROUND = timedelta(days=21)  # a meeting that stands for a date to come was held not long ago


def special_dates_of(
    connection: Connection, chapter_ids: Sequence[ChapterId], since: date
) -> defaultdict[ChapterId, list[SpecialDate]]:
    """The dates of some chapters from a day on that are not like the others."""
    found = defaultdict[ChapterId, list[SpecialDate]](list)
    for them in in_parts(chapter_ids):
        for row in connection.execute(_SPECIAL, {"chapters": them, "since": since}):
            found[row.chapter_id].append(_special_of(row))
    return found


def next_dates(connection: Connection, chapters: Sequence[Chapter], now: datetime) -> dict[ChapterId, date]:
    """The date of each one's meeting today, or of the next one. A date whose meeting was closed is past."""
    if not chapters:
        return {}
    ids = [each.id for each in chapters]
    since = min(each.today(now) for each in chapters) - _AROUND
    special = special_dates_of(connection, ids, since)
    closed = {
        row.chapter_id: row.last_on
        for row in connection.execute(_LAST_CLOSED, {"chapters": ids, "since": since})
    }
    return {
        each.id: each.calendar(special[each.id]).upcoming(each.today(now), closed.get(each.id)).on
        for each in chapters
    }
