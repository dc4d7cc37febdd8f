"""A column of the area's table: its headings, what it says of a chapter now and before, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.association.area_figures import (
    ChapterInArea,
    HalfYear,
    MoreOfChapter,
    difference_of_halves,
)
from leadsroom.domain.association.standing import Standing
from leadsroom.domain.health.figures import FEWEST_MEETINGS
from leadsroom.domain.health.statistics import (
    CASES_FOR_SHARE,
    Difference,
    Share,
    difference_of_shares,
    rounded,
)
from leadsroom.domain.text.wording import counted
from leadsroom.views.health.health_column import Cell, TooLittle

RECORD_TOO_SHORT = TooLittle(behind="the record does not reach back so far")


class ChapterLine(Struct, frozen=True):
    """A chapter of the table. `label` tells it apart from another of its name; `area` is empty for none.

    `more` is read for the lines of a page alone.
    """

    of: ChapterInArea
    label: str
    area: str
    standing: Standing
    more: MoreOfChapter = MoreOfChapter()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it stands as it does, the gravest reason first."""
        return self.standing.reasons(self.of)


class Turn(StrEnum):
    """Which way a figure has gone from the half year before, by more than chance."""

    BETTER = "better"
    WORSE = "worse"


class AreaColumn(Struct, frozen=True, kw_only=True):
    """One figure of each chapter.

    `key` is its name as data, `title` and `short` are its headings. `cell` gives its value of a line, in
    `unit` (`percent`, `members`, `weeks`, `money` in major units of the chapter's currency, or nothing for
    texts, days and plain counts); `before` that of the six months before, where there is one, and
    `difference` that of the two. `more_is_better` is None where neither is. `threshold` is what a cell needs
    to have a figure: `from 10 slips on`. `needs` are the fields of `ChapterLine.more` that it is made of;
    `is_in_full`: it is of figures that are read for the chapters of a page alone.
    """

    key: str
    title: str
    short: str
    cell: Callable[[ChapterLine], Cell]
    definition: str
    before: Callable[[ChapterLine], Cell] | None = None
    difference: Callable[[ChapterLine], Difference | None] | None = None
    more_is_better: bool | None = None
    behind: Callable[[ChapterLine], str] | None = None
    threshold: str = ""
    unit: str = ""
    is_number: bool = True
    needs: tuple[str, ...] = ()
    is_in_full: bool = False


def turn_of(column: AreaColumn, line: ChapterLine) -> Turn | None:
    """Whether a figure is better or worse than before by more than chance; None where nobody can say so."""
    found = None if column.difference is None else column.difference(line)
    if found is None or found.could_be_chance or column.more_is_better is None:
        return None
    return Turn.BETTER if (found.by > 0) is column.more_is_better else Turn.WORSE


def share_column(
    key: str,
    title: str,
    short: str,
    share: Callable[[HalfYear], Share],
    *,
    cases: str,
    definition: str,
    more_is_better: bool | None = None,
    is_in_full: bool = False,
) -> AreaColumn:
    """A share in percent, now and before; `cases` are what it is of."""

    def percent(of: Share) -> Cell:
        return TooLittle(behind=_of(of)) if of.percent is None else rounded(of.percent)

    return AreaColumn(
        key=key,
        title=title,
        short=short,
        cell=lambda line: percent(share(line.of.now)),
        before=lambda line: percent(share(line.of.before)),
        difference=lambda line: difference_of_shares(share(line.of.now), share(line.of.before)),
        more_is_better=more_is_better,
        behind=lambda line: _of(share(line.of.now)),
        definition=definition,
        threshold=f"from {CASES_FOR_SHARE} {cases} on",
        unit="percent",
        is_in_full=is_in_full,
    )


def _of(share: Share) -> str:
    return f"{share.count} of {share.of}"


def rate_column(
    key: str,
    title: str,
    short: str,
    rate: Callable[[HalfYear], Fraction | None],
    *,
    count: str,
    over: str,
    digits: int,
    definition: str,
) -> AreaColumn:
    """A rate over meetings or over places at them: `count` and `over` are fields of `HalfYear`."""

    def value(of: HalfYear) -> Cell:
        found = rate(of)
        return TooLittle(behind=counted(of.meetings, "meeting")) if found is None else rounded(found, digits)

    return AreaColumn(
        key=key,
        title=title,
        short=short,
        cell=lambda line: value(line.of.now),
        before=lambda line: value(line.of.before),
        difference=lambda line: difference_of_halves(line.of.now, line.of.before, count, over),
        more_is_better=True,
        behind=lambda line: f"{getattr(line.of.now, count)} over {getattr(line.of.now, over)}",
        definition=definition,
        threshold=f"from {FEWEST_MEETINGS} meetings on",
    )
