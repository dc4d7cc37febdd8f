"""Which windows of this machine have a database open, so that nothing is swapped under one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from msgspec import DecodeError, Struct, json

from leadsroom.files import make_folder
from leadsroom.locks import locked
from leadsroom.paths import name_for, windows_folder


class Window(Struct, frozen=True):
    """A program that runs: what it shows, where, and since when."""

    shows: str
    since: datetime
    terminal: str = ""

    @property
    def words(self) -> str:
        """Such as “the moderator's screen (terminal pts/3)”."""
        return f"{self.shows} (terminal {self.terminal})" if self.terminal else self.shows


@contextmanager
def open_window(database: Path, shows: str, now: datetime) -> Iterator[None]:
    """A block during which this program has a database open, and says so. Where it cannot, it goes on."""
    found = None
    with suppress(OSError):
        found = _announced(database, Window(shows, now, _terminal()))
    try:
        yield
    finally:
        if found is not None:
            file, lock = found
            with suppress(OSError):
                file.unlink()
            lock.close()


def _announced(database: Path, window: Window) -> tuple[Path, IO[bytes]] | None:
    folder = windows_folder()
    make_folder(folder)
    _sweep(database)
    file = folder / f"{name_for(database)}-{uuid4().hex[:8]}.json"
    lock = locked(file)
    if lock is None:  # somebody who looks at this moment: it does without
        return None
    lock.write(json.encode(window))
    lock.flush()
    return file, lock


def _sweep(database: Path) -> None:
    """Take away what programs have left that were killed."""
    windows_on(database)


def windows_on(database: Path) -> list[Window]:
    """The windows that are open on a database, the one that was opened first at the front."""
    found = []
    for file in windows_folder().glob(f"{name_for(database)}-*.json"):
        with suppress(OSError):
            lock = locked(file)
            if lock is None:
                found.append(_read(file))
            else:  # its program is gone
                file.unlink()
                lock.close()
    return sorted(found, key=lambda window: window.since)


def _read(file: Path) -> Window:
    try:
        return json.decode(file.read_bytes(), type=Window)
    except DecodeError:
        return Window("leadsroom", datetime.fromtimestamp(file.stat().st_mtime).astimezone())


def _terminal() -> str:
    if sys.platform != "win32":
        with suppress(OSError, ValueError, AttributeError):
            return os.ttyname(sys.stdin.fileno()).removeprefix("/dev/")
    return ""
