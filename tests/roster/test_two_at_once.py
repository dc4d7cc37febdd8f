"""Several processes at the same roster."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from leadsroom.acts.people.commands import ApplicationSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import around

pytestmark = ON_BOTH

# Each process waits for the other's word, so that all are under way at the same moment, twice.
PROGRAM = """
import sys
from datetime import UTC, datetime
from leadsroom.errors import Refused
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AddMember, Induct
from leadsroom.acts.people.commands import MemberSheet
from leadsroom.store.store import open_store
from leadsroom.views.people import members

class Clock:
    def now(self): return datetime(2026, 11, 18, 15, tzinfo=UTC)
    def wait_for(self, moment): return 0.0

place, chapter, name, applicant = sys.argv[1:]
desk = SyncDesk(open_store(place), int(chapter), Clock(), name)

def race(command):
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        desk.do(command)
        print("in", flush=True)
    except Refused as refusal:
        print(refusal, flush=True)

desk.read(members)
race(AddMember(MemberSheet(name=name, profession="Florist")))
race(Induct(next(m.id for m in desk.read(members) if m.person.name == applicant)))
"""
NAMES = ("Ann Chu", "Bo Lind", "Cy Orr")
APPLICANTS = ("Di Ray", "Eve Stone", "Flo Katz")


def all_at_once(place: str, chapter: Chapter) -> Iterator[list[str]]:
    """What each of the processes says, all let go at the same moment: of the first race, of the second."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, place, str(chapter.id), *names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for names in zip(NAMES, APPLICANTS, strict=True)
    ]
    for _ in range(2):
        assert all(run.stdout and run.stdout.readline() == "ready\n" for run in runs)
        for run in runs:
            assert run.stdin
            run.stdin.write("\n")
            run.stdin.flush()
        yield [run.stdout.readline().strip() for run in runs if run.stdout]
    for run in runs:
        run.communicate()


def the_one_in(names: tuple[str, ...], answers: list[str], profession: str) -> str:
    """Who got the seat. The others were told so."""
    (winner,) = (name for name, words in zip(names, answers, strict=True) if words == "in")
    others = [words for words in answers if words != "in"]
    assert all(f"{winner} holds the seat of {profession}" in words for words in others)
    return winner


def test_one_of_several_gets_the_seat(
    office: Office, chapter: Chapter, place: str, store: Store, clock: SetClock
) -> None:
    """Processes enter a holder for one profession at once: one is in, the others are told who holds it.

    The same where they take in the applicants for one seat: one is in, and the others wait for the seat.
    """
    seating = Seating(store, clock, "front desk")
    for name in APPLICANTS:
        seating.apply(chapter.id, ApplicationSheet(name=name, profession="Banker"))
    entered, taken_in = all_at_once(place, chapter)
    florist = the_one_in(NAMES, entered, "Florist")
    banker = the_one_in(APPLICANTS, taken_in, "Banker")
    assert around(office, chapter) == {1: florist, 2: banker}
    waiting = {w.member.person.name for w in seating.roster(chapter.id).waiting}
    assert waiting == set(APPLICANTS) - {banker}
