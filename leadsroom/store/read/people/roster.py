"""Reading people: the roster, people by name, and the rows that name a person.

Names are found as keys, see `leadsroom.domain.text.plain_text.fold`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from leadsroom.domain.ids import ChapterId, MeetingId, PersonId, ProfessionId
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_SEATED = [status.value for status in MembershipStatus if status.holds_seat]


person_of = Reader(Person, profession="trade")
# Members, whose profession is that of their seat.
_member_of = Reader(
    Member,
    person=Reader(Person, id="person_id"),
    # An office of which no day is on record is stored as its name alone.
    terms=lambda values: [{"name": of} if isinstance(of, str) else of for of in values["offices"]],
)


def _members_query() -> Select[Any]:
    m, p = t.membership.c, t.person.c
    return (
        select(
            *(
                m.id,
                m.person_id,
                m.profession_id,
                m.status,
                m.seat,
                m.offices,
                m.joined_on,
                m.ended_on,
                m.note,
                m.multi_level,
            ),
            *(t.profession.c.name.label("profession"), t.profession.c.sphere),
            *(p.name, p.company, p.phone, p.phone_typed, p.email, p.may_write, p.letters),
        )
        .join(t.person, t.link(m.person_id, t.person))
        .join(t.profession, t.link(m.profession_id, t.profession))
        .where(m.chapter_id == bindparam("chapter_id"))
        .order_by(m.seat, m.id)
    )


_MEMBERS = _members_query()
# The same as `leadsroom.domain.people.membership.never_in`.
APPLIED_IN_VAIN = and_(
    t.membership.c.status == MembershipStatus.ENDED.value,
    t.membership.c.joined_on.is_(None),
    or_(t.membership.c.applied_on.is_not(None), t.membership.c.waiting_since.is_not(None)),
)
_CANDIDATES = [MembershipStatus.APPLICANT.value, MembershipStatus.WAITING.value]
_EVER_IN = _MEMBERS.where(t.membership.c.status.not_in(_CANDIDATES), ~APPLIED_IN_VAIN)
_MEMBERS_OF_STATUS = _MEMBERS.where(t.membership.c.status.in_(bindparam("statuses", expanding=True)))


def members(
    connection: Connection, chapter_id: ChapterId, statuses: Iterable[MembershipStatus] | None = None
) -> tuple[Member, ...]:
    """The memberships of a chapter in table order, those of the given statuses or all."""
    if statuses is None:
        rows = connection.execute(_MEMBERS, {"chapter_id": chapter_id})
    else:
        wanted = [status.value for status in statuses]
        rows = connection.execute(_MEMBERS_OF_STATUS, {"chapter_id": chapter_id, "statuses": wanted})
    return tuple(_member_of.all(rows))


def members_ever_in(connection: Connection, chapter_id: ChapterId) -> tuple[Member, ...]:
    """The memberships of all who hold a seat or held one, in table order; no application is among them."""
    return tuple(_member_of.all(connection.execute(_EVER_IN, {"chapter_id": chapter_id})))


class PersonCalled(Struct, frozen=True):
    """Somebody of a name that was looked for, as the key of it."""

    person: Person
    holds_seat: bool
    called: str


_called = Reader(PersonCalled, person=person_of)


def people_called(connection: Connection, chapter_id: ChapterId, name_key: str) -> list[PersonCalled]:
    """Everybody of this name: those at the table first, then by number.

    A spelling that was merged into another leads to the person who stayed.
    """
    return people_by_name(connection, chapter_id, [name_key])[name_key]


def people_by_name(
    connection: Connection, chapter_id: ChapterId, name_keys: Collection[str]
) -> dict[str, list[PersonCalled]]:
    """The same for each of several names, in one query."""
    m, p, spelt = t.membership.c, t.person.c, t.person.alias("spelt").c
    seat = select(m.id).where(t.link(m.person_id, t.person), m.status.in_(_SEATED)).exists()
    staying = select(
        spelt.name_key.label("called"), func.coalesce(spelt.merged_into_id, spelt.id).label("staying_id")
    )
    staying_ids = (
        staying.where(spelt.chapter_id == chapter_id, spelt.name_key.in_(name_keys)).distinct().subquery()
    )
    query = (
        select(t.person, seat.label("holds_seat"), staying_ids.c.called)
        .join(staying_ids, staying_ids.c.staying_id == p.id)
        .where(p.chapter_id == chapter_id, p.merged_into_id.is_(None))
        .order_by(seat.desc(), p.id)
    )
    found: dict[str, list[PersonCalled]] = {name_key: [] for name_key in name_keys}
    for each in _called.all(connection.execute(query)) if name_keys else ():
        found[each.called].append(each)
    return found


_VISITING = (
    select(t.person)
    .where(t.person.c.chapter_id == bindparam("chapter_id"), t.person.c.home_chapter != "")
    .where(t.person.c.merged_into_id.is_(None))
    .order_by(t.person.c.name_key, t.person.c.id)
)


def members_elsewhere_on_record(connection: Connection, chapter_id: ChapterId) -> tuple[Person, ...]:
    """The members of other chapters who are on record of a chapter, by name."""
    return tuple(person_of.all(connection.execute(_VISITING, {"chapter_id": chapter_id})))


def names_of(connection: Connection, chapter_id: ChapterId) -> dict[PersonId, str]:
    """Everybody on record of the chapter, by name."""
    p = t.person.c
    rows = connection.execute(select(p.id, p.name).where(p.chapter_id == chapter_id))
    return {PersonId(row.id): row.name for row in rows}


def name_of(connection: Connection, chapter_id: ChapterId, person_id: PersonId) -> str | None:
    """One person's name, if they are on record of the chapter."""
    p = t.person.c
    query = select(p.name).where(p.id == person_id, p.chapter_id == chapter_id)
    return connection.execute(query).scalar()


