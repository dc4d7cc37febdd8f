"""When a screen rings: one bell at wrap-up, two at time, one at each alarm (FIELD §5)."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from leadsroom.domain.meeting.countdown import Phase, phase
from leadsroom.domain.meeting.idle_alarm import not_running
from leadsroom.domain.meeting.snapshot import Snapshot

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
    alarm = not_running(snapshot, now)
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
