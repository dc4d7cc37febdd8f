"""What every screen shows of a clock: digits, phase, what is left, a phase just reached; when it rings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypedDict

from msgspec import Struct

from leadsroom.domain.meeting.countdown import Countdown, Phase, phase, shown_seconds, wrap_up_length
from leadsroom.domain.meeting.idle_alarm import ClockStands, not_running, paused_since, paused_too_long
from leadsroom.domain.meeting.snapshot import Snapshot
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


def pause_on_clock(snapshot: Snapshot, now: datetime) -> str:
    """`4:12`: how long the clock has been paused; empty while it is not."""
    since = paused_since(snapshot)
    return length_on_clock(max(ZERO, now - since)) if since is not None else ""


def pause_in_words(pause: str) -> str:
    """`❚❚ PAUSED 4:12`."""
    return f"{PAUSED_SHAPE} PAUSED {pause}".rstrip()


def alarm_in_words(alarm: ClockStands) -> str:
    """`Nobody has started the clock · 0:23`."""
    return f"Nobody has started the clock · {length_on_clock(alarm.waited)}"


_ORDER = {phase: number for number, phase in enumerate(Phase)}
_BELLS = {Phase.WRAP_UP: 1, Phase.TIME: 2, Phase.OVER: 2}


class Reached(Struct, frozen=True):
    """How far a clock is, and whose it is: (step, turn, questions). `alarms` are those given so far."""

    whose: tuple[int | None, int | None, int | None]
    phase: Phase
    alarms: int


def reached(snapshot: Snapshot | None, now: datetime) -> Reached | None:
    """How far the clock is that the room looks at; None without one."""
    clock = snapshot.clock if snapshot is not None else None
    if snapshot is None or clock is None:
        return None
    asked = snapshot.open_questions
    whose = (snapshot.meeting.step_id, snapshot.meeting.turn_id, asked.id if asked is not None else None)
    alarm = not_running(snapshot, now) or paused_too_long(snapshot, now)
    return Reached(whose, phase(clock, now), alarm.number if alarm is not None else 0)


def bells(before: Reached | None, after: Reached | None) -> int:
    """How often to ring, once for all that was passed since. None on the way back, or for another clock."""
    if before is None or after is None or before.whose != after.whose:
        return 0
    if after.alarms > before.alarms:
        return 1
    if _ORDER[after.phase] <= _ORDER[before.phase] or before.phase is Phase.TIME:
        return 0
    return _BELLS.get(after.phase, 0)


class Bell:
    """What one screen rings of its clock; while it is off, what is due is due and gone."""

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self._reached: Reached | None = None

    def due(self, snapshot: Snapshot | None, now: datetime) -> int:
        """How often to ring for what has been reached since this was asked last."""
        before, self._reached = self._reached, reached(snapshot, now)
        return bells(before, self._reached) if self.is_on else 0
