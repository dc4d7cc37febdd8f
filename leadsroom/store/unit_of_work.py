"""The unit of work: rows change only through it, and it remembers each row before and after."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Executable,
    Result,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables
from leadsroom.store.row_changes import Image, Overtaken, RowChange, as_read, image, plain, row_values

_NO_VALUES: Mapping[str, Any] = MappingProxyType({})

# Statements are made once: putting one together costs more than SQLite needs to carry it out.


def _this_row(table: Table, *, of_chapter: bool) -> ColumnElement[bool]:
    this = table.c.id == bindparam("this_id")
    return this & (table.c.chapter_id == bindparam("this_chapter")) if of_chapter else this


@cache
def _reading(table: Table, *, of_chapter: bool) -> Select[Any]:
    return select(table).where(_this_row(table, of_chapter=of_chapter))


@cache
def _insertion(table: Table) -> ReturningInsert[Any]:
    return insert(table).returning(*table.c)


@cache
def _deletion(table: Table, *, of_chapter: bool) -> Delete:
    return delete(table).where(_this_row(table, of_chapter=of_chapter))


@cache
def _change(table: Table, *, of_chapter: bool) -> ReturningUpdate[Any]:
    return update(table).where(_this_row(table, of_chapter=of_chapter)).returning(*table.c)


@cache
def _names_person(table: Table, column: str) -> bool:
    return table.c[column].references(tables.person.c.id)


def _named(change: RowChange) -> set[int]:
    """The people whom a row names after a change, and not before."""
    table, after = tables.metadata.tables[change.table], change.after or {}
    names = change.columns if change.before is not None else after.keys()
    return {after[name] for name in names if after.get(name) is not None and _names_person(table, name)}


def _in_order_given(given: Sequence[Mapping[str, Any]], added: Iterable[Image]) -> list[Image]:
    """The rows that were added, in the order in which they were given: no database promises to keep it."""
    names = list(given[0])
    alike: defaultdict[str, deque[Image]] = defaultdict(deque)
    for row in added:
        alike[repr([row[name] for name in names])].append(row)
    return [alike[repr([as_read(values[name]) for name in names])].popleft() for values in given]


def _runs(changes: Iterable[RowChange]) -> Iterator[list[RowChange]]:
    """Changes as they follow one another, those of a table together that one statement can carry out.

    Its rows come, or they go, or they stay and change.
    """
    alike = groupby(changes, lambda change: (change.table, change.before is None, change.after is None))
    yield from (list(run) for _key, run in alike)


class Occasion(Struct, frozen=True):
    """When something is put right: the moment, the date in the meeting room, and when that began."""

    now: datetime
    today: date
    midnight: datetime

    @classmethod
    def of(cls, chapter: Chapter, now: datetime) -> Occasion:
        """This moment in a chapter."""
        return cls(now, chapter.today(now), chapter.midnight(now))


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class Unit:
    """One open transaction. Everything it does is in `changes`, in order.

    Of a chapter it sees and changes the rows of that chapter alone, and new rows are the chapter's without a
    word; a unit of no chapter (None), which founds one, has to say whose a row is.

    `revision` is the chapter's with this write: a picture made at the one before it is not overtaken.
    """

    connection: Connection
    chapter_id: ChapterId | None = None
    revision: int | None = None
    changes: list[RowChange] = field(default_factory=list)
    _rows: dict[tuple[str, int], Image] = field(default_factory=dict)
    _gone: set[tuple[str, int]] = field(default_factory=set)
    _later: dict[tuple[str, frozenset[str]], dict[int, Mapping[str, Any]]] | None = None

    @property
    def of_chapter(self) -> ChapterId:
        """The chapter that it is of. Raises LookupError for a unit of none."""
        if self.chapter_id is None:
            raise LookupError("this unit is of no chapter")
        return self.chapter_id

    def row(self, table: Table, row_id: int) -> Image | None:
        """The image of a row as it stands; not to be changed. One that was read, written or taken away here
        is remembered.
        """
        remembered = self._rows.get((table.name, row_id))
        if remembered is None and (table.name, row_id) not in self._gone:
            found = self._found(table, row_id)
            return None if found is None else self._know(table, image(found))
        return remembered

    def _know(self, table: Table, row: Image) -> Image:
        self._rows[table.name, row["id"]] = row
        self._gone.discard((table.name, row["id"]))
        return row

    def _forget(self) -> None:
        self._rows.clear()
        self._gone.clear()

    def _note(self, table: Table, row_id: int, before: Image | None, after: Image | None) -> None:
        """Note that a row has changed, and remember it as it is now."""
        if after is None:
            self._rows.pop((table.name, row_id), None)
            self._gone.add((table.name, row_id))
        else:
            self._know(table, after)
        self.changes.append(RowChange(table.name, row_id, before, after))

    def insert(self, table: Table, **values: Any) -> int:
        """Add a row; its id."""
        self.write_out()
        added = self.connection.execute(_insertion(table), self._whose(table) | values).one()
        self._note(table, added.id, None, image(added))
        return int(added.id)

    def insert_all(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add several rows, all with the same columns, in one statement; their ids, in order.

        A thousand or more are several statements, of as many rows as the database takes at once.
        """
        if not rows:
            return []
        self.write_out()
        given = [self._whose(table) | dict(row) for row in rows]
        found = self.connection.execute(_insertion(table), given).all()
        added = _in_order_given(given, sorted((image(row) for row in found), key=lambda row: row["id"]))
        for row in added:
            self._note(table, row["id"], None, row)
        return [int(row["id"]) for row in added]

    def update(self, table: Table, row_id: int, **values: Any) -> None:
        """Change columns of one row; nothing is noted when they were so already."""
        before = self.row(table, row_id)
        if before is None:
            raise LookupError(f"no {table.name} {row_id}")
        if all(before[name] == plain(value) for name, value in values.items()):
            return
        if self._later is not None:
            self._write_later(table, row_id, before, values)
            return
        changed = self._on_row(_change, table, row_id, values)
        self._note(table, row_id, before, image(changed.one()))

    def update_all(self, table: Table, rows: Mapping[int, Mapping[str, Any]]) -> None:
        """Change the same columns of several rows, in two statements; what was so already is not noted."""
        self.write_out()
        self.know(table, rows)
        before = {row_id: self._rows[table.name, row_id] for row_id in rows}
        changed = {
            row_id: values
            for row_id, values in rows.items()
            if any(before[row_id][name] != plain(value) for name, value in values.items())
        }
        if not changed:
            return
        self._write_all(table, list(changed.items()))
        for row_id, values in changed.items():
            after = before[row_id] | {name: as_read(value) for name, value in values.items()}
            self._note(table, row_id, before[row_id], after)

    @contextmanager
    def together(self) -> Iterator[None]:
        """A block whose updates of single rows are written at its end, or before anything else is.

        Those of the same columns of a table are one statement then. What is read past the unit meanwhile has
        to ask for them by `write_out`, as `Act.once` does.
        """
        self._later = {}
        yield
        self.write_out()
        self._later = None

    def write_out(self) -> None:
        """Write what is still to be written, if anything is."""
        later = self._later
        if later:
            self._later = {}
            tables_written = [name for name, _columns in later]
            count = sum(len(rows) for rows in later.values())
            # Noted by table, too, so that taking them back is few statements as well.
            self.changes[-count:] = sorted(
                self.changes[-count:], key=lambda change: tables_written.index(change.table)
            )
            for (name, _columns), rows in later.items():
                self._write_all(tables.metadata.tables[name], list(rows.items()))

    def _write_later(self, table: Table, row_id: int, before: Image, values: Mapping[str, Any]) -> None:
        assert self._later is not None
        if any(name == table.name and row_id in rows for (name, _columns), rows in self._later.items()):
            self.write_out()
        self._later.setdefault((table.name, frozenset(values)), {})[row_id] = values
        after = before | {name: as_read(value) for name, value in values.items()}
        self._note(table, row_id, before, after)

    def know(self, table: Table, ids: Iterable[int]) -> None:
        """Read several rows at once that are to be changed one by one. Raises LookupError."""
        self._read_all(table, [row_id for row_id in ids if (table.name, row_id) not in self._rows])

    def _write_all(self, table: Table, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
        """Write the same columns of several rows, one after the other as they are given, in one statement."""
        whose, columns = self._whose(table), rows[0][1]
        query = update(table).where(table.c.id == bindparam("of_id"))
        query = query.where(*(table.c[name] == value for name, value in whose.items()))
        query = query.values({name: bindparam(f"new_{name}", type_=table.c[name].type) for name in columns})
        self.connection.execute(
            query,
            [
                {"of_id": row_id} | {f"new_{name}": value for name, value in values.items()}
                for row_id, values in rows
            ],
        )

    def _read_all(self, table: Table, ids: Sequence[int]) -> None:
        if not ids:
            return
        query = select(table).where(table.c.id.in_(ids))
        query = query.where(*(table.c[name] == value for name, value in self._whose(table).items()))
        found = {row.id: self._know(table, image(row)) for row in self.connection.execute(query)}
        if len(found) < len(ids):
            raise LookupError(f"no {table.name} {sorted(set(ids) - found.keys())}")

    def delete(self, table: Table, row_id: int) -> None:
        """Take one row away."""
        self.write_out()
        before = self.row(table, row_id)
        self._on_row(_deletion, table, row_id)
        self._note(table, row_id, before, None)

    def delete_all(self, table: Table, ids: Sequence[int]) -> None:
        """Take several rows away, in two statements."""
        if not ids:
            return
        self.write_out()
        self.know(table, ids)
        before = {row_id: self._rows[table.name, row_id] for row_id in ids}
        whose = (table.c[name] == value for name, value in self._whose(table).items())
        self.connection.execute(table.delete().where(table.c.id.in_(ids), *whose))
        for row_id in ids:
            self._note(table, row_id, before[row_id], None)

    def _whose(self, table: Table) -> dict[str, ChapterId]:
        """The condition that a row is this chapter's."""
        if self.chapter_id is None or "chapter_id" not in table.c:
            return {}
        return {"chapter_id": self.chapter_id}

    def _on_row(
        self,
        statement: Callable[..., Executable],
        table: Table,
        row_id: int,
        values: Mapping[str, Any] = _NO_VALUES,
    ) -> Result[Any]:
        """Carry out one of the statements about a row; in a chapter it says whose, too."""
        # With the chapter, because on PostgreSQL the primary key begins with it.
        this, of_chapter = {"this_id": row_id, **values}, bool(self._whose(table))
        if of_chapter:
            this["this_chapter"] = self.chapter_id
        return self.connection.execute(statement(table, of_chapter=of_chapter), this)

    def _found(self, table: Table, row_id: int) -> Row[Any] | None:
        return self._on_row(_reading, table, row_id).first()

    def restore(
        self, changes: list[RowChange], occasion: Occasion, check: Callable[[], None] | None = None
    ) -> None:
        """Carry out changes as recorded: all of them, or none and Overtaken.

        What says the contrary of an entry is of this occasion, not of the entry's. `check` looks at the rows
        as they would be, and raises Overtaken if they cannot stay so.
        """
        noted = len(self.changes)
        try:
            with self.connection.begin_nested():
                self._know_all(changes)
                for run in _runs(changes):
                    self._restore_run(tables.metadata.tables[run[0].table], run, occasion)
                if check is not None:
                    check()
        except Overtaken:
            del self.changes[noted:]
            self._forget()
            raise
        except IntegrityError as conflict:
            del self.changes[noted:]
            self._forget()
            raise Overtaken from conflict

    def _know_all(self, changes: Iterable[RowChange]) -> None:
        """Read the rows that stand, and whoever is named in those to come, all of a table at once; of an
        append-only table what reversed them too.
        """
        wanted: dict[str, set[int]] = {}
        for change in changes:
            if change.before is not None:
                wanted.setdefault(change.table, set()).add(change.id)
            if named := _named(change):
                wanted.setdefault(tables.person.name, set()).update(named)
        for name, ids in wanted.items():
            unknown = [row_id for row_id in sorted(ids) if (name, row_id) not in self._rows]
            if not unknown:
                continue
            table = tables.metadata.tables[name]
            whose = (table.c[column] == value for column, value in self._whose(table).items())
            these = table.c.id.in_(unknown)
            rows = these | table.c.reverses.in_(unknown) if name in tables.APPEND_ONLY else these
            for row in self.connection.execute(select(table).where(rows, *whose)):
                self._know(table, image(row))

    def _restore_run(self, table: Table, run: Sequence[RowChange], occasion: Occasion) -> None:
        """Carry out a run of changes, each kind in one statement. Raises Overtaken."""
        if run[0].before is None:
            self._restore_rows(table, run)
            return
        if run[0].after is not None:
            self._restore_columns(table, run)
            return
        if any(change.overtaken_by(self.row(table, change.id)) for change in run):
            raise Overtaken
        if table.name in tables.APPEND_ONLY:
            self._reverse_entries(table, run, occasion)
        else:
            self.delete_all(table, [change.id for change in run])

    def _restore_rows(self, table: Table, run: Sequence[RowChange]) -> None:
        """Put rows back by their numbers: where one of these is taken the database refuses it."""
        # An entry of an older schema does not say whose its rows are: they are of the chapter's journal.
        whose = self._whose(table)
        merged = [self._as_merged(table, whose | (change.after or {})) for change in run]
        added: dict[int, Image] = {}
        # Entries of an older schema lack the columns that came later.
        for _names, alike in groupby(merged, sorted):
            rows = [row_values(table, values) for values in alike]
            added |= {row.id: image(row) for row in self.connection.execute(_insertion(table), rows)}
        for change in run:
            self._note(table, change.id, None, added[change.id])

    def _restore_columns(self, table: Table, run: Sequence[RowChange]) -> None:
        """Carry out changes of columns, in their order: one row may make room for the next.

        What only others of the run change is written as it is.
        """
        rows: list[tuple[int, Image]] = []
        names = frozenset[str]().union(*(change.columns for change in run))
        for change in run:
            now, wanted = self.row(table, change.id), change.after or {}
            if now is None or change.overtaken_by(now):
                raise Overtaken
            values = self._as_merged(table, {name: wanted[name] for name in change.columns})
            rows.append((change.id, row_values(table, {name: (now | values)[name] for name in names})))
            self._note(table, change.id, now, now | values)
        if names:
            self._write_all(table, rows)

    def _reverse_entries(self, table: Table, run: Sequence[RowChange], occasion: Occasion) -> None:
        """Entries of an append-only table are not taken away: others say the contrary of them.

        Of those entered today these are of the same day, so that each day is as if they had not been entered;
        else of today: what was entered on days gone by stands in their sums. What was reversed and put back
        since is reversed where that chain ends; what the act itself took back needs nothing. Raises Overtaken
        where an entry does not stand any more.
        """
        contrary, ends = [], self._ends_of_chains(table, [change.id for change in run])
        own = {last for last, stands in ends.values() if not stands and last in ends}
        for change in run:
            last, stands = ends[change.id]
            if change.id in own or last in own:
                continue
            if not stands:
                raise Overtaken
            entry = row_values(table, self._rows[table.name, change.id])
            entry |= {"amount_minor": -entry["amount_minor"], "reverses": last}
            del entry["id"]
            on = entry["on_date"] if entry["at"] >= occasion.midnight else occasion.today
            contrary.append(entry | {"at": occasion.now, "on_date": on})
        self.insert_all(table, contrary)

    def _ends_of_chains(self, table: Table, ids: Iterable[int]) -> dict[int, tuple[int, bool]]:
        """By entry the last that reversed it, or reversed that, and so on; and whether it still stands."""
        ends = {entry_id: (entry_id, True) for entry_id in ids}
        whose = [table.c[column] == value for column, value in self._whose(table).items()]
        of_last = {entry_id: entry_id for entry_id in ends}
        # What reversed the entries themselves was read with them.
        here = [
            (row["id"], row["reverses"])
            for (name, _), row in self._rows.items()
            if row and name == table.name
        ]
        reversals = [(later, of) for later, of in here if of in of_last]
        while reversals:
            of_last = {later: of_last[of] for later, of in reversals}
            ends |= {entry_id: (later, not ends[entry_id][1]) for later, entry_id in of_last.items()}
            query = select(table.c.id, table.c.reverses).where(*whose, table.c.reverses.in_(list(of_last)))
            reversals = [(later, of) for later, of in self.connection.execute(query)]
        return ends

    def _as_merged(self, table: Table, values: Image) -> Image:
        """The same values, naming the one who stayed where two spellings were merged since."""
        named = [name for name in values if values[name] is not None and _names_person(table, name)]
        return values | {name: self._merged_into(values[name]) for name in named}

    def _merged_into(self, person_id: int) -> int:
        person = self._rows.get((tables.person.name, person_id))
        return person_id if person is None else person["merged_into_id"] or person_id
