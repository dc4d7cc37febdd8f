"""Where `now` comes from. Only the app and the command line make one; everybody else is handed `now`."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from leadsroom.files import make_folder, open_private

NOTICED_FROM = timedelta(seconds=2)
# A program that was killed in a meeting is started again sooner; a day later its clock was set for good.
_ANCHOR_HOLDS_SECONDS = 3600.0
_ANCHOR_WRITTEN_EVERY_SECONDS = 60.0
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

Seconds = Callable[[], float]


def date_here(now: datetime) -> date:
    """The date on this computer: of what has no meeting room, such as an association."""
    return now.astimezone().date()


class JumpKind(StrEnum):
    """Why the computer's time is not what one would expect a moment later."""

    SLEPT = "slept"
    SET = "set"
    FOLLOWED = "followed"


class Jump(Struct, frozen=True):
    """A jump of more than two seconds. Sleep has been counted as time passed; a clock that was set has not,
    but between meetings, when it has been followed.

    `by` is negative where a clock was set back.
    """

    kind: JumpKind
    by: timedelta


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def wait_for(self, moment: datetime) -> float:
        """Real seconds to sleep before `moment` should be looked at."""
        ...


class WatchfulClock(Clock, Protocol):
    """A clock that notices what becomes of the computer's time."""

    def noticed(self) -> Jump | None:
        """The next jump that was not reported yet, if there is one."""
        ...

    def follow(self) -> None:
        """Take the computer's clock as it is now."""
        ...

    def hold(self, *, is_live: bool) -> None:
        """A meeting is on, and no clock that is set counts; or it is not, and the computer's is right."""
        ...


def _first_of(*names: str) -> Seconds:
    for name in names:
        if hasattr(time, name):
            clock = getattr(time, name)
            return lambda: time.clock_gettime(clock)
    return time.monotonic


