"""The rules of the PIN: who is let in, how long a wrong one has to wait, when none is taken any more."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from enum import Enum

from msgspec import Struct

DIGITS = 6
WRONG_BEFORE_LOCK = 10
LOCK_SECONDS = 60.0
REMEMBERED_SECONDS = 900.0
_CLIENT_FIRST_WAIT, _CLIENT_LONGEST_WAIT = 1.0, 16.0
_ALL_FIRST_WAIT, _ALL_LONGEST_WAIT = 0.25, 4.0


def new_pin() -> str:
    """Six digits that nobody can foretell."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


class Outcome(Enum):
    """The outcome of a typed PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_SOON = "too soon"  # not looked at
    LOCKED = "locked"  # not looked at, or the wrong one that locked


class Answer(Struct, frozen=True):
    """The outcome, and after how many seconds a PIN is looked at again (0 when it was right)."""

    outcome: Outcome
    wait_seconds: float = 0.0

    @property
    def whole_seconds(self) -> int:
        """The wait as it is shown: never less than it is."""
        return math.ceil(self.wait_seconds)


class PinGuard:
    """Holds the PIN and remembers the wrong ones.

    A PIN that comes before its time is not compared at all, so that many at once are one attempt. The
    wait grows with the wrong ones of a client and, up to four seconds, with those of everybody; ten wrong
    ones, of whomever, close the door for a minute. In any 60 seconds at most ten wrong PINs are compared.
    """

    def __init__(self, pin: str, seconds: Callable[[], float]) -> None:
        """`seconds` is a clock that nobody can set, like `time.monotonic`."""
        self._pin = pin.encode()
        self._seconds = seconds
        self._wrong: list[tuple[float, str]] = []
        self._locked_until = -math.inf

    def answer(self, typed: str, client: str) -> Answer:
        """Look at a typed PIN. `client` is an address; spaces between the digits do not matter."""
        now = self._seconds()
        if now < self._locked_until:
            return Answer(Outcome.LOCKED, self._locked_until - now)
        self._wrong = [(at, who) for at, who in self._wrong if now - at < REMEMBERED_SECONDS]
        if (wait := self._wait(client, now)) > 0:
            return Answer(Outcome.TOO_SOON, wait)
        if secrets.compare_digest("".join(typed.split()).encode(errors="replace"), self._pin):
            return Answer(Outcome.RIGHT)
        return self._wrong_one(client, now)

    def _wrong_one(self, client: str, now: float) -> Answer:
        self._wrong.append((now, client))
        if len(self._wrong) < WRONG_BEFORE_LOCK:
            return Answer(Outcome.WRONG, self._wait(client, now))
        self._wrong.clear()
        self._locked_until = now + LOCK_SECONDS
        return Answer(Outcome.LOCKED, LOCK_SECONDS)

    def _wait(self, client: str, now: float) -> float:
        of_client = [at for at, who in self._wrong if who == client]
        of_all = [at for at, _ in self._wrong]
        return max(
            _ready(of_client, _CLIENT_FIRST_WAIT, _CLIENT_LONGEST_WAIT) - now,
            _ready(of_all, _ALL_FIRST_WAIT, _ALL_LONGEST_WAIT) - now,
        )


def _ready(wrong: list[float], first: float, longest: float) -> float:
    """When the next one is looked at: the wait doubles with each wrong one."""
    return wrong[-1] + min(first * 2.0 ** (len(wrong) - 1), longest) if wrong else -math.inf
