"""A page in an app of its own: keys, pasted words, and what can be read on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from screens.style import style
from screens.theme import DARK, LIGHT
from screens.typed_ahead import KeysInOrder

WIDE, LAPTOP, SMALL = (200, 50), (120, 36), (80, 24)
PATIENCE = 400  # looks at a page, each once everything sent has been handled

# A name that is markup, one that is a link, one without an end, one from right to left, one of cells of two.
HOSTILE = {
    "closing tag": "[/]",
    "tag": "[Anna]",
    "link": "[@click=app.quit]x[/]",
    "500 characters": "Wolfeschlegelsteinhausen" * 20 + "Wolfeschlegelsteinha",
    "right to left": "أحمد بن محمد",
    "emoji": "Zoë 🌷 Müller",
}

M = TypeVar("M", bound=Message)


class PageApp(KeysInOrder):
    """Shows one page."""

    CSS_PATH = style("app")

    def __init__(self, page: Screen[None]) -> None:
        super().__init__()
        self.page = page
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    @property
    def at_work(self) -> bool:
        """Whether a key is still being dealt with."""
        return bool(self._typed) or self._settling is not None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def on_mount(self) -> None:
        self.push_screen(self.page)


class Reader:
    """Whoever sits at a page."""

    def __init__(self, app: PageApp, pilot: Pilot[None], said: list[Message]) -> None:
        self.app = app
        self._pilot = pilot
        self._said = said

    async def press(self, *keys: str) -> None:
        """Press keys, by their names. The pilot's own `press` would sleep at each of them."""
        for key in keys:
            await self._send(events.Key(key, key if len(key) == 1 else None))

    async def paste(self, text: str) -> None:
        """Put a text where the keyboard is, at once."""
        await self._send(events.Paste(text))

    async def _send(self, event: events.Event) -> None:
        event.set_sender(self.app)
        self.app.post_message(event)
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was typed has been dealt with, and what came of it."""
        while not await self._all_quiet():
            pass

    async def _all_quiet(self) -> bool:
        for pump in (self.app, *self.app.screen_stack):
            done = asyncio.Event()
            if pump.call_later(done.set):
                await done.wait()
        return not self.app.at_work

    async def retype(self, text: str) -> None:
        """Put a text in place of what stands where the keyboard is."""
        assert isinstance(self.app.focused, Input)
        self.app.focused.value = ""
        await self.paste(text)

    async def until(self, comes_true: Callable[[], object]) -> None:
        """Wait for what a thread is at work on."""
        for _ in range(PATIENCE):
            if comes_true():
                return
            await self._pilot.pause()
            await self.settle()
        raise AssertionError(f"It did not come true. The screen:\n{self.text}")

    async def until_shown(self, words: str) -> None:
        """Wait until these words can be read."""
        await self.until(lambda: words in self.text)

    def said(self, fact: type[M]) -> list[M]:
        """The facts of this sort that the page has told."""
        return [message for message in self._said if isinstance(message, fact)]

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def key_line(self) -> str:
        """The bottom line of the page."""
        return self.lines[-1].strip()


@asynccontextmanager
async def reading(page: Screen[None], size: tuple[int, int] = LAPTOP) -> AsyncIterator[Reader]:
    """Somebody in front of a page."""
    said: list[Message] = []

    def hear(message: Message) -> None:
        is_fact = type(message).__module__.startswith("screens.")
        if is_fact and not any(message is known for known in said):
            said.append(message)

    app = PageApp(page)
    async with app.run_test(size=size, message_hook=hear) as pilot:
        await pilot.pause()
        yield Reader(app, pilot, said)
