"""Two processes at the same roster."""

from __future__ import annotations

import subprocess
import sys

from leadsroom.acts.people.sheets import ApplicationSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import around

pytestmark = ON_BOTH

# Each process waits for the other's word, so that both are under way at the same moment.
PROGRAM = """
import sys
from datetime import UTC, datetime
from leadsroom.errors import Refused
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AddMember
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.store.store import open_store
from leadsroom.views.people import members

class Clock:
    def now(self): return datetime(2026, 11, 18, 15, tzinfo=UTC)
    def wait_for(self, moment): return 0.0

place, chapter, name = sys.argv[1:]
desk = SyncDesk(open_store(place), int(chapter), Clock(), name)
desk.read(members)
print("ready", flush=True)
sys.stdin.readline()
try:
    desk.do(AddMember(MemberSheet(name=name, profession="Florist")))
    print("in")
except Refused as refusal:
    print(refusal)
"""


INDUCT = """
import sys
from datetime import UTC, datetime
from leadsroom.errors import Refused
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import Induct
from leadsroom.store.store import open_store
from leadsroom.views.people import members

class Clock:
    def now(self): return datetime(2026, 11, 18, 15, tzinfo=UTC)
    def wait_for(self, moment): return 0.0

place, chapter, name = sys.argv[1:]
desk = SyncDesk(open_store(place), int(chapter), Clock(), name)
applicant = next(m for m in desk.read(members) if m.person.name == name)
print("ready", flush=True)
sys.stdin.readline()
try:
    desk.do(Induct(applicant.id))
    print("in")
except Refused as refusal:
    print(refusal)
"""
NAMES = ("Ann Chu", "Bo Lind", "Cy Orr")


def all_at_once(program: str, place: str, chapter: Chapter) -> dict[str, str]:
    """What each of the processes says, one for each name, all let go at the same moment."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, place, str(chapter.id), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in NAMES
    ]
    assert all(run.stdout and run.stdout.readline() == "ready\n" for run in runs)
    for run in runs:
        assert run.stdin
        run.stdin.write("\n")
        run.stdin.flush()
    return dict(zip(NAMES, (run.communicate()[0].strip() for run in runs), strict=True))


def the_one_in(answers: dict[str, str]) -> str:
    """Who got the seat. The others were told so."""
    (winner,) = (name for name, words in answers.items() if words == "in")
    others = [words for words in answers.values() if words != "in"]
    assert all(f"{winner} holds the seat of Florist" in words for words in others)
    return winner


def test_one_of_two_gets_the_seat(office: Office, chapter: Chapter, place: str) -> None:
    """Processes enter a holder for one profession at once: one is in, the others are told who holds it."""
    winner = the_one_in(all_at_once(PROGRAM, place, chapter))
    assert around(office, chapter) == {1: winner}


def test_one_of_the_applicants_is_taken_in(
    office: Office, chapter: Chapter, place: str, store: Store, clock: SetClock
) -> None:
    """Processes take in the applicants for one seat at once: one is in, and the others wait for the seat."""
    seating = Seating(store, clock, "front desk")
    for name in NAMES:
        seating.apply(chapter.id, ApplicationSheet(name=name, profession="Florist"))
    winner = the_one_in(all_at_once(INDUCT, place, chapter))
    assert around(office, chapter) == {1: winner}
    waiting = {w.member.person.name for w in seating.roster(chapter.id).waiting}
    assert waiting == set(NAMES) - {winner}
