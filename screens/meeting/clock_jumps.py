"""Jumps of the computer's time that wait for an answer: whether that time counts, or does not."""

from __future__ import annotations

from datetime import datetime

from leadsroom.acts.meeting.commands import FollowClock, LeaveOut
from leadsroom.clock import Jump, JumpKind
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.wording import ZERO, length_in_words
from leadsroom.errors import Refused


class Jumps:
    """The oldest is asked about first. Each is kept with the start of the clock that it fell into."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Jump, datetime | None]] = []

    def add(self, jump: Jump, at: datetime, clock: Countdown | None) -> bool:
        """Whether there is anything to ask: sleep beside a clock that stood has counted nothing.

        Nor has sleep that was noticed `at` a moment before this clock was started.
        """
        started_at = clock.started_at if clock is not None else None
        is_counted = clock is not None and clock.running and started_at is not None and started_at <= at
        if jump.kind is JumpKind.SLEPT and not is_counted:
            return False
        self._waiting.append((jump, started_at))
        return True

    def forget(self, after: Snapshot) -> None:
        """Once another clock is up, no sleep is to be left out of it."""
        up = after.clock.started_at if after.clock is not None else None
        self._waiting = [(jump, was) for jump, was in self._waiting if jump.kind is JumpKind.SET or was == up]

    def answer(self) -> LeaveOut | FollowClock:
        """What counts the oldest the other way. Raises Refused where none waits."""
        if not self._waiting:
            raise Refused("The computer's time has not jumped.")
        jump, clock = self._waiting.pop(0)
        return LeaveOut(jump.by, clock) if jump.kind is JumpKind.SLEPT else FollowClock(jump.by)

    @property
    def in_words(self) -> str:
        """What happened, and what j does about it; empty when nothing has."""
        if not self._waiting:
            return ""
        jump, _ = self._waiting[0]
        length = length_in_words(abs(jump.by))
        if jump.kind is JumpKind.SLEPT:
            return f"the computer slept {length}, which counts; j leaves it out"
        way = "ahead" if jump.by > ZERO else "back"
        return f"the computer's clock was set {length} {way}; the meeting's was not; j follows it"
