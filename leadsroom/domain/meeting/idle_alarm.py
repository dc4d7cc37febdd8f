"""The alarms of a clock that stands: nobody has started it (FIELD §5), or a pause lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot

ALARM_AFTER = timedelta(seconds=15)
AGAIN_AFTER = timedelta(seconds=30)
FLASHES_FOR = timedelta(seconds=3)


class ClockStands(Struct, frozen=True):
    """The clock has stood for `waited`. `number` counts the alarms, 1 for the first."""

    waited: timedelta
    number: int
    flash: bool


def not_running(snapshot: Snapshot, now: datetime) -> ClockStands | None:
    """The alarm that is due: 15 s after somebody came up, and again every 30 s; None while all is well."""
    turn, since = snapshot.turn, snapshot.meeting.up_since
    if snapshot.meeting.state is not MeetingState.LIVE or turn is None or since is None:
        return None
    return _alarm(now - since, ALARM_AFTER, AGAIN_AFTER) if turn.clock.started_at is None else None


def paused_since(snapshot: Snapshot) -> datetime | None:
    """Since when the clock that the room looks at has been paused; None while it is not.

    One that was gone back to, or that questions have come between, stands since then.
    """
    clock = snapshot.clock
    if clock is None or clock.paused_at is None:
        return None
    clocks = (*(step.clock for step in snapshot.steps), *(turn.clock for turn in snapshot.turns))
    left = (other.paused_at for other in clocks)
    asked = (questions.clock.ended_at for questions in snapshot.questions)
    later = (snapshot.meeting.up_since, *left, *asked)
    return max([clock.paused_at, *(at for at in later if at is not None)])


def paused_too_long(snapshot: Snapshot, now: datetime) -> ClockStands | None:
    """The alarm that a pause has raised, and raises again each time it has lasted as long once more."""
    since, after = paused_since(snapshot), snapshot.chapter.rules.meeting.pause_alarm
    return None if since is None or after is None else _alarm(now - since, after, after)


def _alarm(waited: timedelta, first: timedelta, again: timedelta) -> ClockStands | None:
    if waited < first:
        return None
    after = waited - first
    return ClockStands(waited, 1 + after // again, after % again < FLASHES_FOR)


def prompt_shown(snapshot: Snapshot, now: datetime) -> str:
    """The message that the speaker sees now, or nothing."""
    until = snapshot.meeting.prompt_until
    return snapshot.meeting.prompt if until is not None and now < until else ""
