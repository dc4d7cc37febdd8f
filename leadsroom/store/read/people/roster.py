"""Finding people and what they are known by: names as keys, see `leadsroom.domain.text.plain_text.fold`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, and_, or_, select

from leadsroom.domain.ids import ChapterId, MeetingId, PersonId, ProfessionId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store import tables as t

AnyRow = Row[Any]
_SEATED = [status.value for status in MembershipStatus if status.holds_seat]


def people_called(connection: Connection, chapter_id: ChapterId, name_key: str) -> list[AnyRow]:
    """Rows of `person` of this name with `holds_seat`: those at the table first, then by number.

    A spelling that was merged into another leads to the person who was kept.
    """
    m, p = t.membership.c, t.person.c
    seat = select(m.id).where(t.link(m.person_id, t.person), m.status.in_(_SEATED)).exists()
    spelt = t.person.alias("spelt").c
    kept = select(spelt.merged_into_id).where(spelt.chapter_id == chapter_id, spelt.name_key == name_key)
    query = select(t.person, seat.label("holds_seat")).where(
        p.chapter_id == chapter_id,
        p.merged_into_id.is_(None),
        or_(p.name_key == name_key, p.id.in_(kept.where(spelt.merged_into_id.is_not(None)))),
    )
    return list(connection.execute(query.order_by(seat.desc(), p.id)))


def is_known_otherwise(
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


_PLACES = [
    (table, column)
    for table in t.metadata.tables.values()
    for column in table.c
    if column.references(t.person.c.id)
]


def profession_called(connection: Connection, chapter_id: ChapterId, name_key: str) -> ProfessionId | None:
    """The profession of this name."""
    p = t.profession.c
    query = select(p.id).where(p.chapter_id == chapter_id, p.name_key == name_key)
    found = connection.execute(query).scalar()
    return None if found is None else ProfessionId(found)
