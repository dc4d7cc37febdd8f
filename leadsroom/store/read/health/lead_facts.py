"""Reading the leads of a period in short, each with the moments at which something came of it.

Ten years have 25,000 of them: what came of each is added up by the database, from the outcomes and reports
of these leads alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from msgspec import Struct, convert
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Select,
    Table,
    case,
    cast,
    func,
    null,
    or_,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.ids import LeadId, MeetingId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, ENDS, HELD, HERE, bounds

T = TypeVar("T")
_m, _l, _b, _u = t.meeting.c, t.lead.c, t.closed_business.c, t.lead_update.c
# A lead that counts: not withdrawn, and no second slip for its prospect.
LEAD_STANDS = _l.withdrawn_at.is_(None) & t.counted_lead
_HOW_FAR = [outcome.value for outcome in LeadOutcome if outcome.state is not None]
_FURTHER = [word for word in _HOW_FAR if word != LeadOutcome.CONTACTED.value]


def of_leads(
    *columns: ColumnElement[Any], table: Table | None = None, where: ColumnElement[bool] | None = None
) -> CompoundSelect[Any]:
    """The leads that count in a period, or the rows of another table that stand for one of them.

    With each the date of the meeting at which the lead was passed, if it was at one. A row that was entered
    at a meeting counts once that is closed.
    """
    stands = (_l.chapter_id == HERE) & LEAD_STANDS
    at_table = (
        select(*columns, _m.on_date).select_from(t.lead).join(t.meeting, t.link(_l.meeting_id, t.meeting))
    )
    between = select(*columns, cast(null(), Date).label("on_date")).select_from(t.lead)
    if table is not None and where is not None:
        of_it = (table.c.chapter_id == _l.chapter_id) & (table.c.lead_id == _l.id)
        entered_at = t.meeting.alias("entered_at")
        there = t.link(table.c.meeting_id, entered_at)
        at_table, between = (
            query.join(table, of_it).outerjoin(entered_at, there) for query in (at_table, between)
        )
        is_over = or_(table.c.meeting_id.is_(None), entered_at.c.state == MeetingState.CLOSED.value)
        stands &= table.c.withdrawn_at.is_(None) & where & is_over
    return union_all(
        at_table.where(HELD, stands),
        between.where(_l.meeting_id.is_(None), stands, _l.passed_at >= BEGINS, _l.passed_at < ENDS),
    )


_LEADS = of_leads(
    _l.id,
    _l.giver_id,
    _l.receiver_id,
    _l.passed_at.label("at"),
    _l.inside,
    _l.lead_since.is_not(None).label("qualified"),
    _l.receiver_says.is_(False).label("bad"),
    _l.state,
    _l.meeting_id,
)


def _heard_query() -> Select[Any]:
    found = of_leads(_u.lead_id, _u.at, _u.word, table=t.lead_update, where=_u.word.in_(_HOW_FAR)).subquery(
        "found"
    )
    further = case((found.c.word.in_(_FURTHER), found.c.at))
    return select(
        found.c.lead_id, func.min(found.c.at).label("first_at"), func.min(further).label("further_at")
    ).group_by(found.c.lead_id)


def _paid_query() -> Select[Any]:
    found = of_leads(_b.lead_id, _b.at, table=t.closed_business, where=_b.amount_minor != 0).subquery("found")
    return select(
        found.c.lead_id,
        func.min(found.c.at).label("first_at"),
        func.max(found.c.at).label("last_at"),
        func.count().label("payments"),
    ).group_by(found.c.lead_id)


_HEARD, _PAID = _heard_query(), _paid_query()


# Read by the places of their columns: of 25,000 rows a mapping for each would take as long as all else.
class _Heard(Struct, frozen=True, gc=False, array_like=True):
    lead_id: LeadId
    first_at: datetime | None = None
    further_at: datetime | None = None


class _Paid(Struct, frozen=True, gc=False, array_like=True):
    lead_id: LeadId
    first_at: datetime | None = None
    last_at: datetime | None = None
    payments: int = 0


class _Lead(Struct, frozen=True, gc=False, array_like=True):
    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    at: datetime
    inside: bool
    qualified: bool
    bad: bool
    state: LeadState
    meeting_id: MeetingId | None
    on_date: date | None

    def facts(self, on: date, heard: _Heard | None, paid: _Paid | None) -> LeadFacts:
        """The lead with what came of it, by the day on which it counts."""
        called = None if heard is None else heard.first_at
        further = None if heard is None else heard.further_at
        first = None if paid is None else paid.first_at
        if first is not None:
            called = first if called is None else min(called, first)
            further = first if further is None else min(further, first)
        return LeadFacts(
            id=self.id,
            giver_id=self.giver_id,
            receiver_id=self.receiver_id,
            on=on,
            passed_at=self.at,
            qualified=self.qualified,
            inside=self.inside,
            bad=self.bad,
            state=self.state,
            meeting_id=self.meeting_id,
            first_call_at=called,
            first_outcome_at=further,
            first_dollar_at=first,
            payments=0 if paid is None else paid.payments,
            last_payment_at=None if paid is None else paid.last_at,
        )


def _all(
    connection: Connection, query: Select[Any] | CompoundSelect[Any], here: Any, kind: type[T]
) -> list[T]:
    """The rows of a query as records whose fields are in the order of its columns."""
    rows = [tuple(row) for row in connection.execute(query, here)]
    return convert(rows, list[kind])  # type: ignore[valid-type]


def lead_facts(connection: Connection, chapter: Chapter, period: Period) -> list[LeadFacts]:
    """The leads that count and were passed in a period, in order."""
    here = bounds(chapter, period)
    heard = {each.lead_id: each for each in _all(connection, _HEARD, here, _Heard)}
    paid = {each.lead_id: each for each in _all(connection, _PAID, here, _Paid)}
    found = [
        row.facts(row.on_date or chapter.today(row.at), heard.get(row.id), paid.get(row.id))
        for row in _all(connection, _LEADS, here, _Lead)
    ]
    return sorted(found, key=lambda lead: (lead.passed_at, lead.id))
