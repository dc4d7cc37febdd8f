"""Reading people from outside: visitors, substitutes, and the facts that a form needs of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Snapshot
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import MembershipStatus, Person
from leadsroom.domain.people.substitutes import (
    USUAL_WINDOW,
    PastSubstitute,
    PastSubstitutes,
    StoodIn,
    SubstituteRecord,
    substitute_records,
)
from leadsroom.domain.people.visits import PastVisitor, PastVisitors
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.windows import WindowKind, months_later
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people as everybody
from leadsroom.store.read.people.roster import person_of
from leadsroom.store.records import Reader

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]
_v, _m, _ship = t.visit.c, t.meeting.c, t.membership.c
_VISITS = (
    select(t.person, _m.on_date, _m.kind, _v.became)
    .join(t.visit, t.link(_v.person_id, t.person))
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.on_date >= bindparam("since", type_=_m.on_date.type))
    .where(_m.id != bindparam("besides"), _m.state != MeetingState.DISCARDED.value)
    .where(_v.withdrawn_at.is_(None), t.counted_visit)
    .order_by(_v.at, _v.id)
)
_SEATS = (
    select(
        *(_ship.person_id, t.person.c.name, t.profession.c.family),
        t.profession.c.name.label("profession"),
    )
    .join(t.person, t.link(_ship.person_id, t.person))
    .join(t.profession, t.link(_ship.profession_id, t.profession))
    .where(_ship.chapter_id == bindparam("chapter_id"), _ship.status.in_(_SEATED))
    .order_by(_ship.seat, _ship.id)
)


def uncounted_kind(open_house_counts: bool) -> str:
    """The kind of meeting whose visits do not count; empty when all do."""
    return "" if open_house_counts else MeetingKind.OPEN_HOUSE.value


class _VisitRow(Struct, frozen=True):
    person: Person
    on_date: date
    kind: MeetingKind
    became: Became | None


class _HolderRow(Struct, frozen=True):
    person_id: PersonId
    seat: HeldSeat


class _StoodInRow(Struct, frozen=True):
    person: Person
    time: StoodIn


_visit_row = Reader(_VisitRow, person=person_of)
_holder_row = Reader(_HolderRow, seat=Reader(HeldSeat, holder="name"))
_stood_in_row = Reader(_StoodInRow, person=person_of, time=Reader(StoodIn, on="on_date"))


def visitors_since(
    connection: Connection, chapter_id: ChapterId, since: date, besides: MeetingId, *, open_house_counts: bool
) -> tuple[PastVisitor, ...]:
    """The visitors from a day on, one meeting left out; the latest first."""
    uncounted = uncounted_kind(open_house_counts)
    found: dict[PersonId, PastVisitor] = {}
    here = {"chapter_id": chapter_id, "since": since, "besides": besides}
    for visit in _visit_row.all(connection.execute(_VISITS, here)):
        before = found.pop(visit.person.id, None)
        visits = (before.visits if before else 0) + (visit.kind != uncounted)
        became = visit.became or (before.became if before else None)
        found[visit.person.id] = PastVisitor(visit.person, visits, visit.on_date, became)
    return tuple(reversed(found.values()))


class VisitedMeeting(Struct, frozen=True):
    """A meeting that visits can be of: held with this program, or before the chapter had it."""

    id: int
    on_date: date
    state: MeetingState
    starts_at: datetime
    ended_at: datetime | None

    @property
    def is_closed(self) -> bool:
        """Whether it was held with this program."""
        return self.state is MeetingState.CLOSED

    @property
    def at(self) -> datetime:
        """The moment of what is added to its record."""
        return self.ended_at or self.starts_at


_visited_meeting = Reader(VisitedMeeting)


def visited_meetings(
    connection: Connection, chapter_id: ChapterId, days: Collection[date]
) -> dict[date, VisitedMeeting]:
    """The meeting of each of these days that was held, the first of several; before one of ours any other."""
    query = (
        select(_m.id, _m.on_date, _m.state, _m.starts_at, _m.ended_at)
        .where(_m.chapter_id == chapter_id, _m.on_date.in_(days))
        .where(_m.state.in_([MeetingState.CLOSED.value, MeetingState.BEFORE.value]))
        .order_by(_m.on_date, _m.state, _m.number.desc(), _m.id.desc())
    )
    rows = _visited_meeting.all(connection.execute(query)) if days else ()
    return {each.on_date: each for each in rows}  # of a day the last row stays, which is the one to take


def visits_at(
    connection: Connection, chapter_id: ChapterId, meetings: Collection[int]
) -> set[tuple[int, PersonId]]:
    """Which visitors are on record of these meetings, as (meeting, person)."""
    query = select(_v.meeting_id, _v.person_id).where(_v.chapter_id == chapter_id)
    query = query.where(_v.meeting_id.in_(meetings), _v.withdrawn_at.is_(None))
    return {(row.meeting_id, row.person_id) for row in connection.execute(query)} if meetings else set()


def held_seats(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, HeldSeat]:
    """The seats of a chapter that are held, on leave too, by who holds them, in table order."""
    rows = _holder_row.all(connection.execute(_SEATS, {"chapter_id": chapter_id}))
    return {row.person_id: row.seat for row in rows}


_member = t.person.alias("member")
_a = t.attendance.c
_STOOD_IN = (
    select(t.person, _a.member_id, _member.c.name.label("member"), _m.on_date, _a.meeting_id)
    .join(t.attendance, t.link(_a.substitute_id, t.person))
    .join(t.meeting, t.link(_a.meeting_id, t.meeting))
    .join(_member, t.link(_a.member_id, _member))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.state == MeetingState.CLOSED.value)
    .where(_m.on_date >= bindparam("since", type_=_m.on_date.type))
    .where(_m.id != bindparam("besides"), ~t.IS_EXTRA)
    .order_by(_m.on_date, _m.id, _a.seat)
)


def substitutes_since(
    connection: Connection, chapter_id: ChapterId, since: date, besides: MeetingId
) -> tuple[PastSubstitute, ...]:
    """The substitutes at closed meetings from a day on, one meeting left out; the latest first.

    An extra meeting counts for no rule.
    """
    people: dict[PersonId, Person] = {}
    times: defaultdict[PersonId, list[StoodIn]] = defaultdict(list)
    here = {"chapter_id": chapter_id, "since": since, "besides": besides}
    for row in _stood_in_row.all(connection.execute(_STOOD_IN, here)):
        people[row.person.id] = row.person
        times[row.person.id].append(row.time)
    found = [PastSubstitute(person, tuple(times[person_id])) for person_id, person in people.items()]
    return tuple(sorted(found, key=lambda one: one.times[-1].on, reverse=True))


_REMEMBERED_MONTHS = 24
_NO_MEETING = MeetingId(0)


def past_substitutes(connection: Connection, snapshot: Snapshot) -> PastSubstitutes:
    """Past substitutes before this meeting who hold no seat by now, and the record that the rules look at."""
    return substitutes_before(connection, snapshot.chapter, snapshot.meeting.on, snapshot.meeting.id)


def substitutes_before(
    connection: Connection, chapter: Chapter, on: date, besides: MeetingId = _NO_MEETING
) -> PastSubstitutes:
    """The same before a date, one meeting left out."""
    from leadsroom.store.read.people.standing import dates_held, standings

    since, seats = _substitutes_since(chapter.rules, on), held_seats(connection, chapter.id)
    people = substitutes_since(connection, chapter.id, since, besides)
    named = {one.person.id for one in people} | seats.keys()
    return PastSubstitutes(
        tuple(one for one in people if one.person.id not in seats),
        tuple(dates_held(connection, chapter.id, since)),
        seats,
        standings(connection, chapter, on),
        tuple(person for person in everybody(connection, chapter.id) if person.id not in named),
    )


def substitute_records_on(connection: Connection, chapter: Chapter, on: date) -> tuple[SubstituteRecord, ...]:
    """Everybody who was a substitute in the last two years or the rule's window, as of a day."""
    from leadsroom.store.read.people.standing import dates_held

    since, rules = _substitutes_since(chapter.rules, on), chapter.rules.substitutes
    people = substitutes_counted_since(connection, chapter, on)
    return substitute_records(people, rules, dates_held(connection, chapter.id, since), on)


