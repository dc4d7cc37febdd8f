"""Reading one-to-ones: the last ones, those of some weeks, and those of one member."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, or_, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_one_to_one = Reader(OneToOne, on="on_date")


def _with_names(chapter_id: ChapterId) -> Select[Any]:
    """Those on record with both names, the latest first."""
    o, first, second = t.one_to_one.c, t.person.alias("first"), t.person.alias("second")
    return (
        select(o.id, o.on_date, o.note, o.first_id, o.second_id)
        .add_columns(first.c.name.label("first"), second.c.name.label("second"))
        .join(first, t.link(o.first_id, first))
        .join(second, t.link(o.second_id, second))
        .where(o.chapter_id == chapter_id, o.withdrawn_at.is_(None))
        .order_by(o.on_date.desc(), o.id.desc())
    )


def one_to_ones(connection: Connection, chapter_id: ChapterId, most: int) -> list[OneToOne]:
    """The last ones, the latest first."""
    return _one_to_one.all(connection.execute(_with_names(chapter_id).limit(most)))


def one_to_ones_between(
    connection: Connection, chapter_id: ChapterId, after: date | None, until: date
) -> list[OneToOne]:
    """Those held after a day (None: ever) and by another one, the latest first."""
    on = t.one_to_one.c.on_date
    query = _with_names(chapter_id).where(on <= until)
    return _one_to_one.all(connection.execute(query if after is None else query.where(on > after)))


class _Met(Struct, frozen=True):
    first_id: PersonId
    second_id: PersonId
    on_date: date


_met = Reader(_Met)


def met_since(
    connection: Connection, chapter_id: ChapterId, since: date
) -> list[tuple[PersonId, PersonId, date]]:
    """Who met whom, from a day on, in order."""
    o = t.one_to_one.c
    query = (
        select(o.first_id, o.second_id, o.on_date)
        .where(o.chapter_id == chapter_id, o.on_date >= since, o.withdrawn_at.is_(None))
        .order_by(o.on_date, o.id)
    )
    return [(each.first_id, each.second_id, each.on_date) for each in _met.all(connection.execute(query))]


def one_to_ones_of(
    connection: Connection, chapter_id: ChapterId, member_id: PersonId, since: date
) -> list[OneToOne]:
    """Those of one member from a day on, the latest first."""
    o = t.one_to_one.c
    theirs = or_(o.first_id == member_id, o.second_id == member_id)
    return _one_to_one.all(connection.execute(_with_names(chapter_id).where(o.on_date >= since, theirs)))
