"""A matrix drawn in the terminal: givers down, receivers across, margins that stay, a cursor over cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from leadsroom.domain.health.pairs.matrix import (
    LEVELS,
    MARGINS,
    Cell,
    Margin,
    MatrixKind,
    MatrixLine,
    shade_of,
    shade_steps,
    steps_in_words,
)
from leadsroom.domain.text.wording import counted, full_day
from leadsroom.exchange.health.matrix import ONLY_RAW, ZERO, is_only_raw, name_of, signed
from leadsroom.views.health.pairs.matrix import MatrixOfPeriod
from screens.kit.styled import quiet

ITSELF, SAME = "╲", "="
_LEVEL_SHAPES = (ZERO, "○", "◇", "◆")
_SHORT, _GAP = 3, 1  # cells of the signs of a line and the space behind them; between columns
_LEAST_NAME, _MOST_NAME, _NARROW = 9, 21, 100


class Place(Struct, frozen=True):
    """A row and a column, by the places of their lines."""

    row: int = 0
    column: int = 0


class Written(Struct, frozen=True):
    """What stands in a cell, and in which look."""

    text: str
    look: str


class GridPicture(Struct, frozen=True):
    """A matrix as it is drawn: with `compares` how much its cells and margins differ from the days before."""

    found: MatrixOfPeriod
    compares: bool = False

    @property
    def kind(self) -> MatrixKind:
        """What it is of."""
        return self.found.kind

    @property
    def lines(self) -> tuple[MatrixLine, ...]:
        """Its lines, down and across."""
        return self.found.matrix.lines

    @property
    def steps(self) -> tuple[int, ...]:
        """From which number on each shade begins."""
        return (1, 2, 3) if self.kind is MatrixKind.BOTH else shade_steps(self.found.matrix.most)

    def cell(self, at: Place) -> Cell:
        """What went from the giver to the receiver."""
        return self.found.matrix.cell(self.lines[at.row], self.lines[at.column])

    def before(self, at: Place) -> Cell:
        """The same of the days before."""
        earlier = self.found.earlier
        return Cell() if earlier is None else earlier.matrix.cell(self.lines[at.row], self.lines[at.column])

    def written(self, at: Place, steps: tuple[int, ...]) -> Written:
        """What stands there: a number with its shade, or where days are compared the change with its sign."""
        if at.row == at.column and self.lines[at.row].person_id is not None:
            return Written(ITSELF, "zero")
        cell = self.cell(at)
        value = cell.value(self.kind)
        if self.compares:
            return _changed(self.kind, value, self.before(at).value(self.kind))
        if not value:
            is_raw = is_only_raw(self.kind, cell)
            return Written(ONLY_RAW, "raw") if is_raw else Written(ZERO, "zero")
        text = f"{value}{_LEVEL_SHAPES[value]}" if self.kind is MatrixKind.BOTH else f"{value}"
        return Written(text, f"shade-{shade_of(value, steps)}")

    def margins(self, *, of_rows: bool) -> tuple[Margin, ...]:
        """The margins at the rows, or at the columns."""
        earlier = self.found.earlier
        matrix = earlier.change if self.compares and earlier is not None else self.found.matrix
        return matrix.rows if of_rows else matrix.columns

    @property
    def whole(self) -> Margin:
        """All of it."""
        earlier = self.found.earlier
        return earlier.change.total if self.compares and earlier is not None else self.found.matrix.total

    def number(self, margin: Margin, name: str) -> Written:
        """A number of a margin."""
        value = margin.value(name)
        if value is None:
            return Written("–", "zero")
        if not self.compares:
            return Written(f"{value}", "margin")
        return Written(signed(value), "up" if value > 0 else "down" if value < 0 else "zero")


def _changed(kind: MatrixKind, value: int, before: int) -> Written:
    """`+3`, or of both together what it is now and which way it went."""
    change = value - before
    if not change:
        return Written(SAME, "same") if value else Written(ZERO, "zero")
    text = f"{value}{'↑' if change > 0 else '↓'}" if kind is MatrixKind.BOTH else signed(change)
    return Written(text, "up" if change > 0 else "down")


_GROUNDS = ("on $primary 10%", "on $primary 22%", "bold on $primary 36%", "bold $background on $primary")


_OF_NUMBERS = f"+ more  − fewer  {SAME} as many  {ZERO} none in both"
_OF_LEVELS = f"2↑ up to 2  1↓ down to 1  {SAME} as before  {ZERO} none in both"


def _what_is_compared(found: MatrixOfPeriod) -> Iterator[str]:
    """How many meetings there are on both sides, and that the earlier days are not all on record."""
    earlier, begins = found.earlier, found.record_begins
    if earlier is not None:
        yield f"{counted(earlier.meetings, 'meeting')} then, {found.meetings} now"
        if begins is not None and earlier.period.first < begins:
            yield f"on record since {full_day(begins)}"


def legend(picture: GridPicture) -> Content:
    """What the signs and shades are, in one line."""
    if picture.compares:
        signs = _OF_LEVELS if picture.kind is MatrixKind.BOTH else _OF_NUMBERS
        return quiet("  ".join((signs, *_what_is_compared(picture.found))))
    steps, most = picture.steps, picture.found.matrix.most
    parts = [quiet(f"{ZERO} none")]
    if picture.kind is MatrixKind.LEADS:
        parts.append(quiet(f"{ONLY_RAW} raw"))
    if picture.kind is MatrixKind.BOTH:
        parts += [quiet(f"{level}{_LEVEL_SHAPES[level]} {LEVELS[level]}") for level in (1, 2, 3)]
    else:
        shades = zip(steps_in_words(steps, most), _GROUNDS, strict=False)
        parts += [Content.styled(f" {text} ", ground) for text, ground in shades]
    return Content("  ").join(parts)


class Moved(Message):
    """The cursor is on another cell."""

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at


class LaidOut(Message):
    """Another part of the matrix may be in view."""


class Chosen(Message):
    """The cell under the cursor is to be read in full."""


class _Layout(Struct, frozen=True):
    """How many cells wide everything is, and what is in view."""

    name: int
    cell: int
    margins: tuple[int, ...]
    columns: int
    rows: int
    below: int


class MatrixGrid(Widget, can_focus=True):
    """Draws line by line; a move of the cursor paints the two rows and the headings, nothing else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--head",
        "matrix--here",
        "matrix--name",
        "matrix--zero",
        "matrix--raw",
        "matrix--same",
        "matrix--margin",
        "matrix--up",
        "matrix--down",
        "matrix--cursor",
        "matrix--shade-1",
        "matrix--shade-2",
        "matrix--shade-3",
        "matrix--shade-4",
    }
    BINDINGS = [
        Binding("up", "go(-1, 0)", "up", show=False),
        Binding("down", "go(1, 0)", "down", show=False),
        Binding("left", "go(0, -1)", "left", show=False),
        Binding("right", "go(0, 1)", "right", show=False),
        Binding("home", "to_edge(0, -1)", "first column", show=False),
        Binding("end", "to_edge(0, 1)", "last column", show=False),
        Binding("ctrl+home", "to_edge(-1, 0)", "first row", show=False),
        Binding("ctrl+end", "to_edge(1, 0)", "last row", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picture: GridPicture | None = None
        self.at = Place()
        self._first = Place()  # the first row and column in view
        self._layout = _Layout(0, 2, (), 0, 0, 0)

    def show(self, picture: GridPicture, at: Place) -> None:
        """Show a matrix, the cursor at a place."""
        self.picture = picture
        last = max(0, len(picture.lines) - 1)
        self.at = Place(min(at.row, last), min(at.column, last))
        self._lay_out()
        self.refresh()

    @property
    def in_view(self) -> str:
        """Which rows and columns are in view; empty where all are."""
        count, first, layout = (
            (0 if self.picture is None else len(self.picture.lines)),
            self._first,
            self._layout,
        )
        parts = [
            f"{sign} {at + 1}–{at + room}"
            for sign, at, room in (("↓", first.row, layout.rows), ("→", first.column, layout.columns))
            if 0 < room < count
        ]
        return f"{'  '.join(parts)} of {count}" if parts else ""

    # Moved

    def move_to(self, at: Place) -> None:
        """Put the cursor somewhere, and paint what has changed by that."""
        if self.picture is None or not self.picture.lines:
            return
        last = len(self.picture.lines) - 1
        at = Place(max(0, min(at.row, last)), max(0, min(at.column, last)))
        if at == self.at:
            return
        before, first = self.at, self._first
        self.at = at
        self._scroll_to_cursor()
        if self._first != first:
            self.refresh()
        else:
            rows = {0, 1 + before.row - first.row, 1 + at.row - first.row}
            self.refresh(*(Region(0, row, self.size.width, 1) for row in rows))
        self.post_message(Moved(at))

    def action_go(self, down: int, right: int) -> None:
        """One cell further."""
        self.move_to(Place(self.at.row + down, self.at.column + right))

    def action_to_edge(self, down: int, right: int) -> None:
        """To the first or last row or column."""
        last = 0 if self.picture is None else len(self.picture.lines) - 1
        row, column = (last if way > 0 else 0 for way in (down, right))
        self.move_to(Place(row if down else self.at.row, column if right else self.at.column))

    def action_page(self, way: int) -> None:
        """As many rows as are in view."""
        self.move_to(Place(self.at.row + way * max(1, self._layout.rows - 1), self.at.column))

    def on_click(self, event: Click) -> None:
        """The cell under the mouse; once more opens it."""
        at = self._place_at(event.x, event.y)
        if at is None:
            return
        if at == self.at:
            self.post_message(Chosen())
        self.move_to(at)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self.action_go(1, 0)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self.action_go(-1, 0)

    def _place_at(self, x: int, y: int) -> Place | None:
        layout, row = self._layout, y - 1
        column = (x - layout.name) // layout.cell
        if 0 <= row < layout.rows and 0 <= column < layout.columns and x >= layout.name:
            return Place(self._first.row + row, self._first.column + column)
        return None

    # Laid out

    def on_resize(self, _event: Resize) -> None:
        self._lay_out()
        self.refresh()
        self.post_message(LaidOut())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line of headings, one for each row, and the margins below."""
        if self.picture is None:
            return 1
        return 1 + len(self.picture.lines) + len(MARGINS[self.picture.kind])

    def _lay_out(self) -> None:
        picture = self.picture
        if picture is None or not self.size.width:
            return
        steps, count = picture.steps, len(picture.lines)
        texts = [
            len(picture.written(Place(row, column), steps).text)
            for row in range(count)
            for column in range(count)
        ]
        cell = max(2, *texts, *self._below_widths(picture)) + _GAP if texts else 3
        margins = self._margin_widths(picture)
        longest = max((Content(name_of(line)).cell_length for line in picture.lines), default=0)
        headings = max(len(each.short_below) for each in MARGINS[picture.kind])
        most = _MOST_NAME if self.size.width >= _NARROW else _MOST_NAME - 6
        name = _SHORT + max(_LEAST_NAME, headings, min(longest, most)) + _GAP
        columns = max(1, min(count, (self.size.width - name - sum(margins)) // cell))
        below = len(margins)
        rows = max(1, min(count, self.size.height - 1 - below))
        self._layout = _Layout(name, cell, margins, columns, rows, below)
        self._scroll_to_cursor()

    def _below_widths(self, picture: GridPicture) -> list[int]:
        return [
            len(picture.number(margin, each.name).text)
            for each in MARGINS[picture.kind]
            for margin in picture.margins(of_rows=False)
        ]

    def _margin_widths(self, picture: GridPicture) -> tuple[int, ...]:
        every = (*picture.margins(of_rows=True), picture.whole)
        widths = [
            max(len(each.short), *(len(picture.number(margin, each.name).text) for margin in every)) + _GAP
            for each in MARGINS[picture.kind]
        ]
        return (widths[0] + _GAP, *widths[1:])  # apart from the cells

    def _scroll_to_cursor(self) -> None:
        layout, first = self._layout, self._first
        count = 0 if self.picture is None else len(self.picture.lines)

        def along(first: int, at: int, room: int) -> int:
            first = min(first, at) if at < first else max(first, at - room + 1)
            return max(0, min(first, count - room))

        self._first = Place(
            along(first.row, self.at.row, layout.rows), along(first.column, self.at.column, layout.columns)
        )

    # Drawn

    def render_line(self, y: int) -> Strip:
        picture, width = self.picture, self.size.width
        if picture is None or not picture.lines:
            return Strip.blank(width, self.rich_style)
        layout = self._layout
        if y == 0:
            parts = self._headings(picture)
        elif y <= layout.rows:
            parts = self._row(picture, self._first.row + y - 1)
        elif y <= layout.rows + layout.below:
            parts = self._below(picture, y - layout.rows - 1)
        else:
            parts = []
        return Strip(parts).adjust_cell_length(width, self.rich_style)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"matrix--{name}")

    def _columns(self) -> range:
        return range(self._first.column, self._first.column + self._layout.columns)

    def _headings(self, picture: GridPicture) -> list[Segment]:
        layout = self._layout
        is_of_meetings = picture.kind is MatrixKind.ONE_TO_ONES
        corner = "" if is_of_meetings else "gives ↓ gets →"
        parts = [self._part(corner, layout.name, "head")]
        for column in self._columns():
            look = "here" if column == self.at.column else "head"
            parts.append(self._part(picture.lines[column].short, layout.cell, look, right=True))
        for each, wide in zip(MARGINS[picture.kind], layout.margins, strict=True):
            parts.append(self._part(each.short, wide, "head", right=True))
        return parts

    def _row(self, picture: GridPicture, row: int) -> list[Segment]:
        layout, line, steps = self._layout, picture.lines[row], picture.steps
        look = "here" if row == self.at.row else "name"
        parts = [
            self._part(line.short, _SHORT, "here" if row == self.at.row else "head"),
            self._part(name_of(line), layout.name - _SHORT, look),
        ]
        for column in self._columns():
            at = Place(row, column)
            parts += self._cell(picture.written(at, steps), is_here=at == self.at)
        margin = picture.margins(of_rows=True)[row]
        for each, wide in zip(MARGINS[picture.kind], layout.margins, strict=True):
            number = picture.number(margin, each.name)
            parts.append(self._part(number.text, wide, number.look, right=True))
        return parts

    def _cell(self, written: Written, *, is_here: bool) -> list[Segment]:
        """The gap belongs to the ground, so that shades stand apart; an arrow in it is the cursor."""
        wide = self._layout.cell
        if is_here:
            return [Segment(f"▸{written.text}".rjust(wide), self._look("cursor"))]
        text = written.text.rjust(wide - _GAP)
        return [Segment(" " * _GAP, self.rich_style), Segment(text, self._look(written.look))]

    def _below(self, picture: GridPicture, number: int) -> list[Segment]:
        layout, each = self._layout, MARGINS[picture.kind][number]
        parts = [self._part("", _SHORT, "head"), self._part(each.short_below, layout.name - _SHORT, "head")]
        margins = picture.margins(of_rows=False)
        for column in self._columns():
            found = picture.number(margins[column], each.name)
            parts.append(self._part(found.text, layout.cell, found.look, right=True))
        for place, wide in enumerate(layout.margins):
            found = picture.number(picture.whole, each.name) if place == number else Written("", "margin")
            parts.append(self._part(found.text, wide, found.look, right=True))
        return parts

    def _part(self, text: str, wide: int, look: str, *, right: bool = False) -> Segment:
        content = Content(text).truncate(wide if right else max(1, wide - _GAP), ellipsis=True)
        spare = " " * max(0, wide - content.cell_length)
        return Segment(f"{spare}{content.plain}" if right else f"{content.plain}{spare}", self._look(look))
