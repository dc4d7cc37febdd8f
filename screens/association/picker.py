"""Which chapter? Asked at the start, where there are several and none was named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.views.association.chapters import CHAPTERS_AT_FIRST, ChapterLine, ChapterList, chapter_list
from screens.association.chapter_lines import CHAPTER_COLUMNS, chapter_lines, how_many_more, summary
from screens.kit.form.form import Reads
from screens.kit.leaving import CHOOSING, ChapterChosen, ignore_if_unmounted
from screens.kit.listing import Listing
from screens.kit.page import FindLine, Page, TopWords
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_NOTHING = "No chapter matches. Try fewer letters."
_HOW = "type letters of a name, a place or an area"


class PickerScreen(Page):
    """The chapters, the one that was open last first: Enter alone goes on with that.

    Letters find any other.
    """

    CSS_PATH = [style("page"), style("association")]
    AUTO_FOCUS = "#wanted"
    BINDINGS = [
        Binding("enter", "open", "open", id="main", tooltip="Open the chapter under the cursor"),
        Binding("down", "move('cursor_down')", "down", id="down", show=False),
        Binding("up", "move('cursor_up')", "up", id="up", show=False),
        Binding("pagedown", "move('page_down')", "further", id="further", show=False),
        Binding("pageup", "move('page_up')", "back up", id="back-up", show=False),
        Binding(
            "escape",
            "leave",
            "leave",
            id="leave",
            key_display="esc",
            tooltip="Show all again, or leave leadsroom",
        ),
        Binding("f1", "keys", "keys", id="keys", tooltip="All keys of this page"),
    ]

    def __init__(self, picture: ChapterList, reads: Reads, now: datetime, last: ChapterId | None) -> None:
        """`last` is the chapter that was open last on this machine."""
        super().__init__(name=CHOOSING)
        self._picture, self._first_picture = picture, picture
        self._reads, self._now, self._last = reads, now, last

    def body(self) -> ComposeResult:
        yield FindLine(placeholder="a few letters of the chapter", id="wanted")
        yield Static(id="nothing")
        yield Listing(CHAPTER_COLUMNS, id="chapters")
        yield Static(id="more")

    def on_mount(self) -> None:
        self._listing.can_focus = False
        self._show()

    @property
    def _listing(self) -> Listing:
        return self.query_one(Listing)

    @property
    def _wanted(self) -> FindLine:
        return self.query_one("#wanted", FindLine)

    @property
    def _chosen(self) -> ChapterLine | None:
        key = self._listing.key
        return self._picture.line(int(key)) if key else None

    def _show(self) -> None:
        picture = self._picture
        title = Content.assemble("Which chapter?", quiet(" · leadsroom"))
        self.top_line.show(TopWords(title, right=quiet(summary(picture))))
        drawn = chapter_lines(picture, self._now, self._last)
        self._listing.show(drawn, str(picture.lines[0].chapter.id) if picture.lines else "")
        self._listing.display = bool(picture.lines)
        nothing = self.query_one("#nothing", Static)
        nothing.update(quiet(_NOTHING))
        nothing.display = not picture.lines
        more = how_many_more(picture, _HOW)
        self.query_one("#more", Static).update(quiet(more))
        self.query_one("#more").display = bool(more)
        self._say()

    @on(OptionList.OptionHighlighted)
    def _say(self) -> None:
        chosen = self._chosen
        self.key_line.say("" if chosen is None else f"open {short(chosen.label)}")

    @on(Input.Changed)
    def _typed(self) -> None:
        typed = self._wanted.value.strip()
        if typed:
            self._find(typed)
        else:
            self._picture = self._first_picture
            self._show()

    @work(exclusive=True, group="find")
    @ignore_if_unmounted
    async def _find(self, typed: str) -> None:
        """Look for what was typed. The next key is for what is found."""
        with self.keys_wait():
            try:
                all_archived = not self._first_picture.open
                self._picture = await self._reads(
                    chapter_list, typed, CHAPTERS_AT_FIRST, archived=all_archived
                )
            except Refused as no:
                self.show_status(str(no), "wrong")
                return
            if self._wanted.value.strip() == typed:
                self._show()

    def action_move(self, way: str) -> None:
        """The cursor of the list, while the keyboard stays in the line."""
        move: Callable[[OptionList], None] = getattr(OptionList, f"action_{way}")
        move(self._listing)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Go on with the chapter under the cursor."""
        chosen = self._chosen
        if chosen is not None:
            self.post_message(ChapterChosen(chosen.chapter))

    def action_leave(self) -> None:
        """All again; or out, where nothing was typed."""
        if self._wanted.value:
            self._wanted.value = ""
        else:
            self.app.exit()
