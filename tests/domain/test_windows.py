"""The windows in which a chapter counts, on the days at which they begin and end."""

from __future__ import annotations

from datetime import date, timedelta

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.domain.rules.windows import Window, WindowKind, months_later
from tests.domain.histories import WINDOWS
from tests.laws import tried

DAY = timedelta(days=1)
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
_DATED = WINDOWS.filter(lambda window: window.kind is not WindowKind.IN_A_ROW)


def months(length: int) -> Window:
    """A rolling window of so many months."""
    return Window(WindowKind.ROLLING_MONTHS, length)


def weeks(length: int) -> Window:
    """A rolling window of so many weeks."""
    return Window(WindowKind.ROLLING_WEEKS, length)


@pytest.mark.parametrize(
    ("window", "day", "out"),
    [
        (months(6), "2026-08-05", "2027-02-05"),
        (months(6), "2026-08-31", "2027-02-28"),  # no 31 February: the last of the month stands for it
        (months(6), "2027-08-31", "2028-02-29"),
        (months(6), "2027-08-29", "2028-02-29"),
        (months(6), "2026-08-29", "2027-02-28"),
        (months(6), "2026-02-28", "2026-08-28"),
        (months(6), "2028-02-29", "2028-08-29"),
        (months(12), "2028-02-29", "2029-02-28"),
        (months(12), "2027-02-28", "2028-02-28"),
        (months(48), "2028-02-29", "2032-02-29"),
        (months(1), "2026-01-31", "2026-02-28"),
        (months(1), "2026-04-30", "2026-05-30"),
        (months(2), "2026-12-31", "2027-02-28"),
        (months(2), "2027-12-31", "2028-02-29"),
        (weeks(1), "2026-12-30", "2027-01-06"),
        (weeks(8), "2028-01-05", "2028-03-01"),  # over 29 February
        (weeks(8), "2027-01-06", "2027-03-03"),
        (Window(WindowKind.MONTH), "2028-02-29", "2028-03-01"),
        (Window(WindowKind.MONTH), "2026-12-31", "2027-01-01"),
        (Window(WindowKind.MONTH), "2026-12-01", "2027-01-01"),
        (Window(WindowKind.QUARTER), "2026-01-01", "2026-04-01"),
        (Window(WindowKind.QUARTER), "2026-03-31", "2026-04-01"),
        (Window(WindowKind.QUARTER), "2026-04-01", "2026-07-01"),
        (Window(WindowKind.QUARTER), "2026-12-31", "2027-01-01"),
        (Window(WindowKind.HALF_YEAR), "2026-01-01", "2026-07-01"),
        (Window(WindowKind.HALF_YEAR), "2026-06-30", "2026-07-01"),
        (Window(WindowKind.HALF_YEAR), "2026-07-01", "2027-01-01"),
        (Window(WindowKind.HALF_YEAR), "2028-02-29", "2028-07-01"),
        (Window(WindowKind.YEAR), "2028-01-01", "2029-01-01"),
        (Window(WindowKind.YEAR), "2028-12-31", "2029-01-01"),
    ],
)
def test_a_day_counts_until_the_day_before_it_falls_out(window: Window, day: str, out: str) -> None:
    """The first day that is free of it is the one said; on the eve it still counts."""
    on, free = date.fromisoformat(day), date.fromisoformat(out)
    assert window.falls_out_on(on) == free
    assert window.holds(on, on)
    assert window.holds(on, free - DAY)
    assert not window.holds(on, free)
    assert not window.holds(on, on - DAY)


def test_in_a_row_no_day_falls_out() -> None:
    """Only a presence ends a run, however old it is."""
    row = Window(WindowKind.IN_A_ROW)
    assert row.falls_out_on(date(2020, 1, 1)) is None
    assert row.holds(date(2020, 1, 1), date(2029, 1, 1))
    assert not row.holds(date(2029, 1, 2), date(2029, 1, 1))
    assert row.first_day(date(2029, 1, 1)) == date.min


