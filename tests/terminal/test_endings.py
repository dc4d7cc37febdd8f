"""The ends that nobody has asked for by a key: signals, a window that is closed, a fault of its own."""

from __future__ import annotations

import os
import random
import re
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import Go
from leadsroom.paths import drafts_folder, reports_folder
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from tests.desks import meeting_to_run
from tests.harborview import SetClock
from tests.terminal import script
from tests.terminal.moderator import PROGRAM, Moderator
from tests.terminal.shell import AS_BEFORE, ENDED, JOB, STOPPED, from_a_shell
from tests.terminal.terminal import Terminal

SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT]
_SWITCHED = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_ON_FROM_THE_START = {7, 25}  # a line that is too long goes on in the next one; the cursor
_SIZES_ASKED_FOR, _SIZES_ANSWERED = b"\x1b[?2048$p", b"\x1b[?2048;2$y"
_PATIENCE_SECONDS = 30.0

ITSELF = (str(PROGRAM),)
UNDER_NOHUP = ("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh", str(PROGRAM))

# What the program is changed by, before it starts as it always does.
_CHANGED = """\
import sys
import time
from leadsroom.app import LeadsroomApp
place = sys.argv.pop(1)
{change}
from leadsroom.cli import main
sys.exit(main())
"""
_HANGS = """\
import threading
import leadsroom.endings
leadsroom.endings.PATIENCE_SECONDS = 3600.0
LeadsroomApp.exit = lambda self, *more, **named: threading.Event().wait()
"""
_FAILS = """\
import asyncio, threading
from screens.kit.keyboard.keys_in_order import KeysInOrder

def fail():
    who = "gently"
    raise ValueError("this goes wrong")

async def fail_later():
    fail()

PLACES = {
    "key": lambda self: fail(),
    "thread": lambda self: threading.Thread(target=fail).start(),
    "worker": lambda self: self.run_worker(fail_later()),
    "timer": lambda self: self.set_timer(0.01, fail),
    "task": lambda self: asyncio.create_task(fail_later()) and None,
}
KeysInOrder.action_help_quit = PLACES[place]
"""
_SMALL_SAMPLE = """\
import leadsroom.demo.cache as cache
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview
def write_season(store, now, zone, *, progress):
    Office(store, SetClock(now), "demo").found(harborview())
cache.write_season = write_season
cache.start_soon = lambda *of: None
"""


def changed(by: str, place: str = "") -> tuple[str, ...]:
    """The program, changed."""
    return (sys.executable, "-c", _CHANGED.format(change=by), place)


def soak(*values: object) -> Any:
    """One of several cases that not every run tries."""
    return pytest.param(*values, marks=pytest.mark.soak)


def drafts_on_disk() -> str:
    """All that is half typed."""
    return "".join(path.read_text(encoding="utf-8") for path in drafts_folder().glob("*.json"))


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> None:
    """No draft or report of another test."""
    for folder in (drafts_folder(), reports_folder()):
        shutil.rmtree(folder, ignore_errors=True)


class Run:
    """The program as a job of a shell in a terminal."""

    def __init__(self, terminal: Terminal, alive: int) -> None:
        self.terminal, self._alive = terminal, alive

    @property
    def job(self) -> int:
        """The number of its process."""
        self.terminal.wait_for(lambda: JOB.encode() in self.terminal.written)
        found = re.search(rb"%b (\d+)" % JOB.encode(), self.terminal.written)
        assert found is not None
        return int(found[1])

    def send(self, number: signal.Signals) -> None:
        """A signal to the program alone."""
        os.kill(self.job, number)

    def wait_for_end(self, by: int) -> None:
        """It ends by that, as a shell counts; the terminal is as before, and nothing is left running."""
        ended = f"{ENDED} {by} \r\n{AS_BEFORE}\r\n".encode()
        self.terminal.wait_for(lambda: self.has_ended)
        assert ended in self.terminal.written, bytes(self.terminal.written[-800:])
        assert modes(bytes(self.terminal.written)) == _ON_FROM_THE_START
        assert self.terminal.written.count(b"\x1b[>") == self.terminal.written.count(b"\x1b[<u")
        self.wait_until_gone()

    @property
    def has_ended(self) -> bool:
        """Whether the shell has said so."""
        _, ended, rest = self.terminal.written.partition(ENDED.encode())
        return bool(ended) and rest.count(b"\n") > 1

    def go_on_in_the_background(self) -> None:
        """As after `bg`."""
        self.terminal.press("enter")
        os.kill(self.job, signal.SIGCONT)

    def wait_until_gone(self) -> None:
        """Neither it nor what it has started lives any more."""
        ready, _, _ = select.select([self._alive], [], [], _PATIENCE_SECONDS)
        assert ready
        assert os.read(self._alive, 1) == b""


