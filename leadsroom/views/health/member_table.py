"""The members' figures as a table: which columns it has, in which order its lines are, each cell in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.text.money import show_amount
from leadsroom.domain.text.plain_text import fold
from leadsroom.views.health.health_column import Cell, HealthColumn, NoFigure, TooLittle
from leadsroom.views.health.member_columns import COLUMNS

TOO_LITTLE_HERE, NONE_YET, UNKNOWN = "–", "none", "n/k"
SIGNS = {
    TOO_LITTLE_HERE: "too little data",
    NONE_YET: "none yet",
    UNKNOWN: "nobody can know",
}
OF_ALL, MEDIAN = "All", "Median"  # what stands below the members
ADVICE = "advice"  # the one column of sentences: on paper and screens these stand apart


def columns_for(*, officers: bool) -> tuple[HealthColumn, ...]:
    """The columns of figures in their order; with those that only officers read where they ask for them."""
    return tuple(
        column for column in COLUMNS if column.key != ADVICE and (officers or not column.officers_only)
    )


_OF_AMOUNTS = (-2, -3)  # powers of ten of the last digit; amounts of other currencies are whole
_OF_TENTHS = -1  # that of shares, hours and medians


def figure_shown(cell: str | int | Decimal | date | None) -> str | int | Decimal | date | None:
    """A figure as it stands in every table, to the last digit: an amount that is whole has no decimals."""
    is_amount = isinstance(cell, Decimal) and cell.as_tuple().exponent in _OF_AMOUNTS
    if isinstance(cell, Decimal) and is_amount and cell == cell.to_integral_value():
        return cell.to_integral_value()
    return cell


def cell_words(cell: Cell, country: str) -> str:
    """A cell as it is read on the page and in texts: `112,750` by the signs of the country, a day as
    2026-12-01.
    """
    if isinstance(cell, NoFigure):
        return sign_for(cell)
    shown = figure_shown(cell)
    has_tenths = isinstance(shown, Decimal) and shown.as_tuple().exponent == _OF_TENTHS
    if isinstance(shown, int | Decimal) and not has_tenths:
        return show_amount(shown, country)
    return "" if shown is None else str(shown)


def sign_for(none: NoFigure) -> str:
    """What stands in the place of a figure that there is none of; `SIGNS` says what it means."""
    if isinstance(none, TooLittle):
        return TOO_LITTLE_HERE
    return NONE_YET if none.words.startswith(SIGNS[NONE_YET]) else UNKNOWN


def in_order_of(
    members: Sequence[MemberHealth], cell: Callable[[MemberHealth], Cell], *, turned: bool = False
) -> list[MemberHealth]:
    """The members by one of their cells: figures from the highest down, texts and days from the first on;
    `turned` the other way around.

    Whoever has no figure comes last both times. Those with the same stay in the order that they come in.
    """
    found = [(each, cell(each)) for each in members]
    with_figure = [(each, value) for each, value in found if _has_figure(value)]
    highest_first = any(isinstance(value, int | Decimal) for _, value in with_figure)
    with_figure.sort(key=lambda one: _key(one[1]), reverse=highest_first is not turned)
    return [each for each, _ in with_figure] + [each for each, value in found if not _has_figure(value)]


def _has_figure(value: Cell) -> bool:
    return value is not None and value != "" and not isinstance(value, NoFigure)


def _key(value: Cell) -> int | Decimal | str:
    if isinstance(value, date):
        return value.toordinal()
    return fold(value) if isinstance(value, str) else value  # type: ignore[return-value]


_GROUPS = {
    "given": "Leads",
    "own_given": "Own purchases, and leads paid once",
    "dollars_in": "Dollars",
    "first_lead": "How soon",
    "meetings": "Meetings and people",
    "slips_checked": "Slips checked",
    "months": "The seat",
}


def in_groups(columns: Sequence[HealthColumn]) -> list[tuple[str, list[HealthColumn]]]:
    """The columns under headings, where they do not fit beside one another."""
    found: list[tuple[str, list[HealthColumn]]] = []
    for column in columns:
        if column.key in _GROUPS or not found:
            found.append((_GROUPS.get(column.key, ""), []))
        found[-1][1].append(column)
    return found
