"""The areas of an association as a tree: how many chapters stand in each, and who looks after it."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from textual.content import Content

from leadsroom.acts.association.commands import RemoveArea
from leadsroom.domain.association.areas import NO_AREA, WHOLE, Director
from leadsroom.domain.association.directors import days_in_words, described, nearest
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.wording import counted, listed
from leadsroom.exchange.association.areas import write_areas_to
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.areas import AreaLine, AreasPicture, areas_picture
from screens.association.area_forms import AreaForm
from screens.association.association_page import FORMATS_OF_LISTS, AssociationPage
from screens.association.visits_page import VisitsOf
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.list_page import line_of
from screens.kit.listing import Column, Line, Row, found
from screens.kit.styled import amber, quiet, short, strong, words
from screens.kit.theme import style

AREA_COLUMNS = (
    Column(least=18, most=48),
    Column(least=6, most=16, rank=2),
    Column(right=True),
    Column(least=12, most=60, rank=1, fills=True),
)
_TITLES = ("Area", "Level", "Chapters", "Looked after by")
_WHOLE, _NONE = "whole", "none"
_INDENT = "  "


class Node(Struct, frozen=True):
    """What a line stands for: an area, or with None the whole, or the chapters that stand in no area."""

    name: str
    line: AreaLine | None = None
    is_none: bool = False

    @property
    def area_id(self) -> AreaId | None:
        """The area; None where it is none."""
        return None if self.line is None else self.line.area.id


def area_lines(picture: AreasPicture) -> Iterator[Line]:
    """All chapters, the tree below them, and those that stand in no area yet."""
    yield Line("", tuple(map(quiet, _TITLES)))
    yield Line(_WHOLE, (strong(WHOLE), Content(""), words(f"{picture.chapters:,}"), Content("")))
    yield from (Line(str(line.area.id), _cells(line, picture)) for line in picture.lines)
    if picture.lines and picture.in_none:
        yield Line(_NONE, (amber(NO_AREA), Content(""), amber(f"{picture.in_none:,}"), Content("")))


def _cells(line: AreaLine, picture: AreasPicture) -> Row:
    name = Content.assemble(_INDENT * (line.depth + 1), words(line.area.name))
    return (
        name,
        quiet(line.area.level),
        words(f"{line.chapters:,}"),
        _directors(line.directors, picture),
    )


def _directors(directors: Sequence[Director], picture: AreasPicture) -> Content:
    shown = [
        words(each.name) if each.is_one_on(picture.today) else quiet(_to_come(each, picture))
        for each in directors
    ]
    return Content(", ").join(shown)


def _to_come(director: Director, picture: AreasPicture) -> str:
    return f"{director.name} {days_in_words(director, picture.today)}"


def in_full(node: Node, picture: AreasPicture) -> str:
    """What the line under the cursor says, in a sentence."""
    if node.is_none:
        return "They are counted in every figure of all chapters. m on the chapters page places one."
    if node.line is None:
        named = counted(len(picture.lines), "area") if picture.lines else "no area named yet"
        return f"{counted(picture.chapters, 'chapter')}, {named}."
    line = node.line
    where = " · ".join(area.name for area in picture.tree.path(line.area.id))
    right_in_it = "" if line.own in (0, line.chapters) else f", {line.own:,} of them right in it"
    chapters = counted(line.chapters, "chapter")
    return f"{where}: {chapters}{right_in_it}. {_looked_after(line, picture)}."


def _looked_after(line: AreaLine, picture: AreasPicture) -> str:
    """By whom and since when, or by whom from above."""
    own = listed(" ".join((each.name, days_in_words(each, picture.today))).strip() for each in line.directors)
    if own:
        return own
    everybody = [each for one in picture.lines for each in one.directors]
    above = nearest(picture.tree, everybody, line.area.parent_id, picture.today)
    names = listed(described(each, picture.tree) for each in above)
    return f"Looked after from above, by {names}" if names else "Nobody looks after it"


class AreasScreen(AssociationPage[AreasPicture, Node]):
    """The tree, a line for each area; Enter opens the area's table of what is under the cursor."""

    CSS_PATH = [style("page")]
    BINDINGS = [
        keys.enter("open", "The area's table: its chapters at a glance"),
        keys.new("new below", "Name an area below the one under the cursor"),
        keys.edit("Give it another name, level or place in the tree"),
        keys.act("d", "directors", "directors", "Who looks after the area, and who did"),
        keys.act("v", "visits", "visits", "The visits of directors to the chapters of the area", show=False),
        keys.act("t", "templates", "handed down", "What is handed down to the chapters", show=False),
        keys.delete("remove", "Remove an area on which nothing hangs"),
        keys.write("The tree, as a table"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Areas"
    columns = AREA_COLUMNS
    find_hint = "any part of an area, a level or a director"

    # What is shown

    async def read(self) -> AreasPicture:
        return await self.desk.read(areas_picture)

    def lines(self, picture: AreasPicture, wanted: str) -> Sequence[Line]:
        return found(area_lines(picture), wanted)

    def item(self, picture: AreasPicture, key: str) -> Node | None:
        if key == _WHOLE:
            return Node(WHOLE)
        if key == _NONE:
            return Node(NO_AREA, is_none=True)
        line = next((each for each in picture.lines if str(each.area.id) == key), None)
        return None if line is None else Node(line.area.name, line)

    def beside_title(self, picture: AreasPicture) -> Content:
        areas = counted(len(picture.lines), "area") if picture.lines else "no area named yet"
        return quiet(f"{counted(picture.chapters, 'chapter')} · {areas}")

    def cursor_moved(self) -> None:
        """The line in full."""
        if self.chosen is not None and self.picture is not None and not self.has_status:
            self.show_status(in_full(self.chosen, self.picture), "quiet")

    def main_does(self) -> str:
        chosen = self.chosen
        return "" if chosen is None or chosen.is_none else f"table of {short(chosen.name)}"

    # What is done

    def action_open(self) -> object:
        chosen = self.chosen
        if chosen is not None and not chosen.is_none:
            self.open_page("area", chosen.area_id)
        return None

    async def new(self) -> None:
        """One more, below what is under the cursor; the form can put it anywhere."""
        if self.picture is not None:
            under = self.chosen.area_id if self.chosen is not None else None
            await self.ask(AreaForm(self.picture.tree, under=under), at=line_of)

    async def edit(self) -> None:
        """Its name, its level, and where it stands."""
        line = self._line("be changed")
        if line is not None and self.picture is not None:
            again = self.form_again(_form_of)
            await self.ask(AreaForm(self.picture.tree, line.area), again=again)

    async def delete(self) -> None:
        """One on which nothing hangs; what does is said."""
        line = self._line("be removed")
        if line is not None:
            await self.act(RemoveArea(line.area.id))

    async def directors(self) -> None:
        """Who looks after it, and below it."""
        self.open_page("directors", self.chosen.area_id if self.chosen is not None else None)

    async def visits(self) -> None:
        """The visits to its chapters."""
        area_id = self.chosen.area_id if self.chosen is not None else None
        self.open_page("director_visits", VisitsOf(area_id=area_id))

    async def templates(self) -> None:
        """What the association hands down to its chapters."""
        self.open_page("templates")

    def _line(self, what: str) -> AreaLine | None:
        """The area under the cursor; it is said where there is none."""
        chosen = self.chosen
        if chosen is not None and chosen.line is None:
            self.say(f"“{chosen.name}” is not an area that can {what}. n names one.")
        return None if chosen is None else chosen.line

    async def write(self) -> None:
        """The tree, in one of its formats."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_areas_to, wanted)

        await self.write_to_file(
            "The areas", FileChoice(f"areas-{self.picture.today}", FORMATS_OF_LISTS), write_it
        )


def _form_of(picture: AreasPicture, node: Node) -> AreaForm | None:
    return None if node.line is None else AreaForm(picture.tree, node.line.area)
