"""The journal: who did what, when, in words, with the rows before and after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from leadsroom.domain.ids import ChapterId, EntryId, MeetingId, StationId
from leadsroom.domain.snapshot import EntryKind
from leadsroom.store import tables as t
from leadsroom.store.unit import Unit


def station_id(connection: Connection, name: str) -> StationId:
    """The station of this name, known or new. It is no part of the act: undo leaves it alone."""
    found = connection.execute(select(t.station.c.id).where(t.station.c.name == name)).scalar()
    if found is None:
        found = connection.execute(insert(t.station).values(name=name).returning(t.station.c.id)).scalar_one()
    return StationId(found)


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
) -> None:
    """One entry for all that the unit has changed. `command_id` is unique, so that nothing is noted twice."""
    unit.connection.execute(
        insert(t.journal).values(
            chapter_id=chapter_id,
            meeting_id=meeting_id,
            station_id=station,
            command_id=command_id,
            at=at,
            kind=kind.value,
            act=act,
            what=what,
            rows=[[change.table, change.id, change.before, change.after] for change in unit.changes],
            reverses=reverses,
        )
    )
