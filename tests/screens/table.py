"""The moderator's hands and eyes: the meeting's screen in an app of its own, on a clock that tests move."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from rich.cells import cell_len
from textual import events, on
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from leadsroom.acts.command import Command
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Snapshot, Turn
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from screens.kit.theme import DARK, LIGHT, style
from screens.meeting import MeetingScreen
from screens.widgets.digits import BigDigits
from screens.widgets.fields import Field
from screens.widgets.form import Form
from tests.databases import SqliteFiles
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table

HALL, LAPTOP, SMALL = (200, 50), (120, 36), (80, 24)
_KEYS_OF_SIGNS = {
    " ": "space",
    "+": "plus",
    "=": "equals_sign",
    "-": "minus",
    "<": "less_than_sign",
    "?": "question_mark",
}


class TableApp(App[None]):
    """Shows one meeting; keeps what its screen says and how often it rings."""

    CSS_PATH = style("app")

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.meeting_screen = MeetingScreen(table.desk, table.clock, table.now)
        self.bells = 0
        self.heard: list[str] = []
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def on_mount(self) -> None:
        self.push_screen(self.meeting_screen)

    def bell(self) -> None:
        self.bells += 1

    @on(MeetingScreen.MeetingClosed)
    def _meeting_closed(self) -> None:
        self.heard.append("closed")

    @on(MeetingScreen.MeetingLeft)
    def _meeting_left(self) -> None:
        self.heard.append("left")


class Moderator:
    """Keys, clicks and passing time; and what can be read on the screen.

    The pilot's `press` sleeps 60 ms a key and takes a quiet processor for the end of the work. Here keys are
    waited for, until the app and its screens, which await the desk, have handled all they were sent.
    """

    def __init__(self, app: TableApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.table = app.table
        self.screen = app.meeting_screen
        self.clock = app.table.clock
        self._pilot = pilot

    # Hands

    async def press(self, *keys: str) -> None:
        """Press keys, by name (`enter`) or by what they write (`l`, `?`); `'ann` is typed in one go."""
        for key in keys:
            if key.startswith("'"):
                await self.type(key[1:])
            else:
                await self._send(_key(key))

    async def type(self, text: str) -> None:
        """Type a text faster than anybody can."""
        await self._send(*(_key(letter) for letter in text))

    async def paste(self, text: str) -> None:
        """Paste a text."""
        await self._send(events.Paste(text))

    async def click(self, selector: str) -> None:
        """Click in the middle of a widget."""
        x, y = self.app.screen.query_one(selector).region.center
        for event in (events.MouseDown, events.MouseUp):
            await self._send(_mouse(event, int(x), int(y)))

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal smaller or larger."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def pass_by(self, **lengths: float) -> None:
        """Let time pass, and show the moment as the app's ticker would."""
        self.clock.pass_by(**lengths)
        self.screen.tick(self.clock.now())
        await self.settle()

    async def do(self, command: Command) -> None:
        """What another hand does at this desk."""
        self.screen.apply((await self.table.desk.do(command)).picture)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everybody has handled what they were sent, and what came of it, and all is laid out."""
        await self._quiet()
        await self._quiet()
        self.top._on_timer_update()
        await self._quiet()

    async def until_told(self) -> None:
        """Wait until the form that is open has been told what it wanted to know."""
        await self.screen.workers.wait_for_complete()
        await self.settle()

    async def _quiet(self) -> None:
        await _handled(self.app, *self.app.screen_stack)
        for _ in range(12):
            await asyncio.sleep(0)

    async def _send(self, *sent: events.Event) -> None:
        for event in sent:
            event.set_sender(self.app)
            self.app.post_message(event)
        await self.settle()

    # Eyes

    @property
    def snapshot(self) -> Snapshot:
        """The picture that the screen shows."""
        return self.screen.snapshot

    @property
    def journal(self) -> tuple[Entry, ...]:
        """The journal as it is on disk."""
        return self.table.now.journal

    @property
    def acts(self) -> list[str]:
        """What was done, as the names of the commands."""
        return [entry.act for entry in self.journal]

    def lines(self, selector: str = "") -> list[str]:
        """The rows of the screen as text, or those of one widget; a lit cell of the digits is `█`."""
        lit = [d.get_component_rich_style("big-digits--lit").bgcolor for d in self.screen.query(BigDigits)]
        strips = self.app.screen._compositor.render_strips()
        rows = [_text(strip, lit) for strip in strips]
        if not selector:
            return [row.rstrip() for row in rows]
        region = self.app.screen.query_one(selector).region
        return [cut(row, region.x, region.right).rstrip() for row in rows[region.y : region.bottom]]

    def text(self, selector: str = "") -> str:
        """The same as one text."""
        return "\n".join(self.lines(selector))

    @property
    def go_bar(self) -> str:
        """The bottom line."""
        return self.lines("#go-bar")[0].strip()

    @property
    def top(self) -> Screen[Any]:
        """The screen on top of all."""
        return self.app.screen

    @property
    def top_name(self) -> str:
        """What sort of screen that is."""
        return type(self.top).__name__

    @property
    def turn(self) -> Turn:
        """The turn that is up."""
        assert self.snapshot.turn is not None
        return self.snapshot.turn

    @property
    def form(self) -> str:
        """The name of the form that is open, or nothing."""
        return type(self.screen.form).__name__ if self.screen.form is not None else ""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the form that is open, by their ids."""
        form = self.screen.form
        assert isinstance(form, Form)
        return {field.id or "": field for field in form.fields}

    @property
    def field(self) -> str:
        """The id of the field in which the keyboard is."""
        focused = self.app.focused
        return next((name for name, field in self.fields.items() if focused in field.children), "")


