"""A file as lines of cells, whatever it was made with; and what is said of one that cannot be read."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import unguarded

LARGEST_BYTES = 20_000_000
EMPTY = "The file is empty; it needs a line of column names, and a line for each person below it."


class UnreadableFile(Exception):  # noqa: N818 - an answer to the file's writer, not a fault
    """A file that cannot be read at all; the text says why and what to do."""


class Record(Struct, frozen=True):
    """The cells of one line, cleaned. `line` is where it begins, from 1: in a workbook, its row."""

    line: int
    cells: tuple[str, ...]


_QUOTES = (
    'A quote (") opens a cell here and does not close it; close or remove it, and write a quote inside a '
    "quoted cell twice."
)


class BrokenRecord(Struct, frozen=True):
    """A line that cannot be parted into cells; `why` says what is wrong and what to do."""

    line: int
    text: str
    why: str = _QUOTES


class Sheet(Struct, frozen=True):
    """Lines of cells, blank ones left out, not yet looked at for what they mean.

    `title` is the sheet's name in a workbook, else empty; `encoding` and `delimiter` are empty where there is
    none. Numbers and dates of a workbook are text: `4155550115`, `2019-03-06`. `remarks` are sentences on how
    the file was read.
    """

    records: tuple[Record | BrokenRecord, ...]
    title: str = ""
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple[str, ...] = ()


def cell_text(typed: str) -> str:
    """What stands in a cell, on one line, without what only keeps a spreadsheet from computing it."""
    return unguarded(clean(typed))
