"""Chapters' months added up for the area's table: of all in one statement, or of those of a page in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
)

from leadsroom.domain.association.area_figures import HALF, MONTHS_READ, TIME_TO_JOIN, HalfYear
from leadsroom.domain.association.month import months_before
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import in_parts
from leadsroom.store.read.association.overview import members_of

_c, _m = t.chapter.c, t.chapter_month.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)

# Of which months something is added up: the names of both ends, as parameters.
_Months = tuple[str, str]
_NOW, _WHOLE, _BEFORE = ("half", "this"), ("half", "whole"), ("before", "before_last")
_JOINING, _JOINING_BEFORE = ("joining", "joining_last"), ("joining_before", "joining_before_last")
_BEHIND_MONTH = 100_000  # makes one number of a month and its members: the largest is that of the last month

_FIELDS = HalfYear.__struct_fields__
_OF_WHOLE = "one_to_ones"
_NOT_SUMMED = ("member_months", "months")  # which have months without a row, too
# What chapters are ordered by, which is asked of all of them; each figure more takes a tenth as long again.
_ORDERED_BY_NOW = frozenset(
    ("meetings", "places", "present", "late", "leads", "raw", "visits", "dollars_minor", "own_minor")
)
_ORDERED_BY_BEFORE = frozenset(("meetings", "places", "present", "late", "leads"))
_NONE = literal_column("0", Integer)


def _sum(months: _Months, name: str) -> ColumnElement[int]:
    first, last = (bindparam(end, type_=Integer) for end in months)
    return cast(func.sum(_m[name]).filter(_m.month.between(first, last)), BigInteger)


def _half(months: _Months, whole: _Months, names: Collection[str]) -> list[ColumnElement[int]]:
    """The columns of a `HalfYear` in the order of its fields; nothing for those that are not asked for."""
    return [
        _sum(whole if name == _OF_WHOLE else months, name) if name in names else _NONE for name in _FIELDS
    ]


_MEMBERS_AT = cast(_m.month, BigInteger) * _BEHIND_MONTH + _m.members
# Up to the last month on record: east of UTC the next month begins while this one still goes on.
_LASTS = (func.max(_MEMBERS_AT), func.max(_m.last_meeting_on), func.max(_m.last_joined_on))


def _sums_query(now: Collection[str], before: Collection[str], *, has_joining: bool) -> Select[Any]:
    joining = (("visitors_joined", _JOINING), ("first_visits", _JOINING))
    joining_before = (("visitors_joined", _JOINING_BEFORE), ("first_visits", _JOINING_BEFORE))
    return (
        select(
            _m.chapter_id,
            *_half(_NOW, _WHOLE, now),
            *_half(_BEFORE, _BEFORE, before),
            *(_sum(months, name) if has_joining else _NONE for name, months in (*joining, *joining_before)),
            func.max(_MEMBERS_AT).filter(_m.month <= bindparam("before_last", type_=Integer)),
            *_LASTS,
        )
        .where(_m.month >= bindparam("first", type_=Integer))
        .group_by(_m.chapter_id)
    )


_SUMMED = frozenset(_FIELDS).difference(_NOT_SUMMED)


def _member_months_query(*where: ColumnElement[bool]) -> Select[Any]:
    """The members at the end of each whole month added up, and how many months these are, of each half: in a
    month without a row there are as many as in the row before it.
    """
    number = _m.month // 100 * 12 + _m.month % 100
    rows = (
        select(
            _m.chapter_id,
            _m.members,
            number.label("since"),
            func.lead(number).over(partition_by=_m.chapter_id, order_by=_m.month).label("next"),
        )
        .where(_m.month >= bindparam("first", type_=Integer), *where)
        .subquery()
    )

    def lasts(begins: str, ends: str) -> ColumnElement[int]:
        first, end = (bindparam(name, type_=Integer) for name in (begins, ends))
        since = case((rows.c.since < first, first), else_=rows.c.since)
        until = case((rows.c.next < end, rows.c.next), else_=end)
        return case((until > since, until - since), else_=0)

    now, before = lasts("half_number", "this_number"), lasts("before_number", "half_number")
    sums = (rows.c.members * now, now, rows.c.members * before, before)
    return select(rows.c.chapter_id, *(cast(func.sum(each), BigInteger) for each in sums)).group_by(
        rows.c.chapter_id
    )


# Each of all chapters, and of those of some areas.
_IN_AREAS = _m.chapter_id.in_(select(_c.id).where(_c.area_id.in_(bindparam("area_ids", expanding=True))))
_EVERY_TO_ORDER = _sums_query(_ORDERED_BY_NOW, _ORDERED_BY_BEFORE, has_joining=False)
_EVERY_IN_FULL = _sums_query(_SUMMED, _SUMMED, has_joining=True)
_TO_ORDER = (_EVERY_TO_ORDER, _EVERY_TO_ORDER.where(_IN_AREAS))
_IN_FULL = (_EVERY_IN_FULL, _EVERY_IN_FULL.where(_IN_AREAS))
_MEMBER_MONTHS = (_member_months_query(), _member_months_query(_IN_AREAS))
_IN_FULL_OF_THEM = _EVERY_IN_FULL.where(_m.chapter_id.in_(_THEM))
_MEMBER_MONTHS_OF_THEM = _member_months_query(_m.chapter_id.in_(_THEM))
# A chapter that has been silent for longer than the months that are read.
_LONG_AGO = select(_m.chapter_id, *_LASTS).where(_m.chapter_id.in_(_THEM)).group_by(_m.chapter_id)


class MonthSums(NamedTuple):
    """What the months of a chapter come to; the fields are those of `ChapterInArea`."""

    now: HalfYear = HalfYear()
    before: HalfYear = HalfYear()
    joining: Share = Share(0, 0)
    joining_before: Share = Share(0, 0)
    members_before: int | None = None
    members: int | None = None
    last_closed_on: date | None = None
    last_joined_on: date | None = None


def sums_in_areas(
    connection: Connection, area_ids: Collection[AreaId] | None, this: int, *, in_full: bool
) -> dict[ChapterId, MonthSums]:
    """The sums of all chapters of some areas, or of all areas, that have any of these months on record.

    Unless they are wanted in full, what no chapter is ordered by is zero. `this` is the number of the month
    that goes on.
    """
    given = _months(this) | ({} if area_ids is None else {"area_ids": list(area_ids)})
    place = 0 if area_ids is None else 1
    found = dict(map(_sums_of, connection.execute((_IN_FULL if in_full else _TO_ORDER)[place], given).all()))
    return _with_member_months(connection, found, _MEMBER_MONTHS[place], given) if in_full else found


def sums_in_full(connection: Connection, ids: Sequence[ChapterId], this: int) -> dict[ChapterId, MonthSums]:
    """The same of some chapters, in full."""
    found: dict[ChapterId, MonthSums] = {}
    for them in in_parts(ids):
        given = _months(this) | {"chapters": them}
        part = dict(map(_sums_of, connection.execute(_IN_FULL_OF_THEM, given)))
        found |= _with_member_months(connection, part, _MEMBER_MONTHS_OF_THEM, given)
    return found


def _with_member_months(
    connection: Connection, sums: dict[ChapterId, MonthSums], query: Select[Any], given: Mapping[str, Any]
) -> dict[ChapterId, MonthSums]:
    for chapter_id, members, now, members_before, before in connection.execute(query, given):
        of = sums[chapter_id]
        sums[chapter_id] = of._replace(
            now=replace(of.now, member_months=members, months=now),
            before=replace(of.before, member_months=members_before, months=before),
        )
    return sums


_HALF = len(_FIELDS)


def _sums_of(row: Any) -> tuple[ChapterId, MonthSums]:
    chapter_id, *values = row
    numbers = [value or 0 for value in values[: 2 * _HALF + 4]]
    joined, came, joined_before, came_before = numbers[2 * _HALF :]
    members_before, members, closed_on, joined_on = values[2 * _HALF + 4 :]
    before = HalfYear(*numbers[_HALF : 2 * _HALF])
    return chapter_id, MonthSums(
        HalfYear(*numbers[:_HALF]),
        before,
        Share(joined, came),
        Share(joined_before, came_before),
        # A roster that was read from a file has the days of joining of those who stayed, and nobody else.
        _members_in(members_before) if before.meetings else None,
        _members_in(members),
        closed_on,
        joined_on,
    )


def _months(this: int) -> dict[str, Any]:
    """The first and the last month of each part of the months that are read."""
    half, joining = months_before(this, HALF), months_before(this, TIME_TO_JOIN + HALF)
    return {
        "first": months_before(this, MONTHS_READ),
        "half": half,
        "whole": months_before(this, 1),
        "this": this,
        "before": months_before(this, 2 * HALF),
        "before_last": months_before(half, 1),
        "joining": joining,
        "joining_last": months_before(this, TIME_TO_JOIN + 1),
        "joining_before": months_before(this, MONTHS_READ),
        "joining_before_last": months_before(joining, 1),
        "before_number": _number(months_before(this, 2 * HALF)),
        "half_number": _number(half),
        "this_number": _number(this),
    }


def _number(month: int) -> int:
    """Which month it is, counted on from year to year."""
    return month // 100 * 12 + month % 100


def _members_in(number: int | None) -> int | None:
    return None if number is None else number % _BEHIND_MONTH


def with_those_of_long_ago(
    connection: Connection, sums: Mapping[ChapterId, MonthSums], ids: Iterable[ChapterId]
) -> dict[ChapterId, MonthSums]:
    """The sums of these chapters; of those without a closed meeting, or anybody new, in the months that are
    read, the last day on which there was one, whenever that was.
    """
    found = {each: sums.get(each, MonthSums()) for each in ids}
    lacking = [each for each, of in found.items() if of.last_closed_on is None or of.last_joined_on is None]
    for them in in_parts(lacking):
        held = members_of(connection, them)
        long_ago = {
            chapter_id: (_members_in(members) or 0, closed_on, joined_on)
            for chapter_id, members, closed_on, joined_on in connection.execute(_LONG_AGO, {"chapters": them})
        }
        for each in them:
            members, closed_on, joined_on = long_ago.get(each, (held.get(each, 0), None, None))
            of = found[each]
            found[each] = of._replace(
                members=of.members if each in sums else members,
                last_closed_on=closed_on,
                last_joined_on=of.last_joined_on or joined_on,
            )
    return found
