"""Typing ahead: each key is dealt with before the next one is looked at.

Textual hands a key at once to whoever has the focus. What Enter or `l` has begun, moving the focus or opening
a form, takes a few messages more; on a busy laptop quick fingers would type into the wrong field, or nowhere.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PATIENCE_SECONDS = 1.0
_LOOK_AGAIN_SECONDS = 0.02


class KeysInOrder(App[None]):
    """An app in which keys and pastes wait for one another. While idle it takes a key as any app does."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._being_read = 0
        self._nothing_being_read = asyncio.Event()
        self._nothing_being_read.set()

    @contextmanager
    def reading_for_a_key(self) -> Iterator[None]:
        """While this lasts, what a key has asked for is being read: the next key is for what comes of it."""
        self._being_read += 1
        self._nothing_being_read.clear()
        try:
            yield
        finally:
            self._being_read -= 1
            if not self._being_read:
                self._nothing_being_read.set()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._settling is None:
            await self._take_next()

    async def _take_next(self) -> None:
        await super().on_event(self._typed.popleft())
        self._settling = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        try:
            # Whatever holds a key up for longer must not hold up the keyboard.
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    while not await self._all_quiet():
                        pass
        finally:
            if not (self._typed and self.call_later(self._take_next)):
                self._settling = None

    async def _all_quiet(self) -> bool:
        """Let everybody a key can pass through come to an end. Whether that left nothing more to do."""
        start = self.focused or self.screen
        path = start.ancestors_with_self
        for node in path:
            await _dealt_with(node)
        if self._being_read:
            await self._nothing_being_read.wait()
            return False
        return not any(node.message_queue_size for node in path if node.is_attached)


async def _dealt_with(node: MessagePump) -> None:
    """Wait until a node has dealt with what it has been sent so far, or is gone."""
    done = asyncio.Event()
    node.call_later(done.set)
    while node.is_attached and not done.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _LOOK_AGAIN_SECONDS)
