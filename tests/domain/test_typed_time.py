from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.typed_time import (
    read_block,
    read_changeover,
    read_length,
    read_meeting_length,
    read_past_moment,
    read_pitch,
    read_time,
)
from leadsroom.errors import Refused

TIMES = {
    "7:00": time(7),
    "7am": time(7),
    "7 a. m.": time(7),
    "19h30": time(19, 30),
    "7h": time(7),
    "19 Uhr": time(19),
    "7 o'clock": time(7),
    "noon": time(12),
    "midnight": time(0),
    "٧:٣٠": time(7, 30),
    "１９：３０": time(19, 30),
    "7 a.m.": time(7),
    "7.30 pm": time(19, 30),
    "19:30": time(19, 30),
    "730": time(7, 30),
    "7h30": time(7, 30),
    "12am": time(0),
    "12 PM": time(12),
    " 7 ": time(7),
}
PITCHES = {
    "45": 45,
    "90 s": 90,
    "1:30": 90,
    "2 min": 120,
    "1 min 30 s": 90,
    "1.5 min": 90,
    "2": 120,
    "2'": 120,
}
STEPS = {"15": 900, "0": 0, "7.5 min": 450, "4:30": 270, "90 s": 90, "1 h": 3600, "1h 15": 4500, "240": 14400}
CHANGEOVERS = {"5": 5, "0": 0, "5 s": 5, "60": 60, "1 min": 60, "0:45": 45}
MEETINGS = {"90": 90, "90 min": 90, "1:30": 90, "1h30": 90, "1.5 h": 90, "2h": 120}


@pytest.mark.parametrize(("typed", "meant"), TIMES.items())
def test_times_of_day_as_people_type_them(typed, meant):
    """The usual ways to write a time of day all mean it."""
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "25:00", "13pm", "0am", "7:60", "soon", "[/]", "٧:٠٠x"])
def test_what_is_no_time_is_refused(typed):
    """What could be no time of day is refused with an example of one."""
    with pytest.raises(Refused, match="7:00"):
        read_time(typed)


@given(st.times())
def test_a_written_time_reads_back(at):
    """Hours and minutes, written with a colon, are read as themselves."""
    assert read_time(f"{at.hour}:{at.minute:02d}") == time(at.hour, at.minute)


@pytest.mark.parametrize(("typed", "seconds"), PITCHES.items())
def test_lengths_of_a_pitch(typed, seconds):
    """Seconds, minutes and both; a bare number up to ten is minutes."""
    assert read_pitch(typed) == timedelta(seconds=seconds)


@pytest.mark.parametrize("typed", ["14 s", "11 min", "601 s", "0"])
def test_a_pitch_has_limits(typed):
    """Under 15 s and over 10 min it is no pitch."""
    with pytest.raises(Refused, match="15 s to 10 min"):
        read_pitch(typed)


@pytest.mark.parametrize("typed", ["", "x", "1:2:3", "-5", "[/]"])
def test_what_is_no_length_is_refused(typed):
    """What could be no length is refused with an example of one."""
    with pytest.raises(Refused, match="75 s"):
        read_length(typed)


@pytest.mark.parametrize(("typed", "minutes"), MEETINGS.items())
def test_lengths_of_a_meeting(typed, minutes):
    """Minutes, or hours and minutes; a bare number is minutes."""
    assert read_meeting_length(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "x", "12", "7h", "999"])
def test_a_meeting_has_limits(typed):
    """Under 20 minutes and over 6 hours it is no meeting."""
    with pytest.raises(Refused):
        read_meeting_length(typed)


@pytest.mark.parametrize(("typed", "seconds"), STEPS.items())
def test_lengths_of_a_step(typed, seconds):
    """Minutes, however many; a bare number is minutes also above ten."""
    assert read_block(typed) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("typed", "seconds"), CHANGEOVERS.items())
def test_lengths_of_a_changeover(typed, seconds):
    """Seconds; a bare number is seconds also below ten."""
    assert read_changeover(typed) == timedelta(seconds=seconds)


