"""Maintenance of a database: a check, and a copy."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, func, inspect, select

from leadsroom.errors import NotSaved, Refused
from leadsroom.files import cannot_write, open_private
from leadsroom.store import tables as t
from leadsroom.store.backups.contents import copy_whole, opened
from leadsroom.store.chapter_months import MonthsApart, chapter_ids, count_again, months_apart
from leadsroom.store.faults import of_file
from leadsroom.store.read.chapter import chapter
from leadsroom.store.schema import HEAD, broken_references, refuse_newer, version_of
from leadsroom.store.store import Store, look_first

_FAULTS_SHOWN = 5


class CheckUp(Struct, frozen=True):
    """The result of a check of the whole database. `version` is its schema's, None for an empty database.

    `apart` are the chapters whose figures by month are not those that are counted anew.
    """

    version: str | None
    faults: tuple[str, ...]
    chapters: int = 0
    meetings: int = 0
    apart: tuple[MonthsApart, ...] = ()

    @property
    def is_older(self) -> bool:
        """Whether an upgrade is due, which the next start makes by itself."""
        return self.version is not None and self.version != HEAD


def store_as_it_is(place: str) -> Store:
    """A database opened without bringing its schema to ours. It must be there.

    Raises Refused for what is not ours, or newer.
    """
    store, _ = look_first(place)
    return store


def check_up(store: Store) -> CheckUp:
    """Read every page and every reference. Raises Refused for a file that cannot even be opened."""
    with store.translated():
        version = version_of(store.engine, store.place)
    refuse_newer(version, store.place)
    with store.reading() as connection:
        faults = _faults(connection) if connection.dialect.name == "sqlite" else ()
        # Of a damaged file, or of other tables, nothing is counted.
        apart = months_apart(connection) if version == HEAD and not faults else ()
        return CheckUp(version, faults, _count(connection, "chapter"), _count(connection, "meeting"), apart)


def count_months_again(store: Store) -> None:
    """Count every chapter's figures by month anew, each in a transaction of its own."""
    with store.reading() as connection:
        ids = chapter_ids(connection)
    for chapter_id in ids:
        with store.writing(chapter_id) as unit:
            count_again(unit.connection, chapter(unit.connection, chapter_id))


def _faults(connection: Connection) -> tuple[str, ...]:
    answers = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_FAULTS_SHOWN})")]
    return (*(line for line in answers if line != "ok"), *broken_references(connection)[:_FAULTS_SHOWN])


def _count(connection: Connection, name: str) -> int:
    if not inspect(connection).has_table(name):
        return 0
    return connection.execute(select(func.count()).select_from(t.metadata.tables[name])).scalar_one()


def back_up(store: Store, target: Path) -> None:
    """A whole copy of an SQLite database in a new private file, also during a meeting; verified.

    Raises Refused with nothing left behind.
    """
    claim(target)
    try:
        with opened(Path(store.place)) as original:
            copy_whole(original, target)
    except BaseException as wrong:
        for file in (target, target.with_name(f"{target.name}-journal")):
            file.unlink(missing_ok=True)
        if isinstance(wrong, NotSaved) and isinstance(wrong.__cause__, sqlite3.Error):
            raise of_file(wrong.__cause__, target) from wrong  # what could not be written is the copy
        raise


def claim(target: Path) -> None:
    """Make an empty private file that is ours alone. Raises Refused where there is one already."""
    # An empty file of our own: SQLite fills it, and nobody else's file can be in its place.
    try:
        os.close(open_private(target, os.O_EXCL | os.O_WRONLY))
    except FileExistsError as taken:
        raise Refused(f"{target} is there already. Choose another file; nothing was overwritten.") from taken
    except OSError as wrong:
        raise cannot_write(target, wrong) from wrong
