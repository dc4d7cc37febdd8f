"""Reports as files: one writer for each format, whatever the report is about."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from leadsroom.domain.text.country import has_letter_paper
from leadsroom.domain.text.money import show_amount
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.signs import cells_wide, cut_to, padded
from leadsroom.domain.text.wording import full_days
from leadsroom.exchange.outgoing import NOTE, amount_format, csv_lines, json_file
from leadsroom.exchange.reports.report import (
    Column,
    Measured,
    PlainCell,
    PlainRow,
    Report,
    Row,
    Unknown,
    plain,
    shown,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SCHEMA_VERSION = 1
_WIDE = 80


# To read


def text_report(report: Report) -> str:
    """In 80 columns: a table that is too wide goes on below, with the names again. Ends in a newline."""
    days = full_days(report.period.first, report.period.last)
    lines = [clean(report.chapter.name), f"{report.title}, {days}"]
    lines += [f"{label} {shown(cell)}" for label, cell in report.above]
    lines += ["-" * _WIDE]
    if not report.rows:
        lines.append(report.nothing)
    elif report.paragraphs is not None:
        for line, more in report.paragraphs():
            lines += _wrapped(line, "", "    ") + _wrapped(more, "    ", "    ")
    else:
        lines += _Table(report).lines()
    if report.notes:
        lines.append("")
    for note in report.notes:
        lines += _wrapped(note, "", "  ")
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return wrap(clean(text), _WIDE, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)


_SHORTEST_NAME, _LONGEST_NAME = 10, 24


class _Table:
    """A table to read: the cells as they are shown, and how wide each column is."""

    def __init__(self, report: Report) -> None:
        self._columns, self._names = report.columns, report.names
        self._headings = [column.heading.split("\n") for column in report.columns]
        by_column = [
            _shown_alike(column, cells, report.chapter.country)
            for column, cells in zip(report.columns, zip(*report.lines, strict=True), strict=True)
        ]
        self._rows = list(zip(*by_column, strict=True))
        self._widths = [
            max(map(cells_wide, [*heading, *(cut_to(cell, _LONGEST_NAME) for cell in cells)]))
            for heading, cells in zip(self._headings, by_column, strict=True)
        ]
        self._narrow_names()

    def _narrow_names(self) -> None:
        """Cut the longest names short where the whole table fits so."""
        over = sum(self._widths) + len(self._widths) - 1 - _WIDE
        room = [max(0, width - _SHORTEST_NAME) for width in self._widths[: self._names]]
        if 0 < over <= sum(room):
            for _ in range(over):
                place = room.index(max(room))
                room[place] -= 1
                self._widths[place] -= 1

    def lines(self) -> Iterator[str]:
        """Its lines, a blank one before the names come again."""
        for number, page in enumerate(self._pages()):
            yield from [""] if number else ()
            deep = max(len(self._headings[place]) for place in page)
            for line in range(-deep, 0):
                yield self._line([each[line] if len(each) >= -line else "" for each in self._headings], page)
            for row in self._rows:
                yield self._line(row, page)

    def _pages(self) -> Iterator[list[int]]:
        """The columns that fit beside one another, each time with those that name the line.

        Columns of a group stay together where a page has room for all of them.
        """
        named = list(range(self._names))
        page, room = [*named], self._room
        for places in self._blocks():
            needed = sum(self._widths[place] + 1 for place in places) - 1
            if room < needed <= self._room:
                yield page
                page, room = [*named], self._room
            for place in places:
                if self._widths[place] > room:
                    yield page
                    page, room = [*named], self._room
                page.append(place)
                room -= self._widths[place] + 1
        yield page

    def _blocks(self) -> Iterator[list[int]]:
        others = range(self._names, len(self._widths))
        for _, places in groupby(others, key=lambda place: self._columns[place].group):
            yield list(places)

    @property
    def _room(self) -> int:
        return _WIDE - sum(width + 1 for width in self._widths[: self._names])

    def _line(self, words: Sequence[str], page: Sequence[int]) -> str:
        cells = [
            padded(
                cut_to(words[place], self._widths[place]),
                self._widths[place],
                to_the_right=self._columns[place].is_number,
            )
            for place in page
        ]
        return " ".join(cells).rstrip()


def _shown_alike(column: Column, cells: Sequence[PlainCell], country: str) -> list[str]:
    """The cells of a column as they are read: amounts without decimals where none has any."""
    amounts = [cell for cell in cells if isinstance(cell, Decimal) and not column.has_tenths]
    whole = all(amount == amount.to_integral_value() for amount in amounts)
    return [_as_read(column, cell, country, whole=whole) for cell in cells]


def _as_read(column: Column, cell: PlainCell, country: str, *, whole: bool) -> str:
    if isinstance(cell, Decimal) and not column.has_tenths:
        return show_amount(cell.to_integral_value() if whole else cell, country)
    if isinstance(cell, int) and not isinstance(cell, bool) and column.is_number:
        return show_amount(cell, country)
    return shown(cell)


# As a table


def csv_report(report: Report) -> bytes:
    """The head, the headings, a line for each row, and below them the notes."""
    return csv_lines(_csv_lines(report))


def _csv_lines(report: Report) -> Iterator[Sequence[object]]:
    yield from ((label, shown(cell)) for label, cell in report.head)
    yield [column.title for column in report.columns]
    for row in report.lines:
        yield [cell if isinstance(cell, str | int | Decimal) and not isinstance(cell, bool) else shown(cell)
               for cell in row]  # fmt: skip
    yield from ([f"{NOTE}{note}"] for note in report.notes)


# As JSON


def json_report(report: Report) -> bytes:
    """The same as an object: cells that are not known are null, and `unknown` says why."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "report": report.kind,
        "chapter": report.chapter.name,
        "from": report.period.first,
        "to": report.period.last,
        "currency": report.chapter.currency,
        **report.facts,
        report.rows_called: [_row_data(report.columns, row) for row in report.rows],
        **{
            name: _row_data(report.columns[report.names :], row[report.names :]) for name, row in report.below
        },
        "notes": list(report.notes),
    }
    return json_file(data)


