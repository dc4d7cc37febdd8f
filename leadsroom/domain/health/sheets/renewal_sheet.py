"""A member's year in figures, each beside the middle one of those who were there all the time.

What counts is said in `leadsroom.domain.health.figures`, and in `leadsroom.domain.health.cost`. Beside each
count stands the median of the members who had a place at every regular meeting of the window, whether they
came or not; from five of them on. A median is no aim: half of them are above it, and half below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.health.findings import plain
from leadsroom.domain.health.member_health import HealthFigures
from leadsroom.domain.health.statistics import TOO_LITTLE, Median, median_of, rounded
from leadsroom.domain.text.money import Money, show_money

Figure = int | Fraction | None


class Unit(Enum):
    """What a figure of the sheet is counted in. Money is in minor units of the chapter's currency."""

    COUNT = "count"
    MONEY = "money"
    HOURS = "hours"
    PERCENT = "percent"


class SheetLine(Struct, frozen=True, kw_only=True):
    """A figure of the sheet: whose it is, and the median of the others beside it.

    `value` is exact, None where there is too little for it; `behind` are the numbers behind a share.
    """

    key: str
    title: str
    unit: Unit
    value: Figure
    median: Median
    behind: str = ""


class SheetPart(Struct, frozen=True):
    """The figures under one heading."""

    title: str
    lines: tuple[SheetLine, ...]


class _Asked(Struct, frozen=True):
    """A figure that a sheet has. Where it `may_be_left_out` it is, if nobody has any."""

    key: str
    title: str
    of: Callable[[HealthFigures], Figure]
    unit: Unit = Unit.COUNT
    may_be_left_out: bool = False
    behind: Callable[[HealthFigures], str] | None = None


def _count(key: str, title: str, *, may_be_left_out: bool = False) -> _Asked:
    return _Asked(key, title, lambda of: int(getattr(of.figures, key)), may_be_left_out=may_be_left_out)


def _charge(key: str, title: str, *, may_be_left_out: bool = False) -> _Asked:
    return _Asked(key, title, lambda of: int(getattr(of.cost, key)), Unit.MONEY, may_be_left_out)


def _dollars(key: str, title: str, of: Callable[[HealthFigures], int]) -> _Asked:
    return _Asked(key, title, of, Unit.MONEY)


_OF_COST = (
    _charge("dues", "Dues"),
    _charge("meals", "Meals"),
    _charge("fines", "Fines"),
    _charge("join_fee", "Joining fee", may_be_left_out=True),
    _charge("credits", "Credit, taken off", may_be_left_out=True),
    _charge("total", "In all"),
    _charge("refunded", "Refunded, in no sum", may_be_left_out=True),
    _Asked("hours", "Hours at meetings", lambda of: of.cost.hours_exact, Unit.HOURS),
)
_OF_BROUGHT = (
    _count("received", "Leads received"),
    _count("received_inside", "Of these, for the giver's own household"),
    _count("received_raw", "Raw leads received"),
    _dollars("dollars_in", "Dollars in", lambda of: of.reported.total.minor),
    _dollars("own_dollars_in", "Of these, givers' own purchases", lambda of: of.reported.own),
)
_OF_GAVE = (
    _count("given", "Leads given"),
    _count("given_inside", "Of these, for their own household"),
    _count("given_raw", "Raw leads given"),
    _dollars("dollars_credited", "Dollars credited", lambda of: of.credited.total.minor),
    _dollars("own_dollars_credited", "Of these, their own purchases", lambda of: of.credited.own),
    _count("visitors", "Visitors brought"),
    _count("joined", "Visitors who joined", may_be_left_out=True),
    _count("testimonials", "Testimonials given"),
    _count("one_to_ones", "One-to-ones"),
    _Asked(
        "attendance",
        "Attended in person",
        lambda of: of.attendance.percent,
        Unit.PERCENT,
        behind=lambda of: f"{of.attendance.count} of {of.attendance.of}",
    ),
)


COST, BROUGHT, GAVE = "What the seat cost", "What it brought", "What it gave"
_PARTS = ((COST, _OF_COST), (BROUGHT, _OF_BROUGHT), (GAVE, _OF_GAVE))
DEFINITIONS = (
    "Cost: what the ledger charged in the window and nobody took back, on the day that it is of.",
    (
        "Hours: of the closed meetings at which the member was there and not represented, from when they "
        "came to when they left. One-to-ones are counted and not timed, and no hour is given a price."
    ),
    (
        "Leads count on the day on which they were passed, dollars on the day on which they were reported. "
        "Raw leads are in no other count. Dollars in are those that the member reported, dollars credited "
        "those that others reported to the member's credit."
    ),
    (
        "Attendance: meetings at which the member was there, a substitute not counted, of those at which "
        "they were marked; in percent from 10 meetings on."
    ),
)


def sheet_parts(mine: HealthFigures, others: Sequence[HealthFigures]) -> tuple[SheetPart, ...]:
    """What a seat cost, brought and gave, beside the medians of `others`, which may have the member in it."""
    return tuple(SheetPart(title, tuple(_lines(asked, mine, others))) for title, asked in _PARTS)


def _lines(
    asked: Iterable[_Asked], mine: HealthFigures, others: Sequence[HealthFigures]
) -> Iterable[SheetLine]:
    for each in asked:
        value, found = each.of(mine), [each.of(other) for other in others]
        if each.may_be_left_out and not value and not any(found):
            continue
        yield SheetLine(
            key=each.key,
            title=each.title,
            unit=each.unit,
            value=value,
            median=median_of(figure for figure in found if figure is not None),
            behind=each.behind(mine) if each.behind else "",
        )


def shown_figure(value: Figure, unit: Unit, currency: str, country: str) -> str:
    """A figure of the sheet in words: `12`, `2.5`, `$480`, `41.5`, `92.3 %`; `too little data`."""
    if value is None:
        return TOO_LITTLE
    exact = Fraction(value)
    match unit:
        case Unit.MONEY:
            return show_money(Money(int(rounded(exact, 0)), currency), country)
        case Unit.PERCENT:
            return f"{rounded(exact)} %"
        case _:
            return f"{plain(exact)}"
