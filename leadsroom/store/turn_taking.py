"""On PostgreSQL, writers of a chapter follow one another, as BEGIN IMMEDIATE makes them do on SQLite."""

from __future__ import annotations

from sqlalchemy import Connection, text

from leadsroom.domain.ids import ChapterId

CHANNEL = "leadsroom"
EVERYBODY = ""
_OF_ALL = 724300  # any number, the same in every leadsroom
_LOCK_ALL = text(f"SELECT pg_advisory_xact_lock({_OF_ALL}), pg_notify('{CHANNEL}', '{EVERYBODY}')")
_LOCK_ONE = text(
    f"SELECT pg_advisory_xact_lock_shared({_OF_ALL}), pg_advisory_xact_lock({_OF_ALL}, :chapter_id),"
    f" pg_notify('{CHANNEL}', :told)"
)


def wait_for_turn(connection: Connection, chapter_id: ChapterId | None = None) -> None:
    """Hold off other writers until the transaction ends: those of one chapter, or all of them.

    Those who watch the chapter are told when it commits. On SQLite there is nothing to do.
    """
    if connection.dialect.name == "sqlite":
        return
    if chapter_id is None:
        connection.execute(_LOCK_ALL)
    else:
        connection.execute(_LOCK_ONE, {"chapter_id": chapter_id, "told": str(chapter_id)})
