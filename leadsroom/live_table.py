"""Tables of meetings, live or to be corrected: screen, desk, and following what other stations do there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting.commands import OpenExtraMeeting, OpenMeeting
from leadsroom.domain.ids import MeetingId
from leadsroom.errors import NotSaved
from leadsroom.files import why_not_written
from leadsroom.session import Session
from leadsroom.store.watch import Watch, watch
from screens.kit.leaving import ToCorrect
from screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from textual.app import App


_EVERY_SECONDS = 0.5
_AGAIN_SECONDS = 5.0
_FOLLOWING = "following other stations"


def _hindrance(place: str) -> str:
    """Why nothing can be saved in the file of a database; empty where it can be, or where a server has it."""
    cause = None if "://" in place else why_not_written(Path(place))
    return "" if cause is None else f"{cause.of(f'nothing can be saved in {place}')}. {cause.remedy}"


class LiveTable:
    """Makes their screens. Each is followed as long as it is open, also below another page."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self._app = app
        self._session = session

    async def lay(self) -> MeetingScreen:
        """The table of the meeting that is on, or of today's or the next one. Raises Refused.

        Where nothing can be written it opens as it was left, and says why.
        """
        # Its handler alone: the others are not needed before the first frame.
        import leadsroom.acts.meeting.planning  # noqa: F401

        try:
            opened = await self._session.between.do(OpenMeeting())
        except NotSaved as wrong:
            return await self._as_it_was_left(wrong)
        assert opened.subject is not None
        return await self._open(MeetingId(opened.subject), over_review=False)

    async def lay_one_more(self) -> MeetingScreen:
        """The table of an extra meeting today. Raises Refused."""
        opened = await self._session.between.do(OpenExtraMeeting())
        assert opened.subject is not None
        return await self._open(MeetingId(opened.subject), over_review=False)

    async def _as_it_was_left(self, wrong: NotSaved) -> MeetingScreen:
        from leadsroom.views.meeting.find_meeting import meeting_at_hand

        meeting_id = await self._session.between.read(meeting_at_hand)
        if meeting_id is None:
            raise wrong
        screen = await self._open(meeting_id, over_review=False)
        screen.call_later(screen.show_status, str(wrong), "wrong")
        return screen

    async def correct(self, wanted: ToCorrect) -> MeetingScreen:
        """The table of a meeting that is over, from its review, with an entry selected. Raises Refused.

        Where its file can only be read it opens, and says so.
        """
        from leadsroom.views.chapter import chapter_to_write

        await self._session.between.read(chapter_to_write)
        screen = await self._open(wanted.meeting_id, over_review=True)
        screen.select(wanted.entry)
        hindrance = await asyncio.to_thread(_hindrance, self._session.store.place)
        if hindrance:
            screen.call_later(screen.show_status, hindrance, "wrong")
        return screen

    def close(self) -> None:
        """Follow nobody any more."""
        self._app.workers.cancel_group(self._app, _FOLLOWING)

    async def _open(self, meeting_id: MeetingId, *, over_review: bool, remark: str = "") -> MeetingScreen:
        session = self._session
        desk = session.desk_at(meeting_id)
        seen = await desk.look()
        drafts = await asyncio.to_thread(session.drafts_of, meeting_id)
        screen = MeetingScreen(desk, session.clock, seen, drafts, over_review=over_review)
        self._app.run_worker(self._follow(screen, desk), group=_FOLLOWING)
        return screen

    async def _follow(self, screen: MeetingScreen, desk: Desk) -> None:
        """Show what another station does; while the database is out of reach, ask less often."""
        chapter_id, store = screen.snapshot.chapter.id, self._session.store
        others: Watch | None = None
        try:
            await asyncio.sleep(_EVERY_SECONDS)
            while screen.is_attached:
                try:
                    if others is None:
                        others = await asyncio.to_thread(watch, store, chapter_id)
                    if await asyncio.to_thread(others.written) and screen.is_attached:
                        screen.see(await desk.look())
                except Exception as fault:  # noqa: BLE001 - the meeting goes on without the other station
                    self._app.log.warning(f"following stopped for a while: {fault}")
                    await asyncio.sleep(_AGAIN_SECONDS)
                await asyncio.sleep(_EVERY_SECONDS)
        finally:
            if others is not None:
                others.close()
