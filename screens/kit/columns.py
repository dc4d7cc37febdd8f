"""Text in columns that align: what a column needs, and what gives way when the room is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from textual.content import Content

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
