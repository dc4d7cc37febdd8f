"""The professions: every seat with its holder, its family and who waits; and which seats lie close."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.people.sheets import ProfessionSheet
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.profession import Profession
from leadsroom.domain.roster import Person
from leadsroom.errors import Refused
from leadsroom.roster.seating import Roster, Seating
from screens.asking import AskingPage
from screens.dialogs.merging import Merged, MergeDialog
from screens.dialogs.profession import ProfessionDialog
from screens.page import Page
from screens.style import style
from screens.while_shown import while_shown
from screens.widgets.listing import Listing
from screens.widgets.profession_lines import PROFESSION_COLUMNS, close_seats, profession_lines
from screens.widgets.roster_lines import with_short_names
from screens.widgets.top_line import TopWords
from screens.widgets.words import quiet, short, words

_NONE = "There is no profession yet. They come with the members; a adds a seat that nobody holds."
_CLOSE_AT_MOST = 5
_BLANK = ProfessionSheet("")
_MOVES = "Everybody in the one is in the other then; the name that goes is removed."


class ProfessionsScreen(AskingPage):
    """A list with a cursor. Every change goes through the door to seats and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("roster")]
    BINDINGS = [
        Binding("enter,e", "edit", "edit", id="main", key_display="⏎", tooltip="Name, family and sphere"),
        Binding("a", "add", "add", id="add", tooltip="Add a seat that nobody holds yet"),
        Binding("g", "merge", "same seat", id="merge", tooltip="Two spellings of one profession become one"),
        Binding("delete", "remove", "remove", id="remove", tooltip="Remove a profession nobody ever had"),
        Binding(
            "escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to where you came from"
        ),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#professions"

    class ProfessionsLeft(Message):
        """The professions were left."""

    def __init__(self, seating: Seating, chapter: Chapter) -> None:
        super().__init__()
        self._seating = seating
        self._chapter = chapter
        self._roster = Roster()

    def body(self) -> ComposeResult:
        yield Static(Content(_NONE), id="none")
        yield Listing(PROFESSION_COLUMNS, id="professions")
        yield Static(id="close")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#none").display = False
        self.query_one("#close").display = False
        self._read()

    @property
    def list(self) -> Listing:
        return self.query_one(Listing)

    @property
    def chosen(self) -> Profession | None:
        """The profession under the cursor."""
        return next((p for p in self._roster.professions if str(p.id) == self.list.key), None)

    @property
    def cursor(self) -> str:
        return self.list.key

    # What is shown

    @work
    @while_shown
    async def _read(self) -> None:
        await self.read_anew()

    async def read_anew(self, at: str = "") -> None:
        try:
            self._roster = await asyncio.to_thread(self._seating.roster, self._chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self._show(at)

    def _show(self, at: str) -> None:
        roster = self._roster
        self.list.show(profession_lines(roster), at)
        self.query_one("#none").display = not roster.professions
        near = close_seats(roster, _CLOSE_AT_MOST)
        self.query_one("#close", Static).update(near)
        self.query_one("#close").display = bool(near.plain)
        title = Content.assemble(words("Professions"), quiet(f" · {self._chapter.name}"))
        held = sum(roster.holder(p.id) is not None for p in roster.professions)
        counted = f"{held} held · {len(roster.professions) - held} open"
        self.top_line.show(TopWords(title, right=quiet(counted)))
        self._say()

    def _say(self) -> None:
        profession = self.chosen
        self.key_line.say(f"edit {short(profession.name)}" if profession else "")

    def tell(self, sentence: str, tone: str = "good") -> None:
        super().tell(with_short_names(sentence, self._roster), tone)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.forget_told()
        self._say()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    def action_back(self) -> None:
        self.post_message(self.ProfessionsLeft())

    # Changes

    async def _do(self, change: Callable[[], str], at: str = "") -> None:
        """Carry out a change and tell what was done. Raises Refused."""
        self.tell(f"✓ {await self.in_turn(change, at)}")

    @work
    @while_shown
    async def action_add(self) -> None:
        await self._fill_in(
            "Add a profession", _BLANK, partial(self._seating.add_profession, self._chapter.id)
        )

    @work
    @while_shown
    async def action_edit(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            sheet = ProfessionSheet(chosen.name, chosen.family, chosen.sphere)
            change = partial(self._seating.change_profession, chosen.id)
            await self._fill_in(f"Edit {short(chosen.name)}", sheet, change)

    async def _fill_in(
        self, title: str, sheet: ProfessionSheet, change: Callable[[ProfessionSheet], str]
    ) -> None:
        def dialog(filled: ProfessionSheet | None, refusal: str) -> ProfessionDialog:
            return ProfessionDialog(title, filled or sheet, refusal)

        async def take(filled: ProfessionSheet) -> None:
            await self._do(partial(change, filled))

        await self.until_taken(dialog, take, sheet)

    @work
    @while_shown
    async def action_merge(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        one, others = _as_found(chosen), [_as_found(p) for p in self._roster.professions]

        def dialog(_filled: Merged | None, refusal: str) -> MergeDialog:
            return MergeDialog(f"Two spellings of {short(chosen.name)}", one, others, _MOVES, refusal)

        await self.until_taken(dialog, self._merge)

    async def _merge(self, merged: Merged) -> None:
        one, kept = ProfessionId(merged.other.id), ProfessionId(merged.kept.id)
        await self._do(partial(self._seating.merge_professions, one, kept), str(kept))

    @work
    @while_shown
    async def action_remove(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        try:
            await self._do(partial(self._seating.remove_profession, chosen.id))
        except Refused as no:
            self.tell(str(no), "wrong")


def _as_found(profession: Profession) -> Person:
    """A profession as the line that finds people by a few letters takes it."""
    return Person(PersonId(profession.id), profession.name, profession.likely_family)
