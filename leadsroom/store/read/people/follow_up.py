"""Reading everybody who has visited, with what they came to be on the roster, and who is to decide."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, func, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Belonging, VisitOfRecord, Visitor, newest_first
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visits import seat_in_words
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import person_of
from leadsroom.store.read.people.visitors import held_seats, uncounted_kind
from leadsroom.store.records import Reader

_v, _m, _ship = t.visit.c, t.meeting.c, t.membership.c
_host = t.person.alias("host")
_ON_RECORD = (
    select(
        t.person,
        *(_v.id.label("visit_id"), _v.host_id, _v.became, _v.became_note, _host.c.name.label("host")),
        *(_m.on_date, _m.kind, _m.state),
    )
    .join(t.visit, t.link(_v.person_id, t.person))
    .join(t.meeting, t.link(_v.meeting_id, t.meeting))
    .outerjoin(_host, t.link(_v.host_id, _host))
    .where(_m.chapter_id == bindparam("chapter_id"), _m.on_date >= bindparam("since", type_=_m.on_date.type))
    .where(_m.state != MeetingState.DISCARDED.value, _v.withdrawn_at.is_(None), t.counted_visit)
    .order_by(_m.on_date, _v.at, _v.id)
)
_BELONGINGS = (
    select(_ship.person_id, _ship.status, _ship.joined_on, _ship.applied_on)
    .where(_ship.chapter_id == bindparam("chapter_id"))
    .order_by(_ship.id)
)


class _OnRecordRow(Struct, frozen=True):
    person: Person
    visit: VisitOfRecord
    kind: MeetingKind
    state: MeetingState


class _BelongingRow(Struct, frozen=True):
    person_id: PersonId
    belonging: Belonging


_on_record_row = Reader(
    _OnRecordRow,
    person=person_of,
    visit=Reader(VisitOfRecord, id="visit_id", on="on_date", note="became_note"),
)
_belonging_row = Reader(_BelongingRow, belonging=Reader(Belonging))


def visitors_on_record(
    connection: Connection, chapter_id: ChapterId, since: date, *, open_house_counts: bool
) -> tuple[Visitor, ...]:
    """Everybody who has visited since a day, newest first, with what they came to be on the roster."""
    uncounted = uncounted_kind(open_house_counts)
    people: dict[PersonId, Person] = {}
    visits: defaultdict[PersonId, list[VisitOfRecord]] = defaultdict(list)
    here = {"chapter_id": chapter_id}
    for row in _on_record_row.all(connection.execute(_ON_RECORD, here | {"since": since})):
        people[row.person.id] = row.person
        is_over = row.state in (MeetingState.CLOSED, MeetingState.BEFORE)
        visits[row.person.id].append(replace(row.visit, is_over=is_over, counts=row.kind != uncounted))
    belongings = belongings_of(connection, chapter_id) if people else {}
    seats = _SeatsInWords(held_seats(connection, chapter_id) if people else {})
    return newest_first(
        [
            Visitor(person, tuple(visits[each]), belongings.get(each, ()), seats.of(person))
            for each, person in people.items()
        ]
    )


def belongings_of(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, tuple[Belonging, ...]]:
    """The memberships and applications of everybody who ever had one, in order."""
    found: defaultdict[PersonId, list[Belonging]] = defaultdict(list)
    for each in _belonging_row.all(connection.execute(_BELONGINGS, {"chapter_id": chapter_id})):
        found[each.person_id].append(each.belonging)
    return {person_id: tuple(each) for person_id, each in found.items()}


class _SeatsInWords:
    """What is to be said of the seats of many, each profession looked at once."""

    def __init__(self, seats: dict[PersonId, HeldSeat]) -> None:
        self._seats = seats
        self._words: dict[str, str] = {}

    def of(self, visitor: Person) -> str:
        """Whether the seat that somebody would take is free; empty for a member."""
        if visitor.id in self._seats:
            return ""
        if visitor.profession not in self._words:
            self._words[visitor.profession] = seat_in_words(visitor, self._seats)
        return self._words[visitor.profession]


_DECIDED = [became.value for became in Became if became is not Became.COMES_AGAIN]


class VisitorToDecide(Struct, frozen=True):
    """A visitor who has had their visits; `host` is the member who invited them."""

    id: PersonId
    name: str
    profession: str
    visits: int
    last_at: datetime
    host: str = ""


_to_decide = Reader(VisitorToDecide)


def visitors_to_decide(
    connection: Connection,
    chapter_id: ChapterId,
    visits: int,
    after: datetime,
    *,
    open_house_counts: bool = False,
) -> list[VisitorToDecide]:
    """Visitors with at least so many visits, the last after a moment, without an outcome.

    Nobody who belongs to the chapter in any way.
    """
    visit, person, host = t.visit.c, t.person.alias("visitor"), t.person.alias("host")
    belongs = select(t.membership.c.id).where(t.link(t.membership.c.person_id, person)).exists()
    last = func.max(visit.at)
    query = (
        select(
            person.c.id,
            person.c.name,
            person.c["trade"].label("profession"),
            func.max(host.c.name).label("host"),
            func.count().label("visits"),
            last.label("last_at"),
        )
        .join(person, t.link(visit.person_id, person))
        .join(t.meeting, t.link(visit.meeting_id, t.meeting))
        .outerjoin(host, t.link(visit.host_id, host))
        .where(visit.chapter_id == chapter_id, visit.withdrawn_at.is_(None), t.counted_visit, ~belongs)
        .where(~_has_decided(person), t.meeting.c.kind != uncounted_kind(open_house_counts))
        .group_by(person.c.id, person.c.name, person.c["trade"])
        .having(func.count() >= visits, last > after)
        .order_by(last, person.c.id)
    )
    return _to_decide.all(connection.execute(query))


def _has_decided(person: FromClause) -> ColumnElement[bool]:
    """Whether the last visit of a visitor has an outcome."""
    decided, later = t.visit.alias("decided"), t.visit.alias("later")
    came_again = select(later.c.id).where(
        t.link(later.c.person_id, person),
        later.c.at > decided.c.at,
        later.c.withdrawn_at.is_(None),
        ~later.c.of_member_elsewhere,
    )
    return (
        select(decided.c.id)
        .where(
            t.link(decided.c.person_id, person),
            decided.c.withdrawn_at.is_(None),
            decided.c.became.in_(_DECIDED),
        )
        .where(~came_again.exists())
        .exists()
    )
