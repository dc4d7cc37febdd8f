"""The median hours to a first call: honest about too few leads, and about those never heard from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.first_calls import FirstCall, call_median
from tests.domain.leads import NOON


def calls(*hours: float | None, ago: int = 1000) -> list[FirstCall]:
    """Leads passed so many hours ago, heard of after these hours, or (None) never."""
    passed = NOON - timedelta(hours=ago)
    return [
        FirstCall(LeadId(n), PersonId(1), passed, None if each is None else passed + timedelta(hours=each))
        for n, each in enumerate(hours, start=1)
    ]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (calls(), "0 leads so far: a median takes 5"),
        (calls(1, 2, 3, 4), "4 leads so far: a median takes 5"),
        (
            calls(1, 2, 19, 40, None),
            "19 h from a lead to the first news, median of 5 leads; 24 h are asked",
        ),
        (
            calls(1, 2, 168, 240, None, None),
            "8 days from a lead to the first news, median of 6 leads; 24 h are asked",
        ),
        (calls(1, None, None, None, 2), "most of 5 leads not heard from yet"),
        (calls(1, 2, 3, 4) + calls(None, ago=5), "4 leads so far: a median takes 5"),
    ],
)
def test_the_median_is_said_with_its_number_of_leads(found: list[FirstCall], words: str) -> None:
    """Too few say so, one that is silent counts as the latest, and one in its 24 hours is not late yet."""
    assert call_median(found, NOON).words == words


@given(st.lists(st.integers(0, 900), min_size=5, max_size=15), st.integers(0, 4))
def test_silence_never_makes_a_receiver_faster(hours: list[int], silent: int) -> None:
    """With leads that were never heard from the median is no lower than without them."""
    without = call_median(calls(*hours), NOON)
    assert call_median(calls(*hours, *[None] * silent), NOON).hours >= without.hours
    assert sum(each <= without.hours for each in hours) * 2 >= len(hours)
