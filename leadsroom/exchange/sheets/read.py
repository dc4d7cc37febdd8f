"""The one door for a file's bytes: its sheets, whatever program wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadsroom.exchange.sheets.header import choose_table
from leadsroom.exchange.sheets.sheet import LARGEST_BYTES, UnreadableFile
from leadsroom.exchange.sheets.text_file import decoded, read_text
from leadsroom.exchange.sheets.vcards import is_vcards, read_vcards
from leadsroom.exchange.sheets.workbooks import OLE, ZIP, is_office_xml, read_office_xml, read_workbook

if TYPE_CHECKING:
    from leadsroom.exchange.sheets.header import Meaning, Table
    from leadsroom.exchange.sheets.sheet import Sheet

MOST_LINES = 20_000

_CHOOSE = "choose the file with the list"
_OTHER_FILES = {
    b"\x89PNG": f"This is a picture; {_CHOOSE}.",
    b"\xff\xd8\xff": f"This is a picture; {_CHOOSE}.",
    b"GIF8": f"This is a picture; {_CHOOSE}.",
    b"%PDF": "This is a PDF; choose the file the PDF was made from, a workbook or a “CSV UTF-8”.",
    b"\x1f\x8b": "This is a compressed file; unpack it first.",
    b"7z\xbc\xaf": "This is a compressed file; unpack it first.",
    b"Rar!": "This is a compressed file; unpack it first.",
    b"{\\rtf": "This is a document of a text program; copy its table into a spreadsheet and save that.",
    b"SQLite format 3\0": f"This is a database; {_CHOOSE}.",
}


def read_table(data: bytes, *, meaning: Meaning, encoding: str | None = None, literal: str = "") -> Table:
    """The sheet of a file whose headings mean most, asked for as `read_sheets` is. Raises UnreadableFile."""
    return choose_table(read_sheets(data, meaning=meaning, encoding=encoding, literal=literal), meaning)


def read_sheets(
    data: bytes, *, meaning: Meaning, encoding: str | None = None, literal: str = ""
) -> tuple[Sheet, ...]:
    """Every sheet of a file; one where it is not a workbook. Raises UnreadableFile, and nothing else.

    `meaning` knows the headings of the kind of file that is looked for, which tells delimiters apart;
    `encoding` is the one that somebody named, for text that does not say it itself. A text that begins with
    `literal`, as this program's own files do, is taken as it stands.
    """
    if len(data) > LARGEST_BYTES:
        raise UnreadableFile(f"The file is too large: {LARGEST_BYTES // 1_000_000} MB are read at most.")
    for beginning, answer in _OTHER_FILES.items():
        if data.startswith(beginning):
            raise UnreadableFile(answer)
    sheets = _sheets(data, meaning, encoding, literal)
    lines = max(len(sheet.records) for sheet in sheets)
    if lines > MOST_LINES:
        raise UnreadableFile(f"The file has {lines:,} lines, and {MOST_LINES:,} are read at most; split it.")
    return sheets


def _sheets(data: bytes, meaning: Meaning, encoding: str | None, literal: str) -> tuple[Sheet, ...]:
    if data.startswith((ZIP, OLE)):
        return read_workbook(data)
    if is_office_xml(data):
        return read_office_xml(data)
    found = decoded(data, encoding, literal)
    if is_vcards(found.text):
        return (read_vcards(found),)
    if found.text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<table")):
        raise UnreadableFile("This is a web page; open it in a spreadsheet and save it as .xlsx.")
    return (read_text(found, meaning),)
