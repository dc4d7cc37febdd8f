"""The area's table: a line for each chapter, those first that need somebody most, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.association.area_figures import ChapterInArea
from leadsroom.domain.association.areas import NO_AREA, Tree
from leadsroom.domain.association.labels import ChapterEntry, label
from leadsroom.domain.association.month import month_of
from leadsroom.domain.association.standing import Standing, needs_me_most, standing
from leadsroom.domain.association.states import State
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store.read.association.area_more import more_of, with_gaps
from leadsroom.store.read.association.area_table import chapters_in_area, in_full
from leadsroom.store.read.association.areas import tree
from leadsroom.store.reading import Reading
from leadsroom.views.association.area_column import AreaColumn, ChapterLine
from leadsroom.views.association.area_columns import COLUMNS
from leadsroom.views.health.health_column import Cell, NoFigure

PAGE = 50
NAME = "name"  # to sort by, where it is no column


class TableWanted(Struct, frozen=True, kw_only=True):
    """What is asked for.

    `area_id` with all below it, None for all chapters, or with `unplaced` those of no area. `states`: only
    chapters that stand so, empty for all; archived ones stand in the table only where that state is asked
    for. `typed`: letters of a name, a place or an area, those of several chapters with commas between;
    `weekday` 0 for Monday. `sort` is the key of a column, NAME, or empty for the order in which
    they need somebody; `turned` the other way around. `page` counts from 1; with `size` None it is all.
    """

    area_id: AreaId | None = None
    unplaced: bool = False
    states: tuple[State, ...] = ()
    typed: str = ""
    weekday: int | None = None
    sort: str = ""
    turned: bool = False
    page: int = 1
    size: int | None = PAGE


class AreaTable(Struct, frozen=True, kw_only=True):
    """A page of the table, as of a moment.

    `total` chapters fit what was asked for, of whom `rows` are on the page. `states` counts all those of the
    area, whatever else was asked for.
    """

    as_of: datetime
    area: str
    wanted: TableWanted
    rows: tuple[ChapterLine, ...]
    total: int
    page: int
    pages: int
    states: Mapping[State, int]
    columns: tuple[AreaColumn, ...] = COLUMNS

    @property
    def chapters(self) -> int:
        """How many chapters the area has, archived ones left out."""
        return sum(number for state, number in self.states.items() if state is not State.ARCHIVED)

    @property
    def first(self) -> int:
        """The place of the first row among all that fit, counted from 1."""
        return 1 + (self.page - 1) * (self.wanted.size or 0)


_Stood = tuple[ChapterInArea, Standing]


def area_table(reading: Reading, wanted: TableWanted) -> AreaTable:
    """A page of the table. Raises Refused for a column that there is not."""
    connection, areas = reading.connection, tree(reading.connection)
    column = _column(wanted.sort)
    with_archived = State.ARCHIVED in wanted.states
    area_ids = None if wanted.area_id is None else areas.below(wanted.area_id)
    chapters = chapters_in_area(
        connection,
        area_ids,
        this_month(reading),
        reading.now,
        unplaced=wanted.unplaced,
        archived=with_archived,
        in_full=column is not None and column.is_in_full,
    )
    every = [(each, standing(each)) for each in with_gaps(connection, chapters, this_month(reading))]
    fit = _that_fit(every, wanted, areas)
    lines = _in_order(reading, fit, wanted, column, areas)
    pages = 1 if wanted.size is None else max(1, -(-len(lines) // wanted.size))
    page = min(max(1, wanted.page), pages)
    rows = lines if wanted.size is None else lines[(page - 1) * wanted.size : page * wanted.size]
    return AreaTable(
        as_of=reading.now,
        area=NO_AREA if wanted.unplaced else areas.named(wanted.area_id),
        wanted=wanted,
        rows=tuple(_labelled(_with_more(reading, rows), every, areas)),
        total=len(fit),
        page=page,
        pages=pages,
        states=Counter(stands.state for _, stands in every),
    )


def this_month(reading: Reading) -> int:
    """The number of the month that goes on, for all chapters wherever they are."""
    return month_of(reading.now.astimezone(UTC).date())


def _column(key: str) -> AreaColumn | None:
    if key in ("", NAME):
        return None
    found = next((column for column in COLUMNS if column.key == key), None)
    if found is None:
        keys = ", ".join(column.key for column in COLUMNS)
        raise Refused(f"The table has no column “{key}”. Sort by {NAME}, or by one of: {keys}.")
    return found


def _that_fit(every: Iterable[_Stood], wanted: TableWanted, areas: Tree) -> list[_Stood]:
    several = [words for part in wanted.typed.split(",") if (words := fold(part).split())]
    return [
        (each, stands)
        for each, stands in every
        if (not wanted.states or stands.state in wanted.states)
        and (wanted.weekday is None or each.weekday == wanted.weekday)
        and (not several or _has_any(each, several, areas))
    ]


def _has_any(of: ChapterInArea, several: Iterable[Iterable[str]], areas: Tree) -> bool:
    """Whether it has all words of one of several."""
    text = f" {of.name_key} {fold(of.place)} {fold(_area(of, areas))}"
    return any(all(f" {word}" in text for word in words) for words in several)


def _area(of: ChapterInArea, areas: Tree) -> str:
    return areas.area(of.area_id).name if of.area_id in areas and of.area_id is not None else ""


# Order


def _in_order(
    reading: Reading, fit: list[_Stood], wanted: TableWanted, column: AreaColumn | None, areas: Tree
) -> list[ChapterLine]:
    """The lines in the order that is wanted; those that are alike there, as they need somebody."""
    fit.sort(key=lambda one: needs_me_most(*one))
    lines = [ChapterLine(each, each.name, _area(each, areas), stands) for each, stands in fit]
    if wanted.sort == NAME:
        lines.sort(key=lambda line: line.of.name_key, reverse=wanted.turned)
    elif column is None:
        lines = lines[::-1] if wanted.turned else lines
    else:
        more = _more_for(reading, lines, column) if column.needs else lines
        lines = sorted_by(column, more, turned=wanted.turned)
    return lines


def sorted_by(column: AreaColumn, lines: Sequence[ChapterLine], *, turned: bool) -> list[ChapterLine]:
    """Figures from the highest down, texts and days from the first on; `turned` the other way around.

    Who has no figure comes last both times. Of amounts those of one currency stand together, the currency of
    most chapters first.
    """
    found = [(line, column.cell(line)) for line in lines]
    shown = [(line, value) for line, value in found if _has_figure(value)]
    shown.sort(key=lambda one: _key(one[1]), reverse=column.is_number is not turned)
    if column.unit == "money":
        used = Counter(line.of.currency for line, _ in shown)
        shown.sort(key=lambda one: (-used[one[0].of.currency], one[0].of.currency))
    return [line for line, _ in shown] + [line for line, value in found if not _has_figure(value)]


def _has_figure(value: Cell) -> bool:
    return value is not None and value != "" and not isinstance(value, NoFigure)


def _key(value: Cell) -> int | Decimal | str:
    if isinstance(value, date):
        return value.toordinal()
    return fold(value) if isinstance(value, str) else value  # type: ignore[return-value]


# What only a page has


def _with_more(reading: Reading, lines: Sequence[ChapterLine]) -> list[ChapterLine]:
    connection, this = reading.connection, this_month(reading)
    chapters = in_full(connection, [line.of for line in lines], this)
    more = more_of(connection, chapters, this)
    return [replace(line, of=of, more=more[of.id]) for line, of in zip(lines, chapters, strict=True)]


def _more_for(reading: Reading, lines: Sequence[ChapterLine], column: AreaColumn) -> list[ChapterLine]:
    """The lines with no more than one column is made of."""
    more = more_of(reading.connection, [line.of for line in lines], this_month(reading), column.needs)
    return [replace(line, more=more[line.of.id]) for line in lines]


def _labelled(lines: Iterable[ChapterLine], every: Iterable[_Stood], areas: Tree) -> list[ChapterLine]:
    """The lines, those whose name another chapter of the area has with what tells them apart."""
    lines = list(lines)
    names = {line.of.name_key for line in lines}
    alike: dict[str, list[ChapterEntry]] = {name: [] for name in names}
    for each, _ in every:
        if each.name_key in names:
            entry = ChapterEntry(each.id, each.name, each.place, _area(each, areas), each.area_id)
            alike[each.name_key].append(entry)
    return [replace(line, label=_label(line, alike[line.of.name_key])) for line in lines]


def _label(line: ChapterLine, alike: Sequence[ChapterEntry]) -> str:
    own = next(entry for entry in alike if entry.id == line.of.id)
    return label(own, alike)
