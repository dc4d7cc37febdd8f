"""A change of a row: how it was before and after, as JSON-ready images, and whether it can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import Date, Row, Table, Time

from leadsroom.errors import Refused
from leadsroom.store.records import cells
from leadsroom.store.types import Length, UtcMoment

Image = dict[str, Any]

# Columns that mean something only beside each other: one of them is not put back when another has moved on.
_CLOCK = frozenset({"outcome", "started_at", "ended_at", "paused_at", "paused_for"})
_TOGETHER: dict[str, frozenset[str]] = {
    "meeting": frozenset({"state", "step_id", "turn_id"}),
    "step": _CLOCK,
    "turn": _CLOCK,
    "questions": _CLOCK - {"outcome"},
    "attendance": frozenset(
        {"mark", "substitute_id", "left_at", "told", "came_about", "marked_at", "marked_by", "online"}
    ),
    "membership": frozenset({"status", "seat", "ended_on", "profession_id", "waiting_since"}),
    "leave": frozenset({"since", "until", "withdrawn_at"}),
    "chapter": frozenset({"currency", "rules"}),
    "special_date": frozenset({"kind", "note", "on_date", "place"}),
}
# Columns that are worked out from other rows: to put such a row back is to work them out again.
WORKED_OUT: dict[str, frozenset[str]] = {
    "lead": frozenset(
        {"state", "thanked", "receiver_says", "why", "last_word_at", "follow_up_on", "lead_since"}
    ),
}


class Overtaken(Refused):
    """The rows of an entry have changed since: it cannot be reversed."""

    def __init__(self, act: str = "undone", later: str | None = None) -> None:
        """`later` is the act that was built upon it, in the words of its entry, where there is one."""
        changed = (
            f"What came later stands in the way (“{later}”)" if later else "Somebody has changed this since"
        )
        super().__init__(f"{changed}, so it cannot be {act} here.")
        self.later = later


class RowChange(Struct, frozen=True, array_like=True):
    """A row of a table before and after, as JSON-ready images; None where it did not exist.

    The journal holds it as an array, which images fill well enough without the names of these four.
    """

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


def image(row: Row[Any]) -> Image:
    """A row as values that JSON can carry without loss."""
    return {name: plain(value) for name, value in cells(row).items()}


def plain(value: Any) -> Any:
    """A value of a column as JSON carries it."""
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def as_read(value: Any) -> Any:
    """A value as a row that was read back would have it: moments are kept in UTC."""
    return plain(value.astimezone(UTC) if isinstance(value, datetime) else value)


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