def substitutes_counted_since(
    connection: Connection, chapter: Chapter, on: date
) -> tuple[PastSubstitute, ...]:
    """Everybody who was a substitute, with all that the chapter's rule counts from a day on."""
    return substitutes_since(connection, chapter.id, _substitutes_since(chapter.rules, on), _NO_MEETING)


def _substitutes_since(rules: ChapterRules, on: date) -> date:
    """Two years back, or as far as the chapter counts."""
    window = rules.substitutes.same_person_window or USUAL_WINDOW
    remembered = months_later(on, -_REMEMBERED_MONTHS)
    return remembered if window.kind is WindowKind.IN_A_ROW else min(remembered, window.first_day(on))


def past_visitors(connection: Connection, snapshot: Snapshot) -> PastVisitors:
    """Past visitors before this meeting who hold no seat by now, and the seats that are held."""
    chapter, meeting = snapshot.chapter, snapshot.meeting
    counts = chapter.rules.visitors.open_house_counts
    seats = held_seats(connection, chapter.id)
    visitors = visitors_since(connection, chapter.id, date.min, meeting.id, open_house_counts=counts)
    named = {visitor.person.id for visitor in visitors} | seats.keys()
    return PastVisitors(
        tuple(visitor for visitor in visitors if visitor.person.id not in seats),
        tuple(seats.values()),
        tuple(person for person in everybody(connection, chapter.id) if person.id not in named),
    )
