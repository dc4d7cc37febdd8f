"""The chapter's calendar: dates and clock times of its meeting room, in every zone and season."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pendulum
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.agenda_progress import project
from tests.domain.pictures import Picture, chapter

ZONES = ["America/Los_Angeles", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"]
NOWS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def next_date(habit: Chapter, now: datetime, last_held: date | None = None) -> date:
    """The next meeting where nothing is special."""
    return habit.calendar().upcoming(habit.today(now), last_held).on


@pytest.mark.parametrize(
    ("zone", "on", "starts", "expected"),
    [
        ("America/Los_Angeles", date(2026, 11, 18), time(7), utc(2026, 11, 18, 15)),
        ("America/Los_Angeles", date(2026, 7, 15), time(7), utc(2026, 7, 15, 14)),
        ("Asia/Kolkata", date(2026, 11, 18), time(7, 30), utc(2026, 11, 18, 2)),
        ("Pacific/Auckland", date(2026, 11, 18), time(7), utc(2026, 11, 17, 18)),
        # The night clocks go forward 2:30 does not exist: the meeting starts when it would have been 2:30.
        ("America/New_York", date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7, 30)),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1, 30)),
        # The morning after is an hour earlier in UTC, and seven in the room.
        ("America/New_York", date(2026, 3, 7), time(7), utc(2026, 3, 7, 12)),
        ("America/New_York", date(2026, 3, 8), time(7), utc(2026, 3, 8, 11)),
        ("America/New_York", date(2026, 11, 1), time(7), utc(2026, 11, 1, 12)),
        # The night clocks go back 1:30 comes twice: it is the later one.
        ("America/New_York", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 6, 30)),
    ],
)
def test_when_a_meeting_starts(zone: str, on: date, starts: time, expected: datetime) -> None:
    """The habit is local time; what is stored is UTC."""
    assert chapter(zone, starts).starts_at(on) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (utc(2026, 11, 18, 15), date(2026, 11, 18)),
        (utc(2026, 11, 18, 7, 59), date(2026, 11, 18)),
        (utc(2026, 11, 19, 7, 59), date(2026, 11, 18)),
        (utc(2026, 11, 19, 8), date(2026, 11, 25)),
        (utc(2026, 12, 30, 20), date(2026, 12, 30)),
        (utc(2027, 1, 1, 20), date(2027, 1, 6)),
    ],
)
def test_the_next_meeting_is_today_or_the_next_such_weekday(now: datetime, expected: date) -> None:
    """Today counts until midnight in the room, wherever the laptop's calendar is."""
    assert next_date(chapter(), now) == expected


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("America/Los_Angeles", utc(2026, 11, 19, 7, 59), utc(2026, 11, 19, 8)),
        ("Asia/Kolkata", utc(2026, 11, 18, 18, 29), utc(2026, 11, 18, 18, 30)),
        ("Asia/Kathmandu", utc(2026, 11, 18, 18, 15), utc(2026, 11, 19, 18, 15)),
        ("America/Los_Angeles", utc(2026, 11, 1, 7), utc(2026, 11, 2, 8)),
    ],
    ids=["in the evening", "at half an hour", "at midnight", "a day of 25 hours"],
)
def test_the_next_day_begins_in_the_room(zone: str, now: datetime, expected: datetime) -> None:
    """Also where midnight is at no full hour of UTC."""
    assert replace(chapter(), timezone=zone).next_midnight(now) == expected


def test_a_date_whose_meeting_is_closed_is_past() -> None:
    """After closing, the next meeting is in a week, also on the same day; older ones change nothing."""
    now = utc(2026, 11, 18, 20)
    assert next_date(chapter(), now, date(2026, 11, 18)) == date(2026, 11, 25)
    assert next_date(chapter(), now, date(2026, 11, 11)) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2026, 11, 22), date(2026, 12, 2)),
        (date(2026, 11, 24), date(2026, 12, 2)),
        (date(2026, 11, 19), date(2026, 11, 25)),
        (date(2026, 11, 21), date(2026, 11, 25)),
    ],
    ids=["Sunday before", "the day before", "the day after", "Saturday after"],
)
def test_a_meeting_on_another_day_stands_for_the_date_nearest_to_it(held_on: date, expected: date) -> None:
    """Held on Tuesday instead of Wednesday, the next is in a week; held on Thursday, next Wednesday stays."""
    assert next_date(chapter(), utc(2026, 11, 24, 20), held_on) == expected


