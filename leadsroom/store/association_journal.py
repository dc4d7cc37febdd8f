"""The journal of what an association does: who, when, in which words, and the rows before and after."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import astuple
from sqlalchemy import Connection, bindparam, func, insert, select

from leadsroom.domain.ids import EntryId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.store import tables as t
from leadsroom.store.journal import Later, changes_in
from leadsroom.store.records import Reader
from leadsroom.store.row_changes import RowChange
from leadsroom.store.unit_of_work import Unit

_J = t.association_journal.c
_COLUMNS = (_J.id, _J.at, _J.kind, _J.act, _J.what, _J.station_id, _J.reverses)
_NOTED = select(_J.id).where(_J.command_id == bindparam("command_id"))
_OF_STATION = (
    select(*_COLUMNS)
    .where(_J.station_id == bindparam("station_id"), _J.at >= bindparam("since"))
    .order_by(_J.id)
)
_LAST = select(func.max(_J.id))
_NEW = insert(t.association_journal)

_entry_of = Reader(Entry)


def is_noted_in_association(connection: Connection, command_id: str) -> bool:
    """Whether a command has its entry already."""
    return connection.execute(_NOTED, {"command_id": command_id}).scalar() is not None


def last_entry_of_association(connection: Connection) -> int:
    """The number of the last entry, by which it is seen whether others have written; 0 before the first."""
    return connection.execute(_LAST).scalar() or 0


def entries_in_association(connection: Connection, station: StationId, since: datetime) -> list[Entry]:
    """The acts of a station since a moment, in order."""
    which = {"station_id": station, "since": since}
    return _entry_of.all(connection.execute(_OF_STATION, which))


def changes_in_association(connection: Connection, entry_id: EntryId) -> tuple[list[RowChange], list[Later]]:
    """The changes of an entry, in order, and the acts after it that stand, the latest first.

    One that was undone has left nothing, nor has what undid it.
    """
    query = select(_J.id, _J.reverses, _J.what, _J.rows).where(_J.id >= entry_id).order_by(_J.id.desc())
    *later, entry = connection.execute(query).all()
    taken_back: set[int] = set()
    found = []
    for each in later:
        if each.reverses is not None and each.id not in taken_back:
            taken_back.add(each.reverses)
        elif each.id not in taken_back:
            found.append(Later(each.what, tuple(changes_in(each.rows))))
    return changes_in(entry.rows), found


def write_association_entry(
    unit: Unit,
    *,
    station: StationId,
    command_id: str,
    at: datetime,
    act: str,
    what: str,
    kind: EntryKind = EntryKind.DO,
    reverses: EntryId | None = None,
) -> Entry:
    """One entry for all that the unit has changed. `command_id` is unique, so that nothing is noted twice."""
    added = unit.connection.execute(
        _NEW,
        {
            "station_id": station,
            "command_id": command_id,
            "at": at,
            "kind": kind.value,
            "act": act,
            "what": what,
            "rows": [astuple(change) for change in unit.changes],
            "reverses": reverses,
        },
    )
    assert added.inserted_primary_key is not None
    return Entry(EntryId(added.inserted_primary_key[0]), at, kind, act, what, station, reverses)
