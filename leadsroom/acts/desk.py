"""The desk: the only door. One act, one transaction, one entry of the journal; and what is seen from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done
from leadsroom.acts.command import Command, name_of
from leadsroom.acts.registry import handler_of
from leadsroom.clock import Clock
from leadsroom.domain.ids import ChapterId, EntryId, MeetingId, StationId
from leadsroom.domain.snapshot import Entry, EntryKind, Snapshot
from leadsroom.store.journal import is_noted, station_of, write_entry
from leadsroom.store.read import chapter, snapshot
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from leadsroom.store.unit import Unit

P = ParamSpec("P")
T = TypeVar("T")


def perform(act: Act, command: Command) -> Done:
    """Carry a command out inside an open transaction, and write its entry of the journal.

    What changed nothing, like a correction of nothing, is no act: undo would have nothing to take back.
    """
    from leadsroom.acts.money.meeting_charges import settle_charges

    came_of_it = handler_of(command)(act, command)
    done = Done(came_of_it) if isinstance(came_of_it, str) else came_of_it
    if done.kind is EntryKind.DO and not act.unit.changes:
        return replace(done, what="", sentence="")
    settle_charges(act.unit, act.chapter, act.now)
    entry = write_entry(
        act.unit,
        chapter_id=act.chapter.id,
        meeting_id=done.meeting_id or act.meeting_id,
        station=act.station_id,
        command_id=command.command_id,
        at=act.now,
        act=name_of(type(command)),
        what=done.what,
        kind=done.kind,
        reverses=done.reverses,
    )
    return replace(done, entry=entry)


class SyncDesk:
    """The desk on the calling thread: for the command line, and for tests."""

    def __init__(
        self,
        store: Store,
        chapter_id: ChapterId | None,
        clock: Clock,
        station: str,
        meeting_id: MeetingId | None = None,
    ) -> None:
        """`chapter_id` is None before one is founded, whose desk it is from then on.

        With a meeting it stands at its table.
        """
        self._store = store
        self.chapter_id = chapter_id
        self._clock = clock
        self._station = station
        self.meeting_id = meeting_id
        self._known_station_id: StationId | None = None
        self._journal: tuple[Entry, ...] = ()
        self._seen: Snapshot | None = None
        self._passed_over: set[EntryId] = set()

    @property
    def station_id(self) -> StationId:
        """Which station this is, in the journal."""
        if self._known_station_id is None:
            self._known_station_id = station_of(self._store, self._station)
        return self._known_station_id

    def do(self, command: Command) -> Done:
        """Carry out a command; what came of it, on disk already. Raises Refused with nothing changed.

        A command that has been carried out before changes nothing, and says nothing.
        """
        station_id = self.station_id
        with self._store.writing(self.chapter_id) as unit:
            act = self._act(unit, station_id)
            done = Done("") if is_noted(unit.connection, command.command_id) else perform(act, command)
            after = self._picture(unit.connection)
        if self.chapter_id is None and act.known_chapter is not None:
            self.chapter_id = act.known_chapter.id
        self._see(after)
        return replace(done, snapshot=after)

    def look(self) -> Snapshot:
        """The meeting as it stands."""
        with self._store.reading() as connection:
            seen = self._picture(connection)
        self._see(seen)
        assert seen is not None
        return seen

    def read(self, view: Callable[Concatenate[Reading, P], T], *of: P.args, **named: P.kwargs) -> T:
        """What a view shows of this moment."""
        if self.meeting_id is not None and self._seen is None:
            self.look()
        with self._store.reading() as connection:
            reading = Reading(connection, self.chapter_id, self._clock.now(), self._seen)
            return view(reading, *of, **named)

    def _act(self, unit: Unit, station_id: StationId) -> Act:
        before, now = self._picture(unit.connection), self._clock.now()
        known = None if self.chapter_id is None else chapter(unit.connection, self.chapter_id)
        return Act(unit, now, station_id, known, before, self._passed_over)

    def _picture(self, connection: Connection) -> Snapshot | None:
        if self.meeting_id is None:
            return None
        return snapshot(connection, self.meeting_id, self._journal)

    def _see(self, seen: Snapshot | None) -> None:
        if seen is not None:
            self._seen, self._journal = seen, seen.journal


class Threads:
    """Two workers: one for acts and the picture of the live meeting, in order; one for every other view."""

    def __init__(self) -> None:
        self.acts = ThreadPoolExecutor(max_workers=1, thread_name_prefix="acts")
        self.views = ThreadPoolExecutor(max_workers=1, thread_name_prefix="views")

    def close(self) -> None:
        """Finish what was given and stop."""
        self.acts.shutdown(wait=True)
        self.views.shutdown(wait=True)


class Desk:
    """The desk for screens, which await it and never see a thread. No act is dropped or overtaken."""

    def __init__(
        self,
        store: Store,
        chapter_id: ChapterId | None,
        clock: Clock,
        station: str,
        meeting_id: MeetingId | None = None,
        *,
        threads: Threads | None = None,
    ) -> None:
        """With a meeting it stands at its table. Desks that share `threads` share the order of their acts."""
        self.sync = SyncDesk(store, chapter_id, clock, station, meeting_id)
        self._threads = threads or Threads()

    @property
    def chapter_id(self) -> ChapterId | None:
        """Whose desk it is; None before a chapter is founded."""
        return self.sync.chapter_id

    async def do(self, command: Command) -> Done:
        """Carry out a command; what came of it, on disk already. Raises Refused with nothing changed."""
        return await _on(self._threads.acts, partial(self.sync.do, command))

    async def look(self) -> Snapshot:
        """The meeting as it stands, after every command given so far."""
        return await _on(self._threads.acts, self.sync.look)

    async def read(self, view: Callable[Concatenate[Reading, P], T], *of: P.args, **named: P.kwargs) -> T:
        """What a view shows of this moment. No act waits for it."""
        return await _on(self._threads.views, partial(self.sync.read, view, *of, **named))

    def close(self) -> None:
        """Finish what was given and stop the threads."""
        self._threads.close()


async def _on(thread: ThreadPoolExecutor, run: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, run)
