"""The desk: the single door for writes of a live meeting. One act, one transaction, one entry of the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select

from leadsroom.clock import Clock
from leadsroom.domain.ids import MeetingId, StationId
from leadsroom.domain.snapshot import EntryKind, Snapshot
from leadsroom.meeting import at_table, bucket, history, running
from leadsroom.meeting import commands as c
from leadsroom.meeting.act import Act
from leadsroom.store import tables as t
from leadsroom.store.read import snapshot
from leadsroom.store.store import Store
from leadsroom.store.unit import Unit

_HANDLERS: dict[type[c.Command], Callable[[Act, Any], str]] = {
    c.Go: running.go,
    c.Pause: running.pause,
    c.Resume: running.resume,
    c.GoBack: running.go_back,
    c.AddTime: running.add_time,
    c.BeganEarlier: running.began_earlier,
    c.Skip: running.skip,
    c.CallBack: running.call_back,
    c.MarkAttendance: at_table.mark_attendance,
    c.LeaveEarly: at_table.leave_early,
    c.SeatSubstitute: at_table.seat_substitute,
    c.WelcomeVisitor: at_table.welcome_visitor,
    c.PassLead: bucket.pass_lead,
    c.ThankForBusiness: bucket.thank_for_business,
    c.GiveTestimonial: bucket.give_testimonial,
    c.KeepAsk: bucket.keep_ask,
    c.Withdraw: bucket.withdraw,
}


def station(unit: Unit, name: str) -> StationId:
    """The id of the station of this name, known or new. A station keeps its undo across restarts."""
    found = unit.connection.execute(select(t.station.c.id).where(t.station.c.name == name)).scalar()
    return StationId(found if found is not None else unit.insert(t.station, name=name))


def perform(act: Act, command: c.Command) -> None:
    """Carry a command out inside an open transaction and write its entry of the journal."""
    before, unit = act.before, act.unit
    kind, reverses = EntryKind.DO, None
    if isinstance(command, c.Undo):
        kind = EntryKind.UNDO
        what, reverses = history.undo(act)
    elif isinstance(command, c.Redo):
        kind = EntryKind.REDO
        what, reverses = history.redo(act)
    else:
        what = _HANDLERS[type(command)](act, command)
    unit.connection.execute(
        insert(t.journal).values(
            chapter_id=before.chapter.id,
            meeting_id=before.meeting.id,
            station_id=act.station_id,
            command_id=command.command_id,
            at=act.now,
            kind=kind.value,
            act=type(command).__name__,
            what=what,
            rows=[list(asdict(change).values()) for change in unit.changes],
            reverses=reverses.id if reverses else None,
        )
    )


def _done_before(connection: Connection, command: c.Command) -> bool:
    query = select(t.journal.c.id).where(t.journal.c.command_id == command.command_id)
    return connection.execute(query).first() is not None


class Desk:
    """The door to one meeting. `do` runs on one worker thread, in order; a write is never dropped or overtaken."""

    def __init__(self, store: Store, meeting_id: MeetingId, clock: Clock, station_name: str) -> None:
        self._store = store
        self._meeting_id = meeting_id
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        with store.writing() as unit:
            self.station_id = station(unit, station_name)

    async def do(self, command: c.Command) -> Snapshot:
        """Carry out a command; the picture after it, which is on disk. Raises Refused with nothing changed."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.do_now, command)

    def do_now(self, command: c.Command) -> Snapshot:
        """The same, on the calling thread."""
        with self._store.writing() as unit:
            if not _done_before(unit.connection, command):
                before = snapshot(unit.connection, self._meeting_id)
                act = Act(before, self._clock.now(), unit, self.station_id)
                perform(act, command)
            return snapshot(unit.connection, self._meeting_id)

    async def look(self) -> Snapshot:
        """The picture as it stands, after every command given so far."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.look_now)

    def look_now(self) -> Snapshot:
        """The same, on the calling thread."""
        with self._store.reading() as connection:
            return snapshot(connection, self._meeting_id)

    def close(self) -> None:
        """Finish what was given and stop the thread."""
        self._thread.shutdown(wait=True)
