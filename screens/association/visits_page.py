"""Directors' visits to a chapter, or to those of an area: the latest first."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from textual.content import Content

from leadsroom.acts.association.commands import WithdrawVisit
from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.wording import counted, near_date
from leadsroom.exchange.association.areas import write_visits_to
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.areas import VisitLine, VisitsPicture, visit_to_log, visits_picture
from screens.association.association_page import FORMATS_OF_LISTS, AssociationPage
from screens.association.visit_form import VisitForm, ask_for_visit
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.listing import Column, Line, Row, found
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

VISIT_COLUMNS = (
    Column(least=10, most=16),
    Column(least=14, most=36),
    Column(least=10, most=28, rank=1),
    Column(least=12, most=80, rank=2, fills=True),
)
_TITLES = ("Day", "Chapter", "Director", "Note")
_AT_MOST = 200


class VisitsOf(Struct, frozen=True):
    """Whose visits a page is about: those of a chapter, or of an area and those below it, or all."""

    chapter_id: ChapterId | None = None
    area_id: AreaId | None = None


def visit_lines(picture: VisitsPicture) -> Iterator[Line]:
    """A line for each visit, below the titles of the columns."""
    if picture.lines:
        yield Line("", tuple(map(quiet, _TITLES)))
    yield from (Line(str(each.visit.id), _cells(each, picture)) for each in picture.lines)


def _cells(line: VisitLine, picture: VisitsPicture) -> Row:
    visit = line.visit
    return (
        words(near_date(visit.on, picture.today)),
        words(line.chapter),
        words(visit.director) if visit.director else quiet("a director"),
        quiet(visit.note),
    )


class VisitsScreen(AssociationPage[VisitsPicture, VisitLine]):
    """A line for each visit; Enter corrects it."""

    CSS_PATH = [style("page")]
    BINDINGS = [
        keys.enter("edit", "Correct who came, when, and what was seen"),
        keys.new("new visit", "Enter a director's visit to this chapter"),
        keys.edit("Correct who came, when, and what was seen", show=False),
        keys.act(
            "c", "chapter_alone", "chapter", "Only the visits to the chapter under the cursor, or all again"
        ),
        keys.delete("withdraw", "Withdraw a visit that never was"),
        keys.write("The visits, as a table"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Directors' visits"
    columns = VISIT_COLUMNS
    find_hint = "any part of a chapter, a director or a note"

    def __init__(self, desk: Desk, chapter: Chapter, of: VisitsOf | None = None) -> None:
        super().__init__(desk, chapter)
        self._begun_with = self._of = of or VisitsOf()

    # What is shown

    async def read(self) -> VisitsPicture:
        return await self.desk.read(
            visits_picture, chapter_id=self._of.chapter_id, area_id=self._of.area_id, most=_AT_MOST
        )

    def lines(self, picture: VisitsPicture, wanted: str) -> Sequence[Line]:
        return found(visit_lines(picture), wanted)

    def item(self, picture: VisitsPicture, key: str) -> VisitLine | None:
        return next((each for each in picture.lines if str(each.visit.id) == key), None)

    def beside_title(self, picture: VisitsPicture) -> Content:
        number = f"the last {_AT_MOST}" if picture.is_cut else counted(len(picture.lines), "visit")
        return quiet(" · ".join(part for part in (picture.where, number) if part))

    def why_empty(self) -> str:
        if self.wanted.strip():
            return super().why_empty()
        if self._of.chapter_id is not None:
            return "No visit of a director is on record. n enters one."
        return "No visit of a director is on record. v in the area's table enters one."

    def others_do(self) -> Mapping[str, str]:
        if self._begun_with.chapter_id is not None:
            return {"chapter-alone": ""}
        return {"chapter-alone": "this chapter" if self._of == self._begun_with else "all again"}

    def main_does(self) -> str:
        chosen, seen = self.chosen, self.picture
        return "" if chosen is None or seen is None else f"correct {near_date(chosen.visit.on, seen.today)}"

    def cursor_moved(self) -> None:
        """The note in full."""
        if self.chosen is not None and not self.has_status:
            self.show_status(f"{short(self.chosen.chapter)}: {self.chosen.visit.note or 'no note'}", "quiet")

    # What is done

    def action_open(self) -> object:
        return self.action_act("edit")

    async def new(self) -> None:
        """To the chapter that the page is about, or the one under the cursor."""
        chapter_id = self._of.chapter_id
        if chapter_id is None and self.chosen is not None:
            chapter_id = self.chosen.visit.chapter_id
        if chapter_id is None:
            self.say("In the area's table v enters a visit to the chapter under the cursor.")
        else:
            await ask_for_visit(self, chapter_id)

    async def edit(self) -> None:
        """Put the one under the cursor right."""
        line, key = self.chosen, self.cursor
        if line is None:
            return

        async def form() -> VisitForm | None:
            now = self.item(await self.read(), key)
            if now is None:
                return None
            about = await self.desk.read(visit_to_log, now.visit.chapter_id)
            return VisitForm(about, now.visit.chapter_id, now.visit)

        with self.keys_wait():
            first = await form()
        if first is not None:
            await self.ask(first, again=form)

    async def chapter_alone(self) -> None:
        """Only the visits to the chapter under the cursor, or all of before."""
        if self._of != self._begun_with:
            self._of = self._begun_with
        elif self.chosen is not None and self._of.chapter_id is None:
            self._of = VisitsOf(chapter_id=self.chosen.visit.chapter_id)
        with self.keys_wait():
            await self.reload()

    async def write(self) -> None:
        """Those that are listed, in one of the formats."""
        picture, of = self.picture, self._of
        if picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            view = partial(write_visits_to, chapter_id=of.chapter_id, area_id=of.area_id, most=_AT_MOST)
            return self.desk.read(view, wanted)

        choice = FileChoice(f"visits-{picture.today}", FORMATS_OF_LISTS)
        await self.write_to_file("The directors' visits", choice, write_it)

    async def delete(self) -> None:
        """One that never was."""
        if self.chosen is not None:
            await self.act(WithdrawVisit(self.chosen.visit.id))
