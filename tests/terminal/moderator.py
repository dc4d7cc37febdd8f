"""A moderator at the keyboard of the installed program, with a clock that the test sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pyte.screens import Char

from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from screens.kit.digits import fitted
from screens.kit.theme import DARK
from tests.seen import find_meeting, meeting_snapshot
from tests.terminal import script
from tests.terminal.record import Record
from tests.terminal.script import Act
from tests.terminal.terminal import Terminal

PROGRAM = Path(sys.executable).parent / "leadsroom"
_FILLED = frozenset(
    DARK.variables[name].lstrip("#").lower() for name in ("phase-go", "phase-wrap-up", "phase-time", "quiet")
)
_DIGITS_HIGH = 7


def minutes_and_seconds(seconds: int) -> str:
    """`83` is `1:23`, `-7` is `-0:07`."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes}:{rest:02d}"


class Moderator:
    """Runs the script in a folder of its own: `meeting.db` and the clock's file."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "meeting.db"
        self._clock = folder / "clock"
        self.environment = {
            **os.environ,
            "LEADSROOM_CLOCK_FILE": str(self._clock),
            "TZ": script.ZONE,
        }
        self.record = Record(script.TABLE)
        self.due = 0
        self.set_clock(0)
        self._terminal: Terminal | None = None

    # The command line

    def run(self, *words: str) -> str:
        """Run a command of the program; what it says."""
        command = [str(PROGRAM), "--db", str(self.database), *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def minutes(self) -> dict[str, Any]:
        """The minutes as they stand, read beside the running program."""
        store = open_store(str(self.database))
        with store.reading() as connection:
            chapter = chapters(connection)[0]
        meeting_id = find_meeting(store, chapter, script.DATE)
        text = write_minutes(meeting_snapshot(store, meeting_id), "json", script.moment(self.now))
        store.close()
        minutes: dict[str, Any] = json.loads(text)
        return minutes

    # Time

    def set_clock(self, seconds: int) -> None:
        """Put the clock to so many seconds into the script."""
        self.now = seconds
        moved = self._clock.with_suffix(".next")
        moved.write_text(script.moment(seconds).isoformat(), encoding="utf-8")
        moved.replace(self._clock)

    # The terminal

    def sit_down(self, width: int = 140, height: int = 40) -> None:
        """`leadsroom meet`, in a terminal."""
        self.open(width, height, "meet")
        self.terminal.wait_for("Agenda")

    def open(self, width: int, height: int, *words: str) -> None:
        """A command of the program, in a terminal."""
        command = [str(PROGRAM), "--db", str(self.database), *words]
        self._terminal = Terminal(command, self.environment, width=width, height=height)

    @property
    def terminal(self) -> Terminal:
        """The terminal in which the meeting runs."""
        assert self._terminal is not None
        return self._terminal

    def kill(self) -> None:
        """SIGKILL to the program, if one was started."""
        if self._terminal is not None:
            self._terminal.kill()

    # The screen

    @property
    def next_is(self) -> str:
        """What the bottom line says that Go will do."""
        words = self.terminal.lines[-1].removeprefix("   ⏎   ")
        return words.split("   ", maxsplit=1)[0]

    @property
    def picture(self) -> str:
        """The screen without what the bottom line says of the act before."""
        return "\n".join([*self.terminal.lines[:-1], self.next_is])

    def clock_is_right(self) -> bool:
        """Whether the clock on the screen is right to the second."""
        seconds = self.record.clock(self.now)
        if self.record.started is None:
            seconds = script.PLANNED_START - self.now
        return seconds is None or self.reads(minutes_and_seconds(seconds))

    def reads(self, clock: str) -> bool:
        """Whether the clock on the screen reads this."""
        if self._filled() == fitted(clock, 999, _DIGITS_HIGH)[0]:
            return True
        text = self.terminal.text()
        return any(f"{clock}  {sign}" in text for sign in "▷▶▲■●❚")

    def _filled(self) -> tuple[str, ...]:
        """The big digits as rows of dots, a dot being two cells wide."""
        screen = self.terminal.screen
        rows = [
            [_is_filled(screen.buffer[y][x]) for x in range(screen.columns)]
            for y in range(1, screen.lines - 1)
        ]
        filled = [x for row in rows for x, dot in enumerate(row) if dot]
        if not filled:
            return ()
        across = range(min(filled), max(filled) + 1, 2)
        return tuple("".join("#" if row[x] else "." for x in across) for row in rows if any(row))

    # Acts

    def come_to(self, act: Act) -> None:
        """Let time pass until an act is due."""
        self.due += act.after
        self.set_clock(self.due)

    def press(self, act: Act) -> None:
        """Press the keys of an act."""
        assert not (act.shows or act.gone) or not self._shown(act), f"{act} is on the screen already"
        self.terminal.press(*act.keys)

    def note(self, act: Act) -> None:
        """Write down what an act does."""
        for fact in act.facts:
            self.record.happened(fact, self.due)
        self.record.acts += 1

    def see(self, act: Act) -> None:
        """Look on until the screen shows an act that was noted, and the right clock."""
        self.terminal.wait_for(lambda: self._shown(act) and self.clock_is_right())

    def do(self, act: Act) -> None:
        """Carry an act out, and see it done."""
        self.come_to(act)
        self.press(act)
        self.note(act)
        self.see(act)

    def _shown(self, act: Act) -> bool:
        text = self.terminal.text()
        return act.shows in text and (not act.gone or act.gone not in text)


def _is_filled(cell: Char) -> bool:
    return cell.data == " " and cell.bg in _FILLED
