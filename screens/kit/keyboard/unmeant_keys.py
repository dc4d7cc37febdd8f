"""Keys that nobody means: of one held down, the rest of a word, an answer before the question was to be seen.

A terminal repeats a key that is held down as if it were pressed again and again.

No terminal says when a key is let go, and Textual does not pass on what some say of repeats (it leaves that
part of the kitty protocol off, and its parser would stumble over it). What is left is time. A keyboard waits
before it repeats a key, from 225 to 660 ms, and then goes on every 15 to 90 ms; a finger needs about 120 ms
to press again.
"""

from __future__ import annotations

from enum import StrEnum

from textual.events import Key

SUSPECTED_FOR_SECONDS = 2.0
LET_GO_AFTER_SECONDS = 0.15
# Sooner than any keyboard begins to repeat, a second press can only be a finger's, or be held already.
_SHORTEST_DELAY_SECONDS = 0.2
_FASTEST_REPEAT_SECONDS = 0.01
_WAIT_SECONDS, _WAIT_FOR_SLOW_SECONDS = 0.06, 0.1
# Keys that one holds down on purpose: they move a cursor or a line, or lengthen something.
_ARROWS = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab")
REPEATED = frozenset(
    (
        *("J", "K", "plus", "equals_sign", "minus"),
        *(f"{before}{arrow}" for before in ("", "shift+", "alt+", "ctrl+") for arrow in _ARROWS),
    )
)
_ALMOST = 1e-6  # moments are floats


class Answer(StrEnum):
    """What to do with a press."""

    TAKE = "take"
    WAIT = "wait"
    DROP = "drop"


class HeldKeys:
    """Tells a held key from one that is pressed again, by the moments at which it came, in seconds.

    The first press of a key never waits, nor does one after another key: a keyboard repeats only the last
    one. One within two seconds of the same key waits for a moment: if the key follows again, it is held, and
    both are dropped with all that come until it has been silent.
    """

    def __init__(self) -> None:
        self._latest, self._at = "", 0.0
        self._held: str | None = None
        self._waits = _WAIT_SECONDS

    def press(self, key: str, at: float, *, once: bool = True) -> Answer:
        """What to do with a press. Without `once` the key may repeat here, and only a held one is dropped."""
        since = at - self._at if key == self._latest else SUSPECTED_FOR_SECONDS
        self._latest, self._at = key, at
        if self._held == key and since < LET_GO_AFTER_SECONDS:
            return Answer.DROP
        self._held = None
        if not once or since >= SUSPECTED_FOR_SECONDS:
            return Answer.TAKE
        self._waits = _WAIT_FOR_SLOW_SECONDS if since >= _SHORTEST_DELAY_SECONDS else _WAIT_SECONDS
        return Answer.WAIT

    @property
    def waits_until(self) -> float:
        """Until when the last press waits to see what follows."""
        return self._at + self._waits

    def is_held(self, key: str, following: str, at: float, *, typing: bool = False) -> bool:
        """Whether what came after a press that waits shows that its key is held.

        Where somebody is `typing`, keys that come at once were typed ahead, of a slow line for example: no
        keyboard repeats so fast.
        """
        soonest = self._at + (_FASTEST_REPEAT_SECONDS if typing else 0.0)
        if following == key and soonest <= at <= self.waits_until + _ALMOST:
            self._held = key
        return self._held == key


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


_TO_READ = 0.3  # seconds from when it stands there until somebody can have read it


class ToBeRead:
    """Words that ask for a key once more: it answers once they have stood there long enough to be read.

    A key that was typed ahead was meant for what stood there before.
    """

    def __init__(self) -> None:
        self.asks = False
        self._shown_at: float | None = None

    def ask(self) -> None:
        """They are to be shown."""
        self.asks, self._shown_at = True, None

    def shown(self, at: float) -> None:
        """They stand there, since a moment on the clock of the keys."""
        if self._shown_at is None:
            self._shown_at = at

    def over(self) -> None:
        """They ask for nothing any more."""
        self.asks = False

    def may_answer(self, at: float) -> bool:
        """Whether a key pressed at this moment can be the answer; it always can where nothing asks."""
        return not self.asks or (self._shown_at is not None and at - self._shown_at >= _TO_READ)
