"""Who passes leads to whom, who met whom, and both: a matrix whose cursor tells the story of the pair."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from pathlib import Path
from typing import TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.pairs.matrix import MatrixKind
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period, Stretch
from leadsroom.domain.text.wording import full_days, near_day
from leadsroom.errors import Refused
from leadsroom.exchange.health.matrix import TITLES
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.pairs.matrix import MatrixOfPeriod, days_before, matrix
from leadsroom.views.health.pairs.pair import PairStory, pair_story
from screens.health.matrix_grid import Chosen, GridPicture, LaidOut, MatrixGrid, Moved, Place, legend
from screens.health.pair_pane import LEAD, STORY_COLUMNS, PairPane, PairPicture, is_pair, story_lines
from screens.health.sheet_forms import formats_of
from screens.kit.dialog import PickDialog, Picked
from screens.kit.form.box import FormBox
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys import BACK, FIND, GO_TO
from screens.kit.leaving import ChapterChanged, ignore_if_unmounted
from screens.kit.page import Page, TopWords
from screens.kit.pane import Pane
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

V = TypeVar("V")

_KINDS = tuple(MatrixKind)
_FILES = {MatrixKind.LEADS: "matrix", MatrixKind.ONE_TO_ONES: "one-to-ones", MatrixKind.BOTH: "both"}
_TURNS_TO = {
    MatrixKind.LEADS: "one-to-ones",
    MatrixKind.ONE_TO_ONES: "both",
    MatrixKind.BOTH: "leads",
}


class Legend(Pane[Content]):
    """What the signs are, and at the right which part of the matrix is in view."""

    def draw(self, picture: Content, width: int) -> Content:
        return picture.truncate(max(1, width), ellipsis=True)


class StoryBox(PickDialog):
    """All that stands between two members; a lead of it can be opened."""

    BINDINGS = [
        Binding("enter", "pick", "open the lead", id="main", tooltip="The lead, on the page of the leads")
    ]


class StoryWithoutLeads(PickDialog):
    """The same of two members without a lead: there is nothing to open."""

    BINDINGS = [Binding("enter", "leave", "close", id="main", tooltip="Close")]


class MatrixScreen(Page):
    """One matrix at a time; the cursor stays on its pair when another is shown."""

    CSS_PATH = [style("page"), style("health")]
    AUTO_FOCUS = "#grid"
    BINDINGS = [
        keys.enter("open", "All that stands between the two, and each lead of it"),
        Binding(
            "t,tab",
            "turn",
            "one-to-ones",
            id="turn",
            key_display="t",
            tooltip="Turn from leads to one-to-ones and to both together",
        ),
        Binding(
            "b", "before", "old against new", id="before", tooltip="The change since as many days before"
        ),
        Binding(
            "B",
            "before_days",
            "other days before",
            id="before-days",
            show=False,
            tooltip="Compare with days of your choice",
        ),
        Binding("d", "days", "days", id="days", tooltip="Of which days the matrix is"),
        Binding(
            "p",
            "member_page",
            "giver",
            id="member-page",
            show=False,
            tooltip="The page of the member of the row",
        ),
        FIND,
        Binding("w", "write", "write to a file", id="write", tooltip="Write the matrix to a file"),
        BACK,
        GO_TO,
        *Page.BINDINGS,
    ]

    def __init__(self, desk: Desk, chapter: Chapter, days: Period | None = None) -> None:
        super().__init__()
        self.desk, self.chapter = desk, chapter
        self._days = days
        self._before: Period | None = None
        self._kind = MatrixKind.LEADS
        self._seen: MatrixOfPeriod | None = None

    def body(self) -> ComposeResult:
        yield Legend(id="legend")
        yield MatrixGrid(id="grid")
        yield PairPane(id="pair")
        yield StatusLine()

    @property
    def grid(self) -> MatrixGrid:
        return self.query_one(MatrixGrid)

    @property
    def picture(self) -> GridPicture | None:
        """What is drawn."""
        return self.grid.picture

    # Read and shown

    def on_mount(self) -> None:
        self._show_top()
        self.enter()

    def seen_again(self) -> None:
        self.enter()

    @work(exclusive=True, group="enter")
    @ignore_if_unmounted
    async def enter(self) -> None:
        """Read what is on record, keys waiting for it."""
        with self.keys_wait():
            await self._reload()

    async def _reload(self) -> bool:
        """Show the matrix that is asked for; whether it could be read. Where not, the one before stays."""
        try:
            if self._days is None:
                self._days = await self.desk.read(days_of_health)
            seen = await self.desk.read(matrix, self._days, self._kind, self._before)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return False
        if seen.chapter != self.chapter:
            self.chapter = seen.chapter
            self.post_message(ChapterChanged(seen.chapter))
        at = self._place_of_pair(seen)
        self._seen = seen
        self.grid.show(GridPicture(seen, seen.earlier is not None), at)
        self._show_top()
        self._show_pair()
        return True

    def _place_of_pair(self, seen: MatrixOfPeriod) -> Place:
        """Where the pair under the cursor stands in another matrix; at first the first cell of two people."""
        old, at = self.picture, self.grid.at
        if old is None or not old.lines:
            return Place(0, 1)
        places = {line.person_id: place for place, line in enumerate(seen.matrix.lines)}
        row, column = (places.get(old.lines[place].person_id) for place in (at.row, at.column))
        return Place(at.row if row is None else row, at.column if column is None else column)

    def _show_top(self) -> None:
        seen, right = self._seen, ""
        if seen is not None:
            right = full_days(seen.period.first, seen.period.last)
            if seen.earlier is not None:
                both = (_near(each, seen.today) for each in (seen.period, seen.earlier.period))
                right = ", beside ".join(both)
        title = Content.assemble(words(TITLES[self._kind]), quiet(f" · {self.label_of(self.chapter)}"))
        self.top_line.show(TopWords(title, right=quiet(right)))

    def _show_pair(self) -> None:
        """What is under the cursor, at once; its story as soon as it has been read."""
        picture, at, pane = self.picture, self.grid.at, self.query_one(PairPane)
        pane.display = picture is not None and bool(picture.lines)
        if picture is None or not picture.lines:
            self.query_one(Legend).show(quiet("The chapter had no member on these days."))
            self.key_line.say("")
            return
        self._show_legend()
        pane.show(PairPicture(picture, at))
        does = "all between the two" if is_pair(picture, at) else ""
        self.key_line.say(
            does,
            turn=_TURNS_TO[self._kind],
            before="these days alone" if picture.compares else "old against new",
        )
        if is_pair(picture, at):
            self.read_story(picture, at)

    @on(LaidOut)
    def _show_legend(self) -> None:
        """What the signs are, and which part is in view, as that changes with the window too."""
        picture, view = self.picture, self.grid.in_view
        if picture is not None and picture.lines:
            parts = [legend(picture), *([quiet(view)] if view else [])]
            self.query_one(Legend).show(Content("  ").join(parts))

    @work(exclusive=True, group="story")
    @ignore_if_unmounted
    async def read_story(self, picture: GridPicture, at: Place) -> None:
        """Read what stands between the two under the cursor."""
        story = await self._story(picture, at)
        if story is not None and self.grid.at == at and self.picture == picture:
            self.query_one(PairPane).show(PairPicture(picture, at, story))

    async def _story(self, picture: GridPicture, at: Place) -> PairStory | None:
        one, other = (picture.lines[place].person_id for place in (at.row, at.column))
        if one is None or other is None or one == other:
            return None
        try:
            return await self.desk.read(pair_story, one, other, picture.found.period)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return None

    @on(Moved)
    def _moved(self) -> None:
        self.show_status("")
        self._show_pair()

    @on(Chosen)
    def _chosen(self) -> None:
        self.action_open()

    # What the keys do

    @work(exclusive=True, group="open")
    @ignore_if_unmounted
    async def action_open(self) -> None:
        """All that stands between the two; a lead chosen there opens on the page of the leads."""
        picture, at = self.picture, self.grid.at
        if picture is None or not picture.lines or not is_pair(picture, at):
            return
        with self.keys_wait():
            story = await self._story(picture, at)
        if story is None:
            return
        one, other = picture.lines[at.row], picture.lines[at.column]
        names = {story.one: one.name, story.other: other.name}
        heading = (
            f"{short(one.name)} and {short(other.name)} · {full_days(story.period.first, story.period.last)}"
        )
        lines = list(story_lines(story, names))
        has_lead = any(line.key.startswith(LEAD) for line in lines)
        box = StoryBox if has_lead else StoryWithoutLeads
        picked: Picked | None = await self.app.push_screen_wait(box(heading, STORY_COLUMNS, lines))
        kind, _, number = (picked.key if picked is not None else "").partition("/")
        if kind == LEAD:
            self.open_page("leads", LeadId(int(number)))

    @work(exclusive=True, group="find")
    @ignore_if_unmounted
    async def action_find(self) -> None:
        """Go to a pair by letters of both names, or of one: the other one stays."""
        picture, at = self.picture, self.grid.at
        if picture is None or not picture.lines:
            return
        lines = picture.lines
        places = {line.person_id: place for place, line in enumerate(lines) if line.person_id is not None}
        people = [Person(who, lines[place].name, lines[place].profession) for who, place in places.items()]
        fields = [PersonField(name, name.capitalize(), people) for name in ("giver", "receiver")]
        form = Form("Find a pair", fields, lambda: [each.value for each in fields])
        form.save_word = "go there"
        chosen = await self._ask(form)
        if chosen is not None:
            row, column = (None if one is None else places[one.id] for one in chosen)
            self.grid.move_to(Place(at.row if row is None else row, at.column if column is None else column))

    async def action_turn(self) -> None:
        """The next of the three kinds."""
        self._kind = _KINDS[(_KINDS.index(self._kind) + 1) % len(_KINDS)]
        self.enter()

    @work(exclusive=True, group="days")
    @ignore_if_unmounted
    async def action_before(self) -> None:
        """Beside as many days before, or alone again."""
        if self._days is None:
            return
        was = self._before
        try:
            self._before = days_before(self._days) if was is None else None
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        await self._show_or_stay(self._days, was)

    @work(exclusive=True, group="days")
    @ignore_if_unmounted
    async def action_before_days(self) -> None:
        """Beside days of one's choice."""
        if self._days is not None:
            chosen = await self._ask_days(self._before or self._days, "Days to compare with")
            if chosen is not None:
                was, self._before = self._before, Period(chosen.first, chosen.last)
                await self._show_or_stay(self._days, was)

    @work(exclusive=True, group="days")
    @ignore_if_unmounted
    async def action_days(self) -> None:
        """A matrix of other days, alone at first."""
        days, was = self._days, self._before
        if days is None:
            return
        chosen = await self._ask_days(days, "Days of the matrix")
        if chosen is not None:
            self._days = Period(chosen.first, chosen.last)
            self._before = None
            await self._show_or_stay(days, was)

    async def _show_or_stay(self, days: Period, before: Period | None) -> None:
        """Show what is asked for; where it cannot be read, these days stay."""
        with self.keys_wait():
            if await self._reload():
                self.show_status("")  # what was refused before is not about these days
            else:
                self._days, self._before = days, before

    async def _ask_days(self, shown: Period, title: str) -> Stretch | None:
        from screens.health.days_form import DaysForm

        if self._seen is None:
            return None
        return await self._ask(DaysForm(shown, self._seen.today, self.chapter.country, title=title))

    async def _ask(self, form: Form[V]) -> V | None:
        """Ask by a form; None where nobody wants it any more."""

        async def accept(filled: V) -> V:
            return filled

        filled: V | None = await self.app.push_screen_wait(FormBox(form, accept, reads=self.desk.read))
        return filled

    def action_member_page(self) -> None:
        """The page of the giver."""
        picture = self.picture
        person: PersonId | None = None
        if picture is not None and picture.lines:
            person = picture.lines[self.grid.at.row].person_id
        if person is not None:
            self.open_page("me", person)

    @work(exclusive=True, group="write")
    @ignore_if_unmounted
    async def action_write(self) -> None:
        """The matrix that is shown, into a file, beside the same days."""
        if self._seen is None:
            return
        name, wanted = _FILES[self._kind], Wanted(period=self._seen.period, before=self._before)

        def write_it(file: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_health_file, file, name, wanted)

        choice = FileChoice(health_stem(name, wanted), formats_of(name))
        await self.write_to_file(TITLES[self._kind], choice, write_it)

    def action_back(self) -> None:
        """Back to where it was opened from."""
        self.dismiss(None)


def _near(days: Period, today: date) -> str:
    """`1 Jul to 30 Sep`: so short that two of them have room; a single day once."""
    first, last = near_day(days.first, today), near_day(days.last, today)
    return first if days.first == days.last else f"{first} to {last}"
