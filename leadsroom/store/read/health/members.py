"""Reading what a member's line has beside the counts of a period, for all members at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, case, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.member_health import PAID_LONG_AGO
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.slip_check import CheckCount, Served
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.counts import entered, summed, when
from leadsroom.store.read.health.lead_facts import LEAD_STANDS, of_leads
from leadsroom.store.read.health.period import HELD, HERE, bounds
from leadsroom.store.records import Reader

_l, _b, _c, _g = t.lead.c, t.closed_business.c, t.slip_check.c, t.giver_answer.c


class OwnPurchase(Struct, frozen=True):
    """A lead for the giver's own household for which dollars were reported in a period, and who they are."""

    lead_id: LeadId
    reported_by_id: PersonId
    credited_to_id: PersonId


def _own_query() -> Select[Any]:
    found = entered(
        t.closed_business,
        _b.at,
        _b.lead_id,
        _b.reported_by_id,
        _b.credited_to_id,
        where=(_b.amount_minor != 0) & _l.inside & LEAD_STANDS,
        outer=t.lead,
        on=t.link(_b.lead_id, t.lead),
    ).subquery("found")
    return select(found).distinct()


_paid_at = t.meeting.alias("paid_at")
_LONG_AGO = bindparam("long_ago", type_=_paid_at.c.on_date.type)
_LONG_AGO_ENDS = bindparam("long_ago_ends", type_=_b.at.type)


def _paid_once_query() -> Select[Any]:
    """By receiver, how many leads were paid first long ago, and how many of these have one payment."""
    paid_on = select(_paid_at.c.on_date).where(t.link(_b.meeting_id, _paid_at)).scalar_subquery()
    is_long_ago = case(
        (_b.meeting_id.is_(None), when(_b.at < _LONG_AGO_ENDS)), else_=when(paid_on <= _LONG_AGO)
    )
    reports = of_leads(
        _l.receiver_id,
        _b.lead_id,
        is_long_ago.label("is_long_ago"),
        table=t.closed_business,
        where=_b.amount_minor != 0,
    ).subquery("reports")
    r = reports.c
    leads = (
        select(r.receiver_id, func.max(r.is_long_ago).label("is_long_ago"), func.count().label("payments"))
        .group_by(r.receiver_id, r.lead_id)
        .subquery("leads")
    )
    once = summed(when(leads.c.payments == 1), "count")
    return (
        select(leads.c.receiver_id, once, func.count().label("of"))
        .where(leads.c.is_long_ago == 1)
        .group_by(leads.c.receiver_id)
    )


def _checks_query() -> Select[Any]:
    """Slips are checked at meetings alone."""
    answers = {"called": _c.called, "expecting": _c.expecting, "real": _c.is_real}
    return (
        select(
            _l.giver_id,
            func.count().label("checked"),
            *(summed(when(answer.is_(True)), name) for name, answer in answers.items()),
        )
        .select_from(t.slip_check)
        .join(t.meeting, t.link(_c.meeting_id, t.meeting))
        .join(t.lead, t.link(_c.lead_id, t.lead))
        .where(HELD, _c.chapter_id == HERE, _c.withdrawn_at.is_(None), LEAD_STANDS)
        .group_by(_l.giver_id)
    )


def _served_query() -> Select[Any]:
    found = entered(
        t.giver_answer,
        _g.at,
        _l.receiver_id,
        _g.served,
        where=LEAD_STANDS,
        outer=t.lead,
        on=t.link(_g.lead_id, t.lead),
    ).subquery("found")
    whose = (found.c.receiver_id, found.c.served)
    return select(*whose, func.count().label("answers")).group_by(*whose)


_OWN, _PAID_ONCE, _CHECKS, _SERVED = _own_query(), _paid_once_query(), _checks_query(), _served_query()


class _PaidOnce(Struct, frozen=True):
    receiver_id: PersonId
    share: Share


class _Checked(Struct, frozen=True):
    giver_id: PersonId
    checks: CheckCount


class ServedBy(Struct, frozen=True):
    """How many givers heard the same of how a receiver served their prospects."""

    receiver_id: PersonId
    served: Served
    answers: int


_own, _served = Reader(OwnPurchase), Reader(ServedBy)
_paid_once, _checked = Reader(_PaidOnce, share=Reader(Share)), Reader(_Checked, checks=Reader(CheckCount))


def own_purchases(connection: Connection, chapter: Chapter, period: Period) -> list[OwnPurchase]:
    """The givers' own purchases of which dollars were reported in a period, each once for the same two."""
    return _own.all(connection.execute(_OWN, bounds(chapter, period)))


def paid_once(connection: Connection, chapter: Chapter, period: Period, until: date) -> dict[PersonId, Share]:
    """By receiver, of the leads of a period that were paid first long before a day those paid once."""
    long_ago = until - PAID_LONG_AGO
    ends = chapter.day_begins(long_ago + timedelta(days=1))
    here = bounds(chapter, period) | {"long_ago": long_ago, "long_ago_ends": ends}
    return {row.receiver_id: row.share for row in _paid_once.all(connection.execute(_PAID_ONCE, here))}


def slips_checked(connection: Connection, chapter: Chapter, period: Period) -> dict[PersonId, CheckCount]:
    """By giver, what receivers answered in a period about slips that were read back."""
    rows = _checked.all(connection.execute(_CHECKS, bounds(chapter, period)))
    return {row.giver_id: row.checks for row in rows}


def served_by(connection: Connection, chapter: Chapter, period: Period) -> list[ServedBy]:
    """What givers answered in a period when asked how their prospects were served; for officers alone."""
    return _served.all(connection.execute(_SERVED, bounds(chapter, period)))
