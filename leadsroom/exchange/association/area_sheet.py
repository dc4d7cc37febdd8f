"""The area's table as a workbook: one sheet, with its head, its figures as numbers, and the notes below."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.association.area_table import TITLE, file_cells, headings, notes, plain_cell
from leadsroom.exchange.outgoing import NOTE
from leadsroom.views.association.area_table import AreaTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_A4, _LINE_HIGH, _HEAD_HIGH = 9, 15, 60
_NAME_WIDE, _TEXT_WIDE, _NUMBER_WIDE, _REASONS_WIDE = 28, 18, 9, 60
_NOTE_COLUMNS, _NOTE_WIDE = 12, 120


def area_workbook(table: AreaTable) -> bytes:
    """A workbook with one sheet: numbers and dates are such, what people typed is text.

    The same table makes the same bytes.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": TITLE, "created": table.as_of.replace(tzinfo=None)})
        _Sheet(book, table).write()
    return file.getvalue()


class _Sheet:
    """The sheet, from top to bottom."""

    def __init__(self, book: Workbook, table: AreaTable) -> None:
        self._table = table
        self._sheet = book.add_worksheet("Area")
        self._bold = book.add_format({"bold": True})
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._number = book.add_format({"valign": "top"})
        self._right = book.add_format({"align": "right", "valign": "top"})
        self._note = book.add_format({"text_wrap": True, "valign": "top", "italic": True})

    def write(self) -> None:
        """All of it."""
        table, sheet = self._table, self._sheet
        head = (
            ("Area:", clean(table.area)),
            ("As of:", f"{table.as_of:%Y-%m-%d %H:%M} UTC"),
            ("Chapters:", str(table.total)),
        )
        for row, (label, value) in enumerate(head):
            sheet.write_string(row, 0, label, self._bold)
            sheet.write_string(row, 1, value)
        first = len(head)
        for place, (title, column, _) in enumerate(headings(table)):
            sheet.write_string(first, place, title, self._heading)
            sheet.set_column(place, place, _wide(place, column.key if column else ""))
        sheet.set_row(first, _HEAD_HIGH)
        for row, line in enumerate(table.rows, start=first + 1):
            for place, cell in enumerate(file_cells(table, line)):
                self._write(row, place, plain_cell(cell))
        sheet.freeze_panes(first + 1, 1)
        if table.rows:
            sheet.autofilter(first, 0, first + len(table.rows), len(list(headings(table))) - 1)
        self._notes(first + len(table.rows) + 2)
        self._print(first)

    def _write(self, row: int, place: int, cell: Any) -> None:
        if isinstance(cell, int | Decimal):
            self._sheet.write_number(row, place, float(cell), self._number)
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, place, cell, self._day)
        elif cell:
            looks = self._right if cell == "–" else self._text
            self._sheet.write_string(row, place, clean(str(cell)), looks)

    def _notes(self, first: int) -> None:
        for row, note in enumerate(notes(self._table), start=first):
            text = clean(f"{NOTE}{note}")
            self._sheet.merge_range(row, 0, row, _NOTE_COLUMNS, "", self._note)
            self._sheet.write_string(row, 0, text, self._note)
            self._sheet.set_row(row, _LINE_HIGH * len(wrap(text, _NOTE_WIDE)))

    def _print(self, head: int) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.repeat_rows(head)
        self._sheet.repeat_columns(0)
        self._sheet.set_footer(f"&L{clean(self._table.area).replace('&', '&&')[:80]}&R&P / &N")


def _wide(place: int, key: str) -> int:
    if place == 0:
        return _NAME_WIDE
    if key == "reasons":
        return _REASONS_WIDE
    return _TEXT_WIDE if key in ("area", "meets", "state") else _NUMBER_WIDE
