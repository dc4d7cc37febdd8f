"""The moderator's hands and eyes: the meeting's screen in an app of its own, on a clock that tests move."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.strip import Strip

from leadsroom.acts.command import Command
from leadsroom.acts.meeting.commands import KeepAsk
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.journal import Entry
from leadsroom.domain.meeting.snapshot import Snapshot, Turn
from leadsroom.drafts import Drafts
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from screens.kit.digits import BigDigits
from screens.kit.form.field import Field
from screens.kit.form.view import FormView
from screens.kit.leaving import PageWanted
from screens.meeting.screen import MeetingScreen
from tests.databases import SqliteFiles
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.glass import painted
from tests.screens.hands import Hands, OneScreen

HALL, LAPTOP, SMALL = (200, 50), (120, 36), (80, 24)


class TableApp(OneScreen):
    """Shows one meeting; keeps what its screen says and how often it rings."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.drafts = Drafts()
        self.meeting_screen = MeetingScreen(table.desk, table.clock, table.now, self.drafts)
        self.bells = 0
        self.heard: list[str] = []
        super().__init__(self.meeting_screen)

    def bell(self) -> None:
        self.bells += 1

    @on(PageWanted)
    def _page_wanted(self, event: PageWanted) -> None:
        self.heard.append({"review": "closed", "home": "left"}[event.name])


class Moderator(Hands):
    """The hands at the table, on a clock that tests move; and what can be read there."""

    app: TableApp

    def __init__(self, app: TableApp) -> None:
        super().__init__(app)
        self.table = app.table
        self.screen = app.meeting_screen
        self.clock = app.table.clock
        self.drafts = app.drafts

    async def go_to(self, name: str) -> None:
        """Bring the keyboard to a field of the form that is open, by Tab."""
        for _ in self.view.form.fields:
            if self.field == name:
                return
            await self.press("tab")
        assert self.field == name

    async def pass_by(self, **lengths: float) -> None:
        """Let time pass, and show the moment as the app's ticker would."""
        self.clock.pass_by(**lengths)
        self.screen.tick(self.clock.now())
        await self.settle()

    async def do(self, command: Command) -> None:
        """What another hand does at this desk."""
        self.screen.apply((await self.table.desk.do(command)).picture)
        await self.settle()

    async def until_loaded(self) -> None:
        """Wait until the form that is open has been told what it wanted to know."""
        await self.screen.workers.wait_for_complete()
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
        """The rows of the screen as text, or those of one widget; a filled cell of the digits is `█`."""
        filled = [
            d.get_component_rich_style("big-digits--filled").bgcolor for d in self.screen.query(BigDigits)
        ]
        rows = [_text(strip, filled) for strip in painted(self.app.screen)]
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
    def turn(self) -> Turn:
        """The turn that is up."""
        assert self.snapshot.turn is not None
        return self.snapshot.turn

    @property
    def view(self) -> FormView:
        """The form that is open, as it is seen."""
        view = self.screen.form
        assert isinstance(view, FormView)
        return view

    @property
    def form(self) -> str:
        """The title of the form that is open, or what sort of board it is; nothing where none is."""
        form = self.screen.form
        if form is None:
            return ""
        return form.form.title if isinstance(form, FormView) else type(form).__name__

    @property
    def form_title(self) -> str:
        """The line of the form's title."""
        return self.lines("#form-place")[1].strip()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the form that is open, by their names."""
        return {field.name: field for field in self.view.form.every_field}

    @property
    def field(self) -> str:
        """The name of the field in which the keyboard is."""
        return self.view.field.name


def _text(strip: Strip, filled: list[Any]) -> str:
    return "".join(
        "█" * len(segment.text)
        if segment.style and segment.style.bgcolor in filled and segment.text.isspace()
        else segment.text
        for segment in strip
    )


def cut(row: str, first: int, last: int) -> str:
    """The cells of a row from `first` up to `last`; a letter may be two cells wide, or none."""
    shown, at = [], 0
    for letter in row:
        if first <= at < last:
            shown.append(letter)
        at += cell_len(letter)
    return "".join(shown)


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
        async with app.run_test(size=size):
            hands = Moderator(app)
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


def asked_for_web_shops(table: Table) -> None:
    """Dee Fox has said what she looks for; the bucket is with Maria Lopez, who has a lead of Robert's."""
    second_pitch(table)
    table.do(KeepAsk(turn_id=table.turn_of("Dee Fox").id, looking_for="small web shops"))
    bucket(table)
