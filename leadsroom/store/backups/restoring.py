"""Putting a backup in the place of the present database: what would be lost, and doing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.files import cannot_write, has_content, make_folder, names_to_disk
from leadsroom.paths import command_on
from leadsroom.store.backups.backups import (
    BEFORE_RESTORE,
    Backup,
    Backups,
    copied_file,
    whole_or_not_at_all,
)
from leadsroom.store.backups.contents import (
    Contents,
    Newest,
    contents_of,
    moment_in,
    opened,
    table_names,
    verified,
)
from leadsroom.store.backups.windows import windows_on
from leadsroom.store.faults import of_file
from leadsroom.store.file.forwarding import forwarded
from leadsroom.store.file.parts import index_of, log_of
from leadsroom.store.file.rescue import come_home
from leadsroom.store.first_look import is_ours
from leadsroom.store.schema import supported_revisions

NAMED_ACTS = 5
_PATIENCE_SECONDS = 5.0
_IN_USE = "Another program has {} open. Close it, then restore again."


class Lost(Struct, frozen=True):
    """What the present database has and a backup does not: acts with the latest of them, meetings, leads."""

    acts: int = 0
    latest: tuple[Newest, ...] = ()
    first_at: datetime | None = None
    meetings: tuple[date, ...] = ()
    leads: tuple[str, ...] = ()


class Comparison(Struct, frozen=True):
    """A backup against the present database. `present` is None for one that is not there, or is damaged."""

    held: Contents
    present: Contents | None
    lost: Lost
    fault: str = ""
    acts_brought_back: int = 0


def compare(backups: Backups, backup: Backup) -> Comparison:
    """Read both, and change nothing. Raises Refused where the backup is of no use."""
    held, database = _useful(backup), forwarded(backups.database)
    if not has_content(database):
        return Comparison(held, None, Lost())
    fault = damage_of(database)
    if fault:
        return Comparison(held, None, Lost(), fault)
    with opened(database) as connection:
        connection.execute("ATTACH ? AS backup", (f"{backup.file.absolute().as_uri()}?mode=ro",))
        present = contents_of(connection)
        return Comparison(held, present, _lost(connection), acts_brought_back=_brought_back(connection))


def _useful(backup: Backup) -> Contents:
    held = verified(backup.file)
    if held.version not in supported_revisions():
        raise Refused(f"{backup.name} was written by a newer leadsroom. Upgrade leadsroom to restore it.")
    return held


def damage_of(database: Path) -> str:
    """Why SQLite cannot read it, in a sentence; empty for a sound one.

    Raises Refused for the sound database of another program: that is no damage to be put right.
    """
    try:
        with opened(database) as connection:
            answer = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            tables = table_names(connection)
    except Refused as refusal:
        return str(refusal)
    if answer != "ok":
        return f"{database} is damaged: {answer}."
    return "" if is_ours(tables, str(database)) else f"{database} is empty."


def _lost(connection: sqlite3.Connection) -> Lost:
    gone = "FROM main.journal WHERE command_id NOT IN (SELECT command_id FROM backup.journal)"
    acts, first = connection.execute(f"SELECT count(*), min(at) {gone}").fetchone()
    columns = {str(row[1]) for row in connection.execute("PRAGMA main.table_info(journal)")}
    private = "is_private" if "is_private" in columns else "0"
    latest = connection.execute(
        f"SELECT id, at, CASE WHEN {private} THEN ? ELSE what END {gone} ORDER BY id DESC LIMIT ?",
        (PRIVATE_ENTRY, NAMED_ACTS),
    )
    return Lost(
        acts,
        tuple(Newest(entry_id, moment_in(at), what) for entry_id, at, what in latest),
        None if first is None else moment_in(first),
        tuple(date.fromisoformat(on) for on in _more(connection, "meeting", "on_date", "started_at")),
        tuple(_more(connection, "lead", "prospect", "passed_at")),
    )


def _more(connection: sqlite3.Connection, table: str, name: str, moment: str) -> Iterable[str]:
    """The rows that began at a moment which are not in the backup, by name, the newest first."""
    columns = f"id, {name}, {moment}"
    return [
        str(found)
        for _, found, _ in connection.execute(
            f"SELECT {columns} FROM main.{table} WHERE {moment} IS NOT NULL "  # noqa: S608
            f"EXCEPT SELECT {columns} FROM backup.{table} ORDER BY id DESC"
        )
    ]


def _brought_back(connection: sqlite3.Connection) -> int:
    query = (
        "SELECT count(*) FROM backup.journal WHERE command_id NOT IN (SELECT command_id FROM main.journal)"
    )
    return int(connection.execute(query).fetchone()[0])


def restore(backups: Backups, backup: Backup, now: datetime) -> Backup | None:
    """Put a backup in the place of the present database, which is a backup itself from then on.

    That one is returned; None where there was nothing in it. Raises Refused, with nothing changed.
    """
    _refuse_open_windows(backups.database)
    _useful(backup)
    if come_home(backups.database) != backups.database:
        raise Refused(_IN_USE.format(backups.database))
    if not has_content(backups.database):
        _put_there(backups.database, backup)
        return None
    if damage_of(backups.database):
        before = backups.make_of_damaged(now)
        _put_there(backups.database, backup)
        return before
    with _taken_for_ourselves(backups.database) as present:
        _refuse_handed_over(present, backups.database)
        replaced = _backed_up(backups, present, now)
        _fill(present, backup.file)
    backups.thin(now)
    return replaced


def _backed_up(backups: Backups, present: sqlite3.Connection, now: datetime) -> Backup | None:
    """Without a chapter there is nothing to come back to, and it would stand before those of use."""
    has_anything = bool(contents_of(present).chapters)
    return backups.make_of(present, BEFORE_RESTORE, now) if has_anything else None


def _refuse_open_windows(database: Path) -> None:
    windows = windows_on(database)
    if windows:
        shown = " and ".join(window.words for window in windows)
        raise Refused(f"{database} is open in {shown}. Close that with ctrl+q, then restore again.")


@contextmanager
def _taken_for_ourselves(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection to write a database; as long as it is open nobody else can read or write it."""
    place = f"{database.absolute().as_uri()}?mode=rw"
    try:
        with closing(
            sqlite3.connect(place, uri=True, isolation_level=None, timeout=_PATIENCE_SECONDS)
        ) as present:
            _refuse_others(present, database)
            yield present
    except sqlite3.Error as wrong:
        raise of_file(wrong, database) from wrong


