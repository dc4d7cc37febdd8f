"""The engine recipe: SQLite made durable and strict, or PostgreSQL by URL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from msgspec.json import decode
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from leadsroom.errors import Refused

BUSY_TIMEOUT_MS = 2000  # an act waits for another program's on a thread of its own
LOCK_TIMEOUT_MS = 3000  # somebody else's act may take its time over a slow line
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


def database_url(place: str) -> URL:
    """A path or a URL, as given on the command line, as a URL."""
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as wrong:
        raise Refused(f"“{place}” is not a database URL. Give a file, or postgresql://…") from wrong
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url
    raise Refused(f"“{url.get_backend_name()}” is not a database leadsroom knows. Use SQLite or PostgreSQL.")


def make_engine(url: URL) -> Engine:
    """An engine for the URL; nothing is opened yet."""
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def for_reading(engine: Engine) -> Engine:
    """The same engine, for transactions that see one moment of the database and change nothing."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begins_with="BEGIN")
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _postgresql(url: URL) -> Engine:
    settings = {"connect_timeout": 5, "options": f"-c lock_timeout={LOCK_TIMEOUT_MS}"}
    try:
        # The ping finds connections that a closed lid has broken, before an act is given to them.
        return create_engine(url, connect_args=settings, pool_pre_ping=True, json_deserializer=decode)
    except (ModuleNotFoundError, NoSuchModuleError) as missing:
        raise Refused("PostgreSQL needs one more package: install leadsroom[postgres].") from missing


def _sqlite(url: URL) -> Engine:
    _make_private(url)
    # Connections are kept and handed from thread to thread: opening one costs more than most transactions.
    settings = {"check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=settings, json_deserializer=decode)

    @event.listens_for(engine, "connect")
    def strict(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: a writer begins with BEGIN IMMEDIATE.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        words = connection.get_execution_options().get("begins_with", "BEGIN IMMEDIATE")
        if words is not None:
            connection.exec_driver_sql(words)

    return engine


def _make_private(url: URL) -> None:
    """The file and its folder belong to nobody else: phone numbers of prospects are inside."""
    if not url.database or url.database == ":memory:":
        raise Refused("leadsroom needs a database file that stays. Give a path with --db.")
    if "uri" in url.query:
        return  # whoever writes file:…?mode=ro&uri=true says how it is to be opened, and makes it
    path = Path(url.database)
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as wrong:
        raise Refused(f"Cannot write {path}: {wrong.strerror}. Choose another place with --db.") from wrong
