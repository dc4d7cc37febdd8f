"""Reading what an earlier program counted for members."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.people.openings import Figures, Opening
from leadsroom.domain.text.money import Money
from leadsroom.store import tables as t

_o = t.opening.c
_OPENINGS = (
    select(t.opening).where(_o.chapter_id == bindparam("chapter_id")).order_by(_o.since, _o.until, _o.id)
)


class OpeningRow(Struct, frozen=True):
    """An opening, and its row."""

    id: int
    opening: Opening


def openings(connection: Connection, chapter_id: ChapterId) -> list[OpeningRow]:
    """All of a chapter, the earliest period first."""
    return [_of(row) for row in connection.execute(_OPENINGS, {"chapter_id": chapter_id})]


def openings_of(connection: Connection, chapter_id: ChapterId, member_id: PersonId) -> tuple[Opening, ...]:
    """Those of one member, the earliest period first."""
    rows = connection.execute(_OPENINGS.where(_o.member_id == member_id), {"chapter_id": chapter_id})
    return tuple(_of(row).opening for row in rows)


def _of(row: Any) -> OpeningRow:
    counts = {name: getattr(row, name) for name in t.FIGURES}
    closed = None if row.closed_minor is None else Money(row.closed_minor, row.currency)
    figures = Figures(**counts, closed=closed)
    return OpeningRow(row.id, Opening(PersonId(row.member_id), row.since, row.until, figures, row.source))
