"""Reading what the area's table orders chapters by: little of all of them, in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import convert
from msgspec.json import Decoder
from msgspec.structs import replace
from sqlalchemy import BindParameter, Connection, Text, bindparam, cast, func, select

from leadsroom.domain.association.area_figures import ChapterInArea, dates_since, missing_since
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.people.roster import MembershipStatus, Term
from leadsroom.domain.season.calendar import WEEKLY, Calendar, Schedule, SpecialDate
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.association.area_sums import (
    MonthSums,
    sums_in_areas,
    sums_in_full,
    with_those_of_long_ago,
)
from leadsroom.store.read.association.calendars import special_dates_of
from leadsroom.store.read.association.entries import in_parts

_c, _v, _j, _m = t.chapter.c, t.director_visit.c, t.journal.c, t.membership.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)
_AREAS: BindParameter[int] = bindparam("area_ids", expanding=True)
_CHAPTERS = select(
    _c.id,
    _c.name,
    _c.name_key,
    _c.place,
    _c.area_id,
    _c.weekday,
    _c.starts,
    _c.timezone,
    _c.country,
    _c.currency,
    _c.founded_on,
    _c.archived_on,
    _c["rhythm"].label("schedule"),
    _c.rules[("offices", "listed", 0)].as_string().label("head"),
)
_AS_TEXT = cast(_m.offices, Text)
_OFFICES = (
    select(_m.chapter_id, func.aggregate_strings(_AS_TEXT, ",").label("offices"))
    .where(_m.status.in_([status.value for status in MembershipStatus if status.holds_seat]))
    .where(_AS_TEXT != "[]")
    .group_by(_m.chapter_id)
)
_terms_of = Decoder(list[list[str | Term]])
_VISITED = (
    select(_v.chapter_id, func.max(_v.on_date).label("on"))
    .where(_v.withdrawn_at.is_(None))
    .group_by(_v.chapter_id)
)
# Its first entry; a chapter that has closed no meeting has few.
_SET_UP = (
    select(_j.chapter_id, func.min(_j.at).label("at")).where(_j.chapter_id.in_(_THEM)).group_by(_j.chapter_id)
)


def chapters_in_area(
    connection: Connection,
    area_ids: Collection[AreaId] | None,
    this: int,
    now: datetime,
    *,
    unplaced: bool = False,
    archived: bool = False,
    in_full: bool = True,
) -> list[ChapterInArea]:
    """What the chapters of some areas, or all of them, or with `unplaced` those of none are ordered by, in no
    order.

    `this` is the number of the month that goes on, `now` the moment, from which each has its own day. Unless
    they are wanted in full, figures that no chapter is ordered by are zero: `in_full` reads them.
    """
    query, visited, offices, given = _CHAPTERS, _VISITED, _OFFICES, {}
    if area_ids is not None:
        within = select(_c.id).where(_c.area_id.in_(_AREAS))
        query = query.where(_c.area_id.in_(_AREAS))
        visited, offices = visited.where(_v.chapter_id.in_(within)), offices.where(_m.chapter_id.in_(within))
        given = {"area_ids": list(area_ids)}
    elif unplaced:
        query = query.where(_c.area_id.is_(None))
    chapters = connection.execute(query if archived else query.where(_c.archived_on.is_(None)), given).all()
    sums = sums_in_areas(connection, area_ids, this, in_full=in_full)
    sums = with_those_of_long_ago(connection, sums, [row.id for row in chapters])
    visits: dict[int, date] = {row.chapter_id: row.on for row in connection.execute(visited, given).all()}
    held: dict[int, str] = {row.chapter_id: row.offices for row in connection.execute(offices, given).all()}
    days = _Days(now)
    found = [
        _chapter(row, sums[row.id], visits.get(row.id), days[row.timezone], held.get(row.id, ""))
        for row in chapters
    ]
    timezones = {row.id: row.timezone for row in chapters}
    return _with_missing(connection, _with_set_up(connection, found, timezones))


def in_full(connection: Connection, chapters: Sequence[ChapterInArea], this: int) -> list[ChapterInArea]:
    """The same chapters with all of their figures."""
    sums = sums_in_full(connection, [each.id for each in chapters], this)
    return [
        replace(
            each,
            now=sums[each.id].now,
            before=sums[each.id].before,
            joining=sums[each.id].joining,
            joining_before=sums[each.id].joining_before,
        )
        if each.id in sums
        else each
        for each in chapters
    ]


class _Days(dict[str, date]):
    """The day that it is in each time zone."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now

    def __missing__(self, timezone: str) -> date:
        self[timezone] = found = self._now.astimezone(ZoneInfo(timezone)).date()
        return found


def _chapter(row: Any, sums: MonthSums, visited_on: date | None, today: date, offices: str) -> ChapterInArea:
    return ChapterInArea(
        id=row.id,
        name=row.name,
        name_key=row.name_key,
        place=row.place,
        area_id=row.area_id,
        weekday=row.weekday,
        starts=row.starts,
        schedule=convert(row.schedule, Schedule) if row.schedule else WEEKLY,
        country=row.country,
        currency=row.currency,
        founded_on=row.founded_on,
        archived_on=row.archived_on,
        today=today,
        visited_on=visited_on,
        vacant_head=row.head if row.head and not _is_held(row.head, offices) else "",
        **sums._asdict(),
    )


def _is_held(office: str, offices: str) -> bool:
    """Whether somebody holds an office; `offices` are those of all members, one list behind the other."""
    terms = [
        Term(each) if isinstance(each, str) else each
        for own in _terms_of.decode(f"[{offices}]")
        for each in own
    ]
    names = [term.name for term in terms if term.is_held]
    return office in names or fold(office) in map(fold, names)


# Meetings that are missing. Only a date that is special can make one that seems to be missing none.


def _with_missing(connection: Connection, found: Sequence[ChapterInArea]) -> list[ChapterInArea]:
    """The chapters with their dates in a row for which no meeting was closed."""
    late = {
        each.id: since
        for each in found
        if each.archived_on is None
        and each.seems_to_miss
        and (since := each.last_closed_on or each.set_up_on) is not None
    }
    if not late:
        return list(found)
    special = special_dates_of(connection, list(late), min(late.values()) - _AROUND)
    return [_and_missing(each, special[each.id]) if each.id in late else each for each in found]


def _with_set_up(
    connection: Connection, found: Sequence[ChapterInArea], timezones: Mapping[ChapterId, str]
) -> list[ChapterInArea]:
    """The chapters, those that have closed no meeting yet with their own day on which they were set up."""
    began = {
        row.chapter_id: row.at
        for them in in_parts([each.id for each in found if each.last_closed_on is None])
        for row in connection.execute(_SET_UP, {"chapters": them})
    }
    return [
        replace(each, set_up_on=began[each.id].astimezone(ZoneInfo(timezones[each.id])).date())
        if each.id in began
        else each
        for each in found
    ]


_AROUND = timedelta(days=7)


def _and_missing(of: ChapterInArea, special: Sequence[SpecialDate]) -> ChapterInArea:
    calendar = Calendar.of(of.weekday, of.schedule, special)
    if of.last_closed_on is not None:
        return replace(of, in_a_row=missing_since(calendar, of.last_closed_on, of.today))
    return replace(of, in_a_row=dates_since(calendar, of.set_up_on or of.today, of.today))
