"""What an act at the desk costs, with years of meetings behind it or none, with many leads tonight or few."""

from __future__ import annotations

import itertools
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator

from benchmarks.figures import Sample, print_table
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import NoteOutcome, PassLead
from leadsroom.acts.meeting.commands import Go, MarkAttendance, OpenMeeting, Pause, Resume
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.attendance import Mark
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import Store, open_store
from tests.harborview import SetClock

ROUNDS = 60
FEW, MANY = 5, 200
_HEAD = ("", "median", "median", "ratio", "aim")


class Table:
    """A meeting at its bucket, with so many leads passed tonight."""

    def __init__(self, database: str, clock: SetClock, leads: int, chapter: ChapterId | None = None) -> None:
        self.store: Store = open_store(database)
        if chapter is None:
            with self.store.reading() as connection:
                chapter = chapters(connection, 1)[0].id
        self.chapter = chapter
        opened = SyncDesk(self.store, chapter, clock, "bench").do(OpenMeeting())
        self.desk = SyncDesk(self.store, chapter, clock, "bench", opened.subject)  # type: ignore[arg-type]
        self.clock = clock
        while (step := self.desk.look().step) is None or step.kind is not StepKind.BUCKET:
            self.desk.do(Go())
        self.people = [place.member_id for place in self.desk.look().attendees]
        for number in range(leads):
            self.desk.do(self._lead(number))

    def _lead(self, number: int) -> PassLead:
        giver, receiver = self.people[number % len(self.people)], self.people[(number + 1) % len(self.people)]
        return PassLead(giver, receiver, Slip(f"Prospect {number}", "+14155550101", need="a web shop"))

    def acts(self, number: int) -> Iterator[tuple[str, Command]]:
        """One of each sort. What would make the evening longer is undone."""
        yield "a lead", self._lead(1000 + number)
        yield "that lead undone", Undo()
        yield "a word on a lead", NoteOutcome(self.desk.look().leads[0].id, LeadOutcome.CONTACTED)
        yield "that word undone", Undo()
        yield "a mark", MarkAttendance(self.people[3], (Mark.LATE, Mark.PRESENT)[number % 2])
        yield "a pause", Pause()
        yield "going on", Resume()

    def seconds(self, command: Command) -> float:
        """How long an act takes, to disk."""
        self.clock.pass_by(seconds=1)
        since = time.perf_counter()
        self.desk.do(command)
        return time.perf_counter() - since


def measure(fresh: str, seasoned: str, meetings: int, clock: SetClock) -> None:
    """Compare by turns, an act here and the same act there, on copies of two databases."""
    places = itertools.count()

    def table(database: str, leads: int) -> Table:
        copy = f"{database}-acts-{next(places)}.db"
        shutil.copy(database, copy)
        return Table(copy, SetClock(clock.moment), leads)

    compare(f"no meeting before, and {meetings}", table(fresh, FEW), table(seasoned, FEW))
    compare(f"{FEW} leads tonight, and {MANY}", table(fresh, FEW), table(fresh, MANY))


def compare(what: str, one: Table, other: Table) -> None:
    """Print what each act costs at one table and at another; both are closed afterwards."""
    few: dict[str, Sample] = defaultdict(Sample)
    many: dict[str, Sample] = defaultdict(Sample)
    for number in range(ROUNDS):
        pairs = zip(one.acts(number), other.acts(number), strict=True)
        for place, ((name, here), (_, there)) in enumerate(pairs):
            # Who comes first finds the disk as somebody else has left it: they take turns.
            turns = [(one, few, here), (other, many, there)]
            for table, sample, command in turns if place % 2 else reversed(turns):
                sample[name].add(table.seconds(command))
    lines = [_line(name, few[name].median, many[name].median) for name in few]
    few_ms, many_ms = (sum(sample.median for sample in samples.values()) for samples in (few, many))
    lines.append(_line("one of each", few_ms, many_ms, "1.15 at most"))
    print_table(f"An act at the desk, ms: {what} ({ROUNDS} of each, by turns)", _HEAD, lines)
    for table in (one, other):
        table.store.close()


def _line(name: str, few: float, many: float, aim: str = "") -> tuple[str, ...]:
    return (name, f"{few:.2f}", f"{many:.2f}", f"{many / few:.2f}", aim)
