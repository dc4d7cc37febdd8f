"""A database that is looked at and never written: not made, not upgraded, and perhaps not there yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from leadsroom.errors import Refused
from leadsroom.store.engine import connect_by_mode, database_url, make_engine, shown
from leadsroom.store.file.forwarding import forwarded
from leadsroom.store.first_look import version_in
from leadsroom.store.schema import HEAD, refuse_newer, version_of
from leadsroom.store.store import Store

_PATIENCE_MS = 250  # who looks again in a moment anyway need not wait long
# A line that is cut without a word is given up after some seconds instead of a quarter of an hour.
_SOON = {
    "tcp_user_timeout": "8000",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
}


class LookedAt(Store):
    """A store that refuses every write. Nothing is opened before the first look."""

    def __init__(self, engine: Engine, place: str, file: Path | None) -> None:
        super().__init__(engine, place)
        self._home = self._file = file

    @property
    def is_file(self) -> bool:
        """Whether it is a file, at which a look takes microseconds, and not a server."""
        return self._file is not None

    def identity(self) -> tuple[int, int] | None:
        """Which file stands at the place now: another one after a restore. None where there is none.

        One that had to leave its place is followed to where it is.
        """
        if self._home is None or self._file is None:
            return None
        if (there := forwarded(self._home)) != self._file:
            self._file, self.place = there, str(there)
            self.change_engine(_sqlite(there))
        try:
            found = self._file.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found.st_size else None

    def need_our_schema(self) -> None:
        """Raises Refused unless there is a database that this version of the program can read."""
        if self._file is not None and self.identity() is None:
            raise Refused(f"There is no database at {self.place} yet.")
        version = self._version()
        if version is None:
            raise Refused(f"There is no chapter in {self.place} yet.")
        refuse_newer(version, self.place)
        if version != HEAD:
            raise Refused(
                f"{self.place} is of an older leadsroom. Start leadsroom once to bring it up to date."
            )

    def _version(self) -> str | None:
        if self._file is not None:
            return version_in(self._file)
        with self.translated():
            return version_of(self.engine, self.place)


def store_to_look_at(place: str) -> LookedAt:
    """The database at a path or URL, for reading only, whether or not it is there."""
    url = database_url(place)
    if url.get_backend_name() != "sqlite":
        server = make_engine(url.update_query_dict(_SOON)).execution_options(postgresql_readonly=True)
        return LookedAt(server, shown(url), None)
    file = Path(str(url.database)).expanduser().absolute()
    return LookedAt(_sqlite(file), str(file), file)


def _sqlite(file: Path) -> Engine:
    # SQLite itself refuses to write or to make such a file.
    url = URL.create("sqlite", database=str(file))
    engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
    connect_by_mode(engine, "ro")

    @event.listens_for(engine, "connect")
    def patient(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
