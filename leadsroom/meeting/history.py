"""Undo and redo: the last act of a station reversed in a new entry, from the row images of the journal."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from leadsroom.domain.history import last_done, last_undone
from leadsroom.domain.ids import StationId
from leadsroom.domain.snapshot import Entry
from leadsroom.errors import Refused
from leadsroom.meeting.act import Act
from leadsroom.store import tables as t
from leadsroom.store.unit import RowChange


def _of_station(journal: Iterable[Entry], station_id: StationId) -> list[Entry]:
    return [entry for entry in journal if entry.station_id == station_id]


def undo(act: Act) -> tuple[str, Entry]:
    """Reverse the last act that stands; what happened, and the entry reversed."""
    entry = last_done(_of_station(act.before.journal, act.station_id))
    if entry is None:
        raise Refused("There is nothing to undo.")
    act.unit.restore([change.reversed() for change in reversed(_changes(act, entry))])
    return f"Undid: {entry.what}", entry


def redo(act: Act) -> tuple[str, Entry]:
    """Do again what was undone last; what happened, and the undo reversed."""
    entry = last_undone(_of_station(act.before.journal, act.station_id))
    if entry is None:
        raise Refused("There is nothing to redo.")
    act.unit.restore([change.reversed() for change in reversed(_changes(act, entry))])
    return entry.what.replace("Undid: ", "Redid: ", 1), entry


def _changes(act: Act, entry: Entry) -> list[RowChange]:
    rows = act.unit.connection.execute(
        select(t.journal.c.rows).where(t.journal.c.id == entry.id)
    ).scalar_one()
    return [RowChange(*row) for row in rows]
