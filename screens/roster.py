"""The roster: everybody who belongs, applies, waits or has left."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from leadsroom.acts.people.member_sheet import is_candidate
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.membership import open_seat_in_words
from leadsroom.domain.roster import Member
from leadsroom.errors import Refused
from leadsroom.roster.office import Office
from leadsroom.roster.seating import Roster, Seating
from screens.page import Page
from screens.roster_applying import RosterApplying
from screens.roster_keys import BINDINGS
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.form_row import LineInput
from screens.widgets.listing import Listing
from screens.widgets.roster_lines import ROSTER_COLUMNS, counts_in_words, roster_lines, with_short_names
from screens.widgets.top_line import TopWords
from screens.widgets.words import quiet, short, words

_NOBODY = "Nobody is on the roster yet. Press a to add a member, or i to take in a file with all of them."


class RosterScreen(RosterApplying):
    """A list with a cursor. Every change goes through a door and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("roster")]
    BINDINGS = [*BINDINGS, *Page.BINDINGS]
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

    def __init__(self, office: Office, seating: Seating, chapter: Chapter) -> None:
        super().__init__()
        self.office = office
        self.seating = seating
        self.chapter = chapter
        self.roster = Roster()
        self.asked = None
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
    @while_shown
    async def _enter(self) -> None:
        """Leaves that were told ahead and have begun, then the roster."""
        try:
            await asyncio.to_thread(self.seating.keep_up, self.chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
        await self.read_anew()

    async def read_anew(self, at: str = "") -> None:
        """Show the roster as it is on record, the cursor at this member; say so when it cannot be read."""
        try:
            self.roster = await asyncio.to_thread(self.seating.roster, self.chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self._show(at)

    def _show(self, at: str = "") -> None:
        today = self.office.today(self.chapter)
        lines = roster_lines(self.roster, self.chapter.country, today, self._wanted.value)
        self.list.show(lines, at)
        self.query_one("#nobody", Static).update(
            Content("Nobody fits. Escape shows all." if self.roster.members else _NOBODY)
        )
        self.query_one("#nobody").display = not lines
        title = Content.assemble(words("Roster"), quiet(f" · {self.chapter.name}"))
        self.top_line.show(TopWords(title, right=quiet(counts_in_words(self.roster.members))))
        self._show_open_seats()
        self._say()

    def _show_open_seats(self) -> None:
        said = [f"{open_seat_in_words(first)} y offers it." for first in self.roster.open_seats]
        shown = self.query_one("#open-seats", Static)
        shown.update(words(with_short_names("\n".join(said), self.roster), "amber"))
        shown.display = bool(said)

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
        if self.asked is not None and self.asked[1] != self.chosen:
            self.asked = None
        self.forget_told()
        self._say()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

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
    @while_shown
    async def action_open(self) -> None:
        """The page of a member; an applicant has none yet, only the application."""
        member = self.chosen
        if member is not None and is_candidate(member):
            await self.edit(member)
        elif member is not None:
            self._elsewhere = True
            self.post_message(self.MemberOpened(member))

    def action_professions(self) -> None:
        self._elsewhere = True
        self.post_message(self.ProfessionsOpened())

    def action_back(self) -> None:
        """Out of a question, out of a search, or out of the roster."""
        if self.asked is not None:
            self.asked = None
            self.tell("")
        elif self._wanted.display:
            self._wanted.value = ""
            self._wanted.display = False
            self.list.focus()
        else:
            self.post_message(self.RosterLeft())
