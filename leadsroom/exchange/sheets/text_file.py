"""From the bytes of a file of text to its cells: its encoding, its delimiter, its lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import unguarded
from leadsroom.exchange.sheets.header import LOOKED_AT, find_header, sense_of
from leadsroom.exchange.sheets.sheet import EMPTY, BrokenRecord, Record, Sheet, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadsroom.exchange.sheets.header import Meaning


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


def decoded(data: bytes) -> tuple[str, str]:
    """The file's text and the name of its encoding. Raises UnreadableFile for what is no text, or empty."""
    for beginning, answer in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise UnreadableFile(answer)
    text, encoding = _decoded(data)
    if "\0" in text:
        raise UnreadableFile(f"This is not a text file; {_SAVE_AS_CSV}.")
    if not text.strip("\t\r\n ,;"):
        raise UnreadableFile(EMPTY)
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
        raise UnreadableFile(
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
        raise UnreadableFile(
            f"The file's letters are in an encoding unknown here; {_SAVE_AS_CSV}."
        ) from error


def _is_damaged_utf8(data: bytes) -> bool:
    # Windows-1252 hardly ever makes a valid sequence by chance, and would turn every good letter to noise.
    beyond_ascii = [char for char in data.decode("utf-8", "replace") if char > "\x7f"]
    broken = beyond_ascii.count("\ufffd")
    return len(beyond_ascii) - broken > broken


DELIMITERS = (",", ";", "\t", "|")

# Excel's own hint, a line before the header; some programs end it with more of the same.
_DELIMITER_HINT = re.compile(r'"?sep=([,;\t|])"?\1*(?:\r\n|\r|\n)', re.IGNORECASE)


def read_text_file(data: bytes, encoding: str | None, meaning: Meaning) -> Sheet:
    """Split a file of text into cells. Raises UnreadableFile for what is not text, or is empty."""
    text, encoding = decoded(data)
    hint = _DELIMITER_HINT.match(text)
    lines = list(io.StringIO(text, newline=""))[1 if hint else 0 :]
    delimiter = hint[1] if hint else _likeliest_delimiter(lines, meaning)
    records = tuple(_records(lines, delimiter, first_line=2 if hint else 1))
    if not records:
        raise UnreadableFile(EMPTY)
    return Sheet(records, encoding=encoding, delimiter=delimiter)


def _likeliest_delimiter(lines: list[str], meaning: Meaning) -> str:
    """The one under which most headings of a line mean something; next, the one that gives most cells."""

    def sense(delimiter: str) -> tuple[int, int]:
        first = tuple(islice(_records(lines[: 2 * LOOKED_AT], delimiter), LOOKED_AT))
        header = find_header(Sheet(first), meaning)
        return sense_of(header, meaning)

    return max(DELIMITERS, key=sense)


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
