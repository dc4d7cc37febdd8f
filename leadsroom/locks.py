"""Locks on files: whether the program that has made something still runs, however it may have ended."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from leadsroom.errors import Refused
from leadsroom.files import open_private

PATIENCE_SECONDS = 5.0
_LOOK_AGAIN_SECONDS = 0.1
# On Windows a locked byte cannot be read by anybody else: it lies behind all that is written in such a file.
_FAR_BEHIND = 1 << 30

# Somebody else has it; anything else is a place where files cannot be locked.
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def _lock(file: IO[bytes]) -> bool:
    """Whether a file could be locked. The system lets go of it when the program ends, however it ends.

    Raises OSError where nothing can be locked, as on some drives of a network.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR_BEHIND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as wrong:
        if wrong.errno in _HELD:
            return False
        raise
    return True


def locked(path: Path) -> IO[bytes] | None:
    """A file, made private where it is not there yet, with our lock on it until it is closed.

    None while another program holds it. Raises OSError where no file can be opened or locked.
    """
    file = os.fdopen(open_private(path, os.O_RDWR), "r+b")
    is_ours = False
    try:
        is_ours = _lock(file)
    finally:
        if not is_ours:
            file.close()
    return file if is_ours else None


@contextmanager
def in_turn(path: Path, otherwise: str) -> Iterator[None]:
    """A block that one program at a time is in, by a lock on this file. Where nothing can be locked, any is.

    Raises Refused with `otherwise` where another program does not come out of it.
    """
    file = _waited_for(path, otherwise)
    try:
        yield
    finally:
        if file is not None:
            file.close()


def _waited_for(path: Path, otherwise: str) -> IO[bytes] | None:
    for _ in range(round(PATIENCE_SECONDS / _LOOK_AGAIN_SECONDS)):
        try:
            file = locked(path)
        except OSError:
            return None
        if file is not None:
            return file
        time.sleep(_LOOK_AGAIN_SECONDS)
    raise Refused(otherwise)
