"""Workbooks of spreadsheets: .xlsx, .xls and .ods, and the XML that some programs call .xls."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from leadsroom.exchange.sheets.columns import column_letter
from leadsroom.exchange.sheets.encodings import in_words, put_right
from leadsroom.exchange.sheets.sheet import EMPTY, Record, Sheet, UnreadableFile, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_XML = b"urn:schemas-microsoft-com:office:spreadsheet"

_LARGEST_UNPACKED = 200_000_000  # bytes; 20,000 lines of thirty columns are forty million
_MOST_CELLS = 5_000_000
_MOST_LETTERS = 200_000_000  # bytes, in all cells
_LONGEST_TEXT = 400_000  # bytes; a spreadsheet's cell has 32,767 letters at most
_MOST_COLUMNS = 16_384

_DAMAGED = "This workbook is damaged or cut off; open it in a spreadsheet and save it again as .xlsx."
_NO_WORKBOOK = "This is a zip file without a workbook in it; unpack it, or choose the file with the list."
_BINARY = "This is a binary workbook (.xlsb); open it in a spreadsheet and save it as .xlsx."
_TOO_LARGE = "This workbook is too large once it is unpacked; save the list alone."
_FAR_AWAY = (
    "A sheet of this workbook has something in a cell far away, {}; delete the empty rows and columns "
    "around the list, or save the list as “CSV UTF-8”."
)
_LOCKED = "This workbook is protected by a password; open it, take the password off, and save it again."


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets that have anything in them. Raises UnreadableFile."""
    if data.startswith(ZIP):
        _check_extent(data)
    sheets = tuple(_calamine_sheets(data))
    if not sheets:
        raise UnreadableFile(EMPTY)
    return sheets


def _calamine_sheets(data: bytes) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.visible is SheetVisibleEnum.Visible:
                rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
                samples: list[tuple[str, str]] = []
                if records := _records(enumerate(_put_right(rows, samples), 1)):
                    remarks = in_words(*samples[0]) if samples else ()
                    yield Sheet(records, title=cell_text(about.name), remarks=remarks)
    except PasswordError:
        raise UnreadableFile(_LOCKED) from None
    except (CalamineError, OSError, ValueError) as why:
        is_locked = "assword" in str(why) or b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data
        raise UnreadableFile(_LOCKED if is_locked else _DAMAGED) from why


def _put_right(rows: Iterable[list[Any]], samples: list[tuple[str, str]]) -> Iterator[list[Any]]:
    """The rows with texts that were encoded twice put right; `samples` are words of them."""
    for row in rows:
        for at, value in enumerate(row):
            if isinstance(value, str) and not value.isascii():
                row[at], before, after = put_right(value)
                samples += [(before, after)] if before else []
        yield row


def _records(rows: Iterable[tuple[int, Iterable[object]]]) -> tuple[Record, ...]:
    """Rows that say anything, all of one width."""
    read = [(line, [_text(value) for value in row]) for line, row in rows]
    filled = [(line, cells) for line, cells in read if any(cells)]
    width = max(
        (at for _, cells in filled for at, cell in enumerate(cells, 1) if cell),
        default=0,
    )
    return tuple(Record(line, tuple((cells + [""] * width)[:width])) for line, cells in filled)


def _text(value: object) -> str:
    """A value as a careful person would write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return number_text(repr(value))
        case datetime() if value.time() != time():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()[:10]
        case time():
            return value.isoformat("minutes")
    return cell_text(str(value))


def number_text(typed: str) -> str:
    """`4155550115` for `4155550115.0` and for `4.155550115E+09`; what is no number stays."""
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return cell_text(typed)
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return cell_text(typed)
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else format(number.normalize(), "f")


# How far a sheet reaches, before anything makes room for all its cells.


def _check_extent(data: bytes) -> None:
    """Refuse what would fill the memory: one value in the last cell of a sheet is enough for that."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        names = packed.namelist()
        if sum(each.file_size for each in packed.infolist()) > _LARGEST_UNPACKED:
            raise UnreadableFile(_TOO_LARGE)
        if "xl/workbook.bin" in names:
            raise UnreadableFile(_BINARY)
        if not any(name.startswith("xl/") or name == "content.xml" for name in names):
            raise UnreadableFile(_NO_WORKBOOK)
        if len(set(names)) < len(names):
            raise UnreadableFile(_DAMAGED)
        _check_sheets(packed, [name for name in names if name.startswith("xl/")])
        if "content.xml" in names:
            _check_repeated(packed.read("content.xml"))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError) as why:
        raise UnreadableFile(_DAMAGED) from why
    except RuntimeError as why:  # a password, or a way of packing that is not known here
        raise UnreadableFile(_LOCKED if "password" in str(why) else _DAMAGED) from why


def _check_sheets(packed: zipfile.ZipFile, names: Iterable[str]) -> None:
    """The sheets of an .xlsx, wherever they are in it, and the texts that their cells share."""
    shared, used = list[int](), Counter[int]()
    for name in names:
        part = packed.read(name)
        if b"sheetData" in part:
            _check_cells(part)
            used.update(map(int, _VALUE.findall(part)))
        elif b"<sst" in part or b":sst" in part:
            shared = [len(text) for text in _END_OF_TEXT.split(part)]
    letters = sum(times * shared[at] for at, times in used.items() if at < len(shared))
    if letters > _MOST_LETTERS or max(shared, default=0) > _LONGEST_TEXT:
        raise UnreadableFile(_TOO_LARGE)


