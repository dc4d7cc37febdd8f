"""Reading what was done in a period, added up by the database; and one member's leads and dollars, each.

What counts in a period, and on which day, is said in `leadsroom.domain.health.figures`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    null,
    or_,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.figures import (
    Asks,
    Between,
    DollarDay,
    DollarsBetween,
    LeadDay,
    LeadsBetween,
    PeriodCounts,
    Places,
    Trainings,
    VisitorsWhoJoined,
    VisitsBrought,
)
from leadsroom.domain.health.meetings import DatedBack, LateEntry, MeetingInPeriod
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.journal import Entry
from leadsroom.domain.leads.lead import LeadOutcome, LeadState
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.journal import ENTRY_COLUMNS, entry_of
from leadsroom.store.read.people.visitors import uncounted_kind
from leadsroom.store.records import Reader

_m, _l, _b, _u, _a = t.meeting.c, t.lead.c, t.closed_business.c, t.lead_update.c, t.attendance.c
_HERE = bindparam("chapter_id", type_=_m.chapter_id.type)
_FIRST, _LAST = (bindparam(name, type_=_m.on_date.type) for name in ("first", "last"))
_BEGINS, _ENDS = (bindparam(name, type_=_l.passed_at.type) for name in ("begins", "ends"))
_IN_PERIOD = (_m.chapter_id == _HERE) & _m.on_date.between(_FIRST, _LAST)
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_HELD = _IN_PERIOD & (_m.state == MeetingState.CLOSED.value)


def _entered(
    table: Table,
    at: Column[Any],
    *columns: ColumnElement[Any],
    where: ColumnElement[bool],
    outer: Table | None = None,
    on: ColumnElement[bool] | None = None,
) -> CompoundSelect[Any]:
    """The rows of a table that count in a period: of closed meetings by date, of no meeting by moment.

    Each half is looked for by itself: an OR over them would keep an index from being used. `outer` are rows
    that belong to them, if there are any.
    """
    source = table if outer is None else table.outerjoin(outer, on)
    stands = and_(table.c.chapter_id == _HERE, table.c.withdrawn_at.is_(None), where)
    at_table = select(*columns).select_from(source).join(t.meeting, t.link(table.c.meeting_id, t.meeting))
    between = select(*columns).select_from(source).where(table.c.meeting_id.is_(None))
    return union_all(
        at_table.where(_HELD, stands),
        between.where(stands, at >= _BEGINS, at < _ENDS),
    )


def _if(condition: ColumnElement[bool], number: Any = 1) -> ColumnElement[Any]:
    return case((condition, number), else_=0)


def _sum(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    # PostgreSQL adds large numbers up as decimal ones.
    return cast(func.sum(column), BigInteger).label(name)


_PLACES = (
    select(
        *(_a.member_id, _a.mark, _a.online, _a.left_at.is_not(None).label("left_early")),
        func.count().label("places"),
    )
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(_HELD, ~t.IS_EXTRA)
    .group_by(_a.member_id, _a.mark, _a.online, _a.left_at.is_not(None))
)


def _leads_query() -> Select[Any]:
    is_lead = _l.lead_since.is_not(None)
    found = _entered(
        t.lead,
        _l.passed_at,
        *(_l.giver_id, _l.receiver_id),
        _if(is_lead).label("is_lead"),
        _if(~is_lead).label("is_raw"),
        _if(is_lead & _l.inside).label("is_inside"),
        _if(_l.receiver_says.is_(False)).label("is_bad"),
        _if(_l.state == LeadState.CLOSED.value).label("is_closed"),
        where=t.counted_lead,
    ).subquery("found")
    f = found.c
    sums = {
        "leads": f.is_lead,
        "raw": f.is_raw,
        "inside": f.is_inside,
        "bad": f.is_bad,
        "closed": f.is_closed,
    }
    return select(f.giver_id, f.receiver_id, *(_sum(each, name) for name, each in sums.items())).group_by(
        f.giver_id, f.receiver_id
    )


def _dollars_query() -> Select[Any]:
    """A report is its lead's first payment where none with a figure came before, in whatever period."""
    earlier, minor = t.closed_business.alias("earlier"), _b.amount_minor
    before = or_(earlier.c.at < _b.at, and_(earlier.c.at == _b.at, earlier.c.id < _b.id))
    is_later = (
        select(earlier.c.id)
        .where(earlier.c.chapter_id == _b.chapter_id, earlier.c.lead_id == _b.lead_id, before)
        .where(earlier.c.withdrawn_at.is_(None), earlier.c.amount_minor != 0)
        .exists()
    )
    has_lead = _b.lead_id.is_not(None)
    found = _entered(
        t.closed_business,
        _b.at,
        *(_b.reported_by_id, _b.credited_to_id, _b.currency),
        case((~has_lead, 0), (is_later, 0), else_=minor).label("first"),
        case((~has_lead, 0), (is_later, minor), else_=0).label("since"),
        _if(~has_lead, minor).label("of_no_lead"),
        _if(func.coalesce(_l.inside, false()), minor).label("own"),
        _if(minor == 0).label("thanks"),
        where=_b.id.is_not(None),
        outer=t.lead,
        on=t.link(_b.lead_id, t.lead),
    ).subquery("found")
    f = found.c
    whose = (f.reported_by_id, f.credited_to_id, f.currency)
    sums = (_sum(f[name], name) for name in ("first", "since", "of_no_lead", "own", "thanks"))
    return select(*whose, *sums).group_by(*whose)


