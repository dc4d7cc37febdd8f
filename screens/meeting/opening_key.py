"""The key that opened the check-in board, pressed once more: nobody means it as a mark."""

from __future__ import annotations

from textual.events import Key

_TO_READ = 0.3  # seconds from when the board stands until somebody can have looked


class OpeningKey:
    """Takes that key, once, if it was typed ahead or at once, and before any other."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._shown_at: float | None = None
        self._awaited = True

    def shown(self, at: float) -> None:
        """The board stands, since a moment on the clock of the keys."""
        self._shown_at = at

    def takes(self, key: Key) -> bool:
        """Whether a key is the opening one over again."""
        first, self._awaited = self._awaited, False
        unseen = self._shown_at is None or key.time - self._shown_at < _TO_READ
        return first and unseen and key.key == self._key
