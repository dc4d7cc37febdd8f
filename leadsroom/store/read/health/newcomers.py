"""Reading how soon the first lead and the first dollars came to everybody who joined since a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, Connection, Select, Table, Text, and_, cast, func, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, MembershipId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.roster import Member
from leadsroom.store import tables as t
from leadsroom.store.read.health.period import BEGINS, EARLIEST, FIRST, HERE
from leadsroom.store.records import Reader

_m, _l, _b, _a, _s = t.meeting.c, t.lead.c, t.closed_business.c, t.attendance.c, t.membership.c
_CLOSED = and_(_m.chapter_id == HERE, _m.on_date >= FIRST, _m.state == MeetingState.CLOSED.value)


class FirstDays(Struct, frozen=True):
    """When something first came to a member, from joining to leaving; `places` are the dates of theirs."""

    first_lead_on: date | None = None
    first_dollar_on: date | None = None
    places: tuple[date, ...] = ()


class _First(Struct, frozen=True):
    id: MembershipId
    on: date


class _Between(Struct, frozen=True):
    person_id: PersonId
    at: datetime


class _Places(Struct, frozen=True):
    id: MembershipId
    meetings: tuple[MeetingId, ...]


class _Held(Struct, frozen=True):
    id: MeetingId
    on_date: date


def _first_query(table: Table, who: Column[Any], where: ColumnElement[bool]) -> Select[Any]:
    """The first date of a meeting at which something of each newcomer was entered, from joining on."""
    return (
        select(_s.id, func.min(_m.on_date).label("on"))
        .join(table, and_(table.c.chapter_id == _s.chapter_id, who == _s.person_id))
        .join(t.meeting, t.link(table.c.meeting_id, t.meeting))
        .where(_s.chapter_id == HERE, _s.joined_on >= FIRST, _CLOSED, _m.on_date >= _s.joined_on)
        .where(table.c.withdrawn_at.is_(None), where)
        .group_by(_s.id)
    )


def _between_query(
    table: Table, who: Column[Any], at: Column[Any], where: ColumnElement[bool]
) -> Select[Any]:
    """What was entered between meetings; on which day that is, the chapter's time says."""
    here = and_(table.c.chapter_id == HERE, table.c.meeting_id.is_(None), at >= BEGINS)
    return select(who.label("person_id"), at.label("at")).where(here, table.c.withdrawn_at.is_(None), where)


_IS_LEAD = and_(_l.lead_since.is_not(None), t.counted_lead)
_FIRST_LEADS = _first_query(t.lead, _l.receiver_id, _IS_LEAD)
_LEADS_BETWEEN = _between_query(t.lead, _l.receiver_id, _l.passed_at, _IS_LEAD)
_FIRST_DOLLARS = _first_query(t.closed_business, _b.reported_by_id, _b.amount_minor != 0)
_DOLLARS_BETWEEN = _between_query(t.closed_business, _b.reported_by_id, _b.at, _b.amount_minor != 0)
# One row for all places of a member; the dates of the meetings are read once for all members.
_PLACES = (
    select(_s.id, func.aggregate_strings(cast(_a.meeting_id, Text), ",").label("meetings"))
    .join(t.attendance, and_(_a.chapter_id == _s.chapter_id, _a.member_id == _s.person_id))
    .where(_s.chapter_id == HERE, _s.joined_on >= FIRST)
    .group_by(_s.id)
)
_HELD = select(_m.id, _m.on_date).where(_CLOSED, ~t.IS_EXTRA).order_by(_m.on_date)
_first, _between, _held = Reader(_First), Reader(_Between), Reader(_Held)
_places = Reader(_Places, meetings=lambda values: [int(number) for number in values["meetings"].split(",")])


def newcomers(
    connection: Connection, chapter: Chapter, members: Iterable[Member]
) -> dict[MembershipId, FirstDays]:
    """By their memberships, those of some members; of nobody without a day of joining."""
    joined = {each.id: each for each in members if each.joined_on is not None}
    if not joined:
        return {}
    since = min(each.joined_on for each in joined.values() if each.joined_on is not None)
    since = max(since, EARLIEST)
    here = {"chapter_id": chapter.id, "first": since, "begins": chapter.day_begins(since)}

    def firsts(at_table: Select[Any], between: Select[Any]) -> dict[MembershipId, date]:
        days = defaultdict[MembershipId, list[date]](list)
        entered = defaultdict[PersonId, list[datetime]](list)
        for first in _first.all(connection.execute(at_table, here)):
            days[first.id].append(first.on)
        for row in _between.all(connection.execute(between, here)):
            entered[row.person_id].append(row.at)
        for member in joined.values():
            days[member.id] += [chapter.today(at) for at in entered[member.person.id]]
        own = {each: _as_member(joined[each], found) for each, found in days.items() if each in joined}
        return {each: min(found) for each, found in own.items() if found}

    leads, dollars = firsts(_FIRST_LEADS, _LEADS_BETWEEN), firsts(_FIRST_DOLLARS, _DOLLARS_BETWEEN)
    places = _dates(connection, here)
    return {
        each.id: FirstDays(
            leads.get(each.id), dollars.get(each.id), _as_member(each, places.get(each.id, ()))
        )
        for each in joined.values()
    }


def _as_member(member: Member, days: Iterable[date]) -> tuple[date, ...]:
    """Those of some days on which they were a member, from joining to leaving."""
    first, last = member.joined_on or date.min, member.ended_on or date.max
    return tuple(day for day in days if first <= day <= last)


def _dates(connection: Connection, here: dict[str, Any]) -> dict[MembershipId, list[date]]:
    """The dates of the places of everybody who joined since a day, in order; earlier memberships' too."""
    held = {each.id: each.on_date for each in _held.all(connection.execute(_HELD, here))}
    rows = _places.all(connection.execute(_PLACES, here))
    return {row.id: sorted(held[meeting] for meeting in row.meetings if meeting in held) for row in rows}