def _thanks_query() -> Select[Any]:
    """Thanks that came with an outcome of a lead. At a table dollars for it are thanks by themselves."""
    paid = t.closed_business.alias("paid").c
    has_paid = (
        select(paid.id)
        .where(paid.chapter_id == _u.chapter_id, paid.lead_id == _u.lead_id)
        .where(paid.meeting_id == _u.meeting_id, paid.amount_minor != 0, paid.withdrawn_at.is_(None))
        .exists()
    )
    found = _entered(
        t.lead_update,
        _u.at,
        *(_l.receiver_id, _l.giver_id),
        where=_u.thanked & _l.withdrawn_at.is_(None) & ~has_paid,
        outer=t.lead,
        on=t.link(_u.lead_id, t.lead),
    ).subquery("found")
    return _pairs(found.c.receiver_id, found.c.giver_id)


def _pairs(one: ColumnElement[Any], other: ColumnElement[Any]) -> Select[Any]:
    whose = (one.label("one_id"), other.label("other_id"))
    return select(*whose, func.count().label("number")).group_by(one, other)


def _testimonials_query() -> Select[Any]:
    given = t.testimonial.c
    found = _entered(
        t.testimonial, given.at, given.by_id, given.about_id, where=given.id.is_not(None)
    ).subquery("found")
    return _pairs(found.c.by_id, found.c.about_id)


_LEADS, _DOLLARS, _THANKS, _TESTIMONIALS = (
    _leads_query(),
    _dollars_query(),
    _thanks_query(),
    _testimonials_query(),
)
_o, _d, _v = t.one_to_one.c, t.decision.c, t.visit.c
_MET = _pairs(_o.first_id, _o.second_id).where(
    _o.chapter_id == _HERE, _o.on_date.between(_FIRST, _LAST), _o.withdrawn_at.is_(None)
)
# Those that were held before the chapter had this program have visits and nothing else.
_OVER = [MeetingState.CLOSED.value, MeetingState.BEFORE.value]
_VISITED = _m.state.in_(_OVER)
_VISITS = (
    select(_v.host_id, func.count().label("visits"))
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(_IN_PERIOD, _VISITED, _v.withdrawn_at.is_(None), _m.kind != bindparam("uncounted"))
    .group_by(_v.host_id)
)
_TRAININGS = (
    select(_d.member_id, func.count().label("trainings"))
    .where(_d.chapter_id == _HERE, _d.on_date.between(_FIRST, _LAST), _d.withdrawn_at.is_(None))
    .where(_d.kind == DecisionKind.TRAINING.value)
    .group_by(_d.member_id)
)


def _asks_query() -> Select[Any]:
    turn, lead = t.turn.c, t.lead.alias("answer").c
    answered = (
        select(lead.id)
        .where(lead.chapter_id == turn.chapter_id, lead.answers_id == turn.id)
        .where(lead.withdrawn_at.is_(None), lead.same_as_id.is_(None))
        .exists()
    )
    found = (
        select(turn.member_id, _if(answered).label("is_answered"))
        .join(t.meeting, t.link(turn.meeting_id, t.meeting))
        .where(_HELD, turn.looking_for != "")
        .subquery("found")
    )
    return select(
        found.c.member_id, func.count().label("asks"), _sum(found.c.is_answered, "answered")
    ).group_by(found.c.member_id)


