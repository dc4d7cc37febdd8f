"""What a document says, before it is a file: headed sections of paragraphs, lists, tables and pictures.

Every text in it is shown as it stands: a writer escapes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct


class Run(Struct, frozen=True):
    """A stretch of text in one look."""

    text: str
    strong: bool = False
    slanted: bool = False


Line: TypeAlias = tuple[Run, ...]


def strong(text: str) -> Run:
    """A text that stands out, like a name."""
    return Run(text, strong=True)


def line(*parts: str | Run) -> Line:
    """A line of these parts, without the empty ones."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def joined(lines: Iterable[Line], between: str = " · ") -> Line:
    """The lines as one, without the empty ones."""
    runs: list[Run] = []
    for each in lines:
        if each:
            runs += [Run(between), *each] if runs else each
    return tuple(runs)


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """A line of text; what is `small` is read last, such as a definition."""

    text: Line
    small: bool = False


class Bullets(Struct, frozen=True, tag="bullets"):
    """A list."""

    items: tuple[Line, ...]


class Facts(Struct, frozen=True, tag="facts"):
    """Figures, each with what it counts: (`16 of 18`, `seats at the table`)."""

    facts: tuple[tuple[str, str], ...]


class Table(Struct, frozen=True, tag="table"):
    """A table with at least one row. The columns in `numbers` stand to the right; a line of those in
    `unbroken` is not broken; the last row is a sum if `is_summed`.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: tuple[int, ...] = ()
    unbroken: tuple[int, ...] = ()
    is_summed: bool = False


class Bar(Struct, frozen=True):
    """One value in a picture, drawn up from the bottom; `is_last` is the latest one."""

    x: float
    y: float
    width: float
    height: float
    is_last: bool


WIDE, HIGH = 360, 96  # of a picture, in its own units
_GAP = 0.25  # of the room of a bar


class Chart(Struct, frozen=True):
    """A picture of one figure from time to time: its heading, what it shows in words, and its bars.

    `most` is what the highest bar stands for; below the bars stand the days of the first and the last one.
    """

    key: str
    heading: str
    words: str
    most: str
    first: str
    last: str
    bars: tuple[Bar, ...]
    wide: int = WIDE
    high: int = HIGH


def bars_of(values: Sequence[int]) -> tuple[Bar, ...]:
    """The bars of some numbers, none of which is below zero."""
    highest, room = max(values, default=0), WIDE / max(len(values), 1)
    return tuple(
        Bar(
            round(place * room + room * _GAP / 2, 2),
            round(HIGH - _height(value, highest), 2),
            round(room * (1 - _GAP), 2),
            _height(value, highest),
            is_last=place == len(values) - 1,
        )
        for place, value in enumerate(values)
    )


def _height(value: int, highest: int) -> float:
    return round(HIGH * value / highest, 2) if highest else 0.0


class Trend(Struct, frozen=True, tag="trend"):
    """How some figures went, in pictures side by side, and the same in words."""

    charts: tuple[Chart, ...]
    words: str


Block: TypeAlias = Paragraph | Bullets | Facts | Table | Trend


class Section(Struct, frozen=True):
    """Blocks under a heading, or under none."""

    heading: str
    blocks: tuple[Block, ...]
    is_appendix: bool = False


class Document(Struct, frozen=True):
    """A document: a title, lines below it, sections that all say something.

    `kind` is what it is (`minutes`) and `name` which of them (`2026-11-25`); `title` is the chapter's name,
    or what else stands at the top. `country` is the chapter's, by which paper is cut. `one_page`: on paper it
    is to be no more than that. On paper it is set in so many `columns`, one or two.
    """

    title: str
    kind: str
    name: str
    about: tuple[Line, ...]
    sections: tuple[Section, ...]
    country: str
    one_page: bool = False
    columns: int = 1

    @property
    def in_full(self) -> str:
        """Its name among others: `Harborview, minutes 2026-11-25`."""
        return f"{self.title}, {' '.join(part for part in (self.kind, self.name) if part)}"


def bullets(items: Iterable[Line]) -> tuple[Block, ...]:
    """A list, or nothing where it is empty."""
    found = tuple(item for item in items if item)
    return (Bullets(found),) if found else ()


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[Line | str]],
    *,
    numbers: Iterable[int] = (),
    unbroken: Iterable[int] = (),
    is_summed: bool = False,
) -> tuple[Block, ...]:
    """A table, without the columns in which nothing stands; nothing where it has no rows."""
    whole = [tuple(line(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    shown = [column for column in range(len(headings)) if any(row[column] for row in whole)]
    right, whole_lines = set(numbers), set(unbroken)
    if not whole:
        return ()
    return (
        Table(
            tuple(headings[column] for column in shown),
            tuple(tuple(row[column] for column in shown) for row in whole),
            tuple(place for place, column in enumerate(shown) if column in right),
            tuple(place for place, column in enumerate(shown) if column in whole_lines),
            is_summed,
        ),
    )


def paragraph(*parts: str | Run, small: bool = False) -> tuple[Block, ...]:
    """A paragraph, or nothing where it is empty."""
    text = line(*parts)
    return (Paragraph(text, small),) if text else ()
