"""How time reaches the screens that show it: what they offer for it, and the app's one ticker."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.message import Message

from leadsroom.clock import Jump, JumpKind, WatchfulClock
from leadsroom.domain.text.wording import SECOND

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import App
    from textual.timer import Timer


@runtime_checkable
class ShowsTime(Protocol):
    """A screen whose picture depends on `now`."""

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        ...

    def next_change(self, now: datetime) -> datetime:
        """When what is shown can change next."""
        ...


@runtime_checkable
class NoticesJumps(Protocol):
    """A screen that asks what is to become of a jump of the computer's time."""

    def jumped(self, jump: Jump, at: datetime) -> None:
        """The computer slept, or its clock was set: that was noticed `at` a moment, perhaps a while ago."""
        ...


@runtime_checkable
class SeenAgain(Protocol):
    """A screen that reads again what it shows."""

    def seen_again(self) -> None:
        """Read it again."""
        ...


class TimeAskedFor(Message):
    """Something changed when a screen has to be woken next."""


class Ticker:
    """Wakes for what can change a screen, and for nothing else but once a second for the computer's clock."""

    def __init__(self, app: App[Any], clock: WatchfulClock) -> None:
        self._app = app
        self._clock = clock
        self._timer: Timer | None = None
        self._jumps: list[tuple[Jump, datetime]] = []

    def tick(self) -> None:
        """Show the moment on every screen that shows time, and sleep until the next that can change one."""
        jump = self._clock.noticed()
        now = self._clock.now()
        if jump is not None and jump.kind is JumpKind.FOLLOWED:
            self._read_again()
        elif jump is not None:
            self._jumps.append((jump, now))
        for screen in self._app.screen_stack:
            if isinstance(screen, NoticesJumps) and screen.is_mounted and self._jumps:
                screen.jumped(*self._jumps.pop(0))
        for shown in self._shown_with_time():
            shown.tick(now)
        self.sleep_until_next()

    def _read_again(self) -> None:
        """It may be another day: what is shown is read again."""
        screen = self._app.screen
        if isinstance(screen, SeenAgain) and screen.is_mounted:
            screen.seen_again()

    def sleep_until_next(self) -> None:
        """Sleep until the next moment that can change what a screen shows."""
        now = self._clock.now()
        changes = [screen.next_change(now) for screen in self._shown_with_time()]
        if self._timer is not None:
            self._timer.stop()
        wait = self._clock.wait_for(min([now + SECOND, *changes]))
        self._timer = self._app.set_timer(wait, self.tick)

    def _shown_with_time(self) -> list[ShowsTime]:
        stack = self._app.screen_stack
        return [screen for screen in stack if isinstance(screen, ShowsTime) and screen.is_mounted]
