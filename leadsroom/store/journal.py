"""The journal: every act with its station, moment and words, and the rows before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct, convert
from msgspec.structs import astuple
from sqlalchemy import Connection, UniqueConstraint, bindparam, insert, select, text

from leadsroom.domain.ids import ChapterId, EntryId, MeetingId, StationId
from leadsroom.domain.journal import PRIVATE_ENTRY, Entry, EntryKind
from leadsroom.station import Station
from leadsroom.store import tables as t
from leadsroom.store.records import Reader
from leadsroom.store.row_changes import WORKED_OUT, RowChange
from leadsroom.store.store import Store
from leadsroom.store.unit_of_work import Unit
from leadsroom.store.writers import refuse_if_handed_over

_NEW_STATION = text(
    "INSERT INTO station (machine, number, name) VALUES (:machine, :number, :name) "
    "ON CONFLICT (machine, number) DO UPDATE SET name = excluded.name"
)
# A station that an older schema knew by its name alone is from now on the first to come under that name.
_TAKEN_OVER = text(
    "UPDATE station SET machine = :machine, number = :number WHERE machine = '' AND id = "
    "(SELECT min(id) FROM station WHERE machine = '' AND name = :name) AND NOT EXISTS "
    "(SELECT 1 FROM station WHERE machine = :machine AND number = :number)"
)


_J = t.journal.c
ENTRY_COLUMNS = (
    _J.id,
    _J.at,
    _J.kind,
    _J.act,
    _J.what,
    _J.station_id,
    _J.reverses,
    _J.meeting_id,
    _J.is_private,
)
_NOTED = select(_J.id).where(
    _J.chapter_id == bindparam("chapter_id"), _J.command_id == bindparam("command_id")
)
# More than a station does in a day.
_MOST_UNDONE = 500
_NEWEST = (
    select(*ENTRY_COLUMNS)
    .where(_J.chapter_id == bindparam("chapter_id"), _J.station_id == bindparam("station_id"))
    .order_by(_J.id.desc())
    .limit(_MOST_UNDONE)
    .subquery("newest")
)
_OF_STATION = select(_NEWEST).where(_NEWEST.c.at >= bindparam("since"))
_NEW_ENTRY, _NEW_IN_TRAIL = insert(t.journal), insert(t.trail)


# Without the row images.
entry_of = Reader(Entry)


def station_id(connection: Connection, station: Station | str) -> StationId:
    """The id of a station, or of one known by its name alone. It is no part of the act: undo leaves it be."""
    station = _whole(station)
    found = _station_on_record(connection, station)
    if found is None:
        which = {"machine": station.machine, "number": station.number, "name": station.name}
        connection.execute(_TAKEN_OVER, which)
        connection.execute(_NEW_STATION, which)
        found = _station_on_record(connection, station)
    assert found is not None
    return found


def station_of(store: Store, station: Station | str) -> StationId:
    """The same in a moment of its own. Stations belong to no chapter: no writer of one is waited for."""
    with store.reading() as connection:
        found = _station_on_record(connection, _whole(station))
    if found is not None:
        return found
    with store.begun() as connection:
        refuse_if_handed_over(connection)
        return station_id(connection, station)


def _whole(station: Station | str) -> Station:
    return Station.named(station) if isinstance(station, str) else station


def station_on_record(store: Store, station: Station | str) -> StationId | None:
    """The id of a station that has written before; None for one that has not. Writes nothing."""
    with store.reading() as connection:
        return _station_on_record(connection, _whole(station))


def _station_on_record(connection: Connection, station: Station) -> StationId | None:
    """Its id, unless it is new here or has another name by now."""
    s = t.station.c
    query = select(s.id).where(s.machine == station.machine, s.number == station.number)
    found = connection.execute(query.where(s.name == station.name)).scalar()
    return None if found is None else StationId(found)


def station_names(connection: Connection, ids: Collection[StationId]) -> dict[StationId, str]:
    """The names of some stations: a database of many chapters has those of all of them."""
    s = t.station.c
    query = select(s.id, s.name).where(s.id.in_(ids))
    return {StationId(row.id): row.name for row in connection.execute(query)} if ids else {}


def is_noted(connection: Connection, chapter_id: ChapterId, command_id: str) -> bool:
    """Whether a command has its entry in a chapter already."""
    which = {"chapter_id": chapter_id, "command_id": command_id}
    return connection.execute(_NOTED, which).scalar() is not None


def chapter_founded_by(connection: Connection, command_id: str) -> ChapterId | None:
    """The chapter that a command has founded already."""
    found = connection.execute(select(t.chapter.c.id).where(t.chapter.c.command_id == command_id)).scalar()
    return None if found is None else ChapterId(found)


def changes_of(connection: Connection, chapter_id: ChapterId, entry_id: EntryId) -> list[RowChange]:
    """The changes of an entry of a chapter, in order."""
    j = t.journal.c
    query = select(j.rows).where(j.chapter_id == chapter_id, j.id == entry_id)
    return changes_in(connection.execute(query).scalar_one())


def changes_in(rows: Any) -> list[RowChange]:
    """The changes of an entry, from its column."""
    return convert(rows, list[RowChange])


def entries_of_station(
    connection: Connection,
    chapter_id: ChapterId,
    station: StationId,
    since: datetime,
    *,
    between_meetings: bool = False,
) -> list[Entry]:
    """The acts of a station in a chapter since a moment, in order, without the row images.

    At the table of a meeting its own entries are known: then only those `between_meetings` are asked for.
    """
    query = _OF_STATION.where(_NEWEST.c.meeting_id.is_(None)) if between_meetings else _OF_STATION
    which = {"chapter_id": chapter_id, "station_id": station, "since": since}
    return sorted(entry_of.all(connection.execute(query, which)), key=lambda entry: entry.id)


def last_station_but(connection: Connection, chapter_id: ChapterId, station: StationId | None) -> str:
    """The name of the station that wrote last in a chapter, this one aside; empty where none did."""
    j = t.journal.c
    query = (
        select(t.station.c.name)
        .join(t.journal, j.station_id == t.station.c.id)
        .where(j.chapter_id == chapter_id, j.station_id != (station or 0))
        .order_by(j.id.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""


def acted_before(connection: Connection, chapter_id: ChapterId, station: StationId, moment: datetime) -> bool:
    """Whether a station did anything in a chapter before a moment."""
    j = t.journal.c
    query = select(j.at).where(j.chapter_id == chapter_id, j.station_id == station).order_by(j.id).limit(1)
    first = connection.execute(query).scalar()
    return first is not None and first < moment


class Later(Struct, frozen=True):
    """An act that came after another: in words that anybody may read, and what it changed."""

    what: str
    changes: tuple[RowChange, ...]


def changes_and_since(
    connection: Connection, chapter_id: ChapterId, entry_id: EntryId
) -> tuple[list[RowChange], list[Later]]:
    """The changes of an entry, in order, and the acts after it that stand, the latest first; in one
    statement.

    One that was undone has left nothing, nor has what undid it.
    """
    j = t.journal.c
    query = select(j.id, j.reverses, j.what, j.is_private, j.rows).where(
        j.chapter_id == chapter_id, j.id >= entry_id
    )
    *later, entry = connection.execute(query.order_by(j.id.desc())).all()
    taken_back: set[int] = set()
    found = []
    for each in later:
        if each.reverses is not None and each.id not in taken_back:
            taken_back.add(each.reverses)
        elif each.id not in taken_back:
            what = PRIVATE_ENTRY if each.is_private else each.what
            found.append(Later(what, tuple(changes_in(each.rows))))
    return changes_in(entry.rows), found


def built_upon(changes: Iterable[RowChange], since: Iterable[Later]) -> str | None:
    """The first of the acts `since` that stands in the way of changes, in words; None for none.

    It changed one of their rows, names one, or has taken what of a row may be there once only.
    """
    back = list(changes)
    rows = {(change.table, change.id) for change in back}
    taken = {key for change in back for key in _unique_in(change)}
    for later in since:
        if any(rows & _rows_named(each) or taken & _unique_in(each) for each in later.changes):
            return later.what
    return None


def written_over(changes: Iterable[RowChange], since: Iterable[Later]) -> str | None:
    """The latest act that wrote since where these changes would, in words; None for none.

    What is there may be what was there before: it is somebody else's word all the same.
    """
    changes = list(changes)
    going = {(change.table, change.id) for change in changes if change.after is None}
    here = {(change.table, change.id, name) for change in changes for name in change.columns}
    for later in since:
        for written in later.changes:
            columns = written.columns - WORKED_OUT.get(written.table, frozenset())
            row = written.table, written.id
            if any(row in going or (*row, name) in here for name in columns):
                return later.what
    return None


def _unique_in(change: RowChange) -> set[tuple[str, tuple[Any, ...]]]:
    """The values of a row, as it is after a change, that no second one may have."""
    table, after = t.metadata.tables[change.table], change.after
    if after is None:
        return set()
    columns = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    columns += [index.columns for index in table.indexes if index.unique]
    keys = (tuple((column.name, after.get(column.name)) for column in each) for each in columns)
    return {(change.table, key) for key in keys if all(value is not None for _, value in key)}


def _rows_named(change: RowChange) -> set[tuple[str, int]]:
    """A row, and those that it refers to."""
    table, images = t.metadata.tables[change.table], (change.before or {}, change.after or {})
    found = {(change.table, change.id)}
    for column in (column for column in table.columns if column.foreign_keys and column.name != "chapter_id"):
        (key,) = column.foreign_keys
        named = {image[column.name] for image in images if image.get(column.name) is not None}
        found |= {(key.column.table.name, row_id) for row_id in named}
    return found


def write_entry(
    unit: Unit,
    *,
    chapter_id: ChapterId,
    meeting_id: MeetingId | None,
    station: StationId,
    command_id: str,
    at: datetime,
    act: str,
    what: str,
    kind: EntryKind = EntryKind.DO,
    reverses: EntryId | None = None,
    is_private: bool = False,
) -> Entry:
    """One entry for all that the unit has changed, and where it belongs in the trail of leads.

    `command_id` is unique in its chapter, so that nothing is noted twice.
    """
    added = unit.connection.execute(
        _NEW_ENTRY,
        {
            "chapter_id": chapter_id,
            "meeting_id": meeting_id,
            "station_id": station,
            "command_id": command_id,
            "at": at,
            "kind": kind.value,
            "act": act,
            "what": what,
            "rows": [astuple(change) for change in unit.changes],
            "reverses": reverses,
            "is_private": is_private,
        },
    )
    assert added.inserted_primary_key is not None
    entry_id = EntryId(added.inserted_primary_key[0])
    leads = leads_touched(unit.changes)
    if leads:
        entry = {"chapter_id": chapter_id, "journal_id": entry_id}
        trail = [entry | {"lead_id": lead_id} for lead_id in leads]
        unit.connection.execute(_NEW_IN_TRAIL, trail)
    return Entry(entry_id, at, kind, act, what, station, reverses, meeting_id, is_private)


def leads_touched(changes: Iterable[RowChange]) -> list[int]:
    """The leads that changes of rows are about, each once."""
    return list(dict.fromkeys(lead_id for change in changes for lead_id in _leads_in(change)))


def _leads_in(change: RowChange) -> list[int]:
    if change.table == "lead":
        return [change.id]
    images = (change.before or {}, change.after or {})
    return [image["lead_id"] for image in images if image.get("lead_id") is not None]
