"""Reading what a member's line has beside the counts of a period, for all members at once."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, case, func, or_, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.slip_check import CheckCount, Served
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.counts import entered, summed, when
from leadsroom.store.read.health.lead_facts import LEAD_STANDS
from leadsroom.store.read.health.period import BEGINS, FIRST, HELD, HERE, bounds
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


_payment, _paid_at = t.closed_business.alias("payment"), t.meeting.alias("paid_at")


def _paid_once_query() -> Select[Any]:
    """By receiver, how many leads were first paid in a period, and how many of these have one payment."""
    paid_then = entered(
        t.closed_business,
        _b.at,
        _l.id,
        _l.receiver_id,
        where=(_b.amount_minor != 0) & LEAD_STANDS,
        outer=t.lead,
        on=t.link(_b.lead_id, t.lead),
    ).subquery("paid_then")
    paid, p = select(paid_then).distinct().subquery("paid").c, _payment.c
    is_over = or_(p.meeting_id.is_(None), _paid_at.c.state == MeetingState.CLOSED.value)
    is_before = case((p.meeting_id.is_(None), when(p.at < BEGINS)), else_=when(_paid_at.c.on_date < FIRST))
    leads = (
        select(paid.receiver_id, func.count().label("payments"))
        .join(_payment, (p.chapter_id == HERE) & (p.lead_id == paid.id))
        .outerjoin(_paid_at, t.link(p.meeting_id, _paid_at))
        .where(p.withdrawn_at.is_(None), p.amount_minor != 0, is_over)
        .group_by(paid.receiver_id, paid.id)
        .having(func.max(is_before) == 0)
        .subquery("leads")
    )
    once = summed(when(leads.c.payments == 1), "count")
    return select(leads.c.receiver_id, once, func.count().label("of")).group_by(leads.c.receiver_id)


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


def paid_once(connection: Connection, chapter: Chapter, period: Period) -> dict[PersonId, Share]:
    """By receiver, of the leads that were first paid in a period those paid once to this day."""
    rows = _paid_once.all(connection.execute(_PAID_ONCE, bounds(chapter, period)))
    return {row.receiver_id: row.share for row in rows}


def slips_checked(connection: Connection, chapter: Chapter, period: Period) -> dict[PersonId, CheckCount]:
    """By giver, what receivers answered in a period about slips that were read back."""
    rows = _checked.all(connection.execute(_CHECKS, bounds(chapter, period)))
    return {row.giver_id: row.checks for row in rows}


def served_by(connection: Connection, chapter: Chapter, period: Period) -> list[ServedBy]:
    """What givers answered in a period when asked how their prospects were served; for officers alone."""
    return _served.all(connection.execute(_SERVED, bounds(chapter, period)))
