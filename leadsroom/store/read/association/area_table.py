"""Reading what the area's table orders chapters by: little of all of them, in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import convert
from msgspec.structs import replace
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    cast,
    func,
    select,
)

from leadsroom.domain.association.area_figures import (
    HALF,
    MONTHS_READ,
    TIME_TO_JOIN,
    ChapterInArea,
    HalfYear,
    missing_since,
)
from leadsroom.domain.association.month import months_before
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.season.calendar import WEEKLY, Calendar, Schedule, SpecialDate
from leadsroom.store import tables as t
from leadsroom.store.read.association.months import members_now
from leadsroom.store.read.season import REGULAR
from leadsroom.store.records import Reader

_c, _m, _v, _s = t.chapter.c, t.chapter_month.c, t.director_visit.c, t.special_date.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)
_AT_ONCE = 500  # chapters in one statement

# Of which months something is added up: the names of both ends, as parameters.
_NOW, _WHOLE = ("half", "this"), ("half", "whole")
_BEFORE = ("before", "before_last")
_JOINING, _JOINING_BEFORE = ("joining", "joining_last"), ("joining_before", "joining_before_last")
_THIS = bindparam("this", type_=Integer)
_BEHIND_MONTH = 100_000  # makes one number of a month and its members: the largest is that of the last month

_OF_ALL = HalfYear.__struct_fields__[: HalfYear.__struct_fields__.index("one_to_ones")]


def _in(months: tuple[str, str]) -> ColumnElement[bool]:
    first, last = (bindparam(name, type_=Integer) for name in months)
    return _m.month.between(first, last)


def _sum(months: tuple[str, str], what: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.sum(what).filter(_in(months)), BigInteger)


def _half(all_of: tuple[str, str], whole: tuple[str, str]) -> list[ColumnElement[int]]:
    """The columns of a `HalfYear`, in the order of its fields."""
    return [
        *(_sum(all_of, _m[name]) for name in _OF_ALL),
        *(_sum(whole, column) for column in (_m.one_to_ones, _m.members)),
        func.count().filter(_in(whole)),
    ]


def _joining(months: tuple[str, str]) -> list[ColumnElement[int]]:
    return [_sum(months, column) for column in (_m.visitors_joined, _m.first_visits)]


_MEMBERS_AT = cast(_m.month, BigInteger) * _BEHIND_MONTH + _m.members
_LASTS = (func.max(_MEMBERS_AT), func.max(_m.last_meeting_on), func.max(_m.last_joined_on))
_SUMS = (
    select(
        _m.chapter_id,
        *_half(_NOW, _WHOLE),
        *_half(_BEFORE, _BEFORE),
        *_joining(_JOINING),
        *_joining(_JOINING_BEFORE),
        func.max(_MEMBERS_AT).filter(_m.month <= bindparam("before_last", type_=Integer)),
        *_LASTS,
    )
    .where(_m.month.between(bindparam("first", type_=Integer), _THIS))
    .group_by(_m.chapter_id)
)
# A chapter that has been silent for longer than the months that are read.
_LONG_AGO = (
    select(_m.chapter_id, *_LASTS).where(_m.chapter_id.in_(_THEM), _m.month <= _THIS).group_by(_m.chapter_id)
)
_VISITED = (
    select(_v.chapter_id, func.max(_v.on_date).label("on"))
    .where(_v.withdrawn_at.is_(None))
    .group_by(_v.chapter_id)
)
_CHAPTERS = select(
    *(
        _c.id,
        _c.name,
        _c.name_key,
        _c.place,
        _c.area_id,
        _c.weekday,
        _c.starts,
        _c["rhythm"].label("schedule"),
        _c.timezone,
    ),
    *(_c.country, _c.currency, _c.founded_on, _c.archived_on),
)
_SPECIAL = select(
    _s.chapter_id, _s.on_date, func.nullif(_s.kind, REGULAR).label("kind"), _s.note, _s.place
).where(_s.chapter_id.in_(_THEM), _s.on_date >= bindparam("since", type_=_s.on_date.type))
_special_of = Reader(SpecialDate, on="on_date")


def _of_areas(query: Select[Any], area_ids: Collection[AreaId] | None, *, archived: bool) -> Select[Any]:
    """Only of chapters that stand in some areas; without archived ones unless they are asked for."""
    if area_ids is not None:
        query = query.where(_c.area_id.in_(bindparam("area_ids", expanding=True)))
    return query if archived else query.where(_c.archived_on.is_(None))


def _in_areas(
    query: Select[Any], column: ColumnElement[int], area_ids: Collection[AreaId] | None
) -> Select[Any]:
    """The same of rows of chapters; of all areas each row is one of theirs."""
    if area_ids is None:
        return query
    within = select(_c.id).where(_c.area_id.in_(bindparam("area_ids", expanding=True)))
    return query.where(column.in_(within))


class _Sums(NamedTuple):
    """What the months of a chapter come to."""

    now: HalfYear = HalfYear()
    before: HalfYear = HalfYear()
    joining: Share = Share(0, 0)
    joining_before: Share = Share(0, 0)
    members_before: int | None = None
    members: int | None = None
    last_closed_on: date | None = None
    last_joined_on: date | None = None


def chapters_in_area(
    connection: Connection,
    area_ids: Collection[AreaId] | None,
    this: int,
    now: datetime,
    *,
    archived: bool = False,
) -> list[ChapterInArea]:
    """What the chapters of some areas, or all of them, are ordered by, in no order.

    `this` is the number of the month that goes on, `now` the moment, from which each has its own day.
    """
    given = {} if area_ids is None else {"area_ids": list(area_ids)}
    chapters = connection.execute(_of_areas(_CHAPTERS, area_ids, archived=archived), given).all()
    sums = _sums(connection, area_ids, _months(this) | given)
    visits = connection.execute(_in_areas(_VISITED, _v.chapter_id, area_ids), given)
    visited: dict[int, date] = {row.chapter_id: row.on for row in visits}
    _add_those_of_long_ago(connection, sums, [row.id for row in chapters if row.id not in sums], this)
    days = _Days(now)
    found = [_chapter(row, sums[row.id], visited.get(row.id), days[row.timezone]) for row in chapters]
    return _with_missing(connection, found)


def _sums(
    connection: Connection, area_ids: Collection[AreaId] | None, given: dict[str, Any]
) -> dict[int, _Sums]:
    """The sums of the chapters that have months on record, by their numbers."""
    half = len(HalfYear.__struct_fields__)
    found = {}
    for row in connection.execute(_in_areas(_SUMS, _m.chapter_id, area_ids), given):
        chapter_id, *values = row
        numbers = [value or 0 for value in values[: 2 * half + 4]]
        joined, came, joined_before, came_before = numbers[2 * half :]
        members_before, members, closed_on, joined_on = values[2 * half + 4 :]
        found[chapter_id] = _Sums(
            HalfYear(*numbers[:half]),
            HalfYear(*numbers[half : 2 * half]),
            Share(joined, came),
            Share(joined_before, came_before),
            _members_in(members_before),
            _members_in(members),
            closed_on,
            joined_on,
        )
    return found


def _months(this: int) -> dict[str, int]:
    """The first and the last month of each part of the months that are read."""
    half = months_before(this, HALF)
    before = months_before(this, 2 * HALF)
    joining = months_before(this, TIME_TO_JOIN + HALF)
    return {
        "first": months_before(this, MONTHS_READ),
        "half": half,
        "whole": months_before(this, 1),
        "this": this,
        "before": before,
        "before_last": months_before(half, 1),
        "joining": joining,
        "joining_last": months_before(this, TIME_TO_JOIN + 1),
        "joining_before": months_before(this, MONTHS_READ),
        "joining_before_last": months_before(joining, 1),
    }


def _members_in(number: int | None) -> int | None:
    return None if number is None else number % _BEHIND_MONTH


def _add_those_of_long_ago(
    connection: Connection, sums: dict[int, _Sums], ids: Sequence[int], this: int
) -> None:
    """Of chapters without a month among those that are read: how they were at the last one on record."""
    for them in _parts(ids):
        here = {"chapters": them, "this": this}
        held = members_now(connection, [ChapterId(each) for each in them])
        for each, members in held.items():
            sums[each] = _Sums(members=members or None)
        for chapter_id, members, closed_on, joined_on in connection.execute(_LONG_AGO, here):
            last = _members_in(members)
            sums[chapter_id] = _Sums(
                members=last, members_before=last, last_closed_on=closed_on, last_joined_on=joined_on
            )


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


class _Days(dict[str, date]):
    """The day that it is in each time zone."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._now = now

    def __missing__(self, timezone: str) -> date:
        self[timezone] = found = self._now.astimezone(ZoneInfo(timezone)).date()
        return found


