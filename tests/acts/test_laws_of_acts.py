"""Laws of every command of every room, whatever two stations do to one chapter, in whatever order.

- What is undone has not been: every row is as it was, and every balance, since of money nothing goes away.
- What is done again is as it was done; what comes twice, with one id, is done once.
- The picture that a desk holds is the one that is read again.
- What an act has changed is what its entry of the journal says; what was refused has changed nothing.
- The figures by month that an act leaves are those that are counted anew.
- No undo or redo writes over what another act has left there since: what one station has done and not undone
  stays, whatever the other takes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from sqlalchemy import JSON, select, text

from leadsroom.acts import act
from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.chapter_months import count_all_again
from leadsroom.store.row_changes import WORKED_OUT, RowChange
from leadsroom.store.store import Store
from tests.acts.demo_desks import Demo
from tests.acts.examples import EXAMPLES, MORE, Example
from tests.association.noted_months import noted_and_counted
from tests.databases import ON_BOTH, Databases
from tests.harborview import NAMES, SHORT_AGENDA, START, SetClock, found_chapter
from tests.laws import tried
from tests.meeting.money_rules import RULES, rule_money
from tests.meeting.table import TRAIL, rebuilt
from tests.past_meetings import hold

pytestmark = ON_BOTH

Cell = tuple[str, int, str]
Rows = Mapping[tuple[str, int], str]  # by table and number, as JSON

LEDGER = t.ledger_entry.name
PEOPLE = (*NAMES, ("Ivy Ost", "Printing"), ("Jan Bok", "Travel"), ("Kim Lau", "Law"), ("Leo Fry", "Tiling"))
SPEAKER = PlannedStep(StepKind.SPEAKER, "Speaker", timedelta(minutes=8))


@cache
def _dump(engine: str) -> str:
    """One query for every row of every table but who sits there, and how often a chapter was written."""
    made, is_sqlite = ("json_object", True) if engine == "sqlite" else ("json_build_object", False)
    parts = []
    for name, table in t.metadata.tables.items():
        columns = [column for column in table.columns if column.name != "rows"]
        values = (
            f"'{c.name}', " + (f"json({c.name})" if is_sqlite and isinstance(c.type, JSON) else c.name)
            for c in columns
        )
        if "id" in table.c and table is not t.station:
            parts.append(f"SELECT '{name}', id, CAST({made}({', '.join(values)}) AS TEXT) FROM {name}")
    return " UNION ALL ".join(parts)


def every_row(store: Store) -> Rows:
    """A dump of the database."""
    with store.reading() as connection:
        found = connection.execute(text(_dump(store.engine.dialect.name).replace(":", r"\:")))
        return {(name, row_id): row for name, row_id, row in found}


def different(before: Rows, after: Rows, leave_out: tuple[str, ...] = TRAIL) -> set[Cell]:
    """The columns of rows in which two dumps differ."""
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    found: set[Cell] = set()
    for key in changed:
        if key[0] not in leave_out:
            found |= {(*key, name) for name in _names_that_differ(before.get(key), after.get(key))}
    return found


def _names_that_differ(before: str | None, after: str | None) -> Iterator[str]:
    one, other = json.loads(before or "{}"), json.loads(after or "{}")
    return (name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def balances(rows: Rows) -> dict[tuple[object, ...], int]:
    """What is in each account, of each kind."""
    found: dict[tuple[object, ...], int] = {}
    for entry in (json.loads(row) for (name, _), row in rows.items() if name == LEDGER):
        account = (entry["member_id"], entry["kind"], entry["currency"])
        found[account] = found.get(account, 0) + entry["amount_minor"]
    return {account: minor for account, minor in found.items() if minor}


class Writers:
    """Which act wrote each column of each row last, however often that was undone and done again since."""

    def __init__(self) -> None:
        self._last: dict[Cell, int | None] = {}
        self._before: dict[int, dict[Cell, int | None]] = {}
        self._root: dict[int, int] = {}

    def note(self, entry: Mapping[str, Any], changes: list[RowChange]) -> None:
        """An entry of the journal: what reverses another writes only where that one was the last to write.

        Some acts write a column twice, as where a seat is let go of before somebody else gets it.
        """
        root = self._root[entry["id"]] = self._root.get(entry["reverses"], entry["id"])
        was, written = self._before.setdefault(root, {}), set[Cell]()
        for change in changes:
            for name in change.columns or (change.before or change.after or {}):
                cell = (change.table, change.id, name)
                if entry["kind"] == EntryKind.DO:
                    was.setdefault(cell, self._last.get(cell))
                elif change.before is not None and cell not in written and not _is_free(change, name):
                    expected = root if entry["kind"] == EntryKind.UNDO else was.get(cell)
                    assert self._last.get(cell) == expected, f"{entry['what']}: {cell}"
                self._last[cell] = was.get(cell) if entry["kind"] == EntryKind.UNDO else root
                written.add(cell)


def _is_free(change: RowChange, name: str) -> bool:
    """Whether nobody has said it: it is worked out from other rows, or a place that was laid for somebody."""
    row = change.before or {}
    is_laid = change.table == t.attendance.name and change.after is None and not row.get("mark")
    return is_laid or name in WORKED_OUT.get(change.table, frozenset())


class Watch:
    """Looks at the database after each act at any desk."""

    def __init__(self, store: Store, *, every_picture: bool) -> None:
        self.store, self.every_picture = store, every_picture
        self.rows = every_row(store)
        self._writers = Writers()
        self._last_entry = max((row_id for name, row_id in self.rows if name == t.journal.name), default=0)

    def do(self, desk: WatchedDesk, command: Command) -> Done:
        """Carry out a command, and see that what has come of it is what may come of one."""
        before = self.rows
        try:
            done = desk.carry_out(command)
        except Refused:
            assert every_row(self.store) == before, f"{command} was refused and left something behind"
            raise
        except Exception as fault:
            raise AssertionError(f"{command} is a fault: {fault!r}") from fault
        self.rows = every_row(self.store)
        assert done.entry is not None or self.rows == before, f"{command} is in no journal"
        self._see_journal(before)
        noted, counted = noted_and_counted(self.store)
        assert noted == counted, f"{command} has left other figures by month"
        if self.every_picture:
            self.see_picture(desk, done)
        return done

    def see_picture(self, desk: SyncDesk, done: Done) -> None:
        """What the desk holds of its meeting is what a reading makes of the rows."""
        assert desk.meeting_id is None or done.snapshot == rebuilt(self.store, desk.meeting_id)

    def _see_journal(self, before: Rows) -> None:
        """What has changed stands in the journal, and of money nothing has."""
        changed, recorded = different(before, self.rows), set[Cell]()
        assert not {cell for cell in changed if cell[0] == LEDGER and cell[:2] in before}
        j = t.journal.c
        with self.store.reading() as connection:
            query = select(t.journal).where(j.id > self._last_entry).order_by(j.id)
            entries = [dict(row) for row in connection.execute(query).mappings()]
        for entry in entries:
            self._last_entry = entry["id"]
            changes = [RowChange(*change) for change in entry["rows"]]
            self._writers.note(entry, changes)
            recorded |= {
                (each.table, each.id, name)
                for each in changes
                for name in each.columns or (each.before or each.after or {})
            }
        assert changed <= recorded | self._recorded_by_association()

    def _recorded_by_association(self) -> set[Cell]:
        """What stands in the journal of the association."""
        with self.store.reading() as connection:
            found = connection.execute(select(t.association_journal.c.rows)).scalars()
            changes = [RowChange(*change) for rows in found for change in rows]
        return {
            (each.table, each.id, name)
            for each in changes
            for name in each.columns or (each.before or each.after or {})
        }


class WatchedDesk(SyncDesk):
    """A desk, each of whose acts is looked at."""

    watch: Watch

    def do(self, command: Command) -> Done:
        return self.watch.do(self, command)

    def carry_out(self, command: Command) -> Done:
        """What a desk does."""
        return super().do(command)


def _begin(store: Store) -> None:
    """A chapter of ten with rules about money, one meeting behind it, its table laid."""
    agenda = (*SHORT_AGENDA[:-2], SPEAKER, *SHORT_AGENDA[-2:])
    chapter = found_chapter(store, agenda=agenda, people=PEOPLE)
    hold(store, chapter, chapter.today(START) - timedelta(days=28), {})
    rule_money(store, chapter.id, RULES)
    with store.begun() as connection:
        count_all_again(connection)
    demo = Demo(store, SetClock()).sit_down()
    demo.home.do(MarkDate(demo.today + timedelta(days=7), DateKind.HOLIDAY, "Thanksgiving"))
    demo.home.do(AnnounceAbsence(demo.seated[0], demo.today + timedelta(days=21), Mark.LATE))


class Stations:
    """Two stations in one chapter, each with a desk at the table and one between meetings."""

    def __init__(self, databases: Databases, *, every_picture: bool = False) -> None:
        self._databases, self._place = databases, databases.fresh()
        self._store = databases.filled(self._place, _begin)
        self.watch = Watch(self._store, every_picture=every_picture)
        self.clock = SetClock()
        self.both = [Demo(self._store, self.clock, (name, name), self._desk) for name in ("left", "right")]

    def close(self) -> None:
        """Throw the chapter away."""
        if self._store.engine.dialect.name == "sqlite":
            self._store.close()
        self._databases.drop(self._place)

    def _desk(self, *given: Any) -> SyncDesk:
        desk = WatchedDesk(*given)
        desk.watch = self.watch
        return desk

    def try_out(self, example: Example, at: int, *, and_back: bool = True) -> type[Command] | None:
        """Do what an example says; of which kind it was, None where that cannot be done as things stand."""
        demo = self.both[at]
        try:
            command, before = example.command(demo), self.watch.rows
            done = demo.desks[example.desk].do(command)
        except (Refused, LookupError, StopIteration):
            return None
        if done.entry is None:
            return None
        assert done.entry.act == name_of(type(command))
        if and_back:
            self._once_and_back(at, example.desk, command, done, before)
        return type(command)

    def _once_and_back(self, at: int, where: str, command: Command, done: Done, before: Rows) -> None:
        """Done twice it is done once; undone it has not been; done again it is as it was."""
        after, desk = self.watch.rows, self.both[at].desks[where]
        self._come_twice(at, where, command, done)
        if command.is_undoable and not isinstance(command, Undo | Redo):
            undone = desk.do(Undo())
            assert (undone.what, undone.reverses) == (f"Undid: {done.what}", done.entry and done.entry.id)
            self._see(before)
            self.watch.see_picture(desk, undone)
            redone = desk.do(Redo())
            assert redone.what == f"Redid: {done.what}"
            self._see(after)
            self.watch.see_picture(desk, redone)

    def _come_twice(self, at: int, where: str, command: Command, done: Done) -> None:
        """The same command over a bad line, at the other station: it changes nothing, and is seen by it."""
        self.watch.see_picture(self.both[at].desks[where], done)
        rows, again = self.watch.rows, self.both[1 - at].desks[where].do(command)
        assert (again.entry, again.words, again.snapshot) == (None, "", done.snapshot)
        assert self.watch.rows == rows

    def _see(self, wanted: Rows) -> None:
        assert not different(wanted, self.watch.rows, (*TRAIL, LEDGER))
        assert balances(self.watch.rows) == balances(wanted)

    def take_back(self, kind: type[Command], at: int, where: str) -> None:
        """Undo or redo at a desk, where that is not refused."""
        with suppress(Refused):
            self._come_twice(at, where, command := kind(), self.both[at].desks[where].do(command))


WAYS = {**{kind.__name__: example for kind, example in EXAMPLES.items()}, **MORE}


def test_every_command_keeps_the_laws(databases: Databases) -> None:
    """Each has a way in here, tried by one station after the other, some of it taken back in between."""
    kinds = {kind for kind in act.load() if kind.__module__.startswith("leadsroom.")}
    stations, done = Stations(databases), set[type[Command] | None]()
    for number, (name, example) in enumerate(WAYS.items()):
        at = number % 2
        kind = stations.try_out(example, at)
        if kind is None or stations.clock.now().date() != START.date():
            stations.close()  # there is no room for it any more: in another chapter there is
            stations = Stations(databases)
            kind = kind or stations.try_out(example, at)
        assert kind is not None, f"there is no way to do “{name}”"
        done.add(kind)
        if number % 3 == 0:
            stations.take_back(Redo if number % 2 else Undo, 1 - at, "table" if number % 4 else "home")
    stations.close()
    assert done == kinds, f"not under the laws: {', '.join(sorted(kind.__name__ for kind in kinds - done))}"


class Step(Struct, frozen=True):
    """What one station does next: an example's act, or, with a desk, taking back or doing again."""

    at: int
    way: str
    and_back: bool = False

    def take(self, stations: Stations) -> None:
        """Do it, where it can be done."""
        if self.way in WAYS:
            stations.try_out(WAYS[self.way], self.at, and_back=self.and_back)
        else:
            kind, desk = self.way.split()
            stations.take_back(Undo if kind == "undo" else Redo, self.at, desk)


