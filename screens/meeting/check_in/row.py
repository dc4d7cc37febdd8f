"""One place on the check-in board: a sign, the full name, the mark, and what matters of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from screens.kit.pane import cell, columns

_SIGN, _GAP = 3, 2
_LEAST_NAME, _USUAL_NAME, _LEAST_BESIDE = 15, 20, 22
_USUAL_MARK = len("present")


class BoardRow(Struct, frozen=True):
    """A place as it is shown.

    `warning` is where they stand with a rule, `brief` the same in fewer words; `is_minor`: near enough to be
    said of the chosen one only. `debt` is what they owe, in words.
    """

    sign: str
    style: str
    name: str
    mark: str = ""
    warning: str = ""
    brief: str = ""
    warning_style: str = "$quiet"
    is_past: bool = False
    is_minor: bool = False
    debt: str = ""
    here: bool = True

    def note(self, width: int, *, in_full: bool) -> Content:
        """What matters, in the longest whole words that fit; `in_full`: what is minor too."""
        lengths = (Content.styled(" · ", "$quiet").join(parts) for parts in self._notes(in_full))
        return next((note for note in lengths if note.cell_length <= width), Content(""))

    def _notes(self, in_full: bool) -> Iterator[list[Content]]:
        says = in_full or not self.is_minor
        debt = [Content.styled(self.debt, "$quiet")] if self.debt else []
        for words in (self.warning, self.brief) if self.warning and says else ():
            yield [self._warned(words), *debt]
        if self.warning and says:
            yield [self._warned(self.brief)]
        else:
            yield debt

    def _warned(self, words: str) -> Content:
        return Content.styled(f"▲ {words}" if self.is_past else words, self.warning_style)


class BoardColumns(Struct, frozen=True):
    """The columns of one place, `width` cells in all. Names come first, then marks, then what matters."""

    width: int
    name: int
    mark: int

    @classmethod
    def of(cls, rows: Sequence[BoardRow], width: int) -> BoardColumns:
        """Columns for these rows, no wider than what is in them.

        What stands beside the marks is aligned where there is room for the longest of both, else beside the
        usual mark. A name longer than most moves what is beside it, and nothing in the other rows.
        """
        widest = max(Content(row.name).cell_length for row in rows)
        name = min(widest, _USUAL_NAME, max(_LEAST_NAME, width - _SIGN - _GAP - _LEAST_BESIDE))
        mark = max(Content(row.mark).cell_length for row in rows)
        beside = max(row.note(width, in_full=False).cell_length for row in rows)
        fits = _SIGN + name + _GAP + mark + _GAP + beside < width
        return cls(width, name, mark if fits else min(mark, _USUAL_MARK))

    def row(self, row: BoardRow, chosen: bool) -> Content:
        """A place; a name that has nothing beside it has all the room."""
        style = "" if row.here or not row.mark else "$quiet"
        most = max(_LEAST_NAME, self.width - _SIGN - _GAP - _LEAST_BESIDE)
        width = max(self.name, min(most, Content(row.name).cell_length))
        beside = self._beside(row, self.width - _SIGN - width - _GAP - 1, chosen)
        name = cell(row.name, width, style) if beside.cell_length else Content.styled(row.name, style)
        drawn = columns(cell(f" {row.sign} ", _SIGN, row.style), name, Content(" " * _GAP), beside)
        drawn = drawn.truncate(self.width - 1, ellipsis=True, pad=True).pad_right(1)
        return drawn.stylize("bold on $block-cursor-background") if chosen else drawn

    def _beside(self, row: BoardRow, room: int, chosen: bool) -> Content:
        """The mark, and what matters: in its own column where there is a mark, else in that of the marks."""
        if not row.mark:
            return row.note(room, in_full=chosen)
        mark = Content.styled(row.mark, row.style if row.here else "$quiet").truncate(room, ellipsis=True)
        at = max(self.mark, mark.cell_length) + _GAP
        note = row.note(room - at, in_full=chosen)
        return columns(mark.pad_right(at - mark.cell_length), note) if note.cell_length else mark
