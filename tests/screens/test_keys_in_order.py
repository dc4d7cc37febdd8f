"""The queue of keys asks of each whether it is held, from one screen to the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.meeting.keys import KEYS, acts_once


class Counting(Screen[None]):
    """Counts the keys that reach it; Enter opens another one, unless words are typed here."""

    def __init__(self, pressed: list[str], typing: bool = False) -> None:
        super().__init__()
        self._pressed, self._typing = pressed, typing

    def compose(self) -> ComposeResult:
        if self._typing:
            yield Input()

    def on_key(self, event: events.Key) -> None:
        self._pressed.append(event.key)
        if event.key == "enter" and not self._typing:
            self.app.push_screen(Counting(self._pressed))


class Keyboard(KeysInOrder):
    """An app whose keys have their moments from a test; it waits as long as the test wants."""

    def __init__(self, *, typing: bool = False) -> None:
        super().__init__(self._wait)
        self.pressed: list[str] = []
        self.waits: list[float] = []
        self.silence = asyncio.Event()
        self._typing = typing

    def on_mount(self) -> None:
        self.push_screen(Counting(self.pressed, self._typing))

    async def _wait(self, moment: float) -> None:
        self.waits.append(moment)
        await self.silence.wait()

    async def send(self, *keys: tuple[str, float]) -> None:
        """Let keys come, each at its moment."""
        for key, at in keys:
            event = events.Key(key, key if len(key) == 1 else None)
            event.time = at
            self.post_message(event)
            await self.quiet()

    async def quiet(self) -> None:
        """Until everybody has done what there is to do, but for a key that waits."""
        for _ in range(40):
            await asyncio.sleep(0)
            for pump in (self, self.screen):
                done = asyncio.Event()
                if pump.call_later(done.set):
                    await done.wait()


@asynccontextmanager
async def keyboard(*, typing: bool = False) -> AsyncIterator[Keyboard]:
    """The app, running."""
    app = Keyboard(typing=typing)
    pilot: Pilot[None]
    async with app.run_test() as pilot:
        await pilot.pause()
        yield app


async def test_a_held_enter_is_one_press_across_screens() -> None:
    """The first opens a screen; no repeat reaches that one."""
    async with keyboard() as app:
        await app.send(("enter", 1.0), *(("enter", 1.5 + 0.033 * n) for n in range(10)))
        assert app.pressed == ["enter"]


async def test_a_first_press_is_taken_at_once_and_a_second_after_silence() -> None:
    """The second of two honest presses waits for 60 ms of silence, and then it counts."""
    async with keyboard() as app:
        await app.send(("enter", 1.0))
        assert (app.pressed, app.waits) == (["enter"], [])
        await app.send(("enter", 1.12))
        assert (app.pressed, app.waits) == (["enter"], [1.12 + 0.06])
        app.silence.set()
        await app.quiet()
        assert app.pressed == ["enter", "enter"]


async def test_another_key_is_not_held_up_and_keeps_its_place() -> None:
    """A key behind one that waits ends the wait: both are taken, in their order."""
    async with keyboard() as app:
        await app.send(("enter", 1.0), ("enter", 1.5), ("l", 1.52))
        assert app.pressed == ["enter", "enter", "l"]


async def test_a_held_letter_of_a_page_is_one_press_and_an_arrow_is_not() -> None:
    """Held u undoes one act and held delete removes one line; a cursor runs as long as its key is held."""
    async with keyboard() as app:
        for key in ("u", "delete", "1", "q"):
            await app.send((key, 1.0), *((key, 1.5 + 0.033 * n) for n in range(10)))
        assert app.pressed == ["u", "delete", "1", "q"]
        app.pressed.clear()
        for key in ("down", "plus", "shift+up"):
            await app.send((key, 10.0), *((key, 10.5 + 0.033 * n) for n in range(3)))
        assert app.pressed == [*["down"] * 4, *["plus"] * 4, *["shift+up"] * 4]


async def test_letters_repeat_where_words_are_typed_but_enter_does_not() -> None:
    """Arrows and letters may be held; Enter is one press there too, and after a letter it never waits."""
    async with keyboard(typing=True) as app:
        app.screen.query_one(Input).focus()
        await app.quiet()
        await app.send(*(("a", 1.0 + 0.03 * n) for n in range(3)))
        await app.send(("enter", 1.1), ("b", 1.13), ("enter", 1.16))
        assert (app.screen.query_one(Input).value, app.pressed.count("enter"), app.waits) == ("aaab", 2, [])
        await app.send(*(("enter", 1.66 + 0.033 * n) for n in range(9)))
        assert app.pressed.count("enter") == 2


def test_what_moves_the_meeting_is_one_press_and_what_opens_a_form_is_not() -> None:
    """At the table, with no form open and with one: the keys that are followed."""
    names = [name for key in KEYS for name in key.keys.split(",")]
    assert {name for name in names if acts_once(name, in_form=False)} == {
        *(
            "enter",
            "space",
            "n",
            "N",
            "y",
            "backspace",
            "plus",
            "equals_sign",
            "minus",
            "less_than_sign",
            "f",
            "o",
            "j",
        ),
        *("u", "ctrl+y", "f5", "f6", *"0123456789"),
    }
    assert {name for name in names if acts_once(name, in_form=True)} == {"f5", "f6"}


class Opening(Screen[None]):
    """A letter opens a line to write in."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        line = Input()
        line.display = False
        yield line

    def on_key(self, event: events.Key) -> None:
        line = self.query_one(Input)
        if event.key == "l" and not line.display:
            event.stop()
            line.display = True
            line.focus()


@pytest.mark.parametrize(("keys", "written"), [("l" * 12, ""), ("lopez", "opez"), ("llopez", "lopez")])
async def test_a_key_that_opens_a_form_writes_nothing_into_it_however_long_it_is_held(
    keys: str, written: str
) -> None:
    """Pressed again, as the first letter of a name, it is one."""
    async with keyboard() as app:
        app.push_screen(Opening())
        await app.quiet()
        moments = [1.0, *(1.5 + 0.033 * n for n in range(len(keys) - 1))]
        if written:
            moments = [1.0 + 0.15 * n for n in range(len(keys))]
        await app.send(*zip(keys, moments, strict=True))
        app.silence.set()
        await app.quiet()
        assert app.screen.query_one(Input).value == written
