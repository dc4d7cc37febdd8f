"""Noticing that somebody else has written, cheaply enough to ask ten times a second."""

from __future__ import annotations

from threading import Lock
from typing import Any, Protocol

from sqlalchemy.pool import PoolProxiedConnection

from leadsroom.domain.ids import ChapterId
from leadsroom.store.engine import looks_only
from leadsroom.store.store import Store

_REVISION = "SELECT number FROM revision WHERE chapter_id = %s"


class Watch(Protocol):
    """A watcher of a database."""

    def written(self) -> bool:
        """Whether anything may have been written since this was last asked. The first answer is yes."""
        ...

    def close(self) -> None:
        """Stop watching."""
        ...


class FileWatch:
    """SQLite counts the commits of everybody else for a connection that stays open: a few microseconds.

    Where nothing can be written no connection stays open: then there may always have been a commit.
    """

    _seen: Any

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: PoolProxiedConnection | None = None
        self._asking = Lock()
        self._connect()

    def written(self) -> bool:
        with self._asking:
            if self._connection is None or self._engine is not self._store.engine:
                self._connect()
            if self._connection is None:
                return True
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA data_version")
            before, self._seen = self._seen, cursor.fetchone()
            cursor.close()
        return bool(before != self._seen)

    def _connect(self) -> None:
        """Watch the file in which the store works: it may have had to go on in another one."""
        self._let_go()
        self._engine, self._seen = self._store.engine, None
        connection = self._engine.raw_connection()
        if looks_only(connection):
            connection.close()
        else:
            connection.detach()
            self._connection = connection

    def close(self) -> None:
        # A screen that is left may be asking at this moment, on another thread.
        with self._asking:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


# A line that is cut without a word is given up after some seconds instead of a quarter of an hour.
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 8000}


class ServerWatch:
    """On PostgreSQL the chapter's revision is asked for: one row of a narrow table, by its key."""

    def __init__(self, store: Store, chapter_id: ChapterId) -> None:
        self._driver = store.engine.dialect.loaded_dbapi
        self._url = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._chapter_id = chapter_id
        self._line: Any = None
        self._seen: Any = None

    def written(self) -> bool:
        # A broken line counts as written: looking then says what is wrong, and a new line is tried next time.
        try:
            is_new = self._line is None
            if is_new:
                self._line = self._driver.connect(self._url, autocommit=True, **_PATIENCE)
            before, self._seen = self._seen, self._line.execute(_REVISION, (self._chapter_id,)).fetchone()
        except self._driver.Error:
            self.close()
            return True
        return is_new or bool(before != self._seen)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def watch(store: Store, chapter_id: ChapterId) -> Watch:
    """Watch for writes to a chapter; on SQLite, to the file."""
    return FileWatch(store) if store.engine.dialect.name == "sqlite" else ServerWatch(store, chapter_id)
