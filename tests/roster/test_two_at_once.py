"""Two processes at the same roster."""

from __future__ import annotations

import subprocess
import sys

from leadsroom.domain.chapter import Chapter
from leadsroom.roster.office import Office
from tests.roster.sheets import around

# Each process waits for the other's word, so that both are under way at the same moment.
PROGRAM = """
import sys
from datetime import UTC, datetime
from leadsroom.errors import Refused
from leadsroom.roster.office import MemberSheet, Office
from leadsroom.store.store import open_store

class Clock:
    def now(self): return datetime(2026, 11, 18, 15, tzinfo=UTC)
    def wait_for(self, moment): return 0.0

place, chapter, name = sys.argv[1:]
office = Office(open_store(place), Clock(), name)
office.members(int(chapter))
print("ready", flush=True)
sys.stdin.readline()
try:
    office.add_member(int(chapter), MemberSheet(name=name, profession="Florist"))
    print("in")
except Refused as refusal:
    print(refusal)
"""


def test_one_of_two_gets_the_seat(office: Office, chapter: Chapter, place: str) -> None:
    """Two processes enter a holder for one profession at once: one is in, the other is told who holds it."""
    names = ("Ann Chu", "Bo Lind", "Cy Orr")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, place, str(chapter.id), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    assert all(run.stdout and run.stdout.readline() == "ready\n" for run in runs)
    for run in runs:
        assert run.stdin
        run.stdin.write("\n")
        run.stdin.flush()
    said = dict(zip(names, (run.communicate()[0].strip() for run in runs), strict=True))
    (winner,) = (name for name, words in said.items() if words == "in")
    assert all(
        words.startswith(f"{winner} holds the seat of Florist") for words in said.values() if words != "in"
    )
    assert around(office, chapter) == {1: winner}
