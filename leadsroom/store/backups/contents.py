"""What is in a database file, of whichever schema, and whether a copy is sound and whole.

Read by plain SQL of what the first schema had already: a backup may be older than the program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.errors import Refused
from leadsroom.store.faults import of_file
from leadsroom.store.first_look import connection_to_look, is_ours

_CHAPTERS_NAMED = 50
_SOME_CHAPTERS = "SELECT name, timezone, clock_24h FROM chapter ORDER BY id LIMIT ?"


class LocalTime(Struct, frozen=True):
    """How a chapter reads the time."""

    timezone: str = "UTC"
    clock_24h: bool = True

    def local(self, at: datetime) -> datetime:
        """The moment on the wall of its meeting room."""
        return at.astimezone(ZoneInfo(self.timezone))


class Newest(Struct, frozen=True):
    """The last entry of a journal."""

    id: int
    at: datetime
    what: str


class Contents(Struct, frozen=True):
    """What a database holds. `chapters` are the names of some, those that were founded first; `rows` counts
    those of each table.
    """

    version: str
    chapters: tuple[str, ...]
    meetings: int
    leads: int
    newest: Newest | None
    clock: LocalTime
    rows: tuple[tuple[str, int], ...]

    @property
    def chapters_in_all(self) -> int:
        """How many chapters there are."""
        return dict(self.rows)["chapter"]

    @property
    def last_entry(self) -> int:
        """The number of the last entry; every act of any chapter raises it."""
        return 0 if self.newest is None else self.newest.id


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection to look at a database file that is there, whose errors come out as Refused."""
    try:
        with connection_to_look(file) as found:
            yield found
    except sqlite3.Error as wrong:
        raise of_file(wrong, file) from wrong


def contents_of(connection: sqlite3.Connection) -> Contents:
    """What a database holds at this moment. Raises Refused for one that is not leadsroom's."""
    connection.execute("BEGIN")
    try:
        return _contents(connection)
    finally:
        connection.execute("COMMIT")


def _contents(connection: sqlite3.Connection) -> Contents:
    tables, place = table_names(connection), connection.execute("PRAGMA database_list").fetchone()[2]
    if not is_ours(tables, place):
        raise Refused(f"{place} is empty.")
    counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    chapters = connection.execute(_SOME_CHAPTERS, (_CHAPTERS_NAMED,)).fetchall()
    held = connection.execute("SELECT count(*) FROM meeting WHERE started_at IS NOT NULL").fetchone()[0]
    return Contents(
        str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]),
        tuple(sorted(str(name) for name, *_ in chapters)),
        held,
        counted["lead"],
        _newest(connection),
        LocalTime(str(chapters[0][1]), bool(chapters[0][2])) if chapters else LocalTime(),
        tuple(sorted(counted.items())),
    )


def table_names(connection: sqlite3.Connection) -> list[str]:
    """The tables of a database."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    return [str(name) for (name,) in connection.execute(query)]


def _newest(connection: sqlite3.Connection) -> Newest | None:
    found = connection.execute("SELECT id, at, what FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    if found is None:
        return None
    entry_id, at, what = found
    return Newest(entry_id, moment_in(at), PRIVATE_ENTRY if _is_private(connection, entry_id) else what)


def _is_private(connection: sqlite3.Connection, entry_id: int) -> bool:
    columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(journal)")}
    if "is_private" not in columns:
        return False
    query = "SELECT is_private FROM journal WHERE id = ?"
    return bool(connection.execute(query, (entry_id,)).fetchone()[0])


class Closed(Struct, frozen=True):
    """A meeting that was closed: its date, and when."""

    on: date
    at: datetime


def meeting_closed_last(connection: sqlite3.Connection) -> Closed | None:
    """The meeting that was closed last, of whichever chapter."""
    query = "SELECT on_date, ended_at FROM meeting WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1"
    found = connection.execute(query).fetchone()
    return None if found is None else Closed(date.fromisoformat(found[0]), moment_in(found[1]))


def moment_in(stored: str) -> datetime:
    """A moment as SQLite has it."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def verified(file: Path) -> Contents:
    """What a file holds, every page of it read. Raises Refused for a damaged one."""
    with opened(file) as connection:
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            raise Refused(f"{file} is damaged: {answer}.")
        return contents_of(connection)


def copy_whole(original: sqlite3.Connection, into: Path) -> Contents:
    """Copy a database into a new private file, and see that it holds what the original held.

    Others may be writing meanwhile: then it holds no less than before and no more than afterwards.
    """
    into.touch(mode=0o600)
    before = contents_of(original)
    original.execute("VACUUM INTO ?", (str(into),))
    copied = verified(into)
    after = contents_of(original)
    is_whole = copied == before if before == after else _between(before, copied, after)
    if not is_whole:
        raise Refused(f"{into} does not hold what was copied.")
    return copied


def _between(before: Contents, copied: Contents, after: Contents) -> bool:
    return copied.version == before.version and before.last_entry <= copied.last_entry <= after.last_entry
