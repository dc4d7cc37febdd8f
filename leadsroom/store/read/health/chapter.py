"""Reading what the chapter's figures need besides what is counted for its members, and its own texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Connection,
    Date,
    and_,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.flow import ReportsOf
from leadsroom.domain.health.chapter.seats import PassedOutside
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import ChapterId, LeadId
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, ENDS, HELD, HERE, DayRow, bounds, day_of
from leadsroom.store.records import Reader

_b, _l, _m, _u = t.closed_business.c, t.lead.c, t.meeting.c, t.lead_update.c


def _reports_query() -> CompoundSelect[Any]:
    """Reports with a figure, by member and currency; each half is looked for by its own index."""
    own = func.sum(case((_l.inside, 1), else_=0))
    query = (
        select(
            _b.reported_by_id,
            _b.currency,
            func.count().label("reports"),
            cast(own, BigInteger).label("own"),
        )
        .select_from(t.closed_business.outerjoin(t.lead, t.link(_b.lead_id, t.lead)))
        .where(_b.chapter_id == HERE, _b.withdrawn_at.is_(None), _b.amount_minor != 0)
        .group_by(_b.reported_by_id, _b.currency)
    )
    at_table = query.join(t.meeting, t.link(_b.meeting_id, t.meeting)).where(HELD)
    return union_all(at_table, query.where(_b.meeting_id.is_(None), _b.at >= BEGINS, _b.at < ENDS))


_REPORTS = _reports_query()
_reports_of = Reader(ReportsOf)


def reports_by_member(connection: Connection, chapter: Chapter, period: Period) -> tuple[ReportsOf, ...]:
    """How many reports with a figure each member made in a period, at meetings and between them apart."""
    return tuple(_reports_of.all(connection.execute(_REPORTS, bounds(chapter, period))))


_PLACES_AT = (
    select(_m.on_date, func.count().label("places"))
    .join(t.attendance, t.link(t.attendance.c.meeting_id, t.meeting))
    .where(HELD, ~t.IS_EXTRA)
    .group_by(_m.on_date)
)


def places_by_day(connection: Connection, chapter: Chapter, period: Period) -> dict[date, int]:
    """How many places members had on each day of a period on which a meeting of the season was closed."""
    rows = connection.execute(_PLACES_AT, bounds(chapter, period))
    return {row.on_date: row.places for row in rows}


class _OutsideRow(Struct, frozen=True):
    lead_id: LeadId
    profession: str
    day: DayRow


def _outside_query() -> CompoundSelect[Any]:
    """Outcomes that say that a lead was passed outside; each half is looked for by its own index."""
    row = (_u.lead_id, _u.passed_outside.label("profession"), _u.at)
    at_lead = t.lead_update.join(t.lead, t.link(_u.lead_id, t.lead))
    stands = and_(
        _u.chapter_id == HERE,
        _u.withdrawn_at.is_(None),
        _u.passed_outside != "",
        _l.withdrawn_at.is_(None),
        t.counted_lead,
    )
    at_table = (
        select(*row, _m.on_date)
        .select_from(at_lead.join(t.meeting, t.link(_u.meeting_id, t.meeting)))
        .where(HELD, stands)
    )
    between = select(*row, cast(null(), Date).label("on_date")).select_from(at_lead)
    return union_all(at_table, between.where(stands, _u.meeting_id.is_(None), _u.at >= BEGINS, _u.at < ENDS))


_OUTSIDE = _outside_query()
_outside_row = Reader(_OutsideRow, day=Reader(DayRow))


def passed_outside(connection: Connection, chapter: Chapter, period: Period) -> tuple[PassedOutside, ...]:
    """The leads that outcomes of a period say were passed on to people outside the chapter, in order."""
    rows = _outside_row.all(connection.execute(_OUTSIDE, bounds(chapter, period)))
    rows.sort(key=lambda row: (row.day.at, row.lead_id))
    return tuple(PassedOutside(row.lead_id, row.profession, day_of(chapter, row.day)) for row in rows)


# Its own texts


_c = t.chapter.c
_OWN = select(_c.member_scorecard, _c.chapter_scorecard, _c.catalogue).where(_c.id == bindparam("chapter_id"))
_own_texts = Reader(OwnTexts)


def own_texts(connection: Connection, chapter_id: ChapterId) -> OwnTexts:
    """The three texts of a chapter."""
    return _own_texts(connection.execute(_OWN, {"chapter_id": chapter_id}).one())
