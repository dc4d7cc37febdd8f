"""Where a command works: the database, the chapter, the clock."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.clock import Clock, FileClock, SystemClock
from leadsroom.errors import Refused
from leadsroom.paths import default_database

if TYPE_CHECKING:
    from leadsroom.domain.chapter import Chapter
    from leadsroom.store.store import Store

STATION = "command line"


def clock_here() -> Clock:
    """The system's clock; for tests, the time that stands in the file LEADSROOM_CLOCK_FILE."""
    path = os.environ.get("LEADSROOM_CLOCK_FILE")
    return FileClock(Path(path)) if path else SystemClock()


def place_of(words: Namespace) -> str:
    """The path or URL of the database that is meant."""
    place: str = getattr(words, "db", None) or default_database()
    file = file_of(place)
    if file is not None and file.is_dir():
        raise Refused(f"{file} is a folder. Name a file in it, like {file / 'leadsroom.db'}.")
    return place


def file_of(place: str) -> Path | None:
    """The file of an SQLite database; None for one behind a server."""
    if "://" not in place:
        return Path(place).expanduser().absolute()
    from leadsroom.store.engine import database_url

    url = database_url(place)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def is_there(place: str) -> bool:
    """Whether there is a database to open; a server is asked later."""
    file = file_of(place)
    return file is None or (file.exists() and (not file.is_file() or file.stat().st_size > 0))


@contextmanager
def opened(place: str) -> Iterator[Store]:
    """The database, made or upgraded if need be, closed again at the end."""
    from leadsroom.store.store import open_store

    store = open_store(place)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_chapter(words: Namespace) -> Iterator[tuple[Store, Chapter]]:
    """The database and the one chapter that is meant. Nothing is made where nothing is."""
    place = place_of(words)
    if not is_there(place):
        raise Refused(f"There is no database at {place} yet. Start leadsroom to set up a group.")
    with opened(place) as store:
        chapter = chosen(chapters_of(store), words)
        if chapter is None:
            raise Refused(f"There is no chapter in {store.place} yet. Start leadsroom to set up a group.")
        yield store, chapter


def chapters_of(store: Store) -> tuple[Chapter, ...]:
    """Every chapter of the database, by name."""
    from leadsroom.store.read import chapters

    with store.reading() as connection:
        return chapters(connection)


def chosen(chapters: Sequence[Chapter], words: Namespace) -> Chapter | None:
    """The chapter that is meant; None when there is none at all. Raises Refused when it could be several."""
    from leadsroom.roster.chapters import chapter_called, names_of

    name: str | None = getattr(words, "chapter", None)
    if not chapters:
        return None
    if name is not None:
        return chapter_called(chapters, name)
    if len(chapters) > 1:
        raise Refused(
            f"There are {len(chapters)} chapters here. Say which with --chapter: {names_of(chapters)}."
        )
    return chapters[0]
