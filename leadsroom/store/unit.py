"""The unit of work: rows change only through it, and it remembers each row before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, Row, Select, Table, Time, bindparam, insert, select, update

from leadsroom.errors import Refused
from leadsroom.store import tables
from leadsroom.store.types import Length, UtcMoment

Image = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table before and after, as JSON-ready images; None where it did not exist."""

    table: str
    id: int
    before: Image | None
    after: Image | None

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)


@cache
def _row_query(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


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

    def restore(self, changes: list[RowChange]) -> None:
        """Carry out changes as recorded, provided that each row still is as `before` says."""
        for change in changes:
            self._restore(tables.metadata.tables[change.table], change)

    def _restore(self, table: Table, change: RowChange) -> None:
        if self.row(table, change.id) != change.before:
            raise Refused("Somebody has changed this since. Edit or withdraw the entry instead.")
        where = table.c.id == change.id
        if change.after is None:
            self.connection.execute(table.delete().where(where))
        elif change.before is None:
            self.connection.execute(insert(table).values(**row_values(table, change.after)))
        else:
            self.connection.execute(update(table).where(where).values(**row_values(table, change.after)))
        self.changes.append(change)
