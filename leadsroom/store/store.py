"""The store: one database, opened, at our schema, with reading and writing as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store.engine import database_url, for_reading, make_engine
from leadsroom.store.schema import bring_up_to_date
from leadsroom.store.unit_of_work import Unit
from leadsroom.store.writers import raise_revision, revision_of, wait_for_turn


def in_words(wrong: DBAPIError, place: str) -> Refused:
    """A sentence for an error of the database, and what to do about it."""
    reason = str(wrong.orig).lower()
    if "locked" in reason or "lock timeout" in reason:
        return Refused(f"{place} is being written by another program. Close it, or try again.")
    if "not a database" in reason or "malformed" in reason:
        return Refused(f"{place} is damaged or is not a leadsroom database. Restore a backup of it.")
    if "full" in reason or "no space" in reason:
        return Refused(f"The disk with {place} is full. Make room, then try again.")
    if (
        "readonly" in reason
        or "unable to open" in reason
        or "disk" in reason
        or "permission denied" in reason
    ):
        return Refused(f"Cannot write {place}. Check that the file and its folder may be written.")
    first_line = str(wrong.orig).strip().splitlines()[0].rstrip(".")
    if "connect" in reason:
        return Refused(f"Cannot reach {place}: {first_line}. Check the address, and that the server runs.")
    return Refused(f"The database {place} refused: {first_line}.")


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
    url = database_url(place)
    shown = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    store = Store(make_engine(url), str(shown))
    try:
        with store.translated():
            bring_up_to_date(store.engine)
    except BaseException:
        store.close()
        raise
    return store
