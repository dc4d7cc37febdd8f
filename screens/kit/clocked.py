"""How a screen that shows time and the app's one ticker agree."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from textual.message import Message

from leadsroom.clock import Jump


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

    def jumped(self, jump: Jump) -> None:
        """The computer slept, or its clock was set."""
        ...


class TimeAskedFor(Message):
    """Something changed when a screen has to be woken next."""
