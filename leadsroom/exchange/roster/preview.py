"""A roster file as it is looked at on a screen: what taking it would mean, and what may be asked about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.exchange.incoming import digest_of, read_file
from leadsroom.exchange.roster.import_export import ImportPlan, import_plan, plan_import
from leadsroom.exchange.roster.lines import AS_GUESSED, Column, ReadAs
from leadsroom.exchange.roster.read_write import Progress, no_progress
from leadsroom.exchange.sheets.sheet import Record

if TYPE_CHECKING:
    from leadsroom.exchange.roster.lines import RosterFile
    from leadsroom.exchange.sheets.encodings import Candidate
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
    digest: str = ""
    columns: tuple[FileColumn, ...] = ()

    @property
    def partial(self) -> ImportPlan:
        """What taking the good lines would mean."""
        return self.whole.of_good_lines

    @property
    def missing(self) -> tuple[Column, ...]:
        """What every line needs and no column has."""
        layout = self.whole.file.layout
        return layout.missing if layout is not None else ()

    @property
    def encodings(self) -> tuple[Candidate, ...]:
        """How its letters may be written, where that is not clear."""
        return self.whole.file.encodings


def preview_file(
    reading: Reading, typed: str, read_as: ReadAs = AS_GUESSED, progress: Progress = no_progress
) -> FilePreview:
    """Read the file at a typed path, for the roster as it is on record. Raises Refused.

    `progress` hears how many lines are read, of how many.
    """
    data = read_file(typed)
    return _preview(data, import_plan(reading, data, read_as=read_as, progress=progress))


def preview_file_for(
    _reading: Reading,
    typed: str,
    country: str,
    today: date,
    read_as: ReadAs = AS_GUESSED,
    progress: Progress = no_progress,
) -> FilePreview:
    """The same for a chapter of `country` that is not founded yet."""
    data = read_file(typed)
    return _preview(
        data, plan_import((), data, country=country, today=today, read_as=read_as, progress=progress)
    )


def _preview(data: bytes, plan: ImportPlan) -> FilePreview:
    return FilePreview(plan, digest_of(data), tuple(_columns(plan.file)))


def _columns(file: RosterFile) -> Iterator[FileColumn]:
    """Those with a heading, which can be spoken of by it."""
    if file.table is None or file.layout is None:
        return
    records = [record.cells for record in file.table.body if isinstance(record, Record)]
    columns = file.layout.columns
    for place, title in enumerate(columns.titles):
        samples = (cells[place] for cells in records if place < len(cells))
        if title:
            sample, meaning = next(filter(None, samples), ""), columns.meanings[place]
            yield FileColumn(title, sample, meaning, place in columns.left_out)
