"""A chapter's figures by month: counted anew from what is on record, and read as they are noted.

They are noted in `chapter_month` (`leadsroom.store.chapter_months` writes it) for every month in which
anything counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from leadsroom.domain.association.counting import (
    BAD,
    DOLLARS,
    INSIDE,
    LEADS,
    MEETINGS,
    ONE_TO_ONES,
    OWN_DOLLARS,
    RAW,
    VISITS,
    Counted,
    Membership,
    VisitMade,
    last_of,
    months_of,
    newcomers,
)
from leadsroom.domain.association.month import MonthFigures, first_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Belonging
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
from leadsroom.store.types import UtcMoment

FIRST_MONTH, LAST_MONTH = 190001, 289912
_m, _a, _l, _b = t.meeting.c, t.attendance.c, t.lead.c, t.closed_business.c
_o, _v, _s = t.one_to_one.c, t.visit.c, t.membership.c
_CURRENCY = bindparam("currency", type_=_b.currency.type)
_OVER = _m.state.in_([MeetingState.CLOSED.value, MeetingState.BEFORE.value])


def _word(word: str) -> ColumnElement[Any]:
    # Not as a parameter: PostgreSQL would not see that what is grouped by is what is asked for.
    return literal_column(f"'{word}'", String)


def _row(
    what: ColumnElement[Any] | str,
    number: ColumnElement[Any],
    *,
    on: ColumnElement[Any] | None = None,
    at: ColumnElement[Any] | None = None,
    who: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """A row of what is counted: a number of something on a date, or at a moment between meetings."""
    return select(
        cast(_word(what) if isinstance(what, str) else what, String).label("what"),
        cast(null(), Date).label("on_date") if on is None else on.label("on_date"),
        cast(null(), UtcMoment).label("at") if at is None else at.label("at"),
        cast(number, BigInteger).label("number"),
        cast(null(), BigInteger).label("who") if who is None else cast(who, BigInteger).label("who"),
    )


def _at_meetings(
    what: ColumnElement[Any] | str,
    number: ColumnElement[Any],
    source: FromClause,
    meeting_id: ColumnElement[Any],
    who: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """The same, added up by the dates of the meetings of a period."""
    found = _row(what, number, on=_m.on_date, who=who).select_from(
        source.join(t.meeting, t.link(meeting_id, t.meeting))
    )
    by = [each for each in (_m.on_date, what, who) if each is not None and not isinstance(each, str)]
    return found.group_by(*by)


def _counts_query() -> CompoundSelect[Any]:
    """All that is counted of a period, each part looked for by its own index."""
    lead_stands = (_l.chapter_id == HERE) & _l.withdrawn_at.is_(None) & t.counted_lead
    lead = case(
        (_l.lead_since.is_not(None) & _l.inside, _word(INSIDE)),
        (_l.lead_since.is_not(None), _word(LEADS)),
        (_l.receiver_says.is_(False), _word(BAD)),
        else_=_word(RAW),
    )
    paid = t.closed_business.outerjoin(t.lead, t.link(_b.lead_id, t.lead))
    paid_stands = (_b.chapter_id == HERE) & _b.withdrawn_at.is_(None)
    paid_stands &= (_b.amount_minor != 0) & (_b.currency == _CURRENCY)
    dollars = case((_l.inside, _word(OWN_DOLLARS)), else_=_word(DOLLARS))
    visit_counts = _v.withdrawn_at.is_(None) & t.counted_visit & (_m.kind != bindparam("uncounted"))
    number = func.count()
    return union_all(
        _row(MEETINGS, number, on=_m.on_date).where(HELD, ~t.IS_EXTRA).group_by(_m.on_date),
        _at_meetings(_a.mark, number, t.attendance, _a.meeting_id).where(
            HELD, ~t.IS_EXTRA, _a.mark.is_not(None)
        ),
        _at_meetings(lead, number, t.lead, _l.meeting_id).where(HELD, lead_stands),
        _row(lead, literal(1), at=_l.passed_at).where(
            lead_stands, _l.meeting_id.is_(None), _l.passed_at >= BEGINS, _l.passed_at < ENDS
        ),
        _at_meetings(dollars, func.sum(_b.amount_minor), paid, _b.meeting_id, _b.reported_by_id).where(
            HELD, paid_stands
        ),
        _row(dollars, _b.amount_minor, at=_b.at, who=_b.reported_by_id)
        .select_from(paid)
        .where(paid_stands, _b.meeting_id.is_(None), _b.at >= BEGINS, _b.at < ENDS),
        _row(ONE_TO_ONES, number, on=_o.on_date)
        .where(_o.chapter_id == HERE, _o.on_date.between(FIRST, LAST), _o.withdrawn_at.is_(None))
        .group_by(_o.on_date),
        _at_meetings(VISITS, number, t.visit, _v.meeting_id).where(IN_PERIOD, _OVER, visit_counts),
    )


def _visits_query() -> Select[Any]:
    """All visits of everybody who visited in a period, in order."""
    came = (
        select(_v.person_id)
        .join(t.meeting, t.link(_v.meeting_id, t.meeting))
        .where(IN_PERIOD, _OVER, _v.withdrawn_at.is_(None), t.counted_visit)
        .distinct()
        .subquery("came")
    )
    visit, held = t.visit.alias("earlier"), t.meeting.alias("held")
    return (
        select(visit.c.person_id, held.c.on_date, visit.c.became)
        .select_from(came)
        .join(visit, and_(visit.c.chapter_id == HERE, visit.c.person_id == came.c.person_id))
        .join(held, t.link(visit.c.meeting_id, held))
        .where(held.c.state.in_([MeetingState.CLOSED.value, MeetingState.BEFORE.value]))
        .where(visit.c.withdrawn_at.is_(None), visit.c.of_member_elsewhere.is_(False))
        .order_by(held.c.on_date, visit.c.at, visit.c.id)
    )


_COUNTS, _VISITS = _counts_query(), _visits_query()
_MEMBERSHIPS = (
    select(_s.person_id, _s.status, _s.joined_on, _s.ended_on, _s.applied_on, _s.waiting_since)
    .where(_s.chapter_id == HERE)
    .order_by(_s.id)
)


class _CountedRow(Struct, frozen=True):
    what: str
    on_date: date | None
    at: datetime | None
    number: int
    who: PersonId | None

    def counted(self, chapter: Chapter) -> Counted:
        """The same on its day."""
        on = self.on_date
        if on is None:
            assert self.at is not None
            on = chapter.today(self.at)
        return Counted(self.what, on, self.number, self.who)


class _VisitRow(Struct, frozen=True):
    person_id: PersonId
    on_date: date
    became: Became | None


class _MembershipRow(Struct, frozen=True):
    person_id: PersonId
    status: MembershipStatus
    joined_on: date | None
    ended_on: date | None
    applied_on: date | None
    waiting_since: date | None

    @property
    def membership(self) -> Membership:
        has_left = self.status is MembershipStatus.ENDED
        applied_in_vain = self.joined_on is None and (self.applied_on or self.waiting_since) is not None
        return Membership(
            self.person_id,
            Stay(self.person_id, "", self.joined_on, self.ended_on, has_left),
            Belonging(self.status, self.joined_on, self.applied_on),
            self.status.holds_seat or (has_left and not applied_in_vain),
        )


class _OnRecord(Struct, frozen=True):
    chapter_id: ChapterId
    figures: MonthFigures


_counted_row, _visit_row, _membership_row = Reader(_CountedRow), Reader(_VisitRow), Reader(_MembershipRow)
_on_record = Reader(_OnRecord, figures=Reader(MonthFigures))


def count_months(
    connection: Connection, chapter: Chapter, first: int = FIRST_MONTH, last: int = LAST_MONTH
) -> dict[int, MonthFigures]:
    """The figures of a chapter's months, from one to another, counted anew; none where nothing counts."""
    here = bounds(chapter, Period(first_of(first), last_of(last)))
    here["currency"], rules = chapter.currency, chapter.rules.visitors
    here["uncounted"] = uncounted_kind(rules.open_house_counts)
    counted = [row.counted(chapter) for row in _counted_row.all(connection.execute(_COUNTS, here))]
    visits = [
        VisitMade(row.person_id, row.on_date, row.became)
        for row in _visit_row.all(connection.execute(_VISITS, here))
    ]
    memberships = [row.membership for row in _membership_row.all(connection.execute(_MEMBERSHIPS, here))]
    stays = [each.stay for each in memberships if each.was_in]
    return months_of(counted, newcomers(visits, memberships), stays, first, last)


# As they are noted

_n = t.chapter_month.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)
_FROM, _TO = (bindparam(name, type_=_n.month.type) for name in ("first", "last"))
_NOTED = (
    select(t.chapter_month)
    .where(_n.chapter_id.in_(_THEM), _n.month.between(_FROM, _TO))
    .order_by(_n.chapter_id, _n.month)
)


def read_months(
    connection: Connection, chapter_ids: Collection[ChapterId], first: int, last: int
) -> dict[ChapterId, list[MonthFigures]]:
    """What is noted of some chapters from one month to another, in order; of none an empty list.

    A month in which nothing counts is not there: there are as many members then as at the end of the month
    noted last before it.
    """
    here = {"chapters": list(chapter_ids), "first": first, "last": last}
    found = defaultdict[ChapterId, list[MonthFigures]](list, {each: [] for each in chapter_ids})
    for row in _on_record.all(connection.execute(_NOTED, here)):
        found[row.chapter_id].append(row.figures)
    return dict(found)
