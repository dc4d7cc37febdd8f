"""Two members beside one another: differences a meeting and of shares, each with its interval, or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.health.pairs.compare import (
    COULD_BE_CHANCE,
    NO_INTERVAL,
    UNLIKELY,
    Compared,
    Side,
    compared,
)
from leadsroom.domain.health.statistics import TOO_LITTLE
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person

ANN, BEN = Person(PersonId(1), "Ann Chu"), Person(PersonId(2), "Ben Ott")
COUNTS = ("given", "given_raw", "received", "received_raw", "visitors")


def lines(one: dict[str, Any], other: dict[str, Any], meetings: int = 20) -> dict[str, Compared]:
    """The comparison of two sides, by key."""
    sides = (Side(person=ANN, **one), Side(person=BEN, **other))
    return {each.key: each for each in compared(*sides, meetings, "USD", "US")}


@pytest.mark.parametrize(
    ("one", "other", "meetings", "words", "remark"),
    [
        (30, 10, 20, "+1.00 a meeting, likely +0.35 to +1.49", UNLIKELY),
        (10, 30, 20, "-1.00 a meeting, likely -1.49 to -0.35", UNLIKELY),
        (12, 10, 20, "+0.10 a meeting, likely -0.39 to +0.56", COULD_BE_CHANCE),
        (4, 0, 20, TOO_LITTLE, ""),  # by chance alone it comes once in eight times
        (9, 0, 20, TOO_LITTLE, ""),
        (10, 0, 20, "+0.50 a meeting, likely +0.19 to +0.50", UNLIKELY),
        (7, 7, 20, "none", ""),
        (0, 0, 20, TOO_LITTLE, ""),
        (30, 10, 8, "+2.50 a meeting, likely +0.88 to +3.73", UNLIKELY),
        (30, 10, 7, TOO_LITTLE, ""),
        (0, 0, 0, TOO_LITTLE, ""),
    ],
)
def test_a_difference_a_meeting(one: int, other: int, meetings: int, words: str, remark: str) -> None:
    """With the bounds between which it is likely to be, from eight meetings of both on."""
    line = lines({"given": one}, {"given": other}, meetings)["given"]
    assert (line.difference, line.remark) == (words, remark)
    assert (line.data["one"], line.data["other"]) == (one, other)
    assert line.one.startswith(f"{one}")
    assert ("a meeting" in line.one) is (meetings >= 8)


@pytest.mark.parametrize(
    ("one", "other", "meetings", "shown", "words", "remark"),
    [
        ((19, 20), (10, 20), 20, "19 of 20, 95.0 %", "+45.0 points, likely +17.6 to +65.5", UNLIKELY),
        ((18, 20), (17, 20), 20, "18 of 20, 90.0 %", "+5.0 points, likely -17.3 to +27.2", COULD_BE_CHANCE),
        ((20, 20), (20, 20), 20, "20 of 20, 100.0 %", "none", ""),
        ((9, 9), (3, 20), 20, "9 of 9", TOO_LITTLE, ""),
        ((9, 9), (3, 9), 9, "9 of 9", TOO_LITTLE, ""),
    ],
)
def test_a_difference_of_shares(
    one: tuple[int, int], other: tuple[int, int], meetings: int, shown: str, words: str, remark: str
) -> None:
    """In points, from ten marks of each on."""
    sides = [{"in_person": came, "marked": marked} for came, marked in (one, other)]
    line = lines(sides[0], sides[1], meetings)["in_person"]
    assert (line.one, line.difference, line.remark) == (shown, words, remark)


def test_dollars_have_no_interval() -> None:
    """Their sum, how many payments, and the median from five on; nothing is said of the difference."""
    line = lines({"dollars_in": (100, 200, 300, 400, 100_000)}, {"dollars_in": (500, 700)})["dollars_in"]
    assert (line.one, line.other) == ("$1,010 in 5 payments", "$12 in 2 payments")
    assert (line.difference, line.remark) == ("", f"medians: $3 and too little data; {NO_INTERVAL}")
    assert line.data["one_median"] == Decimal(3)
    assert line.data["other_median"] is None
    assert lines({}, {})["dollars_credited"].one == "$0"


@given(
    st.fixed_dictionaries({name: st.integers(0, 40) for name in COUNTS}),
    st.fixed_dictionaries({name: st.integers(0, 40) for name in COUNTS}),
    st.integers(0, 40),
)
def test_turned_around_a_difference_has_the_other_sign(
    one: dict[str, int], other: dict[str, int], meetings: int
) -> None:
    """Neither is compared otherwise than the other; where it could be chance is the same from both sides."""
    there, back = lines(one, other, meetings), lines(other, one, meetings)
    for name in COUNTS:
        assert (there[name].one, there[name].other) == (back[name].other, back[name].one)
        assert there[name].remark == back[name].remark
        assert there[name].data["could_be_chance"] == back[name].data["could_be_chance"]


def test_every_line_is_there_whatever_is_zero() -> None:
    """Zeros are zeros."""
    side = Side(person=ANN)
    found = compared(side, replace(side, person=BEN), 0, "EUR", "DE")
    assert [each.key for each in found] == [
        *COUNTS,
        "in_person",
        "substitutes",
        "dollars_in",
        "dollars_credited",
    ]
