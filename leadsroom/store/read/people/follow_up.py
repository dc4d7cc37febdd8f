"""Reading everybody who has visited, with what they came to be on the roster."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
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
    .where(_m.state != MeetingState.DISCARDED.value, _v.withdrawn_at.is_(None))
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
    belongings: defaultdict[PersonId, list[Belonging]] = defaultdict(list)
    for each in _belonging_row.all(connection.execute(_BELONGINGS, here)) if people else ():
        belongings[each.person_id].append(each.belonging)
    seats = _SeatsInWords(held_seats(connection, chapter_id) if people else {})
    return newest_first(
        [
            Visitor(person, tuple(visits[each]), tuple(belongings[each]), seats.of(person))
            for each, person in people.items()
        ]
    )


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
