"""The first thing anybody sees: what leadsroom is, and two ways to begin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, Middle, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.kit.listing import Column, Line, Listing
from screens.kit.page import Page, TopWords
from screens.kit.styled import amber, quiet, strong, words
from screens.kit.theme import style

_WHAT_IT_IS = (
    "leadsroom runs the weekly meeting of a leads group: it keeps the agenda and the clock, takes down "
    "the leads as the bucket goes around, and has the minutes ready when the meeting closes."
)
_LOST = (
    "There is no chapter in the database here, but there are backups of it. To see the newest and "
    "restore it, leave with q and type:"
)
_CHOICES = (
    Line(
        "sample",
        (
            words("s", "key"),
            strong("Run the sample meeting now"),
            quiet("eighteen members, a season behind them"),
        ),
    ),
    Line(
        "own",
        (words("n", "key"), strong("Set up my chapter"), quiet("about two minutes; a roster file helps")),
    ),
)


class WelcomeScreen(Page):
    """The greeting over an empty database."""

    CSS_PATH = [style("page"), style("setup")]
    BINDINGS = [
        Binding("enter", "open", "begin", id="main", tooltip="Do what the cursor is on"),
        Binding(
            "s", "sample", "sample meeting", id="sample", tooltip="Run a sample meeting; nothing is kept"
        ),
        Binding("n", "new", "set up my chapter", id="new", tooltip="Name, place, time and members"),
        Binding("q", "app.quit", "quit", id="quit", tooltip="Leave leadsroom"),
        *Page.BINDINGS,
    ]

    def __init__(self, back: str = "") -> None:
        """`back` is the command that restores a backup of this database, where there are any."""
        super().__init__()
        self._back = back

    def body(self) -> ComposeResult:
        with Middle(), Center(), Vertical(id="greeting"):
            yield Static(strong("Welcome to leadsroom."), id="hello")
            yield Static(Content(_WHAT_IT_IS), id="what")
            if self._back:
                yield Static(amber(_LOST), id="lost")
                yield Static(words(self._back, "key"), id="back")
            yield Listing((Column(), Column(), Column(least=10, rank=1)), id="choices")
            yield Static(quiet("Everything stays on this computer, in one file."), id="where")

    def on_mount(self) -> None:
        self.top_line.show(TopWords(Content("leadsroom")))
        self.query_one(Listing).show(_CHOICES)
        self.query_one(Listing).focus()

    def on_option_list_option_highlighted(self) -> None:
        sample = self.query_one(Listing).key == "sample"
        self.key_line.say("run the sample meeting" if sample else "set up my chapter")

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.query_one(Listing).key == "sample":
            self.action_sample()
        else:
            self.action_new()

    def action_sample(self) -> None:
        self.open_page("sample")

    def action_new(self) -> None:
        self.open_page("setup")
