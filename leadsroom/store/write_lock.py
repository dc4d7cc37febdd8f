"""On PostgreSQL, writers of a chapter follow one another, as BEGIN IMMEDIATE makes them do on SQLite."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, select

from leadsroom.domain.ids import ChapterId

# The key of a lock is one number of 64 bits, as a chapter's is. A chapter's lock is its own number, which is
# above zero, so that no two are the same, as two hashes would be now and then. The lock of all is a number
# that no chapter has, the same in every leadsroom.
_OF_ALL = -724300
_LOCK_ALL = select(func.pg_advisory_xact_lock(_OF_ALL))
_LOCK_ONE = select(
    func.pg_advisory_xact_lock_shared(_OF_ALL), func.pg_advisory_xact_lock(bindparam("chapter_id"))
)


def wait_for_turn(connection: Connection, chapter_id: ChapterId | None = None) -> None:
    """Hold off other writers until the transaction ends: those of one chapter, or all of them.

    On SQLite there is nothing to do.
    """
    if connection.dialect.name == "sqlite":
        return
    if chapter_id is None:
        connection.execute(_LOCK_ALL)
    else:
        connection.execute(_LOCK_ONE, {"chapter_id": chapter_id})
