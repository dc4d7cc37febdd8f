"""The audience of a chapter: whatever meeting is live, or the one that comes next, seen and never written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Snapshot
from leadsroom.errors import Refused
from leadsroom.store.read.chapter import chapter
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.read.season import latest_meeting, meetings_of_date, next_meeting
from leadsroom.store.readonly import LookedAt
from leadsroom.store.store import Store
from leadsroom.store.watch import Watch, watch

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A server that has gone silently is noticed, and so is a new day.
LOOKS_AGAIN_AFTER = timedelta(seconds=20)
# Another file in the place of the first, as after a restore.
CHECKS_FILE_AFTER = timedelta(seconds=1)

FindChapter = Callable[[Store], Chapter | None]


class Seen(Struct, frozen=True):
    """The picture of a chapter. `snapshot` is the meeting that is live, or planned for `next_at` where
    somebody has prepared it already; `closed` the one that was closed today, while none is live.
    """

    chapter: Chapter
    snapshot: Snapshot | None
    next_at: datetime
    closed: Meeting | None = None

    @property
    def live(self) -> Snapshot | None:
        """The meeting that is on."""
        here = self.snapshot
        return here if here is not None and here.meeting.state is MeetingState.LIVE else None


class Audience:
    """Looks at a chapter from another process. One caller at a time, from any thread; close it at the end.

    A screen awaits `answer`, which looks on a thread; where that is a file, it asks `may_have_news` before.
    """

    def __init__(self, store: LookedAt, find_chapter: FindChapter) -> None:
        self._store = store
        self._find_chapter = find_chapter
        self._file: tuple[int, int] | None = None
        self._checked_at: datetime | None = None
        self._chapter_id: ChapterId | None = None
        self._watch: Watch | None = None
        self._looked_at: datetime | None = None
        self._meeting_id: MeetingId | None = None
        self._journal: tuple[Entry, ...] = ()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="audience")
        self._looking = 0

    def follow(self, found: Chapter) -> None:
        """Look at this chapter from now on, whichever else there are."""
        self._find_chapter = lambda _store: found

    @property
    def tells_at_once(self) -> bool:
        """Whether `may_have_news` takes microseconds, as for a file; a server may keep its caller waiting."""
        return self._store.is_file

    def may_have_news(self, now: datetime) -> bool:
        """Whether it is worth looking, and nobody is. A fault is news as well: `answer` says it."""
        if self._looking:
            return False
        try:
            if self._watch is None or self._is_another_file(now):
                self.close()
            elif not self._changed(now):
                return False
            self._looked_at = None
        except Exception:  # noqa: BLE001 - whatever it is, looking comes upon it too
            self.close()
        return True

    async def answer(self, now: datetime) -> Seen | str | None:
        """The news, looked for on a thread; or, as a sentence, why nothing can be seen."""
        self._looking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, now)
        finally:
            self._looking -= 1

    async def leave(self) -> None:
        """Let go of everything, once nobody is looking."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self.close)
        self._thread.shutdown(wait=False)

    def _answer(self, now: datetime) -> Seen | str | None:
        try:
            return self.news(now)
        except Refused as refusal:
            return str(refusal)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the clock goes on
            return f"The database cannot be read ({type(fault).__name__})."

    def news(self, now: datetime) -> Seen | None:
        """The picture, if it may have changed since the last time; the first time always.

        Raises Refused while there is nothing to look at: no database, no chapter, no connection.
        """
        if self._watch is None or self._is_another_file(now):
            self._open()
        try:
            if not self._changed(now):
                return None
            seen = self._look(now)
        except BaseException:
            # Whatever is wrong with this connection, the next one is a new one.
            self.close()
            raise
        self._looked_at = now
        return seen

    def _is_another_file(self, now: datetime) -> bool:
        if self._checked_at is not None and abs(now - self._checked_at) < CHECKS_FILE_AFTER:
            return False
        self._checked_at = now
        return self._store.identity() != self._file

    def _changed(self, now: datetime) -> bool:
        assert self._watch is not None
        written = self._watch.written()
        return written or self._looked_at is None or abs(now - self._looked_at) >= LOOKS_AGAIN_AFTER

    def _open(self) -> None:
        """Start again with the database that is there."""
        self.close()
        self._file = self._store.identity()
        self._store.need_our_schema()
        found = self._find_chapter(self._store)
        if found is None:
            raise Refused(f"There is no chapter in {self._store.place} yet.")
        self._chapter_id = found.id
        with self._store.translated():
            self._watch = watch(self._store, found.id)

    def _look(self, now: datetime) -> Seen:
        assert self._chapter_id is not None
        with self._store.reading() as connection:
            here = chapter(connection, self._chapter_id)
            live = latest_meeting(connection, here.id, MeetingState.LIVE)
            if live is not None:
                return self._meeting(connection, live.id)
            return self._between(connection, here, now)

    def _between(self, connection: Connection, here: Chapter, now: datetime) -> Seen:
        last = latest_meeting(connection, here.id, MeetingState.CLOSED)
        on = next_meeting(connection, here, now).on
        meetings = meetings_of_date(connection, here.id, on)
        planned = next((m for m in meetings if m.state == MeetingState.PLANNED), None)
        closed = last if last and _is_of_today(last.ended_at, here, now) else None
        if planned is None:
            return Seen(here, None, here.starts_at(on), closed)
        return self._meeting(connection, planned.id, closed)

    def _meeting(self, connection: Connection, meeting_id: MeetingId, closed: Meeting | None = None) -> Seen:
        if meeting_id != self._meeting_id:
            self._meeting_id, self._journal = meeting_id, ()
        picture = snapshot(connection, meeting_id, self._journal, self._chapter_id)
        self._journal = picture.journal
        return Seen(picture.chapter, picture, picture.meeting.starts_at, closed)

    def close(self) -> None:
        """Let go of the database; the next question opens it again."""
        if self._watch is not None:
            self._watch.close()
        self._watch = self._chapter_id = self._looked_at = self._meeting_id = None
        self._journal = ()
        self._store.close()


def _is_of_today(at: datetime | None, here: Chapter, now: datetime) -> bool:
    return at is not None and here.today(at) == here.today(now)
