"""What a killed program leaves of a database: a second copy, maybe the newest there is of a meeting."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from leadsroom.errors import Refused
from leadsroom.files import has_content
from leadsroom.locks import in_turn
from leadsroom.paths import shadows_folder
from leadsroom.store.backups.backups import LEFT_BY_KILLED, STAYS_FOR, Backup, Backups
from leadsroom.store.backups.contents import opened
from leadsroom.store.file.custody import Record, record_of
from leadsroom.store.file.forwarding import forwarded
from leadsroom.store.file.parts import connect, real
from leadsroom.store.file.shadow import LeftCopy, left_copies

_IS_BUSY = "Another window is looking through what was left. Try again in a moment."


def save_left_copies(database: Path, now: datetime, folder: Path | None = None) -> Backup | None:
    """Make a backup of what was left, where the database does not hold all of it; the backup that does.

    What is held elsewhere is thrown away. What cannot be saved at this time, and what is of another database,
    waits for the next, but not for ever. Without a `folder`, of this person on this machine.
    """
    folder, holds_all = folder or shadows_folder(), None
    if any(folder.glob("*.lock")):
        with suppress(Refused), in_turn(folder / "turn", _IS_BUSY):
            for copy in left_copies(folder):
                holds_all = _seen_to(copy, Backups(database), now) or holds_all
    return holds_all


def _seen_to(copy: LeftCopy, backups: Backups, now: datetime) -> Backup | None:
    holds_all, is_done = None, copy.place is None
    if copy.place == real(backups.database):
        with suppress(Refused, OSError, sqlite3.Error):
            holds_all = _saved(copy, backups, now)
            is_done = True
    if is_done or now - copy.begun_at > STAYS_FOR:
        with suppress(OSError):
            copy.remove()
    return holds_all


def _saved(copy: LeftCopy, backups: Backups, now: datetime) -> Backup | None:
    """The backup that holds it; None where the database does. Raises Refused, OSError, sqlite3.Error."""
    copy.gather()
    with closing(connect(copy.file)) as connection:
        record = record_of(connection)
    if _reaches(forwarded(backups.database), record):
        return None
    newest = next(iter(backups.listed()), None)
    if newest is not None and _reaches(newest.file, record):
        return newest
    return backups.make(LEFT_BY_KILLED, now, copy.file)


def _reaches(file: Path, record: Record) -> bool:
    """Whether a file is a sound database that reaches as far as a record.

    An empty one is not opened for it: SQLite would throw away the log beside it.
    """
    try:
        if not has_content(file):
            return False
        with opened(file) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return bool(found == "ok" and record.is_in(connection))
    except (Refused, OSError):
        return False
