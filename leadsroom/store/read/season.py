"""Reading the calendar, and across meetings: which there are, and the last ones in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Table,
    TextClause,
    bindparam,
    case,
    func,
    or_,
    select,
)

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, SpecialDateId
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.season.calendar import Calendar, DateKind, SeasonDate, SpecialDate
from leadsroom.store import tables as t
from leadsroom.store.read.people.visitors import uncounted_kind

AnyRow = Row[Any]
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_GOING_ON = [state.value for state in LeadState if not state.is_over]
_DECIDED = [became.value for became in Became if became is not Became.COMES_AGAIN]
_AT_TABLE = [mark.value for mark in (Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTE)]


def _of_meeting(what: ColumnElement[Any], table: Table, *where: ColumnElement[bool]) -> Any:
    """A figure over the rows of one meeting, those withdrawn left out; the meeting is the outer query's."""
    query = select(what).where(t.link(table.c.meeting_id, t.meeting), *where)
    if "withdrawn_at" in table.c:
        query = query.where(table.c.withdrawn_at.is_(None))
    return query.scalar_subquery()


def meetings_in_numbers(connection: Connection, chapter_id: ChapterId, limit: int) -> list[AnyRow]:
    """The last closed meetings of a chapter, the latest first, each with its key numbers, in one query."""
    m, mark, substitute = t.meeting.c, t.attendance.c.mark, Mark.SUBSTITUTE.value
    count = func.count()
    query = (
        select(
            m.id,
            m.on_date,
            m.ends_at,
            m.ended_at,
            _of_meeting(count, t.attendance).label("seats"),
            _of_meeting(count, t.attendance, mark.in_(_AT_TABLE)).label("at_table"),
            _of_meeting(count, t.attendance, mark == substitute).label("substitutes"),
            _of_meeting(count, t.visit).label("visitors"),
            _of_meeting(count, t.lead).label("leads"),
            _of_meeting(count, t.lead, t.lead.c.lead_since.is_not(None)).label("qualified"),
        )
        .where(m.chapter_id == chapter_id, m.state == MeetingState.CLOSED.value)
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(limit)
    )
    return list(connection.execute(query))


def amounts_closed(connection: Connection, chapter_id: ChapterId, meeting_ids: Sequence[int]) -> list[AnyRow]:
    """The dollars reported at these meetings, report by report, in the order of a meeting's own picture."""
    business = t.closed_business.c
    query = (
        select(business.meeting_id, business.amount_minor, business.currency)
        .where(business.chapter_id == chapter_id, business.meeting_id.in_(meeting_ids))
        .where(business.withdrawn_at.is_(None))
        .order_by(business.at, business.id)
    )
    return list(connection.execute(query))


def leads_going_on(
    connection: Connection, chapter_id: ChapterId, heard_after: datetime, due_on: date
) -> list[AnyRow]:
    """The rows of leads that are not over, the oldest first, with the names of `receiver` and `giver`.

    Only those to members who still hold a seat, of which something was heard after a moment, or which
    somebody meant to look at again by a day.
    """
    lead, receiver, giver = t.lead.c, t.person.alias("receiver"), t.person.alias("giver")
    seated = select(t.membership.c.person_id).where(
        t.membership.c.chapter_id == chapter_id, t.membership.c.status.in_(_SEATED)
    )
    heard = func.coalesce(lead.last_word_at, lead.passed_at)
    query = (
        select(t.lead, receiver.c.name.label("receiver"), giver.c.name.label("giver"))
        .join(receiver, t.link(lead.receiver_id, receiver))
        .join(giver, t.link(lead.giver_id, giver))
        .where(lead.chapter_id == chapter_id, lead.state.in_(_GOING_ON), lead.withdrawn_at.is_(None))
        .where(or_(heard > heard_after, lead.follow_up_on <= due_on), lead.receiver_id.in_(seated))
        .order_by(lead.passed_at, lead.id)
    )
    return list(connection.execute(query))


def visitors_to_decide(
    connection: Connection,
    chapter_id: ChapterId,
    visits: int,
    after: datetime,
    *,
    open_house_counts: bool = False,
) -> list[AnyRow]:
    """Guests with at least so many visits, the last after a moment, who have not said what becomes of it.

    Nobody who belongs to the chapter in any way.
    """
    visit, guest, host = t.visit.c, t.person.alias("guest"), t.person.alias("host")
    belongs = select(t.membership.c.id).where(t.link(t.membership.c.person_id, guest)).exists()
    last = func.max(visit.at)
    query = (
        select(
            guest.c.id,
            guest.c.name,
            guest.c.trade,
            func.max(host.c.name).label("host"),
            func.count().label("visits"),
            last.label("last_at"),
        )
        .join(guest, t.link(visit.person_id, guest))
        .join(t.meeting, t.link(visit.meeting_id, t.meeting))
        .outerjoin(host, t.link(visit.host_id, host))
        .where(visit.chapter_id == chapter_id, visit.withdrawn_at.is_(None), ~belongs)
        .where(~_has_decided(guest), t.meeting.c.kind != uncounted_kind(open_house_counts))
        .group_by(guest.c.id, guest.c.name, guest.c.trade)
        .having(func.count() >= visits, last > after)
        .order_by(last, guest.c.id)
    )
    return list(connection.execute(query))


