"""A report before it is written: a head, a table of columns with typed cells, and remarks below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import listed

UNKNOWN = "n/k"
_MOST_NAMED = 6


class ReportKind(StrEnum):
    """The reports, as the command line calls them."""

    ATTENDANCE = "attendance"
    PALMS = "palms"
    LEADS = "leads"
    VISITORS = "visitors"
    ONE_TO_ONES = "one-to-ones"


class Unknown(Struct, frozen=True):
    """A cell of which nobody can say what belongs there. It is no zero; `shown` stands in its place.

    `reason` is that of all such cells of a column; `detail` what there is to say of this one, in data.
    """

    reason: str
    shown: str = UNKNOWN
    detail: str = ""


# None is an empty cell. Amounts of money are in major units.
PlainCell = str | int | Decimal | bool | date | Unknown | None


class Measured(Struct, frozen=True):
    """A cell with the numbers behind it, which stand in JSON beside its value."""

    value: PlainCell
    behind: Mapping[str, Any]


Cell = PlainCell | Measured
Row = tuple[Cell, ...]
PlainRow = tuple[PlainCell, ...]


class Column(Struct, frozen=True):
    """A column: its name in JSON, its heading, how many letters wide it is in a workbook.

    `is_number`: its cells stand to the right. Cells of a column with a `group` stand in JSON in an object of
    that name, under the column's own. `short` is its heading in a text, in lines where it has line breaks.
    Figures with a point are amounts; with `has_tenths` they are others, with one digit behind it.
    """

    key: str
    title: str
    width: int = 9
    is_number: bool = False
    group: str = ""
    short: str = ""
    has_tenths: bool = False

    @property
    def heading(self) -> str:
        """The heading in a text."""
        return self.short or self.title


class Report(Struct, frozen=True):
    """A report of a chapter over a period.

    `names` is how many columns say which line it is: they come first, and stay in sight. `below` are lines
    that are no part of the list, each by its name in JSON: `total`. `above` are lines of the head, besides
    the chapter and the period, as (label, cell). `remarks` say how it was counted and what is not in it.
    `facts` is what JSON has besides. `paragraphs` says each row in words, as (line, what there is to add); a
    report without it is a table to read as well.
    """

    kind: str
    title: str
    chapter: Chapter
    period: Period
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    names: int = 1
    below: tuple[tuple[str, Row], ...] = ()
    above: tuple[tuple[str, PlainCell], ...] = ()
    remarks: tuple[str, ...] = ()
    facts: Mapping[str, Any] = {}
    rows_called: str = "members"
    paragraphs: Callable[[], Iterable[tuple[str, str]]] | None = None
    nothing: str = "Nothing is on record of this period."

    @property
    def head(self) -> tuple[tuple[str, PlainCell], ...]:
        """What stands above the table, as (label, cell)."""
        days = (("From:", self.period.first), ("To:", self.period.last))
        return (("Chapter:", self.chapter.name), *days, *self.above)

    @property
    def lines(self) -> Iterator[PlainRow]:
        """The rows and what stands below them, without the numbers behind their cells."""
        yield from map(_plain_row, self.rows)
        yield from (_plain_row(row) for _, row in self.below)

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks, and first of all why cells are not known."""
        return (*self._unknown(), *self.remarks)

    def _unknown(self) -> Iterator[str]:
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.lines:
            for column, cell in zip(self.columns, row, strict=True):
                if isinstance(cell, Unknown):
                    titles = found.setdefault((cell.shown, cell.reason), [])
                    titles += [] if column.title in titles else [column.title]
        for (shown, reason), titles in found.items():
            yield f"{shown} under {listed(titles, most=_MOST_NAMED)}: {reason}"


def plain(cell: Cell) -> PlainCell:
    """A cell without the numbers behind it."""
    return cell.value if isinstance(cell, Measured) else cell


def _plain_row(row: Row) -> PlainRow:
    return tuple(map(plain, row))


def shown(cell: PlainCell) -> str:
    """A cell in a line of text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Unknown):
        return cell.shown
    return clean(cell) if isinstance(cell, str) else str(cell)
