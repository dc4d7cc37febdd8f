"""Chapters' months added up for the area's table: of all in one statement, or of those of a page in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

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
    literal_column,
    select,
)

from leadsroom.domain.association.area_figures import HALF, MONTHS_READ, TIME_TO_JOIN, HalfYear
from leadsroom.domain.association.month import months_before
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import in_parts
from leadsroom.store.read.association.months import members_now

_c, _m = t.chapter.c, t.chapter_month.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)

# Of which months something is added up: the names of both ends, as parameters.
_Months = tuple[str, str]
_NOW, _WHOLE, _BEFORE = ("half", "this"), ("half", "whole"), ("before", "before_last")
_JOINING, _JOINING_BEFORE = ("joining", "joining_last"), ("joining_before", "joining_before_last")
_THIS = bindparam("this", type_=Integer)
_BEHIND_MONTH = 100_000  # makes one number of a month and its members: the largest is that of the last month

_FIELDS = HalfYear.__struct_fields__
_OF_WHOLE = ("one_to_ones", "member_months", "months")
# What chapters are ordered by, which is asked of all of them; each figure more takes a tenth as long again.
_ORDERED_BY_NOW = frozenset(
    ("meetings", "places", "present", "late", "leads", "raw", "visits", "dollars_minor", "own_minor")
)
_ORDERED_BY_BEFORE = frozenset(("meetings", "places", "present", "late", "leads"))
_NONE = literal_column("0", Integer)


def _sum(months: _Months, name: str) -> ColumnElement[int]:
    first, last = (bindparam(end, type_=Integer) for end in months)
    is_in = _m.month.between(first, last)
    if name == "months":
        return func.count().filter(is_in)
    column = _m.members if name == "member_months" else _m[name]
    return cast(func.sum(column).filter(is_in), BigInteger)


def _half(months: _Months, whole: _Months, names: Collection[str]) -> list[ColumnElement[int]]:
    """The columns of a `HalfYear` in the order of its fields; nothing for those that are not asked for."""
    return [
        _sum(whole if name in _OF_WHOLE else months, name) if name in names else _NONE for name in _FIELDS
    ]


_MEMBERS_AT = cast(_m.month, BigInteger) * _BEHIND_MONTH + _m.members
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
        .where(_m.month.between(bindparam("first", type_=Integer), _THIS))
        .group_by(_m.chapter_id)
    )


_TO_ORDER = _sums_query(_ORDERED_BY_NOW, _ORDERED_BY_BEFORE, has_joining=False)
_IN_FULL = _sums_query(_FIELDS, _FIELDS, has_joining=True)
_IN_FULL_OF_THEM = _IN_FULL.where(_m.chapter_id.in_(_THEM))
# A chapter that has been silent for longer than the months that are read.
_LONG_AGO = (
    select(_m.chapter_id, *_LASTS).where(_m.chapter_id.in_(_THEM), _m.month <= _THIS).group_by(_m.chapter_id)
)


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
    query, given = _IN_FULL if in_full else _TO_ORDER, _months(this)
    if area_ids is not None:
        within = select(_c.id).where(_c.area_id.in_(bindparam("area_ids", expanding=True)))
        query = query.where(_m.chapter_id.in_(within))
        given |= {"area_ids": list(area_ids)}
    return dict(map(_sums_of, connection.execute(query, given).all()))


def sums_in_full(connection: Connection, ids: Sequence[ChapterId], this: int) -> dict[ChapterId, MonthSums]:
    """The same of some chapters, in full."""
    return {
        chapter_id: sums
        for them in in_parts(ids)
        for chapter_id, sums in map(
            _sums_of, connection.execute(_IN_FULL_OF_THEM, _months(this) | {"chapters": them})
        )
    }


_HALF = len(_FIELDS)


def _sums_of(row: Any) -> tuple[ChapterId, MonthSums]:
    chapter_id, *values = row
    numbers = [value or 0 for value in values[: 2 * _HALF + 4]]
    joined, came, joined_before, came_before = numbers[2 * _HALF :]
    members_before, members, closed_on, joined_on = values[2 * _HALF + 4 :]
    return chapter_id, MonthSums(
        HalfYear(*numbers[:_HALF]),
        HalfYear(*numbers[_HALF : 2 * _HALF]),
        Share(joined, came),
        Share(joined_before, came_before),
        _members_in(members_before),
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
    }


def _members_in(number: int | None) -> int | None:
    return None if number is None else number % _BEHIND_MONTH


def with_those_of_long_ago(
    connection: Connection, sums: Mapping[ChapterId, MonthSums], ids: Iterable[ChapterId], this: int
) -> dict[ChapterId, MonthSums]:
    """The sums of these chapters; of those without a closed meeting, or anybody new, in the months that are
    read, the last day on which there was one, whenever that was.
    """
    found = {each: sums.get(each, MonthSums()) for each in ids}
    lacking = [each for each, of in found.items() if of.last_closed_on is None or of.last_joined_on is None]
    for them in in_parts(lacking):
        held = members_now(connection, them)
        long_ago = {
            chapter_id: (_members_in(members), closed_on, joined_on)
            for chapter_id, members, closed_on, joined_on in connection.execute(
                _LONG_AGO, {"chapters": them, "this": this}
            )
        }
        for each in them:
            members, closed_on, joined_on = long_ago.get(each, (held[each] or None, None, None))
            of = found[each]
            found[each] = of._replace(
                members=of.members if each in sums else members,
                members_before=of.members_before if each in sums or each not in long_ago else members,
                last_closed_on=closed_on,
                last_joined_on=of.last_joined_on or joined_on,
            )
    return found
