"""Reading what was done in a period, added up by the database.

What counts in a period, and on which day, is said in `leadsroom.domain.health.figures`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    or_,
    select,
    union_all,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.counts import (
    Asks,
    Between,
    DollarsBetween,
    LeadsBetween,
    PeriodCounts,
    Places,
    Trainings,
    VisitorsWhoJoined,
    VisitsBrought,
)
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.windows import Period
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import (
    BEGINS,
    ENDS,
    FIRST,
    HELD,
    HERE,
    IN_PERIOD,
    LAST,
    bounds,
)
from leadsroom.store.read.people.visitors import uncounted_kind
from leadsroom.store.records import Reader

_m, _l, _b, _u, _a = t.meeting.c, t.lead.c, t.closed_business.c, t.lead_update.c, t.attendance.c
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]


def entered(
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
    stands = and_(table.c.chapter_id == HERE, table.c.withdrawn_at.is_(None), where)
    at_table = select(*columns).select_from(source).join(t.meeting, t.link(table.c.meeting_id, t.meeting))
    between = select(*columns).select_from(source).where(table.c.meeting_id.is_(None))
    return union_all(
        at_table.where(HELD, stands),
        between.where(stands, at >= BEGINS, at < ENDS),
    )


def when(condition: ColumnElement[bool], number: Any = 1) -> ColumnElement[Any]:
    """A number where a condition holds, else zero."""
    return case((condition, number), else_=0)


def summed(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    """The sum of a column as a whole number."""
    # PostgreSQL adds large numbers up as decimal ones.
    return cast(func.sum(column), BigInteger).label(name)


_PLACES = (
    select(
        *(_a.member_id, _a.mark, _a.online, _a.left_at.is_not(None).label("left_early")),
        func.count().label("places"),
    )
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .where(HELD, ~t.IS_EXTRA)
    .group_by(_a.member_id, _a.mark, _a.online, _a.left_at.is_not(None))
)


def _leads_query() -> Select[Any]:
    is_lead = _l.lead_since.is_not(None)
    found = entered(
        t.lead,
        _l.passed_at,
        *(_l.giver_id, _l.receiver_id),
        when(is_lead).label("is_lead"),
        when(~is_lead).label("is_raw"),
        when(is_lead & _l.inside).label("is_inside"),
        when(_l.receiver_says.is_(False)).label("is_bad"),
        when(_l.state == LeadState.CLOSED.value).label("is_closed"),
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
    return select(f.giver_id, f.receiver_id, *(summed(each, name) for name, each in sums.items())).group_by(
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
    found = entered(
        t.closed_business,
        _b.at,
        *(_b.reported_by_id, _b.credited_to_id, _b.currency),
        case((~has_lead, 0), (is_later, 0), else_=minor).label("first"),
        case((~has_lead, 0), (is_later, minor), else_=0).label("since"),
        when(~has_lead, minor).label("of_no_lead"),
        when(func.coalesce(_l.inside, false()), minor).label("own"),
        when(minor == 0).label("thanks"),
        where=_b.id.is_not(None),
        outer=t.lead,
        on=t.link(_b.lead_id, t.lead),
    ).subquery("found")
    f = found.c
    whose = (f.reported_by_id, f.credited_to_id, f.currency)
    sums = (summed(f[name], name) for name in ("first", "since", "of_no_lead", "own", "thanks"))
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
    found = entered(
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
    found = entered(
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
    _o.chapter_id == HERE, _o.on_date.between(FIRST, LAST), _o.withdrawn_at.is_(None)
)
# Those that were held before the chapter had this program have visits and nothing else.
_OVER = [MeetingState.CLOSED.value, MeetingState.BEFORE.value]
_VISITED = _m.state.in_(_OVER)
_VISITS = (
    select(_v.host_id, func.count().label("visits"))
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(IN_PERIOD, _VISITED, t.counted_visit, _v.withdrawn_at.is_(None))
    .where(_m.kind != bindparam("uncounted"))
    .group_by(_v.host_id)
)
_TRAININGS = (
    select(_d.member_id, func.count().label("trainings"))
    .where(_d.chapter_id == HERE, _d.on_date.between(FIRST, LAST), _d.withdrawn_at.is_(None))
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
        select(turn.member_id, when(answered).label("is_answered"))
        .join(t.meeting, t.link(turn.meeting_id, t.meeting))
        .where(HELD, turn.looking_for != "")
        .subquery("found")
    )
    return select(
        found.c.member_id, func.count().label("asks"), summed(found.c.is_answered, "answered")
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
        .where(~earlier.c.of_member_elsewhere)
        .where(or_(held.c.on_date < _m.on_date, and_(held.c.on_date == _m.on_date, that_day)))
        .exists()
    )
    return (
        select(_v.host_id, func.count().label("people"))
        .join(t.meeting, t.link(_v.meeting_id, t.meeting))
        .where(IN_PERIOD, _VISITED, t.counted_visit, _v.withdrawn_at.is_(None), _v.host_id.is_not(None))
        .where(came_in, ~was_hosted_before)
        .group_by(_v.host_id)
    )


_ASKS, _JOINED = _asks_query(), _joined_query()


_place, _leads_between, _dollars_between = Reader(Places), Reader(LeadsBetween), Reader(DollarsBetween)
_between, _visits_brought, _trained = Reader(Between), Reader(VisitsBrought), Reader(Trainings)
_asked, _who_joined = Reader(Asks), Reader(VisitorsWhoJoined)


def period_counts(connection: Connection, chapter: Chapter, period: Period) -> PeriodCounts:
    """All that is counted in a period of a chapter."""
    here = bounds(chapter, period)
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


def leads_and_dollars(connection: Connection, chapter: Chapter, period: Period) -> PeriodCounts:
    """The places, leads and dollars of a period, and nothing else of it."""
    here = bounds(chapter, period)
    return PeriodCounts(
        places=tuple(_place.all(connection.execute(_PLACES, here))),
        leads=tuple(_leads_between.all(connection.execute(_LEADS, here))),
        dollars=tuple(_dollars_between.all(connection.execute(_DOLLARS, here))),
    )


def leads_by_pair(connection: Connection, chapter: Chapter, period: Period) -> list[LeadsBetween]:
    """The leads of a period alone, by giver and receiver."""
    return _leads_between.all(connection.execute(_LEADS, bounds(chapter, period)))


def one_to_ones_by_pair(connection: Connection, chapter: Chapter, period: Period) -> list[Between]:
    """The one-to-ones of a period alone, by the two who met as they were entered."""
    return _between.all(connection.execute(_MET, bounds(chapter, period)))
