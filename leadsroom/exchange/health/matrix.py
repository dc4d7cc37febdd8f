"""Who passes leads to whom, who has met whom, and both together, as files.

Where the days before are on record too, as many of them, every margin has its change beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from leadsroom.domain.health.pairs.matrix import (
    LEVELS,
    MARGINS,
    Cell,
    Margin,
    MarginColumn,
    Matrix,
    MatrixKind,
    MatrixLine,
    shade_of,
    shade_steps,
    steps_in_words,
)
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, full_days
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.html import render
from leadsroom.exchange.outgoing import json_file
from leadsroom.exchange.reports.formats import FORMATS, SCHEMA_VERSION
from leadsroom.exchange.reports.report import Cell as ReportCell
from leadsroom.exchange.reports.report import Column, Report, Row
from leadsroom.store.reading import Reading
from leadsroom.views.health.pairs.matrix import FORMER, MatrixOfPeriod, days_before_on_record, matrix

TITLES = {
    MatrixKind.LEADS: "Who passes leads to whom",
    MatrixKind.ONE_TO_ONES: "Who has met whom",
    MatrixKind.BOTH: "Leads and one-to-ones together",
}
ZERO, ONLY_RAW = "·", "r"
_MOST_OF_NAME = 40  # letters where a name stands once in each cell


def leads_matrix(reading: Reading, wanted: Wanted) -> bytes:
    """Who passes leads to whom."""
    return write_matrix(_read(reading, wanted, MatrixKind.LEADS), wanted.format)


def one_to_ones_matrix(reading: Reading, wanted: Wanted) -> bytes:
    """Who has met whom."""
    return write_matrix(_read(reading, wanted, MatrixKind.ONE_TO_ONES), wanted.format)


def both_matrix(reading: Reading, wanted: Wanted) -> bytes:
    """Leads and one-to-ones together."""
    return write_matrix(_read(reading, wanted, MatrixKind.BOTH), wanted.format)


def _read(reading: Reading, wanted: Wanted, kind: MatrixKind) -> MatrixOfPeriod:
    """Beside the days before that are wanted, else as many of them, where all are on record."""
    before = wanted.before or days_before_on_record(reading, wanted.period)
    return matrix(reading, wanted.period, kind, before)


def write_matrix(found: MatrixOfPeriod, format: str) -> bytes:
    """A matrix in one of the formats: html, csv, json, text, xlsx."""
    if format == "html":
        return html_matrix(found).encode("utf-8")
    if format == "json":
        return json_matrix(found)
    return FORMATS[format](_report(found, is_text=format == "text"))


# As a table


def _report(found: MatrixOfPeriod, *, is_text: bool) -> Report:
    """A row for each giver with margins, and below them the margins of the receivers."""
    this = found.matrix
    columns = [Column("short", "Short", 6, short=" "), Column("giver", _row_heading(this.kind), 24)]
    columns += [
        Column(f"to {line.short}", line.name, 4, is_number=True, short=line.short) for line in this.lines
    ]
    columns += [
        Column(each.name, each.of_row.capitalize(), 12, is_number=True, short=each.short)
        for each in MARGINS[this.kind]
    ]
    if found.earlier is not None:
        columns += _CHANGE
    return Report(
        kind=this.kind.value,
        title=TITLES[this.kind],
        chapter=found.chapter,
        period=found.period,
        columns=tuple(columns),
        rows=tuple(_rows(found, is_text=is_text)),
        names=2,
        below=tuple((each.name, row) for each, row in _below(found, is_text=is_text)),
        above=(("Meetings:", found.meetings), *_days_before(found)),
        remarks=(*_legend(this, is_text=is_text), *found.notes),
        nothing="The chapter had no member in this period.",
    )


_CHANGE = (
    Column("before", "In the days before", 12, is_number=True, short="be-\nfore"),
    Column("change", "Change", 9, is_number=True, short="change"),
    Column("chance", "Of this change", 18, short="of it"),
)


def _row_heading(kind: MatrixKind) -> str:
    return "Member" if kind is MatrixKind.ONE_TO_ONES else "Giver"


def _days_before(found: MatrixOfPeriod) -> Iterator[tuple[str, str]]:
    if found.earlier is not None:
        period = found.earlier.period
        yield "Days before:", full_days(period.first, period.last)


def _legend(this: Matrix, *, is_text: bool) -> Iterator[str]:
    if is_text:
        raw = f"; {ONLY_RAW}: raw leads only" if this.kind is MatrixKind.LEADS else ""
        yield f"{ZERO}: none{raw}. A column has the sign that stands before the name of whom it is."
        yield f"At the right: {'; '.join(f'{each.short}: {each.of_row}' for each in MARGINS[this.kind])}."


def _rows(found: MatrixOfPeriod, *, is_text: bool) -> Iterator[Row]:
    this = found.matrix
    for at, (line, margin) in enumerate(zip(this.lines, this.rows, strict=True)):
        cells = [
            _cell(this, line, other, is_text=is_text) if other is not line or line.person_id is None else None
            for other in this.lines
        ]
        margins = [margin.value(each.name) for each in MARGINS[this.kind]]
        yield (line.short, name_of(line), *cells, *margins, *_change(found, at))


def _cell(this: Matrix, giver: MatrixLine, receiver: MatrixLine, *, is_text: bool) -> ReportCell:
    cell = this.cell(giver, receiver)
    value = cell.value(this.kind)
    if not is_text or value:
        return value
    return ONLY_RAW if is_only_raw(this.kind, cell) else ZERO


def is_only_raw(kind: MatrixKind, cell: Cell) -> bool:
    """Whether what was passed were raw leads and nothing else."""
    return kind is MatrixKind.LEADS and bool(cell.raw) and not cell.leads


def _change(found: MatrixOfPeriod, at: int) -> tuple[ReportCell, ...]:
    """The sum of a row before, by how much it differs, and whether that could be chance."""
    if found.earlier is None:
        return ()
    name = "neither" if found.kind is MatrixKind.BOTH else "total"
    change, before = found.earlier.change.rows[at], found.earlier.matrix.rows[at]
    remark = "" if name == "neither" else found.earlier.of_change(found.matrix.lines[at], change)
    return before.value(name), change.value(name), remark


def _below(found: MatrixOfPeriod, *, is_text: bool) -> Iterator[tuple[MarginColumn, Row]]:
    this, columns = found.matrix, MARGINS[found.kind]
    rest = len(_CHANGE) if found.earlier is not None else 0
    for each in columns:
        whole = [this.total.value(each.name) if other is each else None for other in columns]
        of_receivers = [margin.value(each.name) for margin in this.columns]
        heading = each.short_below if is_text else each.of_column.capitalize()
        yield each, ("", heading, *of_receivers, *whole, *[None] * rest)


def name_of(line: MatrixLine) -> str:
    """A name; one of a former member is marked."""
    return f"{line.name} {FORMER}" if line.is_former else line.name


# As data


def json_matrix(found: MatrixOfPeriod) -> bytes:
    """The lines by their short signs, the cells that are not empty, the margins, and the definition."""
    this, earlier = found.matrix, found.earlier
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "matrix": this.kind.value,
        "chapter": clean(found.chapter.name),
        "from": found.period.first,
        "to": found.period.last,
        "meetings": found.meetings,
        "record_begins": found.record_begins,
        "members": [_line_data(found, at) for at in range(len(this.lines))],
        "cells": [
            {"giver": giver.short, "receiver": receiver.short, **_cell_data(this, giver, receiver)}
            for giver in this.lines
            for receiver in this.lines
            if (giver.person_id, receiver.person_id) in this.cells
        ],
        "total": _margin_data(this.kind, this.total),
        "notes": list(found.notes),
    }
    if this.kind is MatrixKind.BOTH:
        data["levels"] = list(LEVELS)
    if earlier is not None:
        data["before"] = {
            "from": earlier.period.first,
            "to": earlier.period.last,
            "meetings": earlier.meetings,
            "total": _margin_data(this.kind, earlier.matrix.total),
            "change": _change_data(this.kind, earlier.change.total),
        }
    return json_file(data)


def _line_data(found: MatrixOfPeriod, at: int) -> dict[str, Any]:
    this, earlier, line = found.matrix, found.earlier, found.matrix.lines[at]
    sides = {"as_giver": this.rows[at], "as_receiver": this.columns[at]}
    data: dict[str, Any] = {
        "short": line.short,
        "name": clean(line.name),
        "profession": clean(line.profession),
        "joined_on": line.joined_on,
        "is_member": line.is_member,
        **{name: _margin_data(this.kind, margin) for name, margin in sides.items()},
    }
    if earlier is not None:
        data["change_as_giver"] = _change_data(this.kind, earlier.change.rows[at])
        data["change_as_receiver"] = _change_data(this.kind, earlier.change.columns[at])
    return data


def _margin_data(kind: MatrixKind, margin: Margin) -> dict[str, Any]:
    return {each.name: margin.value(each.name) for each in MARGINS[kind]}


def _change_data(kind: MatrixKind, change: Margin) -> dict[str, Any]:
    data = _margin_data(kind, change)
    return data if kind is MatrixKind.BOTH else data | {"could_be_chance": change.could_be_chance}


def _cell_data(this: Matrix, giver: MatrixLine, receiver: MatrixLine) -> dict[str, Any]:
    cell = this.cell(giver, receiver)
    data: dict[str, Any] = {}
    if this.kind is not MatrixKind.ONE_TO_ONES:
        data |= {"leads": cell.leads, "raw": cell.raw}
    if this.kind is not MatrixKind.LEADS:
        data |= {"one_to_ones": cell.one_to_ones}
    return data | ({"level": cell.level} if this.kind is MatrixKind.BOTH else {})


# As a page


class PageCell(Struct, frozen=True):
    """A cell of the page: what stands in it, its shade, and what it says where somebody points at it."""

    text: str
    shade: int = 0
    about: str = ""
    is_itself: bool = False
    change: str = ""


class PageRow(Struct, frozen=True):
    """A row of the page: whose it is, the cells, and its margins."""

    line: MatrixLine | None
    heading: str
    cells: tuple[PageCell, ...]
    margins: tuple[PageCell, ...] = ()


def html_matrix(found: MatrixOfPeriod) -> str:
    """A page that loads nothing: the headings stay in sight, numbers have shades and bars, and it prints."""
    this = found.matrix
    steps = shade_steps(this.most) if this.kind is not MatrixKind.BOTH else (1, 2, 3)
    of_shades = LEVELS[1:] if this.kind is MatrixKind.BOTH else steps_in_words(steps, this.most)
    days = full_days(found.period.first, found.period.last)
    return (
        render(
            "matrix.html",
            chapter=clean(found.chapter.name),
            title=TITLES[this.kind],
            days=days,
            meetings=counted(found.meetings, "closed meeting"),
            before="".join(text for _, text in _days_before(found)),
            lines=this.lines,
            former=FORMER,
            across="with" if this.kind is MatrixKind.ONE_TO_ONES else "receives",
            down="member" if this.kind is MatrixKind.ONE_TO_ONES else "gives",
            headings=[(each.short, each.of_row) for each in MARGINS[this.kind]],
            rows=[_page_row(found, at, steps) for at in range(len(this.lines))],
            below=list(_page_below(found)),
            shades=[
                (_shown(this.kind, number), number, words) for number, words in enumerate(of_shades, start=1)
            ],
            is_of_both=this.kind is MatrixKind.BOTH,
            is_of_leads=this.kind is MatrixKind.LEADS,
            zero=ZERO,
            notes=found.notes,
        )
        + "\n"
    )


_SHAPES = (ZERO, "1○", "2◇", "3◆")


def _shown(kind: MatrixKind, value: int) -> str:
    if kind is MatrixKind.BOTH:
        return _SHAPES[value]
    return f"{value}" if value else ZERO


def _page_row(found: MatrixOfPeriod, at: int, steps: tuple[int, ...]) -> PageRow:
    this, line = found.matrix, found.matrix.lines[at]
    changes = _changes(found, is_of_rows=True)
    return PageRow(
        line,
        line.name,
        tuple(_page_cell(this, line, other, steps) for other in this.lines),
        tuple(_page_margin(each, this.rows[at], changes[at]) for each in MARGINS[this.kind]),
    )


class _Change(Struct, frozen=True):
    """The change of a margin, and what must be said of that of its sum."""

    margin: Margin
    remark: str


def _changes(found: MatrixOfPeriod, *, is_of_rows: bool) -> list[_Change | None]:
    """Those of the margins at each line; None where nothing is compared."""
    earlier = found.earlier
    if earlier is None:
        return [None] * len(found.matrix.lines)
    margins = earlier.change.rows if is_of_rows else earlier.change.columns
    return [
        _Change(margin, earlier.of_change(line, margin))
        for line, margin in zip(found.matrix.lines, margins, strict=True)
    ]


def _page_cell(this: Matrix, giver: MatrixLine, receiver: MatrixLine, steps: tuple[int, ...]) -> PageCell:
    if giver is receiver and giver.person_id is not None:
        return PageCell("", is_itself=True)
    cell = this.cell(giver, receiver)
    value = cell.value(this.kind)
    names = f"{_cut(giver.name)} {'↔' if this.kind is MatrixKind.ONE_TO_ONES else '→'} {_cut(receiver.name)}"
    text = ONLY_RAW if is_only_raw(this.kind, cell) else _shown(this.kind, value)
    return PageCell(text, shade_of(value, steps), f"{names}: {cell_in_words(this.kind, cell)}")


def cell_in_words(kind: MatrixKind, cell: Cell) -> str:
    """`3 leads, 1 raw`, `2 one-to-ones`; of both together all of it."""
    parts = []
    if kind is not MatrixKind.ONE_TO_ONES:
        parts += [counted(cell.leads, "lead"), f"{cell.raw} raw"]
    if kind is not MatrixKind.LEADS:
        parts += [counted(cell.one_to_ones, "one-to-one")]
    return ", ".join(parts)


def _page_margin(column: MarginColumn, margin: Margin, change: _Change | None) -> PageCell:
    value = margin.value(column.name)
    if value is None:
        return PageCell("–")
    differs = None if change is None else change.margin.value(column.name)
    remark = change.remark if change is not None and column.name == "total" else ""
    about = f"{column.of_row}; the change: {remark}" if remark else column.of_row
    return PageCell(f"{value}", about=about, change=signed(differs, remark))


def signed(number: int | None, remark: str = "") -> str:
    """`+3`, `−2`, `=` for none; with a question mark where something must be said of it. Empty for None."""
    if number is None:
        return ""
    text = f"+{number}" if number > 0 else f"−{-number}" if number else "="
    return f"{text}?" if number and remark else text


def _page_below(found: MatrixOfPeriod) -> Iterator[PageRow]:
    this = found.matrix
    changes = _changes(found, is_of_rows=False)
    whole = None
    if found.earlier is not None:
        change = found.earlier.change.total
        whole = _Change(change, found.earlier.of_whole(change))
    for each in MARGINS[this.kind]:
        yield PageRow(
            None,
            each.of_column,
            tuple(
                _page_margin(each, margin, change)
                for margin, change in zip(this.columns, changes, strict=True)
            ),
            tuple(
                _page_margin(other, this.total, whole) if other is each else PageCell("")
                for other in MARGINS[this.kind]
            ),
        )


def _cut(name: str) -> str:
    name = clean(name)
    return name if len(name) <= _MOST_OF_NAME else f"{name[:_MOST_OF_NAME]}…"