_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*(\d{1,9})\s*<")
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si\s*>")
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)")
_AT = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,4})(\d{1,9})["']""")


def _check_cells(sheet: bytes) -> None:
    """How far a sheet reaches. A row or a cell that does not say where it stands is the next one."""
    row = column = rows = columns = 0
    for tag in _TAG.finditer(sheet):
        at = _AT.search(tag[2])
        if tag[1] == b"row":
            row, column = int(at[2]) if at else row + 1, 0
        else:
            column = _column_number(at[1].upper()) if at else column + 1
            rows, columns = max(rows, row, int(at[2]) if at else 0), max(columns, column)
    if rows * columns > _MOST_CELLS:
        raise UnreadableFile(_FAR_AWAY.format(f"{column_letter(columns - 1)}{rows}"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_repeated(content: bytes) -> None:
    """An .ods says of a cell or row how often it stands there."""
    reach = _Reach()
    parse_xml(content, reach.start, reach.end)
    if reach.rows * reach.columns > _MOST_CELLS:
        raise UnreadableFile(
            _FAR_AWAY.format(f"{reach.columns} columns and {reach.rows} rows from the first")
        )


class _Reach:
    """How many rows and columns the sheets of an .ods have up to the last cell that says something."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = self._repeated = 0
        self._says_something = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "table":
            self._row = 0
        elif kind == "table-row":
            self._column, self._says_something = 0, False
            self._repeated = _times(attributes, "number-rows-repeated")
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += _times(attributes, "number-columns-repeated")
            if any(key.endswith("value-type") for key in attributes):
                self._says_something = True
                self.columns = max(self.columns, self._column)

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "table-row":
            self._row += self._repeated
            if self._says_something:
                self.rows = max(self.rows, self._row)


def _times(attributes: Mapping[str, str], name: str) -> int:
    typed = next((value for key, value in attributes.items() if key.endswith(name)), "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 1


# XML SpreadsheetML


def is_office_xml(data: bytes) -> bool:
    """Whether it is a workbook written as one file of XML; it may be in UTF-16."""
    return _OFFICE_XML in data[:4000].replace(b"\0", b"")


def read_office_xml(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook written as XML, in which cells may be left out. Raises UnreadableFile."""
    book = _OfficeXml()
    parse_xml(data, book.start, book.end, book.words)
    sheets = tuple(
        Sheet(records, title=cell_text(title)) for title, rows in book.sheets if (records := _records(rows))
    )
    if not sheets:
        raise UnreadableFile(EMPTY)
    return sheets


class _OfficeXml:
    """Collects the cells of each sheet, at the row and column that they say or that comes next."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, list[tuple[int, list[str]]]]] = []
        self._row = self._column = self._room = 0
        self._kind: str | None = None
        self._typed: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = _local(name)
        at = {_local(key): value for key, value in attributes.items()}
        if kind == "Worksheet":
            self.sheets.append((at.get("Name", ""), []))
            self._row = 0
        elif kind == "Row" and self.sheets:
            self._row = _index(at, self._row + 1)
            self._column = 0
            self.sheets[-1][1].append((self._row, []))
        elif kind == "Cell" and self._cells is not None:
            self._column = _index(at, self._column + 1)
            if self._column > _MOST_COLUMNS:
                raise UnreadableFile(_FAR_AWAY.format(f"in column {self._column}"))
            self._room += self._column - len(self._cells)
            if self._room > _MOST_CELLS:
                raise UnreadableFile(_TOO_LARGE)
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._column += int(at["MergeAcross"]) if at.get("MergeAcross", "").isdecimal() else 0
        elif kind == "Data" and self._cells:
            self._kind, self._typed = at.get("Type", "String"), []

    @property
    def _cells(self) -> list[str] | None:
        rows = self.sheets[-1][1] if self.sheets else []
        return rows[-1][1] if rows else None

    def words(self, words: str) -> None:
        if self._kind is not None:
            self._typed.append(words)

    def end(self, name: str) -> None:
        if _local(name) == "Data" and self._kind is not None and self._cells:
            self._cells[-1] = _typed_text(self._kind, "".join(self._typed))
            self._kind = None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _index(attributes: Mapping[str, str], otherwise: int) -> int:
    typed = attributes.get("Index", "")
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 9 else otherwise


def _typed_text(kind: str, typed: str) -> str:
    if kind == "Number":
        return number_text(typed.strip())
    if kind == "Boolean":
        return "yes" if typed.strip() == "1" else "no"
    if kind == "DateTime":
        try:
            return _text(datetime.fromisoformat(typed.strip()))
        except ValueError:
            return cell_text(typed)
    return "" if kind == "Error" else cell_text(typed)


def parse_xml(data: bytes, start: Any, end: Any, words: Any = None) -> None:
    """Read XML, names with their space before them. Raises UnreadableFile, for entities of its own too."""

    def refuse(*_: object) -> None:
        raise UnreadableFile(
            "This file declares entities of its own, which could fill the memory; save it as .xlsx."
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as why:
        raise UnreadableFile(_DAMAGED) from why
