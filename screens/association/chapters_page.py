"""The chapters of the database: going on with another one, founding, and finding one of thousands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.act import Done
from leadsroom.acts.chapter.commands import ArchiveChapter, PlaceInArea, ReopenChapter
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.clock import Clock
from leadsroom.domain.association.areas import WHOLE
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.journal import PRIVATE_ENTRY
from leadsroom.errors import NotSaved, Refused
from leadsroom.exchange.association.chapter_list import write_chapters
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.areas import tree_here
from leadsroom.views.association.chapters import (
    CHAPTERS_AT_FIRST,
    ChapterLine,
    ChapterList,
    chapter_list,
)
from screens.association.chapter_lines import CHAPTER_COLUMNS, chapter_lines, how_many_more, summary
from screens.kit.form.areas import AreaField
from screens.kit.form.form import Form
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_MORE_CHAPTERS = 50
_HOW = "go on down, or / and some letters find one"


class DesksElsewhere:
    """The desks of the chapters of the list. Undo is at the one where something was done last from here; else
    at the desk of the page.
    """

    def __init__(self, here: Desk, here_id: ChapterId, desk_of: Callable[[Chapter], Desk]) -> None:
        self._here, self._desk_of = here, desk_of
        self._desks = {here_id: here}
        self._at = here
        self._done: list[Desk] = []
        self._undone: list[Desk] = []

    @contextmanager
    def acting_in(self, chapter: Chapter) -> Iterator[None]:
        """While this lasts a command is about that chapter."""
        if chapter.id not in self._desks:
            self._desks[chapter.id] = self._desk_of(chapter)
        self._at = self._desks[chapter.id]
        try:
            yield
        finally:
            self._at = self._here

    @property
    def to_undo(self) -> Desk:
        """The desk at which undo takes something back."""
        return self._done[-1] if self._done else self._here

    def desk_for(self, command: Command) -> Desk:
        """Where a command belongs."""
        if isinstance(command, Undo):
            return self.to_undo
        if isinstance(command, Redo):
            return self._undone[-1] if self._undone else self._here
        return self._at

    async def do(self, command: Command) -> Done:
        """Carry out a command where it belongs. Raises Refused.

        What cannot be taken back, since somebody has built upon it, is passed over: whatever was done before
        it in that chapter, on pages of its own, is not meant.
        """
        desk = self.desk_for(command)
        try:
            done = await desk.do(command)
        except NotSaved:
            raise
        except Refused:
            self._turned_back(command)
            raise
        if isinstance(command, Undo):
            self._undone += self._turned_back(command)
        elif isinstance(command, Redo):
            self._done += self._turned_back(command)
        elif done.entry is not None:
            self._done.append(desk)
            self._undone.clear()
        return done

    def _turned_back(self, command: Command) -> list[Desk]:
        """The desk at which undo or redo was last, which is through with it; none at that of the page."""
        acts = {Undo: self._done, Redo: self._undone}.get(type(command))
        return [acts.pop()] if acts else []


class ChaptersScreen(ListPage[ChapterList, ChapterLine]):
    """A line for each chapter, the one that is open first, archived ones after a key. Enter goes on with one.

    Of thousands so many are read as are looked at; letters are looked for in the database.
    """

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("open", "Go on with the chapter under the cursor"),
        keys.new("found another", "Found another chapter"),
        keys.delete("archive", "Archive the chapter under the cursor, or open it again"),
        keys.act("m", "move", "move", "Place it in an area of the association"),
        keys.act("o", "free_seats", "free seats", "Where the seat of a profession is free in its area"),
        keys.act("a", "archived", "archived", "Those that are archived, or the others again"),
        keys.write("Write the chapters that are found to a CSV or JSON file"),
        *ListPage.BINDINGS,
    ]

    heading = "Chapters"
    columns = CHAPTER_COLUMNS
    find_hint = "letters of a name, a place or an area"

    def __init__(
        self, desk: Desk, chapter: Chapter, clock: Clock, desk_of: Callable[[Chapter], Desk]
    ) -> None:
        """`desk_of` is the desk of whichever chapter is under the cursor."""
        super().__init__(desk, chapter)
        self._clock = clock
        self._most = CHAPTERS_AT_FIRST
        self._archived = chapter.archived_on is not None
        self._elsewhere = DesksElsewhere(desk, chapter.id, desk_of)

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield Static(id="more")
        yield StatusLine()

    # What is shown

    async def read(self) -> ChapterList:
        wanted = self.wanted.strip()
        here = self.chapter.id
        return await self.desk.read(chapter_list, wanted, self._most, here, archived=self._archived)

    def take(self, picture: ChapterList) -> None:
        super().take(picture)
        if picture.here is not None:
            self.chapter = picture.here

    def lines(self, picture: ChapterList, wanted: str) -> Sequence[Line]:
        return chapter_lines(picture, self._now, self.chapter.id)

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def item(self, picture: ChapterList, key: str) -> ChapterLine | None:
        return picture.line(int(key))

    def begin_at(self, picture: ChapterList) -> str:
        return str(self.chapter.id)

    def beside_title(self, picture: ChapterList) -> Content:
        return quiet("archived" if self._archived else summary(picture))

    def label_of(self, chapter: Chapter) -> str:
        """As the list has it: what is done here may change what a chapter is called."""
        line = None if self.picture is None else self.picture.line(chapter.id)
        return super().label_of(chapter) if line is None else line.label

    def show_beside(self, picture: ChapterList) -> None:
        more = how_many_more(picture, _HOW)
        self.query_one("#more", Static).update(quiet(more))
        self.query_one("#more").display = bool(more)

    def why_empty(self) -> str:
        if self.wanted.strip():
            return super().why_empty()
        return "No chapter is archived. a shows the others." if self._archived else "There is none here yet."

    # Found in the database

    def find_typed(self) -> None:
        self._most = CHAPTERS_AT_FIRST
        self._look_again()

    @work(exclusive=True, group="look again")
    @ignore_if_unmounted
    async def _look_again(self) -> None:
        """Read what is wanted now. The next key is for what is found."""
        with self.keys_wait():
            await self.reload()
        self.cursor_moved()

    def cursor_moved(self) -> None:
        """At the last line the following ones are read."""
        picture = self.picture
        if picture is None or not picture.lines or picture.found <= len(picture.lines):
            return
        if self.cursor == str(picture.lines[-1].chapter.id) and not self.is_finding:
            self._most = len(picture.lines) + _MORE_CHAPTERS
            self._look_again()

    # What is done

    def main_does(self) -> str:
        chosen = self.chosen
        if chosen is None:
            return ""
        if chosen.chapter.id == self.chapter.id:
            return "home"
        verb = "look at" if chosen.entry.archived_on is not None else "go on with"
        return f"{verb} {short(chosen.label)}"

    @property
    def why_only_read(self) -> str:
        """A chapter that is archived is placed in an area, too."""
        return self.desk.only_read

    def others_do(self) -> Mapping[str, str]:
        return {
            "delete": "open again" if self._archived else "archive",
            "archived": "the others" if self._archived else "archived",
        }

    def action_open(self) -> object:
        chosen = self.chosen
        if chosen is not None and chosen.chapter.id == self.chapter.id:
            self.open_page("home")
        elif chosen is not None:
            self.open_page("home", chosen.chapter)
        return None

    async def new(self) -> None:
        """Another one, set up beside the one that is open."""
        self.open_page("another")

    async def delete(self) -> None:
        """Archive it, or open it again."""
        chosen = self.chosen
        if chosen is None:
            return
        with self._elsewhere.acting_in(chosen.chapter):
            if chosen.chapter.archived_on is None:
                await self.act(ArchiveChapter(), then="a shows those that are archived.")
            else:
                await self.act(ReopenChapter(), then="a shows the others.")

    async def free_seats(self) -> None:
        """Where a seat is free in the area of the chapter under the cursor, and near it."""
        from screens.association.free_seats_page import ask_for_free_seats

        entry = None if self.chosen is None else self.chosen.entry
        if entry is None or entry.area_id is None:
            await ask_for_free_seats(self, WHOLE, None)
        else:
            await ask_for_free_seats(self, entry.area, entry.area_id)

    async def move(self) -> None:
        """Ask in which area it stands."""
        chosen = self.chosen
        if chosen is None:
            return
        tree = await self.look_up(tree_here)
        if not len(tree):
            self.say("No area is named yet. ctrl+p, areas, then n names one.")
            return
        chapter = chosen.chapter
        field = AreaField("area", "Area", tree, chapter.area_id, placeholder="some letters; blank: none")
        form = Form(f"Area of {short(chosen.label)}", [field], lambda: PlaceInArea(field.area_id))
        with self._elsewhere.acting_in(chapter):
            await self.ask(form, at=str(chapter.id))

    async def write(self) -> None:
        """All that the letters find, however many are read here."""
        typed, archived = self.wanted.strip(), self._archived

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_chapters, typed, wanted, archived=archived)

        name = "archived-chapters" if archived else "chapters"
        formats = [FileFormat("csv", "CSV"), FileFormat("json", "JSON")]
        choice = FileChoice(f"{name}-{self.chapter.today(self._now)}", formats)
        await self.write_to_file("The chapters, as a table", choice, write_it)

    async def do(self, command: Command, at: str | Callable[[Done], str] = "") -> Done:
        """Carry it out at the desk of the chapter that it is about, and show what is on record then."""
        async with self.in_order:
            desk = self._elsewhere.desk_for(command)
            done = await self._elsewhere.do(command)
            where = at if isinstance(at, str) else at(done)
            await self.reload(where or str(desk.chapter_id))
            await self.name_undo()
        return done

    async def name_undo(self) -> None:
        found = None
        with suppress(Refused):
            found = await self._elsewhere.to_undo.next_undo()
        named = "" if found is None else PRIVATE_ENTRY if found.is_private else found.what
        self.key_line.name_undo(named)

    async def archived(self) -> None:
        """Those that are archived, or the others again."""
        self._archived, self._most = not self._archived, CHAPTERS_AT_FIRST
        with self.keys_wait():
            await self.reload()
