"""The unit of work: rows change only through it, and it remembers each row before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Date, Row, Select, Table, Time, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from leadsroom.errors import Refused
from leadsroom.store import tables
from leadsroom.store.types import Length, UtcMoment

Image = dict[str, Any]

# Columns that mean something only beside each other: one of them is not put back when another has moved on.
_CLOCK = frozenset({"outcome", "started_at", "ended_at", "paused_at", "paused_for"})
_TOGETHER: dict[str, frozenset[str]] = {
    "meeting": frozenset({"state", "step_id", "turn_id"}),
    "step": _CLOCK,
    "turn": _CLOCK,
    "questions": _CLOCK - {"outcome"},
    "attendance": frozenset({"mark", "substitute_id", "left_at", "told"}),
    "chapter": frozenset({"currency", "rules"}),
    "special_date": frozenset({"kind", "note"}),
}
# Columns that are worked out from other rows: whoever puts such a row back works them out again.
WORKED_OUT: dict[str, frozenset[str]] = {
    "lead": frozenset(
        {"state", "thanked", "receiver_says", "why", "last_word_at", "follow_up_on", "lead_since"}
    ),
}


class Overtaken(Refused):
    """What an entry left behind is no longer so: it cannot be reversed."""

    def __init__(self, act: str = "undone", later: str | None = None) -> None:
        """`later` is what has been built upon it, in the words of its entry, where that is known."""
        changed = (
            f"What came later stands in the way (“{later}”)" if later else "Somebody has changed this since"
        )
        super().__init__(f"{changed}, so it cannot be {act} here.")
        self.later = later


class RowChange(Struct, frozen=True):
    """A row of a table before and after, as JSON-ready images; None where it did not exist."""

    table: str
    id: int
    before: Image | None
    after: Image | None

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that an update changed."""
        before, after = self.before or {}, self.after or {}
        return frozenset(name for name in before.keys() & after.keys() if before[name] != after[name])

    def overtaken_by(self, now: Image | None) -> bool:
        """Whether the row, as it is now, is no longer as this change found it where that matters.

        A row that comes or goes matters whole; of one that stays, the changed columns and those with them.
        """
        if self.before is None or now is None:
            return now is not None or self.before is not None
        if self.after is None:
            concerned = frozenset(self.before)  # a column that came with an upgrade is not known of
        else:
            together = _TOGETHER.get(self.table, frozenset())
            concerned = self.columns | together if self.columns & together else self.columns
            concerned -= WORKED_OUT.get(self.table, frozenset())
        return any(now[name] != self.before[name] for name in concerned)


@cache
def _row_query(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


@cache
def _names_person(table: Table, column: str) -> bool:
    return table.c[column].references(tables.person.c.id)


_MERGED_INTO = select(tables.person.c.merged_into_id).where(tables.person.c.id == bindparam("person_id"))


def image(row: Row[Any]) -> Image:
    """A row as values that JSON can carry without loss."""
    return {name: _plain(value) for name, value in row._mapping.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def row_values(table: Table, values: Image) -> dict[str, Any]:
    """The values of an image as the table's columns want them."""
    return {name: _typed(table.c[name].type, value) for name, value in values.items()}


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcMoment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Length):
        return timedelta(microseconds=value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(kind, Time) else value


class Occasion(Struct, frozen=True):
    """When something is put right: the moment, and the date in the meeting room."""

    now: datetime
    today: date


@dataclass(slots=True)
class Unit:
    """One open transaction. Everything it does is in `changes`, in order."""

    connection: Connection
    changes: list[RowChange] = field(default_factory=list)

    def row(self, table: Table, row_id: int) -> Image | None:
        """The image of a row as it stands."""
        found = self.connection.execute(_row_query(table), {"row_id": row_id}).first()
        return image(found) if found is not None else None

    def insert(self, table: Table, **values: Any) -> int:
        """Add a row; its id."""
        added = self.connection.execute(insert(table).values(**values).returning(*table.c)).one()
        self.changes.append(RowChange(table.name, added.id, None, image(added)))
        return int(added.id)

    def update(self, table: Table, row_id: int, **values: Any) -> None:
        """Change columns of one row; nothing is noted when they were so already."""
        before = self.row(table, row_id)
        if before is None:
            raise LookupError(f"no {table.name} {row_id}")
        if all(before[name] == _plain(value) for name, value in values.items()):
            return
        change = update(table).where(table.c.id == row_id).values(**values).returning(*table.c)
        after = image(self.connection.execute(change).one())
        self.changes.append(RowChange(table.name, row_id, before, after))

    def delete(self, table: Table, row_id: int) -> None:
        """Take one row away."""
        before = self.row(table, row_id)
        self.connection.execute(table.delete().where(table.c.id == row_id))
        self.changes.append(RowChange(table.name, row_id, before, None))

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
                for change in changes:
                    self._restore(tables.metadata.tables[change.table], change, occasion)
                if check is not None:
                    check()
        except Overtaken:
            del self.changes[noted:]
            raise
        except IntegrityError as conflict:
            del self.changes[noted:]
            raise Overtaken from conflict

    def _restore(self, table: Table, change: RowChange, occasion: Occasion) -> None:
        now, where = self.row(table, change.id), table.c.id == change.id
        if change.overtaken_by(now):
            raise Overtaken
        if change.after is None and table.name in tables.APPEND_ONLY:
            self._reverse_entry(table, change.id, occasion)
            return
        if change.after is None:
            self.connection.execute(table.delete().where(where))
        elif change.before is None:
            kept = self._as_merged(table, change.after)
            self.connection.execute(insert(table).values(**row_values(table, kept)))
            change = RowChange(table.name, change.id, None, kept)
        else:
            wanted: Image = change.after or {}
            values = {name: wanted[name] for name in change.columns}
            written = self._write(table, change.id, self._as_merged(table, values))
            change = RowChange(change.table, change.id, now, written)
        self.changes.append(change)

    def _reverse_entry(self, table: Table, entry_id: int, occasion: Occasion) -> None:
        """An entry of an append-only table is not taken away: another one says the contrary of it."""
        entry = self.connection.execute(_row_query(table), {"row_id": entry_id}).one()._asdict()
        del entry["id"]
        contrary = {"amount_minor": -entry["amount_minor"], "reverses": entry_id}
        self.insert(table, **entry | contrary | {"at": occasion.now, "on_date": occasion.today})

    def _as_merged(self, table: Table, values: Image) -> Image:
        """The same values, naming whoever was kept where two spellings were made one person since."""
        named = [name for name in values if values[name] is not None and _names_person(table, name)]
        return values | {name: self._kept(values[name]) for name in named}

    def _kept(self, person_id: int) -> int:
        merged = self.connection.execute(_MERGED_INTO, {"person_id": person_id}).scalar()
        return person_id if merged is None else int(merged)

    def _write(self, table: Table, row_id: int, values: Image) -> Image:
        query = update(table).where(table.c.id == row_id).values(**row_values(table, values))
        return image(self.connection.execute(query.returning(*table.c)).one())
