"""What is said in the bottom line for a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

_STAYS = timedelta(seconds=6)


class StatusMessage(Struct, frozen=True):
    """A sentence that goes by itself after a few seconds; `wrong` where something was refused."""

    sentence: str = ""
    wrong: bool = False
    until: datetime | None = None

    @classmethod
    def now(cls, sentence: str, now: datetime, *, wrong: bool = False) -> StatusMessage:
        """A sentence that begins to be shown now."""
        return cls(sentence, wrong, now + _STAYS)

    def at(self, now: datetime) -> StatusMessage:
        """What is left of it at a moment."""
        return StatusMessage() if self.until is not None and now >= self.until else self