def _has_decided(guest: FromClause) -> ColumnElement[bool]:
    """Whether the last visit of a guest has come to something, or to nothing."""
    said, later = t.visit.alias("said"), t.visit.alias("later")
    came_again = select(later.c.id).where(
        t.link(later.c.person_id, guest), later.c.at > said.c.at, later.c.withdrawn_at.is_(None)
    )
    return (
        select(said.c.id)
        .where(t.link(said.c.person_id, guest), said.c.withdrawn_at.is_(None), said.c.became.in_(_DECIDED))
        .where(~came_again.exists())
        .exists()
    )


def meetings_of_date(connection: Connection, chapter_id: ChapterId, on: date) -> list[AnyRow]:
    """The meetings of a date, discarded ones left out; what is live first, then closed, then planned."""
    m = t.meeting.c
    rank = case({MeetingState.LIVE.value: 0, MeetingState.CLOSED.value: 1}, value=m.state, else_=2)
    query = (
        select(m.id, m.on_date, m.state, m.starts_at)
        .where(m.chapter_id == chapter_id, m.on_date == on, m.state != MeetingState.DISCARDED.value)
        .order_by(rank, m.id.desc())
    )
    return list(connection.execute(query))


def _is_in(state: MeetingState) -> ColumnElement[bool] | TextClause:
    # There is one live meeting at most, and an index of it alone, which only its own words find.
    return t.IS_LIVE if state is MeetingState.LIVE else t.meeting.c.state == state.value


def latest_meeting(connection: Connection, chapter_id: ChapterId, state: MeetingState) -> AnyRow | None:
    """The latest meeting in a state."""
    m = t.meeting.c
    query = (
        select(t.meeting)
        .where(m.chapter_id == chapter_id, _is_in(state))
        .order_by(m.on_date.desc(), m.id.desc())
        .limit(1)
    )
    return connection.execute(query).first()


_s, _m = t.special_date.c, t.meeting.c
_SPECIAL = (
    select(_s.on_date, _s.kind, _s.note).where(_s.chapter_id == bindparam("chapter_id")).order_by(_s.on_date)
)
_MEETINGS_SINCE = (
    select(_m.id, _m.on_date, _m.state, _m.kind)
    .where(
        _m.chapter_id == bindparam("chapter_id"),
        _m.on_date >= bindparam("since"),
        _m.state != MeetingState.DISCARDED.value,
    )
    .order_by(_m.on_date, _m.id)
)


def special_dates(connection: Connection, chapter_id: ChapterId) -> tuple[SpecialDate, ...]:
    """The dates of a chapter that are not like the others, the earliest first."""
    rows = connection.execute(_SPECIAL, {"chapter_id": chapter_id})
    return tuple(SpecialDate(row.on_date, DateKind(row.kind), row.note) for row in rows)


def calendar_of(connection: Connection, chapter: Chapter) -> Calendar:
    """When a chapter meets."""
    return chapter.calendar(special_dates(connection, chapter.id))


def next_meeting(connection: Connection, chapter: Chapter, now: datetime) -> SeasonDate:
    """Today's meeting or the next one: a date whose meeting has been closed is past."""
    last = latest_meeting(connection, chapter.id, MeetingState.CLOSED)
    return calendar_of(connection, chapter).upcoming(chapter.today(now), last.on_date if last else None)


def special_date_id(connection: Connection, chapter_id: ChapterId, on: date) -> SpecialDateId | None:
    """The row that says what is special about a date."""
    query = select(_s.id).where(_s.chapter_id == chapter_id, _s.on_date == on)
    found = connection.execute(query).scalar()
    return None if found is None else SpecialDateId(found)


def special_date_ids(connection: Connection, chapter_id: ChapterId) -> dict[date, SpecialDateId]:
    """The row of each date that is not like the others."""
    query = select(_s.id, _s.on_date).where(_s.chapter_id == chapter_id)
    return {row.on_date: SpecialDateId(row.id) for row in connection.execute(query)}


def meetings_since(connection: Connection, chapter_id: ChapterId, since: date) -> list[Row[Any]]:
    """Id, date, state and kind of every meeting from a day on but the discarded, in order."""
    return list(connection.execute(_MEETINGS_SINCE, {"chapter_id": chapter_id, "since": since}))