@pytest.mark.parametrize(
    ("window", "on", "first"),
    [
        (Window(WindowKind.MONTH), "2028-02-29", "2028-02-01"),
        (Window(WindowKind.QUARTER), "2026-03-31", "2026-01-01"),
        (Window(WindowKind.QUARTER), "2026-11-18", "2026-10-01"),
        (Window(WindowKind.HALF_YEAR), "2026-06-30", "2026-01-01"),
        (Window(WindowKind.HALF_YEAR), "2026-12-31", "2026-07-01"),
        (Window(WindowKind.YEAR), "2026-12-31", "2026-01-01"),
        (weeks(2), "2026-11-18", "2026-11-05"),
        (months(6), "2026-11-18", "2026-05-19"),
        (months(6), "2026-08-31", "2026-03-01"),
        (months(6), "2027-02-28", "2026-09-01"),
        (months(6), "2027-02-27", "2026-08-28"),
        (months(6), "2028-02-28", "2027-08-29"),
        (months(6), "2028-02-29", "2027-09-01"),
        (months(12), "2029-02-28", "2028-03-01"),
    ],
)
def test_the_first_day_of_a_window(window: Window, on: str, first: str) -> None:
    """By the calendar it begins with that; a rolling one on the first day that has not fallen out."""
    assert window.first_day(date.fromisoformat(on)) == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2028-02-29", -12, "2027-02-28"),
        ("2026-05-31", 0, "2026-05-31"),
        ("2026-11-30", 15, "2028-02-29"),
    ],
)
def test_months_later(day: str, number: int, expected: str) -> None:
    """The same day of another month, or its last where it has no such day."""
    assert months_later(date.fromisoformat(day), number) == date.fromisoformat(expected)


@settings(max_examples=tried(200, 40))
@given(DATES, st.integers(-600, 600))
def test_months_later_agrees_with_pendulum(day: date, number: int) -> None:
    """Ours is used because pendulum may not be loaded before the first frame; both find the same day."""
    assert months_later(day, number) == pendulum.date(day.year, day.month, day.day).add(months=number)


@settings(max_examples=tried(200, 25))
@given(st.integers(1, 40), DATES, DATES)
def test_calendar_months_are_counted_by_their_names(length: int, day: date, on: date) -> None:
    """A day counts in the month in which it lies and in the next ones, whatever day of the month it is."""
    months_since = (on.year - day.year) * 12 + on.month - day.month
    window = Window(WindowKind.CALENDAR_MONTHS, length)
    assert window.holds(day, on) == (day <= on and months_since < length)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (months(6), "in any 6 months"),
        (months(1), "in any month"),
        (weeks(8), "in any 8 weeks"),
        (weeks(1), "in any week"),
        (Window(WindowKind.CALENDAR_MONTHS, 3), "in any 3 calendar months"),
        (Window(WindowKind.CALENDAR_MONTHS), "in a month"),
        (Window(WindowKind.MONTH), "in a month"),
        (Window(WindowKind.QUARTER), "in a quarter"),
        (Window(WindowKind.HALF_YEAR), "in a half-year"),
        (Window(WindowKind.YEAR), "in a year"),
        (Window(WindowKind.IN_A_ROW), "in a row"),
    ],
)
def test_a_window_in_words(window: Window, words: str) -> None:
    """Each window is told as a group says it."""
    assert window.words == words


@settings(max_examples=tried(300, 37))
@given(WINDOWS, DATES, DATES)
def test_a_day_is_held_until_it_falls_out(window: Window, day: date, on: date) -> None:
    """A day counts from the day it comes until the one on which it falls out, and on no other."""
    out = window.falls_out_on(day)
    assert out is None or out > day
    assert window.holds(day, on) == (day <= on and (out is None or on < out))


@settings(max_examples=tried(300, 37))
@given(WINDOWS, DATES, st.integers(-3, 900))
def test_a_window_is_one_stretch_of_days(window: Window, on: date, before: int) -> None:
    """Every day counts from the first one of a window to today, and nothing before it."""
    if window.kind is not WindowKind.IN_A_ROW:
        first = window.first_day(on)
        day = first - timedelta(days=before)
        out = window.falls_out_on(day)
        assert out is not None
        assert (first <= day <= on) == (day <= on < out)
        assert window.holds(first, on)
        assert not window.holds(first - DAY, on)


@settings(max_examples=tried(300, 37))
@given(_DATED, DATES, DATES)
def test_the_earlier_day_never_falls_out_later(window: Window, one: date, other: date) -> None:
    """Days fall out in the order in which they came."""
    earlier, later = sorted((one, other))
    first, second = window.falls_out_on(earlier), window.falls_out_on(later)
    assert first is not None
    assert second is not None
    assert first <= second
