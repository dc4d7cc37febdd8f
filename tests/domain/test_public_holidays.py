"""Public holidays beside the dates of a chapter: which are proposed, and in which words."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.season.calendar import DateKind, SeasonDate
from leadsroom.domain.season.public_holidays import proposals, public_holidays

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
UNITED_STATES = public_holidays("US", *YEAR)


@pytest.mark.parametrize(
    ("on", "words", "is_holiday"),
    [
        (date(2026, 11, 26), "Thanksgiving Day", True),
        (date(2026, 11, 25), "the day before Thanksgiving Day", False),
        (date(2026, 11, 27), "the day after Thanksgiving Day", False),
        (date(2026, 12, 24), "the day before Christmas Day", False),
        (date(2026, 12, 31), "the day before New Year's Day", False),
        (date(2026, 7, 3), "Independence Day (observed)", True),
        (date(2026, 7, 2), "", False),  # the eve of a day off only because the holiday is a Saturday
        (date(2026, 5, 26), "", False),  # the Tuesday after a Monday is as any other
        (date(2026, 11, 18), "", False),
    ],
)
def test_a_date_on_a_holiday_its_eve_or_a_bridge_is_proposed(on: date, words: str, is_holiday: bool) -> None:
    """And no other: a day after is one only between a holiday and the weekend."""
    found = proposals([SeasonDate(on)], UNITED_STATES).get(on)
    assert (found.words, found.is_holiday) == (words, is_holiday) if found else not words


def test_what_is_special_already_is_left_as_it_is() -> None:
    """Of an open house or a holiday on record somebody has decided; another place decides nothing."""
    on = date(2026, 11, 26)
    for kind in DateKind:
        assert proposals([SeasonDate(on, kind)], UNITED_STATES) == {}
    (found,) = proposals([SeasonDate(on, place="Pier 4")], UNITED_STATES).values()
    assert found.remark == "Thanksgiving Day, a public holiday"


@pytest.mark.parametrize("country", ["", "XX", "AQ1"])
def test_of_a_country_that_nobody_has_listed_nothing_is_said(country: str) -> None:
    """No country, or one that is unheard of, has no holidays."""
    assert public_holidays(country, *YEAR) == {}


def test_holidays_are_of_the_whole_country_and_in_english() -> None:
    """Those of one region are left out; the eve of New Year's Day is seen at the end of a year too."""
    germany = public_holidays("DE", *YEAR)
    assert germany[date(2026, 10, 3)] == "German Unity Day"
    assert date(2026, 6, 4) not in germany  # Corpus Christi, in some of its states
    assert proposals([SeasonDate(date(2026, 12, 31))], germany)
