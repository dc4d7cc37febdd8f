"""The caretaker of the database's file: whatever happens to it is noticed within a second."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadsroom.errors import Refused

if TYPE_CHECKING:
    from textual.app import App

    from leadsroom.session import Session
    from leadsroom.store.store import Store

EVERY_SECONDS = 1.0
_READ_WITHIN_SECONDS = 40.0


class Caretaker:
    """Sees to the file of the session's store, and says on whatever screen is on top what was done."""

    def __init__(self, app: App[Any], session: Session, shadows: Path | None) -> None:
        """Without a folder for it there is no second copy of the database."""
        self._app, self._session, self._shadows = app, session, shadows
        self._heard: list[str] = []

    async def look_after(self) -> None:
        """Look every second, until the program is left."""
        while self._app.is_running:
            for sentence in await asyncio.to_thread(self._look, self._session.store):
                self._say(sentence)
            await asyncio.sleep(EVERY_SECONDS)

    def _look(self, store: Store) -> list[str]:
        """What there is to know of the database, and what has happened to its file."""
        store.look_after(self._shadows)
        try:
            store.check()
        except Refused as lost:
            return [*store.remarks, str(lost)]
        rescues = () if store.guard is None else store.guard.rescues
        return [*store.remarks, *(rescue.sentence for rescue in rescues)]

    def _say(self, sentence: str) -> None:
        if sentence not in self._heard:
            self._heard.append(sentence)
            self._app.clear_notifications()  # the latest counts: several would cover the clock
            self._app.notify(sentence, severity="warning", markup=False, timeout=_READ_WITHIN_SECONDS)
