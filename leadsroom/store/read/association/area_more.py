"""Reading what the area's table has of the chapters of a page beside their months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from sqlalchemy import BindParameter, Connection, Integer, bindparam, func, select

from leadsroom.domain.association.area_figures import HALF, ChapterInArea, MoreOfChapter, median_of_members
from leadsroom.domain.association.month import first_of, months_before
from leadsroom.domain.health.meetings import MeetingInPeriod, not_closed
from leadsroom.domain.health.renewal import is_near, renews_on
from leadsroom.domain.ids import ChapterId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.offices import vacancies
from leadsroom.domain.people.roster import Member, MembershipStatus, Person, Term
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import Calendar
from leadsroom.store import tables as t
from leadsroom.store.read.association.area_table import special_dates_of
from leadsroom.store.read.association.areas import last_visits
from leadsroom.store.records import Reader

_m, _s, _held, _c = t.chapter_month.c, t.membership.c, t.meeting.c, t.chapter.c
_THEM: BindParameter[int] = bindparam("chapters", expanding=True)
_STAND = [status.value for status in MembershipStatus if status is not MembershipStatus.ENDED]
_RULES = select(_c.id, _c.rules).where(_c.id.in_(_THEM))
_DOLLARS = select(_m.chapter_id, _m.month, _m.dollars_by_member).where(
    _m.chapter_id.in_(_THEM),
    _m.month.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer)),
)
_SEATS = select(_s.chapter_id, _s.id, _s.person_id, _s.status, _s.offices, _s.joined_on).where(
    _s.chapter_id.in_(_THEM), _s.status.in_(_STAND)
)
_CLOSED = (_held.chapter_id.in_(_THEM), _held.state == MeetingState.CLOSED.value)
_BEGINS = (
    select(_held.chapter_id, func.min(_held.on_date).label("on")).where(*_CLOSED).group_by(_held.chapter_id)
)
_MEETINGS = select(_held.chapter_id, _held.id, _held.on_date, _held.number, _held.kind, _held.state).where(
    *_CLOSED, _held.on_date >= bindparam("since", type_=_held.on_date.type)
)
_AROUND = timedelta(days=7)  # how far from its date a meeting may stand for it


class _Seat(Struct, frozen=True):
    """A membership without its person: the table names nobody."""

    id: MembershipId
    chapter_id: ChapterId
    person_id: PersonId
    status: MembershipStatus
    terms: tuple[Term, ...]
    joined_on: date | None

    @property
    def member(self) -> Member:
        """The same, as rules ask for it."""
        person = Person(self.person_id, "")
        return Member(self.id, person, ProfessionId(0), "", "", self.status, 0, self.terms, self.joined_on)


class _RulesRow(Struct, frozen=True):
    id: ChapterId
    rules: ChapterRules = ChapterRules()


_seat_of = Reader(
    _Seat, terms=lambda values: [{"name": of} if isinstance(of, str) else of for of in values["offices"]]
)
_rules_of = Reader(_RulesRow)
_meeting_of = Reader(MeetingInPeriod, on="on_date")


def more_of(
    connection: Connection, chapters: Sequence[ChapterInArea], this: int
) -> dict[ChapterId, MoreOfChapter]:
    """What a page has of its chapters besides; `this` is the number of the month that goes on."""
    found: dict[ChapterId, MoreOfChapter] = {}
    for start in range(0, len(chapters), _AT_ONCE):
        part = chapters[start : start + _AT_ONCE]
        read = _Read(connection, [each.id for each in part], this)
        found |= {each.id: _more(each, read) for each in part}
    return found


_AT_ONCE = 500  # chapters in one statement


class _Read:
    """What is read of several chapters, by their numbers."""

    def __init__(self, connection: Connection, ids: Sequence[ChapterId], this: int) -> None:
        them = {"chapters": ids}
        self.this = this
        since = first_of(months_before(this, HALF)) - _AROUND
        self.rules = {row.id: row.rules for row in _rules_of.all(connection.execute(_RULES, them))}
        self.seats = defaultdict[ChapterId, list[_Seat]](list)
        for seat in _seat_of.all(connection.execute(_SEATS, them)):
            self.seats[seat.chapter_id].append(seat)
        self.dollars = defaultdict[ChapterId, dict[int, Mapping[str, int]]](dict)
        months = {"first": months_before(this, 2 * HALF), "last": months_before(this, 1)}
        for chapter_id, month, by_member in connection.execute(_DOLLARS, them | months):
            self.dollars[chapter_id][month] = by_member
        self.special = special_dates_of(connection, ids, since)
        self.meetings = defaultdict[ChapterId, list[MeetingInPeriod]](list)
        for row in connection.execute(_MEETINGS, them | {"since": since}):
            self.meetings[row.chapter_id].append(_meeting_of(row))
        began = connection.execute(_BEGINS, them)
        self.begins: dict[ChapterId, date] = {row.chapter_id: row.on for row in began}
        self.visits = last_visits(connection, ids)


def _more(of: ChapterInArea, read: _Read) -> MoreOfChapter:
    seats, rules = read.seats[of.id], read.rules[of.id]
    members = [seat.member for seat in seats if seat.status.holds_seat]
    renewals = [renews_on(member, rules, of.today) for member in members]
    whole = months_before(read.this, HALF)
    months, people = read.dollars[of.id], [member.person.id for member in members]
    return MoreOfChapter(
        dollars=median_of_members((by for month, by in months.items() if month >= whole), people),
        dollars_before=median_of_members((by for month, by in months.items() if month < whole), people),
        renewals=sum(on is not None and is_near(on, of.today) for on in renewals),
        waiting=sum(seat.status is MembershipStatus.WAITING for seat in seats),
        applied=sum(seat.status is MembershipStatus.APPLICANT for seat in seats),
        vacant=vacancies(rules.offices, members),
        missing=_missing(of, read),
        visit=read.visits.get(of.id),
    )


def _missing(of: ChapterInArea, read: _Read) -> tuple[date, ...]:
    begins = read.begins.get(of.id)
    if begins is None:
        return ()
    calendar = Calendar.of(of.weekday, of.schedule, read.special[of.id])
    period = Period(first_of(months_before(read.this, HALF)), of.today)
    return tuple(each.on for each in not_closed(calendar, period, read.meetings[of.id], of.today, begins))
