"""Reading what two members did at meetings: payments that they reported or are credited with, and visits."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, bindparam, select, union_all

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import HELD, bounds
from leadsroom.store.read.people.visitors import uncounted_kind
from leadsroom.store.records import Reader

_m, _b, _v = t.meeting.c, t.closed_business.c, t.visit.c


class PaymentAtMeeting(Struct, frozen=True):
    """Dollars that were reported at a meeting."""

    meeting_id: MeetingId
    reported_by_id: PersonId
    credited_to_id: PersonId
    minor: int
    currency: str


class VisitAtMeeting(Struct, frozen=True):
    """A visit at a meeting, and its host."""

    meeting_id: MeetingId
    host_id: PersonId


_THEM: BindParameter[int] = bindparam("people", expanding=True)
_paid = (
    select(
        _b.id,
        _b.meeting_id,
        _b.reported_by_id,
        _b.credited_to_id,
        _b.amount_minor.label("minor"),
        _b.currency,
    )
    .join(t.meeting, t.link(_b.meeting_id, t.meeting))
    .where(HELD, ~t.IS_EXTRA, _b.withdrawn_at.is_(None), _b.amount_minor != 0)
)
# Each way by an index of its own; what both were part in is found twice.
_PAYMENTS = union_all(_paid.where(_b.reported_by_id.in_(_THEM)), _paid.where(_b.credited_to_id.in_(_THEM)))
_VISITS = (
    select(_v.meeting_id, _v.host_id)
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(HELD, ~t.IS_EXTRA, _m.kind != bindparam("uncounted"))
    .where(_v.withdrawn_at.is_(None), t.counted_visit, _v.host_id.in_(_THEM))
)


class _Payment(Struct, frozen=True):
    id: int
    meeting_id: MeetingId
    reported_by_id: PersonId
    credited_to_id: PersonId
    minor: int
    currency: str


_payment, _visit = Reader(_Payment), Reader(VisitAtMeeting)


def payments_at_meetings(
    connection: Connection, chapter: Chapter, period: Period, people: Sequence[PersonId]
) -> list[PaymentAtMeeting]:
    """The dollars reported at closed regular meetings by one of these people or to their credit."""
    here = bounds(chapter, period) | {"people": list(people)}
    rows = {row.id: row for row in _payment.all(connection.execute(_PAYMENTS, here))}
    return [
        PaymentAtMeeting(row.meeting_id, row.reported_by_id, row.credited_to_id, row.minor, row.currency)
        for _, row in sorted(rows.items())
    ]


def visits_at_meetings(
    connection: Connection, chapter: Chapter, period: Period, people: Sequence[PersonId]
) -> list[VisitAtMeeting]:
    """The visits that count at closed regular meetings and were hosted by any of these people."""
    here = bounds(chapter, period) | {"people": list(people)}
    here["uncounted"] = uncounted_kind(chapter.rules.visitors.open_house_counts)
    return _visit.all(connection.execute(_VISITS, here))
