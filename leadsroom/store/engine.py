"""The engine recipe: SQLite made durable and strict, or PostgreSQL by URL."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.json import decode
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from leadsroom.errors import Refused
from leadsroom.files import cannot_write, make_folder, open_private
from leadsroom.paths import command_that_adds
from leadsroom.store.first_look import connect_or_look

# An act waits for another window's on a thread of its own, as long as a person would.
BUSY_TIMEOUT_MS = 5000
LOCK_TIMEOUT_MS = 5000
_LOOKS_ONLY = "looks only"
_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")


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


def shown(url: URL) -> str:
    """A database by name, without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database).removeprefix("file:")
    return url.render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database. None for a server, and where the URL says how a file is to be opened.

    Raises Refused for a database in memory.
    """
    if url.get_backend_name() != "sqlite" or "uri" in url.query:
        return None
    if not url.database or url.database == ":memory:":
        raise Refused("leadsroom needs a database file that stays. Give a path with --db.")
    return Path(url.database)


def make_engine(url: URL) -> Engine:
    """An engine for the URL. Nothing is opened yet; a file that is not there is made, empty and private."""
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
        how = command_that_adds("psycopg[binary]")
        raise Refused(f"PostgreSQL needs one more package. To have it: {how}") from missing


def write_ahead(engine: Engine) -> None:
    """Let readers of a file of ours not wait for its writer. It stays so."""
    if engine.dialect.name == "sqlite":
        with engine.execution_options(begins_with=None).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _sqlite(url: URL) -> Engine:
    file = file_of(url)
    if file is not None:
        _make_private(file)
    # Connections are kept and handed from thread to thread: opening one costs more than most transactions.
    settings = {"check_same_thread": False}
    engine = create_engine(url, poolclass=QueuePool, connect_args=settings, json_deserializer=decode)

    if file is not None:
        connect_by_mode(engine, "rw")  # a file that is gone is not made again

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


def connect_by_mode(engine: Engine, mode: str) -> None:
    """Let an engine open its file in a mode, or only to look at it where nothing can be written.

    Such a connection serves one block, so that the next one writes as soon as there is room.
    """

    @event.listens_for(engine, "do_connect")
    def open_file(_dialect: Any, record: Any, where: Any, how: Any) -> Any:
        connection, record.info[_LOOKS_ONLY] = connect_or_look(Path(where[0]), mode, **how)
        return connection

    @event.listens_for(engine, "checkin")
    def let_go(_connection: Any, record: Any) -> None:
        if record.info.get(_LOOKS_ONLY):
            record.invalidate()


def looks_only(connection: PoolProxiedConnection) -> bool:
    """Whether a connection shows one moment of its file, since nothing can be written there now."""
    return bool(connection.info.get(_LOOKS_ONLY))


def _make_private(path: Path) -> None:
    """The file and its folder belong to nobody else: phone numbers of prospects are inside."""
    try:
        make_folder(path.parent)
        with suppress(FileExistsError):
            os.close(open_private(path, os.O_EXCL | os.O_RDWR))
    except OSError as wrong:
        raise cannot_write(path, wrong) from wrong
