"""The hands and eyes of whoever sits at a screen: keys, clicks, pasted words, and what can be read there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.theme import DARK, LIGHT, style
from tests.screens.glass import painted

# Seconds from key to key by the keys' own clock. Nobody takes an unhurried one for a key that is held.
UNHURRIED, WITHIN_A_WORD = 3.0, 0.12
# When the first key comes. The program's own clock begins when the machine does, and what waits for a moment
# of the keys must find it past: else a test takes hours on a machine that was started just now.
_LONG_PAST = -1e6
_TURNS = 12  # of the loop, in which what a message has begun comes to an end
_KEYS_OF_SIGNS = {
    " ": "space",
    "+": "plus",
    "=": "equals_sign",
    "-": "minus",
    "<": "less_than_sign",
    "?": "question_mark",
}


class OneScreen(KeysInOrder):
    """Shows one screen, as the program would, and keeps the value that it is left with."""

    CSS_PATH = style("app")

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self.left_with: list[object] = []
        self._first = screen
        # As the program does for the screen that comes first: its looks need not be parsed after all others.
        self.css_path = [*self.css_path, *screen.css_path]
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def on_mount(self) -> None:
        self.push_screen(self._first, self.left_with.append)


class Hands:
    """Whoever sits at an app.

    The pilot's `press` sleeps 60 ms a key and takes a quiet processor for the end of the work. Here keys are
    waited for, until the app and its screens, which await the desk, have handled all they were sent.
    """

    def __init__(self, app: KeysInOrder) -> None:
        self.app = app
        self.pilot: Pilot[None] = Pilot(app)
        self._moment = _LONG_PAST
        app.moment_of_keys = lambda: self._moment

    async def press(self, *keys: str) -> None:
        """Press keys, by name (`enter`) or by what they write (`l`, `?`); `'ann` is typed letter by letter.

        In no hurry, as nobody holds a key down: each has been dealt with before the next.
        """
        for key in keys:
            if key.startswith("'"):
                self._spell(key[1:])
            else:
                self._send(self._key(key, UNHURRIED))
            await self._all_taken()
        await self._all_laid_out()

    async def press_at(self, key: str, moments: Iterable[float]) -> None:
        """Let a key come at these seconds by its own clock, such as those at which a held one repeats."""
        begin = self._moment + UNHURRIED
        for moment in moments:
            self._send(self._key(key, begin + moment - self._moment))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text faster than anybody can."""
        self._spell(text)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Put a text where the keyboard is, at once."""
        self._send(events.Paste(text))
        await self.settle()

    async def click(self, selector: str) -> None:
        """Click in the middle of a widget."""
        x, y = self.app.screen.query_one(selector).region.center
        await self.click_at(int(x), int(y))

    async def click_at(self, x: int, y: int) -> None:
        """Click in a cell of the screen."""
        for event in (events.MouseDown, events.MouseUp):
            self._send(_mouse(event, x, y))
            await self.settle()

    async def click_on(self, words: str) -> None:
        """Click on the first of the words that stand on the screen."""
        rows = [strip.text for strip in painted(self.app.screen)]
        y = next(y for y, row in enumerate(rows) if words in row)
        await self.click_at(cell_len(rows[y].partition(words)[0]), y)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal smaller or larger."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everybody has handled what they were sent, and what came of it, and all is laid out."""
        await self._all_taken()
        await self._all_laid_out()

    async def _all_laid_out(self) -> None:
        await self._quiet()
        # There is no animation to wait for: what waits for the next frame is laid out, and may ask for more.
        for _ in range(2):
            if self.app.screen_stack:  # the program may have been left
                await self.pilot.wait_for_animation()
                await self._quiet()

    async def _all_taken(self) -> None:
        await self._quiet()
        while self.app.is_taking_keys and self.app.is_running:
            await self._quiet()

    async def _quiet(self) -> None:
        # Not the one of Textual's own at the bottom: each message to it has the topmost one painted anew.
        for pump in (self.app, *self.app.screen_stack[1:]):
            done = asyncio.Event()
            if pump.call_later(done.set):
                await done.wait()
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    def _send(self, event: events.Event) -> None:
        event.set_sender(self.app)
        self.app.post_message(event)

    def _spell(self, text: str) -> None:
        for letter in text:
            self._send(self._key(letter, WITHIN_A_WORD))

    def _key(self, key: str, since: float) -> events.Key:
        event = events.Key(_KEYS_OF_SIGNS.get(key, key), key if len(key) == 1 else None)
        self._moment += since
        event.time = self._moment
        return event

    @property
    def top(self) -> Screen[Any]:
        """The screen on top of all."""
        return self.app.screen

    @property
    def top_name(self) -> str:
        """What sort of screen that is."""
        return type(self.top).__name__


def _mouse(event: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    return event(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
