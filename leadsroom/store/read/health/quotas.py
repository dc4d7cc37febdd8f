"""Reading what quotas are counted from: who was expected at meetings, and who gave what on which day.

Of ten years that is tens of thousands of rows, and of each no more is wanted than who and when: the database
lists the members of a date in one row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Select,
    Table,
    Text,
    and_,
    cast,
    func,
    null,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.chapter_rules import Given
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import (
    BEGINS,
    ENDS,
    FIRST,
    HELD,
    HERE,
    IN_PERIOD,
    LAST,
    bounds,
)
from leadsroom.store.read.people.absences import leaves_of
from leadsroom.store.records import Reader

Days = Mapping[PersonId, list[date]]

_m, _a, _l, _u, _o = t.meeting.c, t.attendance.c, t.lead.c, t.lead_update.c, t.one_to_one.c
_v, _t = t.visit.c, t.testimonial.c
# Those that were held before the chapter had this program have visits and nothing else.
_OVER = IN_PERIOD & _m.state.in_([MeetingState.CLOSED.value, MeetingState.BEFORE.value])


def _all_of(member: Column[Any]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(member, Text), ",").label("members")


_HELD_ON = select(_m.on_date).where(HELD, ~t.IS_EXTRA).order_by(_m.on_date, _m.id)
_EXPECTED = (
    select(_m.on_date, _all_of(_a.member_id))
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(HELD, ~t.IS_EXTRA, _a.mark.is_not(None))
    .group_by(_m.on_date)
)


def _entered(
    table: Table,
    member: Column[Any],
    at: Column[Any],
    *where: ColumnElement[bool],
    at_meeting: ColumnElement[bool] = HELD,
) -> CompoundSelect[Any] | Select[Any]:
    """Who gave something at the meetings of a period, by date, and between them, by moment."""
    stands = and_(table.c.chapter_id == HERE, table.c.withdrawn_at.is_(None), member.is_not(None), *where)
    source = table.join(t.lead, t.link(_u.lead_id, t.lead)) if table is t.lead_update else table
    at_table = (
        select(_m.on_date, cast(null(), at.type).label("at"), _all_of(member))
        .select_from(source.join(t.meeting, t.link(table.c.meeting_id, t.meeting)))
        .where(at_meeting, stands)
        .group_by(_m.on_date)
    )
    if not table.c.meeting_id.nullable:
        return at_table
    between = select(cast(null(), Date).label("on_date"), at, cast(member, Text)).select_from(source)
    return union_all(at_table, between.where(table.c.meeting_id.is_(None), stands, at >= BEGINS, at < ENDS))


def _met_query() -> CompoundSelect[Any]:
    """Both of those who met, by the day."""
    halves = (
        select(_o.on_date, _all_of(one))
        .where(_o.chapter_id == HERE, _o.on_date.between(FIRST, LAST), _o.withdrawn_at.is_(None))
        .group_by(_o.on_date)
        for one in (_o.first_id, _o.second_id)
    )
    return union_all(*halves)


_IS_RAW = _l.lead_since.is_(None)
_GIVEN: Mapping[Given, CompoundSelect[Any] | Select[Any]] = {
    Given.LEAD: _entered(t.lead, _l.giver_id, _l.passed_at, t.counted_lead, ~_IS_RAW),
    Given.RAW_LEAD: _entered(t.lead, _l.giver_id, _l.passed_at, t.counted_lead, _IS_RAW),
    Given.VISITOR: _entered(t.visit, _v.host_id, _v.at, t.counted_visit, at_meeting=_OVER),
    Given.TESTIMONIAL: _entered(t.testimonial, _t.by_id, _t.at),
    Given.UPDATE: _entered(t.lead_update, _l.receiver_id, _u.at),
    Given.ONE_TO_ONE: _met_query(),
}


class _OnDay(Struct, frozen=True, gc=False):
    """The members of a date, each as often as they are in it, or one at a moment."""

    members: tuple[PersonId, ...]
    on_date: date | None = None
    at: datetime | None = None


_on_day = Reader(_OnDay, members=lambda values: [int(number) for number in values["members"].split(",")])


def dates_held_in(connection: Connection, chapter: Chapter, period: Period) -> list[date]:
    """The dates of the closed meetings of a period that stand for one of the season, in order."""
    return list(connection.scalars(_HELD_ON, bounds(chapter, period)))


def expected_in(connection: Connection, chapter: Chapter, period: Period) -> Days:
    """By member, the dates in a period of closed meetings at which they were expected, on no leave."""
    found = _by_member(chapter, _on_day.all(connection.execute(_EXPECTED, bounds(chapter, period))))
    for member_id, leaves in leaves_of(connection, chapter.id).items():
        days = found.get(member_id, [])
        found[member_id] = [day for day in days if not any(leave.holds(day) for leave in leaves)]
    return found


def given_in(
    connection: Connection, chapter: Chapter, period: Period, kinds: Collection[Given]
) -> dict[Given, Days]:
    """By kind and member, the days in a period of what they gave: of closed meetings by date, of no meeting
    by the chapter's own day.
    """
    here = bounds(chapter, period)
    return {
        kind: _by_member(chapter, _on_day.all(connection.execute(_GIVEN[kind], here)))
        for kind in Given
        if kind in kinds
    }


def _by_member(chapter: Chapter, rows: Iterable[_OnDay]) -> dict[PersonId, list[date]]:
    found: defaultdict[PersonId, list[date]] = defaultdict(list)
    for row in rows:
        on = row.on_date or (None if row.at is None else chapter.today(row.at))
        if on is not None:
            for member_id in row.members:
                found[member_id].append(on)
    return dict(found)
