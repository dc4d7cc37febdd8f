"""Following a meeting that another process, or another station, is running."""

from __future__ import annotations

from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store
from leadsroom.store.watch import watch


class Follower:
    """Sees the same pictures as the station that runs the meeting; writes nothing.

    One caller at a time may ask it, from any thread. Close it when nobody looks any more.
    """

    def __init__(self, store: Store, chapter_id: ChapterId, meeting_id: MeetingId) -> None:
        self._store = store
        self._chapter_id = chapter_id
        self._meeting_id = meeting_id
        self._journal: tuple[Entry, ...] = ()
        self._watch = watch(store, chapter_id)

    def changed(self) -> bool:
        """Whether it is worth looking again; a few microseconds on SQLite. The first answer is yes."""
        return self._watch.written()

    def look(self) -> Snapshot:
        """The meeting as it stands on disk."""
        with self._store.reading() as connection:
            seen = snapshot(connection, self._meeting_id, self._journal, self._chapter_id)
        self._journal = seen.journal
        return seen

    def close(self) -> None:
        """Stop following."""
        self._watch.close()
