"""How a screen that shows time and the app's one ticker agree."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from textual.message import Message


@runtime_checkable
class ShowsTime(Protocol):
    """A screen whose picture depends on `now`."""

    def tick(self, now: datetime) -> None:
        """Show this moment."""
        ...

    def next_change(self, now: datetime) -> datetime:
        """When what is shown can change next."""
        ...


class TimeAskedFor(Message):
    """Something changed when a screen has to be woken next."""
