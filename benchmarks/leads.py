"""From the last key of a slip to the lead on disk and on the screen; and the way back after SIGKILL."""

from __future__ import annotations

import sqlite3
import time

from benchmarks.figures import Sample, print_table, row_of
from benchmarks.programs import leadsroom, seconds_to_first_frame, seconds_until_written, terminal
from tests.terminal.terminal import Terminal

LEADS = 100
RESUMED = 7
_QUIET_SECONDS = 0.08
_HEAD = ("", "median", "quartiles", "p99", "aim")


def measure(fresh: str, seasoned: str, meetings: int) -> None:
    """Pass leads by turns in a chapter without a past and in one with many meetings; kill, and come back."""
    first, second = Sample(), Sample()
    with _at_the_bucket(fresh) as one, _at_the_bucket(seasoned) as other:
        for number in range(LEADS):
            first.add(_seconds_for_lead(one, f"Pf{number:03d}"))
            second.add(_seconds_for_lead(other, f"Ps{number:03d}"))
    for database in (fresh, seasoned):
        _check_on_disk(database)
    lines = [
        row_of("no meeting before", first, "p99 under 50"),
        row_of(f"{meetings} meetings before", second, "p99 under 50"),
        ("ratio", f"{second.median / first.median:.2f}", "", f"{second.p99 / first.p99:.2f}", "under 1.1"),
    ]
    print_table(f"Last key of a slip to disk and screen, ms ({LEADS} leads each, by turns)", _HEAD, lines)
    _resume(seasoned)


def _resume(database: str) -> None:
    back = Sample()
    for _ in range(RESUMED):
        back.add(seconds_to_first_frame(leadsroom(database, "meet"), b"finish, next is"))
    title = f"Back in the same turn after SIGKILL, from exec, ms ({RESUMED} times, {LEADS} leads tonight)"
    print_table(title, _HEAD, [row_of("leadsroom meet", back, "under 2000")])


def _at_the_bucket(database: str) -> Terminal:
    """A meeting whose bucket goes around: the screen a lead is taken on."""
    running = terminal(leadsroom(database, "meet"))
    running.wait_for(lambda: " start " in running.lines[-1])  # the meeting, or today instead of its day
    while "Leads bucket · 1 of" not in running.text():
        before = running.lines[-1]
        running.press("enter")
        running.wait_for(lambda before=before: running.lines[-1] != before)  # type: ignore[misc]
    return running


def _seconds_for_lead(running: Terminal, prospect: str) -> float:
    running.press("l", "bank", "enter", prospect, "enter", "enter", "x", "enter")
    seconds_until_written(running, 0, b"raw: no phone")
    while running.read(_QUIET_SECONDS):
        pass
    since = time.perf_counter()
    running.press("y")
    return seconds_until_written(running, since, f"{prospect} · x".encode())  # as the record puts it


def _check_on_disk(database: str) -> None:
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM lead WHERE need = 'x'").fetchone()
    if count != LEADS:
        raise SystemExit(f"{count} leads on disk instead of {LEADS}")
