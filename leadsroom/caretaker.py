"""The caretaker of what is on disk while the program runs: the database's file, its backups, and drafts.

What happens to the file is noticed within a second, and so is what others write; what has waited for room is
written once there is some.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.errors import Refused
from screens.kit.ticker import SeenAgain

if TYPE_CHECKING:
    from leadsroom.files import Cause
    from leadsroom.session import Session
    from leadsroom.store.store import Store
    from screens.kit.keyboard.keys_in_order import KeysInOrder

EVERY_SECONDS = 1.0
_AGAIN_SECONDS = 5.0
_STAYS_SECONDS = 40.0


class Caretaker:
    """Sees to it, and says on whatever screen is on top what somebody has to know."""

    def __init__(self, app: KeysInOrder, session: Session, shadows: Path | None) -> None:
        """Without a folder for it there is no second copy of the database."""
        self._app, self._session, self._shadows = app, session, shadows
        self._heard: list[str] = []
        self._hindrance: Cause | None = None

    def begin(self) -> None:
        """From here on, until the program is left."""
        self._app.run_worker(self._look_after_file(), group="the file")
        self._app.run_worker(self._follow_others(), group="other stations")
        backups = self._session.backups
        if backups is not None:
            loop = asyncio.get_running_loop()
            backups.say = lambda sentence: loop.call_soon_threadsafe(self._warn, sentence)
            backups.begin()

    def catch_up(self) -> None:
        """Write what has waited: copies on a stick, what is half typed. Say what still waits."""
        if self._session.backups is not None:
            self._session.backups.look_again()
        cause = self._session.drafts_hindrance
        if cause is not None and cause != self._hindrance:
            self._app.show_status(cause.of("what is half typed is in memory only."), "wrong")
        self._hindrance = cause
        self._session.try_drafts_again()

    # Other stations

    async def _follow_others(self) -> None:
        """Show what others wrote on the page that is on top; below a box it waits until that closes."""
        while self._app.is_running:
            await asyncio.sleep(EVERY_SECONDS)
            top = self._app.screen
            if not isinstance(top, SeenAgain):
                continue
            try:
                if await self._session.between.others_wrote() and self._app.screen is top:
                    top.seen_again()
            except Exception as fault:  # noqa: BLE001 - the page stays as it is; what is wrong is said elsewhere
                self._app.log.warning(f"following stopped for a while: {fault}")
                await asyncio.sleep(_AGAIN_SECONDS)

    # The file

    async def _look_after_file(self) -> None:
        while self._app.is_running:
            for sentence in await asyncio.to_thread(self._look, self._session.store):
                if sentence not in self._heard:
                    self._heard.append(sentence)
                    self._warn(sentence)
            await asyncio.sleep(EVERY_SECONDS)

    def _look(self, store: Store) -> list[str]:
        """What there is to know of the database, and what has happened to its file."""
        store.look_after(self._shadows)
        try:
            store.check()
        except Refused as lost:
            return [*store.remarks, str(lost)]
        guard = store.guard
        if guard is None:
            return store.remarks
        guard.catch_up()
        return [*store.remarks, *(rescue.sentence for rescue in guard.rescues)]

    def _warn(self, sentence: str) -> None:
        """Over whatever is shown, for as long as it takes to notice and read it."""
        self._app.clear_notifications()  # the latest counts: several would cover the clock
        self._app.notify(sentence, severity="warning", markup=False, timeout=_STAYS_SECONDS)
