"""Noticing that somebody else has written, cheaply enough to ask ten times a second."""

from __future__ import annotations

from threading import Lock
from typing import Any, Protocol

from leadsroom.domain.ids import ChapterId
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
    """SQLite counts the commits of everybody else for a connection that stays open: a few microseconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asking = Lock()
        self._open()

    def _open(self) -> None:
        self._engine = self._store.engine
        self._connection = self._engine.raw_connection()
        self._connection.detach()
        self._cursor = self._connection.cursor()
        self._seen: Any = None

    def written(self) -> bool:
        with self._asking:
            if self._engine is not self._store.engine:  # it had to go on in another file
                self._connection.close()
                self._open()
            self._cursor.execute("PRAGMA data_version")
            before, self._seen = self._seen, self._cursor.fetchone()
        return bool(before != self._seen)

    def close(self) -> None:
        # A screen that is left may be asking at this moment, on another thread.
        with self._asking:
            self._cursor.close()
            self._connection.close()


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
