"""The line of headings, looked for among the first lines of a sheet, and the sheet of a file that has one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.exchange.sheets.sheet import EMPTY, BrokenRecord, Record, UnreadableFile

if TYPE_CHECKING:
    from leadsroom.exchange.sheets.sheet import Sheet

Meaning = Callable[[str], Hashable | None]
"""The meaning of a heading in files of one kind; None where it has none."""

LOOKED_AT = 20  # lines: titles, addresses and dates of a report stand above the headings


class Table(Struct, frozen=True):
    """A sheet, understood as headings and the lines below them. `remarks` include those on the sheet."""

    sheet: Sheet
    header: Record
    body: tuple[Record | BrokenRecord, ...]
    remarks: tuple[str, ...] = ()


def choose_table(sheets: Sequence[Sheet], meaning: Meaning) -> Table:
    """The sheet whose headings mean most, the first of equals. Raises UnreadableFile where there is none."""
    best = max(sheets, key=lambda sheet: sense_of(find_header(sheet, meaning), meaning)[0])
    header = find_header(best, meaning)
    if header is None:
        broken = next((record for record in best.records if isinstance(record, BrokenRecord)), None)
        raise UnreadableFile(
            f"The quotes of the header on line {broken.line} do not add up; close or remove them."
            if broken
            else EMPTY
        )
    remarks = [*best.remarks]
    others = [sheet.title for sheet in sheets if sheet is not best and sheet.records]
    if others:
        names = ", ".join(f"“{title}”" for title in others)
        remarks.append(f"Taken from the sheet “{best.title}”; not from {names}.")
    if header is not next(iter(best.records)):
        remarks.append(f"Headings taken from line {header.line}.")
    body = best.records[best.records.index(header) + 1 :]
    width = _width(header.cells)
    return Table(
        best,
        Record(header.line, header.cells[:width]),
        tuple(_cut(record, width) for record in body),
        tuple(remarks),
    )


def find_header(sheet: Sheet, meaning: Meaning) -> Record | None:
    """The line whose cells mean most, the first of equals, among the first lines. Where none means much it is
    the first line of several cells, since a title has one; where there is none such, the first line.

    None for an empty sheet, and where the first line has broken quotes and no other means anything.
    """
    first = sheet.records[:LOOKED_AT]
    best = max(
        (record for record in first if isinstance(record, Record)),
        key=lambda record: sense_of(record, meaning)[0],
        default=None,
    )
    if best is None or sense_of(best, meaning)[0] < 2:
        return _first_of_several_cells(first) if first and isinstance(first[0], Record) else None
    return best


def _first_of_several_cells(lines: Sequence[Record | BrokenRecord]) -> Record | None:
    whole = [line for line in lines if isinstance(line, Record)]
    return next((line for line in whole if sum(map(bool, line.cells)) > 1), whole[0])


def sense_of(header: Record | None, meaning: Meaning) -> tuple[int, int]:
    """How many different things the cells of a line mean as headings, and how many cells there are."""
    cells = header.cells if header else ()
    return len({meaning(cell) for cell in cells} - {None}), len(cells)


def _width(titles: tuple[str, ...]) -> int:
    """How many columns there are without the unnamed ones behind the last heading."""
    return max((place for place, title in enumerate(titles, 1) if title), default=len(titles))


def _cut(record: Record | BrokenRecord, width: int) -> Record | BrokenRecord:
    """A line without empty cells beyond the last heading, of which a spreadsheet often writes too many."""
    if isinstance(record, BrokenRecord) or len(record.cells) <= width or any(record.cells[width:]):
        return record
    return Record(record.line, record.cells[:width])
