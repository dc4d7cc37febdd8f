"""What numbers may be said to show: shares, medians and trends with how much data each of them needs.

A figure below its threshold is not given at all. Where two figures differ, or one changes, an interval of 95
in 100 says whether that could be chance; one that includes no difference is said to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb, sqrt

from msgspec import Struct

CASES_FOR_SHARE = 10
CASES_FOR_MEDIAN = 5
MEETINGS_FOR_TREND = 8
_Z = 1.959963984540054  # of 95 in 100, of the normal distribution

TOO_LITTLE = "too little data"

Interval = tuple[float, float]


def rounded(value: Fraction, digits: int = 1) -> Decimal:
    """A figure with so many decimals, half of the last one rounded up: 2.25 is 2.3, and -2.25 is -2.2."""
    scaled = value * 10**digits + Fraction(1, 2)
    return Decimal(scaled.numerator // scaled.denominator).scaleb(-digits)


class Share(Struct, frozen=True):
    """So many `of` all. It is given in percent from 10 cases on, and never shown without both numbers."""

    count: int
    of: int

    @property
    def is_enough(self) -> bool:
        """Whether there are cases enough to say something."""
        return self.of >= CASES_FOR_SHARE

    @property
    def percent(self) -> Fraction | None:
        """In percent, exact; None below the threshold."""
        return Fraction(self.count * 100, self.of) if self.is_enough else None

    @property
    def interval(self) -> Interval | None:
        """Between which shares (0 to 1) the true one is likely to be, after Wilson (1927)."""
        return wilson(self.count, self.of) if self.is_enough else None


def wilson(count: int, of: int) -> Interval:
    """Wilson's score interval of a share of at least one case."""
    share, square = count / of, _Z * _Z
    middle = share + square / (2 * of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    low, high = (middle - half) / (1 + square / of), (middle + half) / (1 + square / of)
    return min(low, share), max(high, share)  # of none or all it ends there, but for rounding


_FEW = 100  # up to which the exact interval is worked out; beyond it the two hardly differ
_STEPS = 40  # halvings: finer than any figure that is shown


@lru_cache(maxsize=4096)
def share_of_both(count: int, of: int) -> Interval:
    """The interval of the share of one count among two, of at least one case.

    Exact, after Clopper and Pearson (1934), where there are few: Wilson's would call 4 to none no chance.
    """
    if of > _FEW:
        return wilson(count, of)
    return _lowest(count, of), 1 - _lowest(of - count, of)


def _lowest(count: int, of: int) -> float:
    """The share with which so many or more come once in 40 times."""
    low, high = 0.0, count / of
    for _ in range(_STEPS if count else 0):
        share = (low + high) / 2
        as_many = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count, of + 1))
        low, high = (share, high) if as_many < 1 / 40 else (low, share)
    return low


class Median(Struct, frozen=True):
    """The middle one of `cases` that came, and how many never did; given from 5 cases on.

    `middle` is exact: of an even number of cases halfway between the two in the middle.
    """

    middle: Fraction | None
    cases: int
    never: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether there are cases enough to say something."""
        return self.cases >= CASES_FOR_MEDIAN


def median_of(values: Iterable[int | Fraction], never: int = 0) -> Median:
    """The median of some numbers; `never` counts those that have none."""
    found = sorted(values)
    if len(found) < CASES_FOR_MEDIAN:
        return Median(None, len(found), never)
    return Median(Fraction(found[(len(found) - 1) // 2] + found[len(found) // 2], 2), len(found), never)


class Difference(Struct, frozen=True):
    """By how much one figure is above another, and between which bounds that is likely to be."""

    by: float
    low: float
    high: float

    @property
    def could_be_chance(self) -> bool:
        """Whether no difference at all is within the interval."""
        return self.low <= 0 <= self.high


def difference_of_shares(one: Share, other: Share) -> Difference | None:
    """Of two shares (0 to 1), after Newcombe (1998); None where either has too few cases."""
    if not (one.is_enough and other.is_enough):
        return None
    here, there = one.count / one.of, other.count / other.of
    (low, high), (other_low, other_high) = wilson(one.count, one.of), wilson(other.count, other.of)
    by = here - there
    return Difference(
        by,
        by - sqrt((here - low) ** 2 + (other_high - there) ** 2),
        by + sqrt((high - here) ** 2 + (there - other_low) ** 2),
    )


def difference_of_rates(one: int, other: int, meetings: int) -> Difference | None:
    """Of two counts over the same meetings, a meeting; None below the threshold of trends.

    Of so many events in all, each would be of either with one chance in two were there no difference: the
    interval is that of the share of one among both, in events a meeting.
    """
    return None if meetings < MEETINGS_FOR_TREND else _difference(one, other, meetings, meetings)


def _difference(one: int, other: int, over: int, other_over: int) -> Difference:
    """Of two counts, each over a number of its own, from the interval of the share of both that is one."""
    both = one + other
    if not both:
        return Difference(0.0, 0.0, 0.0)
    low, high = (both * (share / over - (1 - share) / other_over) for share in share_of_both(one, both))
    return Difference(one / over - other / other_over, low, high)


class Trend(Struct, frozen=True):
    """A rate in the later half of the meetings beside that in the earlier half, from 8 meetings on.

    Each count is over a number: that of the meetings in its half, or of the places at them. Of an odd number
    of meetings the one in the middle is in neither half.
    """

    earlier: int
    later: int
    earlier_over: int
    later_over: int
    meetings: int

    @property
    def meetings_in_half(self) -> int:
        """How many meetings each half has."""
        return self.meetings // 2

    @property
    def is_enough(self) -> bool:
        """Whether there are meetings enough to say something."""
        return self.meetings >= MEETINGS_FOR_TREND and self.earlier_over > 0 < self.later_over

    @property
    def difference(self) -> Difference | None:
        """Later above earlier."""
        if not self.is_enough:
            return None
        return _difference(self.later, self.earlier, self.later_over, self.earlier_over)


def trend_of(counts: Sequence[int], over: Sequence[int] | None = None) -> Trend:
    """The trend of what was counted at each meeting, in order: a meeting, or `over` other numbers of each."""
    half = len(counts) // 2
    over = [1] * len(counts) if over is None else over
    earlier, later = slice(half), slice(len(counts) - half, None)
    return Trend(sum(counts[earlier]), sum(counts[later]), sum(over[earlier]), sum(over[later]), len(counts))