# Nobody can set the first, and a closed lid does not stop it; the second stands still meanwhile.
_steady_seconds = _first_of("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
_awake_seconds = _first_of("CLOCK_UPTIME_RAW", "CLOCK_MONOTONIC")


def _if_noticeable(seconds: float) -> timedelta | None:
    by = timedelta(seconds=seconds)
    return by if abs(by) > NOTICED_FROM else None


def _version_of(file: Path) -> tuple[int, int]:
    # Two that are written within one tick of the file system's clock are still two files.
    found = file.stat()
    return found.st_mtime_ns, found.st_ino


class SystemClock:
    """The wall clock; while a meeting is on, as it was then, carried on by a clock that never steps.

    With an `anchor`, a file in a folder of the user's, all programs since the computer was started agree on
    that while a meeting is on, also those started after the wall clock was set; what it was set by they
    notice first of all. Between meetings it is followed at once.
    """

    def __init__(
        self,
        anchor: Path | None = None,
        *,
        wall: Seconds = time.time,
        steady: Seconds = _steady_seconds,
        awake: Seconds = _awake_seconds,
    ) -> None:
        self._wall, self._steady, self._awake = wall, steady, awake
        self._file = anchor
        self._stored_at, self._version = 0.0, (0, 0)
        self._holds = False  # a meeting is on here
        self._held_until = 0.0  # elsewhere one is, by the steady clock
        self._epoch = self._wall() - self._steady()
        self._take(self._read())
        # Drift counts from the start that was agreed on, which may have been another program's.
        self._slept, self._drift = self._asleep(), 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._epoch + self._steady(), UTC)

    def wait_for(self, moment: datetime) -> float:
        return max(0.0, (moment - self.now()).total_seconds())

    def noticed(self) -> Jump | None:
        self._agree()
        slept, drift = self._asleep(), self._off()
        if (by := _if_noticeable(slept - self._slept)) is not None:
            self._slept = slept
            return Jump(JumpKind.SLEPT, by)
        if not self._is_immune:
            return self._followed()
        if (by := _if_noticeable(drift - self._drift)) is not None:
            self._drift = drift
            return Jump(JumpKind.SET, by)
        return None

    def follow(self) -> None:
        self._go_by_wall()
        self._keep()

    def hold(self, *, is_live: bool) -> None:
        if is_live == self._holds:
            return
        if not self._is_immune:
            self._followed()
        self._holds = is_live
        if not is_live:
            self._held_until = 0.0
            self._followed()
        self._keep()

    def _followed(self) -> Jump | None:
        """Go by the wall clock, between meetings; what that has changed, if it is worth a word."""
        by = _if_noticeable(self._off())
        if by is None:
            return None
        self._go_by_wall()
        return Jump(JumpKind.FOLLOWED, by)

    def _go_by_wall(self) -> None:
        self._epoch = self._wall() - self._steady()
        self._drift = self._off()

    @property
    def _is_immune(self) -> bool:
        return self._holds or self._steady() < self._held_until

    def _asleep(self) -> float:
        return self._steady() - self._awake()

    def _off(self) -> float:
        """By how many seconds the wall clock is ahead of ours."""
        return self._wall() - self._epoch - self._steady()

    # What other programs of this computer agree on

    def _take(self, stored: dict[str, float] | None) -> None:
        """Agree with what another program has stored while a meeting is on, or once it was over."""
        if stored is None or not 0 <= self._steady() - stored["seen"] < _ANCHOR_HOLDS_SECONDS:
            return
        self._held_until = stored["seen"] + _ANCHOR_HOLDS_SECONDS if stored["live"] else 0.0
        if stored["live"]:
            self._epoch = stored["epoch"]

    def _agree(self) -> None:
        """Follow when another program has followed; leave a sign while a meeting is on here."""
        if self._file is None:
            return
        with suppress(OSError):
            version = _version_of(self._file)
            if version != self._version:
                self._version = version
                before = self._epoch
                self._take(self._read())
                if self._epoch != before:
                    self._drift = self._off()
        if self._holds and self._steady() - self._stored_at > _ANCHOR_WRITTEN_EVERY_SECONDS:
            self._keep()

    def _read(self) -> dict[str, float] | None:
        if self._file is None:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads(self._file.read_text())
            if stored["boot"] == _BOOT_ID.read_text().strip():
                facts = {name: float(stored[name]) for name in ("epoch", "seen")}
                return facts | {"live": float(stored.get("live", 0))}
        return None

    def _keep(self) -> None:
        if self._file is None:
            return
        self._stored_at = self._steady()
        # Without such a file each program takes the wall clock as it finds it: no reason to stop.
        with suppress(OSError):
            boot, live = _BOOT_ID.read_text().strip(), int(self._is_immune)
            stored = {"boot": boot, "epoch": self._epoch, "seen": self._stored_at, "live": live}
            make_folder(self._file.parent)
            new = self._file.with_suffix(".new")
            with os.fdopen(open_private(new, os.O_WRONLY | os.O_TRUNC), "w") as file:
                file.write(json.dumps(stored))
            version = _version_of(new)
            new.replace(self._file)
            self._version = version


class FileClock:
    """The time stands in a file as ISO 8601: several processes share one clock that a test moves.

    A second line, `slept 720` or `set -300`, tells of a jump by so many seconds.
    """

    _LOOK_EVERY_SECONDS = 0.05

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last, self._jump = datetime.fromtimestamp(0, UTC), ""
        self._last, self._jump = self._read()

    def now(self) -> datetime:
        return self._read()[0].astimezone(UTC)

    def wait_for(self, moment: datetime) -> float:
        return self._LOOK_EVERY_SECONDS

    def noticed(self) -> Jump | None:
        before, (_, self._jump) = self._jump, self._read()
        if not self._jump or self._jump == before:
            return None
        kind, by = self._jump.split()
        return Jump(JumpKind(kind), timedelta(seconds=float(by)))

    def follow(self) -> None:
        """Whoever writes the file has set it already."""

    def hold(self, *, is_live: bool) -> None:
        """Nothing passes in it by itself."""

    def _read(self) -> tuple[datetime, str]:
        text = self._path.read_text().strip()
        if not text:  # it is being written
            return self._last, self._jump
        moment, _, jump = text.partition("\n")
        self._last = datetime.fromisoformat(moment.strip())
        return self._last, jump.strip()
