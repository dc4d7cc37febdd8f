"""A page that changes what is on record: it asks until it is taken, one change after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.screen import Screen
from textual.widgets import Static

from leadsroom.errors import Refused
from screens.page import Page
from screens.widgets.words import words

V = TypeVar("V")
R = TypeVar("R")


class AskingPage(Page):
    """Has a `#said` for what was done; that stands there until the cursor moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.in_order = asyncio.Lock()
        self._told_at = ""

    @property
    def cursor(self) -> str:
        """Where the cursor is; empty where there is nothing to be on."""
        raise NotImplementedError

    async def read_anew(self, at: str = "") -> None:
        """Show what is on record, the cursor at this line or where it was; say so when it cannot be read."""
        raise NotImplementedError

    def tell(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not; an empty sentence takes it away."""
        self.query_one("#said", Static).update(words(sentence, tone))
        self._told_at = self.cursor

    def forget_told(self) -> None:
        """The cursor may have moved: what was said of the line it has left is taken away."""
        if self._told_at not in ("", self.cursor):
            self.tell("")
        self._told_at = self.cursor

    async def in_turn(self, change: Callable[[], R], at: str | Callable[[R], str] = "") -> R:
        """Carry out one change after the other, each on a thread of its own. Raises Refused.

        What is on record is shown then, the cursor `at` a line, which may depend on what came of it.
        """
        async with self.in_order:
            done = await asyncio.to_thread(change)
            await self.read_anew(at if isinstance(at, str) else at(done))
        return done

    async def until_taken(
        self,
        dialog: Callable[[V | None, str], Screen[Any]],
        take: Callable[[V], Awaitable[R]],
        before: V | None = None,
    ) -> R | None:
        """Ask until what is filled in is taken, each time with what was filled in and why it was refused.

        None when nobody wants it any more, or it is filled in as it was `before`.
        """
        filled, refusal = before, ""
        while True:
            answer = await self.app.push_screen_wait(dialog(filled, refusal))
            if answer is None or answer == before:
                return None
            filled = answer
            try:
                return await take(answer)
            except Refused as no:
                refusal = str(no)
