"""Home: the meeting that is on or next, the last ones in numbers, and who is waiting for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.views.home import LAST_MEETINGS, HomePicture, home_picture
from screens.home.panes import (
    LAST_COLUMNS,
    LAST_HEAD,
    AttentionPane,
    NextMeeting,
    WaitingPane,
    WaitingRow,
    asks_for_attention,
    last_line,
    next_picture,
)
from screens.kit.keyboard.keys import GO_TO
from screens.kit.leaving import ChapterChanged, ignore_if_unmounted
from screens.kit.listing import Listing
from screens.kit.page import Page, TopWords
from screens.kit.styled import quiet, strong, words
from screens.kit.theme import style

if TYPE_CHECKING:
    from screens.kit.form.form import Reads

_MORE_MEETINGS = 20


def _page(key: str, name: str, word: str, tooltip: str, *, show: bool = True) -> Binding:
    return Binding(key, f"page('{name}')", word, id=name, tooltip=tooltip, show=show)


class HomeScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls by page only: the arrows go from one part of home to the next, however low the window."""

    BINDINGS = [
        Binding("pageup", "page_up", "page up", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
    ]


class HomeScreen(Page):
    """Shows a picture of the chapter, read again when home is seen again."""

    CSS_PATH = [style("page"), style("home")]
    BINDINGS = [
        Binding("enter", "open", "open", id="main", tooltip="Open the meeting, or the review of a past one"),
        _page("r", "roster", "roster", "Members, their seats, adding and importing"),
        _page("l", "leads", "leads", "The leads that wait, and what became of each"),
        _page("d", "calendar", "calendar", "The calendar: holidays, open houses, who is away"),
        _page("s", "settings", "settings", "Chapter, agenda, rules, professions"),
        _page("m", "money", "money", "Who owes what, payments, receipts"),
        _page("a", "agenda", "agenda", "The plan of a meeting, and whether it fits", show=False),
        _page("j", "decisions", "to decide", "What the chapter has to decide this month, and why"),
        _page("h", "health", "health", "The figures of the members and the chapter, and whom to talk to"),
        _page("c", "chapters", "chapters", "The chapters of this database, and founding another one"),
        Binding("down", "app.focus_next", "down", id="down", tooltip="To the last meetings", show=False),
        Binding("up", "app.focus_previous", "up", id="up", tooltip="Back up", show=False),
        GO_TO,
        Binding("q", "app.quit", "quit", id="quit", tooltip="Leave leadsroom"),
        *Page.BINDINGS,
    ]

    def __init__(self, picture: HomePicture, now: datetime, reads: Reads) -> None:
        super().__init__()
        self._reads = reads
        self._picture = picture
        self._now = now

    def body(self) -> ComposeResult:
        with HomeScroll(id="home", can_focus=False):
            with Vertical(id="meetings"):
                yield Static(classes="heading", id="next-heading")
                yield NextMeeting(id="next")
                yield WaitingRow(id="waiting-row")
                yield Static(classes="heading", id="last-heading")
                yield Listing(LAST_COLUMNS, id="last")
                yield Static(quiet("None yet. The first one you close will stand here."), id="no-last")
                yield Static(Content("The chapter"), classes="heading", id="attention-heading")
                yield AttentionPane(id="attention")
            with Vertical(id="waiting-side"):
                yield WaitingPane(id="waiting")

    def on_mount(self) -> None:
        self.show(self._picture)
        self.tick(self._now)
        self.query_one(NextMeeting).focus()

    def seen_again(self) -> None:
        self.look_again(max(LAST_MEETINGS, len(self._picture.last)))

    @work(exclusive=True, group="look again")
    @ignore_if_unmounted
    async def look_again(self, meetings: int) -> None:
        """Show home as it is now, so many of the past meetings. The next key is for what is seen then."""
        with self.keys_wait():
            try:
                picture = await self._reads(home_picture, meetings)
            except Refused as no:
                self.app.notify(str(no), severity="warning", markup=False, timeout=8)
                return
            # A page may have undone what another had changed.
            self.post_message(ChapterChanged(picture.chapter))
            self.show(picture)

    def show(self, picture: HomePicture) -> None:
        """Show another picture; the cursor stays where it is."""
        self._picture = picture
        chapter = picture.chapter
        year = chapter.today(self._now).year
        past = [last_line(line, chapter.country, year) for line in picture.last]
        last = self.query_one("#last", Listing)
        last.show([LAST_HEAD, *past])
        last.display = bool(past)
        self.query_one("#no-last").display = not past
        further = " · ↓ goes further back" if picture.older else ""
        self.query_one("#last-heading", Static).update(Content(f"Last meetings{further}"))
        self.query_one(WaitingPane).show(picture.waiting)
        self.query_one(WaitingRow).show(picture.waiting)
        attention = picture.attention
        if attention is not None:
            self.query_one(AttentionPane).show((attention, chapter.country))
        for part in ("#attention-heading", "#attention"):
            self.query_one(part).display = attention is not None and asks_for_attention(attention)
        self.tick(self._now)

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        self._now = now
        home = next_picture(self._picture, now)
        chapter = self._picture.chapter
        self.query_one(NextMeeting).show(home)
        self.query_one(NextMeeting).set_class(home.live, "-live")
        self.query_one("#next-heading").set_class(home.live, "-live")
        heading = self.query_one("#next-heading", Static)
        if str(heading.content) != home.heading:  # else it would be painted again each second
            heading.update(Content(home.heading))
        label = self.label_of(chapter)
        where = f" · {chapter.place}" if chapter.place and label == chapter.name else ""
        place = Content.assemble(words(label), quiet(where))
        self.top_line.show(
            TopWords(
                place, strong(clock_time(now, chapter, half=True)), quiet(short_date(chapter.today(now)))
            )
        )
        self._say()

    def next_change(self, now: datetime) -> datetime:
        """Home counts in minutes."""
        return now.replace(second=0, microsecond=0) + timedelta(minutes=1)

    @property
    def _chosen(self) -> MeetingId | None:
        """The past meeting under the cursor, if that is where the keyboard is."""
        last = self.query_one("#last", Listing)
        return MeetingId(int(last.key)) if last.has_focus and last.key else None

    def _say(self) -> None:
        chosen = next((line for line in self._picture.last if line.id == self._chosen), None)
        alone = {} if self._picture.has_others else {"chapters": ""}
        if chosen is not None:
            self.key_line.say(f"review {chosen.name.in_short}", **alone)
        else:
            opens = "go on with the meeting" if self._picture.live else "open the meeting"
            if self._picture.chapter.archived_on is not None:
                opens = ""
            self.key_line.say(opens, **alone)

    def on_descendant_focus(self) -> None:
        self._say()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._say()
        last = self._picture.last
        if self._picture.older and self._chosen == last[-1].id:
            self.look_again(len(last) + _MORE_MEETINGS)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        chosen = self._chosen
        self.open_page("table") if chosen is None else self.open_page("review", chosen)

    def action_page(self, name: str) -> None:
        """Open the page of this name."""
        self.open_page(name)
