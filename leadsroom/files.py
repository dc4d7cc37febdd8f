"""Files of this machine: why one cannot be written, in words."""

from __future__ import annotations

import errno
import os
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

_ENOUGH = 64 * 1024  # some pages of a database


class Cause(Struct, frozen=True):
    """Why nothing can be written, and what to do about it."""

    reason: str
    remedy: str

    def of(self, effect: str) -> str:
        """What comes of it, with the reason before that."""
        return f"{self.reason[:1].upper()}{self.reason[1:]}: {effect}"


_MAKE_ROOM = "Make room, then try again."
_FULL = Cause("the disk is full", _MAKE_ROOM)
_READ_ONLY_DISK = Cause("the disk is read-only", "Make it writable, or choose another place.")
_READ_ONLY_FILE = Cause("the file may only be read", "Allow writing to it, or choose another place.")
_READ_ONLY_FOLDER = Cause("its folder may only be read", "Allow writing to it, or choose another place.")
_NO_FOLDER = Cause("its folder is not there", "Choose another place.")
_CAUSES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: Cause("your share of the disk is used up", _MAKE_ROOM),
    errno.EFBIG: Cause("a limit on the size of files is reached", "Raise it (ulimit -f), then try again."),
    errno.EROFS: _READ_ONLY_DISK,
    errno.EACCES: Cause("it may not be written", "Allow writing, or choose another place."),
    errno.EPERM: Cause("it may not be written", "Allow writing, or choose another place."),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: Cause("its folder is a file", "Choose another place."),
    errno.EIO: Cause("the disk reports an error", "Choose a place on another disk."),
}


def cause_of(wrong: OSError) -> Cause:
    """The cause of a failure of the file system."""
    return _CAUSES.get(wrong.errno or 0) or Cause(
        _lowered(wrong.strerror or str(wrong)), "Choose another place."
    )


def why_not_written(path: Path) -> Cause | None:
    """Why a file could not be written or made just now, from a look at its place; None where it could be.

    The file itself is left alone: what is tried is tried in a file beside it that has no name.
    """
    folder = path.parent
    if not folder.is_dir():
        return _NO_FOLDER
    if path.exists() and not may_write(path):
        return _READ_ONLY_DISK if _is_read_only_disk(path) else _READ_ONLY_FILE
    if not may_write(folder):
        return _READ_ONLY_DISK if _is_read_only_disk(folder) else _READ_ONLY_FOLDER
    from tempfile import TemporaryFile

    try:
        with closing(TemporaryFile(dir=folder, buffering=0)) as trial:
            trial.truncate(
                _size_of(path)
            )  # a limit on sizes counts from the beginning, a disk only what is there
            trial.seek(0, os.SEEK_END)
            trial.write(bytes(_ENOUGH))
            os.fsync(trial.fileno())
    except OSError as wrong:
        return cause_of(wrong)
    return None


def may_write(path: Path) -> bool:
    """Whether the rights of a file or folder, and its disk, let this program write there."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _is_read_only_disk(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _size_of(path: Path) -> int:
    """How far a file, or what SQLite writes beside it, reaches."""
    sizes = [0]
    for each in (path, path.with_name(f"{path.name}-wal")):
        with suppress(OSError):
            sizes.append(each.stat().st_size)
    return max(sizes)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
