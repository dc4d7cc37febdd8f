"""The store: one database, opened, at our schema, with reading and writing as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store.engine import database_url, file_of, for_reading, make_engine, shown
from leadsroom.store.first_look import version_in
from leadsroom.store.schema import bring_up_to_date, refuse_newer
from leadsroom.store.unit_of_work import Unit
from leadsroom.store.writers import raise_revision, revision_of, wait_for_turn


class Store:
    """An open database. Threads share it; each block has a connection of its own."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place
        self._for_reading = for_reading(engine)

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
        with self.translated(), self._for_reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, chapter_id: ChapterId | None = None) -> Iterator[Unit]:
        """One transaction: all of it is on disk when the block ends, or nothing of it.

        Writers follow one another. Where chapters share a server, name the chapter: the others need not wait.
        Its revision is raised, so that whoever holds its picture looks again.
        """
        with self.translated(), self.engine.begin() as connection:
            wait_for_turn(connection, chapter_id)
            yield Unit(connection, chapter_id, raise_revision(connection, chapter_id))

    @staticmethod
    def revision(connection: Connection, chapter_id: ChapterId) -> int:
        """The revision of a chapter as a connection sees it: every write raises it by one."""
        return revision_of(connection, chapter_id)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(place: str) -> Store:
    """Open (and make, or upgrade) the database at a path or URL. Raises Refused in one clear sentence."""
    store, version = look_first(place)
    try:
        with store.translated():
            bring_up_to_date(store.engine, store.place, version)
    except BaseException:
        store.close()
        raise
    return store


def look_first(place: str) -> tuple[Store, str | None]:
    """The store of a place, and the revision that its file is at: None for an empty one, and for a server.

    Raises Refused for a file of another program and for one of a newer leadsroom, with nothing written to it.
    """
    url = database_url(place)
    file, version = file_of(url), None
    if file is not None:
        version = version_in(file)
        refuse_newer(version, str(file))
    return Store(make_engine(url), shown(url)), version
