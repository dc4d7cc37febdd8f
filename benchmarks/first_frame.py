"""The first frame of the moderator's screen against that of a bare app, and where the time goes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from benchmarks.figures import Sample, print_table, row_of
from benchmarks.programs import BARE, BARE_SAYS, leadsroom, seconds_to_first_frame

ROUNDS = 11
# The bar of keys, the first step, and somebody at the table: a frame that shows only some is not the whole.
FIRST_FRAME_SAYS = (b"start the meeting", b"Open networking", b"Vince DeLuca")
_WITHOUT_TERMINAL = str(Path(__file__).parent / "without_terminal.py")
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
_NOT_BEFORE_THE_FRAME = ("alembic", "phonenumbers", "pendulum", "psycopg")
_LARGEST = 8


def measure(database: str) -> Sample:
    """Print the ratio; what the bare app took, as a measure of the machine's noise."""
    bare, ours = Sample(), Sample()
    for _ in range(ROUNDS):
        bare.add(seconds_to_first_frame(BARE, BARE_SAYS))
        ours.add(seconds_to_first_frame(leadsroom(database, "meet"), *FIRST_FRAME_SAYS))
    lines = [
        row_of("bare app of one widget", bare),
        row_of("moderator's screen, demo chapter", ours),
        ("ratio", f"{ours.median / bare.median:.2f}", "", "", "at most 2.4"),
    ]
    print_table(f"First frame, from exec, ms ({ROUNDS} each, interleaved)", _HEAD, lines)
    _print_stages(database)
    _print_imports(database)
    return bare


_HEAD = ("", "median", "quartiles", "p99", "aim")


def _print_stages(database: str) -> None:
    done = subprocess.run(
        [sys.executable, _WITHOUT_TERMINAL, database], capture_output=True, text=True, check=True
    )
    lines = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    print_table("Where the time goes (without a terminal, one run)", ("", "ms"), lines)


def _print_imports(database: str) -> None:
    """Self time of imports by package; the measuring itself makes them slower by about a third."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", _WITHOUT_TERMINAL, database],
        capture_output=True,
        text=True,
        check=True,
    )
    spent: Counter[str] = Counter()
    for microseconds, module in _IMPORT.findall(done.stderr):
        spent[module.split(".", maxsplit=1)[0]] += int(microseconds)
    shown = [*spent.most_common(_LARGEST), *((name, spent[name]) for name in _NOT_BEFORE_THE_FRAME)]
    rest = sum(spent.values()) - sum(count for _, count in spent.most_common(_LARGEST))
    lines = [(name, f"{count / 1000:.1f}") for name, count in shown]
    print_table("Imports until then, by package", ("", "ms"), [*lines, ("all others", f"{rest / 1000:.1f}")])