@given(now=NOWS, weekday=st.integers(0, 6), zone=st.sampled_from(ZONES))
def test_the_next_meeting_is_within_a_week(now: datetime, weekday: int, zone: str) -> None:
    """It falls on the chapter's weekday, today or in the six days after."""
    habit = replace(chapter(zone), weekday=weekday)
    found = next_date(habit, now)
    assert found.weekday() == weekday
    assert timedelta(0) <= found - habit.today(now) < timedelta(days=7)
    assert type(found) is date


@given(now=NOWS, zone=st.sampled_from(ZONES))
def test_local_is_the_same_moment(now: datetime, zone: str) -> None:
    """The wall of the room shows another figure for the same moment."""
    assert chapter(zone).local(now) == now


@given(on=st.dates(date(2000, 1, 1), date(2100, 1, 1)), zone=st.sampled_from(ZONES))
def test_seven_in_the_morning_is_seven_in_the_room(on: date, zone: str) -> None:
    """Through every change of the clocks a breakfast meeting starts at seven, on its date."""
    starts = chapter(zone).starts_at(on)
    assert clock_time(starts, chapter(zone)) == "7:00"
    assert chapter(zone).today(starts) == on


@example(on=date(2026, 3, 8), starts=time(2, fold=1), zone="America/Los_Angeles")
@given(
    on=st.dates(date(2000, 1, 1), date(2100, 1, 1))
    | st.sampled_from([date(2026, 3, 8), date(2026, 11, 1), date(2026, 3, 29), date(2026, 10, 4)]),
    starts=st.times(time(0), time(3, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_a_meeting_in_the_night_starts_when_a_calendar_of_another_making_says(
    on: date, starts: time, zone: str
) -> None:
    """Times that are skipped, and those that come twice, mean the same moment to both."""
    other = pendulum.datetime(on.year, on.month, on.day, starts.hour, starts.minute, tz=zone)
    assert chapter(zone, starts).starts_at(on) == other.astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "on", "starts", "after", "shown"),
    [
        ("America/New_York", date(2026, 3, 8), time(1, 30), 60, "3:30 AM"),
        ("America/New_York", date(2026, 11, 1), time(0, 30), 120, "1:30 AM"),
        ("America/Los_Angeles", date(2026, 11, 18), time(23, 30), 60, "12:30 AM"),
        ("Europe/Berlin", date(2026, 10, 25), time(1, 15), 120, "2:15 AM"),
    ],
    ids=["forward", "back", "midnight", "back in Berlin"],
)
def test_lengths_are_real_through_changes_of_the_clock(
    zone: str, on: date, starts: time, after: int, shown: str
) -> None:
    """An hour is an hour: past midnight, and in the night when clocks change, only the figure jumps."""
    habit = chapter(zone, starts)
    begin = habit.starts_at(on)
    assert clock_time(begin + timedelta(minutes=after), habit, half=True) == shown


@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/Los_Angeles", date(2026, 12, 31)),
    ],
)
@pytest.mark.parametrize("starts", [time(0, 30), time(1, 30), time(2, 30), time(23, 50)])
def test_a_projection_ends_after_its_length_in_any_night(zone: str, on: date, starts: time) -> None:
    """A meeting that runs across midnight or a change of the clocks is on time when it keeps its plan."""
    habit = chapter(zone, starts)
    begin = habit.starts_at(on)
    picture = Picture(values={"starts_at": begin, "ends_at": begin + timedelta(minutes=9, seconds=260)})
    projection = project(picture.snapshot(), begin)
    assert projection.behind == timedelta(0)
    assert projection.ends_at - begin == timedelta(minutes=9, seconds=260)


def test_a_start_is_a_plain_moment() -> None:
    """What is left until a start divides by a minute, as home does with it."""
    starts = chapter().starts_at(date(2026, 11, 18))
    assert type(starts) is datetime
    assert type(starts - datetime(2026, 11, 18, 14, 0, tzinfo=UTC)) is timedelta