def _joined_query() -> Select[Any]:
    """Of those who came to hold a seat since, how many were hosted for the first time, by their hosts."""
    member, earlier, held = t.membership.c, t.visit.alias("earlier"), t.meeting.alias("held")
    came_in = (
        select(member.id)
        .where(member.chapter_id == _v.chapter_id, member.person_id == _v.person_id)
        .where(or_(member.status.in_(_SEATED), member.joined_on >= _m.on_date))
        .exists()
    )
    that_day = or_(earlier.c.at < _v.at, and_(earlier.c.at == _v.at, earlier.c.id < _v.id))
    was_hosted_before = (
        select(earlier.c.id)
        .join(held, t.link(earlier.c.meeting_id, held))
        .where(earlier.c.chapter_id == _v.chapter_id, earlier.c.person_id == _v.person_id)
        .where(earlier.c.host_id.is_not(None), earlier.c.withdrawn_at.is_(None), held.c.state.in_(_OVER))
        .where(or_(held.c.on_date < _m.on_date, and_(held.c.on_date == _m.on_date, that_day)))
        .exists()
    )
    return (
        select(_v.host_id, func.count().label("people"))
        .join(t.meeting, t.link(_v.meeting_id, t.meeting))
        .where(_IN_PERIOD, _VISITED, _v.withdrawn_at.is_(None), _v.host_id.is_not(None))
        .where(came_in, ~was_hosted_before)
        .group_by(_v.host_id)
    )


_ASKS, _JOINED = _asks_query(), _joined_query()


_place, _leads_between, _dollars_between = Reader(Places), Reader(LeadsBetween), Reader(DollarsBetween)
_between, _visits_brought, _trained = Reader(Between), Reader(VisitsBrought), Reader(Trainings)
_asked, _who_joined = Reader(Asks), Reader(VisitorsWhoJoined)


def period_counts(connection: Connection, chapter: Chapter, period: Period) -> PeriodCounts:
    """All that is counted in a period of a chapter."""
    here = _bounds(chapter, period)
    kind = uncounted_kind(chapter.rules.visitors.open_house_counts)

    def rows(query: Select[Any], reader: Reader[Any]) -> tuple[Any, ...]:
        return tuple(reader.all(connection.execute(query, here)))

    here["uncounted"] = kind
    return PeriodCounts(
        places=rows(_PLACES, _place),
        leads=rows(_LEADS, _leads_between),
        dollars=rows(_DOLLARS, _dollars_between),
        thanks=rows(_THANKS, _between),
        testimonials=rows(_TESTIMONIALS, _between),
        one_to_ones=rows(_MET, _between),
        visits=rows(_VISITS, _visits_brought),
        joined=rows(_JOINED, _who_joined),
        trainings=rows(_TRAININGS, _trained),
        asks=rows(_ASKS, _asked),
    )


# Databases and time zones need no more than these.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2900, 1, 1)


def _bounds(chapter: Chapter, period: Period) -> dict[str, Any]:
    """A period as days, and as the moments at which it begins and ends in the chapter's own time."""
    first, last = max(period.first, _EARLIEST), min(period.last, _LATEST)
    return {
        "chapter_id": chapter.id,
        "first": first,
        "last": last,
        "begins": chapter.day_begins(first),
        "ends": chapter.day_begins(last + timedelta(days=1)),
    }


# The meetings of a period


_MEETINGS = (
    select(_m.id, _m.on_date, _m.number, _m.kind, _m.state, _m.ended_at)
    .where(_IN_PERIOD, _m.state != MeetingState.BEFORE.value)
    .order_by(_m.on_date, _m.number, _m.id)
)
_FIRST_HELD = select(func.min(_m.on_date)).where(
    _m.chapter_id == _HERE, _m.state == MeetingState.CLOSED.value
)
_meeting_in_period = Reader(MeetingInPeriod, on="on_date")


def meetings_in(connection: Connection, chapter: Chapter, period: Period) -> list[MeetingInPeriod]:
    """The meetings of a period in order, whatever became of them, but those from before the program."""
    return _meeting_in_period.all(connection.execute(_MEETINGS, _bounds(chapter, period)))


def first_held(connection: Connection, chapter: Chapter) -> date | None:
    """The date of the first closed meeting on record."""
    found: date | None = connection.execute(_FIRST_HELD, {"chapter_id": chapter.id}).scalar()
    return found


