"""A list: lines in columns that give way as it gets narrow, and one of them under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from leadsroom.domain.text.plain_text import fold
from screens.kit.styled import quiet

GAP = 2

Row = Sequence[Content]


class Column(Struct, frozen=True):
    """A column is as wide as its longest cell, up to `most` cells, and where room is short down to `least`.

    Without `least` it does not give way. `rank` says which column is left out first where even the least
    widths do not fit: the highest; rank 0 stays. An `extra` column is left out already where something
    would be cut for it. A column that fills takes what is left of the line.
    """

    least: int | None = None
    most: int = 44
    rank: int = 0
    right: bool = False
    fills: bool = False
    extra: bool = False

    def at_least(self, natural: int) -> int:
        """The cells it keeps."""
        return natural if self.least is None else min(natural, self.least)


def column_widths(columns: Sequence[Column], rows: Iterable[Row], width: int) -> tuple[int, ...]:
    """The cells of each column, 0 for one that is left out or has nothing to show."""
    widths = _natural(columns, list(rows))
    while _taken(widths) > width:
        last = max(range(len(columns)), key=lambda i: (widths[i] > 0, columns[i].rank))
        least = _taken([c.at_least(w) for w, c in zip(widths, columns, strict=True)])
        can_stay = least <= width and not columns[last].extra
        if can_stay or columns[last].rank == 0 or widths[last] == 0:
            break
        widths[last] = 0
    if _taken(widths) > width:
        widths = _shrunk(widths, columns, _taken(widths) - width)
    spare = max(0, width - _taken(widths))
    return tuple(w + spare if w and c.fills else w for w, c in zip(widths, columns, strict=True))


def _natural(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    longest = (max((row[i].cell_length for row in rows), default=0) for i in range(len(columns)))
    return [min(column.most, length) for column, length in zip(columns, longest, strict=True)]


def _taken(widths: Sequence[int]) -> int:
    shown = [w for w in widths if w]
    return sum(shown) + GAP * max(0, len(shown) - 1)


def _shrunk(widths: Sequence[int], columns: Sequence[Column], excess: int) -> list[int]:
    """Take the excess from those that have most to give, one cell at a time; at the worst from anybody."""
    widths = list(widths)
    for _ in range(excess):
        spare = [(w - c.at_least(w), w) for w, c in zip(widths, columns, strict=True)]
        widest = max(range(len(widths)), key=spare.__getitem__)
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def table_line(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> Content:
    """One row as text, its cells cut with an ellipsis where they are too long."""
    cells = [
        _cell(cell, width, right=column.right)
        for cell, column, width in zip(row, columns, widths, strict=True)
        if width
    ]
    return Content(" " * GAP).join(cells)


def table_lines(rows: Iterable[Row], columns: Sequence[Column], width: int) -> list[Content]:
    """All rows as text, in columns that fit into `width` cells."""
    rows = list(rows)
    widths = column_widths(columns, rows, width)
    return [table_line(row, columns, widths) for row in rows]


def _cell(content: Content, width: int, *, right: bool) -> Content:
    cut = content.truncate(width, ellipsis=True)
    spare = max(0, width - cut.cell_length)
    return cut.pad_left(spare) if right else cut.pad_right(spare)


_PADDING = 1  # at either side of an entry, as the looks have it
_WIDTH_BEFORE_LAYOUT = 80


class Line(Struct, frozen=True):
    """One entry: its key, and its cells. Without a key it cannot be chosen: column titles, or a heading."""

    key: str
    cells: Row = ()
    heading: Content | None = None

    @property
    def text(self) -> str:
        """What it can be found by."""
        return self.heading.plain if self.heading is not None else " ".join(cell.plain for cell in self.cells)


class Listing(OptionList):
    """Lines in columns that follow the width of the list. The cursor stays on its entry."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._layout_columns = tuple(columns)
        self._entries: tuple[Line, ...] = ()
        self._drawn_at = 0

    @property
    def key(self) -> str:
        """The key of the entry under the cursor; empty when there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, lines: Sequence[Line], at: str = "") -> None:
        """Show these lines, the cursor at the entry with this key, or where it was."""
        before, was, was_at = self._entries, self.key, self.scroll_offset.y
        self._entries = tuple(lines)
        self._draw()
        self.highlighted = self._place_of(at, was, before)
        keys = {line.key for line in self._entries}
        if was_at and any(line.key and line.key in keys for line in before):
            self.call_after_refresh(self._scroll_back, was_at)

    def _place_of(self, at: str, was: str, before: Sequence[Line]) -> int | None:
        """The entry `at`, or where the cursor `was`; if that has gone, what came after it, or before it."""
        places = {line.key: place for place, line in enumerate(self._entries) if line.key}
        keys = [line.key for line in before]
        here = keys.index(was) if was in keys else 0
        near = (at, was, *keys[here:], *reversed(keys[:here]))
        first = next(iter(places.values()), None)
        return next((places[key] for key in near if key in places), first)

    def _scroll_back(self, was_at: int) -> None:
        """The list stays where it was in view, as far as the cursor stays in view."""
        self.scroll_to(y=was_at, animate=False, immediate=True)
        self.scroll_to_highlight()

    def action_cursor_up(self) -> None:
        """At the first entry the cursor leaves for what stands above, rather than going round."""
        if self.highlighted is None or self.highlighted == self._ends[0]:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if self.highlighted is None or self.highlighted == self._ends[1]:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_page_up(self) -> None:
        if self.scrollable_content_region:  # before it is laid out there are no pages
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]

    @property
    def _ends(self) -> tuple[int, int]:
        places = [i for i, line in enumerate(self._entries) if line.key] or [0]
        return places[0], places[-1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each entry, also while it is not known yet how wide they are to be drawn."""
        return len(self._entries)

    def on_resize(self, _event: Resize) -> None:
        if self._drawn_at != self.scrollable_content_region.width:
            was = self.highlighted
            self._draw()
            self.highlighted = was

    def _draw(self) -> None:
        self._drawn_at = self.scrollable_content_region.width or _WIDTH_BEFORE_LAYOUT
        cells = [line.cells for line in self._entries if line.cells]
        widths = column_widths(self._layout_columns, cells, self._drawn_at - 2 * _PADDING)
        self.set_options(
            Option(self._prompt(line, widths), id=line.key or None, disabled=not line.key)
            for line in self._entries
        )

    def _prompt(self, line: Line, widths: Sequence[int]) -> Content:
        if line.heading is not None:
            return line.heading
        return table_line(line.cells, self._layout_columns, widths)


class SentenceList(Listing):
    """Sentences under headings; a long one takes as many lines as it needs."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__((), id=id)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return OptionList.get_content_height(self, container, viewport, width)


def sentence(key: str, drawn: Content) -> Line:
    """A sentence as an entry; without a key it is a heading, in the background."""
    return Line(key, heading=drawn if key else quiet(drawn.plain))


def fits(wanted: str, *texts: str) -> bool:
    """Whether each word of what is looked for stands somewhere in these texts."""
    text = fold(" ".join(texts))
    return all(word in text for word in fold(wanted).split())


def found(lines: Iterable[Line], wanted: str) -> list[Line]:
    """The entries in which `wanted` is found, under the titles and those headings that have one."""
    titles: list[Line] = []
    headings: list[Line] = []
    fitting: list[Line] = []
    was_entry = False
    for line in lines:
        if not line.key and line.cells:
            titles.append(line)
        elif not line.key:
            headings = [line] if was_entry else [*headings, line]
        elif fits(wanted, line.text):
            fitting += [*headings, line]
            headings = []
        was_entry = bool(line.key)
    return [*titles, *fitting] if fitting else []
