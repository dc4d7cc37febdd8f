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

from msgspec import Struct

from leadsroom.files import make_folder, size_of
from leadsroom.locks import locked
from leadsroom.store.file.parts import append_committed, connect, log_header, log_of

_BUSY_TIMEOUT_MS = 2000
_TIMES_ITS_SIZE = 2


class _Run(Struct):
    """One run of the log, copied so far: what it begins with, and how many bytes of it are in `file`."""

    file: Path
    header: bytes
    copied_to: int = 0


class Shadow:
    """The copy, in a private folder of our own: pages, and every run of the log since. One caller at a time.

    A log begins anew once all of it is in the file. Then the pages are behind, and want to be copied again,
    which takes its time; until then each run is copied by itself.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        """Raises OSError, sqlite3.Error."""
        self._file = file
        make_folder(folder)
        _sweep(folder)
        self._copy = folder / f"{uuid4().hex}.db"
        self._lock = locked(_lock_of(self._copy))
        self._runs: list[_Run] = []
        try:
            self.adopt(self.copied_pages())
        except BaseException:
            self.close()
            raise

    @property
    def is_behind(self) -> bool:
        """Whether the pages want to be copied again."""
        return len(self._runs) > 1

    def follow(self) -> None:
        """Take in what was committed since. Raises OSError where there is no room for it."""
        header = log_header(self._file)
        if header != self._runs[-1].header:
            self._runs.append(_Run(_run_of(self._copy, len(self._runs)), header))
        run = self._runs[-1]
        run.copied_to = append_committed(self._file, run.file, run.header, run.copied_to)

    def copied_pages(self) -> bytes:
        """Copy the pages anew, while others write; what the log began with before. For `adopt`."""
        header = log_header(self._file)
        new = _new(self._copy)
        self._need_room(new.parent)
        _empty(new)
        with (
            closing(sqlite3.connect(new, isolation_level=None)) as pages,
            closing(connect(self._file)) as reader,
        ):
            pages.execute("PRAGMA synchronous = OFF")
            reader.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
            reader.backup(pages)
        return header

    def _need_room(self, folder: Path) -> None:
        """The last room of a disk is for the database itself. Raises OSError."""
        if shutil.disk_usage(folder).free < _TIMES_ITS_SIZE * size_of(self._file):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    def adopt(self, header: bytes) -> None:
        """Take the new pages, and the log from where it began: of a page in it its last frame counts."""
        if header != log_header(self._file) and self._runs:
            return  # it has begun anew meanwhile: next time
        for run in self._runs:
            run.file.unlink(missing_ok=True)
        _new(self._copy).replace(self._copy)
        self._runs = [_Run(_run_of(self._copy, 0), header)]
        self.follow()

    def write_to(self, target: Path) -> None:
        """One whole file of it. Raises OSError, sqlite3.Error."""
        _empty(target)
        shutil.copyfile(self._copy, target)
        for run in self._runs:
            if run.copied_to:
                _empty(log_of(target))
                shutil.copyfile(run.file, log_of(target))
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
    for file in copy.parent.glob(f"{copy.stem}.*"):
        file.unlink(missing_ok=True)


def _new(copy: Path) -> Path:
    return copy.with_suffix(".new")


def _run_of(copy: Path, number: int) -> Path:
    return copy.with_suffix(f".run-{number}")


def _empty(file: Path) -> None:
    """A new file that nobody else may read."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
