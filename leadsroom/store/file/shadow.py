"""A second copy of an open SQLite database, which takes in every commit: its pages, and its write-ahead log.

What is damaged in place cannot be read from the connections that are open to it: it is read from here.

The database's own file is never opened but by SQLite: closing it again would take away the locks by which all
programs know of one another. On the log there are no locks. https://sqlite.org/howtocorrupt.html
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

from leadsroom.files import make_folder
from leadsroom.locks import locked
from leadsroom.store.file.parts import append_committed, index_of, journal_of, log_header, log_of

_PAGES = ("page_count", "page_size")
_TIMES_ITS_SIZE = 2


class Shadow:
    """The copy, in a private folder of our own. One caller at a time."""

    def __init__(self, file: Path, folder: Path, reader: sqlite3.Connection) -> None:
        """`reader` is a connection to the database that nobody else uses. Raises OSError, sqlite3.Error."""
        self._file, self._reader = file, reader
        make_folder(folder)
        _sweep(folder)
        self._copy = folder / f"{uuid4().hex}.db"
        self._lock = locked(_lock_of(self._copy))
        self._header = b""
        self._copied_to = 0  # bytes of the log
        try:
            self._copy_whole()
        except BaseException:
            self.close()
            raise

    def follow(self) -> None:
        """Take in what was committed since. Raises OSError or sqlite3.Error where there is no room for it."""
        header = log_header(self._file)
        if header != self._header:
            self._copy_whole()
        else:
            self._copied_to = append_committed(self._file, log_of(self._copy), header, self._copied_to)

    def _copy_whole(self) -> None:
        """Copy the pages as they are with the log, and the log.

        Of a page that is in the log its last frame counts, however much of it the pages hold already.
        """
        new = _new(self._copy)
        self._need_room(new.parent)
        header = log_header(self._file)
        _empty(new)
        with closing(sqlite3.connect(new, isolation_level=None)) as pages:
            pages.execute("PRAGMA synchronous = OFF")
            self._reader.backup(pages)
        log_of(new).unlink(missing_ok=True)
        copied_to = append_committed(self._file, log_of(new), header, 0)
        log_of(self._copy).unlink(missing_ok=True)
        new.replace(self._copy)
        if copied_to:
            log_of(new).replace(log_of(self._copy))
        self._header, self._copied_to = header, copied_to

    def _need_room(self, folder: Path) -> None:
        """The last room of a disk is for the database itself. Raises OSError."""
        pages, size = (self._reader.execute(f"PRAGMA {name}").fetchone()[0] for name in _PAGES)
        if shutil.disk_usage(folder).free < _TIMES_ITS_SIZE * pages * size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    def write_to(self, target: Path) -> None:
        """One whole file of it. Raises OSError, sqlite3.Error."""
        _empty(target)
        shutil.copyfile(self._copy, target)
        if self._copied_to:
            _empty(log_of(target))
            shutil.copyfile(log_of(self._copy), log_of(target))
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """It is not needed any more."""
        _remove(self._copy)
        if self._lock is not None:
            self._lock.close()


def _lock_of(copy: Path) -> Path:
    return copy.with_suffix(".lock")


def _sweep(folder: Path) -> None:
    """Take away what programs have left that were killed."""
    for path in folder.glob("*.lock"):
        with suppress(OSError):
            lock = locked(path)
            if lock is not None:  # else its program still runs
                _remove(path.with_suffix(".db"))
                lock.close()


def _remove(copy: Path) -> None:
    for each in (copy, _new(copy)):
        for file in (each, log_of(each), index_of(each), journal_of(each)):
            file.unlink(missing_ok=True)
    _lock_of(copy).unlink(missing_ok=True)


def _new(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.new")


def _empty(file: Path) -> None:
    """A new file that nobody else may read."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
