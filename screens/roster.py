"""The roster: everybody who belongs, applies or has left; adding, changing, leave, and taking a file in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.exchange.roster_import import import_roster
from leadsroom.roster.entries import sheet_of
from leadsroom.roster.office import Office
from leadsroom.roster.sheets import MemberSheet
from screens.dialogs.member import BLANK, MemberDialog
from screens.dialogs.roster_file import RosterFileDialog
from screens.page import Page
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.form_row import LineInput
from screens.widgets.listing import Listing
from screens.widgets.roster_lines import ROSTER_COLUMNS, counts_in_words, roster_lines
from screens.widgets.top_line import TopWords
from screens.widgets.words import quiet, short, words

_NOBODY = "Nobody is on the roster yet. Press a to add a member, or i to take in a file with all of them."


class RosterScreen(Page):
    """A list with a cursor. Every change goes through the office and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("roster")]
    BINDINGS = [
        Binding(
            "enter,e", "edit", "edit", id="main", key_display="⏎", tooltip="Change the sheet under the cursor"
        ),
        Binding("a", "add", "add", id="add", tooltip="Add a member"),
        Binding(
            "l", "leave", "leave", id="leave", tooltip="On leave, or back from it; the seat stays theirs"
        ),
        Binding("delete", "end", "end", id="end", tooltip="The membership ends; asked once"),
        Binding(
            "slash", "find", "find", id="find", key_display="/", tooltip="Find by name, profession or company"
        ),
        Binding("i", "take_in", "import", id="import", tooltip="Take members in from a CSV file"),
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to home"),
        *Page.BINDINGS,
    ]

    AUTO_FOCUS = "#members"

    class RosterLeft(Message):
        """The roster was left."""

    def __init__(self, office: Office, chapter: Chapter) -> None:
        super().__init__()
        self._office = office
        self._chapter = chapter
        self._members: tuple[Member, ...] = ()
        self._asked: Member | None = None
        self._in_order = asyncio.Lock()

    def body(self) -> ComposeResult:
        wanted = LineInput(placeholder="name, profession or company", id="wanted")
        wanted.display = False
        yield wanted
        yield Static(Content(_NOBODY), id="nobody")
        yield Listing(ROSTER_COLUMNS, id="members")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#nobody").display = False
        self._read()

    @property
    def list(self) -> Listing:
        return self.query_one(Listing)

    @property
    def _wanted(self) -> LineInput:
        return self.query_one("#wanted", LineInput)

    @property
    def chosen(self) -> Member | None:
        """The member under the cursor."""
        return next((m for m in self._members if str(m.id) == self.list.key), None)

    # What is shown

    @work
    @while_shown
    async def _read(self) -> None:
        await self._read_anew()

    async def _read_anew(self, at: str = "") -> None:
        """Show the roster as it is on record, the cursor at this member; say so when it cannot be read."""
        try:
            self._members = await asyncio.to_thread(self._office.members, self._chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self._show(at)

    def _show(self, at: str = "") -> None:
        lines = roster_lines(self._members, self._chapter.country, self._wanted.value)
        self.list.show(lines, at)
        self.query_one("#nobody", Static).update(
            Content("Nobody fits. Escape shows all." if self._members else _NOBODY)
        )
        self.query_one("#nobody").display = not lines
        title = Content.assemble(words("Roster"), quiet(f" · {self._chapter.name}"))
        self.top_line.show(TopWords(title, right=quiet(counts_in_words(self._members))))
        self._say()

    def _say(self) -> None:
        if self._wanted.has_focus:
            self.key_line.say("to the list")
            return
        member = self.chosen
        self.key_line.say(f"edit {short(member.person.name)}" if member else "")

    def tell(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not; an empty sentence takes it away."""
        self.query_one("#said", Static).update(words(sentence, tone))

    def on_descendant_focus(self) -> None:
        self._say()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self._asked is not None and self._asked != self.chosen:
            self._asked = None
            self.tell("")
        self._say()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    # Finding

    def action_find(self) -> None:
        self._wanted.display = True
        self._wanted.focus()

    @on(Input.Changed, "#wanted")
    def _find(self) -> None:
        self._show()

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.list.focus()

    def action_back(self) -> None:
        """Out of a question, out of a search, or out of the roster."""
        if self._asked is not None:
            self._asked = None
            self.tell("")
        elif self._wanted.display:
            self._wanted.value = ""
            self._wanted.display = False
            self.list.focus()
        else:
            self.post_message(self.RosterLeft())

    # Changes

    async def _do(self, change: Callable[[], Member]) -> Member:
        """One change after the other, on a thread of its own. Raises Refused."""
        async with self._in_order:
            member = await asyncio.to_thread(change)
            await self._read_anew(str(member.id))
        return member

    @work
    @while_shown
    async def action_add(self) -> None:
        await self._fill_in(
            "Add a member", BLANK, partial(self._office.add_member, self._chapter.id), "is on the roster"
        )

    @work
    @while_shown
    async def action_edit(self) -> None:
        member = self.chosen
        if member is not None:
            sheet = sheet_of(member, self._chapter.country)
            change = partial(self._office.change_member, member.id)
            await self._fill_in(f"Edit {short(member.person.name)}", sheet, change, "is changed")

    async def _fill_in(
        self, title: str, sheet: MemberSheet, change: Callable[[MemberSheet], Member], deed: str
    ) -> None:
        """Ask for a sheet until the office takes it, or nobody wants it any more."""
        refusal, filled = "", sheet
        today = self._office.today(self._chapter)
        while True:
            dialog = MemberDialog(title, filled, self._chapter.country, today, refusal)
            answer = await self.app.push_screen_wait(dialog)
            if answer is None or answer == sheet:
                return
            filled = answer
            try:
                member = await self._do(partial(change, filled))
            except Refused as no:
                refusal = str(no)
            else:
                self.tell(f"✓ {short(member.person.name)} {deed}.")
                return

    @work
    @while_shown
    async def action_leave(self) -> None:
        member = self.chosen
        if member is None:
            return
        if not member.status.holds_seat:
            self.tell(
                f"{short(member.person.name)} has no seat to be on leave from. Press e to change the status.",
                "amber",
            )
            return
        away = member.status is MembershipStatus.ON_LEAVE
        status = MembershipStatus.ACTIVE if away else MembershipStatus.ON_LEAVE
        sheet = replace(sheet_of(member, self._chapter.country), status=status)
        back = "is back from leave" if away else f"is on leave; seat {member.seat} stays theirs"
        await self._change(
            partial(self._office.change_member, member.id, sheet), f"✓ {short(member.person.name)} {back}."
        )

    async def _change(self, change: Callable[[], Member], sentence: str) -> None:
        try:
            await self._do(change)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self.tell(sentence)

    @work
    @while_shown
    async def action_end(self) -> None:
        """Asks once, since this cannot be taken back with a key."""
        member, asked = self.chosen, self._asked
        self._asked = None
        if member is None:
            return
        name = short(member.person.name)
        if member.status is MembershipStatus.ENDED:
            self.tell(f"{name} has left already.", "amber")
        elif asked == member:
            end = partial(self._office.end_membership, member.id)
            await self._change(end, f"✓ {name} has left the chapter. Everything they did stays.")
        else:
            self._asked = member
            self.tell(f"Has {name} left the chapter? Delete again: yes. Escape: no.", "amber")

    @work
    @while_shown
    async def action_take_in(self) -> None:
        today = self._office.today(self._chapter)
        dialog = RosterFileDialog(self._members, self._chapter.country, today)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is None:
            return
        take_in = partial(import_roster, self._office, self._chapter, chosen.data, partial=chosen.partial)
        try:
            async with self._in_order:
                report = await asyncio.to_thread(take_in)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self.tell(report.headline, "wrong" if report.refused else "good")
        self._read()
