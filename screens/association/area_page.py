"""The area's table: all chapters of an area at a glance, and the way into each of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.message import Message

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.wording import full_day, near_day
from leadsroom.exchange.association.area_table import area_stem, write_area_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.area_column import ChapterLine
from leadsroom.views.association.area_columns import COLUMNS
from leadsroom.views.association.area_shown import GROUPS, page_words
from leadsroom.views.association.area_table import PAGE, AreaTable, TableWanted, area_table
from screens.association.area_dialogs import HowItIsOrdered, ask_for_filter, ask_for_order
from screens.association.area_lines import (
    BelowArea,
    Layout,
    area_lines,
    group_with,
    head_of,
    layout_for,
    order_of,
    pane_lines,
    states_of,
)
from screens.association.association_page import AssociationPage
from screens.association.visit_form import ask_for_visit
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.leaving import LookedAt, ignore_if_unmounted
from screens.kit.listing import Column, Line, Listing
from screens.kit.page import TopWords
from screens.kit.pane import Pane
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

_AROUND = 7  # cells of a row of the page that its list does not write in
_ROOM_FOR_YEAR = 100  # cells
_FORMATS = (
    FileFormat("csv", "table (CSV)"),
    FileFormat("xlsx", "workbook (xlsx)"),
    FileFormat("html", "page for browsers"),
    FileFormat("json", "JSON"),
    FileFormat("text", "text", "txt"),
)
_HEAVY = frozenset(column.key for column in COLUMNS if column.needs)
_MANY = 2000  # chapters, from which on to sort by a heavy column takes seconds
_FIRST, _LAST = "first", "last"


class Above(Pane[AreaTable]):
    """How many chapters stand how, and in which order they are."""

    def draw(self, picture: AreaTable, width: int) -> Content:
        states, order = states_of(picture), words(order_of(picture))
        room = width - order.cell_length - 2
        if states.cell_length > room:  # the sign at a head says it too
            return states.truncate(width, ellipsis=True)
        return Content.assemble(states.truncate(room, pad=True), "  ", order)


class Heads(Pane[tuple[Layout, AreaTable]]):
    """The heads of the columns, which stay while the lines below them are scrolled."""

    def draw(self, picture: tuple[Layout, AreaTable], width: int) -> Content:
        return head_of(*picture)


class InWords(Pane[BelowArea]):
    """The chapter under the cursor in words: why it stands so, and its figures beside their own past."""

    def draw(self, picture: BelowArea, width: int) -> Content:
        return pane_lines(picture, width, self.content_size.height)


class TurnsPage(Message):
    """Beyond the last line, or the first one, there are others."""

    def __init__(self, way: int) -> None:
        super().__init__()
        self.way = way


class PagedListing(Listing):
    """Page down at the last line goes on with the next page of the data, page up at the first with the one
    before.
    """

    def action_page_down(self) -> None:
        if self.highlighted == self._ends[1]:
            self.post_message(TurnsPage(1))
        else:
            super().action_page_down()

    def action_page_up(self) -> None:
        if self.highlighted == self._ends[0]:
            self.post_message(TurnsPage(-1))
        else:
            super().action_page_up()


class AreaScreen(AssociationPage[AreaTable, ChapterLine]):
    """A line for each chapter; who needs somebody most comes first. Enter opens a chapter to be read."""

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("open", "The chapter's own figures, to be read only"),
        Binding(
            "right",
            "act('after')",
            "figures",
            id="after",
            key_display="← →",
            tooltip="The next figures; ← those before",
        ),
        keys.act("left", "before", "figures before", "The figures before", show=False),
        keys.act("s", "sort", "sort", "Sort by a figure, by name, or by who needs somebody most"),
        keys.act(
            "f", "filter", "filter", "Only chapters of one state, or of one day of the week, or all again"
        ),
        keys.act("v", "visit", "visit", "Enter a director's visit to the chapter under the cursor"),
        keys.act(
            "o", "free_seats", "free seats", "Where the seat of a profession is free, and who waits for it"
        ),
        keys.act("a", "areas", "areas", "The areas and their directors"),
        keys.act("t", "thresholds", "thresholds", "How chapters are ordered, and what each figure counts"),
        keys.write("Write the table to a file, all pages of it"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Area's table"
    find_hint = "first letters of names, places or areas"

    def __init__(self, desk: Desk, chapter: Chapter, area_id: AreaId | None = None) -> None:
        """`desk` is the association's. Without an area it is all chapters."""
        super().__init__(desk, chapter)
        self._look = TableWanted(area_id=area_id, size=PAGE)
        self._group = 0
        self._layout: Layout | None = None
        self._typed_is_behind = False
        self._is_up_to_date = asyncio.Event()  # with the letters that were typed
        self._is_up_to_date.set()

    def body(self) -> ComposeResult:
        yield Above(id="above")
        yield Heads(id="heads")
        yield from self.list_parts()
        yield InWords(id="in-words")
        yield StatusLine()

    def make_list(self) -> Listing:
        return PagedListing((Column(least=1, most=1000),), id="list")

    # What is shown

    async def read(self) -> AreaTable:
        return await self.desk.read(area_table, replace(self._look, typed=self.wanted.strip()))

    def lines(self, picture: AreaTable, wanted: str) -> Sequence[Line]:
        self._layout = layout_for(picture.rows, self._group, max(1, self.size.width - _AROUND))
        self.query_one(Heads).show((self._layout, picture))
        self.query_one(Heads).display = bool(picture.rows)
        return list(area_lines(picture, self._layout))

    def item(self, picture: AreaTable, key: str) -> ChapterLine | None:
        return next((each for each in picture.rows if str(each.of.id) == key), None)

    def beside_title(self, picture: AreaTable) -> Content:
        at, is_narrow = picture.as_of.astimezone(), self.size.width < _ROOM_FOR_YEAR
        day = near_day(at.date(), at.date()) if is_narrow else full_day(at.date())
        part = page_words(picture) if picture.rows else ""
        if is_narrow:
            part = part.replace(" chapters", "")
        return quiet(" · ".join(filter(None, (part, f"as of {day}, {at:%H:%M}"))))

    def show_beside(self, picture: AreaTable) -> None:
        self.query_one(Above).show(picture)
        self._say_below()

    def _show_top(self, beside: Content) -> None:
        area = "" if self.picture is None else f" · {self.picture.area}"
        self.top_line.show(TopWords(Content.assemble(words(self.heading), quiet(area)), right=beside))

    def why_empty(self) -> str:
        return "" if self.picture is None else page_words(self.picture)

    def cursor_moved(self) -> None:
        self._say_below()

    def _say_below(self) -> None:
        below, chosen = self.query_one(InWords), self.chosen
        below.display = chosen is not None
        if chosen is not None and self._layout is not None:
            below.show(BelowArea(chosen, self._layout))

    def on_resize(self, _event: Resize) -> None:
        self.show()

    def tick(self, now: datetime) -> None:
        """After midnight figures are of another day."""
        if self.picture is not None and self.chapter.today(now) != self.chapter.today(self.picture.as_of):
            self.enter()

    def next_change(self, now: datetime) -> datetime:
        return self.chapter.next_midnight(now)

    def main_does(self) -> str:
        return "" if self.chosen is None else f"look at {short(self.chosen.label)}"

    def others_do(self) -> Mapping[str, str]:
        return {"after": GROUPS[(self._group + 1) % len(GROUPS)].title.lower()}

    # Found, turned, sorted

    def find_typed(self) -> None:
        self._look = replace(self._look, page=1)
        self._typed_is_behind = True
        if self._is_up_to_date.is_set():
            self._read_typed()

    @work(group="typed")
    @ignore_if_unmounted
    async def _read_typed(self) -> None:
        """Read what the letters mean, and once more where others were typed meanwhile: of thousands of
        chapters that takes so long that nobody's next letter waits for it.
        """
        self._is_up_to_date.clear()
        try:
            while self._typed_is_behind:
                self._typed_is_behind = False
                await self.reload()
        finally:
            self._is_up_to_date.set()
        self.cursor_moved()

    def to_list(self) -> None:
        super().to_list()
        self._wait_for_what_was_typed()

    @work(group="wait for typed")
    async def _wait_for_what_was_typed(self) -> None:
        """The next key is for a line that the letters mean."""
        with self.keys_wait():
            await self._is_up_to_date.wait()

    @on(TurnsPage)
    def _turn_page(self, event: TurnsPage) -> None:
        event.stop()
        picture = self.picture
        if picture is not None and 1 <= picture.page + event.way <= picture.pages:
            self._look_at(
                replace(self._look, page=picture.page + event.way), _FIRST if event.way > 0 else _LAST
            )

    @work(exclusive=True, group="look at")
    @ignore_if_unmounted
    async def _look_at(self, look: TableWanted, at: str = "") -> None:
        """Read what is asked for now, the cursor on the first line or the last where that is said. The next
        key is for what is seen then.
        """
        self._look = look
        takes_long = self._takes_long(look)
        if takes_long:
            self.show_status(takes_long, "quiet")
        with self.keys_wait():
            await self.reload()
        if takes_long:
            self.show_status("")
        if at and self.picture is not None and self.picture.rows:
            self.listing.highlighted = 0 if at == _FIRST else len(self.picture.rows) - 1
        self.cursor_moved()

    def _takes_long(self, look: TableWanted) -> str:
        """What is said while the table is read, where that takes seconds; else nothing."""
        total = 0 if self.picture is None else self.picture.total
        if total < _MANY or look.sort not in _HEAVY:
            return ""
        return f"Reading this figure of {total:,} chapters …"

    async def before(self) -> None:
        """The figures before."""
        self._turn(-1)

    async def after(self) -> None:
        """The next figures."""
        self._turn(1)

    def _turn(self, way: int) -> None:
        self._group = (self._group + way) % len(GROUPS)
        self.show()

    async def sort(self) -> None:
        """Ask by what the chapters are sorted; what they are sorted by already turns it around."""
        chosen = await ask_for_order(self.app, self._look)
        if chosen is not None:
            self._group = group_with(chosen.sort, self._group)
            self._look_at(chosen, _FIRST)

    async def filter(self) -> None:
        """Ask which state or day is looked at."""
        if self.picture is not None:
            chosen = await ask_for_filter(self.app, self.picture)
            if chosen is not None:
                self._look_at(chosen, _FIRST)

    # What the keys do

    def action_open(self) -> object:
        """The chapter's own page, to be read only."""
        if self.chosen is not None:
            self.open_page("chapter_figures", LookedAt(self.chosen.of.id))
        return None

    async def visit(self) -> None:
        """A director has visited the chapter under the cursor."""
        if self.chosen is not None:
            await ask_for_visit(self, self.chosen.of.id)

    async def areas(self) -> None:
        """The tree of areas."""
        self.open_page("areas")

    async def free_seats(self) -> None:
        """Where a seat is free in this area."""
        from screens.association.free_seats_page import ask_for_free_seats

        if self.picture is not None:
            await ask_for_free_seats(self, self.picture.area, self._look.area_id)

    async def thresholds(self) -> None:
        """How it is ordered, and what each figure counts."""
        await self.app.push_screen_wait(HowItIsOrdered())

    async def write(self) -> None:
        """All chapters that fit into a file, sorted as they are here."""
        picture = self.picture
        if picture is None:
            return
        wanted = picture.wanted

        def write_it(file: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_area_file, file, wanted)

        choice = FileChoice(area_stem(picture), _FORMATS)
        await self.write_to_file("The area's table", choice, write_it)
