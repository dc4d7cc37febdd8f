"""The chapters of the database: going on with another one, founding, and finding one of thousands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.clock import Clock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.views.association.chapters import CHAPTERS_AT_FIRST, ChapterLine, ChapterList, chapter_list
from screens.association.chapter_lines import CHAPTER_COLUMNS, chapter_lines, how_many_more, summary
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_MORE_CHAPTERS = 50
_HOW = "go on down, or / and some letters find one"


class ChaptersScreen(ListPage[ChapterList, ChapterLine]):
    """A line for each chapter, those that are archived after a key. Enter goes on with one.

    Of thousands so many are read as are looked at; letters are looked for in the database.
    """

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("open", "Go on with the chapter under the cursor"),
        keys.new("found another", "Found another chapter"),
        keys.act("a", "archived", "archived", "Those that are archived, or the others again"),
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
        self._desk_of = desk_of
        self._most = CHAPTERS_AT_FIRST
        self._archived = False

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield Static(id="more")
        yield StatusLine()

    # What is shown

    async def read(self) -> ChapterList:
        wanted = self.wanted.strip()
        return await self.desk.read(chapter_list, wanted, self._most, archived=self._archived)

    def take(self, picture: ChapterList) -> None:
        super().take(picture)
        here = picture.line(self.chapter.id)
        if here is not None:
            self.chapter = here.chapter

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

    async def archived(self) -> None:
        """Those that are archived, or the others again."""
        self._archived, self._most = not self._archived, CHAPTERS_AT_FIRST
        with self.keys_wait():
            await self.reload()
