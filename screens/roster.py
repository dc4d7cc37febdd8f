"""The roster: everybody who belongs, applies, waits or has left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import BeginLeaves
from leadsroom.acts.people.member_sheet import is_candidate
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.membership import open_seat_in_words
from leadsroom.domain.people.roster import Member
from leadsroom.errors import Refused
from leadsroom.views.people import Roster, roster
from screens import roster_acts as acts
from screens import roster_applying as applying
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.form_row import LineInput
from screens.widgets.roster_lines import ROSTER_COLUMNS, counts_in_words, roster_lines, with_short_names

V = TypeVar("V")
_NOBODY = "Nobody is on the roster yet. Press a to add a member, or i to take in a file with all of them."
_AN_HOUR = timedelta(hours=1)


class RosterScreen(RecordPage):
    """A list with a cursor. Every change goes through the desk and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("roster")]
    BINDINGS = [
        Binding(
            "enter", "open", "open", id="main", tooltip="The member's page; of an applicant, the application"
        ),
        Binding("a", "do('add')", "add", id="add", tooltip="Add a member"),
        Binding(
            "n",
            "do('apply')",
            "applicant",
            id="apply",
            tooltip="Somebody applies; a taken seat means waiting",
        ),
        Binding("e", "do('edit')", "edit", id="edit", tooltip="Change the sheet under the cursor"),
        Binding("l", "do('leave')", "leave", id="leave", tooltip="On leave, or back from it"),
        Binding("v", "do('vote')", "vote", id="vote", tooltip="Record the vote on an applicant"),
        Binding(
            "y",
            "do('seat')",
            "seat",
            id="seat",
            tooltip="Take in an applicant; offer an open seat to who waits",
        ),
        Binding("delete", "do('end')", "end", id="end", tooltip="The membership or application ends"),
        Binding(
            "p,o",
            "professions",
            "professions",
            id="professions",
            key_display="p",
            tooltip="The seats, and which lie close",
        ),
        Binding(
            "slash", "find", "find", id="find", key_display="/", tooltip="Find by name, profession or company"
        ),
        Binding("i", "do('take_in')", "import", id="import", tooltip="Take members in from a CSV file"),
        Binding(
            "g", "do('merge')", "same person", id="merge", tooltip="Two spellings of one person become one"
        ),
        Binding(
            "L", "do('leaves')", "leaves", id="leaves", tooltip="Every leave of a member: ahead, now, past"
        ),
        Binding("r", "do('come_back')", "return", id="return", tooltip="Somebody who left is back"),
        *RecordPage.BINDINGS,
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to home"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#members"

    class RosterLeft(Message):
        """The roster was left."""

    class ProfessionsOpened(Message):
        """The professions were asked for."""

    class MemberOpened(Message):
        """The page of a member was asked for."""

        def __init__(self, member: Member) -> None:
            super().__init__()
            self.member = member

    def __init__(self, desk: Desk, chapter: Chapter, now: datetime) -> None:
        super().__init__(desk)
        self.roster = Roster(chapter, chapter.today(now))
        self._today = self.roster.today
        self._elsewhere = False

    def body(self) -> ComposeResult:
        wanted = LineInput(placeholder="name, profession or company", id="wanted")
        wanted.display = False
        yield Static(id="open-seats")
        yield wanted
        yield Static(Content(_NOBODY), id="nobody")
        yield Listing(ROSTER_COLUMNS, id="members")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#nobody").display = False
        self.query_one("#open-seats").display = False
        self._enter()

    def on_screen_resume(self) -> None:
        """Back from a page on which the roster may have changed."""
        if self._elsewhere:
            self._elsewhere = False
            self._enter()

    def tick(self, now: datetime) -> None:
        """After midnight other leaves hold, and other days are today."""
        today = self.roster.chapter.today(now)
        if today != self._today:
            self._today = today
            self._enter()

    def next_change(self, now: datetime) -> datetime:
        """Midnight is at a full hour, whatever the time zone."""
        return now.replace(minute=0, second=0, microsecond=0) + _AN_HOUR

    @property
    def list(self) -> Listing:
        return self.query_one(Listing)

    @property
    def _wanted(self) -> LineInput:
        return self.query_one("#wanted", LineInput)

    @property
    def chosen(self) -> Member | None:
        """The member under the cursor."""
        return next((m for m in self.roster.members if str(m.id) == self.list.key), None)

    @property
    def cursor(self) -> str:
        return self.list.key

    # What is shown

    @work
    @ignore_if_unmounted
    async def _enter(self) -> None:
        """The roster; leaves that were announced and have begun are entered first."""
        await self.reload()
        if self.roster.leaves_begun:
            try:
                await self.do(BeginLeaves())
            except Refused as no:
                self.tell(str(no), "wrong")

    async def reload(self, at: str = "") -> None:
        try:
            self.roster = await self.desk.read(roster)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self._show(at)

    def _show(self, at: str = "") -> None:
        chapter = self.roster.chapter
        lines = roster_lines(self.roster, chapter.country, self.roster.today, self._wanted.value)
        self.list.show(lines, at)
        self.query_one("#nobody", Static).update(
            Content("Nobody fits. Escape shows all." if self.roster.members else _NOBODY)
        )
        self.query_one("#nobody").display = not lines
        title = Content.assemble(words("Roster"), quiet(f" · {chapter.name}"))
        self.top_line.show(TopWords(title, right=quiet(counts_in_words(self.roster.members))))
        self._show_open_seats()
        self._say()

    def _show_open_seats(self) -> None:
        waited_for = [f"{open_seat_in_words(first)} y offers it." for first in self.roster.open_seats]
        shown = self.query_one("#open-seats", Static)
        shown.update(words(with_short_names("\n".join(waited_for), self.roster), "amber"))
        shown.display = bool(waited_for)

    def _say(self) -> None:
        if self._wanted.has_focus:
            self.key_line.say("to the list")
            return
        member = self.chosen
        does = "edit" if member is not None and is_candidate(member) else "open"
        self.key_line.say(f"{does} {short(member.person.name)}" if member else "")

    def tell(self, sentence: str, tone: str = "good") -> None:
        super().tell(with_short_names(sentence, self.roster), tone)

    def on_descendant_focus(self) -> None:
        self._say()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.forget_told()
        self._say()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    # What is done: with the one under the cursor at the press of the key

    @work
    @ignore_if_unmounted
    async def action_do(self, deed: str) -> None:
        """Do what a key says."""
        await _DEEDS[deed](self)

    async def at_once(self, command: Command, more: str = "") -> None:
        """Carry out what a wrong key might do too: say `more` there is to know, and how it is taken back."""
        try:
            done = await self.do(command, line_of)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self.tell(f"✓ {done.words.rstrip('.')}.{more} u takes it back.")

    async def fill_in(
        self,
        dialog: Callable[[V | None, str], Screen[Any]],
        command: Callable[[V], Command],
        before: V | None = None,
    ) -> None:
        """Ask until what is filled in is on record, or nobody wants it any more; tell what was done."""

        async def accept(filled: V) -> Done:
            return await self.do(command(filled), line_of)

        done = await self.ask_until_accepted(dialog, accept, before)
        if done is not None:
            self.tell_done(done)

    # Finding, and going elsewhere

    def action_find(self) -> None:
        self._wanted.display = True
        self._wanted.focus()

    @on(Input.Changed, "#wanted")
    def _find(self) -> None:
        self._show()

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.list.focus()

    @work
    @ignore_if_unmounted
    async def action_open(self) -> None:
        """The page of a member; an applicant has none yet, only the application."""
        member = self.chosen
        if member is not None and is_candidate(member):
            await applying.edit(self)
        elif member is not None:
            self._elsewhere = True
            self.post_message(self.MemberOpened(member))

    def action_professions(self) -> None:
        self._elsewhere = True
        self.post_message(self.ProfessionsOpened())

    def action_back(self) -> None:
        """Out of a search, or out of the roster."""
        if self._wanted.display:
            self._wanted.value = ""
            self._wanted.display = False
            self.list.focus()
        else:
            self.post_message(self.RosterLeft())


_DEEDS: Mapping[str, Callable[[RosterScreen], Awaitable[None]]] = {
    "add": acts.add,
    "edit": applying.edit,
    "end": acts.end,
    "come_back": acts.come_back,
    "leave": acts.leave,
    "leaves": acts.leaves,
    "merge": acts.merge,
    "take_in": acts.take_in,
    "apply": applying.apply,
    "vote": applying.vote,
    "seat": applying.seat,
}


def line_of(done: Done) -> str:
    """The line of the membership that a command was about."""
    return "" if done.subject is None else str(done.subject)