@pytest.mark.parametrize("reads", [read_block, read_changeover])
@pytest.mark.parametrize("typed", ["", "x", "-5", "241", "99999999999999", "[/]", "\x1b[31m", "5 h"])
def test_what_no_step_can_take_is_refused(reads, typed):
    """What is no length, or out of reach, is refused in a sentence and never a fault."""
    with pytest.raises(Refused):
        reads(typed)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_length_or_refused(typed):
    """No text brings a fault; what is read lies within the limits."""
    for reads, most in ((read_block, 14400), (read_changeover, 60), (read_pitch, 600)):
        try:
            length = reads(typed)
        except Refused:
            continue
        assert timedelta(0) <= length <= timedelta(seconds=most)


ROOM = ZoneInfo("America/Los_Angeles")
MORNING = datetime(2026, 11, 18, 7, 5, 30, tzinfo=ROOM)
EVENING = datetime(2026, 11, 18, 19, 5, tzinfo=ROOM)
AFTERNOON = datetime(2026, 11, 18, 14, 45, tzinfo=ROOM)
LATE = datetime(2026, 11, 18, 22, 35, tzinfo=ROOM)


@pytest.mark.parametrize(
    ("typed", "now", "at"),
    [
        ("7:01", MORNING, "07:01:00"),
        ("701", MORNING, "07:01:00"),
        (" 7.01 ", MORNING, "07:01:00"),
        ("7:01 am", MORNING, "07:01:00"),
        ("3", MORNING, "07:02:30"),
        ("0", MORNING, "07:05:30"),
        ("3 min ago", MORNING, "07:02:30"),
        ("3 min", MORNING, "07:02:30"),
        ("90 s ago", MORNING, "07:04:00"),
        ("7:01", EVENING, "19:01:00"),
        ("7:01 pm", EVENING, "19:01:00"),
        ("19:01", EVENING, "19:01:00"),
        ("2:41", AFTERNOON, "14:41:00"),
        ("241", AFTERNOON, "14:41:00"),
        ("2", AFTERNOON, "14:43:00"),
        ("2:41 PM", AFTERNOON, "14:41:00"),
        ("1441", AFTERNOON, "14:41:00"),
        ("130", AFTERNOON, "13:30:00"),
        ("12:55", AFTERNOON, "12:55:00"),
        ("22:30", LATE, "22:30:00"),
        ("2230", LATE, "22:30:00"),
    ],
)
def test_a_moment_not_long_ago(typed, now, at):
    """A time of day without morning or evening is the one that lies next; a bare number is minutes ago."""
    assert read_past_moment(typed, now).strftime("%H:%M:%S") == at


@pytest.mark.parametrize(
    "utc", [datetime(2026, 11, 1, 9, 2, tzinfo=UTC), datetime(2026, 3, 8, 10, 2, tzinfo=UTC)]
)
@pytest.mark.parametrize("typed", ["10", "10 min ago"])
def test_minutes_ago_are_as_many_where_the_clocks_change(utc: datetime, typed: str):
    """In the hour that comes twice, and behind the one that is left out."""
    began = read_past_moment(typed, utc.astimezone(ZoneInfo("America/Los_Angeles")))
    assert utc - began.astimezone(UTC) == timedelta(minutes=10)


def test_a_time_before_midnight_is_yesterdays():
    """At five past twelve, 11:55 was ten minutes ago."""
    now = datetime(2026, 11, 18, 0, 5, tzinfo=ROOM)
    assert now - read_past_moment("11:55", now) == timedelta(minutes=10)
    assert now - read_past_moment("23:55", now) == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7:30", "“7:30” is still to come. Type the time, like 7:01"),
        ("", "Type the time, like 7:01"),
        ("soon", "“soon” is not a time. Type the time"),
        ("7:61", "“7:61” is not a time"),
        ("[/]", "is not a time"),
    ],
)
def test_what_is_no_moment_not_long_ago_is_refused(typed, sentence):
    """A time to come, and what is no time: what is wrong, and what to type."""
    with pytest.raises(Refused) as refused:
        read_past_moment(typed, MORNING)
    assert sentence in str(refused.value)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_past_moment_or_refused(typed):
    """No text brings a fault, and nothing that is read lies ahead."""
    try:
        assert read_past_moment(typed, MORNING) <= MORNING
    except Refused:
        return
