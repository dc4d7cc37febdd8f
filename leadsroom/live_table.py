"""The table of a meeting, live or to be corrected: its screen, its desk, and what other stations do there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting.commands import OpenMeeting
from leadsroom.domain.ids import MeetingId
from leadsroom.session import Session
from leadsroom.views.meeting.follower import Follower
from screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.worker import Worker

_EVERY_SECONDS = 0.5
_AGAIN_SECONDS = 5.0


class LiveTable:
    """At most one is open at a time."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session
        self._following: Worker[None] | None = None

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

    def leave(self) -> None:
        """Nobody looks at it; the meeting goes on."""
        if self._following is not None:
            self._following.cancel()
        self._following = None

    async def _open(self, meeting_id: MeetingId, *, over_review: bool) -> MeetingScreen:
        session = self._session
        desk = session.desk_at(meeting_id)
        seen = await desk.look()
        drafts = await asyncio.to_thread(session.drafts_of, meeting_id)
        screen = MeetingScreen(desk, session.clock, seen, drafts, over_review=over_review)
        self.leave()
        self._following = self._app.run_worker(self._follow(screen, desk))
        return screen

    async def _follow(self, screen: MeetingScreen, desk: Desk) -> None:
        """What another station does is shown here too; while the database is out of reach, ask less often."""
        seen, store = screen.snapshot, self._session.store
        follower: Follower | None = None
        try:
            while True:
                await asyncio.sleep(_EVERY_SECONDS)
                try:
                    if follower is None:
                        follower = await asyncio.to_thread(Follower, store, seen.chapter.id, seen.meeting.id)
                    if await asyncio.to_thread(follower.changed) and screen.is_attached:
                        screen.see(await desk.look())
                except Exception as fault:  # noqa: BLE001 - the meeting goes on without the other station
                    self._app.log.warning(f"following stopped for a while: {fault}")
                    await asyncio.sleep(_AGAIN_SECONDS)
        finally:
            if follower is not None:
                follower.close()
