"""Reading what was entered between meetings, and the visits of days before the chapter had this program."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, ENDS, HERE, IN_PERIOD, bounds
from leadsroom.store.read.leads import business_of, lead_of
from leadsroom.store.read.people.visitors import uncounted_kind
from leadsroom.store.records import Reader

_m, _l, _b, _v = t.meeting.c, t.lead.c, t.closed_business.c, t.visit.c
_LEADS = (
    select(t.lead)
    .where(_l.chapter_id == HERE, _l.meeting_id.is_(None), _l.withdrawn_at.is_(None))
    .where(_l.passed_at >= BEGINS, _l.passed_at < ENDS)
    .order_by(_l.passed_at, _l.id)
)
_DOLLARS = (
    select(t.closed_business)
    .where(_b.chapter_id == HERE, _b.meeting_id.is_(None), _b.withdrawn_at.is_(None), _b.amount_minor != 0)
    .where(_b.at >= BEGINS, _b.at < ENDS)
    .order_by(_b.at, _b.id)
)
_EARLIER_VISITS = (
    select(_v.person_id, _v.host_id, _m.on_date, _m.kind)
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(IN_PERIOD, _m.state == MeetingState.BEFORE.value, _v.withdrawn_at.is_(None))
    .where(t.counted_visit)
    .order_by(_m.on_date, _v.id)
)


class EarlierVisit(Struct, frozen=True):
    """A visit of a day before the chapter had this program."""

    person_id: PersonId
    host_id: PersonId | None
    on_date: date
    kind: str

    def counts(self, chapter: Chapter) -> bool:
        """Whether it counts for its host: at an open house only where the chapter counts those."""
        return self.kind != uncounted_kind(chapter.rules.visitors.open_house_counts)


_earlier_visit = Reader(EarlierVisit)


def leads_between(connection: Connection, chapter: Chapter, period: Period) -> list[Lead]:
    """The leads that were passed at no meeting in a period, in order; second slips too."""
    return lead_of.all(connection.execute(_LEADS, bounds(chapter, period)))


def dollars_between(connection: Connection, chapter: Chapter, period: Period) -> list[ClosedBusiness]:
    """The dollars that were reported at no meeting in a period, in order."""
    return business_of.all(connection.execute(_DOLLARS, bounds(chapter, period)))


def earlier_visits(connection: Connection, chapter: Chapter, period: Period) -> list[EarlierVisit]:
    """The visits of a period at meetings of which nothing else is on record."""
    return _earlier_visit.all(connection.execute(_EARLIER_VISITS, bounds(chapter, period)))
