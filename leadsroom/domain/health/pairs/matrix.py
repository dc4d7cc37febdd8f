"""Who passes leads to whom, and who has met whom: a matrix of the members, its margins, and what changed.

A row is a giver, a column a receiver. Leads and raw leads are counted apart; one-to-ones have no direction,
so that theirs is the same either way. Both together say in one number what there is between two people: 0
neither, 1 one-to-ones only, 2 leads only, 3 both. A raw lead is no lead there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.counts import Between, LeadsBetween
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, MEETINGS_FOR_TREND, share_of_both
from leadsroom.domain.ids import PersonId


class MatrixKind(StrEnum):
    """What a matrix is of."""

    LEADS = "leads"
    ONE_TO_ONES = "one-to-ones"
    BOTH = "both"


class Level:
    """What there is between two people, as a number of the matrix of both."""

    NEITHER, ONE_TO_ONE, LEAD, BOTH = range(4)


LEVELS = ("neither", "one-to-ones only", "leads only", "both")


class Cell(Struct, frozen=True):
    """What went from one to another: leads, raw leads, and the one-to-ones of the two."""

    leads: int = 0
    raw: int = 0
    one_to_ones: int = 0

    @property
    def level(self) -> int:
        """0 neither, 1 one-to-ones only, 2 leads only, 3 both."""
        return Level.LEAD * bool(self.leads) + Level.ONE_TO_ONE * bool(self.one_to_ones)

    def value(self, kind: MatrixKind) -> int:
        """The number that stands in a matrix of this kind."""
        if kind is MatrixKind.LEADS:
            return self.leads
        return self.one_to_ones if kind is MatrixKind.ONE_TO_ONES else self.level


NOTHING = Cell()


class MatrixLine(Struct, frozen=True):
    """Whose row and column it is; without a person those of everybody else, visitors mostly.

    `short` are one or two signs that no other line has. A former member has no seat any more.
    """

    person_id: PersonId | None
    name: str
    short: str
    profession: str = ""
    joined_on: date | None = None
    is_former: bool = False

    @property
    def is_member(self) -> bool:
        """Whether they are a member today: whom one can still meet and pass leads to."""
        return self.person_id is not None and not self.is_former


Pair = tuple[PersonId | None, PersonId | None]


class Margin(Struct, frozen=True):
    """What a row or a column comes to, or the whole.

    `partners` are the people with whom there was anything at all, each once: given to, received from, met.
    `levels` are so many of the other members for neither, one-to-ones only, leads only, and both; None for
    a line that is of no member. `without` are of these members those with whom there was nothing.
    `could_be_chance` is of a change of `total`: None below the threshold of trends.
    """

    total: int = 0
    raw: int = 0
    partners: int = 0
    without: int | None = None
    levels: tuple[int, ...] | None = None
    could_be_chance: bool | None = None

    def value(self, name: str) -> int | None:
        """One of its numbers, by the name in `MARGINS`."""
        level = _LEVEL_NAMES.get(name)
        if level is not None:
            return None if self.levels is None else self.levels[level]
        found: int | None = getattr(self, name)
        return found


_LEVEL_NAMES = {
    "neither": Level.NEITHER,
    "one_to_ones_only": Level.ONE_TO_ONE,
    "leads_only": Level.LEAD,
    "both": Level.BOTH,
}


class MarginColumn(Struct, frozen=True):
    """One number of the margins: its name as data, what it is called at a row and at a column, in short."""

    name: str
    of_row: str
    of_column: str
    short: str
    short_below: str


MARGINS: dict[MatrixKind, tuple[MarginColumn, ...]] = {
    MatrixKind.LEADS: (
        MarginColumn("total", "leads given", "leads received", "all", "received"),
        MarginColumn("raw", "raw leads given", "raw leads received", "raw", "raw"),
        MarginColumn("partners", "people given to", "people received from", "to", "from"),
        MarginColumn("without", "members given none", "members who gave none", "none", "none"),
    ),
    MatrixKind.ONE_TO_ONES: (
        MarginColumn("total", "one-to-ones", "one-to-ones", "all", "all"),
        MarginColumn("partners", "people met", "people met", "met", "met"),
        MarginColumn("without", "members not met", "members not met", "none", "none"),
    ),
    MatrixKind.BOTH: (
        MarginColumn("both", "members with both", "members with both", "3", "3 both"),
        MarginColumn("leads_only", "with leads only", "with leads only", "2", "2 leads"),
        MarginColumn("one_to_ones_only", "with one-to-ones only", "with one-to-ones only", "1", "1 met"),
        MarginColumn("neither", "with neither", "with neither", "0", "0 neither"),
    ),
}

DEFINITIONS = {
    MatrixKind.LEADS: (
        "A row is who gave, a column who received. A cell counts the leads passed from one to the other in "
        "these days; raw leads are beside them and in no sum."
    ),
    MatrixKind.ONE_TO_ONES: (
        "A cell counts the one-to-ones that the two held in these days, so it is the same either way. In the "
        "sum of a row each counts once, in the sum of all as well."
    ),
    MatrixKind.BOTH: (
        "A row is who gave, a column who received. 0: neither a lead nor a one-to-one in these days; 1: "
        "one-to-ones only; 2: leads only; 3: both. A raw lead is no lead here."
    ),
}


class Matrix(Struct, frozen=True):
    """A matrix: the same lines down and across, a cell for each pair that has one, and its margins.

    `rows` and `columns` are in the order of `lines`. Of changes they are differences, as cells are.
    """

    kind: MatrixKind
    lines: tuple[MatrixLine, ...]
    cells: Mapping[Pair, Cell]
    rows: tuple[Margin, ...]
    columns: tuple[Margin, ...]
    total: Margin

    def cell(self, giver: MatrixLine, receiver: MatrixLine) -> Cell:
        """What went from one line to another."""
        return self.cells.get((giver.person_id, receiver.person_id), NOTHING)

    def value(self, giver: MatrixLine, receiver: MatrixLine) -> int:
        """The number that stands there."""
        return self.cell(giver, receiver).value(self.kind)

    @property
    def most(self) -> int:
        """The largest number in it."""
        return max((cell.value(self.kind) for cell in self.cells.values()), default=0)


def cells_of(
    lines: Iterable[MatrixLine], leads: Iterable[LeadsBetween], met: Iterable[Between]
) -> dict[Pair, Cell]:
    """The cells, those of everybody who has no line of their own under None."""
    own = {line.person_id for line in lines}
    given: Counter[Pair] = Counter()
    raw: Counter[Pair] = Counter()
    one_to_ones: Counter[Pair] = Counter()
    for each in leads:
        pair = _pair(own, each.giver_id, each.receiver_id)
        given[pair] += each.leads
        raw[pair] += each.raw
    for two in met:
        one, other = _pair(own, two.one_id, two.other_id)
        one_to_ones[one, other] += two.number
        one_to_ones[other, one] += two.number
    return {
        pair: Cell(given[pair], raw[pair], one_to_ones[pair])
        for pair in {**given, **raw, **one_to_ones}
        if given[pair] or raw[pair] or one_to_ones[pair]
    }


def _pair(own: Collection[PersonId | None], one: PersonId, other: PersonId) -> Pair:
    return one if one in own else None, other if other in own else None


def matrix_of(
    kind: MatrixKind,
    lines: Sequence[MatrixLine],
    cells: Mapping[Pair, Cell],
    among: Collection[PersonId | None] | None = None,
) -> Matrix:
    """A matrix with its margins.

    What there is `without` anything is counted among these members; by default among those of today.
    """
    counted = among if among is not None else {line.person_id for line in lines if line.is_member}
    rows = [[cells.get((one.person_id, other.person_id), NOTHING) for other in lines] for one in lines]
    of_rows = [_margin(kind, at, row, lines, counted) for at, row in enumerate(rows)]
    of_columns = [
        _margin(kind, at, column, lines, counted) for at, column in enumerate(zip(*rows, strict=True))
    ]
    return Matrix(kind, tuple(lines), cells, tuple(of_rows), tuple(of_columns), _whole(kind, of_rows))


def _margin(
    kind: MatrixKind,
    at: int,
    row: Sequence[Cell],
    lines: Sequence[MatrixLine],
    counted: Collection[PersonId | None],
) -> Margin:
    """Of one line; what is between it and itself has a sum, and is no partner."""
    others = [cell for place, cell in enumerate(row) if place != at]
    total = sum(cell.one_to_ones if kind is MatrixKind.ONE_TO_ONES else cell.leads for cell in row)
    partners = sum(cell.value(kind) > 0 for cell in others)
    margin = Margin(total, sum(cell.raw for cell in row), partners)
    if lines[at].person_id not in counted:
        return margin
    among = [cell for place, cell in enumerate(row) if place != at and lines[place].person_id in counted]
    levels = Counter(cell.level for cell in among)
    return replace(
        margin,
        without=sum(cell.value(kind) == 0 for cell in among),
        levels=tuple(levels[level] for level in range(len(LEVELS))),
    )


def _whole(kind: MatrixKind, rows: Sequence[Margin]) -> Margin:
    """All rows; of one-to-ones each pair and each one-to-one once."""
    once = 2 if kind is MatrixKind.ONE_TO_ONES else 1
    found = [row.levels for row in rows if row.levels is not None]
    return Margin(
        sum(row.total for row in rows) // once,
        sum(row.raw for row in rows),
        sum(row.partners for row in rows) // once,
        sum(row.without or 0 for row in rows) // once,
        tuple(sum(levels[level] for levels in found) for level in range(len(LEVELS))),
    )


# Old against new


def earlier_matrix(now: Matrix, before: Mapping[Pair, Cell], last: date) -> Matrix:
    """The matrix of an earlier period, up to its `last` day, with the lines of now.

    What is `without` anything is counted among those who had joined by then.
    """
    return matrix_of(now.kind, now.lines, before, _had_joined(now.lines, last))


def _had_joined(lines: Iterable[MatrixLine], by: date) -> set[PersonId | None]:
    """The members of today who had joined by a day."""
    return {
        line.person_id
        for line in lines
        if line.is_member and (line.joined_on is None or line.joined_on <= by)
    }


def changes(
    now: Matrix, before: Mapping[Pair, Cell], last: date, meetings: int, meetings_before: int
) -> Matrix:
    """By how much cells and margins are above those of an earlier period, up to its `last` day.

    Who had not joined by then is left out of what is `without` anything, on both sides: a newcomer has met
    nobody yet, and that is no change. Cells of both together keep their difference in leads and one-to-ones.
    """
    here = matrix_of(now.kind, now.lines, now.cells, _had_joined(now.lines, last))
    there = earlier_matrix(now, before, last)

    def of(one: Margin, other: Margin) -> Margin:
        chance = could_be_chance(one.total, other.total, meetings, meetings_before)
        return replace(_difference(one, other), could_be_chance=chance)

    return Matrix(
        now.kind,
        now.lines,
        {
            pair: _less(now.cells.get(pair, NOTHING), before.get(pair, NOTHING))
            for pair in {**now.cells, **before}
        },
        tuple(map(of, here.rows, there.rows)),
        tuple(map(of, here.columns, there.columns)),
        of(here.total, there.total),
    )


def _less(one: Cell, other: Cell) -> Cell:
    return Cell(one.leads - other.leads, one.raw - other.raw, one.one_to_ones - other.one_to_ones)


def _difference(one: Margin, other: Margin) -> Margin:
    levels = None
    if one.levels is not None and other.levels is not None:
        levels = tuple(here - there for here, there in zip(one.levels, other.levels, strict=True))
    without = None if one.without is None or other.without is None else one.without - other.without
    return Margin(
        one.total - other.total, one.raw - other.raw, one.partners - other.partners, without, levels
    )


def could_be_chance(count: int, before: int, meetings: int, meetings_before: int) -> bool | None:
    """Whether so many at so many meetings may differ from those before by chance alone.

    Were there no change, each of all would be of the later meetings as often as these are of all meetings:
    whether that is within an interval of 95 in 100. None where either has fewer than 8 meetings, or
    both together count fewer than 10: an interval of a share needs as many cases.
    """
    both = count + before
    if min(meetings, meetings_before) < MEETINGS_FOR_TREND or both < CASES_FOR_SHARE:
        return None
    low, high = share_of_both(count, both)
    return low <= meetings / (meetings + meetings_before) <= high


# How it is drawn

SHADES = 4


def shade_steps(most: int) -> tuple[int, ...]:
    """From which number on each of up to four shades begins: `1, 2, 3, 4`, or of at most 12 `1, 4, 7, 10`."""
    if most <= SHADES:
        return tuple(range(1, most + 1))
    return tuple(1 + -(-(most - 1) * step // SHADES) for step in range(SHADES))


def shade_of(value: int, steps: Sequence[int]) -> int:
    """Which shade a number has, 1 to 4; 0 for nothing."""
    return sum(value >= step for step in steps)


def steps_in_words(steps: Sequence[int], most: int) -> tuple[str, ...]:
    """What each shade is of: `1–3`, `4–6`, `7–9`, `10–12`."""
    ends = [*(step - 1 for step in steps[1:]), most] if steps else []
    return tuple(
        f"{first}" if first == last else f"{first}–{last}" for first, last in zip(steps, ends, strict=True)
    )