def is_member(connection: Connection, chapter_id: ChapterId, person_id: PersonId) -> bool:
    """Whether somebody holds a seat, or held one."""
    m = t.membership.c
    query = select(m.id).where(m.chapter_id == chapter_id, m.person_id == person_id).limit(1)
    return connection.execute(query).first() is not None


def is_seated(connection: Connection, chapter_id: ChapterId, person_id: PersonId) -> bool:
    """Whether somebody holds a seat now."""
    m = t.membership.c
    query = select(m.id).where(m.chapter_id == chapter_id, m.person_id == person_id, m.status.in_(_SEATED))
    return connection.execute(query.limit(1)).first() is not None


def is_named_elsewhere(
    connection: Connection, chapter_id: ChapterId, person_id: PersonId, meeting_id: MeetingId
) -> bool:
    """Whether any row that is not of this meeting is about a person of a chapter."""
    queries = (
        select(table.c.id)
        .where(table.c.chapter_id == chapter_id, _about(table, column, person_id, meeting_id))
        .limit(1)
        for table, column in _PLACES
    )
    return any(connection.execute(query).first() is not None for query in queries)


def _about(
    table: Table, column: Column[Any], person_id: PersonId, meeting_id: MeetingId
) -> ColumnElement[bool]:
    if "meeting_id" not in table.c:
        return column == person_id
    return and_(column == person_id, table.c.meeting_id.is_distinct_from(meeting_id))


def profession_called(connection: Connection, chapter_id: ChapterId, name_key: str) -> ProfessionId | None:
    """The profession of this name."""
    return professions_by_name(connection, chapter_id, [name_key]).get(name_key)


def professions_by_name(
    connection: Connection, chapter_id: ChapterId, name_keys: Collection[str]
) -> dict[str, ProfessionId]:
    """Those of several names that there are, in one query."""
    p = t.profession.c
    query = select(p.name_key, p.id).where(p.chapter_id == chapter_id, p.name_key.in_(name_keys))
    return {name_key: ProfessionId(row_id) for name_key, row_id in connection.execute(query)}


Place = tuple[Table, Column[Any]]
_PLACES: tuple[Place, ...] = tuple(
    (table, column)
    for table in t.metadata.tables.values()
    for column in table.c
    if column.references(t.person.c.id)
)
# Whose row two people at one meeting would share, or both have one of their own.
_AT_MEETING = (
    (t.attendance, t.attendance.c.member_id),
    (t.attendance, t.attendance.c.substitute_id),
    (t.visit, t.visit.c.person_id),
)


def rows_about(
    connection: Connection, chapter_id: ChapterId, person_id: PersonId
) -> Iterator[tuple[Table, str, int]]:
    """Every (table, column, row) of a chapter that names a person."""
    each = (
        select(literal(place).label("place"), table.c.id).where(
            table.c.chapter_id == chapter_id, column == person_id
        )
        for place, (table, column) in enumerate(_PLACES)
    )
    found = connection.execute(union_all(*each))
    for place, row_id in sorted((row.place, row.id) for row in found):
        table, column = _PLACES[place]
        yield table, column.name, row_id


def tables_naming_both(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId
) -> list[str]:
    """The tables with a row that is about both: somebody who passes on to somebody, or is their
    substitute.
    """
    asked = []
    for table in {table.name: table for table, _ in _PLACES}.values():
        columns = [column for place, column in _PLACES if place is table and table is not t.person]
        query = select(table.c.id).where(table.c.chapter_id == chapter_id)
        if "withdrawn_at" in table.c:
            query = query.where(table.c.withdrawn_at.is_(None))
        pairs = (query.where(a == one, b == other) for a, b in permutations(columns, 2))
        asked += [select(literal(table.name)).where(pair.exists()) for pair in pairs]
    return list(dict.fromkeys(connection.scalars(union_all(*asked))))


def people(connection: Connection, chapter_id: ChapterId) -> tuple[Person, ...]:
    """Everybody on record of the chapter, by name; spellings that were merged are left out."""
    p = t.person.c
    query = select(t.person).where(p.chapter_id == chapter_id, p.merged_into_id.is_(None))
    return tuple(person_of.all(connection.execute(query.order_by(p.name_key, p.id))))


def meetings_of_both(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId
) -> list[date]:
    """The dates of meetings at which both were, each as member, substitute or visitor, oldest first."""
    asked = []
    for table, column in _AT_MEETING:
        query = select(table.c.meeting_id, column.label("person_id"))
        query = query.where(table.c.chapter_id == chapter_id, column.in_([one, other]))
        if "withdrawn_at" in table.c:
            query = query.where(table.c.withdrawn_at.is_(None))
        asked.append(query)
    at, m = union_all(*asked).subquery("at"), t.meeting.c
    both = (
        select(at.c.meeting_id)
        .group_by(at.c.meeting_id)
        .having(func.count(at.c.person_id.distinct()) == 2)
        .subquery("both")
    )
    here = (m.chapter_id == chapter_id) & (m.id == both.c.meeting_id)
    query = select(m.on_date).select_from(both.join(t.meeting, here)).order_by(m.on_date)
    return list(connection.scalars(query))