def modes(written: bytes) -> set[int]:
    """Those of the terminal that are on after all this was written to it."""
    on = set(_ON_FROM_THE_START)
    for numbers, to in _SWITCHED.findall(written):
        for number in numbers.split(b";"):
            (on.add if to == b"h" else on.discard)(int(number))
    return on


@contextmanager
def started(
    moderator: Moderator, *words: str, program: Sequence[str] = ITSELF, database: bool = True
) -> Iterator[Run]:
    """The program with these words, as a job of a shell."""
    command = from_a_shell([*program, *(("--db", str(moderator.database)) if database else ()), *words])
    alive, held = os.pipe()
    with Terminal(command, moderator.environment, width=120, height=36, keep_open=(held,)) as terminal:
        os.close(held)
        try:
            yield Run(terminal, alive)
        finally:
            terminal.kill()
            os.close(alive)


def come_to_a_pitch(moderator: Moderator) -> None:
    """Have a meeting that runs, and somebody's pitch in it."""
    store = open_store(str(moderator.database))
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    clock = SetClock(script.BEGINS)
    desk = SyncDesk(store, chapter.id, clock, "table", meeting_to_run(store, chapter, clock.now()))
    while not any(turn.clock.started_at for turn in desk.look().turns):
        desk.do(Go())
    store.close()


@contextmanager
def slip_half_typed(
    moderator: Moderator, words: str, found: str = "", program: Sequence[str] = ITSELF
) -> Iterator[Run]:
    """A slip during a pitch, with these words just typed behind what was found in it."""
    come_to_a_pitch(moderator)
    with started(moderator, "meet", program=program) as run:
        run.terminal.wait_for("The table")
        run.terminal.press("l")
        run.terminal.wait_for(f"To          {found}" if found else "Prospect")
        run.terminal.press(*words)
        run.terminal.wait_for(f"To          {found}{words} ")
        yield run


@pytest.mark.parametrize(
    ("signals", "letters"), [(SIGNALS[2:], "gra"), soak(SIGNALS, "grace")], ids=["two", "all"]
)
def test_every_signal_ends_the_table_in_order(
    moderator: Moderator, signals: list[signal.Signals], letters: str
) -> None:
    """One after the other at the same slip: each leaves the terminal as it was, and what was typed.

    With a slip open SIGTERM ends one in the background, and a closed window sends SIGHUP: see below.
    """
    typed = ""
    for number, letter in zip(signals, letters[:-1], strict=True):
        with slip_half_typed(moderator, letter, typed) as run:
            run.send(number)
            run.wait_for_end(by=128 + number)
        typed += letter
    with slip_half_typed(moderator, letters[-1], typed) as run:
        # In such a terminal it is a key, and one that means nothing.
        run.terminal.send(b"\x1c")
        run.terminal.press("ctrl+q")
        run.wait_for_end(by=0)


@pytest.mark.parametrize(
    ("words", "shows", "number"),
    [
        ((), "Next meeting", signal.SIGTERM),
        soak((), "Next meeting", signal.SIGHUP),
        soak((), "Next meeting", signal.SIGQUIT),
        soak(("timekeeper",), "The meeting starts at", signal.SIGTERM),
        soak(("timekeeper",), "The meeting starts at", signal.SIGHUP),
        (("timekeeper",), "The meeting starts at", signal.SIGQUIT),
    ],
)
def test_every_signal_ends_every_screen(
    moderator: Moderator, words: tuple[str, ...], shows: str, number: signal.Signals
) -> None:
    """Home and the timekeeper's, in a terminal with all that can be switched on in one."""
    with started(moderator, *words) as run:
        run.terminal.wait_for(lambda: _SIZES_ASKED_FOR in run.terminal.written)
        run.terminal.send(_SIZES_ANSWERED)
        run.terminal.wait_for(shows)
        run.terminal.wait_for(lambda: b"\x1b[?1016h" in run.terminal.written)
        run.send(number)
        run.wait_for_end(by=128 + number)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("words", "shows"), [((), "Next meeting"), (("timekeeper",), "The meeting starts at")]
)
@pytest.mark.parametrize("program", [ITSELF, UNDER_NOHUP])
def test_a_closed_window_ends_every_screen(
    moderator: Moderator, words: tuple[str, ...], shows: str, program: Sequence[str]
) -> None:
    """Home and the timekeeper's, with the signal of that and where it is ignored."""
    with started(moderator, *words, program=program) as run:
        run.terminal.wait_for(shows)
        run.terminal.close()
        run.wait_until_gone()


def test_a_closed_window_ends_it(moderator: Moderator) -> None:
    """With the signal of that, and where it is ignored; what was typed at this moment is there next time."""
    with slip_half_typed(moderator, "g") as run:
        run.terminal.close()
        run.wait_until_gone()
    with slip_half_typed(moderator, "r", "g", program=UNDER_NOHUP) as run:
        run.terminal.close()
        run.wait_until_gone()
    assert '"gr"' in drafts_on_disk()


