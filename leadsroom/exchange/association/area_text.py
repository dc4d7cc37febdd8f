"""The area's table as text: as many columns as there is room for, and under each chapter its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from leadsroom.domain.text.plain_text import clean, isolated
from leadsroom.domain.text.signs import cells_wide, cut_to, padded
from leadsroom.views.association.area_column import AreaColumn, ChapterLine
from leadsroom.views.association.area_columns import column_named
from leadsroom.views.association.area_shown import (
    ORDER,
    WINDOWS,
    beside_past,
    beyond_words,
    head_words,
    label_in,
    now_words,
    page_words,
    reasons_in_order,
    states_words,
    thresholds,
)
from leadsroom.views.association.area_table import AreaTable

# In the order in which they are given room. Those with their past show it in brackets.
_WITH_PAST = ("attendance", "leads", "visitors")
_ALWAYS = ("state", "members", "members_change", "attendance", "leads", "last_closed", "missing")
_WHERE_ROOM = (
    "visited",
    "visitors",
    "renewals",
    "waiting",
    "vacant",
    "in_a_row",
    "late",
    "raw",
    "own",
    "to_full",
)
_AREA, _AREA_WIDE = "area", 14  # shown where there is more than one
_NARROWEST, _NAME = 80, 26
_INDENT = "  "


def text_area_table(table: AreaTable, wide: int) -> str:
    """The page in so many letters a line, at least 80. Ends in a newline."""
    wide = max(wide, _NARROWEST)
    lines = [clean(head_words(table)), states_words(table.states), page_words(table), beyond_words(table)]
    lines = [line for line in lines if line]
    if table.rows:
        lines += ["", *_table(table.rows, wide)]
    lines += ["", *_notes(table, wide)]
    return "\n".join(lines) + "\n"


def _table(rows: Sequence[ChapterLine], wide: int) -> Iterator[str]:
    named = max(7, min(_NAME, max(cells_wide(clean(row.label)) for row in rows)))
    columns = _columns(rows, wide - named)
    heads = [column.short for column, _, _ in columns]
    yield _line("Chapter", named, heads, columns)
    for place, row in enumerate(rows):
        yield _line(
            isolated(label_in(row, named)),
            named,
            [cells[place] for _, cells, _ in columns],
            columns,
        )
        for reason in wrap("; ".join(row.reasons), wide - len(_INDENT), break_on_hyphens=False):
            yield f"{_INDENT}{reason}"


_Shown = tuple[AreaColumn, list[str], int]


def _columns(rows: Sequence[ChapterLine], room: int) -> list[_Shown]:
    """The columns that fit, with their cells and how wide each is."""
    found: list[_Shown] = []
    where_room = (_AREA, *_WHERE_ROOM) if len({row.area for row in rows}) > 1 else _WHERE_ROOM
    for key in (*_ALWAYS, *where_room):
        column = column_named(key)
        show = beside_past if key in _WITH_PAST else now_words
        cells = [_shown(show(column, row), key) for row in rows]
        needed = max(map(cells_wide, (column.short, *cells)))
        if key in _ALWAYS or needed + 1 <= room:
            room -= needed + 1
            found.append((column, cells, needed))
    return found


def _shown(cell: str, key: str) -> str:
    return isolated(cut_to(clean(cell), _AREA_WIDE)) if key == _AREA else cell


def _line(name: str, named: int, cells: Sequence[str], columns: Sequence[_Shown]) -> str:
    shown = (
        padded(cell, width, to_the_right=column.key not in ("state", _AREA))
        for cell, (column, _, width) in zip(cells, columns, strict=True)
    )
    return " ".join((padded(name, named), *shown)).rstrip()


def _notes(table: AreaTable, wide: int) -> Iterator[str]:
    if table.page < table.pages:
        yield from _wrapped(f"--page {table.page + 1} shows the next ones, --all shows all.", wide)
    yield from _wrapped(WINDOWS, wide)
    yield from _wrapped(ORDER, wide)
    for number, reason in enumerate(reasons_in_order(), start=1):
        yield from _wrapped(f"{number:2}. {reason}", wide, "    ")
    yield from _wrapped(f"{'; '.join(thresholds(table.columns))}.", wide)


def _wrapped(text: str, wide: int, below: str = "") -> list[str]:
    return wrap(text, wide, subsequent_indent=below, break_on_hyphens=False)
