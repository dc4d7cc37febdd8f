"""The store: one database, opened, at our schema, with reading and writing as blocks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store.engine import (
    database_url,
    file_of,
    for_reading,
    looks_only,
    make_engine,
    shown,
    write_ahead,
)
from leadsroom.store.file.forwarding import forwarded
from leadsroom.store.file.parts import Seen
from leadsroom.store.first_look import version_in
from leadsroom.store.schema import SetAside, bring_up_to_date, refuse_newer
from leadsroom.store.unit_of_work import Unit
from leadsroom.store.writers import raise_revision, revision_of, wait_for_turn

if TYPE_CHECKING:
    from leadsroom.store.file.guard import Guard


class Store:
    """An open database. Threads share it; each block has a connection of its own."""

    def __init__(self, engine: Engine, place: str, home: str | None = None) -> None:
        """`home` is where it is looked for, if it had to leave that place."""
        self.engine = engine
        self.place = place
        self._for_reading = for_reading(engine)
        self.home = home or place
        self.opened: Seen | None = None  # its file, where it is one
        self.remarks: list[str] = []  # what whoever has opened it is to know, once
        self.guard: Guard | None = None
        self.waits_for_turn = False

    @contextmanager
    def translated(self) -> Iterator[None]:
        """A block whose database errors come out as sentences."""
        try:
            yield
        except IntegrityError as wrong:
            raise Refused("Somebody else has just changed this. Look again and retry.") from wrong
        except DBAPIError as wrong:
            from leadsroom.store.faults import in_words

            raise in_words(wrong, self.place) from wrong

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database; changes nothing."""
        self.check()
        with self.translated(), self._for_reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, chapter_id: ChapterId | None = None, *, of_association: bool = False) -> Iterator[Unit]:
        """One transaction: all of it is on disk when the block ends, or nothing of it.

        Writers follow one another. Where chapters share a server, name the chapter: the others need not wait,
        nor for what is the association's. The chapter's revision is raised, so that whoever holds its picture
        looks again.
        """
        with self.begun() as connection:
            self.waits_for_turn = True
            wait_for_turn(connection, chapter_id, of_association=of_association)
            self.waits_for_turn = False
            yield Unit(connection, chapter_id, raise_revision(connection, chapter_id))

    @contextmanager
    def begun(self) -> Iterator[Connection]:
        """One transaction for what belongs to no chapter, like a station: its writers are not waited for."""
        self.waits_for_turn = self.engine.dialect.name == "sqlite"  # there it is the beginning that waits
        try:
            with self._guarded(), self.translated(), self.engine.begin() as connection:
                self.waits_for_turn = False
                yield connection
        finally:
            self.waits_for_turn = False

    def _guarded(self) -> AbstractContextManager[None]:
        return nullcontext() if self.guard is None else self.guard.writing()

    def look_after(self, shadows: Path | None) -> None:
        """From here on go on elsewhere when another program takes the file away, or damages it.

        In the folder of `shadows` stands a second copy meanwhile. A server looks after its own.
        """
        from leadsroom.store.file.guard import Guard

        if self.guard is None and (file := file_of(self.engine.url)) is not None:
            with suppress(sqlite3.Error):  # what cannot be read says so where it is needed
                self.guard = Guard(self, Path(self.home), file, shadows, self.opened)

    def witness(self) -> sqlite3.Connection:
        """A connection for the guard alone, of those that are open: also to a file that is gone since.

        Raises sqlite3.Error where the file can only be looked at: then there is nothing to save.
        """
        witness = self.engine.raw_connection()
        connection = witness.driver_connection
        if looks_only(witness) or not isinstance(connection, sqlite3.Connection):
            witness.close()
            raise sqlite3.OperationalError("it can only be looked at")
        witness.detach()
        self._witness = witness  # let go of, it would be closed
        return connection

    def check(self) -> None:
        """Go on elsewhere if the file is not what it was. Raises Refused where that cannot be."""
        guard = self.guard  # another thread may close it at this moment
        if guard is not None:
            guard.check()

    def check_in_turn(self) -> None:
        """The same once whoever writes has written, or whoever saves it has saved it."""
        if self.guard is not None:
            self.guard.check_in_turn()

    def go_on_in(self, place: str) -> None:
        """Work in another file from here on; what is being read from the first is read to its end there."""
        engine = make_engine(database_url(place))
        with self.translated():
            write_ahead(engine)
        self.place = place
        self.change_engine(engine)

    def change_engine(self, engine: Engine) -> None:
        """Go on with another one; blocks that are open end with the first."""
        before, self.engine = self.engine, engine
        self._for_reading = for_reading(engine)
        before.dispose()

    @staticmethod
    def revision(connection: Connection, chapter_id: ChapterId) -> int:
        """The revision of a chapter as a connection sees it: every write raises it by one."""
        return revision_of(connection, chapter_id)

    def close(self) -> None:
        """Let go of every connection."""
        if self.guard is not None:
            self.guard.close()
            self.guard = None
        self.engine.dispose()


def open_store(place: str, set_aside: SetAside | None = None) -> Store:
    """Open (and make, or upgrade) the database at a path or URL. Raises Refused in one clear sentence.

    Before an upgrade `set_aside` makes a copy; without it one is put beside the database.
    """
    file, remarks = file_of(database_url(place)), list[str]()
    if file is not None and forwarded(file) != file:
        from leadsroom.store.file.rescue import come_home

        come_home(file, remarks.append)
    store, version = look_first(place)
    store.remarks += remarks
    try:
        with store.translated():
            bring_up_to_date(store.engine, store.place, version, set_aside)
        if version is None and file is not None:
            _remark_on_place(store, file)
    except BaseException:
        store.close()
        raise
    store.opened = None if file is None else Seen.of(Path(store.place))
    return store


def _remark_on_place(store: Store, file: Path) -> None:
    from leadsroom.store.file.synchronised import warning_about

    warning = warning_about(file)
    store.remarks += [warning] if warning else []


def look_first(place: str) -> tuple[Store, str | None]:
    """The store of a place, and the revision that its file is at: None for an empty one, and for a server.

    Raises Refused for a file of another program and for one of a newer leadsroom, with nothing written to it.
    """
    url = database_url(place)
    home, version = file_of(url), None
    if home is None:
        return Store(make_engine(url), shown(url)), version
    file = forwarded(home)
    version = version_in(file)
    refuse_newer(version, str(file))
    return Store(make_engine(url.set(database=str(file))), str(file), str(home)), version
