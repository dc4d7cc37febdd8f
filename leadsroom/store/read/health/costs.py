"""Reading what seats cost in a period: what the ledger charged, and who was at which meeting how long."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, Select, Text, and_, cast, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import COST_KINDS, Charged, HeldMeeting, TimeAtTable
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import FIRST, HELD, HERE, LAST, bounds
from leadsroom.store.records import Reader

_E, _m, _a = t.ledger_entry.c, t.meeting.c, t.attendance.c


def _charged_query() -> Select[Any]:
    """The entries of a period with all that took one back or put it back since, whenever that was."""
    columns = (_E.id, _E.chapter_id, _E.member_id, _E.kind, _E.currency, _E.amount_minor)
    entered = (
        select(*columns)
        .where(_E.chapter_id == HERE, _E.kind.in_([kind.value for kind in COST_KINDS]))
        .where(_E.on_date.between(FIRST, LAST), _E.reverses.is_(None), _E.member_id.is_not(None))
        .cte("entered", recursive=True)
    )
    later = t.ledger_entry.alias("later").c
    first = entered.c
    since = select(
        later.id, later.chapter_id, later.member_id, first.kind, later.currency, later.amount_minor
    )
    found = entered.union_all(since.where(later.chapter_id == HERE, later.reverses == first.id))
    f = found.c
    minor = cast(func.sum(f.amount_minor), BigInteger).label("minor")
    return select(f.member_id, f.kind, f.currency, minor).group_by(f.member_id, f.kind, f.currency)


_CHARGED = _charged_query()
_MEETINGS = select(_m.id, _m.started_at, _m.ended_at).where(
    HELD, ~t.IS_EXTRA, _m.started_at.is_not(None), _m.ended_at.is_not(None)
)
_IN_PERSON = and_(HELD, ~t.IS_EXTRA, _a.mark.in_([Mark.PRESENT.value, Mark.LATE.value]))
_IS_WHOLE = and_(_a.arrived_at.is_(None), _a.left_at.is_(None))
# Of years there are thousands of places, nearly all of a whole meeting: one row for each member has these.
_WHOLE = (
    select(_a.member_id, func.aggregate_strings(cast(_a.meeting_id, Text), ",").label("meetings"))
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(_IN_PERSON, _IS_WHOLE)
    .group_by(_a.member_id)
)
_PARTS = (
    select(_a.member_id, _a.meeting_id, _a.arrived_at, _a.left_at)
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(_IN_PERSON, ~_IS_WHOLE)
)


class _Whole(Struct, frozen=True):
    member_id: PersonId
    meetings: tuple[MeetingId, ...]


_charged, _held, _place = Reader(Charged), Reader(HeldMeeting), Reader(TimeAtTable)
_whole = Reader(_Whole, meetings=lambda values: [int(number) for number in values["meetings"].split(",")])


def charged_in(connection: Connection, chapter: Chapter, period: Period) -> list[Charged]:
    """What was charged in a period and stands: a sum for each member, kind and currency."""
    return _charged.all(connection.execute(_CHARGED, bounds(chapter, period)))


def meetings_timed(connection: Connection, chapter: Chapter, period: Period) -> list[HeldMeeting]:
    """When the closed meetings of a period began and ended, but extra ones."""
    return _held.all(connection.execute(_MEETINGS, bounds(chapter, period)))


def in_person_at(connection: Connection, chapter: Chapter, period: Period) -> list[TimeAtTable]:
    """Who was themselves at which of these meetings."""
    here = bounds(chapter, period)
    found = _place.all(connection.execute(_PARTS, here))
    for row in _whole.all(connection.execute(_WHOLE, here)):
        found += [TimeAtTable(row.member_id, meeting_id) for meeting_id in row.meetings]
    return found
