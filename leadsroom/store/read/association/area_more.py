"""Reading what the area's table has of the chapters of a page beside their months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import BindParameter, Connection, Integer, bindparam, func, select

from leadsroom.domain.association.area_figures import HALF, ChapterInArea, MoreOfChapter, median_of_members
from leadsroom.domain.association.areas import DirectorsVisit
from leadsroom.domain.association.month import first_of, months_before
from leadsroom.domain.health.meetings import MeetingInPeriod, not_closed
from leadsroom.domain.health.renewal import is_near, renews_on
from leadsroom.domain.health.statistics import Median, Share
from leadsroom.domain.ids import ChapterId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.offices import vacancies
from leadsroom.domain.people.roster import Member, MembershipStatus, Person, Term
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import Calendar, SpecialDate
from leadsroom.store import tables as t
from leadsroom.store.read.association.areas import last_visits
from leadsroom.store.read.association.calendars import special_dates_of
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


class _HeldRow(Struct, frozen=True):
    chapter_id: ChapterId
    meeting: MeetingInPeriod


_seat_of = Reader(
    _Seat, terms=lambda values: [{"name": of} if isinstance(of, str) else of for of in values["offices"]]
)
_rules_of = Reader(_RulesRow)
_held_of = Reader(_HeldRow, meeting=Reader(MeetingInPeriod, on="on_date"))


def more_of(
    connection: Connection,
    chapters: Sequence[ChapterInArea],
    this: int,
    fields: Collection[str] = MoreOfChapter.__struct_fields__,
) -> dict[ChapterId, MoreOfChapter]:
    """What a page has of its chapters besides, or some fields of that; `this` is the month that goes on."""
    found: dict[ChapterId, MoreOfChapter] = {}
    for start in range(0, len(chapters), _AT_ONCE):
        part = chapters[start : start + _AT_ONCE]
        read = _Read(connection, [each.id for each in part], this)
        found |= {
            each.id: MoreOfChapter(**{name: _FIND[name](each, read) for name in fields}) for each in part
        }
    return found


def with_gaps(connection: Connection, chapters: Sequence[ChapterInArea], this: int) -> list[ChapterInArea]:
    """The chapters with their `gaps`, those that seem to have many."""
    since = first_of(months_before(this, HALF))
    patchy = [each for each in chapters if each.seems_to_have_gaps(since)]
    more = more_of(connection, patchy, this, ("missing",))
    return [
        replace(each, gaps=_gaps(each, len(more[each.id].missing))) if each.id in more else each
        for each in chapters
    ]


def _gaps(of: ChapterInArea, missing: int) -> Share:
    return Share(missing, missing + of.now.meetings)


_AT_ONCE = 500  # chapters in one statement


class _Read:
    """What is read of several chapters, by their numbers: each at the first asking."""

    def __init__(self, connection: Connection, ids: Sequence[ChapterId], this: int) -> None:
        self._connection, self._them = connection, {"chapters": ids}
        self.whole = months_before(this, HALF)
        self.first = first_of(self.whole)
        self._months = {"first": months_before(this, 2 * HALF), "last": months_before(this, 1)}

    @cached_property
    def rules(self) -> dict[ChapterId, ChapterRules]:
        """Of each chapter."""
        return {row.id: row.rules for row in _rules_of.all(self._connection.execute(_RULES, self._them))}

    @cached_property
    def seats(self) -> Mapping[ChapterId, list[_Seat]]:
        """Those who hold a seat, wait for one, or apply."""
        found = defaultdict[ChapterId, list[_Seat]](list)
        for seat in _seat_of.all(self._connection.execute(_SEATS, self._them)):
            found[seat.chapter_id].append(seat)
        return found

    @cached_property
    def dollars(self) -> Mapping[ChapterId, dict[int, Mapping[str, int]]]:
        """What each member reported, by months."""
        found = defaultdict[ChapterId, dict[int, Mapping[str, int]]](dict)
        for row in self._connection.execute(_DOLLARS, self._them | self._months):
            found[row.chapter_id][row.month] = row.dollars_by_member
        return found

    @cached_property
    def special(self) -> Mapping[ChapterId, list[SpecialDate]]:
        """Dates that are not like the others."""
        return special_dates_of(self._connection, self._them["chapters"], self.first - _AROUND)

    @cached_property
    def meetings(self) -> Mapping[ChapterId, list[MeetingInPeriod]]:
        """The closed meetings of the later half, and of some days before it."""
        found = defaultdict[ChapterId, list[MeetingInPeriod]](list)
        since = {"since": self.first - _AROUND}
        for row in _held_of.all(self._connection.execute(_MEETINGS, self._them | since)):
            found[row.chapter_id].append(row.meeting)
        return found

    @cached_property
    def begins(self) -> dict[ChapterId, date]:
        """The date of the first closed meeting on record."""
        return {row.chapter_id: row.on for row in self._connection.execute(_BEGINS, self._them)}

    @cached_property
    def visits(self) -> Mapping[ChapterId, DirectorsVisit]:
        """The last visit of a director."""
        return last_visits(self._connection, self._them["chapters"])

    def members(self, of: ChapterInArea) -> list[Member]:
        """Those who hold a seat."""
        return [seat.member for seat in self.seats[of.id] if seat.status.holds_seat]


def _dollars(of: ChapterInArea, read: _Read, *, is_later: bool) -> Median:
    months = read.dollars[of.id].items()
    people = [seat.person_id for seat in read.seats[of.id] if seat.status.holds_seat]
    return median_of_members(
        (by_member for month, by_member in months if (month >= read.whole) is is_later), people
    )


def _renewals(of: ChapterInArea, read: _Read) -> int:
    days = (renews_on(member, read.rules[of.id], of.today) for member in read.members(of))
    return sum(on is not None and is_near(on, of.today) for on in days)


def _of_status(of: ChapterInArea, read: _Read, status: MembershipStatus) -> int:
    return sum(seat.status is status for seat in read.seats[of.id])


def _missing(of: ChapterInArea, read: _Read) -> tuple[date, ...]:
    begins, last = read.begins.get(of.id), of.archived_on or of.today
    if begins is None:
        return tuple(on for on in of.in_a_row if on >= read.first)
    if last < read.first:
        return ()
    calendar = Calendar.of(of.weekday, of.schedule, read.special[of.id])
    period = Period(read.first, last)
    return tuple(each.on for each in not_closed(calendar, period, read.meetings[of.id], last, begins))


_FIND: dict[str, Callable[[ChapterInArea, _Read], Any]] = {
    "dollars": partial(_dollars, is_later=True),
    "dollars_before": partial(_dollars, is_later=False),
    "renewals": _renewals,
    "waiting": partial(_of_status, status=MembershipStatus.WAITING),
    "applied": partial(_of_status, status=MembershipStatus.APPLICANT),
    "vacant": lambda of, read: vacancies(read.rules[of.id].offices, read.members(of)),
    "missing": _missing,
    "visit": lambda of, read: read.visits.get(of.id),
}
