"""What somebody has seen who presses a key: a picture that has just changed by itself is not seen yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from leadsroom.domain.meeting.snapshot import Snapshot

# Nobody reacts sooner. A key that comes earlier was meant for what stood there before.
TAKEN_IN_AFTER = timedelta(milliseconds=200)


class Sight:
    """The pictures of the table that may still be before somebody's eyes, the oldest first."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._oldest = snapshot
        self._newer: list[tuple[datetime, Snapshot]] = []

    def expected(self, snapshot: Snapshot) -> None:
        """What somebody did at this station: they know what they will see."""
        self._oldest, self._newer = snapshot, []

    def changed(self, snapshot: Snapshot, now: datetime) -> None:
        """What another station did is on the screen from this moment on."""
        self._oldest = self.at(now)
        self._newer = [each for each in self._newer if each[0] + TAKEN_IN_AFTER > now]
        self._newer.append((now, snapshot))

    def at(self, now: datetime) -> Snapshot:
        """The picture that a key pressed now is about."""
        seen = [snapshot for shown_at, snapshot in self._newer if shown_at + TAKEN_IN_AFTER <= now]
        return seen[-1] if seen else self._oldest
