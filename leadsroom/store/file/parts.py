"""A database on disk: which file it is, the plainest connection to it, and its write-ahead log beside it.

https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import IO

from msgspec import Struct

from leadsroom.files import size_of

LOG_HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24
_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")  # by the order of bytes in its checksums

Identity = tuple[int, int]  # the number of the device, and of the file on it


def identity_of(file: Path) -> Identity | None:
    """Which file it is, by whatever name: it stays while the file is moved. None where there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def real(file: Path) -> Path:
    """The file itself, by whatever name or link it was called."""
    return Path(os.path.realpath(file))


def connect(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there; none is made. It waits for nobody."""
    where = f"{file.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(where, timeout=0, uri=True, isolation_level=None, check_same_thread=False)


def log_of(file: Path) -> Path:
    """The write-ahead log that stands beside a database."""
    return _beside(file, "-wal")


def index_of(file: Path) -> Path:
    """The index of that log, which all programs share that have the database open."""
    return _beside(file, "-shm")


def journal_of(file: Path) -> Path:
    """What a database without a log is rolled back by, if a transaction was not ended."""
    return _beside(file, "-journal")


def _beside(file: Path, ending: str) -> Path:
    # SQLite looks beside the file that a link leads to.
    itself = real(file) if os.path.islink(file) else file  # noqa: PTH114 - the other way raises PermissionError
    return itself.with_name(itself.name + ending)


def log_header(file: Path) -> bytes:
    """What tells one run of the log from the next; nothing where the log is empty or not there."""
    try:
        with log_of(file).open("rb") as log:
            return log.read(LOG_HEADER_BYTES)
    except OSError:
        return b""


def holds_commits(file: Path) -> bool:
    """Whether there is anything in the log of a database that its pages may lack."""
    header = log_header(file)
    if len(header) < LOG_HEADER_BYTES or not header.startswith(_MAGIC):
        return False
    try:
        with log_of(file).open("rb") as log:
            return _end_of_commits(log, header, LOG_HEADER_BYTES) > LOG_HEADER_BYTES
    except OSError:
        return False


def append_committed(file: Path, copy: Path, header: bytes, copied_to: int) -> int:
    """Copy the committed frames of the log that are not in `copy` yet; how far it reaches then, in bytes."""
    if len(header) < LOG_HEADER_BYTES:
        return 0
    with log_of(file).open("rb") as log:
        end = _end_of_commits(log, header, max(copied_to, LOG_HEADER_BYTES))
        log.seek(copied_to)
        frames = log.read(end - copied_to) if end > LOG_HEADER_BYTES else b""
    if len(frames) < end - copied_to:
        return copied_to  # none was committed, or it was cut off meanwhile
    if frames:
        with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as written:
            written.seek(copied_to)
            written.write(frames)
    return end


def _end_of_commits(log: IO[bytes], header: bytes, start: int) -> int:
    """Behind the last frame that ends a transaction. What comes after it may still be written over."""
    page_size, salts = int.from_bytes(header[8:12], "big"), header[16:24]
    at = end = start
    while True:
        log.seek(at)
        frame = log.read(FRAME_HEADER_BYTES)
        if len(frame) < FRAME_HEADER_BYTES or frame[8:16] != salts:
            return end
        at += FRAME_HEADER_BYTES + page_size
        if int.from_bytes(frame[4:8], "big"):
            end = at


class Seen(Struct, frozen=True):
    """Which files stand there, and what changes when somebody writes to them."""

    file: Identity | None
    log: Identity | None
    file_stamp: tuple[int, int, int]
    log_header: bytes
    log_size: int
    index: Identity | None = None

    @classmethod
    def of(cls, file: Path) -> Seen | None:
        """None where that cannot be seen, as on a drive that is out of reach."""
        try:
            main = file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return cls(None, None, (0, 0, 0), b"", 0)
        except OSError:
            return None
        return cls(
            (main.st_dev, main.st_ino),
            identity_of(log_of(file)),
            (main.st_size, main.st_mtime_ns, main.st_ctime_ns),
            log_header(file),
            size_of(log_of(file)),
            identity_of(index_of(file)),
        )

    def has_lost_log_of(self, before: Seen) -> bool:
        """Whether the log is gone, or its index.

        Whoever opens the file then makes another index, and writes over what we write.
        """
        pairs = ((before.log, self.log), (before.index, self.index))
        return any(was is not None and was != now for was, now in pairs)

    def may_be_as(self, before: Seen) -> bool:
        """Whether nobody but a writer of the log has been at them."""
        as_before = (self.file_stamp, self.log_header) == (before.file_stamp, before.log_header)
        return as_before and self.log_size >= before.log_size
