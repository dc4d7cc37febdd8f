"""Days as people say them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.typed_day import read_day_ahead, read_day_back, read_near_day
from leadsroom.domain.text.typed_figure import locales_of
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
        ("this fri", "2026-11-20"),
        ("next fri", "2026-11-27"),
        ("next monday", "2026-11-23"),
        ("fri week", "2026-11-27"),
        ("a week on fri", "2026-11-27"),
        ("next month", "2026-12-18"),
        ("a fortnight", "2026-12-02"),
        ("the day after tomorrow", "2026-11-20"),
        ("29 feb", "2028-02-29"),
        ("31/12", "2026-12-31"),
        ("12/31", "2026-12-31"),
        ("31.12.", "2026-12-31"),
        ("5/5", "2027-05-05"),
        ("31/12/26", "2026-12-31"),
        ("1 dec 27", "2027-12-01"),
        ("Dec 1, 2027", "2027-12-01"),
        ("١٢/٣١", "2026-12-31"),
        ("३१ dec", "2026-12-31"),
        ("２０２６-１２-３１", "2026-12-31"),
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
        ("last fri", "2026-11-13"),
        ("last month", "2026-10-18"),
        ("31/12", "2025-12-31"),
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
        ("t", "is not a day"),
        ("3/4", "“3/4” can be 3 Apr or 4 Mar"),
        ("3.4.2027", "“3.4.2027” can be 3 Apr or 4 Mar"),
        ("31 feb", "There is no 31 February 2026"),
        ("yesterday", "Tue 17 Nov 2026, which is past"),
        ("3 days ago", "Sun 15 Nov 2026, which is past"),
        ("2026-01-05", "which is past"),
        ("2036-01-05", "more than two years away"),
        ("999 weeks", "more than two years away"),
        ("ju 4", "is not a day"),
        ("31 nov", "There is no 31 November. Check the day."),
        ("1.1.0000", "There is no 1 January 0. Check the day."),
        ("29 feb 2027", "There is no 29 February 2027"),
        ("13/13", "There is no month 13"),
        ("14/13", "There is no month"),
        ("0/5", "There is no 0 May"),
        ("2026-31-12", "There is no month 31"),
        ("last fri", "is Fri 13 Nov 2026, which is past"),
        ("this mon", "is Mon 16 Nov 2026, which is past"),
    ],
)
def test_what_is_no_day_to_come_is_refused(typed: str, says: str) -> None:
    """With what it was read as, or how to say it; nothing is guessed."""
    with pytest.raises(Refused, match=says):
        read_day_ahead(typed, TODAY)


@pytest.mark.parametrize(
    ("country", "typed", "day"),
    [
        ("US", "3/4", "2027-03-04"),
        ("US", "12/1/26", "2026-12-01"),
        ("PH", "3/4", "2027-03-04"),
        ("JP", "3/4", "2027-03-04"),
        ("GB", "3/4", "2027-04-03"),
        ("AU", "3-4", "2027-04-03"),
        ("BR", "3/4/27", "2027-04-03"),
        ("DE", "3.4.", "2027-04-03"),
        ("DE", "3. 4. 2027", "2027-04-03"),
        ("CZ", "3. 4.", "2027-04-03"),
        ("HU", "3. 4.", "2027-03-04"),
        ("GB", "3.4", "2027-04-03"),
        ("CA", "13/4", "2027-04-13"),
        ("DE", "24. März", "2027-03-24"),
        ("AT", "3. Jänner", "2027-01-03"),
        ("DE", "Mi", "2026-11-25"),
        ("DE", "Do, 3. Dez.", "2026-12-03"),
        ("FR", "1er déc", "2026-12-01"),
        ("FR", "15 aout", "2027-08-15"),
        ("FR", "sam", "2026-11-21"),
        ("ES", "3 de diciembre de 2026", "2026-12-03"),
        ("MX", "mié", "2026-11-25"),
        ("BR", "1o de fevereiro", "2027-02-01"),
        ("JP", "12月31日", "2026-12-31"),
        ("TW", "2026年12月31日", "2026-12-31"),
        ("KR", "12월 31일", "2026-12-31"),
        ("EG", "٣١/١٢", "2026-12-31"),
    ],
)
def test_a_day_as_its_country_writes_it(country: str, typed: str, day: str) -> None:
    """The order of the figures, the names of months and days, and the digits are the country's."""
    assert read_day_ahead(typed, TODAY, country) == date.fromisoformat(day)


@pytest.mark.parametrize(("country", "typed"), [("CA", "3/4"), ("", "3/4"), ("US", "3.4."), ("ZZ", "3/4")])
def test_figures_that_can_be_two_days_are_asked_about(country: str, typed: str) -> None:
    """Both days are named where neither the figures nor the country say which is meant."""
    with pytest.raises(Refused, match=r"can be 3 Apr or 4 Mar\. Type the month's name"):
        read_day_ahead(typed, TODAY, country)


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


_COUNTRIES = ("", "US", "GB", "CA", "DE", "FR", "ES", "BR", "HU", "JP", "KR", "IN", "EG", "TH", "CH", "FI")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 2 * 366), st.sampled_from(_COUNTRIES))
def test_a_day_is_read_as_it_is_shown(today: date, away: int, country: str) -> None:
    """A form shows the year where it is not this one, so that what stands there is the same day again."""
    ahead, back = today + timedelta(days=away), today - timedelta(days=away)
    assert read_day_ahead(near_date(ahead, today), today, country) == ahead
    assert read_day_back(near_date(back, today), today, country) == back


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 366), st.sampled_from(_COUNTRIES[1:]))
def test_a_day_is_read_as_its_country_writes_it_in_full(today: date, away: int, country: str) -> None:
    """In every official language with the month as a word, but for eras of other calendars."""
    day = today + timedelta(days=away)
    for locale in locales_of(country):
        if "G" not in locale.date_formats["long"].pattern:
            written = format_date(day, "long", locale=locale)
            assert read_day_ahead(written, today, country) == day, (str(locale), written)


def test_a_day_of_the_week_beside_a_date_is_checked() -> None:
    """One that is another day's is pointed out rather than passed over."""
    with pytest.raises(Refused, match="Wed 25 Nov 2026 is a Wednesday"):
        read_day_ahead("mon 25 nov", TODAY)
    with pytest.raises(Refused, match="is not a day"):
        read_day_ahead("mon " * 500 + "1", TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 nov", "2026-11-01"),
        ("31 dec", "2026-12-31"),
        ("1 jan", "2027-01-01"),
        ("1 jun", "2026-06-01"),
        ("1 jan 2026", "2026-01-01"),
        ("yesterday", "2026-11-17"),
    ],
)
def test_the_nearest_day_is_meant_where_either_may_be(typed: str, day: str) -> None:
    """Of a term that has ended or is to end, as of one that began or is to begin."""
    assert read_near_day(typed, TODAY) == date.fromisoformat(day)
