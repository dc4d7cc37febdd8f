"""From the bytes of a file of text to its cells: its encoding, its delimiter, its lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.sheets.encodings import (
    decode_guessed,
    encoding_name,
    in_words,
    named_encoding,
    put_right,
)
from leadsroom.exchange.sheets.header import LOOKED_AT, find_header, sense_of
from leadsroom.exchange.sheets.sheet import EMPTY, BrokenRecord, Record, Sheet, UnreadableFile, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadsroom.exchange.sheets.header import Meaning


_NOT_TEXT = "This is not a text file; open it in a spreadsheet and save it as .xlsx or “CSV UTF-8”."
_MOST_COLUMNS = 16_384  # as a spreadsheet has
_TOO_WIDE = "Line {} has {:,} cells, and {:,} are read at most; is this the file with the list?"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)


class Decoded(Struct, frozen=True):
    """A file's text, the name of its encoding, and remarks on both."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decoded(data: bytes, encoding: str | None = None, literal: str = "") -> Decoded:
    """The file's text. Raises UnreadableFile for what is no text, or empty."""
    found = _decoded_as(data, named_encoding(encoding)) if encoding else _decoded(data)
    if "\0" in found.text:
        raise UnreadableFile(_NOT_TEXT)
    if not found.text.strip("\t\r\n ,;|"):
        raise UnreadableFile(EMPTY)
    if literal and found.text.startswith(literal):
        return found
    text, before, after = put_right(found.text)
    return Decoded(text, found.encoding, (*found.remarks, *in_words(before, after)))


def _decoded_as(data: bytes, codec: str) -> Decoded:
    mark = next((mark for mark, its_codec, _ in _BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    try:
        return Decoded(data[len(mark) :].decode(codec), encoding_name(codec))
    except UnicodeError as error:
        raise UnreadableFile(
            f"The file is not in {encoding_name(codec)}: it has bytes that mean nothing there. Name another "
            "encoding, or none."
        ) from error


def _decoded(data: bytes) -> Decoded:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_whole(data[len(mark) :], codec), name)
    zeros = [byte == 0 for byte in data[:8]]
    if zeros == [False, True] * 4:
        return Decoded(_whole(data, "utf-16-le"), "UTF-16 LE")
    if zeros == [True, False] * 4:
        return Decoded(_whole(data, "utf-16-be"), "UTF-16 BE")
    return _without_mark(data)


def _whole(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise UnreadableFile(
            f"The file is damaged or cut off on line {line}; save it again as “CSV UTF-8”."
        ) from error


def _without_mark(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            return Decoded(_whole(data, "utf-8"), "UTF-8")
    if b"\0" in data:
        raise UnreadableFile(_NOT_TEXT)
    text, found = decode_guessed(data)
    remark = (
        f"Read as {found.name}, such as “{found.sample}” on line {found.line}; if that is wrong, save the "
        "file as “CSV UTF-8”, or name its encoding (--encoding in a shell)."
    )
    return Decoded(text, found.name, (remark,) if found.sample else ())


def _is_damaged_utf8(data: bytes) -> bool:
    # Other encodings hardly ever make a valid sequence by chance, and would turn every good letter to noise.
    beyond_ascii = [char for char in data.decode("utf-8", "replace") if char > "\x7f"]
    broken = beyond_ascii.count("\ufffd")
    return len(beyond_ascii) - broken > broken


DELIMITERS = (",", ";", "\t", "|")

# Excel's own hint, a line before the header; some programs end it with more of the same.
_DELIMITER_HINT = re.compile(r'"?sep=([,;\t|])"?\1*(?:\r\n|\r|\n)', re.IGNORECASE)


def read_text(found: Decoded, meaning: Meaning) -> Sheet:
    """Split a file of text into cells. Raises UnreadableFile where it has no line."""
    text = found.text
    hint = _DELIMITER_HINT.match(text)
    lines = list(io.StringIO(text, newline=""))[1 if hint else 0 :]
    delimiter = hint[1] if hint else _likeliest_delimiter(lines, meaning)
    records = tuple(_records(lines, delimiter, first_line=2 if hint else 1))
    if not records:
        raise UnreadableFile(EMPTY)
    return Sheet(records, encoding=found.encoding, delimiter=delimiter, remarks=found.remarks)


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
            cells = next(reader)
        except csv.Error:
            # Go on with the next line, so that one lost quote does not hide every later problem.
            yield BrokenRecord(first_line + at, clean(lines[at]))
            at += 1
            continue
        if len(cells) > _MOST_COLUMNS:
            raise UnreadableFile(_TOO_WIDE.format(first_line + at, len(cells), _MOST_COLUMNS))
        texts = tuple(map(cell_text, cells))
        if any(texts):
            yield Record(first_line + at, texts)
        at += reader.line_num
