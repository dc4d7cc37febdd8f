"""The front of the room: the timekeeper's screen in a terminal of its own, read as a person would."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from screens.kit.digits import filling
from tests.terminal.moderator import PROGRAM, Moderator, minutes_and_seconds
from tests.terminal.terminal import Terminal

_WIDTH, _HEIGHT = 80, 24


class Front:
    """`leadsroom timekeeper` beside a moderator, on the same clock. Without colours its digits are blocks."""

    def __init__(self, moderator: Moderator) -> None:
        self._moderator = moderator
        self.terminal = self._opened()

    def _opened(self) -> Terminal:
        environment = {**self._moderator.environment, "NO_COLOR": "1"}
        command = [str(PROGRAM), "--db", str(self._moderator.database), "timekeeper"]
        return Terminal(command, environment, width=_WIDTH, height=_HEIGHT)

    def reopen(self) -> None:
        """SIGKILL, and the same command again."""
        self.terminal.kill()
        self.terminal = self._opened()

    def wait_for(self, *words: str) -> None:
        """Look on until all these can be read; the phase is spaced out."""
        close = ["".join(word.split()) for word in words]
        self.terminal.wait_for(lambda: all(word in "".join(self.terminal.text().split()) for word in close))

    def wait_for_clock(self, seconds: int) -> None:
        """Look on until the digits read so many seconds."""
        self.terminal.wait_for(lambda: self._reads(minutes_and_seconds(seconds)))

    def _reads(self, clock: str) -> bool:
        return any(_cropped(rows, "█") in _drawings_of(clock) for rows in self._drawings())

    def _drawings(self) -> list[tuple[str, ...]]:
        """What is drawn in blocks, each apart from the next by rows without."""
        drawn = groupby(self.terminal.lines, key=lambda row: "█" in row)
        return [tuple(rows) for blocks, rows in drawn if blocks]


@cache
def _drawings_of(clock: str) -> frozenset[tuple[tuple[bool, ...], ...]]:
    """What the digits may look like: how many cells they fill is the affair of the screen."""
    sizes = [(wide, high) for wide in range(_WIDTH - 12, _WIDTH + 1) for high in range(5, _HEIGHT)]
    return frozenset(_cropped(filling(clock, *size), "#") for size in sizes)


def _cropped(rows: tuple[str, ...], sign: str) -> tuple[tuple[bool, ...], ...]:
    """Where the sign stands, without what is empty around it."""
    cells = [[letter == sign for letter in row] for row in rows if sign in row]
    width = max((len(row) for row in cells), default=0)
    filled = [row + [False] * (width - len(row)) for row in cells]
    columns = [x for x in range(width) if any(row[x] for row in filled)]
    if not columns:
        return ()
    return tuple(tuple(row[columns[0] : columns[-1] + 1]) for row in filled)
