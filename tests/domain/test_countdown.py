"""The clock as facts: everything it shows follows from them and from now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.meeting.countdown import (
    TIME_IS_UP_FOR,
    Countdown,
    Phase,
    next_flip,
    phase,
    shown_seconds,
    wrap_up_length,
)
from leadsroom.domain.text.wording import SECOND, ZERO, minutes_and_seconds
from tests.domain.pictures import at, minutes, seconds

MINUTE = Countdown(minutes(1))
RUNNING = MINUTE.start(at(0))


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        (0, "1:00"),
        (0.000001, "1:00"),
        (0.5, "1:00"),
        (0.999999, "1:00"),
        (1, "0:59"),
        (1.000001, "0:59"),
        (30, "0:30"),
        (58.999999, "0:02"),
        (59, "0:01"),
        (59.999999, "0:01"),
        (60, "0:00"),
        (60.999999, "0:00"),
        (61, "-0:01"),
        (61.5, "-0:01"),
        (67, "-0:07"),
        (120, "-1:00"),
        (3660, "-60:00"),
    ],
)
def test_what_a_minute_shows(after: float, shown: str) -> None:
    """The ceiling on the way down, and it flips exactly on the second; past zero it counts on."""
    assert minutes_and_seconds(shown_seconds(RUNNING, at(seconds=after))) == shown


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0:00"),
        (7, "0:07"),
        (-7, "-0:07"),
        (59, "0:59"),
        (60, "1:00"),
        (83, "1:23"),
        (-83, "-1:23"),
        (599, "9:59"),
        (600, "10:00"),
        (3700, "61:40"),
        (-3700, "-61:40"),
    ],
)
def test_seconds_are_written_as_a_clock(number: int, text: str) -> None:
    """Minutes may pass sixty; the sign stands before the whole."""
    assert minutes_and_seconds(number) == text


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (0, Phase.GO),
        (44.999, Phase.GO),
        (45, Phase.WRAP_UP),
        (59.999999, Phase.WRAP_UP),
        (60, Phase.TIME),
        (64.999999, Phase.TIME),
        (65, Phase.OVER),
        (6000, Phase.OVER),
    ],
)
def test_the_phases_of_a_minute(after: float, expected: Phase) -> None:
    """GO, then WRAP UP for the last quarter, TIME for five seconds, OVER from then on."""
    assert phase(RUNNING, at(seconds=after)) is expected


@pytest.mark.parametrize(
    ("allotted", "wrap_up"),
    [(15, 10), (30, 10), (40, 10), (45, 11.25), (60, 15), (120, 30), (300, 75), (900, 225)],
)
def test_wrap_up_scales_with_the_length(allotted: float, wrap_up: float) -> None:
    """A quarter of the time, at least ten seconds."""
    assert wrap_up_length(seconds(allotted)) == seconds(wrap_up)
    clock = Countdown(seconds(allotted)).start(at(0))
    border = at(seconds=allotted - wrap_up)
    assert phase(clock, border - timedelta(microseconds=1)) is Phase.GO
    assert phase(clock, border) is Phase.WRAP_UP


def test_a_clock_that_has_not_begun() -> None:
    """Ready, full, and still."""
    assert phase(MINUTE, at(99)) is Phase.READY
    assert shown_seconds(MINUTE, at(99)) == 60
    assert next_flip(MINUTE, at(99)) is None
    assert (MINUTE.running, MINUTE.paused) == (False, False)


def test_a_clock_that_has_ended() -> None:
    """Done; what it showed last stays in view."""
    ended = RUNNING.end(at(seconds=72))
    assert phase(ended, at(99)) is Phase.DONE
    assert minutes_and_seconds(shown_seconds(ended, at(99))) == "-0:12"
    assert ended.over(at(99)) == seconds(12)
    assert next_flip(ended, at(99)) is None


@pytest.mark.parametrize("paused_at", [10, 50, 60, 62, 90])
def test_a_pause_changes_neither_figure_nor_phase(paused_at: float) -> None:
    """In the middle, at zero or in overtime: what was shown is shown, however long it stands."""
    paused = RUNNING.pause(at(seconds=paused_at))
    for later in (0, 0.5, 100, 100000):
        now = at(seconds=paused_at + later)
        assert shown_seconds(paused, now) == shown_seconds(RUNNING, at(seconds=paused_at))
        assert phase(paused, now) is phase(RUNNING, at(seconds=paused_at))
        assert next_flip(paused, now) is None
    assert paused.paused
    assert not paused.running


def test_pauses_add_up() -> None:
    """Two pauses, one of them in overtime, count as pauses and not as speaking."""
    clock = RUNNING.pause(at(seconds=20)).start(at(seconds=50))
    clock = clock.pause(at(seconds=100)).start(at(seconds=110))
    assert clock.paused_for == seconds(40)
    assert clock.elapsed(at(seconds=115)) == seconds(75)
    assert clock.over(at(seconds=115)) == seconds(15)


def test_an_end_during_a_pause_counts_the_pause() -> None:
    """Whoever is finished while the clock stands has used what it showed."""
    ended = RUNNING.pause(at(seconds=20)).end(at(seconds=50))
    assert ended.elapsed(at(99)) == seconds(20)
    assert ended.paused_for == seconds(30)
    assert ended.paused_at is None


def test_time_can_be_given_after_time() -> None:
    """Half a minute more at 1:10 leaves twenty seconds, and the phase is the longer clock's."""
    clock = RUNNING.extend(seconds(30))
    assert shown_seconds(clock, at(seconds=70)) == 20
    assert phase(clock, at(seconds=67)) is Phase.GO
    assert phase(clock, at(seconds=70)) is Phase.WRAP_UP


