"""Reading what was answered about leads in a period: at checks of slips, and by givers for the officers."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, Date, cast, null, select, union_all

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.answers import CheckOn, ServedOn
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.lead_facts import LEAD_STANDS
from leadsroom.store.read.health.period import BEGINS, ENDS, HELD, HERE, DayRow, bounds, day_of
from leadsroom.store.read.leads import ABOUT, about_in
from leadsroom.store.records import Reader

_m, _l, _c, _g = t.meeting.c, t.lead.c, t.slip_check.c, t.giver_answer.c
_OF_LEAD = (_l.giver_id, _l.receiver_id, *(_l[name] for name in ABOUT))
_CHECKS = (
    select(_c.lead_id, _c.called, _c.expecting, _c.is_real, _l.state, *_OF_LEAD, _m.on_date)
    .select_from(t.slip_check)
    .join(t.meeting, t.link(_c.meeting_id, t.meeting))
    .join(t.lead, t.link(_c.lead_id, t.lead))
    .where(HELD, _c.chapter_id == HERE, _c.withdrawn_at.is_(None), LEAD_STANDS)
    .order_by(_m.on_date, _c.id)
)
_ANSWER = (_g.lead_id, _g.served, _g.words, _g.at, *_OF_LEAD)
_SERVED = union_all(
    select(*_ANSWER, _m.on_date)
    .select_from(t.giver_answer)
    .join(t.meeting, t.link(_g.meeting_id, t.meeting))
    .join(t.lead, t.link(_g.lead_id, t.lead))
    .where(HELD, _g.chapter_id == HERE, _g.withdrawn_at.is_(None), LEAD_STANDS),
    select(*_ANSWER, cast(null(), Date).label("on_date"))
    .select_from(t.giver_answer)
    .join(t.lead, t.link(_g.lead_id, t.lead))
    .where(_g.chapter_id == HERE, _g.meeting_id.is_(None), _g.withdrawn_at.is_(None), LEAD_STANDS)
    .where(_g.at >= BEGINS, _g.at < ENDS),
)


class _ServedRow(Struct, frozen=True):
    lead_id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    about: str
    day: DayRow
    at: datetime
    served: Served
    words: str = ""


_check_on = Reader(CheckOn, about=about_in, on="on_date")
_served_row = Reader(_ServedRow, about=about_in, day=Reader(DayRow))


def checks_in(connection: Connection, chapter: Chapter, period: Period) -> list[CheckOn]:
    """What receivers said of slips that were checked at the closed meetings of a period, in order."""
    return _check_on.all(connection.execute(_CHECKS, bounds(chapter, period)))


def served_in(connection: Connection, chapter: Chapter, period: Period) -> list[ServedOn]:
    """What givers said in a period of how their prospects were served, in order; for officers alone."""
    rows = _served_row.all(connection.execute(_SERVED, bounds(chapter, period)))
    return [
        ServedOn(
            row.lead_id,
            row.giver_id,
            row.receiver_id,
            row.about,
            day_of(chapter, row.day),
            row.served,
            row.words,
        )
        for row in sorted(rows, key=lambda row: (row.at, row.lead_id))
    ]
