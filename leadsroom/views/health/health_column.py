"""A column of the members' figures: its headings, what it says, what it needs; and how each kind is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.figures import HowSoon
from leadsroom.domain.health.findings import plain
from leadsroom.domain.health.member_health import FEWEST_ANSWERS, HealthFigures, MemberHealth, ServedCount
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, TOO_LITTLE, Share, median_of, rounded
from leadsroom.domain.text.money import Money, minor_digits
from leadsroom.domain.text.wording import listed


class NoFigure(Struct, frozen=True):
    """A cell that has no figure, and why in a few words."""

    words: str


class TooLittle(NoFigure, frozen=True):
    """A cell below its threshold; `behind` are the numbers that there are: `3 of 7`."""

    words: str = TOO_LITTLE
    behind: str = ""


TOO_SHORT = TooLittle("needs a window of half a year")

# Money is in major units of the chapter's currency, a share in percent with one decimal.
Cell = str | int | Decimal | date | NoFigure | None


class HealthColumn(Struct, frozen=True, kw_only=True):
    """One figure of each member.

    `key` is its name as data, `title` and `short` are its headings. `cell` gives its value of a member, in
    `unit` (`percent`, `meetings`, `weeks`, `months`, `hours`, `money` in major units, or nothing for plain
    counts, texts and days); `total` that of several added up, None where these cannot be. `behind` says the
    numbers behind a cell; `exact` is its figure before it was rounded, `share` both numbers of a share.
    `officers_only`: it is shown and written only where officers ask for it. `threshold` is what a cell needs
    to have a figure: `from 10 leads on`.
    """

    key: str
    title: str
    short: str
    cell: Callable[[MemberHealth], Cell]
    definition: str
    total: Callable[[HealthFigures], Cell] | None = None
    unit: str = ""
    is_number: bool = True
    officers_only: bool = False
    threshold: str = ""
    behind: Callable[[HealthFigures], str] | None = None
    exact: Callable[[HealthFigures], Fraction | None] | None = None
    share: Callable[[HealthFigures], Share | None] | None = None


_WITH_TENTHS = ("percent", "hours")


def median_cell(column: HealthColumn, members: Sequence[MemberHealth]) -> Cell:
    """The median of a column over some members: of those who have a figure there, from 5 of them on.

    With a decimal where cells have one, else with at most one, money to its smallest unit; None of a column
    that has no median.
    """
    if not column.is_number:
        return None
    values = [_exact(column, each) for each in members]
    found = median_of(value for value in values if value is not None)
    if found.middle is None:
        return TooLittle(behind=f"{found.cases} of {len(values)}")
    if column.unit == "money":
        return rounded(found.middle, minor_digits(members[0].figures.currency))
    return rounded(found.middle) if column.unit in _WITH_TENTHS else plain(found.middle)


def _exact(column: HealthColumn, of: MemberHealth) -> Fraction | None:
    if column.exact is not None:
        return column.exact(of)
    cell = column.cell(of)
    return Fraction(cell) if isinstance(cell, int | Decimal) else None


def summed(
    key: str,
    title: str,
    short: str,
    value: Callable[[HealthFigures], Cell],
    definition: str,
    *,
    unit: str = "",
    is_number: bool = True,
    exact: Callable[[HealthFigures], Fraction | None] | None = None,
) -> HealthColumn:
    """A column that can be added up; `exact` is its figure where the cell is rounded."""
    return HealthColumn(
        key=key,
        title=title,
        short=short,
        cell=value,
        total=value,
        definition=definition,
        unit=unit,
        is_number=is_number,
        exact=exact,
    )


def figure(key: str, title: str, short: str, definition: str) -> HealthColumn:
    """A count of `Figures` of the same name."""
    return summed(key, title, short, lambda of: getattr(of.figures, key), definition)


def share_column(
    key: str,
    title: str,
    short: str,
    share: Callable[[HealthFigures], Share | None],
    *,
    cases: str,
    definition: str,
) -> HealthColumn:
    """A share in percent; `cases` are what it is of."""

    def value(of: HealthFigures) -> Cell:
        found = share(of)
        if found is None:
            return TOO_SHORT
        return TooLittle(behind=_of(found)) if found.percent is None else rounded(found.percent)

    def exact(of: HealthFigures) -> Fraction | None:
        found = share(of)
        return None if found is None else found.percent

    return HealthColumn(
        key=key,
        title=title,
        short=short,
        cell=value,
        total=value,
        definition=definition,
        unit="percent",
        threshold=f"from {CASES_FOR_SHARE} {cases} on",
        behind=lambda of: _of(share(of)),
        exact=exact,
        share=share,
    )


def cost_column(key: str, title: str, short: str, part: str, definition: str) -> HealthColumn:
    """What a seat was charged, or a part of it: a field of `Cost`."""
    return money_column(key, title, short, lambda of: getattr(of.cost, part), definition)


def _of(share: Share | None) -> str:
    return "" if share is None else f"{share.count} of {share.of}"


def count_of(
    key: str,
    title: str,
    short: str,
    share: Callable[[HealthFigures], Share | None],
    *,
    part: str,
    definition: str,
) -> HealthColumn:
    """A number of a share, `count` or `of`, of which there is none in short windows."""

    def value(of: HealthFigures) -> Cell:
        found = share(of)
        return TOO_SHORT if found is None else getattr(found, part)

    column = summed(key, title, short, value, definition)
    return replace(column, threshold="in windows of half a year or longer")


def money_column(
    key: str, title: str, short: str, minor: Callable[[HealthFigures], int], definition: str
) -> HealthColumn:
    """An amount in the chapter's currency."""
    return summed(
        key,
        title,
        short,
        value=lambda of: Money(minor(of), of.figures.currency).amount,
        definition=definition,
        unit="money",
    )


def other_currencies(of: HealthFigures) -> Cell:
    """`in 120.00 EUR; credited 300.00 EUR; cost 90.00 EUR`: all that is not in the chapter's own currency."""
    sums = {
        "in": [each.total for each in of.figures.reported],
        "credited": [each.total for each in of.figures.credited],
        "cost": [each.in_all for each in of.cost.others if each.total],
    }
    found = []
    for name, amounts in sums.items():
        others = [
            f"{each.amount} {each.currency}" for each in amounts if each.currency != of.figures.currency
        ]
        found += [f"{name} {listed(others)}"] if others else []
    return "; ".join(found)


def how_soon(soon: HowSoon) -> Cell:
    """After how many; or why nobody can say."""
    return NoFigure(soon.why) if soon.number is None else soon.number


def served_column(
    key: str, title: str, short: str, count: Callable[[ServedCount], int], what: str
) -> HealthColumn:
    """Answers of givers of one kind, as the receiver served their prospects."""

    def value(of: HealthFigures) -> Cell:
        return count(of.served) if of.served.is_enough else TooLittle()

    return HealthColumn(
        key=key,
        title=title,
        short=short,
        cell=value,
        total=value,
        definition=f"Of the leads received, how many givers heard that their prospect {what}.",
        officers_only=True,
        threshold=f"from {FEWEST_ANSWERS} answers on",
    )
