"""Keeping a picture of a meeting abreast of its rows, without reading them again after every command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.snapshot import Snapshot
from leadsroom.store import tables as t
from leadsroom.store.read import meeting_of
from leadsroom.store.read_meeting import attendee_of, step_of, turn_of
from leadsroom.store.unit import RowChange, row_values

_Kind = tuple[str, Callable[[Any], Any], Callable[[Any], Any]]


_SEQUENCES: dict[str, _Kind] = {
    "step": ("steps", step_of, lambda step: (step.position, step.id)),
    "turn": ("turns", turn_of, lambda turn: (turn.step_id, turn.position, turn.id)),
    "attendance": ("attendees", attendee_of, lambda attendee: (attendee.seat, attendee.id)),
}


def followed(picture: Snapshot, changes: Iterable[RowChange]) -> Snapshot:
    """The picture after changes to the meeting, its steps, turns and table; others are not followed."""
    for change in changes:
        picture = _with(picture, change)
    return picture


def _with(picture: Snapshot, change: RowChange) -> Snapshot:
    row = _row(change)
    if change.table == "meeting" and row is not None:
        return replace(picture, meeting=meeting_of(row))
    if change.table not in _SEQUENCES:
        return picture
    name, read, order = _SEQUENCES[change.table]
    items = {item.id: item for item in getattr(picture, name)}
    items.pop(change.id, None)
    if row is not None:
        items[change.id] = read(row)
    after: dict[str, Any] = {name: tuple(sorted(items.values(), key=order))}
    return replace(picture, **after)


def _row(change: RowChange) -> Any:
    if change.after is None:
        return None
    return SimpleNamespace(**row_values(t.metadata.tables[change.table], change.after))
