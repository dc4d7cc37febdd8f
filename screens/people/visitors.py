"""The visitors: whom to follow up, and what became of each."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import FollowUpVisitor
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Stage, Visitor, funnels_in_words
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.exchange.roster.visitors_file import preview_visits
from leadsroom.exchange.visitors import write_visitors
from leadsroom.views.people import VisitorsPicture, visitors
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style
from screens.people.file_box import ChosenFile, FileForm, take_in
from screens.people.visitor_form import outcome_form, visitor_form
from screens.people.visitor_lines import VISITOR_COLUMNS, in_one_sentence, visitor_lines


class VisitorsScreen(ListPage[VisitorsPicture, Visitor]):
    """A line for each; the outcome of the last visit is noted by a digit, or with words by Enter."""

    CSS_PATH = [style("page"), style("people")]
    BINDINGS = [
        keys.enter("open", "The outcome of the last visit, with a note"),
        keys.act("1", "comes_again", "comes again", "Will come again"),
        keys.act("2", "applies", "applies", "Applies, or will"),
        keys.act("3", "joined", "joined", "Joined; who holds a seat has joined by that alone", show=False),
        keys.act("4", "not_interested", "not interested", "Not interested"),
        keys.act("0", "undecided", "undecided", "Not decided after all", show=False),
        keys.edit("Name, profession, phone, email, who invited them"),
        keys.act("i", "take_in", "import", "Take visitors in from a file"),
        keys.act("j", "joining", "joining sheet", "What somebody who thinks of joining may know", show=False),
        keys.write("Write the visitors to a CSV file"),
        keys.member_page("Their page, once they are members; before that of who invited them"),
        *ListPage.BINDINGS,
    ]

    heading = "Visitors"
    columns = VISITOR_COLUMNS
    find_hint = "name, profession, email or who invited them"
    empty = "Nobody has visited yet. Visitors are welcomed at the table, by v; or press i for a file of them."

    def __init__(self, desk: Desk, chapter: Chapter, person_id: PersonId | None = None) -> None:
        """`person_id`: on whose line the cursor begins."""
        super().__init__(desk, chapter)
        self._begins_with = person_id

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield Static(id="funnel")
        yield StatusLine()

    async def read(self) -> VisitorsPicture:
        return await self.desk.read(visitors)

    def take(self, picture: VisitorsPicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: VisitorsPicture, wanted: str) -> Sequence[Line]:
        return visitor_lines(picture, wanted)

    def item(self, picture: VisitorsPicture, key: str) -> Visitor | None:
        return next((each for each in picture.visitors if str(each.person.id) == key), None)

    def begin_at(self, picture: VisitorsPicture) -> str:
        return "" if self._begins_with is None else str(self._begins_with)

    def beside_title(self, picture: VisitorsPicture) -> Content:
        return quiet(f"{len(picture.due)} to follow up" if picture.due else "nobody to follow up")

    def show_beside(self, picture: VisitorsPicture) -> None:
        counted = funnels_in_words(picture.funnels) if picture.visitors else ""
        self.query_one("#funnel", Static).update(quiet(counted))

    def cursor_moved(self) -> None:
        """What has no room in the line."""
        if self.chosen is not None and self.picture is not None and not self.has_status:
            self.show_status(in_one_sentence(self.chosen, self.picture), "quiet")

    def main_does(self) -> str:
        return f"outcome of {short(self.chosen.person.name)}" if self.chosen else ""

    @property
    def member_id(self) -> PersonId | None:
        visitor, seen = self.chosen, self.picture
        if visitor is None or seen is None:
            return None
        has_joined = visitor.stage(seen.today) is Stage.JOINED
        return visitor.person.id if has_joined else visitor.host_id

    # What is done

    def action_open(self) -> object:
        return self.action_act("note_outcome")

    async def note_outcome(self) -> None:
        """What became of the one under the cursor."""
        if self.chosen is not None:
            again = self.form_again(lambda _seen, visitor: outcome_form(visitor))
            await self.ask(outcome_form(self.chosen), at=self.cursor, again=again)

    async def edit(self) -> None:
        """What is on record of them."""
        if self.chosen is not None and self.picture is not None:
            again = self.form_again(lambda seen, visitor: visitor_form(visitor, seen))
            await self.ask(visitor_form(self.chosen, self.picture), at=self.cursor, again=again)

    async def comes_again(self) -> None:
        """They will come again."""
        await self.note(Became.COMES_AGAIN)

    async def applies(self) -> None:
        """They apply, or will."""
        await self.note(Became.APPLIES)

    async def joined(self) -> None:
        """They have joined."""
        await self.note(Became.JOINED)

    async def not_interested(self) -> None:
        """They do not want to."""
        await self.note(Became.NOT_INTERESTED)

    async def undecided(self) -> None:
        """Nothing is decided yet."""
        await self.note(None)

    async def note(self, became: Became | None) -> None:
        """The outcome alone; a note of another outcome goes with it."""
        visitor = self.chosen
        if visitor is not None:
            last = visitor.last
            await self.act(
                FollowUpVisitor(last.id, became, last.note_of(became)), self.cursor, "u takes it back."
            )

    async def joining(self) -> None:
        """For the one under the cursor, or for any profession."""
        from screens.people.joining_sheet import write_joining_sheet

        profession = self.chosen.person.profession if self.chosen is not None else ""
        await write_joining_sheet(self, self.desk, profession)

    async def take_in(self) -> None:
        """Take visitors in from a file, in one act."""
        file = ChosenFile(preview_visits, "a table with a line for each visit")
        await take_in(self, FileForm("Take visitors in from a file", file))

    async def write(self) -> None:
        """All of them, as a table."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_visitors, wanted)

        choice = FileChoice(f"visitors-{self.picture.today}", [FileFormat("csv")])
        await self.write_to_file("The visitors, as a table", choice, write_it)
