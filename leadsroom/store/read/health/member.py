"""Reading one member's leads and dollars, each with its day, and the dates of their places."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Table,
    bindparam,
    or_,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import DollarDay, LeadDay
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import (
    FIRST,
    HERE,
    DayRow,
    day_of,
)
from leadsroom.store.records import Reader

_m, _l, _b, _a = t.meeting.c, t.lead.c, t.closed_business.c, t.attendance.c


class _LeadRow(Struct, frozen=True):
    giver_id: PersonId
    receiver_id: PersonId
    day: DayRow
    qualified: bool


class _DollarRow(Struct, frozen=True):
    reported_by_id: PersonId
    credited_to_id: PersonId
    day: DayRow
    minor: int
    currency: str


_WHO = bindparam("person_id", type_=_l.giver_id.type)


def _of_person(
    table: Table,
    at: Column[Any],
    people: tuple[Column[Any], ...],
    *columns: ColumnElement[Any],
    where: ColumnElement[bool],
) -> CompoundSelect[Any]:
    """The rows that count of one person, each with its meeting's date if it is of one."""
    counts = or_(table.c.meeting_id.is_(None), _m.state == MeetingState.CLOSED.value)
    each = (
        select(*people, _m.on_date, at.label("at"), *columns)
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == HERE, of == _WHO, table.c.withdrawn_at.is_(None), counts, where)
        for of in people
    )
    return union_all(*each)


_LEADS_OF = _of_person(
    t.lead,
    _l.passed_at,
    (_l.giver_id, _l.receiver_id),
    _l.lead_since.is_not(None).label("qualified"),
    where=t.counted_lead,
)
_DOLLARS_OF = _of_person(
    t.closed_business,
    _b.at,
    (_b.reported_by_id, _b.credited_to_id),
    _b.amount_minor.label("minor"),
    _b.currency,
    where=_b.amount_minor != 0,
)
_PLACES_OF = (
    select(_m.on_date)
    .join(t.attendance, t.link(_a.meeting_id, t.meeting))
    .where(_a.chapter_id == HERE, _a.member_id == _WHO)
    .where(_m.chapter_id == HERE, _m.on_date >= FIRST, _m.state == MeetingState.CLOSED.value, ~t.IS_EXTRA)
    .order_by(_m.on_date)
)
_lead_row, _dollar_row = Reader(_LeadRow, day=Reader(DayRow)), Reader(_DollarRow, day=Reader(DayRow))


def lead_days(connection: Connection, chapter: Chapter, person_id: PersonId) -> list[LeadDay]:
    """Every lead that counts which somebody gave or received, with its day."""
    rows = _lead_row.all(connection.execute(_LEADS_OF, {"chapter_id": chapter.id, "person_id": person_id}))
    return [LeadDay(row.giver_id, row.receiver_id, day_of(chapter, row.day), row.qualified) for row in rows]


def dollar_days(connection: Connection, chapter: Chapter, person_id: PersonId) -> list[DollarDay]:
    """Every report of dollars by somebody or to their credit, with its day."""
    rows = _dollar_row.all(
        connection.execute(_DOLLARS_OF, {"chapter_id": chapter.id, "person_id": person_id})
    )
    return [
        DollarDay(row.reported_by_id, row.credited_to_id, day_of(chapter, row.day), row.minor, row.currency)
        for row in rows
    ]


def places_of(connection: Connection, chapter: Chapter, person_id: PersonId, since: date) -> list[date]:
    """The dates of the closed meetings from a day on at which somebody had a place, in order."""
    here = {"chapter_id": chapter.id, "person_id": person_id, "first": since}
    return list(connection.execute(_PLACES_OF, here).scalars())
