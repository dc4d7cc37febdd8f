"""One place on the check-in board, and the columns that share what room there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from screens.kit.pane import cell, columns

_SIGN, _GAP = 3, 1
_NAMES = (15, 24)
_LEAST_DETAIL, _MORE_DETAIL, _MOST_NOTE = 9, 6, 24


class BoardRow(Struct, frozen=True):
    """One place: the mark as a sign, who speaks, the mark as a word, profession or for whom, what matters.

    `warning` is the figure of a rule, `3 of 3`, `counted` what it counts; `debt` is what is owed.
    """

    sign: str
    style: str
    word: str
    name: str
    detail: str
    warning: str = ""
    warning_style: str = "$quiet"
    counted: str = ""
    past: bool = False
    debt: str = ""
    here: bool = True

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """(warning, debt) in several lengths, the longest first: figures lose their names last of all."""
        sign = " ▲" if self.past else ""
        named = f"{self.warning} {self.counted}{sign}" if self.warning and self.counted else self.warning
        bare = f"{self.warning}{sign}" if self.warning else ""
        owes = f"owes {self.debt}" if self.debt else ""
        return ((named, owes), (named, self.debt), (bare, self.debt))

    def note(self, width: int) -> tuple[str, str]:
        """The longest of them that fits a column so wide."""
        return next((pair for pair in self.notes if _length(pair) <= width), self.notes[-1])


def _length(note: tuple[str, str]) -> int:
    return Content(_joined(note)).cell_length


def _joined(note: tuple[str, str]) -> str:
    return "  ".join(part for part in note if part)


class BoardColumns(Struct, frozen=True):
    """The columns of one place, `width` cells in all; the gap before each is its own."""

    width: int
    name: int
    word: int
    detail: int
    note: int

    @classmethod
    def of(cls, rows: Sequence[BoardRow], width: int) -> BoardColumns:
        """Columns for these rows; no column is wider than what is in it, and one without words has no width.

        What is left beyond the least of each goes first to the names of the figures, then to the people's.
        """
        word = max(Content(row.word).cell_length for row in rows)
        word += _GAP if word else 0
        widest = max(Content(row.name).cell_length - (0 if row.word else word) for row in rows)
        least, most = _NAMES
        name, names = min(least, widest), min(most, widest)
        notes = [min(_MOST_NOTE, n) for n in _note_widths(rows)]
        note = notes[-1]
        spare = width - _SIGN - name - _GAP - word - _LEAST_DETAIL - _GAP - note - _GAP
        note += (more := max(0, min(spare, notes[1] - note)))
        name += (named := max(0, min(spare - more, names - name)))
        # An amount is known for one by its sign: its name is the last to find room.
        note += max(0, min(spare - more - named - _MORE_DETAIL, notes[0] - note))
        note += _GAP if note else 0
        return cls(width, name, word, max(0, width - _SIGN - name - _GAP - word - note - _GAP), note)

    def row(self, row: BoardRow, chosen: bool) -> Content:
        """A place; what has nothing beside it may be longer than its column."""
        drawn = columns(*self._cells(row)).truncate(self.width, pad=True)
        return drawn.stylize("bold on $block-cursor-background") if chosen else drawn

    def _cells(self, row: BoardRow) -> Iterator[Content]:
        style = "" if row.here or not row.word else "$quiet"
        yield cell(f" {row.sign} ", _SIGN, row.style)
        if row.word:
            yield cell(row.name, self.name, style)
            yield Content(" ")
            yield cell(row.word, self.word, row.style if row.here else "$quiet")
        else:
            yield cell(row.name, self.name + self.word, style)
            yield Content(" ")
        warning, debt = row.note(self.note - _GAP)
        note = self.note if warning or debt else 0
        yield cell(row.detail, self.detail + self.note - note, "$quiet")
        if note:
            gap = "  " if warning and debt else ""
            yield Content.assemble(
                " ", Content.styled(warning, row.warning_style), Content.styled(gap + debt, "$quiet")
            ).truncate(note, ellipsis=True, pad=True)
        yield Content(" ")


def _note_widths(rows: Sequence[BoardRow]) -> list[int]:
    """The room that each length of the notes asks for."""
    return [max(_length(pair) for pair in pairs) for pairs in zip(*(row.notes for row in rows), strict=True)]
