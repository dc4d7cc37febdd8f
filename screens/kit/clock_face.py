"""What every screen shows of a clock: digits, phase, what is left, the flash of a phase just reached."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from leadsroom.domain.meeting.countdown import Countdown, Phase, phase, shown_seconds, wrap_up_length
from leadsroom.domain.meeting.idle_alarm import NotRunning
from leadsroom.domain.text.wording import ZERO, length_on_clock, minutes_and_seconds

FLASH = timedelta(seconds=3)
SHAPES = {Phase.READY: "▷", Phase.GO: "▶", Phase.WRAP_UP: "▲", Phase.TIME: "■", Phase.OVER: "●"}
PAUSED_SHAPE = "❚❚"


class ClockFace(TypedDict):
    """The fields of a picture that are the clock's. `fraction` is what is left of the time given, 0 to 1."""

    digits: str
    phase: Phase
    paused: bool
    fraction: float | None
    flash: bool


def clock_face(clock: Countdown, now: datetime) -> ClockFace:
    """A clock at a moment."""
    given = clock.allotted + clock.added
    left = max(ZERO, clock.remaining(now)) / given if clock.timed else None
    return ClockFace(
        digits=minutes_and_seconds(shown_seconds(clock, now)),
        phase=phase(clock, now),
        paused=clock.paused,
        fraction=min(1.0, left) if left is not None else None,
        flash=clock.running and just_changed(clock, now),
    )


def just_changed(clock: Countdown, now: datetime) -> bool:
    """Whether wrap-up or time was reached within the last three seconds."""
    if not clock.timed:
        return False
    left = clock.remaining(now)
    borders = (wrap_up_length(clock.allotted + clock.added), ZERO)
    return any(ZERO <= border - left < FLASH for border in borders)


def alarm_in_words(alarm: NotRunning) -> str:
    """`Nobody has started the clock · 0:23`."""
    return f"Nobody has started the clock · {length_on_clock(alarm.waited)}"
