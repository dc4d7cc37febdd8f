"""The area's table as a file: text, a table, a workbook, JSON, and a page to print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.association.area_text import text_area_table
from leadsroom.exchange.document import content
from leadsroom.exchange.outgoing import NOTE, FileWanted, csv_lines, file_stem, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.association.area_column import AreaColumn, ChapterLine, turn_of
from leadsroom.views.association.area_shown import (
    GROUPS,
    ORDER,
    WINDOWS,
    ColumnGroup,
    beside_past,
    beyond_words,
    head_words,
    page_words,
    reasons_in_order,
    states_words,
    thresholds,
)
from leadsroom.views.association.area_table import AreaTable, TableWanted, area_table
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle

FORMATS = ("text", "csv", "xlsx", "json", "html")
SCHEMA_VERSION = 1
TITLE = "The area's table"
TOO_LITTLE_IN_FILES = "–"
_WIDE = 120


def write_area_table(reading: Reading, wanted: TableWanted, format: str, wide: int = _WIDE) -> bytes:
    """A page of the table, or all of it, in one of `FORMATS`; a text has so many letters a line."""
    return area_table_as(area_table(reading, wanted), format, wide)


def write_area_file(reading: Reading, file: FileWanted, wanted: TableWanted) -> Path:
    """All chapters that fit what is wanted into a file, in the format that was chosen with it; where it is.

    Raises Refused.
    """
    return write_wanted(file, write_area_table(reading, replace(wanted, page=1, size=None), file.format))


def area_stem(table: AreaTable) -> str:
    """How its file is called, without the ending: `area-north-2026-12-01`."""
    return f"area-{file_stem(table.area)}-{table.as_of.date()}"


def area_table_as(table: AreaTable, format: str, wide: int = _WIDE) -> bytes:
    """What was read, in one of `FORMATS`."""
    match format:
        case "text":
            return text_area_table(table, wide).encode()
        case "csv":
            return csv_lines(_csv_lines(table))
        case "xlsx":
            from leadsroom.exchange.association.area_sheet import area_workbook

            return area_workbook(table)
        case "json":
            return json_file(area_as_data(table))
        case "html":
            from leadsroom.exchange.document.write import write_document

            return write_document(area_document(table), "html")
    raise ValueError(format)


# As a table


def headings(table: AreaTable) -> Iterator[tuple[str, AreaColumn | None, bool]]:
    """The headings in their order: each with its column, and whether it is of the six months before."""
    yield "Chapter", None, False
    yield "Number", None, False
    yield "Place", None, False
    for column in table.columns:
        title = f"{column.title}, %" if column.unit == "percent" else column.title
        yield title, column, False
        if column.before is not None:
            yield f"{title}, before", column, True


def file_cells(table: AreaTable, line: ChapterLine) -> Iterator[Cell]:
    """The cells under these headings."""
    for title, column, is_before in headings(table):
        if column is None:
            yield line.label if title == "Chapter" else line.of.place if title == "Place" else line.of.id
        else:
            yield column.before(line) if is_before and column.before is not None else column.cell(line)


def plain_cell(cell: Cell) -> Any:
    """A cell in a table for spreadsheets; money in major units of the chapter's currency."""
    if isinstance(cell, TooLittle):
        return TOO_LITTLE_IN_FILES
    return "" if isinstance(cell, NoFigure) or cell is None else cell


def notes(table: AreaTable) -> Iterator[str]:
    """How it is counted and ordered, with every threshold."""
    yield WINDOWS
    yield ORDER
    for number, reason in enumerate(reasons_in_order(), start=1):
        yield f"Reason {number}: {reason}."
    yield from (f"{each}." for each in thresholds(table.columns))
    for column in table.columns:
        yield f"{column.title}: {column.definition}"


def _csv_lines(table: AreaTable) -> Iterator[list[Any]]:
    yield ["Area:", table.area]
    yield ["As of:", table.as_of.strftime("%Y-%m-%d %H:%M UTC")]
    yield ["Chapters:", table.total]
    yield [title for title, _, _ in headings(table)]
    for line in table.rows:
        yield [plain_cell(cell) for cell in file_cells(table, line)]
    yield from ([f"{NOTE}{note}"] for note in notes(table))


