"""Reading a roster file: bytes in, members and problems out. Writing one is `write_roster`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.roster.cells import LineReader, habits_of
from leadsroom.exchange.roster.decode import BrokenRecord, NotARoster, Record, read_sheet
from leadsroom.exchange.roster.duplicates import doubles
from leadsroom.exchange.roster.header import Fault, lay_out
from leadsroom.exchange.roster.line import Problem, RosterFile, RosterLine, seated_in_file_order
from leadsroom.exchange.roster.write import write_roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from leadsroom.exchange.roster.decode import Sheet
    from leadsroom.exchange.roster.header import Layout

__all__ = ["Problem", "RosterFile", "RosterLine", "read_roster", "seated_in_file_order", "write_roster"]


def read_roster(data: bytes, *, country: str, today: date) -> RosterFile:
    """Read a roster. Never raises: whatever is wrong with the file is among the problems, all of it.

    `country` (ISO 3166 alpha-2) says how phones are read, and dates that could be either day or month
    first; nobody has joined after `today`.
    """
    try:
        sheet = read_sheet(data)
    except NotARoster as why:
        return RosterFile(problems=(Problem(None, "", "", str(why)),))
    layout = lay_out(sheet.header.line, sheet.header.cells)
    lines, faults = _members(sheet, layout, country, today) if layout.usable else ([], [])
    faulty = {fault.line for fault in faults}
    return RosterFile(
        lines=() if layout.problems else tuple(line for line in lines if line.line not in faulty),
        problems=(*layout.problems, *_in_reading_order(faults, layout)),
        ignored_columns=layout.ignored,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
    )


def _members(sheet: Sheet, layout: Layout, country: str, today: date) -> tuple[list[RosterLine], list[Fault]]:
    """Every line that has its cells, the faulty ones too, and every fault."""
    if not sheet.body:
        message = "There are column names but no members; add a line for each member."
        return [], [Fault(sheet.header.line, None, "", message)]
    whole = [r for r in sheet.body if isinstance(r, Record) and len(r.cells) == len(layout.titles)]
    habits = habits_of(whole, layout, country, today)
    readers = [LineReader(record, layout, habits) for record in whole]
    lines = [reader.line for reader in readers]
    faults = [fault for reader in readers for fault in reader.faults]
    return lines, [*faults, *_misshapen(sheet, layout), *doubles(lines, country)]


def _misshapen(sheet: Sheet, layout: Layout) -> Iterator[Fault]:
    for record in sheet.body:
        if isinstance(record, BrokenRecord):
            yield Fault(record.line, None, record.text, _BROKEN)
        elif len(record.cells) != len(layout.titles):
            yield _wrong_width(record, len(layout.titles), sheet.delimiter)


_BROKEN = (
    'A quote (") opens a cell here and does not close it; close or remove it, and write a quote inside a '
    "quoted cell twice."
)


def _wrong_width(record: Record, width: int, delimiter: str) -> Fault:
    name = {",": "comma", ";": "semicolon", "\t": "tab"}[delimiter]
    message = (
        f"This line has {len(record.cells)} cells, the header {width}; "
        f"add or remove a {name}, or put a cell that contains one in quotes."
    )
    return Fault(record.line, None, clean(delimiter.join(record.cells)), message)


def _in_reading_order(faults: Iterable[Fault], layout: Layout) -> Iterator[Problem]:
    def place(fault: Fault) -> tuple[int, int]:
        return fault.line, layout.position(fault.column) if fault.column else -1

    for fault in sorted(faults, key=place):
        column = layout.title(fault.column) if fault.column else ""
        yield Problem(fault.line, column, fault.value, fault.message)
