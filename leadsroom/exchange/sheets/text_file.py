"""From the bytes of a roster file to its cells: its encoding, its delimiter, its lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import unguarded
from leadsroom.exchange.roster.lines import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator


EMPTY = "The file is empty; it needs a line of column names and a line for each member."
_SAVE_AS_CSV = "open it in a spreadsheet and save it as “CSV UTF-8”"
_OTHER_FILES = {
    b"PK\x03\x04": f"This is an Excel workbook or another zip file, not a CSV file; {_SAVE_AS_CSV}.",
    b"\xd0\xcf\x11\xe0": f"This is an old Excel workbook, not a CSV file; {_SAVE_AS_CSV}.",
    b"\x89PNG": "This is a picture, not a CSV file; choose the roster's file.",
    b"\xff\xd8\xff": "This is a picture, not a CSV file; choose the roster's file.",
    b"%PDF": "This is a PDF, not a CSV file; choose the file the PDF was made from, saved as “CSV UTF-8”.",
    b"\x1f\x8b": "This is a compressed file; unpack it first.",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)


class NotARoster(Exception):  # noqa: N818 - an answer to the file's writer, not a fault
    """A file that cannot be read as a roster at all; the text says why and what to do."""


def decoded(data: bytes) -> tuple[str, str]:
    """The file's text and the name of its encoding. Raises NotARoster for what is not text, or is empty."""
    for beginning, answer in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise NotARoster(answer)
    text, encoding = _decoded(data)
    if "\0" in text:
        raise NotARoster(f"This is not a text file; {_SAVE_AS_CSV}.")
    if not text.strip("\t\r\n ,;"):
        raise NotARoster(EMPTY)
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], codec), name
    zeros = [byte == 0 for byte in data[:8]]
    if zeros == [False, True] * 4:
        return _whole(data, "utf-16-le"), "UTF-16 LE"
    if zeros == [True, False] * 4:
        return _whole(data, "utf-16-be"), "UTF-16 BE"
    return _without_mark(data)


def _whole(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise NotARoster(
            f"The file is damaged or cut off on line {line}; save it again as “CSV UTF-8”."
        ) from error


def _without_mark(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            return _whole(data, "utf-8"), "UTF-8"
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise NotARoster(f"The file's letters are in an encoding unknown here; {_SAVE_AS_CSV}.") from error


def _is_damaged_utf8(data: bytes) -> bool:
    # Windows-1252 hardly ever makes a valid sequence by chance, and would turn every good letter to noise.
    beyond_ascii = [char for char in data.decode("utf-8", "replace") if char > "\x7f"]
    broken = beyond_ascii.count("\ufffd")
    return len(beyond_ascii) - broken > broken


DELIMITERS = (",", ";", "\t")

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
