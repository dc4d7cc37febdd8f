"""Times and lengths in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import Projection, behind_in_words
from leadsroom.domain.meeting.countdown import Countdown, shown_seconds
from leadsroom.domain.text.wording import (
    full_days,
    late_by_clock,
    late_in_words,
    length_in_words,
    length_on_clock,
    listed,
    long_date,
    minutes_and_seconds,
    more_on_clock,
    near_day,
    off_in_words,
    over_in_words,
    short_date,
    speaks_for,
    waited,
)
from tests.domain.pictures import SEVEN, at, chapter, seconds


@pytest.mark.parametrize(
    ("hour", "minute", "twelve", "with_half", "twenty_four"),
    [
        (0, 0, "12:00", "12:00 AM", "0:00"),
        (0, 5, "12:05", "12:05 AM", "0:05"),
        (7, 41, "7:41", "7:41 AM", "7:41"),
        (11, 59, "11:59", "11:59 AM", "11:59"),
        (12, 0, "12:00", "12:00 PM", "12:00"),
        (13, 1, "1:01", "1:01 PM", "13:01"),
        (23, 59, "11:59", "11:59 PM", "23:59"),
    ],
)
def test_clock_times_follow_the_habit(
    hour: int, minute: int, twelve: str, with_half: str, twenty_four: str
) -> None:
    """Twelve hours, with the half of the day where it is asked for, or twenty-four."""
    moment = datetime(2026, 11, 18, hour, minute, tzinfo=UTC)
    assert clock_time(moment, chapter("UTC")) == twelve
    assert clock_time(moment, chapter("UTC"), half=True) == with_half
    assert clock_time(moment, chapter("UTC", clock_24h=True), half=True) == twenty_four


def test_seconds_are_cut_off_a_clock_time() -> None:
    """A wall clock shows 7:41 until it is 7:42."""
    assert clock_time(at(41, 59.999), chapter()) == "7:41"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (0, "0 s"),
        (0.9, "0 s"),
        (1, "1 s"),
        (45, "45 s"),
        (60, "1 min"),
        (90, "1 min 30 s"),
        (119.999, "1 min 59 s"),
        (120, "2 min"),
        (3600, "60 min"),
        (5400, "90 min"),
    ],
)
def test_lengths_in_words(length: float, words: str) -> None:
    """Minutes and seconds, whichever there are."""
    assert length_in_words(seconds(length)) == words


@pytest.mark.parametrize(
    ("over", "words"),
    [(0, ""), (0.999, ""), (1, ", 1 s over"), (8, ", 8 s over"), (75, ", 1 min 15 s over")],
)
def test_overtime_in_words(over: float, words: str) -> None:
    """Under a second nobody was over."""
    assert over_in_words(seconds(over)) == words


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        (0, "on time"),
        (59, "on time"),
        (-59, "on time"),
        (60, "1 min behind"),
        (-60, "1 min ahead"),
        (150, "2 min behind"),
        (-150, "2 min ahead"),
        (7140, "119 min behind"),
        (7200, "2 h 0 min behind"),
        (-9000, "2 h 30 min ahead"),
    ],
)
def test_behind_is_positive_and_in_words(behind: float, words: str) -> None:
    """No sign to misread."""
    assert behind_in_words(Projection(SEVEN, seconds(behind))) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (0.99, "today"),
        (1, "1 day"),
        (1.99, "1 day"),
        (2, "2 days"),
        (13.9, "13 days"),
        (14, "2 weeks"),
        (20.9, "2 weeks"),
        (182, "26 weeks"),
    ],
)
def test_how_long_something_has_waited(days: float, words: str) -> None:
    """Days for a fortnight, weeks after it."""
    assert waited(SEVEN, SEVEN + timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "on time"),
        (59, "on time"),
        (-59, "on time"),
        (60, "1 min over"),
        (-60, "1 min under"),
        (900, "15 min over"),
    ],
)
def test_off_the_plan_in_words(seconds: float, words: str) -> None:
    """Whole minutes over or under, always with the unit."""
    assert off_in_words(timedelta(seconds=seconds)) == words


def test_dates_in_words() -> None:
    """Day before month, so that no country misreads it."""
    assert short_date(date(2026, 11, 18)) == "Wed 18 Nov"
    assert short_date(date(2026, 3, 1)) == "Sun 1 Mar"
    assert long_date(date(2026, 11, 18)) == "Wednesday 18 November 2026"


_LENGTHS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=3))


@pytest.mark.parametrize(
    ("late", "words"),
    [(0, "on time"), (59.9, "on time"), (-59.9, "on time"), (60, "1 min late"), (5399, "89 min late"),
     (-90, "1 min early"), (-180, "3 min early")],
)  # fmt: skip
def test_how_late_it_ended(late: float, words: str) -> None:
    """Full minutes, late or early, as the screen counts them while the meeting runs."""
    assert late_in_words(seconds(late)) == words
    behind = behind_in_words(Projection(SEVEN + seconds(late), seconds(late)))
    assert behind.split(" min")[0] == words.split(" min", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("behind", "words", "end"),
    [(3, "on time", 0), (-59, "on time", 0), (-62, "1 min ahead", -60), (119, "1 min behind", 60)],
)
def test_the_end_that_is_shown_agrees_with_the_minutes_beside_it(
    behind: float, words: str, end: float
) -> None:
    """Seconds change neither: the end is the planned one moved by the minutes that are said."""
    projection = Projection(SEVEN + seconds(behind), seconds(behind))
    assert (behind_in_words(projection), projection.shown_end) == (words, SEVEN + seconds(end))


@given(st.timedeltas(min_value=timedelta(hours=-2), max_value=timedelta(hours=2)))
def test_how_late_it_ended_is_what_lies_between_two_clocks(late: timedelta) -> None:
    """Closed at 6:58:40 for 7:00 reads 6:58, and so two minutes early."""
    ended = SEVEN + late
    whole = (ended.hour - SEVEN.hour) * 60 + ended.minute - SEVEN.minute
    assert late_by_clock(ended, SEVEN) == timedelta(minutes=whole)


@given(_LENGTHS, st.integers(0, 10_000))
def test_used_and_left_add_up_on_the_clock(used: timedelta, allotted: int) -> None:
    """What is written down as used is what the countdown showed as gone."""
    clock = Countdown(timedelta(seconds=allotted + 1), started_at=SEVEN)
    gone = allotted + 1 - shown_seconds(clock, SEVEN + used)
    assert length_on_clock(used) == minutes_and_seconds(gone)


@given(_LENGTHS, _LENGTHS)
def test_a_difference_is_that_of_what_is_shown(used: timedelta, planned: timedelta) -> None:
    """Planned, used and difference of one line add up to the second, above and below the plan."""

    def read(shown: str) -> int:
        whole, part = shown.lstrip("+-").split(":")
        return (int(whole) * 60 + int(part)) * (-1 if shown.startswith("-") else 1)

    assert read(length_on_clock(planned)) + read(more_on_clock(used, planned) or "0:00") == read(
        length_on_clock(used)
    )


def test_a_difference_has_a_sign() -> None:
    """Plus above, minus below, and nothing within the same second."""
    assert more_on_clock(seconds(3420.4), seconds(3600)) == "-3:00"
    assert more_on_clock(seconds(65), seconds(0)) == "+1:05"
    assert more_on_clock(seconds(60.9), seconds(60)) == ""


def test_a_substitute_is_named_with_the_seat() -> None:
    """Who speaks, then for whom."""
    assert speaks_for("Tom Ray", "Cyrus Ng") == "Tom Ray for Cyrus Ng"


def test_a_day_has_its_year_where_it_is_another() -> None:
    """A date of this year needs none."""
    today = date(2026, 11, 18)
    assert near_day(date(2026, 3, 1), today) == "1 Mar"
    assert near_day(date(2025, 12, 31), today) == "31 Dec 2025"


@pytest.mark.parametrize(
    ("words", "most", "sentence"),
    [
        ("", None, ""),
        ("a", None, "a"),
        ("ab", None, "a and b"),
        ("abc", None, "a, b and c"),
        ("abc", 3, "a, b and c"),
        ("abcd", 3, "a, b, c and 1 more"),
        ("ab", 1, "a and 1 more"),
    ],
)
def test_a_list_in_words(words: str, most: int | None, sentence: str) -> None:
    """The last two are parted by a word; what is too much is counted."""
    assert listed(words, most=most) == sentence
    assert listed(words, "or", most=most) == sentence.replace(" and ", " or ")


def test_days_from_one_to_another() -> None:
    """Both with their year; a single day stands once."""
    assert full_days(date(2026, 11, 18), date(2026, 12, 1)) == "18 Nov 2026 to 1 Dec 2026"
    assert full_days(date(2026, 12, 1), date(2026, 12, 1)) == "1 Dec 2026"
