"""A page in an app of its own: keys, pasted words, and what can be read on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from leadsroom.errors import Refused
from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import PageWanted
from tests.screens.glass import painted
from tests.screens.hands import Hands, OneScreen

WIDE, LAPTOP, SMALL = (200, 50), (120, 36), (80, 24)
PATIENCE = 4000  # looks at a page, each once everything sent has been handled
LONG = 2.0  # seconds, for what a key waits for
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


async def reads_nothing(_view: Callable[..., Any], *_of: object) -> Any:
    """For a page of which all there is to see has been read before."""
    raise Refused("There is nothing to be read here.")


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


class Reader(Hands):
    """Whoever sits at a page; what the page tells is heard."""

    def __init__(self, app: KeysInOrder, messages: list[Message], threads: Threads) -> None:
        super().__init__(app)
        self._messages = messages
        self._threads = threads

    async def retype(self, text: str) -> None:
        """Put a text in place of what stands where the keyboard is."""
        assert isinstance(self.app.focused, Input)
        self.app.focused.value = ""
        await self.paste(text)

    async def at_rest(self) -> None:
        """Wait until the threads are done too, and all that came of it is laid out."""
        await self.settle()
        for _ in range(2):  # what one of them has brought may ask for more
            if not self.app.is_running:
                return
            await self._threads.rest()
            await self._desks_rest()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.app.nothing_being_read.wait(), LONG)
            await self.settle()

    async def _desks_rest(self) -> None:
        """Wait until the workers of every desk have done what they were given; not for long, as above."""
        desks = [desk for screen in self.app.screen_stack if (desk := getattr(screen, "desk", None))]
        owners = (getattr(self.app, "session", None), *desks)
        # A page of a test may have a desk that does everything at once.
        threads = {id(each): each for owner in owners if (each := getattr(owner, "threads", None))}
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
        """Wait until these words can be read, and what they ask for can be answered."""
        await self.until(lambda: words in self.text)
        await self.settle()

    def messages(self, fact: type[M]) -> list[M]:
        """The facts of this sort that the page has told."""
        return [message for message in self._messages if isinstance(message, fact)]

    @property
    def wanted(self) -> list[tuple[str, object]]:
        """The other pages that were asked for, each with what it is to be about."""
        return [(asked.name, asked.subject) for asked in self.messages(PageWanted)]

    @property
    def left_with(self) -> list[object]:
        """What the page was left with, once it was."""
        assert isinstance(self.app, OneScreen)
        return self.app.left_with

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as text."""
        return [strip.text.rstrip() for strip in painted(self.app.screen)]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def key_line(self) -> str:
        """The bottom line of the page."""
        return self.lines[-1].strip()


@asynccontextmanager
async def reading(page: Screen[Any], size: tuple[int, int] = LAPTOP) -> AsyncIterator[Reader]:
    """Somebody in front of a page."""
    messages: list[Message] = []

    def hear(message: Message) -> None:
        is_fact = type(message).__module__.startswith("screens.")
        if is_fact and not any(message is heard for heard in messages):
            messages.append(message)

    app, threads = OneScreen(page), Threads.of_this_loop()
    async with app.run_test(size=size, message_hook=hear):
        reader = Reader(app, messages, threads)
        await reader.at_rest()
        yield reader
