"""From the bytes of a roster file to its cells, and the guard that keeps spreadsheets from computing them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.roster.columns import meaning
from leadsroom.exchange.roster.encoding import EMPTY, NotARoster, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = (",", ";", "\t")

# What a spreadsheet takes for a formula; the wide forms are those of Japanese and Chinese keyboards.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
# Excel's own hint, a line before the header.
_DELIMITER_HINT = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)


class Record(Struct, frozen=True):
    """The cells of one line, cleaned. `line` is where it begins, from 1."""

    line: int
    cells: tuple[str, ...]


class BrokenRecord(Struct, frozen=True):
    """A line whose quotes do not add up."""

    line: int
    text: str


class Sheet(Struct, frozen=True):
    """A file as lines of cells, blank ones left out; the first is the header."""

    encoding: str
    delimiter: str
    header: Record
    body: tuple[Record | BrokenRecord, ...]


def read_sheet(data: bytes) -> Sheet:
    """Split a file into cells. Raises NotARoster when there is no header line to be had."""
    text, encoding = decoded(data)
    hint = _DELIMITER_HINT.match(text)
    lines = list(io.StringIO(text, newline=""))[1 if hint else 0 :]
    delimiter = hint[1] if hint else _likeliest_delimiter(lines)
    records = _records(lines, delimiter, first_line=2 if hint else 1)
    header = next(records, None)
    if header is None:
        raise NotARoster(EMPTY)
    if isinstance(header, BrokenRecord):
        raise NotARoster(
            f"The quotes of the header on line {header.line} do not add up; close or remove them."
        )
    return Sheet(encoding, delimiter, header, tuple(records))


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and not compute it."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def _likeliest_delimiter(lines: list[str]) -> str:
    """The one under which most headers mean something; next, the one that gives most cells."""
    return max(DELIMITERS, key=lambda delimiter: _sense(next(_records(lines, delimiter), None)))


def _sense(header: Record | BrokenRecord | None) -> tuple[int, int]:
    cells = header.cells if isinstance(header, Record) else ()
    return sum(meaning(cell) is not None for cell in cells), len(cells)


def _records(lines: list[str], delimiter: str, first_line: int = 1) -> Iterator[Record | BrokenRecord]:
    at = 0
    while at < len(lines):
        reader = csv.reader(
            (lines[i] for i in range(at, len(lines))), delimiter=delimiter, strict=True, skipinitialspace=True
        )
        try:
            cells = tuple(unguarded(clean(cell)) for cell in next(reader))
        except csv.Error:
            # Go on with the next line, so that one lost quote does not hide every later problem.
            yield BrokenRecord(first_line + at, clean(lines[at]))
            at += 1
            continue
        if any(cells):
            yield Record(first_line + at, cells)
        at += reader.line_num
