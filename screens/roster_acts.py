"""What can be done with members: each act goes through the office or the door to seats, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.screen import Screen

from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of
from leadsroom.acts.people.sheets import MemberSheet, Told
from leadsroom.domain.money import show_money
from leadsroom.domain.roster import Member
from leadsroom.errors import Refused
from leadsroom.exchange.roster_import import import_roster
from screens.asking import AskingPage
from screens.dialogs.member import BLANK, MemberDialog
from screens.dialogs.merging import Merged, MergeDialog
from screens.dialogs.roster_file import RosterFileDialog
from screens.while_shown import while_shown
from screens.widgets.words import short

if TYPE_CHECKING:
    from leadsroom.domain.chapter import Chapter
    from leadsroom.roster.office import Office
    from leadsroom.roster.seating import Roster, Seating

V = TypeVar("V")
Said = Told | str
_MOVES = (
    "Everything on record of the one moves to the other: meetings, leads, visits, dues. "
    "The name that goes is nobody any more."
)


class RosterActs(AskingPage):
    """The acts on members. They are about the one under the cursor at the press of the key."""

    if TYPE_CHECKING:
        office: Office
        seating: Seating
        chapter: Chapter
        roster: Roster
        asked: tuple[str, Member] | None

        @property
        def chosen(self) -> Member | None: ...

    # One act after the other

    async def do(self, change: Callable[[], Said]) -> str:
        """Carry out a change and show what is on record then; what it says. Raises Refused."""
        self.asked = None
        said = await self.in_turn(change, _member_told_of)
        return said.sentence if isinstance(said, Told) else said

    async def act(self, change: Callable[[], Said]) -> None:
        """The same; a refusal is told too."""
        try:
            said = await self.do(change)
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self.tell(f"✓ {said}")

    async def fill_in(
        self,
        dialog: Callable[[V | None, str], Screen[Any]],
        change: Callable[[V], Said],
        before: V | None = None,
    ) -> None:
        """Ask until what is filled in is on record, or nobody wants it any more; tell what was done."""

        async def take(filled: V) -> str:
            return await self.do(partial(change, filled))

        said = await self.until_taken(dialog, take, before)
        if said is not None:
            self.tell(f"✓ {said}")

    def is_asked(self, question: str, member: Member) -> bool:
        """Whether this was just asked of this member, and the key says yes."""
        asked, self.asked = self.asked, None
        return asked == (question, member)

    def ask(self, question: str, member: Member, sentence: str) -> None:
        """Ask once, since this cannot be taken back with a key."""
        self.asked = (question, member)
        self.tell(sentence, "amber")

    # Sheets

    @work
    @while_shown
    async def action_add(self) -> None:
        def change(sheet: MemberSheet) -> Told:
            member = self.office.add_member(self.chapter.id, sheet)
            return Told(member, f"{short(member.person.name)} is on the roster.")

        await self._sheet("Add a member", BLANK, change)

    async def edit_member(self, member: Member) -> None:
        """The sheet of a member, as it stands."""
        seen = sheet_of(member, self.chapter.country)

        def change(sheet: MemberSheet) -> Told:
            after = self.office.change_member(member.id, sheet, seen)
            return Told(after, f"{short(after.person.name)} is changed.")

        await self._sheet(f"Edit {short(member.person.name)}", seen, change)

    async def _sheet(self, title: str, sheet: MemberSheet, change: Callable[[MemberSheet], Told]) -> None:
        today = self.office.today(self.chapter)

        def dialog(filled: MemberSheet | None, refusal: str) -> MemberDialog:
            return MemberDialog(title, filled or sheet, self.chapter.country, today, refusal)

        await self.fill_in(dialog, change, sheet)

    # Leaving and coming back

    @work
    @while_shown
    async def action_end(self) -> None:
        member = self.chosen
        if member is None:
            return
        name = short(member.person.name)
        if not is_current(member):
            self.tell(f"{name} has left already. r brings them back.", "amber")
        elif self.is_asked("end", member):
            end = self.seating.end_application if is_candidate(member) else self.seating.end
            await self.act(partial(end, member.id))
        else:
            gone = "withdrawn the application" if is_candidate(member) else "left the chapter"
            owed = self.roster.debt_of(member)
            debt = f" They owe {show_money(owed, self.chapter.country)}." if owed is not None else ""
            self.ask("end", member, f"Has {name} {gone}?{debt} Delete again: yes. Escape: no.")

    @work
    @while_shown
    async def action_come_back(self) -> None:
        member = self.chosen
        if member is None:
            return
        name = short(member.person.name)
        if is_current(member):
            self.tell(f"{name} is on the roster; r is for who has left.", "amber")
        elif self.is_asked("return", member):
            await self.act(partial(self.seating.come_back, member.id))
        else:
            self.ask("return", member, f"Does {name} come back to the chapter? r again: yes. Escape: no.")

    # Two spellings of one person

    @work
    @while_shown
    async def action_merge(self) -> None:
        member = self.chosen
        if member is None:
            return
        try:
            people = await asyncio.to_thread(self.seating.people, self.chapter.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return

        def dialog(_filled: Merged | None, refusal: str) -> MergeDialog:
            return MergeDialog("Two spellings of one person", member.person, people, _MOVES, refusal)

        def change(merged: Merged) -> str:
            return self.seating.merge_people(self.chapter.id, merged.other.id, merged.kept.id)

        await self.fill_in(dialog, change)

    # A file

    @work
    @while_shown
    async def action_take_in(self) -> None:
        today = self.office.today(self.chapter)
        dialog = RosterFileDialog(self.roster.members, self.chapter.country, today)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is None:
            return
        take_in = partial(import_roster, self.office, self.chapter, chosen.data, partial=chosen.partial)
        try:
            async with self.in_order:
                report = await asyncio.to_thread(take_in)
                await self.read_anew()
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self.tell(report.headline, "wrong" if report.refused else "good")


def _member_told_of(said: Said) -> str:
    """The line of whom a change was about."""
    return str(said.member.id) if isinstance(said, Told) else ""
