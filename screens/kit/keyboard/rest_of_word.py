"""What is left of a typed word whose first letter was an answer: nobody means it as keys."""

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