def _chapter(row: Any, sums: _Sums, visited_on: date | None, today: date) -> ChapterInArea:
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
        **sums._asdict(),
    )


# Meetings that are missing. Only a date that is special can make one that seems to be missing none.


def _with_missing(connection: Connection, found: Sequence[ChapterInArea]) -> list[ChapterInArea]:
    """The chapters with their dates in a row for which no meeting was closed."""
    late = {each.id: each.last_closed_on for each in found if each.last_closed_on and each.seems_to_miss}
    if not late:
        return list(found)
    special = special_dates_of(connection, list(late), min(late.values()) - _AROUND)
    return [_and_missing(each, special[each.id]) if each.id in late else each for each in found]


_AROUND = timedelta(days=7)


def _and_missing(of: ChapterInArea, special: Sequence[SpecialDate]) -> ChapterInArea:
    if of.last_closed_on is None:
        return of
    calendar = Calendar.of(of.weekday, of.schedule, special)
    return replace(of, in_a_row=missing_since(calendar, of.last_closed_on, of.today))


def special_dates_of(
    connection: Connection, chapter_ids: Sequence[ChapterId], since: date
) -> defaultdict[ChapterId, list[SpecialDate]]:
    """The dates of some chapters from a day on that are not like the others."""
    found = defaultdict[ChapterId, list[SpecialDate]](list)
    for them in _parts(chapter_ids):
        for row in connection.execute(_SPECIAL, {"chapters": them, "since": since}):
            found[row.chapter_id].append(_special_of(row))
    return found
