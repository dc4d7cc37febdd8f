"""A second copy of an open SQLite database, which takes in every commit: its pages, and its write-ahead log.

What is damaged in place cannot be read from the connections that are open to it: it is read from here.

The database's own file is never opened but by SQLite: closing it again would take away the locks by which all
programs know of one another. On the log there are no locks. https://sqlite.org/howtocorrupt.html

A program that is killed, at whatever moment, leaves a copy that fits together: of a meeting whose database is
gone by then it may be the only one.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from msgspec import Struct

from leadsroom.files import make_folder, names_to_disk, size_of, to_disk
from leadsroom.locks import locked
from leadsroom.store.file.parts import (
    FRAME_HEADER_BYTES,
    LOG_HEADER_BYTES,
    append_committed,
    connect,
    log_header,
    log_of,
)

_BUSY_TIMEOUT_MS = 2000
_TIMES_ITS_SIZE = 2


class CopiedRun(Struct):
    """One run of the log, copied so far: what it begins with, and how many bytes of it are in `file`."""

    file: Path
    header: bytes
    copied_to: int = 0
    on_disk_to: int = -1


class Shadow:
    """The copy, in a private folder of our own: pages, and every run of the log since. One caller at a time.

    A log begins anew once all of it is in the file. Then the pages are behind, and want to be copied again,
    which takes its time; until then each run is copied by itself.
    """

    def __init__(self, file: Path, folder: Path, place: Path) -> None:
        """`place` is where the database is looked for, `file` where it is. Raises OSError, sqlite3.Error."""
        self._file = file
        make_folder(folder)
        self._copy, self._lock = _begun(folder)
        self._runs: list[CopiedRun] = []
        try:
            _note_place(self._lock, place)
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
            self._runs.append(CopiedRun(_run_of(self._copy, len(self._runs)), header))
        run = self._runs[-1]
        run.copied_to = append_committed(self._file, run.file, run.header, run.copied_to)

    def copied_pages(self) -> CopiedRun:
        """Copy the pages anew, while others write, and the log that belongs to them. For `adopt`."""
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
        log = self._copy.with_suffix(".new-run")
        log.unlink(missing_ok=True)
        run = CopiedRun(log, header, append_committed(self._file, log, header, 0))
        for file in (new, log) if run.copied_to else (new,):
            to_disk(file)
        return run

    def _need_room(self, folder: Path) -> None:
        """The last room of a disk is for the database itself. Raises OSError."""
        if shutil.disk_usage(folder).free < _TIMES_ITS_SIZE * size_of(self._file):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    def adopt(self, run: CopiedRun) -> None:
        """Take the new pages, and the log from where it began: of a page in it its last frame counts.

        Step by step, each of which leaves what fits together: pages, and no run without those before it.
        """
        if run.header != log_header(self._file) and self._runs:
            return  # it has begun anew meanwhile: next time
        for earlier in reversed(self._runs):
            earlier.file.unlink(missing_ok=True)
        _new(self._copy).replace(self._copy)
        first = _run_of(self._copy, 0)
        if run.copied_to:
            run.file.replace(first)
        self._runs = [CopiedRun(first, run.header, run.copied_to)]
        self.follow()

    def to_disk(self) -> None:
        """Wait until what was taken in is on the disk, where a battery that fails does not take it away."""
        run = self._runs[-1]
        reached = run.copied_to
        if reached > run.on_disk_to:
            names_to_disk(self._copy.parent)
            with suppress(OSError):  # there is none yet, or another thread has closed it
                to_disk(run.file)
            run.on_disk_to = reached

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
        self._lock.close()


def _lock_of(copy: Path) -> Path:
    return copy.with_suffix(".lock")


def _begun(folder: Path) -> tuple[Path, IO[bytes]]:
    """The name of a new copy, and its lock. Raises OSError."""
    while True:
        copy = folder / f"{uuid4().hex}.db"
        lock = locked(_lock_of(copy))
        if lock is not None and _lock_of(copy).exists():  # else somebody took it for one that was left
            return copy, lock


def _note_place(lock: IO[bytes], place: Path) -> None:
    """For whoever finds the copy once its program is gone. Raises OSError."""
    lock.seek(0)
    os.write(lock.fileno(), os.fsencode(place))  # nothing waits in memory, to fail again when it is closed
    os.fsync(lock.fileno())


class LeftCopy:
    """A copy whose program was killed, while the lock on it is ours."""

    def __init__(self, file: Path, lock: IO[bytes]) -> None:
        self.file = file
        lock.seek(0)
        of = lock.read()
        self.place = Path(os.fsdecode(of)) if of and file.exists() else None  # else there is nothing in it
        self.begun_at = datetime.fromtimestamp(os.fstat(lock.fileno()).st_mtime, UTC)

    def gather(self) -> None:
        """Put all of it into its one file. Killed meanwhile, it goes on the next time.

        Of a log that did not reach the disk as a whole, what is there counts, and none that comes after it.
        Raises OSError, sqlite3.Error.
        """
        runs = sorted(self.file.parent.glob(f"{self.file.stem}.run-*"), key=_number_of)
        fits = _takes_in_log(self.file)
        while runs and fits:
            runs.pop(0).replace(log_of(self.file))
            fits = _takes_in_log(self.file)
        for run in reversed(runs):
            run.unlink()

    def remove(self) -> None:
        """It is not needed any more. Raises OSError."""
        _remove(self.file)


def left_copies(folder: Path) -> Iterator[LeftCopy]:
    """Those whose programs were killed, one after the other, each locked in its turn."""
    for path in sorted(folder.glob("*.lock")):
        with suppress(OSError):
            lock = locked(path)
            if lock is not None:  # else its program still runs
                with lock:
                    yield LeftCopy(path.with_suffix(".db"), lock)


def _takes_in_log(file: Path) -> bool:
    """Whether all of the log beside a file could be put into it. Raises sqlite3.Error."""
    size = size_of(log_of(file))
    with closing(connect(file)) as connection:
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
        frames = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()[1]
    return size in (0, LOG_HEADER_BYTES + frames * (FRAME_HEADER_BYTES + page_size))


def _remove(copy: Path) -> None:
    """The pages first, without which there is no copy; the lock last, by which the rest is found."""
    files = copy.parent.glob(f"{copy.stem}.*")
    for file in sorted(files, key=lambda each: (each.suffix == ".lock", each != copy)):
        file.unlink(missing_ok=True)


def _new(copy: Path) -> Path:
    return copy.with_suffix(".new")


def _run_of(copy: Path, number: int) -> Path:
    return copy.with_suffix(f".run-{number}")


def _number_of(run: Path) -> int:
    return int(run.suffix.removeprefix(".run-"))


def _empty(file: Path) -> None:
    """A new file that nobody else may read."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
