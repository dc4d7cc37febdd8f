"""A roster file as it is looked at on a screen: what taking it would mean, and what may be asked about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.exchange.incoming import digest_of, read_file
from leadsroom.exchange.roster.import_export import ImportPlan, plan_import, with_dues
from leadsroom.exchange.roster.lines import AS_GUESSED, Column, ReadAs, lay_out
from leadsroom.exchange.roster.read_write import Progress, no_progress
from leadsroom.exchange.sheets.encodings import Candidate, UnclearEncoding
from leadsroom.exchange.sheets.header import choose_table
from leadsroom.exchange.sheets.read import read_sheets
from leadsroom.exchange.sheets.sheet import Record, UnreadableFile
from leadsroom.views.people import members

if TYPE_CHECKING:
    from leadsroom.exchange.sheets.header import Table
    from leadsroom.store.reading import Reading


class FileColumn(Struct, frozen=True):
    """A column of a file: its heading, the first cell with something in it, and what it means.

    One that means nothing here goes into the member's note, or is left out.
    """

    title: str
    sample: str
    meaning: Column | None = None
    is_left_out: bool = False


class FilePreview(Struct, frozen=True):
    """A file that was read, and what taking it would mean: all of it, or the good lines alone.

    `digest` tells its bytes from those of the same file corrected since. Somebody who knows the file can say
    more of `columns`, which of them has what is `missing`, and where it is unclear how its letters are
    written, in which of `encodings` they are.
    """

    whole: ImportPlan
    partial: ImportPlan
    digest: str = ""
    columns: tuple[FileColumn, ...] = ()
    missing: tuple[Column, ...] = ()
    encodings: tuple[Candidate, ...] = ()


def preview_file(
    reading: Reading, typed: str, read_as: ReadAs = AS_GUESSED, progress: Progress = no_progress
) -> FilePreview:
    """Read the file at a typed path, for the roster as it is on record. Raises Refused.

    `progress` hears how many lines are read, of how many.
    """
    country, today = reading.chapter.country, reading.today
    plan = partial(plan_import, members(reading), country=country, today=today, progress=progress)
    found = _read(typed, plan, read_as)
    return replace(found, whole=with_dues(reading, found.whole), partial=with_dues(reading, found.partial))


def preview_file_for(
    _reading: Reading,
    typed: str,
    country: str,
    today: date,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> FilePreview:
    """The same for a chapter of `country` that is not founded yet."""
    plan = partial(plan_import, (), country=country, today=today, progress=progress)
    return _read(typed, plan, read_as)


def _read(typed: str, plan: Callable[..., ImportPlan], read_as: ReadAs) -> FilePreview:
    data = read_file(typed)
    whole = good_lines = plan(data, read_as=read_as)
    if whole.report.refused:
        good_lines = plan(data, read_as=read_as, partial=True)
    found = FilePreview(whole, good_lines, digest_of(data))
    try:
        sheets = read_sheets(data, meaning=read_as.meaning, encoding=read_as.encoding)
        table = choose_table(sheets, read_as.meaning)
    except UnclearEncoding as unclear:
        return replace(found, encodings=unclear.candidates)
    except UnreadableFile:
        return found
    return replace(found, columns=tuple(_columns(table, read_as)), missing=tuple(_missing(table, read_as)))


def _columns(table: Table, read_as: ReadAs) -> Iterator[FileColumn]:
    """Those with a heading, which can be spoken of by it."""
    records = [record.cells for record in table.body if isinstance(record, Record)]
    columns = lay_out(table.header.line, table.header.cells, read_as).columns
    for place, title in enumerate(columns.titles):
        samples = (cells[place] for cells in records if place < len(cells))
        if title:
            sample, meaning = next(filter(None, samples), ""), columns.meanings[place]
            yield FileColumn(title, sample, meaning, place in columns.left_out)


def _missing(table: Table, read_as: ReadAs) -> Iterator[Column]:
    """What no column means, and every line needs."""
    there = {read_as.meaning(title) for title in table.header.cells if title}
    if Column.NAME not in there and not {Column.FIRST_NAME, Column.LAST_NAME} <= there:
        yield Column.NAME
    if Column.PROFESSION not in there:
        yield Column.PROFESSION
