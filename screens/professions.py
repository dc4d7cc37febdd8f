"""The professions: every seat with its holder, its family and who waits; and which seats lie close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.sheets import ProfessionSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ProfessionId
from leadsroom.domain.people.professions import Profession
from leadsroom.errors import Refused
from leadsroom.views.people import Roster, roster
from screens.dialogs.merging import Merged, MergeDialog
from screens.dialogs.profession import ProfessionDialog
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.profession_lines import PROFESSION_COLUMNS, close_seats, profession_lines
from screens.widgets.roster_lines import with_short_names

_NONE = "There is no profession yet. They come with the members; a adds a seat that nobody holds."
_CLOSE_AT_MOST = 5
_BLANK = ProfessionSheet("")
_MOVES = "Everybody in the one is in the other then; the name that goes is removed."


class ProfessionsScreen(RecordPage):
    """A list with a cursor. Every change goes through the desk and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("roster")]
    BINDINGS = [
        Binding("enter,e", "edit", "edit", id="main", key_display="⏎", tooltip="Name, family and sphere"),
        Binding("a", "add", "add", id="add", tooltip="Add a seat that nobody holds yet"),
        Binding("g", "merge", "same seat", id="merge", tooltip="Two spellings of one profession become one"),
        Binding("delete", "remove", "remove", id="remove", tooltip="Remove a profession nobody ever had"),
        *RecordPage.BINDINGS,
        Binding(
            "escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to where you came from"
        ),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#professions"

    class ProfessionsLeft(Message):
        """The professions were left."""

    def __init__(self, desk: Desk, chapter: Chapter, now: datetime) -> None:
        super().__init__(desk)
        self._roster = Roster(chapter, chapter.today(now))

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
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        try:
            self._roster = await self.desk.read(roster)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self._show(at)

    def _show(self, at: str) -> None:
        picture = self._roster
        self.list.show(profession_lines(picture), at)
        self.query_one("#none").display = not picture.professions
        near = close_seats(picture, _CLOSE_AT_MOST)
        self.query_one("#close", Static).update(near)
        self.query_one("#close").display = bool(near.plain)
        title = Content.assemble(words("Professions"), quiet(f" · {picture.chapter.name}"))
        held = sum(picture.holder(p.id) is not None for p in picture.professions)
        counted = f"{held} held · {len(picture.professions) - held} open"
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

    @work
    @ignore_if_unmounted
    async def action_add(self) -> None:
        await self._fill_in("Add a profession", _BLANK, c.AddProfession)

    @work
    @ignore_if_unmounted
    async def action_edit(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            sheet = ProfessionSheet(chosen.name, chosen.family, chosen.sphere)
            await self._fill_in(f"Edit {short(chosen.name)}", sheet, partial(c.ChangeProfession, chosen.id))

    async def _fill_in(
        self, title: str, sheet: ProfessionSheet, command: Callable[[ProfessionSheet], Command]
    ) -> None:
        def dialog(filled: ProfessionSheet | None, refusal: str) -> ProfessionDialog:
            return ProfessionDialog(title, filled or sheet, refusal)

        async def accept(filled: ProfessionSheet) -> Done:
            return await self.do(command(filled))

        done = await self.ask_until_accepted(dialog, accept, sheet)
        if done is not None:
            self.tell_done(done)

    @work
    @ignore_if_unmounted
    async def action_merge(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        one, others = _spelling_of(chosen), [_spelling_of(p) for p in self._roster.professions]

        def dialog(_filled: Merged[_Spelling] | None, refusal: str) -> MergeDialog[_Spelling]:
            return MergeDialog(f"Two spellings of {short(chosen.name)}", one, others, _MOVES, refusal)

        async def accept(merged: Merged[_Spelling]) -> Done:
            return await self.do(c.MergeProfessions(merged.other.id, merged.kept.id), str(merged.kept.id))

        done = await self.ask_until_accepted(dialog, accept)
        if done is not None:
            self.tell_done(done)

    @work
    @ignore_if_unmounted
    async def action_remove(self) -> None:
        if self.chosen is not None:
            await self.act(c.RemoveProfession(self.chosen.id))


class _Spelling(Struct, frozen=True):
    """A profession as it is found by a few letters: of its name, or of its family, which is its `trade`."""

    id: ProfessionId
    name: str
    trade: str
    company: str = ""


def _spelling_of(profession: Profession) -> _Spelling:
    return _Spelling(profession.id, profession.name, profession.likely_family)
