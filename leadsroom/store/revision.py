"""The revision of a chapter: a number that every write raises, so that a look at it tells of all."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text

from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t

_RAISE = text(
    "INSERT INTO revision (chapter_id, number) VALUES (:chapter_id, 1) "
    "ON CONFLICT (chapter_id) DO UPDATE SET number = revision.number + 1 RETURNING number"
)
_REVISION = select(t.revision.c.number).where(t.revision.c.chapter_id == bindparam("chapter_id"))


def revision_of(connection: Connection, chapter_id: ChapterId) -> int:
    """How often a chapter has been written; 0 for one that nobody has written since it was founded."""
    found = connection.execute(_REVISION, {"chapter_id": chapter_id}).scalar()
    return 0 if found is None else int(found)


def raise_revision(connection: Connection, chapter_id: ChapterId | None) -> int | None:
    """Count one more write of a chapter; the number with it. None where it is none's, as when one is founded.

    What is rolled back was not counted.
    """
    if chapter_id is None:
        return None
    return int(connection.execute(_RAISE, {"chapter_id": chapter_id}).scalar_one())
