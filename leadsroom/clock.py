"""Where `now` comes from. Only the app and the command line make one; everybody else is handed `now`."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def wait_for(self, moment: datetime) -> float:
        """Real seconds to sleep before `moment` should be looked at."""
        ...


def _steady_seconds() -> float:
    """Seconds that nobody can set and that a closed lid does not stop."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class SystemClock:
    """The wall clock as it was at start, carried on by a clock that never steps."""

    def __init__(self) -> None:
        self._anchor = datetime.now(UTC)
        self._steady = _steady_seconds()

    def now(self) -> datetime:
        return self._anchor + timedelta(seconds=_steady_seconds() - self._steady)

    def wait_for(self, moment: datetime) -> float:
        return max(0.0, (moment - self.now()).total_seconds())


class FileClock:
    """The time stands in a file as ISO 8601: several processes share one clock that a test moves."""

    _LOOK_EVERY_SECONDS = 0.05

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = datetime.fromisoformat(path.read_text().strip())

    def now(self) -> datetime:
        text = self._path.read_text().strip()
        if text:
            self._last = datetime.fromisoformat(text)
        return self._last.astimezone(UTC)

    def wait_for(self, moment: datetime) -> float:
        return self._LOOK_EVERY_SECONDS