def _refuse_others(present: sqlite3.Connection, database: Path) -> None:
    try:
        present.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Possible only for the one program that has it open.
        is_ours = present.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete"
        if is_ours:
            present.execute("BEGIN EXCLUSIVE")
            present.execute("COMMIT")
    except sqlite3.OperationalError:
        is_ours = False
    if not is_ours:
        raise Refused(_IN_USE.format(database))


def _refuse_handed_over(present: sqlite3.Connection, database: Path) -> None:
    """What is entered elsewhere since would be forgotten with the hand-over itself."""
    if "hand_over" not in table_names(present):
        return
    query = "SELECT to_name, on_date FROM hand_over WHERE taken_back_at IS NULL AND NOT is_received"
    found = present.execute(query).fetchone()
    if found is not None:
        name, on = found
        raise Refused(
            f"{database} was handed over to {name} on {full_day(date.fromisoformat(on))}. "
            f"{command_on(database, 'db', 'take-back')} takes it back; then restore."
        )


def _fill(present: sqlite3.Connection, backup: Path) -> None:
    """Page by page in one transaction: a program that is killed meanwhile leaves the one before."""
    with opened(backup) as source, closing(source.cursor()):
        source.backup(present)
    answer = present.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        raise Refused(f"The restored database is damaged: {answer}. Restore the backup made just before.")
    present.execute("PRAGMA journal_mode = WAL")


def _put_there(database: Path, backup: Backup) -> None:
    """In the place of nothing, or of what SQLite cannot read."""
    try:
        target = database.resolve()
        make_folder(target.parent)
        for beside in (log_of(target), index_of(target)):
            # Of the file that stood here: SQLite would take it for a part of the one that will stand here.
            beside.unlink(missing_ok=True)
        whole_or_not_at_all(target, lambda half: copied_file(backup.file, half))
        names_to_disk(target.parent)
    except OSError as wrong:
        raise cannot_write(database, wrong) from wrong