def _row_data(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=True):
        into = found.setdefault(column.group, {}) if column.group else found
        value = plain(cell)
        data = None if isinstance(value, Unknown) else clean(value) if isinstance(value, str) else value
        into[column.key] = {"value": data, **cell.behind} if isinstance(cell, Measured) else data
        if isinstance(value, Unknown):
            unknown[column.key] = value.detail or value.reason
    return found | ({"unknown": unknown} if unknown else {})


# As a workbook


def xlsx_report(report: Report) -> bytes:
    """A workbook with one sheet: numbers and dates are such, what people typed is text. Ready to print.

    The same report makes the same bytes.
    """
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {"title": clean(report.title), "created": datetime.combine(report.period.last, time())}
        )
        _Sheet(book, report).write()
    return file.getvalue()


_LETTER, _A4 = 1, 9
_WIDEST_PAGE = 280  # letters that can still be read where they fill one page in width
_STEEP = 4  # columns no wider than this have their heading upright
_LINE_HIGH, _STEEP_HIGH, _MOST_LINES = 15, 70, 8
_VALUE_WIDE, _NOTE_WIDE = 36, 120  # letters of a value in the head, at least; of a note, at most


class _Sheet:
    """The one sheet of a report, from top to bottom."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._report = report
        self._sheet = book.add_worksheet(report.title[:31])
        heading = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        self._formats: dict[str, Any] = {
            name: book.add_format(looks)
            for name, looks in {
                "label": {"bold": True},
                "heading": heading,
                "number heading": heading | {"align": "right"},
                "upright": {"bold": True, "bottom": 1, "rotation": 90, "align": "center"},
                "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
                "amount": {"num_format": amount_format(report.chapter.currency), "valign": "top"},
                "number": {"valign": "top"},
                "tenths": {"num_format": "0.0", "valign": "top"},
                "left": {"valign": "top", "align": "left"},
                "text": {"text_wrap": True, "valign": "top"},
                "middle": {"align": "center"},
                "right": {"align": "right"},
                "note": {"text_wrap": True, "valign": "top", "italic": True},
            }.items()
        }

    def write(self) -> None:
        """All of it."""
        report, sheet = self._report, self._sheet
        for row, (label, cell) in enumerate(report.head):
            sheet.write_string(row, 0, label, self._formats["label"])
            self._merge(row, 1, _VALUE_WIDE)
            self._write(row, 1, cell)
        head = len(report.head)
        self._headings(head)
        row = head
        for cells in report.lines:
            row += 1
            for place, cell in enumerate(cells):
                self._write(row, place, cell, self._looks(place, cell))
            if report.paragraphs is not None and (lines := self._lines(cells)) > 1:
                sheet.set_row(row, _LINE_HIGH * lines)
        for at, note in enumerate(report.notes, start=row + 2):
            text = clean(f"{NOTE}{note}")
            letters = self._merge(at, 0, _NOTE_WIDE, "note")
            sheet.set_row(at, _LINE_HIGH * len(wrap(text, max(letters - 6, 20))))
            sheet.write_string(at, 0, text, self._formats["note"])
        sheet.freeze_panes(head + 1, report.names)
        if report.paragraphs is not None and report.rows:
            sheet.autofilter(head, 0, head + len(report.rows), len(report.columns) - 1)
        self._print(head)

    def _lines(self, cells: PlainRow) -> int:
        """How many lines a row needs, about: not every program makes it as high as its text."""
        texts = zip(cells, self._report.columns, strict=True)
        needed = (
            (len(cell) - 1) // max(1, column.width - 1) for cell, column in texts if isinstance(cell, str)
        )
        return min(_MOST_LINES, 1 + max(needed, default=0))

    def _headings(self, row: int) -> None:
        lines = 1
        for place, column in enumerate(self._report.columns):
            title = clean(column.title)
            is_steep = column.width <= _STEEP < len(title)
            looks = "upright" if is_steep else "number heading" if column.is_number else "heading"
            self._sheet.write_string(row, place, title, self._formats[looks])
            self._sheet.set_column(place, place, column.width)
            lines = max(lines, 0 if is_steep else len(wrap(title, column.width, break_long_words=False)))
        has_steep = any(c.width <= _STEEP < len(c.title) for c in self._report.columns)
        self._sheet.set_row(row, max(_LINE_HIGH * lines, _STEEP_HIGH if has_steep else 0))

    def _merge(self, row: int, first: int, letters: int, looks: str = "") -> int:
        """Make one cell of so many letters, from a column on; how many letters wide it is."""
        columns, last = self._report.columns, first
        wide = columns[first].width
        while last + 1 < len(columns) and wide + columns[last + 1].width <= letters + _STEEP:
            last += 1
            wide += columns[last].width
        if last > first:
            self._sheet.merge_range(row, first, row, last, "", self._formats.get(looks))
        return wide

    def _write(self, row: int, place: int, cell: PlainCell, looks: Any = None) -> None:
        if isinstance(cell, Decimal):
            self._sheet.write_number(row, place, float(cell), self._of_decimal(place))
        elif isinstance(cell, int) and not isinstance(cell, bool):
            is_number = self._report.columns[place].is_number or self._report.columns[place].group
            self._sheet.write_number(row, place, cell, self._formats["number" if is_number else "left"])
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, place, cell, self._formats["day"])
        elif cell is not None and shown(cell):
            self._sheet.write_string(row, place, shown(cell), looks)

    def _of_decimal(self, place: int) -> Any:
        """How a figure with a point is shown."""
        return self._formats["tenths" if self._report.columns[place].has_tenths else "amount"]

    def _looks(self, place: int, cell: PlainCell) -> Any:
        column = self._report.columns[place]
        if column.group:
            return self._formats["middle"]
        if isinstance(cell, Unknown):
            return self._formats["right"]
        return self._formats["text"] if self._report.paragraphs is not None else None

    def _print(self, head: int) -> None:
        sheet, country = self._sheet, self._report.chapter.country
        sheet.set_landscape()
        sheet.set_paper(_LETTER if has_letter_paper(country) else _A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(head)
        if sum(column.width for column in self._report.columns) <= _WIDEST_PAGE:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.repeat_columns(0, self._report.names - 1)
        # In a footer & says what follows; a name with one is written with two.
        name = clean(self._report.chapter.name).replace("&", "&&")[:80]
        sheet.set_footer(f"&L{name}&C{self._report.title}&R&P / &N")


FORMATS: dict[str, Callable[[Report], bytes]] = {
    "text": lambda report: text_report(report).encode("utf-8"),
    "csv": csv_report,
    "xlsx": xlsx_report,
    "json": json_report,
}
