"""A clock as facts. What it shows is a pure function of these facts and `now`; nothing ever counts ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.text.wording import SECOND, ZERO

SHORTEST_WRAP_UP = timedelta(seconds=10)
TIME_IS_UP_FOR = timedelta(seconds=5)


class Phase(StrEnum):
    """The phase that the front of the room sees (FIELD §5: stage meaning, since a pitch has no minimum)."""

    READY = "READY"
    GO = "GO"
    WRAP_UP = "WRAP UP"
    TIME = "TIME"
    OVER = "OVER"
    DONE = "DONE"


class Countdown(Struct, frozen=True):
    """The facts of one clock; moments are UTC. An `allotted` of zero is untimed and counts up.

    Pause (`paused_at`, `paused_for`), extension (`added`) and overtime are kept apart.
    """

    allotted: timedelta
    started_at: datetime | None = None
    ended_at: datetime | None = None
    added: timedelta = ZERO
    paused_at: datetime | None = None
    paused_for: timedelta = ZERO

    @property
    def running(self) -> bool:
        """Whether time is passing on it now."""
        return self.started_at is not None and self.ended_at is None and self.paused_at is None

    @property
    def paused(self) -> bool:
        """Whether it has begun and stands still."""
        return self.paused_at is not None

    @property
    def timed(self) -> bool:
        """Whether it counts down to zero."""
        return self.allotted + self.added > ZERO

    def elapsed(self, now: datetime) -> timedelta:
        """Time used so far, pauses left out."""
        if self.started_at is None:
            return ZERO
        until = self.ended_at or self.paused_at or now
        return max(ZERO, until - self.started_at - self.paused_for)

    def remaining(self, now: datetime) -> timedelta:
        """Time left; negative once it is over."""
        return self.allotted + self.added - self.elapsed(now)

    def over(self, now: datetime) -> timedelta:
        """Time used beyond what was allowed, or zero."""
        return max(ZERO, -self.remaining(now)) if self.timed else ZERO

    def start(self, now: datetime) -> Countdown:
        """Begin, or go on where it stood still."""
        if self.paused_at is not None:
            return replace(self, paused_at=None, paused_for=self.paused_for + (now - self.paused_at))
        return self if self.started_at else replace(self, started_at=now)

    def pause(self, now: datetime) -> Countdown:
        """Stand still from now on."""
        return replace(self, paused_at=now) if self.running else self

    def end(self, now: datetime) -> Countdown:
        """Stop for good; a pause that was on counts as pause."""
        if self.started_at is None or self.ended_at is not None:
            return self
        return replace(self.start(now), ended_at=now)

    def reopen(self) -> Countdown:
        """Take the stop back: it stands still at what it showed."""
        return replace(self, paused_at=self.ended_at, ended_at=None) if self.ended_at else self

    def moved(self, by: timedelta) -> Countdown:
        """The same clock, had everything happened later by this much."""
        started, ended, paused = (at and at + by for at in (self.started_at, self.ended_at, self.paused_at))
        return replace(self, started_at=started, ended_at=ended, paused_at=paused)

    def extend(self, by: timedelta) -> Countdown:
        """Give more time, or take some away, never below nothing at all."""
        return replace(self, added=max(self.added + by, -self.allotted))


class Stood(Struct, frozen=True):
    """A clock among others of which one runs at a time; `asked` is time that went to questions meanwhile.

    One that is `paused_by_hand` is the first to which a pause is ascribed.
    """

    key: int
    clock: Countdown
    asked: timedelta = ZERO
    paused_by_hand: bool = False

    def span(self, now: datetime) -> timedelta:
        """From its beginning to its end, or until now."""
        start = self.clock.started_at
        return ZERO if start is None else (self.clock.ended_at or now) - start

    def used(self, now: datetime) -> timedelta:
        """Its own time, and that of questions."""
        return self.clock.elapsed(now) + self.asked


def pauses(clocks: Iterable[Stood], now: datetime) -> dict[int, timedelta]:
    """How long each was paused: it stood, and no other ran. One that waits while another is up is not."""
    found: dict[int, timedelta] = {}
    for group in _overlapping(clocks, now):
        starts = [each.clock.started_at for each in group if each.clock.started_at is not None]
        whole = max(each.clock.ended_at or now for each in group) - min(starts)
        rest = max(ZERO, whole - sum((each.used(now) for each in group), ZERO))
        for each in sorted(group, key=lambda each: not each.paused_by_hand):
            found[each.key] = min(rest, max(ZERO, each.span(now) - each.used(now)))
            rest -= found[each.key]
    return found


def _overlapping(clocks: Iterable[Stood], now: datetime) -> list[list[Stood]]:
    """Those that have begun, together with those that were not over by then."""
    groups: list[list[Stood]] = []
    begun = [(each.clock.started_at, each) for each in clocks if each.clock.started_at is not None]
    until: datetime | None = None
    for start, each in sorted(begun, key=lambda pair: pair[0]):
        if until is None or start >= until:
            groups.append([])
        groups[-1].append(each)
        end = each.clock.ended_at or now
        until = end if until is None else max(until, end)
    return groups


def wrap_up_length(allotted: timedelta) -> timedelta:
    """How long before zero the speaker sees WRAP UP: a quarter, at least 10 s (FIELD §5)."""
    return max(SHORTEST_WRAP_UP, allotted / 4)


def phase(clock: Countdown, now: datetime) -> Phase:
    """The phase of a clock. A pause changes no phase."""
    if clock.started_at is None:
        return Phase.READY
    if clock.ended_at is not None:
        return Phase.DONE
    remaining = clock.remaining(now)
    if not clock.timed or remaining > wrap_up_length(clock.allotted + clock.added):
        return Phase.GO
    if remaining > ZERO:
        return Phase.WRAP_UP
    return Phase.TIME if -remaining < TIME_IS_UP_FOR else Phase.OVER


def shown_seconds(clock: Countdown, now: datetime) -> int:
    """The whole second a clock shows: the ceiling on the way down, negative after zero."""
    if not clock.timed:
        return int(clock.elapsed(now) / SECOND)
    return math.ceil(clock.remaining(now) / SECOND)


def next_second(counted_from: datetime, now: datetime) -> datetime:
    """When the next whole second since a moment is over, or until it."""
    return now + SECOND - (now - counted_from) % SECOND


def next_flip(clock: Countdown, now: datetime) -> datetime | None:
    """When the shown second changes next, or None while it stands still."""
    if not clock.running:
        return None
    if not clock.timed:
        return now + SECOND - clock.elapsed(now) % SECOND
    return now + (clock.remaining(now) - (shown_seconds(clock, now) - 1) * SECOND)
