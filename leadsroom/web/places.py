"""How many browsers are shown the screen at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress

# A browser that reloads gives its place back a moment after it asks for the next one.
PATIENCE_SECONDS = 1.5


class Places:
    """So many places, each for one browser and the process that draws for it."""

    def __init__(self, most: int, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.most = most
        self._patience = patience_seconds
        self._free = asyncio.Semaphore(most)

    async def take(self) -> bool:
        """Take a place, if one is free or becomes free in a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                return await self._free.acquire()
        return False

    def give_back(self) -> None:
        """Give a taken place back."""
        self._free.release()

    async def one_is_free(self) -> bool:
        """Whether a place is free, or becomes free in a moment. Takes none."""
        if taken := await self.take():
            self.give_back()
        return taken
