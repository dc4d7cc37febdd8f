"""Home: the meeting that is on or next, the last ones in numbers, and who is waiting for whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.text.wording import short_date
from leadsroom.views.home import LAST_MEETINGS, HomePicture
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, strong, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.group_pane import GroupPane, asks_for_attention
from screens.widgets.home_panes import (
    LAST_COLUMNS,
    LAST_HEAD,
    NextMeeting,
    WaitingPane,
    last_line,
    next_picture,
)

_MORE_MEETINGS = 20


class HomeScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls by page only: the arrows go from one part of home to the next, however low the window."""

    BINDINGS = [
        Binding("pageup", "page_up", "page up", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
    ]


class HomeScreen(Page):
    """Shows a picture of the chapter. The app hands in a new one with `show` when it is asked for."""

    CSS_PATH = [style("page"), style("home")]
    BINDINGS = [
        Binding("enter", "open", "open", id="main", tooltip="Open the meeting, or the review of a past one"),
        Binding("r", "roster", "roster", id="roster", tooltip="Members, their seats, adding and importing"),
        Binding("l", "leads", "leads", id="leads", tooltip="The leads that wait, and what became of each"),
        Binding("d", "dates", "dates", id="dates", tooltip="The season: holidays, open houses, who is away"),
        Binding("s", "settings", "settings", id="settings", tooltip="Chapter, agenda, rules, professions"),
        Binding("m", "money", "money", id="money", tooltip="Who owes what, payments, receipts"),
        Binding("a", "agenda", "agenda", id="agenda", tooltip="The plan of a meeting, and whether it fits"),
        Binding("down", "app.focus_next", "down", id="down", tooltip="To the last meetings", show=False),
        Binding("up", "app.focus_previous", "up", id="up", tooltip="Back up", show=False),
        Binding("q", "app.quit", "quit", id="quit", tooltip="Leave leadsroom"),
        *Page.BINDINGS,
    ]

    class MeetingOpened(Message):
        """The meeting that is on or next was asked for."""

    class ReviewOpened(Message):
        """The review of a past meeting was asked for."""

        def __init__(self, meeting_id: MeetingId) -> None:
            super().__init__()
            self.meeting_id = meeting_id

    class RosterOpened(Message):
        """The roster was asked for."""

    class AgendaOpened(Message):
        """The agenda was asked for."""

    class LeadsOpened(Message):
        """The leads between meetings were asked for."""

    class CalendarOpened(Message):
        """The calendar was asked for."""

    class SettingsOpened(Message):
        """The settings were asked for."""

    class MoneyOpened(Message):
        """The money was asked for."""

    class PictureWanted(Message):
        """Home is in view again, or the cursor has come to the oldest meeting: show so many."""

        def __init__(self, meetings: int) -> None:
            super().__init__()
            self.meetings = meetings

    def __init__(self, picture: HomePicture, now: datetime) -> None:
        super().__init__()
        self._picture = picture
        self._now = now
        self._seen = False

    def body(self) -> ComposeResult:
        with HomeScroll(id="home", can_focus=False):
            with Vertical(id="meetings"):
                yield Static(classes="heading", id="next-heading")
                yield NextMeeting(id="next")
                yield Static(classes="heading", id="last-heading")
                yield Listing(LAST_COLUMNS, id="last")
                yield Static(quiet("None yet. The first one you close will stand here."), id="no-last")
                yield Static(Content("The group"), classes="heading", id="group-heading")
                yield GroupPane(id="group")
            with Vertical(id="waiting-side"):
                yield WaitingPane(id="waiting")

    def on_mount(self) -> None:
        self.show(self._picture)
        self.tick(self._now)
        self.query_one(NextMeeting).focus()

    def on_screen_resume(self) -> None:
        if self._seen:
            self.post_message(self.PictureWanted(max(LAST_MEETINGS, len(self._picture.last))))
        self._seen = True

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
        group = picture.group
        if group is not None:
            self.query_one(GroupPane).show((group, chapter.country))
        for part in ("#group-heading", "#group"):
            self.query_one(part).display = group is not None and asks_for_attention(group)
        self.tick(self._now)

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        self._now = now
        home = next_picture(self._picture, now)
        chapter = self._picture.chapter
        self.query_one(NextMeeting).show(home)
        self.query_one(NextMeeting).set_class(home.live, "-live")
        self.query_one("#next-heading").set_class(home.live, "-live")
        self.query_one("#next-heading", Static).update(Content(home.heading))
        place = Content.assemble(words(chapter.name), quiet(f" · {chapter.place}" if chapter.place else ""))
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
        if chosen is not None:
            self.key_line.say(f"review {short_date(chosen.on)}")
        else:
            self.key_line.say("go on with the meeting" if self._picture.live else "open the meeting")

    def on_descendant_focus(self) -> None:
        self._say()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._say()
        last = self._picture.last
        if self._picture.older and self._chosen == last[-1].id:
            self.post_message(self.PictureWanted(len(last) + _MORE_MEETINGS))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        chosen = self._chosen
        self.post_message(self.MeetingOpened() if chosen is None else self.ReviewOpened(chosen))

    def action_roster(self) -> None:
        self.post_message(self.RosterOpened())

    def action_agenda(self) -> None:
        self.post_message(self.AgendaOpened())

    def action_dates(self) -> None:
        self.post_message(self.CalendarOpened())

    def action_settings(self) -> None:
        self.post_message(self.SettingsOpened())

    def action_money(self) -> None:
        self.post_message(self.MoneyOpened())

    def action_leads(self) -> None:
        self.post_message(self.LeadsOpened())
