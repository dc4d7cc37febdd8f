"""Tables of meetings, live or to be corrected: screen, desk, and following what other stations do there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting.commands import OpenMeeting
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.session import Session
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store
from leadsroom.store.watch import watch
from screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from textual.app import App


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


_EVERY_SECONDS = 0.5
_AGAIN_SECONDS = 5.0
_FOLLOWING = "following other stations"


class LiveTable:
    """Makes their screens. Each is followed as long as it is open, also below another page."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session

    async def lay(self) -> MeetingScreen:
        """The table of the meeting that is on, or of today's or the next one. Raises Refused."""
        # Its handler alone: the others are not needed before the first frame.
        import leadsroom.acts.meeting.planning  # noqa: F401

        opened = await self._session.between.do(OpenMeeting())
        assert opened.subject is not None
        return await self._open(MeetingId(opened.subject), over_review=False)

    async def correct(self, meeting_id: MeetingId) -> MeetingScreen:
        """The table of a meeting that is over, from its review. Raises Refused."""
        return await self._open(meeting_id, over_review=True)

    def close(self) -> None:
        """Follow nobody any more."""
        self._app.workers.cancel_group(self._app, _FOLLOWING)

    async def _open(self, meeting_id: MeetingId, *, over_review: bool) -> MeetingScreen:
        session = self._session
        desk = session.desk_at(meeting_id)
        seen = await desk.look()
        drafts = await asyncio.to_thread(session.drafts_of, meeting_id)
        screen = MeetingScreen(desk, session.clock, seen, drafts, over_review=over_review)
        self._app.run_worker(self._follow(screen, desk), group=_FOLLOWING)
        return screen

    async def _follow(self, screen: MeetingScreen, desk: Desk) -> None:
        """Show what another station does; while the database is out of reach, ask less often."""
        seen, store = screen.snapshot, self._session.store
        follower: Follower | None = None
        try:
            await asyncio.sleep(_EVERY_SECONDS)
            while screen.is_attached:
                try:
                    if follower is None:
                        follower = await asyncio.to_thread(Follower, store, seen.chapter.id, seen.meeting.id)
                    if await asyncio.to_thread(follower.changed) and screen.is_attached:
                        screen.see(await desk.look())
                except Exception as fault:  # noqa: BLE001 - the meeting goes on without the other station
                    self._app.log.warning(f"following stopped for a while: {fault}")
                    await asyncio.sleep(_AGAIN_SECONDS)
                await asyncio.sleep(_EVERY_SECONDS)
        finally:
            if follower is not None:
                follower.close()