# What was put right, and what was entered late


class _DayRow(Struct, frozen=True):
    on_date: date | None
    at: datetime


class _AtTable(Struct, frozen=True):
    on_date: date
    entry: Entry


class _Changed(Struct, frozen=True):
    """A row that was changed afterwards: the date of its meeting, or else when it was entered."""

    day: _DayRow
    moment: datetime
    lead_id: LeadId | None


class _Noted(Struct, frozen=True):
    entry: Entry
    lead_id: LeadId | None


_j = t.journal.c
_AT_TABLE = (
    select(*ENTRY_COLUMNS, _m.on_date)
    .join(t.meeting, t.link(_j.meeting_id, t.meeting))
    .where(_j.chapter_id == _HERE, _HELD, _j.at > _m.ended_at, _j.is_private.is_(False))
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
        here = table.c.chapter_id == _HERE
        for moment in (table.c.corrected_at, table.c.withdrawn_at):
            row = (at.label("at"), moment.label("moment"), cast(lead_id, BigInteger).label("lead_id"))
            at_table = select(_m.on_date, *row).join(t.meeting, t.link(table.c.meeting_id, t.meeting))
            halves.append(at_table.where(here, _HELD, moment > _m.ended_at))
            if table.c.meeting_id.nullable:
                between = select(cast(null(), Date).label("on_date"), *row).where(here, moment >= _ENDS)
                halves.append(between.where(table.c.meeting_id.is_(None), at >= _BEGINS, at < _ENDS))
    about = (_l.passed_at.label("at"), _u.at.label("moment"), cast(_l.id, BigInteger).label("lead_id"))
    judged = (
        select(_m.on_date, *about)
        .join(t.lead, t.link(_l.meeting_id, t.meeting))
        .join(t.lead_update, and_(_u.chapter_id == _l.chapter_id, _u.lead_id == _l.id))
        .where(_HELD, _l.withdrawn_at.is_(None), _u.withdrawn_at.is_(None), _u.at > _m.ended_at)
        .where(_u.word.in_([LeadOutcome.BAD.value, LeadOutcome.IS_LEAD.value]))
    )
    return union_all(*halves, judged)


_CHANGED = _changed_query()
_NOTED = (
    select(*ENTRY_COLUMNS, t.trail.c.lead_id)
    .outerjoin(t.trail, and_(t.trail.c.chapter_id == _j.chapter_id, t.trail.c.journal_id == _j.id))
    .where(_j.chapter_id == _HERE, _j.at.in_(bindparam("moments", expanding=True, type_=_j.at.type)))
    .where(_j.is_private.is_(False))
    .order_by(_j.id)
)
_first, _second = t.person.alias("first"), t.person.alias("second")
_LATE_ONE_TO_ONES = (
    select(_o.on_date, _o.at, _first.c.name.label("one"), _second.c.name.label("other"))
    .join(_first, t.link(_o.first_id, _first))
    .join(_second, t.link(_o.second_id, _second))
    .where(_o.chapter_id == _HERE, _o.on_date.between(_FIRST, _LAST), _o.withdrawn_at.is_(None))
    .where(_o.at >= _ENDS)
)
_LATE_TRAININGS = (
    select(_d.on_date, _d.at, t.person.c.name.label("one"))
    .join(t.person, t.link(_d.member_id, t.person))
    .where(_d.chapter_id == _HERE, _d.on_date.between(_FIRST, _LAST), _d.withdrawn_at.is_(None))
    .where(_d.kind == DecisionKind.TRAINING.value, _d.at >= _ENDS)
)
_at_table, _changed, _noted = (
    Reader(_AtTable, entry=entry_of),
    Reader(_Changed, day=Reader(_DayRow)),
    Reader(_Noted, entry=entry_of),
)
_dated_back = Reader(DatedBack)


def changed_afterwards(connection: Connection, chapter: Chapter, period: Period) -> list[LateEntry]:
    """What was done at the tables of a period's meetings once these were over, or elsewhere with what had
    been entered there; and with what was entered between meetings once the period was over. Nothing private.
    """
    here = _bounds(chapter, period)
    at_tables = _at_table.all(connection.execute(_AT_TABLE, here))
    found = {(row.on_date, row.entry.id): row.entry for row in at_tables}
    changed = _changed.all(connection.execute(_CHANGED, here))
    moments = sorted({row.moment for row in changed})
    noted: defaultdict[datetime, list[_Noted]] = defaultdict(list)
    if moments:
        for each in _noted.all(connection.execute(_NOTED, here | {"moments": moments})):
            noted[each.entry.at].append(each)
    for row in changed:
        on = _day(chapter, row.day)
        for each in noted[row.moment]:
            if row.lead_id is None or each.lead_id == row.lead_id:
                found[on, each.entry.id] = each.entry
    return [LateEntry(on, entry.at, entry.what) for (on, _), entry in found.items()]


def dated_back(connection: Connection, chapter: Chapter, period: Period) -> list[DatedBack]:
    """The one-to-ones and trainings of a period that were entered once it was over."""
    here = _bounds(chapter, period)
    queries = (_LATE_ONE_TO_ONES, _LATE_TRAININGS)
    return [row for query in queries for row in _dated_back.all(connection.execute(query, here))]


# One member


class _LeadRow(Struct, frozen=True):
    giver_id: PersonId
    receiver_id: PersonId
    day: _DayRow
    qualified: bool


class _DollarRow(Struct, frozen=True):
    reported_by_id: PersonId
    credited_to_id: PersonId
    day: _DayRow
    minor: int
    currency: str


_WHO = bindparam("person_id", type_=_l.giver_id.type)


def _of_person(
    table: Table,
    at: Column[Any],
    people: tuple[Column[Any], ...],
    *columns: ColumnElement[Any],
    where: ColumnElement[bool],
) -> CompoundSelect[Any]:
    """The rows that count of one person, each with its meeting's date if it is of one."""
    counts = or_(table.c.meeting_id.is_(None), _m.state == MeetingState.CLOSED.value)
    each = (
        select(*people, _m.on_date, at.label("at"), *columns)
        .select_from(table)
        .outerjoin(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(table.c.chapter_id == _HERE, of == _WHO, table.c.withdrawn_at.is_(None), counts, where)
        for of in people
    )
    return union_all(*each)


_LEADS_OF = _of_person(
    t.lead,
    _l.passed_at,
    (_l.giver_id, _l.receiver_id),
    _l.lead_since.is_not(None).label("qualified"),
    where=t.counted_lead,
)
_DOLLARS_OF = _of_person(
    t.closed_business,
    _b.at,
    (_b.reported_by_id, _b.credited_to_id),
    _b.amount_minor.label("minor"),
    _b.currency,
    where=_b.amount_minor != 0,
)
_PLACES_OF = (
    select(_m.on_date)
    .join(t.attendance, t.link(_a.meeting_id, t.meeting))
    .where(_a.chapter_id == _HERE, _a.member_id == _WHO)
    .where(_m.chapter_id == _HERE, _m.on_date >= _FIRST, _m.state == MeetingState.CLOSED.value, ~t.IS_EXTRA)
    .order_by(_m.on_date)
)
_lead_row, _dollar_row = Reader(_LeadRow, day=Reader(_DayRow)), Reader(_DollarRow, day=Reader(_DayRow))


def lead_days(connection: Connection, chapter: Chapter, person_id: PersonId) -> list[LeadDay]:
    """Every lead that counts which somebody gave or received, with its day."""
    rows = _lead_row.all(connection.execute(_LEADS_OF, {"chapter_id": chapter.id, "person_id": person_id}))
    return [LeadDay(row.giver_id, row.receiver_id, _day(chapter, row.day), row.qualified) for row in rows]


def dollar_days(connection: Connection, chapter: Chapter, person_id: PersonId) -> list[DollarDay]:
    """Every report of dollars by somebody or to their credit, with its day."""
    rows = _dollar_row.all(
        connection.execute(_DOLLARS_OF, {"chapter_id": chapter.id, "person_id": person_id})
    )
    return [
        DollarDay(row.reported_by_id, row.credited_to_id, _day(chapter, row.day), row.minor, row.currency)
        for row in rows
    ]


def places_of(connection: Connection, chapter: Chapter, person_id: PersonId, since: date) -> list[date]:
    """The dates of the closed meetings from a day on at which somebody had a place, in order."""
    here = {"chapter_id": chapter.id, "person_id": person_id, "first": since}
    return list(connection.execute(_PLACES_OF, here).scalars())


def _day(chapter: Chapter, row: _DayRow) -> date:
    return row.on_date or chapter.today(row.at)
