"""What a screen says was done, or why not: for a moment at the table, in a line of its own on a page."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from textual.widgets import Static

from screens.kit.styled import words

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


class StatusLine(Static):
    """Where a page says what was done, or why not."""

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)
        self.sentence = ""

    def show(self, sentence: str, tone: str = "good") -> None:
        """Say it; an empty sentence takes away what stands there."""
        self.sentence = sentence
        self.update(words(sentence, tone))
