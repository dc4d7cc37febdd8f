"""Noticing that the file of an open SQLite database is not what it was: gone, another one, or damaged.

A cloud folder or a cleaner asks nobody, and SQLite goes on in the file that it has open, wherever that is.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from leadsroom.store.file.parts import Seen, connect, identity_of, index_of, log_of
from leadsroom.store.file.shadow import Shadow

_BUSY_TIMEOUT_MS = 2000


class Trouble(StrEnum):
    """What has become of the file."""

    GONE = "gone"
    REPLACED = "replaced"
    LOG_GONE = "log gone"
    DAMAGED = "damaged"


class Record(Struct, frozen=True):
    """How far the record of acts reaches: the number of its last entry, and its command."""

    last: int = 0
    command_id: str = ""

    def is_in(self, connection: sqlite3.Connection) -> bool:
        """Whether a database reaches as far. Raises sqlite3.Error."""
        found = connection.execute("SELECT command_id FROM journal WHERE id = ?", (self.last,)).fetchone()
        return not self.last or (found is not None and found[0] == self.command_id)


class Custody:
    """Looks after one file. One caller at a time; a look costs microseconds while nobody else writes."""

    def __init__(self, file: Path, reader: sqlite3.Connection, opened: Seen | None = None) -> None:
        """`reader` is a connection of its own; `opened` is what was seen when it was opened, if earlier.

        Raises sqlite3.Error.
        """
        self.file, self.reader = file, reader
        self._data_version = self._version()
        self.record = record_of(reader)
        self._seen = opened or Seen.of(file)
        self.shadow: Shadow | None = None

    def settle(self) -> None:
        """We have written: what there is, is as it should be."""
        self._take_in()
        self._seen = Seen.of(self.file) or self._seen

    def trouble(self) -> Trouble | None:
        """What has become of the file; None while all is well, and where nobody can look."""
        before, now = self._seen, Seen.of(self.file)
        if before is None or now is None:
            self._seen = now or before
            return None
        if now.file is None:
            return Trouble.GONE
        if now.file != before.file:
            return Trouble.REPLACED
        if now.has_lost_log_of(before):
            return Trouble.LOG_GONE
        if not now.may_be_as(before):
            if not is_whole(self.file, self.record):
                return Trouble.DAMAGED
            self._take_in()
        elif self._version() != self._data_version:
            self._take_in()
        self._seen = now
        return None

    def _take_in(self) -> None:
        self._data_version = self._version()
        with suppress(sqlite3.Error):
            self.record = record_of(self.reader)
        if self.shadow is not None:
            try:
                self.shadow.follow()
            except (OSError, sqlite3.Error):
                self.shadow.close()
                self.shadow = None

    def _version(self) -> int:
        """A number that changes when somebody else commits."""
        try:
            return int(self.reader.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return -1

    def clear_leftovers(self) -> None:
        """Take away our log where the file is gone: what stands in its place is not to be read with it."""
        seen = self._seen
        if seen and identity_of(self.file) != seen.file and identity_of(log_of(self.file)) == seen.log:
            for rest in (log_of(self.file), index_of(self.file)):
                with suppress(OSError):
                    rest.unlink(missing_ok=True)

    def close(self) -> None:
        """Nobody looks after it any more."""
        if self.shadow is not None:
            self.shadow.close()
            self.shadow = None
        self.reader.close()


def record_of(connection: sqlite3.Connection) -> Record:
    """How far the record of a database reaches. Raises sqlite3.Error."""
    last = connection.execute("SELECT id, command_id FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return Record() if last is None else Record(*last)


def is_whole(file: Path, record: Record) -> bool:
    """Whether a file is a sound database that reaches as far as a record. Changes nothing."""
    try:
        with closing(connect(file)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return bool(found == "ok" and record.is_in(connection))
    except sqlite3.OperationalError as wrong:
        return wrong.sqlite_errorcode == sqlite3.SQLITE_BUSY  # whoever writes at such length is one of us
    except sqlite3.Error:
        return False
