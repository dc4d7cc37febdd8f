"""Intervals, shares and medians are those of the textbooks, and say nothing where there is too little."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadsroom.domain.health.statistics import (
    Share,
    difference_of_rates,
    difference_of_shares,
    median_of,
    rounded,
    share_of_both,
    wilson,
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Tables of Clopper and Pearson (1934), 95 in 100.
    [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (30, 40, 0.588, 0.8731), (1, 20, 0.0013, 0.2487)],
)
def test_the_share_of_few_is_exact(count: int, of: int, low: float, high: float) -> None:
    """The interval of a share of few cases is the exact one of the tables."""
    assert share_of_both(count, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "is_chance"),
    [(4, 0, True), (5, 0, True), (6, 0, False), (7, 1, True), (8, 1, False), (9, 2, True), (0, 0, True)],
)
def test_few_events_differ_by_chance(one: int, other: int, is_chance: bool) -> None:
    """Two counts differ beyond chance where a fair coin falls so in under 5 of 100 series, either way."""
    for here, there in ((one, other), (other, one)):
        difference = difference_of_rates(here, there, 8)
        assert difference is not None
        assert difference.could_be_chance == is_chance


@example((0, 3))
@given(st.integers(1, 140).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_intervals_hold_their_share(counted: tuple[int, int]) -> None:
    """Every interval is within 0 and 1, holds its share, and is that of the other count turned around."""
    count, of = counted
    for interval in (wilson, share_of_both):
        low, high = interval(count, of)
        assert -1e-9 <= low <= count / of <= high <= 1 + 1e-9
        other_low, other_high = interval(of - count, of)
        assert (low, high) == pytest.approx((1 - other_high, 1 - other_low))


def test_a_published_difference_of_shares() -> None:
    """The first example of Newcombe (1998), 56 of 70 and 48 of 80, comes out as printed there."""
    difference = difference_of_shares(Share(56, 70), Share(48, 80))
    assert difference is not None
    assert (difference.low, difference.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_below_its_threshold_nothing_is_given() -> None:
    """Shares need ten cases, medians five, differences eight meetings."""
    assert Share(9, 9).percent is None
    assert Share(0, 10).percent == 0
    assert median_of([1, 2, 3, 4]).middle is None
    assert median_of([5, 1, 2, 3, 4, 6]).middle == Fraction(7, 2)
    assert difference_of_rates(30, 0, 7) is None


@pytest.mark.parametrize(("exact", "shown"), [("9/4", "2.3"), ("-9/4", "-2.2"), ("1/3", "0.3"), ("0", "0.0")])
def test_half_of_the_last_decimal_is_rounded_up(exact: str, shown: str) -> None:
    """A figure is rounded once, from the exact one."""
    assert rounded(Fraction(exact)) == Decimal(shown)