def _key(key: str) -> events.Key:
    return events.Key(_KEYS_OF_SIGNS.get(key, key), key if len(key) == 1 else None)


def _mouse(event: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    return event(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)


def _text(strip: Strip, lit: list[Any]) -> str:
    return "".join(
        "█" * len(segment.text)
        if segment.style and segment.style.bgcolor in lit and segment.text.isspace()
        else segment.text
        for segment in strip
    )


def cut(row: str, first: int, last: int) -> str:
    """The cells of a row from `first` up to `last`; a letter may be two cells wide, or none."""
    kept, at = [], 0
    for letter in row:
        if first <= at < last:
            kept.append(letter)
        at += cell_len(letter)
    return "".join(kept)


async def _handled(*pumps: Any) -> None:
    """Wait until each of these has handled all that was sent to it before."""
    done = [asyncio.Event() for _ in pumps]
    for event in [event for event, pump in zip(done, pumps, strict=True) if pump.call_later(event.set)]:
        await event.wait()


Before = Callable[[Table], object]


@cache
def _prepared(
    files: SqliteFiles, before: Before, chapter: tuple[tuple[str, Any], ...]
) -> tuple[str, datetime]:
    """A database in which `before` has happened, and the moment: made once, copied for each test."""
    place, clock = files.fresh(), SetClock()
    store = open_store(place)
    table = Table.lay(store, found_chapter(store, **dict(chapter)), clock)
    before(table)
    table.desk.close()
    store.close()
    return place, clock.moment


@contextmanager
def laid_table(files: SqliteFiles, before: Before, **chapter: Any) -> Iterator[Table]:
    """The table of a chapter of six (or as `found_chapter` is told), after `before` has happened."""
    template, moment = _prepared(files, before, tuple(chapter.items()))
    place = str(shutil.copy(template, files.empty()))
    store = open_store(place)
    with store.reading() as connection:
        (found,) = chapters(connection)
    table = Table.lay(store, found, SetClock(moment))
    yield table
    table.desk.close()
    store.close()
    files.drop(place)


@asynccontextmanager
async def moderator(
    files: SqliteFiles, before: Before, *, size: tuple[int, int] = LAPTOP, **chapter: Any
) -> AsyncIterator[Moderator]:
    """The moderator at that table, the screen running."""
    with laid_table(files, before, **chapter) as table:
        app = TableApp(table)
        async with app.run_test(size=size) as pilot:
            hands = Moderator(app, pilot)
            await hands.settle()
            yield hands


# What may have happened before


def nothing(_table: Table) -> None:
    """The meeting is planned; it is 7:00."""


def networking(table: Table) -> None:
    """The meeting is 30 s old."""
    table.go()
    table.clock.pass_by(seconds=30)


def pitches(table: Table) -> None:
    """Maria Lopez is up, her clock armed."""
    table.go_to(StepKind.PITCHES)


def second_turn(table: Table) -> None:
    """The first member has spoken for 50 s, the second is 20 s into their pitch."""
    pitches(table)
    table.go()
    table.go(2, seconds=50)
    table.clock.pass_by(seconds=20)


def second_pitch(table: Table) -> None:
    """Maria Lopez has spoken, Ann Chu is 20 s into her pitch, and one lead is on record."""
    second_turn(table)
    table.do(table.lead("Robert Diaz", "Maria Lopez"))


def bucket(table: Table) -> None:
    """The bucket is with Maria Lopez."""
    table.go_to(StepKind.BUCKET)