# As JSON


def area_as_data(table: AreaTable) -> dict[str, Any]:
    """Every figure with its past, in the unit that is named with its column; null where it has none."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "area",
        "area": clean(table.area),
        "as_of": table.as_of,
        "chapters": table.chapters,
        "total": table.total,
        "page": table.page,
        "pages": table.pages,
        "states": {state.value: number for state, number in table.states.items()},
        "reasons": list(reasons_in_order()),
        "columns": {
            column.key: {
                "title": column.title,
                "unit": column.unit or None,
                "definition": column.definition,
                "threshold": column.threshold or None,
            }
            for column in table.columns
        },
        "rows": [_row_as_data(table, line) for line in table.rows],
        "notes": [WINDOWS, ORDER],
    }


def _row_as_data(table: AreaTable, line: ChapterLine) -> dict[str, Any]:
    return {
        "number": line.of.id,
        "chapter": clean(line.of.name),
        "place": clean(line.of.place),
        "label": clean(line.label),
        "state": line.standing.state.value,
        "reasons": list(line.reasons),
        "figures": {
            column.key: _figure_as_data(column, line)
            for column in table.columns
            if column.key not in ("state", "reasons")
        },
    }


def _figure_as_data(column: AreaColumn, line: ChapterLine) -> dict[str, Any]:
    cell = column.cell(line)
    found: dict[str, Any] = {"value": _as_data(cell)}
    if isinstance(cell, NoFigure):
        found["why"] = cell.words
    if column.before is not None:
        found["before"] = _as_data(column.before(line))
    if (turn := turn_of(column, line)) is not None:
        found["turn"] = turn.value
    if column.behind is not None and (behind := column.behind(line)):
        found["behind"] = clean(behind)
    return found


def _as_data(cell: Cell) -> Any:
    if isinstance(cell, NoFigure):
        return None
    return clean(cell) if isinstance(cell, str) else cell


# To print


def area_document(table: AreaTable) -> content.Document:
    """A table for each group of columns, with what each of them counts; the reasons behind the first."""
    return content.Document(
        title=table.area,
        kind="area",
        name=f"{table.as_of.date()}",
        about=tuple(content.line(words) for words in (*_about(table), WINDOWS) if words),
        sections=(
            *(_section(table, group) for group in GROUPS[:1] if table.rows),
            *_why(table),
            *(_section(table, group) for group in GROUPS[1:] if table.rows),
            _how_it_is_ordered(table),
        ),
        country=table.rows[0].of.country if table.rows else "",
    )


def _about(table: AreaTable) -> Iterator[str]:
    yield from (head_words(table), states_words(table.states), page_words(table), beyond_words(table))


def _why(table: AreaTable) -> Iterator[content.Section]:
    items = [
        content.line(content.strong(line.label), f", {line.standing.state.value}: {'; '.join(line.reasons)}.")
        for line in table.rows
        if line.reasons
    ]
    if items:
        yield content.Section("Why", content.bullets(items))


def _section(table: AreaTable, group: ColumnGroup) -> content.Section:
    rows = [(line.label, *(beside_past(column, line) for column in group.columns)) for line in table.rows]
    numbers = [place for place, column in enumerate(group.columns, start=1) if column.is_number]
    heads = ("Chapter", *(column.short for column in group.columns))
    definitions = (
        content.Paragraph(
            content.line(content.strong(column.short), f": {column.title}. {definition_in_full(column)}"),
            small=True,
        )
        for column in group.columns
    )
    return content.Section(
        group.title, (*content.table(heads, rows, numbers=numbers, unbroken=(0,)), *definitions)
    )


def definition_in_full(column: AreaColumn) -> str:
    """What a column counts, and from how many cases on it is given."""
    return f"{column.definition} Given {column.threshold}." if column.threshold else column.definition


def _how_it_is_ordered(table: AreaTable) -> content.Section:
    reasons = (content.line(f"{number}. {each}") for number, each in enumerate(reasons_in_order(), start=1))
    return content.Section("How it is ordered", (*content.paragraph(ORDER), *content.bullets(reasons)))