@pytest.mark.parametrize("stop", [None, soak(signal.SIGTSTP), soak(signal.SIGSTOP)])
def test_in_the_background_it_ends_without_the_terminal(
    moderator: Moderator, stop: signal.Signals | None
) -> None:
    """Stopped by its key or from elsewhere, then asked to end, it does as soon as it is continued."""
    with slip_half_typed(moderator, "g") as run:
        if stop is None:
            run.terminal.press("ctrl+z")
        else:
            run.send(stop)
        run.terminal.wait_for(lambda: STOPPED.encode() in run.terminal.written)
        run.send(signal.SIGTERM)
        run.go_on_in_the_background()
        run.wait_for_end(by=128 + signal.SIGTERM)
    assert '"g"' in drafts_on_disk()


def test_a_second_signal_ends_what_hangs(moderator: Moderator) -> None:
    """Where it does not come to leave the terminal, that is put back by hand; what was typed is on disk."""
    with slip_half_typed(moderator, "g", program=changed(_HANGS)) as run:
        while not run.has_ended:
            with suppress(ProcessLookupError):
                run.send(signal.SIGTERM)
            run.terminal.look(0.05)
        run.wait_for_end(by=128 + signal.SIGTERM)
    assert '"g"' in drafts_on_disk()


@pytest.mark.parametrize("place", ["key", "thread", soak("worker"), soak("timer"), soak("task")])
def test_a_fault_of_its_own_names_its_report(moderator: Moderator, place: str) -> None:
    """One sentence with the file, for nobody else to read, of what went wrong and without anybody's name."""
    with slip_half_typed(moderator, "g", program=changed(_FAILS, place)) as run:
        run.terminal.press("ctrl+c")
        run.wait_for_end(by=1)
        written = run.terminal.written.decode()
    (report,) = reports_folder().glob("*.txt")
    sentence = "leadsroom stopped over a fault of its own. What was entered is on disk; the report is"
    assert f"{sentence} {report}\r\n" in written
    assert "Traceback" not in written
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text(encoding="utf-8")
    assert text.endswith("ValueError: this goes wrong\n")
    assert "gently" not in text.replace("gently()", "")
    assert '"g"' in drafts_on_disk()


def test_the_sample_goes_with_the_program(moderator: Moderator, tmp_path: Path) -> None:
    """`leadsroom demo` that is ended by a signal leaves the terminal whole, and no folder."""
    moderator.environment["TMPDIR"] = str(tmp_path)
    with started(moderator, "demo", program=changed(_SMALL_SAMPLE), database=False) as run:
        run.terminal.wait_for("Next meeting")
        assert list(tmp_path.glob("leadsroom-demo-*"))
        run.send(signal.SIGHUP)
        run.wait_for_end(by=128 + signal.SIGHUP)
    assert not list(tmp_path.glob("leadsroom-demo-*"))


@pytest.mark.soak
@pytest.mark.parametrize("words", [("meet",), ("timekeeper",), ()])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])  # the others are Python's own at first
def test_a_signal_may_come_at_any_moment(
    moderator: Moderator, words: tuple[str, ...], number: signal.Signals
) -> None:
    """From the first import to the first screen, whatever is loaded, opened or painted just then."""
    for moment in range(24):
        with started(moderator, *words) as run:
            _look_for(run.terminal, moment * 0.04)
            run.send(number)
            run.wait_for_end(by=128 + number)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(30))
def test_a_slip_that_is_being_saved_is_not_lost(moderator: Moderator, seed: int) -> None:
    """Ended right after its key it is on record or a draft, and where it is both it becomes one lead."""
    chance = random.Random(seed)
    with slip_half_typed(moderator, "ann") as run:
        run.terminal.press("enter", *"Jane Doe", "enter", "tab", *"a shop")
        run.terminal.wait_for("Need        a shop")
        run.terminal.press("ctrl+s")
        _look_for(run.terminal, chance.random() * 0.1)
        run.send(chance.choice(SIGNALS))
        run.terminal.wait_for(lambda: run.has_ended)
    draft = drafts_on_disk()
    with started(moderator, "meet") as run:
        run.terminal.wait_for("The table")
        if "Jane Doe" in draft:
            run.terminal.press("l")
            run.terminal.wait_for("unsaved draft")
            run.terminal.wait_for("Jane Doe")
            run.terminal.press("ctrl+s")
        else:
            assert draft == ""
        run.terminal.wait_for(
            lambda: "Ann Chu" in run.terminal.text() and "Prospect" not in run.terminal.text()
        )
        run.terminal.press("ctrl+q")
        run.wait_for_end(by=0)
    assert [lead["prospect"] for lead in moderator.minutes()["leads"]] == ["Jane Doe"]


def _look_for(terminal: Terminal, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        terminal.look(left)
