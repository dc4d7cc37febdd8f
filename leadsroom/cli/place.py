"""Where a command works: the database, the chapter, the clock."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.speech import complain
from leadsroom.cli.which_chapter import SeveralChapters, chapter_named, chosen
from leadsroom.clock import FileClock, SystemClock, WatchfulClock
from leadsroom.errors import Refused
from leadsroom.files import has_content, make_private
from leadsroom.paths import command_on, data_folder, default_database, shadows_folder, state_folder
from leadsroom.station import command_line

if TYPE_CHECKING:
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.store.store import Store


def clock_here() -> WatchfulClock:
    """The system's clock; for tests, the time that stands in the file LEADSROOM_CLOCK_FILE."""
    path = os.environ.get("LEADSROOM_CLOCK_FILE")
    return FileClock(Path(path)) if path else SystemClock(state_folder() / "clock.json")


def place_of(words: Namespace) -> str:
    """The path or URL of the database that is meant."""
    place: str = getattr(words, "db", None) or default_database()
    file = file_of(place)
    if file is not None and file.is_dir():
        raise Refused(f"{file} is a folder. Name a file in it, like {file / 'leadsroom.db'}.")
    return place


def home_of(place: str) -> Path | None:
    """The file in which an SQLite database is looked for, by which all that is about it is called.

    None for one behind a server.
    """
    if "://" not in place:
        return Path(place).expanduser().absolute()
    from leadsroom.store.engine import database_url

    url = database_url(place)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def file_of(place: str) -> Path | None:
    """The file in which it is: another one, while it has had to leave its home."""
    from leadsroom.store.file.forwarding import forwarded

    home = home_of(place)
    return None if home is None else forwarded(home)


def is_there(place: str) -> bool:
    """Whether there is a database to open; a server is asked later."""
    file = file_of(place)
    return file is None or has_content(file)


def need_there(place: str, otherwise: str = "leadsroom makes one when it is started.") -> None:
    """Raises Refused where there is no database to open, with what to do where there is no backup either."""
    if not is_there(place):
        raise Refused(absence_of(place, otherwise))


def file_to_back_up(place: str) -> Path:
    """The file by whose name a database is backed up. Raises Refused for one behind a server."""
    home = home_of(place)
    if home is None:
        raise Refused("leadsroom backs up files only. For PostgreSQL use its own pg_dump.")
    return home


def absence_of(place: str, otherwise: str) -> str:
    """That there is no database, and what to do: restore a backup where there is one, or else this."""
    return _without(f"There is no database at {place}", home_of(place), otherwise)


def no_chapter_in(store: Store, otherwise: str = "Start leadsroom to set up a chapter.") -> str:
    """The same for a database that has nothing in it, as the first start leaves one where there was none."""
    return _without(f"There is no chapter in {store.place}", home_of(store.home), otherwise)


def warn_of_backups(store: Store) -> None:
    """Say of a database that has nothing in it that there are backups of it, if there are."""
    from leadsroom.store.backups.way_back import command_to_go_back

    home = home_of(store.home)
    if home is None:
        return
    save_left_copies(home)
    if command_to_go_back(home):
        complain(no_chapter_in(store))


def _without(lack: str, home: Path | None, otherwise: str) -> str:
    from leadsroom.store.backups.way_back import how_to_go_back

    back = ""
    if home is not None:
        save_left_copies(home)
        back = how_to_go_back(home)
    return f"{lack}{back or f' yet. {otherwise}'}"


def save_left_copies(home: Path) -> None:
    """Make a backup of what a killed program has left of a database, where that does not hold all of it."""
    if any(shadows_folder().glob("*.lock")):
        from leadsroom.store.backups.left_copies import save_left_copies

        save_left_copies(home, clock_here().now())


def command_here(words: Namespace, *parts: str) -> str:
    """A command line for the same database, to be typed as it stands."""
    place = place_of(words)
    return command_on(home_of(place) or place, *parts)


@contextmanager
def opened(place: str) -> Iterator[Store]:
    """The database, made or upgraded if need be, closed again at the end."""
    from leadsroom.store.backups.set_aside import set_aside
    from leadsroom.store.store import open_store

    home = home_of(place)
    store = open_store(place, lambda engine, version: set_aside(engine, version, home, clock_here().now()))
    _put_right(file_of(store.place))
    try:
        complain(*store.remarks)
        yield store
    finally:
        store.close()


def _put_right(database: Path | None) -> None:
    """Close what is ours to others, where it is open to them, and say so: it is not so the next time."""
    from leadsroom.store.file.parts import index_of, log_of

    files = () if database is None else (database, log_of(database), index_of(database))
    closed = make_private([*files, *_files_of_ours()])
    if closed:
        more = f" and {len(closed) - 1} more of leadsroom's files" if len(closed) > 1 else ""
        complain(f"Others on this computer could use {closed[0]}{more}. Now only you can.")


def _files_of_ours() -> Iterator[Path]:
    yield from (data_folder(), state_folder())
    yield from state_folder().rglob("*")


@contextmanager
def opened_chapter(words: Namespace) -> Iterator[tuple[Store, Chapter]]:
    """The database and the one chapter that is meant. Nothing is made where nothing is."""
    place = place_of(words)
    need_there(place, "Start leadsroom to set up a chapter.")
    with opened(place) as store:
        chapter = chosen(store, chapter_named(words))
        if chapter is None:
            raise Refused(no_chapter_in(store))
        yield store, chapter


@contextmanager
def opened_or_asked(words: Namespace) -> Iterator[tuple[Store, Chapter | None]]:
    """The same for what shows a screen: no chapter where it is to be asked there which one is meant."""
    place = place_of(words)
    need_there(place, "Start leadsroom to set up a chapter.")
    with opened(place) as store:
        is_asked, chapter = chosen_or_asked(store, words)
        if chapter is None and not is_asked:
            raise Refused(no_chapter_in(store))
        yield store, chapter


def chosen_or_asked(store: Store, words: Namespace) -> tuple[bool, Chapter | None]:
    """Whether a screen has to ask which of several chapters is meant; else that chapter, if there is any."""
    try:
        return False, chosen(store, chapter_named(words), asks=False)
    except SeveralChapters:
        return True, None


def desk_of(store: Store, chapter: Chapter) -> SyncDesk:
    """The desk of a chapter, at the command line."""
    from leadsroom.acts.desk import SyncDesk

    return SyncDesk(store, chapter.id, clock_here(), command_line())


def association_desk(store: Store) -> SyncDesk:
    """The association's desk, at the command line; once a chapter was founded at it, that chapter's."""
    from leadsroom.acts.desk import SyncDesk

    return SyncDesk(store, None, clock_here(), command_line())


def has_chapter(store: Store) -> bool:
    """Whether there is a chapter in the database, archived or not."""
    from leadsroom.store.read.association.directory import find_chapters

    with store.reading() as connection:
        return bool(find_chapters(connection, archived=True, limit=1))
