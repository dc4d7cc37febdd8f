"""Reading what the chapter's figures need besides what is counted for its members."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Connection, case, cast, func, select, union_all

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.flow import ReportsOf
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, ENDS, HELD, HERE, bounds
from leadsroom.store.records import Reader

_b, _l = t.closed_business.c, t.lead.c


def _reports_query() -> CompoundSelect[Any]:
    """Reports with a figure, by member and currency; each half is looked for by its own index."""
    own = func.sum(case((_l.inside, 1), else_=0))
    query = (
        select(
            *(_b.reported_by_id, _b.currency, func.count().label("reports")),
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