BACK = ["undo table", "undo home", "redo table", "redo home"]
STEPS = st.builds(Step, st.integers(0, 1), st.sampled_from(list(WAYS)), st.booleans()) | st.builds(
    Step, st.integers(0, 1), st.sampled_from(BACK)
)


EVERY_RUN = {"sqlite": tried(8, 4), "postgresql": tried(3, 2)}
SOAK = {"sqlite": 1000, "postgresql": 200}


def _try(databases: Databases, examples: int, *phases: Phase, every_picture: bool) -> None:
    @settings(max_examples=examples, phases=phases, deadline=None)
    @given(steps=st.lists(STEPS, min_size=6, max_size=16))
    def law(steps: list[Step]) -> None:
        stations = Stations(databases, every_picture=every_picture)
        try:
            for step in steps:
                step.take(stations)
        finally:
            stations.close()

    law()


def test_the_laws_hold_in_any_order(databases: Databases, request: pytest.FixtureRequest) -> None:
    """Whatever two stations do and take back, one between the other's acts."""
    # Looking for the shortest way to break a law takes minutes: that is for `make soak`.
    examples = EVERY_RUN[request.node.callspec.params["databases"]]
    _try(databases, examples, Phase.explicit, Phase.reuse, Phase.generate, every_picture=False)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_laws_hold_in_any_order_for_long(databases: Databases, request: pytest.FixtureRequest) -> None:
    """The same for many more, and every picture after every act."""
    _try(databases, SOAK[request.node.callspec.params["databases"]], *Phase, every_picture=True)
