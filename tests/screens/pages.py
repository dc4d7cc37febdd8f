"""A page in an app of its own: keys, pasted words, and what can be read on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any, TypeVar

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from screens.kit.keys_in_order import KeysInOrder
from screens.kit.theme import DARK, LIGHT, style

WIDE, LAPTOP, SMALL = (200, 50), (120, 36), (80, 24)
PATIENCE = 4000  # looks at a page, each once everything sent has been handled
LONG = 2.0  # seconds, for what a key waits for
UNHURRIED = 3.0  # seconds from key to key by the keys' own clock: nobody takes one for a key that is held
HELD_UP = 0.02  # seconds that one look waits for threads: a test may hold one up

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


class Threads(ThreadPoolExecutor):
    """Those of an app; it is known who is at work, so that nobody need guess when they are done."""

    def __init__(self) -> None:
        super().__init__()
        self._given: list[Future[Any]] = []

    @classmethod
    def of_this_loop(cls) -> Threads:
        """What is given to threads from now on."""
        threads = cls()
        asyncio.get_running_loop().set_default_executor(threads)
        return threads

    def submit(self, fn: Callable[..., Any], /, *args: Any, **values: Any) -> Future[Any]:
        given = super().submit(fn, *args, **values)
        self._given = [*(one for one in self._given if not one.done()), given]
        return given

    async def rest(self) -> None:
        """Wait until all are done; not for long, as a test may hold one up."""
        at_work = [asyncio.wrap_future(given) for given in self._given if not given.done()]
        if at_work:
            await asyncio.wait(at_work, timeout=HELD_UP)


class PageApp(KeysInOrder):
    """Shows one page."""

    CSS_PATH = style("app")

    def __init__(self, page: Screen[None]) -> None:
        super().__init__()
        self.page = page
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def on_mount(self) -> None:
        self.push_screen(self.page)


class Reader:
    """Whoever sits at a page."""

    def __init__(self, app: PageApp, said: list[Message], threads: Threads) -> None:
        self.app = app
        self._said = said
        self._threads = threads
        self._moments = count(0.0, UNHURRIED)

    async def press(self, *keys: str) -> None:
        """Press keys, by their names, in no hurry. The pilot's own `press` would sleep at each of them."""
        for key in keys:
            event = events.Key(key, key if len(key) == 1 else None)
            event.time = next(self._moments)
            await self._send(event)

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
        # Whether a key is still being dealt with.
        return not self.app._typed and self.app._settling is None

    async def retype(self, text: str) -> None:
        """Put a text in place of what stands where the keyboard is."""
        assert isinstance(self.app.focused, Input)
        self.app.focused.value = ""
        await self.paste(text)

    async def at_rest(self) -> None:
        """Wait until the threads are done too, and all that came of it is laid out."""
        await self.settle()
        await self._threads.rest()
        await self._desks_rest()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.app._nothing_being_read.wait(), LONG)
        await self.settle()
        self.app.screen._on_timer_update()
        await self.settle()

    async def _desks_rest(self) -> None:
        """Wait until the workers of every desk have done what they were given; not for long, as above."""
        desks = [desk for screen in self.app.screen_stack if (desk := getattr(screen, "desk", None))]
        owners = [owner for owner in (self.app, *desks) if hasattr(owner, "_threads")]
        threads = {id(owner._threads): owner._threads for owner in owners}
        given = [thread.submit(bool) for each in threads.values() for thread in (each.acts, each.views)]
        if given:
            await asyncio.wait([asyncio.wrap_future(each) for each in given], timeout=HELD_UP)

    async def until(self, comes_true: Callable[[], object]) -> None:
        """Wait for what a thread is at work on."""
        for _ in range(PATIENCE):
            if comes_true():
                return
            await self.at_rest()
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

    app, threads = PageApp(page), Threads.of_this_loop()
    async with app.run_test(size=size, message_hook=hear):
        reader = Reader(app, said, threads)
        await reader.at_rest()
        yield reader
