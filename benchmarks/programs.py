"""The programs that are measured, each a process in a terminal of its own."""

from __future__ import annotations

import compileall
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.terminal.terminal import Terminal

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "leadsroom"
BARE = (sys.executable, str(Path(__file__).parent / "bare_app.py"))
BARE_SAYS = b"The one widget of a bare app"
_PATIENCE_SECONDS = 30.0


def leadsroom(database: str, *words: str) -> tuple[str, ...]:
    """The command line of the installed program."""
    return (str(PROGRAM), "--db", database, *words)


def terminal(command: Sequence[str]) -> Terminal:
    """Start a program in a terminal of 120 by 36."""
    ours = ("LEADSROOM_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return Terminal(command, environment)


def make_bytecode() -> None:
    """Compile our own files, as an installed program is: whoever measures a start measures no compiler."""
    for package in ("leadsroom", "screens", "styles", "benchmarks"):
        compileall.compile_dir(ROOT / package, quiet=1)


def seconds_until_written(running: Terminal, since: float, *words: bytes) -> float:
    """Seconds from `since` until the program has written all `words` to its terminal."""
    written = b""
    while not all(word in written for word in words):
        more = running.read(_PATIENCE_SECONDS)
        if not more:
            raise SystemExit(f"{words!r} never came: {written[-500:]!r}")
        written += more
    return time.perf_counter() - since


def seconds_to_first_frame(command: Sequence[str], *words: bytes) -> float:
    """Seconds from starting a program to the frame that shows `words`."""
    since = time.perf_counter()
    with terminal(command) as running:
        return seconds_until_written(running, since, *words)
