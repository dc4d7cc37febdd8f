"""An association: the area's table of hundreds and of thousands of chapters, and an act beside them all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from benchmarks.acts import FEW, Table, compare
from benchmarks.figures import Sample, print_table, row_of
from benchmarks.many_chapters import make_association
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting.commands import Go
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.leads.slip import Slip
from leadsroom.store.chapter_months import count_again
from leadsroom.store.read.chapter import chapter as read_chapter
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store, open_store
from leadsroom.views.association.area_table import TableWanted, area_table
from tests.harborview import SetClock

HUNDREDS, THOUSANDS = 400, 11_200
ROUNDS = 9
_AIM = "1000 at most"
_CHAPTER = ChapterId(1)
_PAGES = (
    ("the first page", TableWanted()),
    ("the last page", TableWanted(page=10_000)),
    ("the first page by members", TableWanted(sort="members")),
    ("found by letters", TableWanted(typed="union 8")),
)


class _Closing(Table):
    """A meeting at its end, in one chapter of many: what is done there counts in its figures by month."""

    def acts(self, number: int) -> Iterator[tuple[str, Command]]:
        """Closing it, a lead that was forgotten, and each taken back."""
        while self._goes_on():
            self.desk.do(Go())
        yield "closing", Go()
        giver, receiver = self.people[number % 4], self.people[4]
        yield "a lead afterwards", PassLead(giver, receiver, Slip(f"Late {number}", need="a roof"))
        yield "that lead undone", Undo()
        yield "closing undone", Undo()

    def _goes_on(self) -> bool:
        seen = self.desk.look()
        return seen.step is None or seen.step.id != seen.steps[-1].id


def measure(folder: Path, now: datetime, *, thousands: bool = False) -> None:
    """Of hundreds; of thousands only where that is asked for, since making them takes minutes."""
    one = str(folder / "one-chapter.db")
    make_association(one, now, 1)
    for chapters in (HUNDREDS, *([THOUSANDS] * thousands)):
        many = str(folder / f"{chapters}-chapters.db")
        began = time.perf_counter()
        make_association(many, now, chapters)
        made = time.perf_counter() - began
        _measure_pages(many, chapters, now, made)
        _measure_acts(one, many, chapters, now)
        Path(many).unlink()


def _measure_pages(database: str, chapters: int, now: datetime, made: float) -> None:
    store = open_store(database)
    lines = [row_of(name, _timed(partial(_page, store, now, wanted)), _AIM) for name, wanted in _PAGES]
    lines.append(row_of("a chapter's year counted again", _timed(partial(_counted, store))))
    title = f"The area's table, ms: {chapters:,} chapters with a year behind each, made in {made:.0f} s"
    print_table(title, ("", "median", "half", "p99", "aim"), lines)
    store.close()


def _page(store: Store, now: datetime, wanted: TableWanted) -> None:
    with store.reading() as connection:
        area_table(Reading(connection, None, now), wanted)


def _counted(store: Store) -> None:
    with store.begun() as connection:
        count_again(connection, read_chapter(connection, _CHAPTER))


def _timed(do: Callable[[], object]) -> Sample:
    sample = Sample()
    for _ in range(ROUNDS):
        since = time.perf_counter()
        do()
        sample.add(time.perf_counter() - since)
    return sample


def _measure_acts(one: str, many: str, chapters: int, now: datetime) -> None:
    """By turns in a database of one chapter, and in one of many."""
    for kind, what in ((Table, "at the table"), (_Closing, "at its end")):
        tables = [kind(database, SetClock(now), FEW, _CHAPTER) for database in (one, many)]
        compare(f"1 chapter in the database, and {chapters:,}, {what}", *tables)