def test_time_can_be_taken_away_but_not_below_nothing() -> None:
    """Less than nothing cannot be given; added time is kept apart from what was given first."""
    clock = MINUTE.extend(seconds(-30))
    assert (clock.allotted, clock.added) == (minutes(1), seconds(-30))
    assert clock.extend(seconds(-90)).added == minutes(-1)
    assert clock.extend(seconds(-90)).extend(seconds(30)).remaining(at(0)) == seconds(30)


def test_a_clock_reopens_at_what_it_showed() -> None:
    """Taking an end back shows the last figure, standing; starting it goes on from there."""
    again = RUNNING.end(at(seconds=40)).reopen()
    assert again.paused
    assert shown_seconds(again, at(5)) == 20
    assert shown_seconds(again.start(at(5)), at(5, 3)) == 17


def test_reopening_what_has_not_ended_changes_nothing() -> None:
    """There is no end to take back."""
    for clock in (MINUTE, RUNNING, RUNNING.pause(at(seconds=9))):
        assert clock.reopen() == clock


def test_what_is_done_twice_is_done_once() -> None:
    """Starting, pausing and ending are each their own repetition."""
    assert RUNNING.start(at(9)) == RUNNING
    assert RUNNING.pause(at(9)).pause(at(10)) == RUNNING.pause(at(9))
    assert RUNNING.end(at(9)).end(at(10)) == RUNNING.end(at(9))
    assert MINUTE.pause(at(9)) == MINUTE
    assert MINUTE.end(at(9)) == MINUTE


def test_an_untimed_clock_counts_up() -> None:
    """Without a length it shows what has passed, is never over, and stays in GO."""
    clock = Countdown(ZERO).start(at(0))
    assert [shown_seconds(clock, at(seconds=s)) for s in (0, 0.9, 1, 61.5)] == [0, 0, 1, 61]
    assert phase(clock, at(500)) is Phase.GO
    assert clock.over(at(500)) == ZERO
    assert next_flip(clock, at(seconds=1.25)) == at(seconds=2)
    assert next_flip(clock, at(seconds=2)) == at(seconds=3)
    assert not clock.timed


def test_a_clock_whose_time_was_all_taken_away_counts_up() -> None:
    """It has become untimed; given time again it counts down again."""
    clock = RUNNING.extend(minutes(-1))
    assert not clock.timed
    assert shown_seconds(clock, at(seconds=7)) == 7
    assert shown_seconds(clock.extend(seconds(30)), at(seconds=7)) == 23


def test_before_its_start_nothing_has_passed() -> None:
    """A reader whose clock lags sees a full clock, never more than full."""
    assert RUNNING.elapsed(at(seconds=-3)) == ZERO
    assert shown_seconds(RUNNING, at(seconds=-3)) == 60


LENGTHS = st.integers(1, 3600).map(lambda s: timedelta(seconds=s))
SPANS = st.timedeltas(timedelta(0), timedelta(hours=2))
ACTS = st.lists(
    st.tuples(SPANS, st.sampled_from(["start", "pause", "end", "reopen", "more", "less"])), max_size=12
)


def _after(clock: Countdown, acts: list[tuple[timedelta, str]]) -> tuple[Countdown, datetime]:
    now = at(0)
    for span, act in acts:
        now += span
        if act in ("start", "pause", "end"):
            clock = getattr(clock, act)(now)
        elif act == "reopen":
            clock = clock.reopen()
        else:
            clock = clock.extend(seconds(30 if act == "more" else -30))
    return clock, now


