"""The alarm when somebody is up and nobody has started the clock (FIELD §5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot

ALARM_AFTER = timedelta(seconds=15)
AGAIN_AFTER = timedelta(seconds=30)
FLASHES_FOR = timedelta(seconds=3)


class NotRunning(Struct, frozen=True):
    """Somebody has been up for `waited`, their clock stands. `number` counts the alarms, 1 for the first."""

    waited: timedelta
    number: int
    flash: bool


def not_running(snapshot: Snapshot, now: datetime) -> NotRunning | None:
    """The alarm that is due: 15 s after somebody came up, and again every 30 s; None while all is well."""
    turn, since = snapshot.turn, snapshot.meeting.up_since
    if snapshot.meeting.state is not MeetingState.LIVE or turn is None or since is None:
        return None
    waited = now - since
    if turn.clock.started_at is not None or waited < ALARM_AFTER:
        return None
    after = waited - ALARM_AFTER
    return NotRunning(waited, 1 + after // AGAIN_AFTER, after % AGAIN_AFTER < FLASHES_FOR)


def prompt_shown(snapshot: Snapshot, now: datetime) -> str:
    """The message that the speaker sees now, or nothing."""
    until = snapshot.meeting.prompt_until
    return snapshot.meeting.prompt if until is not None and now < until else ""
