"""Reading everything that stands between two people: leads, dollars, testimonials, one-to-ones, ever."""

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
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import HERE, DayRow, day_of
from leadsroom.store.read.leads import lead_of
from leadsroom.store.records import Reader

_m, _l, _b, _o = t.meeting.c, t.lead.c, t.closed_business.c, t.one_to_one.c
_ONE, _OTHER = (bindparam(name, type_=_l.giver_id.type) for name in ("one_id", "other_id"))


class LeadOfPair(Struct, frozen=True):
    """A lead between two people, and the day on which it counts."""

    lead: Lead
    on: date


class DollarsOfPair(Struct, frozen=True):
    """Dollars that one of two people reported to the credit of the other, and the day."""

    reported_by_id: PersonId
    on: date
    minor: int
    currency: str


class PraiseOfPair(Struct, frozen=True):
    """A testimonial of one of two people about the other, and the day."""

    by_id: PersonId
    on: date
    words: str


def _both_ways(
    table: Table,
    at: Column[Any],
    people: tuple[Column[Any], Column[Any]],
    *columns: ColumnElement[Any],
    where: ColumnElement[bool] | None = None,
) -> CompoundSelect[Any]:
    """The rows that count and are of both, whoever comes first, each with its meeting's date if it is of one.

    Each way is looked for by itself: an OR over them would keep an index from being used.
    """
    counts = or_(table.c.meeting_id.is_(None), _m.state == MeetingState.CLOSED.value)
    each = (
        select(*columns, _m.on_date, at.label("at"))
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == HERE, people[0] == first, people[1] == second)
        .where(table.c.withdrawn_at.is_(None), counts, *(() if where is None else (where,)))
        for first, second in ((_ONE, _OTHER), (_OTHER, _ONE))
    )
    return union_all(*each)


_g = t.testimonial.c
_LEADS = _both_ways(t.lead, _l.passed_at, (_l.giver_id, _l.receiver_id), *_l, where=t.counted_lead)
_DOLLARS = _both_ways(
    t.closed_business,
    _b.at,
    (_b.reported_by_id, _b.credited_to_id),
    _b.reported_by_id,
    _b.amount_minor.label("minor"),
    _b.currency,
    where=_b.amount_minor != 0,
)
_TESTIMONIALS = _both_ways(t.testimonial, _g.at, (_g.by_id, _g.about_id), _g.by_id, _g.words)
_MET = union_all(
    *(
        select(_o.on_date)
        .where(_o.chapter_id == HERE, _o.first_id == first, _o.second_id == second)
        .where(_o.withdrawn_at.is_(None))
        for first, second in ((_ONE, _OTHER), (_OTHER, _ONE))
    )
)


class _Lead(Struct, frozen=True):
    lead: Lead
    day: DayRow


class _Dollars(Struct, frozen=True):
    reported_by_id: PersonId
    day: DayRow
    minor: int
    currency: str


class _Testimonial(Struct, frozen=True):
    by_id: PersonId
    day: DayRow
    words: str


_day = Reader(DayRow)
_lead, _dollars, _testimonial = (
    Reader(_Lead, lead=lead_of, day=_day),
    Reader(_Dollars, day=_day),
    Reader(_Testimonial, day=_day),
)


def _of(chapter: Chapter, one: PersonId, other: PersonId) -> dict[str, Any]:
    return {"chapter_id": chapter.id, "one_id": one, "other_id": other}


def leads_of_pair(
    connection: Connection, chapter: Chapter, one: PersonId, other: PersonId
) -> list[LeadOfPair]:
    """The leads that count and went from one of them to the other, either way, in order."""
    rows = _lead.all(connection.execute(_LEADS, _of(chapter, one, other)))
    found = [LeadOfPair(row.lead, day_of(chapter, row.day)) for row in rows]
    return sorted(found, key=lambda each: (each.on, each.lead.passed_at, each.lead.id))


def dollars_of_pair(
    connection: Connection, chapter: Chapter, one: PersonId, other: PersonId
) -> list[DollarsOfPair]:
    """What either reported to the credit of the other, in no order."""
    rows = _dollars.all(connection.execute(_DOLLARS, _of(chapter, one, other)))
    return [
        DollarsOfPair(row.reported_by_id, day_of(chapter, row.day), row.minor, row.currency) for row in rows
    ]


def testimonials_of_pair(
    connection: Connection, chapter: Chapter, one: PersonId, other: PersonId
) -> list[PraiseOfPair]:
    """What either of them said of the other, by day."""
    rows = _testimonial.all(connection.execute(_TESTIMONIALS, _of(chapter, one, other)))
    found = [PraiseOfPair(row.by_id, day_of(chapter, row.day), row.words) for row in rows]
    return sorted(found, key=lambda each: each.on)


def one_to_ones_of_pair(
    connection: Connection, chapter: Chapter, one: PersonId, other: PersonId
) -> list[date]:
    """The days on which the two met, in order."""
    return sorted(connection.execute(_MET, _of(chapter, one, other)).scalars())
