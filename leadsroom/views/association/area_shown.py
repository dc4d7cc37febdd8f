"""The area's table as it is read: cells in words, which columns stand together, what is printed below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from leadsroom.domain.association.area_figures import HALF
from leadsroom.domain.association.states import REASONS, State
from leadsroom.domain.text.money import show_amount
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.signs import cells_wide, cut_to
from leadsroom.domain.text.wording import counted, full_day, listed, near_day
from leadsroom.views.association.area_column import AreaColumn, ChapterLine
from leadsroom.views.association.area_columns import COLUMNS, column_named
from leadsroom.views.association.area_table import AreaTable
from leadsroom.views.health.health_column import Cell, NoFigure, TooLittle

TOO_LITTLE_HERE, NONE_YET = "–", "none"
_LEAST_OF_NAME = 4  # cells
UP, DOWN = "↑", "↓"


class ColumnGroup(Struct, frozen=True):
    """Columns that are read together, where not all fit beside one another."""

    title: str
    keys: tuple[str, ...]

    @property
    def columns(self) -> tuple[AreaColumn, ...]:
        """The columns themselves."""
        return tuple(map(column_named, self.keys))


GROUPS = (
    ColumnGroup(
        "Who needs somebody",
        ("state", "members", "members_change", "attendance", "leads", "missing", "last_closed", "visited"),
    ),
    ColumnGroup(
        "Size and visitors", ("to_full", "weeks_since_new", "visitors", "visitors_joined", "waiting")
    ),
    ColumnGroup(
        "At meetings", ("attendance", "substitutes", "late", "one_to_ones", "in_a_row", "missing_since")
    ),
    ColumnGroup("Leads and dollars", ("leads", "raw", "bad", "own", "dollars", "currency")),
    ColumnGroup("What is due", ("area", "meets", "renewals", "vacant", "visited")),
)


def label_in(line: ChapterLine, width: int) -> str:
    """What a chapter is called, in so many cells: what tells it apart from another of its name is left whole,
    where there is room: `Abbey Le… (Leeds)`.
    """
    label = clean(line.label)
    name = clean(line.of.name)
    behind = label[len(name) :] if label.startswith(name) else ""
    room = width - cells_wide(behind)
    if not behind or room < _LEAST_OF_NAME:
        return cut_to(label, width)
    return f"{cut_to(name, room)}{behind}"


def cell_words(column: AreaColumn, cell: Cell, line: ChapterLine) -> str:
    """A cell as it is read: `88.1`, `+2`, `28 Oct`, `–` where there is too little data."""
    if isinstance(cell, NoFigure):
        return TOO_LITTLE_HERE if isinstance(cell, TooLittle) else NONE_YET
    if cell is None:
        return ""
    if isinstance(cell, date):
        return near_day(cell, line.of.today)
    if column.unit == "money" and isinstance(cell, Decimal):
        return show_amount(
            cell.to_integral_value() if cell == cell.to_integral_value() else cell, line.of.country
        )
    if column.key == "members_change" and isinstance(cell, int) and cell:
        return f"{cell:+}"
    return str(cell)


def now_words(column: AreaColumn, line: ChapterLine) -> str:
    """The figure of now."""
    return cell_words(column, column.cell(line), line)


def before_words(column: AreaColumn, line: ChapterLine) -> str:
    """The chapter's own figure of the six months before; empty where the column has none."""
    return "" if column.before is None else cell_words(column, column.before(line), line)


def arrow(column: AreaColumn, line: ChapterLine) -> str:
    """Where a figure has gone since, by more than chance; empty where that may be chance."""
    found = None if column.difference is None else column.difference(line)
    if found is None or found.could_be_chance:
        return ""
    return UP if found.by > 0 else DOWN


def beside_past(column: AreaColumn, line: ChapterLine) -> str:
    """`66.0↓ (81.0)`: a figure beside the chapter's own past."""
    before = before_words(column, line)
    now = f"{now_words(column, line)}{arrow(column, line)}"
    return f"{now} ({before})" if before else now


_NONE = "No chapter stands here. Archived ones are shown only where they are asked for."

# What stands above and below


def head_words(table: AreaTable) -> str:
    """`North: 40 chapters, as of 1 Dec 2026, 14:36 UTC`."""
    at = table.as_of
    return f"{table.area}: {counted(table.chapters, 'chapter')}, as of {full_day(at.date())}, {at:%H:%M} UTC"


def states_words(states: Mapping[State, int]) -> str:
    """`2 silent · 1 failing · 37 steady`, the gravest first."""
    return " · ".join(f"{states[state]} {state.value}" for state in State if states.get(state))


def page_words(table: AreaTable) -> str:
    """Which of them are on the page, where not all are: `1 to 50 of 400 chapters`, `3 of 400 chapters`."""
    if not table.rows:
        return "No chapter fits what was asked for." if table.chapters else _NONE
    with_archived = State.ARCHIVED in table.wanted.states
    is_all = table.total == table.chapters or with_archived
    if len(table.rows) == table.total:
        of_all = "" if is_all else f"{table.total} of {counted(table.chapters, 'chapter')}"
        return counted(table.total, "chapter") if with_archived else of_all
    part = f"{table.first} to {table.first + len(table.rows) - 1} of {counted(table.total, 'chapter')}"
    return part if is_all else f"{part}, of {table.chapters} in all"


def beyond_words(table: AreaTable) -> str:
    """That the page that was asked for is none; empty where it is one."""
    if table.wanted.page <= table.pages or not table.rows:
        return ""
    last = f"the last is page {table.pages}" if table.pages > 1 else "there is one page"
    return f"There is no page {table.wanted.page}: {last}, which stands here."


ORDER = (
    "Chapters stand in the order in which they need somebody: by their gravest reason; of two with the same "
    "one the worse figure first, then by their next reason, then by name. The state is that of the gravest "
    "reason that names one."
)
WINDOWS = (
    f"Figures are of the {HALF} whole months before this one and what this one has so far; in brackets those "
    f"of the {HALF} months before. {UP} and {DOWN} stand where the change is more than chance (95 in 100). "
    f"{TOO_LITTLE_HERE} stands for too little data, {NONE_YET} where there is none yet."
)


def reasons_in_order() -> Iterator[str]:
    """Every reason with its threshold, the gravest first, and the state that it makes."""
    for reason in REASONS:
        yield f"{reason.state.value}: {reason.threshold}" if reason.state else reason.threshold


def thresholds(columns: Sequence[AreaColumn] = COLUMNS) -> Iterator[str]:
    """From how many cases on figures are given, each threshold once."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.threshold:
            found.setdefault(column.threshold, []).append(column.title)
    for threshold, titles in found.items():
        yield f"{listed(titles)}: given {threshold}"
