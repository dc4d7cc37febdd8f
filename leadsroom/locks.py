"""Locks on files: whether the program that has made something still runs, however it may have ended."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import IO

from leadsroom.files import open_private

# On Windows a locked byte cannot be read by anybody else: it lies behind all that is written in such a file.
_FAR_BEHIND = 1 << 30


# Somebody else has it; anything else is a place where files cannot be locked.
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def lock(file: IO[bytes]) -> bool:
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
        is_ours = lock(file)
    finally:
        if not is_ours:
            file.close()
    return file if is_ours else None
