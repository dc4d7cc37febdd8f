"""The directors of an area and of those below it, or of all: named, put right, ended."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from functools import partial
from pathlib import Path

from textual.content import Content

from leadsroom.acts.association.commands import EndDirector
from leadsroom.acts.desk import Desk
from leadsroom.domain.association.areas import Director
from leadsroom.domain.association.directors import days_in_words
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AreaId
from leadsroom.exchange.association.areas import write_directors_to
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.areas import DirectorsPicture, directors_picture
from screens.association.area_forms import DirectorForm
from screens.association.association_page import FORMATS_OF_LISTS, AssociationPage
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.list_page import line_of
from screens.kit.listing import Column, Line, Row, found
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

DIRECTOR_COLUMNS = (
    Column(least=12, most=30),
    Column(least=10, most=36),
    Column(least=12, most=28, rank=1),
    Column(least=10, most=34, rank=2),
    Column(least=8, most=20, rank=3),
)
_TITLES = ("Director", "Area", "When", "Email", "Phone")


def director_lines(picture: DirectorsPicture) -> Iterator[Line]:
    """Those of today and to come by the tree, then those who were."""
    if picture.directors:
        yield Line("", tuple(map(quiet, _TITLES)))
    current = picture.current
    yield from (Line(str(each.id), _cells(each, picture, "")) for each in current)
    former = [each for each in picture.directors if each not in current]
    if former:
        yield Line("", heading=Content(""))
        yield Line("", heading=quiet(f"Before · {len(former)}"))
    yield from (Line(str(each.id), _cells(each, picture, "quiet")) for each in former)


def _cells(director: Director, picture: DirectorsPicture, tone: str) -> Row:
    return (
        words(director.name, tone),
        words(picture.tree.named(director.area_id), tone),
        quiet(days_in_words(director, picture.today)),
        words(director.email, tone),
        words(director.phone, tone),
    )


class DirectorsScreen(AssociationPage[DirectorsPicture, Director]):
    """A line for each director; of one area where it was opened for one."""

    CSS_PATH = [style("page")]
    BINDINGS = [
        keys.enter("edit", "Name, area, email, phone, days"),
        keys.new("new", "Name somebody who looks after an area"),
        keys.edit("Name, area, email, phone, days", show=False),
        keys.delete("ends today", "End the term: today is the last day"),
        keys.write("The directors, as a table"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Directors"
    columns = DIRECTOR_COLUMNS
    find_hint = "any part of a name or an area"

    def __init__(self, desk: Desk, chapter: Chapter, area_id: AreaId | None = None) -> None:
        """Of an area and those below it, or of all."""
        super().__init__(desk, chapter)
        self._area_id = area_id

    # What is shown

    async def read(self) -> DirectorsPicture:
        return await self.desk.read(directors_picture, self._area_id)

    def lines(self, picture: DirectorsPicture, wanted: str) -> Sequence[Line]:
        return found(director_lines(picture), wanted)

    def item(self, picture: DirectorsPicture, key: str) -> Director | None:
        return next((each for each in picture.directors if str(each.id) == key), None)

    def beside_title(self, picture: DirectorsPicture) -> Content:
        return quiet("" if picture.area is None else f"{picture.area.name} and below it")

    def why_empty(self) -> str:
        if self.wanted.strip() or self.picture is None:
            return super().why_empty()
        if not len(self.picture.tree):
            return "No area is named yet: directors look after areas. esc, then n names one."
        where = "" if self.picture.area is None else f" {self.picture.area.name}"
        return f"Nobody looks after{where or ' an area'} yet. n names a director."

    def main_does(self) -> str:
        return f"edit {short(self.chosen.name)}" if self.chosen is not None else ""

    # What is done

    def action_open(self) -> object:
        return self.action_act("edit")

    async def new(self) -> None:
        """One more, of the area that the page is about or the cursor is on."""
        picture = self.picture
        if picture is None:
            return
        if not len(picture.tree):
            self.say("Name an area first: directors look after areas.")
            return
        area_id = self._area_id or (self.chosen.area_id if self.chosen is not None else None)
        form = DirectorForm(picture.tree, picture.today, self.chapter.country, area_id=area_id)
        await self.ask(form, at=line_of)

    async def edit(self) -> None:
        """What is on record of the one under the cursor."""
        if self.chosen is not None and self.picture is not None:
            again = self.form_again(self._form)
            await self.ask(self._form(self.picture, self.chosen), again=again)

    def _form(self, picture: DirectorsPicture, director: Director) -> DirectorForm:
        return DirectorForm(picture.tree, picture.today, self.chapter.country, director=director)

    async def delete(self) -> None:
        """Today is the last day of the one under the cursor."""
        if self.chosen is not None:
            await self.act(EndDirector(self.chosen.id))

    async def write(self) -> None:
        """Those that are listed, in one of the formats."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(partial(write_directors_to, area_id=self._area_id), wanted)

        choice = FileChoice(f"directors-{self.picture.today}", FORMATS_OF_LISTS)
        await self.write_to_file("The directors", choice, write_it)
