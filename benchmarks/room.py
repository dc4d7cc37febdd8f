"""Two screens of one meeting: how soon the second shows what the first did, and what both cost meanwhile."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Sample, print_table, row_of
from benchmarks.programs import BARE, BARE_SAYS, leadsroom, seconds_until_written, terminal
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.text.wording import SECOND
from leadsroom.store.read.chapter import chapters
from leadsroom.store.read.meeting.rows import live_meeting
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import open_store
from tests.terminal.terminal import FRAME_ENDS, Terminal

PRESSES = 200
MINUTE_SECONDS = 60.0
_QUIET_SECONDS = 0.08
_TERMDOWN = (str(Path(sys.executable).parent / "termdown"), "600")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watched:
    """A program in its terminal, its processor time, and the moments at which it wrote."""

    name: str
    running: Terminal
    used: float = 0.0
    wrote: list[datetime] = field(default_factory=list)

    @property
    def processor_seconds(self) -> float:
        """What it has used since it was started."""
        fields = Path(f"/proc/{self.running.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def resident_megabytes(self) -> float:
        """What of it is in memory now."""
        lines = Path(f"/proc/{self.running.pid}/status").read_text().splitlines()
        (line,) = (line for line in lines if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def measure(database: str) -> None:
    """Print lag, processor time, memory and how punctually the seconds flip."""
    with _open(leadsroom(database, "meet")) as table, _open(leadsroom(database, "timekeeper")) as front:
        table.wait_for(lambda: " start " in table.lines[-1])
        table.press("enter")
        front.wait_for("Open networking")
        _print_lag(_lag(table, front))
        with _open(BARE) as bare, _open(_TERMDOWN) as termdown:
            bare.wait_for(BARE_SAYS.decode())
            watched = [
                Watched("moderator's screen", table),
                Watched("timekeeper's screen", front),
                Watched("termdown", termdown),
                Watched("bare app of one widget", bare),
            ]
            _watch(watched)
            _print_cost(watched)
            _print_flips(watched[1], _clock(database))


@contextmanager
def _open(command: Sequence[str]) -> Iterator[Terminal]:
    with terminal(command) as running:
        yield running


def _lag(table: Terminal, front: Terminal) -> Sample:
    """Only the end of a pause is timed: before it nothing else moves on the other screen.

    A second space within two seconds waits to see whether it is held; `z`, which does nothing, ends the wait.
    """
    sample = Sample()
    for _ in range(PRESSES):
        table.press("space")
        _drain(table, front)
        since = time.perf_counter()
        table.press("space", "z")
        sample.add(seconds_until_written(front, since, FRAME_ENDS))
        _drain(table, front)
    return sample


def _drain(*all_running: Terminal) -> None:
    for running in all_running:
        while running.look(_QUIET_SECONDS):
            pass


def _watch(watched: Sequence[Watched]) -> None:
    """Read what each writes for a minute, and note when."""
    by_file = {program.running.fileno(): program for program in watched}
    for program in watched:
        _drain(program.running)
        program.used = -program.processor_seconds
    until = time.monotonic() + MINUTE_SECONDS
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select(list(by_file), [], [], left)
        for file in ready:
            by_file[file].wrote.append(datetime.now(UTC))
            by_file[file].running.read(0)
    for program in watched:
        program.used += program.processor_seconds


def _clock(database: str) -> Countdown:
    """The clock that runs."""
    store = open_store(database)
    with store.reading() as connection:
        live = live_meeting(connection, chapters(connection)[0].id)
        assert live is not None
        clock = snapshot(connection, live).clock
    store.close()
    assert clock is not None
    return clock


def _print_lag(sample: Sample) -> None:
    head = ("", "median", "quartiles", "p99", "aim")
    line = row_of("the timekeeper's screen shows it", sample, "p50 under 100, p99 under 150")
    print_table(f"From a key at the table to the other screen, ms ({PRESSES} presses)", head, [line])


def _print_cost(watched: Sequence[Watched]) -> None:
    lines = [
        (program.name, f"{program.used / MINUTE_SECONDS:.2%}", f"{program.resident_megabytes:.0f}")
        for program in watched
    ]
    print_table(
        "A running minute: processor (of a core), resident memory, MB", ("", "processor", "MB"), lines
    )


def _print_flips(front: Watched, clock: Countdown) -> None:
    late = Sample()
    for wrote in front.wrote:
        late.add(-clock.remaining(wrote) / SECOND % 1.0)
    head = ("", "median", "quartiles", "p99", "aim")
    lines = [row_of("after the second's boundary", late, "under 50")]
    print_table(f"The second flips on the timekeeper's screen, ms ({len(late.values)} writes)", head, lines)
