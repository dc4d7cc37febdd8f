"""What reports list of a period: marks, leads, visiting members, and since when something is on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, Text, cast, func, select, union_all

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, ENDS, HELD, HERE, LAST, bounds
from leadsroom.store.read.leads import lead_of
from leadsroom.store.read.people.roster import person_of
from leadsroom.store.records import Reader

_a, _l, _d, _o = t.attendance.c, t.lead.c, t.decision.c, t.one_to_one.c


class MarkedAlike(Struct, frozen=True):
    """The meetings at which a member had the same mark, in no order; None where nobody gave one."""

    member_id: PersonId
    meetings: tuple[MeetingId, ...]
    mark: Mark | None = None


# One row for all meetings at which a member had one mark is a hundredth of the rows.
_MARKS = (
    select(_a.member_id, _a.mark, func.aggregate_strings(cast(_a.meeting_id, Text), ",").label("meetings"))
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(HELD)
    .group_by(_a.member_id, _a.mark)
    .order_by(_a.member_id, _a.mark)
)
_marked_alike = Reader(
    MarkedAlike, meetings=lambda values: [int(number) for number in values["meetings"].split(",")]
)


def marks_in(connection: Connection, chapter: Chapter, period: Period) -> list[MarkedAlike]:
    """Every place that a member had at a closed meeting of a period, extra ones too, by its mark."""
    return _marked_alike.all(connection.execute(_MARKS, bounds(chapter, period)))


# Of years they are thousands: each without what a list of them does not show.
_NOT_LISTED = (
    "address",
    "email",
    "note",
    "complete_since",
    "thanked",
    "family_id",
    "answers_id",
    "from_lead_id",
)


def _leads_query() -> Select[Any]:
    """By the rule of all counts: those of closed meetings by date, those of no meeting by their moment."""
    listed = [column for column in _l if column.name not in _NOT_LISTED]
    stands = (_l.chapter_id == HERE) & _l.withdrawn_at.is_(None)
    at_table = select(*listed).join(t.meeting, t.link(_l.meeting_id, t.meeting)).where(HELD, stands)
    between = select(*listed).where(
        stands, _l.meeting_id.is_(None), _l.passed_at >= BEGINS, _l.passed_at < ENDS
    )
    found = union_all(at_table, between).subquery("found")
    return select(found).order_by(found.c.passed_at, found.c.id)


_LEADS = _leads_query()


def leads_in(connection: Connection, chapter: Chapter, period: Period) -> list[Lead]:
    """The leads of a period in order, second slips too, without their addresses, emails, notes and families.

    Withdrawn ones are left out.
    """
    return lead_of.all(connection.execute(_LEADS, bounds(chapter, period)))


class VisitingMember(Struct, frozen=True):
    """A member of another chapter at a closed meeting, and by whom they were invited, if by anybody."""

    on: date
    person: Person
    host: Person | None = None


_v, _host = t.visit.c, t.person.alias("host")
_VISITING = (
    select(t.meeting.c.on_date, t.person, _v.host_id, _host.c.name.label("host_name"))
    .join(t.visit, t.link(_v.meeting_id, t.meeting))
    .join(t.person, t.link(_v.person_id, t.person))
    .outerjoin(_host, t.link(_v.host_id, _host))
    .where(HELD, _v.withdrawn_at.is_(None), ~t.counted_visit)
    .order_by(t.meeting.c.on_date, _v.at, _v.id)
)
_visiting = Reader(
    VisitingMember,
    on="on_date",
    person=person_of,
    host=lambda values: (
        None if values["host_id"] is None else {"id": values["host_id"], "name": values["host_name"]}
    ),
)


def visiting_members_in(connection: Connection, chapter: Chapter, period: Period) -> list[VisitingMember]:
    """The visits of members of other chapters to the closed meetings of a period, in order."""
    return _visiting.all(connection.execute(_VISITING, bounds(chapter, period)))


def _first(day: ColumnElement[Any], *where: ColumnElement[bool]) -> Select[Any]:
    return select(func.min(day)).where(*where, day <= LAST)


_FIRST_TRAINING = _first(
    _d.on_date,
    _d.chapter_id == HERE,
    _d.withdrawn_at.is_(None),
    _d.kind == DecisionKind.TRAINING.value,
)
_FIRST_ONE_TO_ONE = _first(_o.on_date, _o.chapter_id == HERE, _o.withdrawn_at.is_(None))


def first_training(connection: Connection, chapter: Chapter, by: date) -> date | None:
    """The day of the first training on record, up to a day."""
    found: date | None = connection.scalar(_FIRST_TRAINING, {"chapter_id": chapter.id, "last": by})
    return found


def first_one_to_one(connection: Connection, chapter: Chapter, by: date) -> date | None:
    """The day of the first one-to-one on record, up to a day."""
    found: date | None = connection.scalar(_FIRST_ONE_TO_ONE, {"chapter_id": chapter.id, "last": by})
    return found
