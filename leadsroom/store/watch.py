"""Noticing that somebody else has written, cheaply enough to ask ten times a second."""

from __future__ import annotations

from typing import Any, Protocol

from leadsroom.domain.ids import ChapterId
from leadsroom.store.store import Store
from leadsroom.store.turn_taking import CHANNEL, EVERYBODY


class Watch(Protocol):
    """One who watches a database."""

    def written(self) -> bool:
        """Whether anything may have been written since this was last asked. The first answer is yes."""
        ...

    def close(self) -> None:
        """Stop watching."""
        ...


class FileWatch:
    """SQLite counts the commits of everybody else for a connection that stays open: a few microseconds."""

    def __init__(self, store: Store) -> None:
        self._connection = store.engine.raw_connection()
        self._connection.detach()
        self._cursor = self._connection.cursor()
        self._seen: Any = None

    def written(self) -> bool:
        self._cursor.execute("PRAGMA data_version")
        before, self._seen = self._seen, self._cursor.fetchone()
        return bool(before != self._seen)

    def close(self) -> None:
        self._cursor.close()
        self._connection.close()


class ServerWatch:
    """PostgreSQL sends word of each commit to a connection that listens."""

    def __init__(self, store: Store, chapter_id: ChapterId) -> None:
        self._driver = store.engine.dialect.loaded_dbapi
        self._url = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._concerned = {EVERYBODY, str(chapter_id)}
        self._line: Any = None

    def written(self) -> bool:
        # A broken line counts as written: looking then says what is wrong, and a new line is tried next time.
        try:
            if self._line is None:
                self._line = self._listen()
                return True
            # All that has arrived is taken, so that nothing is left for the next time.
            told = {notice.payload for notice in self._line.notifies(timeout=0)}
        except self._driver.Error:
            self.close()
            return True
        return not told.isdisjoint(self._concerned)

    def _listen(self) -> Any:
        line = self._driver.connect(self._url, autocommit=True, connect_timeout=5)
        line.execute(f"LISTEN {CHANNEL}")
        return line

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def watch(store: Store, chapter_id: ChapterId) -> Watch:
    """Watch for writes to a chapter; on SQLite, to the file."""
    return FileWatch(store) if store.engine.dialect.name == "sqlite" else ServerWatch(store, chapter_id)
