"""Reading the meetings of a period, what was changed once they were over, and what was entered late."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Table,
    and_,
    bindparam,
    cast,
    func,
    null,
    select,
    true,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.meetings import DatedBack, LateEntry, MeetingInPeriod
from leadsroom.domain.ids import LeadId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.journal import ENTRY_COLUMNS, entry_of
from leadsroom.store.read.health.period import (
    BEGINS,
    ENDS,
    FIRST,
    HELD,
    HERE,
    IN_PERIOD,
    LAST,
    DayRow,
    bounds,
    day_of,
)
from leadsroom.store.read.leads import business_of, update_of
from leadsroom.store.records import Reader

_m, _l, _b, _u = t.meeting.c, t.lead.c, t.closed_business.c, t.lead_update.c
_o, _d, _v = t.one_to_one.c, t.decision.c, t.visit.c
_MEETINGS = (
    select(_m.id, _m.on_date, _m.number, _m.kind, _m.state, _m.ended_at)
    .where(IN_PERIOD, _m.state != MeetingState.BEFORE.value)
    .order_by(_m.on_date, _m.number, _m.id)
)
_FIRST_HELD = select(func.min(_m.on_date)).where(_m.chapter_id == HERE, _m.state == MeetingState.CLOSED.value)
_HELD_REGULAR = select(func.count()).select_from(t.meeting).where(HELD, ~t.IS_EXTRA)
_meeting_in_period = Reader(MeetingInPeriod, on="on_date")


def meetings_in(connection: Connection, chapter: Chapter, period: Period) -> list[MeetingInPeriod]:
    """The meetings of a period in order, whatever became of them, but those from before the program."""
    return _meeting_in_period.all(connection.execute(_MEETINGS, bounds(chapter, period)))


def first_held(connection: Connection, chapter: Chapter) -> date | None:
    """The date of the first closed meeting on record."""
    found: date | None = connection.execute(_FIRST_HELD, {"chapter_id": chapter.id}).scalar()
    return found


def meetings_held(connection: Connection, chapter: Chapter, period: Period) -> int:
    """How many closed meetings of a period stand for a date of the season."""
    return connection.execute(_HELD_REGULAR, bounds(chapter, period)).scalar_one()


# What was put right, and what was entered late


class _AtTable(Struct, frozen=True):
    on_date: date
    entry: Entry


class _Changed(Struct, frozen=True):
    """A row that was changed afterwards: the date of its meeting, or else when it was entered."""

    day: DayRow
    moment: datetime
    lead_id: LeadId | None


class _Noted(Struct, frozen=True):
    entry: Entry
    lead_id: LeadId | None


_j = t.journal.c
_AT_TABLE = (
    select(*ENTRY_COLUMNS, _m.on_date)
    .join(t.meeting, t.link(_j.meeting_id, t.meeting))
    .where(_j.chapter_id == HERE, HELD, _j.at > _m.ended_at, _j.is_private.is_(False))
    .order_by(_j.id)
)


def _changed_query() -> CompoundSelect[Any]:
    """The entries of a period that were changed or withdrawn once their meeting was over, or the period.

    With them the leads that a receiver has called bad since then, or has counted as leads.
    """
    given = t.testimonial.c
    entered: tuple[tuple[Table, Column[Any], ColumnElement[Any]], ...] = (
        (t.lead, _l.passed_at, _l.id),
        (t.lead_update, _u.at, _u.lead_id),
        (t.closed_business, _b.at, _b.lead_id),
        (t.testimonial, given.at, given.lead_id),
        (t.visit, _v.at, null()),
    )
    halves = []
    for table, at, lead_id in entered:
        here = table.c.chapter_id == HERE
        for moment in (table.c.corrected_at, table.c.withdrawn_at):
            row = (at.label("at"), moment.label("moment"), cast(lead_id, BigInteger).label("lead_id"))
            at_table = select(_m.on_date, *row).join(t.meeting, t.link(table.c.meeting_id, t.meeting))
            halves.append(at_table.where(here, HELD, moment > _m.ended_at))
            if table.c.meeting_id.nullable:
                between = select(cast(null(), Date).label("on_date"), *row).where(here, moment >= ENDS)
                halves.append(between.where(table.c.meeting_id.is_(None), at >= BEGINS, at < ENDS))
    about = (_l.passed_at.label("at"), _u.at.label("moment"), cast(_l.id, BigInteger).label("lead_id"))
    judged = (
        select(_m.on_date, *about)
        .join(t.lead, t.link(_l.meeting_id, t.meeting))
        .join(t.lead_update, and_(_u.chapter_id == _l.chapter_id, _u.lead_id == _l.id))
        .where(HELD, _l.withdrawn_at.is_(None), _u.withdrawn_at.is_(None), _u.at > _m.ended_at)
        .where(_u.word.in_([LeadOutcome.BAD.value, LeadOutcome.IS_LEAD.value]))
    )
    return union_all(*halves, judged)


_CHANGED = _changed_query()
_NOTED = (
    select(*ENTRY_COLUMNS, t.trail.c.lead_id)
    .outerjoin(t.trail, and_(t.trail.c.chapter_id == _j.chapter_id, t.trail.c.journal_id == _j.id))
    .where(_j.chapter_id == HERE, _j.at.in_(bindparam("moments", expanding=True, type_=_j.at.type)))
    .where(_j.is_private.is_(False))
    .order_by(_j.id)
)
_first, _second = t.person.alias("first"), t.person.alias("second")
_LATE_ONE_TO_ONES = (
    select(_o.on_date, _o.at, _first.c.name.label("one"), _second.c.name.label("other"))
    .join(_first, t.link(_o.first_id, _first))
    .join(_second, t.link(_o.second_id, _second))
    .where(_o.chapter_id == HERE, _o.on_date.between(FIRST, LAST), _o.withdrawn_at.is_(None))
    .where(_o.at >= ENDS)
)
_LATE_TRAININGS = (
    select(_d.on_date, _d.at, t.person.c.name.label("one"))
    .join(t.person, t.link(_d.member_id, t.person))
    .where(_d.chapter_id == HERE, _d.on_date.between(FIRST, LAST), _d.withdrawn_at.is_(None))
    .where(_d.kind == DecisionKind.TRAINING.value, _d.at >= ENDS)
)
_at_table, _changed, _noted = (
    Reader(_AtTable, entry=entry_of),
    Reader(_Changed, day=Reader(DayRow)),
    Reader(_Noted, entry=entry_of),
)
_dated_back = Reader(DatedBack)


def changed_afterwards(connection: Connection, chapter: Chapter, period: Period) -> list[LateEntry]:
    """What was done at the tables of a period's meetings once these were over, or elsewhere with what had
    been entered there; and with what was entered between meetings once the period was over. Nothing private.
    """
    here = bounds(chapter, period)
    at_tables = _at_table.all(connection.execute(_AT_TABLE, here))
    found = {(row.on_date, row.entry.id): row.entry for row in at_tables}
    changed = _changed.all(connection.execute(_CHANGED, here))
    moments = sorted({row.moment for row in changed})
    noted: defaultdict[datetime, list[_Noted]] = defaultdict(list)
    if moments:
        for each in _noted.all(connection.execute(_NOTED, here | {"moments": moments})):
            noted[each.entry.at].append(each)
    for row in changed:
        on = day_of(chapter, row.day)
        for each in noted[row.moment]:
            if row.lead_id is None or each.lead_id == row.lead_id:
                found[on, each.entry.id] = each.entry
    return [LateEntry(on, entry.at, entry.what) for (on, _), entry in found.items()]


def dated_back(connection: Connection, chapter: Chapter, period: Period) -> list[DatedBack]:
    """The one-to-ones and trainings of a period that were entered once it was over."""
    here = bounds(chapter, period)
    queries = (_LATE_ONE_TO_ONES, _LATE_TRAININGS)
    return [row for query in queries for row in _dated_back.all(connection.execute(query, here))]


def _rows_in(table: Table, at: Column[Any], where: ColumnElement[bool]) -> CompoundSelect[Any]:
    """The rows of a table that count in a period; each half is looked for by its own index."""
    stands = and_(table.c.chapter_id == HERE, table.c.withdrawn_at.is_(None), where)
    at_table = select(table).join(t.meeting, t.link(table.c.meeting_id, t.meeting)).where(HELD, stands)
    between = select(table).where(table.c.meeting_id.is_(None), stands, at >= BEGINS, at < ENDS)
    return union_all(at_table, between)


_REPORTS = _rows_in(t.closed_business, _b.at, true())
# At a table dollars for a lead are thanks by themselves.
_paid = t.closed_business.alias("paid").c
_HAS_PAID = (
    select(_paid.id)
    .where(_paid.chapter_id == _u.chapter_id, _paid.lead_id == _u.lead_id)
    .where(_paid.meeting_id == _u.meeting_id, _paid.amount_minor != 0, _paid.withdrawn_at.is_(None))
    .exists()
)
_THANKED = _rows_in(t.lead_update, _u.at, _u.thanked & ~_HAS_PAID)


def reports_in(connection: Connection, chapter: Chapter, period: Period) -> list[ClosedBusiness]:
    """The dollars and thanks that were reported in a period, in order."""
    found = business_of.all(connection.execute(_REPORTS, bounds(chapter, period)))
    return sorted(found, key=lambda report: (report.at, report.id))


def thanked_in(connection: Connection, chapter: Chapter, period: Period) -> list[LeadUpdate]:
    """The outcomes of leads with which somebody was thanked in a period, in order."""
    found = update_of.all(connection.execute(_THANKED, bounds(chapter, period)))
    return sorted(found, key=lambda update: (update.at, update.id))