@given(allotted=LENGTHS, acts=ACTS, later=SPANS)
def test_time_used_never_goes_back(
    allotted: timedelta, acts: list[tuple[timedelta, str]], later: timedelta
) -> None:
    """Whatever was pressed, what has been used only grows, and no faster than time."""
    clock, now = _after(Countdown(allotted), acts)
    grown = clock.elapsed(now + later) - clock.elapsed(now)
    assert ZERO <= grown <= later
    assert grown in (ZERO, later)
    assert clock.running == (grown == later) or later == ZERO


@given(allotted=LENGTHS, acts=ACTS)
def test_pauses_and_use_make_up_the_whole(allotted: timedelta, acts: list[tuple[timedelta, str]]) -> None:
    """From start to now, every microsecond was either used or paused."""
    clock, now = _after(Countdown(allotted), acts)
    if clock.started_at is not None:
        end = clock.ended_at or clock.paused_at or now
        assert clock.elapsed(now) + clock.paused_for == end - clock.started_at


@given(allotted=LENGTHS, acts=ACTS, span=SPANS)
def test_a_pause_is_as_if_it_had_not_been(
    allotted: timedelta, acts: list[tuple[timedelta, str]], span: timedelta
) -> None:
    """Standing still for any time and going on shows what would have been shown without it."""
    clock, now = _after(Countdown(allotted), acts)
    if clock.running:
        paused = clock.pause(now).start(now + span)
        assert paused.remaining(now + span + seconds(3)) == clock.remaining(now + seconds(3))


@given(allotted=LENGTHS, acts=ACTS, span=SPANS)
def test_ending_and_reopening_is_a_pause(
    allotted: timedelta, acts: list[tuple[timedelta, str]], span: timedelta
) -> None:
    """An end taken back leaves what a pause would have left."""
    clock, now = _after(Countdown(allotted), acts)
    if clock.running:
        assert clock.end(now).reopen() == clock.pause(now)


@given(allotted=LENGTHS, after=SPANS)
def test_the_next_flip_is_when_the_figure_changes(allotted: timedelta, after: timedelta) -> None:
    """Just before it the old figure stands, at it the next one down; it is within a second."""
    clock, now = Countdown(allotted).start(at(0)), at(0) + after
    flip = next_flip(clock, now)
    assert flip is not None
    assert now < flip <= now + SECOND
    assert shown_seconds(clock, flip - timedelta(microseconds=1)) == shown_seconds(clock, now)
    assert shown_seconds(clock, flip) == shown_seconds(clock, now) - 1


@given(allotted=LENGTHS, after=SPANS)
def test_the_figure_is_the_ceiling(allotted: timedelta, after: timedelta) -> None:
    """It shows the time left rounded up: never less than there is, never a whole second more."""
    clock, now = Countdown(allotted).start(at(0)), at(0) + after
    shown = shown_seconds(clock, now) * SECOND
    assert shown - SECOND < clock.remaining(now) <= shown


@given(allotted=LENGTHS, first=SPANS, second=SPANS)
def test_phases_come_in_order(allotted: timedelta, first: timedelta, second: timedelta) -> None:
    """Time never takes a clock back to an earlier phase."""
    order = [Phase.GO, Phase.WRAP_UP, Phase.TIME, Phase.OVER]
    clock = Countdown(allotted).start(at(0))
    early, late = sorted([first, second])
    assert order.index(phase(clock, at(0) + early)) <= order.index(phase(clock, at(0) + late))


@given(allotted=LENGTHS, after=SPANS)
def test_phase_and_figure_agree(allotted: timedelta, after: timedelta) -> None:
    """TIME and OVER are exactly when nothing is left; OVER shows five seconds or more."""
    clock, now = Countdown(allotted).start(at(0)), at(0) + after
    up = phase(clock, now) in (Phase.TIME, Phase.OVER)
    assert up == (clock.remaining(now) <= ZERO) == (shown_seconds(clock, now) <= 0)
    assert (phase(clock, now) is Phase.OVER) == (clock.over(now) >= TIME_IS_UP_FOR)


@given(allotted=LENGTHS, by=st.integers(-7200, 7200), again=st.integers(-7200, 7200))
def test_extensions_add_up_until_nothing_is_left(allotted: timedelta, by: int, again: int) -> None:
    """There is never less than nothing; time that was really there can be given and taken back."""
    clock = Countdown(allotted).extend(seconds(by))
    assert clock.allotted + clock.added >= ZERO
    if by >= 0:
        assert clock.extend(seconds(-by)) == Countdown(allotted)
    assert clock.extend(seconds(again)).added >= -allotted
