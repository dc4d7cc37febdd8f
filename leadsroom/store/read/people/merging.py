"""Where a person stands in rows: what has to move when two spellings turn out to be one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import person_of

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
    for table, column in _PLACES:
        query = select(table.c.id).where(table.c.chapter_id == chapter_id, column == person_id)
        for row_id in connection.scalars(query).all():
            yield table, column.name, row_id


def tables_naming_both(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId
) -> list[str]:
    """The tables with a row that is about both: somebody who passes on to somebody, or stands in for them."""
    found = []
    for table in {table.name: table for table, _ in _PLACES}.values():
        columns = [column for place, column in _PLACES if place is table and table is not t.person]
        query = select(table.c.id).where(table.c.chapter_id == chapter_id).limit(1)
        if "withdrawn_at" in table.c:
            query = query.where(table.c.withdrawn_at.is_(None))
        pairs = (query.where(a == one, b == other) for a, b in permutations(columns, 2))
        if any(connection.execute(each).first() is not None for each in pairs):
            found.append(table.name)
    return found


def people(connection: Connection, chapter_id: ChapterId) -> tuple[Person, ...]:
    """Everybody the chapter knows, by name; spellings that were merged are left out."""
    p = t.person.c
    query = select(t.person).where(p.chapter_id == chapter_id, p.merged_into_id.is_(None))
    return tuple(person_of(row) for row in connection.execute(query.order_by(p.name_key, p.id)))


def meetings_of_both(
    connection: Connection, chapter_id: ChapterId, one: PersonId, other: PersonId
) -> list[date]:
    """The dates of meetings at which both were, each as member, stand-in or guest, oldest first."""
    both, m = _meetings(connection, chapter_id, one) & _meetings(connection, chapter_id, other), t.meeting.c
    query = select(m.on_date).where(m.chapter_id == chapter_id, m.id.in_(both)).order_by(m.on_date)
    return list(connection.scalars(query)) if both else []


def _meetings(connection: Connection, chapter_id: ChapterId, person_id: PersonId) -> set[int]:
    """The meetings a person has a place at; visits withdrawn left out."""
    found: set[int] = set()
    for table, column in _AT_MEETING:
        query = select(table.c.meeting_id).where(table.c.chapter_id == chapter_id, column == person_id)
        if "withdrawn_at" in table.c:
            query = query.where(table.c.withdrawn_at.is_(None))
        found.update(connection.scalars(query))
    return found
