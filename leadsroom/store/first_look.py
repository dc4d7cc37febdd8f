"""A look at a file before it is opened as ours: it leaves no trace, in it or beside it."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leadsroom.errors import Refused
from leadsroom.files import has_room, may_write, size_of
from leadsroom.store.file.parts import holds_commits, index_of, log_of

# Tables that every version of ours has had. Other programs have the first one too.
_OURS = frozenset({"alembic_version", "chapter", "station"})
_PATIENCE_SECONDS = 5.0
_LEAST_INDEX = 32 * 1024  # SQLite makes no smaller one; what is smaller was cut off for want of room
_HINDERED = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def version_in(file: Path) -> str | None:
    """The revision that a file is at, or None where it is empty. Raises Refused for what is not ours."""
    if not size_of(file):
        _refuse_orphan(file)
        return None
    try:
        with connection_to_look(file) as connection:
            names = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if not is_ours(names, str(file)):
                return None
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(found[0]) if found else None
    except sqlite3.Error as wrong:
        from leadsroom.store.faults import of_file

        raise of_file(wrong, file) from wrong


def is_ours(names: Iterable[str], place: str) -> bool:
    """Whether a database with tables of these names is ours. One without any is nobody's.

    Raises Refused for another program's.
    """
    found = set(names)
    if not found:
        return False
    if found >= _OURS:
        return True
    raise Refused(f"{place} belongs to another program. Choose another place with --db.")


@contextmanager
def connection_to_look(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that makes no file and changes none, for one look. Others may be writing meanwhile.

    The file is read by SQLite only: to open and close it oneself would end the locks of connections to it.
    """
    connection = _connect_to_look(file, timeout=_PATIENCE_SECONDS, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def connect_or_look(file: Path, mode: str, **how: Any) -> tuple[sqlite3.Connection, bool]:
    """A connection in a mode, `rw` or `ro`; and whether it only looks, at this moment of the file.

    It does on a full disk, and where nothing may be written: even to read, SQLite would make a file there
    for what readers and writers share, and leave the stump of it where there is no room.
    """
    if not _can_be_shared(file):
        return _connect_to_look(file, **how), True
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, **how)
    try:
        connection.execute("PRAGMA schema_version").close()
    except sqlite3.Error as wrong:
        connection.close()
        if getattr(wrong, "sqlite_errorcode", 0) & 0xFF not in _HINDERED:
            raise
        return _connect_to_look(file, **how), True
    return connection, False


def _can_be_shared(file: Path) -> bool:
    """Whether it may be written, and the index is there that its readers and writers share, or has room."""
    if not (may_write(file) and may_write(file.parent)):
        return False
    index = index_of(file)
    return _is_index(index) or has_room(index.parent, _LEAST_INDEX)


def _is_index(index: Path) -> bool:
    return size_of(index) >= _LEAST_INDEX


def _connect_to_look(file: Path, **how: Any) -> sqlite3.Connection:
    query, is_alone = _way_to_look(file)
    where = f"{file.absolute().as_uri()}?mode=ro{query}"
    connection: sqlite3.Connection = sqlite3.connect(where, uri=True, **how)
    if is_alone:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _way_to_look(file: Path) -> tuple[str, bool]:
    """What is asked of SQLite, and whether it is to work without the file that readers share."""
    log, index = log_of(file), index_of(file)
    if _is_index(index) and (size_of(log) or (log.exists() and may_write(index))):
        return "", False  # somebody has it open, or had
    if not holds_commits(file):
        return "&immutable=1", False  # all there is, is in the file itself
    return ("", False) if sys.platform == "win32" else ("&vfs=unix-none", True)


def _refuse_orphan(file: Path) -> None:
    """SQLite would throw away what is beside an empty file, which may be the whole of a meeting."""
    log = log_of(file)
    if size_of(log):
        raise Refused(
            f"{file} is gone or empty, but what was written to it last is in {log.name} beside it. "
            "Restore a backup, or move that file away to begin with an empty one."
        )
