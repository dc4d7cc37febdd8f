"""Keys that answered something before: nobody means them as keys of what stands there by then."""

from __future__ import annotations

from textual.events import Key

_WORDS = {"y": "es", "n": "o"}
_ONE_WORD = 1.0  # seconds between two letters of it


class RestOfWord:
    """What is left of `yes` or `no` once `y` or `n` has answered and closed a form."""

    def __init__(self) -> None:
        self._left = ""
        self._at = 0.0

    def begin(self, letter: str, at: float) -> None:
        """The first letter has answered, at a moment on the clock of the keys."""
        self._left, self._at = _WORDS.get(letter, ""), at

    def takes(self, key: Key) -> bool:
        """Whether a key is the next letter of the word, typed in one go."""
        if self._left and key.key == self._left[0] and key.time - self._at < _ONE_WORD:
            self._left, self._at = self._left[1:], key.time
            return True
        self._left = ""
        return False


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
