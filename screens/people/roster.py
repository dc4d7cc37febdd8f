"""The roster: everybody who belongs, applies, waits or has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import BeginLeaves
from leadsroom.acts.people.member_sheet import is_candidate, is_current
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.offices import remarks
from leadsroom.domain.people.roster import Member
from leadsroom.errors import Refused
from leadsroom.views.people import Roster, roster
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style
from screens.people import actions
from screens.people.roster_lines import ROSTER_COLUMNS, counts_in_words, roster_lines, with_short_names

_ROOM = 90  # cells, in fewer of which phone and status share a column


class RosterScreen(ListPage[Roster, Member]):
    """Members under headings; what is done with them stands in `actions`."""

    CSS_PATH = [style("page"), style("people")]
    BINDINGS = [
        keys.enter("open", "The member's page; of an applicant, the application"),
        keys.edit("Edit this member"),
        keys.act("l", "leave", "leave", "On leave, or back from it"),
        keys.act("v", "vote", "vote", "Record the vote on an applicant"),
        keys.act("y", "seat", "take in", "Take in an applicant, or offer an open seat to the waiting list"),
        keys.delete("end membership", "End the membership or the application"),
        keys.act("r", "come_back", "bring back", "Bring back a former member"),
        keys.new("new", "A new member"),
        keys.act("a", "apply", "applicant", "Somebody applies, or joins the waiting list"),
        Binding(
            "p", "professions", "professions", id="professions", tooltip="The professions, and which overlap"
        ),
        keys.act("i", "take_in", "import", "Import members from a file: a spreadsheet, CSV, contact cards"),
        Binding(
            "s", "substitutes", "substitutes", id="substitutes", tooltip="Who was a substitute, and how often"
        ),
        keys.write("Write the roster to a CSV file, which can be imported again"),
        keys.act("m", "merge", "merge", "Merge two entries of one person"),
        keys.act("o", "offices", "offices", "Who holds which office: give one, correct or end a term"),
        keys.act("L", "leaves", "leaves", "Every leave of a member: ahead, now, past"),
        *ListPage.BINDINGS,
    ]
    ACTS = actions.ACTS

    heading = "Roster"
    columns = ROSTER_COLUMNS
    find_hint = "name, profession or company"
    empty = "Nobody is on the roster yet. Press n to add a member, or i to import a file with all of them."

    def __init__(
        self, desk: Desk, chapter: Chapter, now: datetime, membership_id: MembershipId | None = None
    ) -> None:
        """`membership_id`: on whose line the cursor begins."""
        super().__init__(desk, chapter)
        self._begins_with = membership_id
        self._today = chapter.today(now)
        self._is_narrow = False

    def body(self) -> ComposeResult:
        open_seats = Static(id="open-seats")
        open_seats.display = False
        yield open_seats
        yield from self.list_parts()
        yield StatusLine()

    @property
    def roster(self) -> Roster:
        """The roster as it was read last; nobody before that."""
        return self.picture or Roster(self.chapter, self._today)

    # What is shown

    async def read(self) -> Roster:
        return await self.desk.read(roster)

    def take(self, picture: Roster) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: Roster, wanted: str) -> Sequence[Line]:
        country, today = picture.chapter.country, picture.today
        return roster_lines(picture, country, today, wanted, is_narrow=self._is_narrow)

    def on_resize(self, event: Resize) -> None:
        """Other columns where it becomes narrow, or wide again."""
        if self._is_narrow is not (event.size.width < _ROOM):
            self._is_narrow = not self._is_narrow
            self.show()

    def item(self, picture: Roster, key: str) -> Member | None:
        return next((m for m in picture.members if str(m.id) == key), None)

    def begin_at(self, picture: Roster) -> str:
        return "" if self._begins_with is None else str(self._begins_with)

    def beside_title(self, picture: Roster) -> Content:
        return quiet(counts_in_words(picture.members))

    def show_beside(self, picture: Roster) -> None:
        waited_for = [f"{picture.open_seat_in_words(first)} y offers it." for first in picture.open_seats]
        due = remarks(picture.chapter.rules.offices, picture.members, picture.today)
        waited_for += [f"{'; '.join(due)}. o shows the offices."] if due else []
        shown = self.query_one("#open-seats", Static)
        shown.update(words(with_short_names("\n".join(waited_for), picture), "amber"))
        shown.display = bool(waited_for)

    def main_does(self) -> str:
        member = self.chosen
        if member is None:
            return ""
        return f"{'edit' if is_candidate(member) else 'open'} {short(member.person.name)}"

    def others_do(self) -> Mapping[str, str]:
        """Keys that do nothing with the chosen one give their room to those that do."""
        member = self.chosen
        if member is None:
            return {}
        if is_candidate(member):
            return dict.fromkeys(("leave", "leaves", "come-back"), "") | {"delete": "end application"}
        of_members, of_former = ("leave", "leaves", "delete"), ("come-back",)
        return dict.fromkeys(("vote", "seat", *(of_former if is_current(member) else of_members)), "")

    async def settle_in(self) -> None:
        """Leaves that were announced and have begun are entered."""
        if self.roster.leaves_begun and self.chapter.archived_on is None:
            try:
                await self.do(BeginLeaves())
            except Refused as no:
                self.show_status(str(no), "wrong")

    def show_status(self, sentence: str, tone: str = "good") -> None:
        super().show_status(with_short_names(sentence, self.roster), tone)

    def tick(self, now: datetime) -> None:
        """After midnight other leaves hold, and other days are today."""
        today = self.chapter.today(now)
        if today != self._today:
            self._today = today
            self.enter()

    def next_change(self, now: datetime) -> datetime:
        return self.chapter.next_midnight(now)

    # Going elsewhere

    @work
    @ignore_if_unmounted
    async def action_open(self) -> None:
        """The page of a member; an applicant has none yet, only the application."""
        member = self.chosen
        if member is not None and is_candidate(member):
            await actions.edit(self)
        elif member is not None:
            self.open_page("me", member.person.id)

    def action_substitutes(self) -> None:
        """How often who was a substitute, and for whom."""
        self.open_page("substitutes")

    def action_professions(self) -> None:
        self.open_page("professions")
