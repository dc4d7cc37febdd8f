"""Days as people say them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.typed_day import read_day_ahead, read_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-18"),
        ("tonight", "2026-11-18"),
        ("Tomorrow", "2026-11-19"),
        ("fri", "2026-11-20"),
        ("on Friday", "2026-11-20"),
        ("wed", "2026-11-25"),
        ("tu", "2026-11-24"),
        ("next week", "2026-11-25"),
        ("in 2 weeks", "2026-12-02"),
        ("2 weeks", "2026-12-02"),
        ("two weeks", "2026-12-02"),
        ("in a month", "2026-12-18"),
        ("3 months", "2027-02-18"),
        ("10d", "2026-11-28"),
        ("2026-12-01", "2026-12-01"),
        ("1 dec", "2026-12-01"),
        ("Dec 1st", "2026-12-01"),
        ("1. December", "2026-12-01"),
        ("nov 1", "2027-11-01"),
        ("1 feb 2027", "2027-02-01"),
        ("Wed 25 Nov", "2026-11-25"),
        ("thursday, 3 dec", "2026-12-03"),
        ("Tue 2027-02-02", "2027-02-02"),
    ],
)
def test_a_day_to_come(typed: str, day: str) -> None:
    """Names of days, steps and dates mean the next such day."""
    assert read_day_ahead(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-18"),
        ("yesterday", "2026-11-17"),
        ("fri", "2026-11-13"),
        ("wed", "2026-11-11"),
        ("last week", "2026-11-11"),
        ("3 days ago", "2026-11-15"),
        ("1 dec", "2025-12-01"),
        ("2026-11-02", "2026-11-02"),
    ],
)
def test_a_day_that_was(typed: str, day: str) -> None:
    """The same words mean the last such day where something is told."""
    assert read_day_back(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type a day"),
        ("soon", "“soon” is not a day"),
        ("next fri", "is not a day"),
        ("t", "is not a day"),
        ("3/4", "can be two days"),
        ("3.4.2027", "can be two days"),
        ("31 feb", "There is no day 2026-02-31"),
        ("yesterday", "Tue 17 Nov 2026, which is past"),
        ("3 days ago", "Sun 15 Nov 2026, which is past"),
        ("2026-01-05", "which is past"),
        ("2036-01-05", "more than two years away"),
        ("999 weeks", "more than two years away"),
        ("ju 4", "is not a day"),
    ],
)
def test_what_is_no_day_to_come_is_refused(typed: str, says: str) -> None:
    """With what it was read as, or how to say it; nothing is guessed."""
    with pytest.raises(Refused, match=says):
        read_day_ahead(typed, TODAY)


@pytest.mark.parametrize("typed", ["tomorrow", "in 2 weeks", "2026-12-01"])
def test_what_is_still_to_come_was_not(typed: str) -> None:
    """“In two weeks” is never read as two weeks ago."""
    with pytest.raises(Refused, match="still to come"):
        read_day_back(typed, TODAY)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 20))
def test_months_end_within_their_month(today: date, months: int) -> None:
    """So many months on is in that month, on the same day or its last."""
    found = read_day_ahead(f"{months} months", today)
    assert (found.year * 12 + found.month) - (today.year * 12 + today.month) == months
    assert found.day == today.day or (found.day < today.day and (found + timedelta(days=1)).day == 1)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_day_or_refused(typed: str) -> None:
    """No other end: never a fault, never a day that was."""
    with suppress(Refused):
        assert read_day_ahead(typed, TODAY) >= TODAY


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 2 * 366))
def test_a_day_is_read_as_it_is_shown(today: date, away: int) -> None:
    """A form shows the year where it is not this one, so that what stands there is the same day again."""
    ahead, back = today + timedelta(days=away), today - timedelta(days=away)
    assert read_day_ahead(near_date(ahead, today), today) == ahead
    assert read_day_back(near_date(back, today), today) == back


def test_a_day_of_the_week_beside_a_date_is_checked() -> None:
    """One that is another day's is told rather than passed over."""
    with pytest.raises(Refused, match="Wed 25 Nov 2026 is a Wednesday"):
        read_day_ahead("mon 25 nov", TODAY)
    with pytest.raises(Refused, match="is not a day"):
        read_day_ahead("mon " * 500 + "1", TODAY)
