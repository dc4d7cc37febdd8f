"""The desk: the only door. One act, one transaction, one entry of the journal; and what is seen from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handler_of
from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.acts.money.charged_for import meetings_concerned, reversed_by_hand
from leadsroom.clock import Clock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, EntryId, MeetingId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState, Snapshot
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.station import Station
from leadsroom.store import tables as t
from leadsroom.store.held_picture import picture_after
from leadsroom.store.journal import (
    chapter_founded_by,
    is_noted,
    last_station_but,
    station_of,
    station_on_record,
    write_entry,
)
from leadsroom.store.read.chapter import chapter
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from leadsroom.acts.undo import NextUndo
    from leadsroom.store.changing_hands import Given
    from leadsroom.store.unit_of_work import Unit

ANNOUNCED_AFTER_SECONDS = 0.5

WhenClosed = Callable[[Meeting], object]
P = ParamSpec("P")
T = TypeVar("T")


def perform(act: Act, command: Command) -> Done:
    """Carry a command out inside an open transaction, and write its entry of the journal. A command that
    changed nothing, like a correction of nothing, is no act: undo would have nothing to take back.
    """
    archived = _refused_as_archived(act, command)
    if archived is not None and not isinstance(command, Undo | Redo):
        raise archived
    came_of_it = handler_of(command)(act, command)
    if archived is not None and not _is_about_archive(act):
        raise archived
    done = Done(came_of_it) if isinstance(came_of_it, str) else came_of_it
    if done.kind is EntryKind.DO and not act.unit.changes:
        return replace(done, what="", sentence="")
    if act.open_chapter is None:
        return replace(done, entry=_association_entry(act, command, done))
    _charge(act)
    _keep_months(act)
    entry = write_entry(
        act.unit,
        chapter_id=act.chapter.id,
        # What reverses an entry stands where that stands: between meetings, or at its own table.
        meeting_id=act.meeting_id if done.kind is EntryKind.DO else done.meeting_id,
        station=act.station_id,
        command_id=command.command_id,
        at=act.now,
        act=name_of(type(command)),
        what=done.what,
        kind=done.kind,
        reverses=done.reverses,
        is_private=type(command).is_private or done.is_private,
    )
    return replace(done, entry=entry)


def _refused_as_archived(act: Act, command: Command) -> Refused | None:
    """What is answered to a command of an archived chapter, which is only read."""
    chapter = act.open_chapter
    if chapter is None or chapter.archived_on is None or command.is_for_archived:
        return None
    return Refused(
        f"{chapter.name} was archived on {full_day(chapter.archived_on)}, and is only read. To write in it, "
        "open it again: by delete on the page of chapters (g c), or with leadsroom chapter reopen."
    )


def _is_about_archive(act: Act) -> bool:
    """Whether undo or redo changes where a chapter stands, and nothing of its record."""
    return all(
        change.table == t.chapter.name and change.columns <= {"archived_on", "area_id"}
        for change in act.unit.changes
    )


def _association_entry(act: Act, command: Command, done: Done) -> Entry:
    from leadsroom.store.association_journal import write_association_entry

    return write_association_entry(
        act.unit,
        station=act.station_id,
        command_id=command.command_id,
        at=act.now,
        act=name_of(type(command)),
        what=done.what,
        kind=done.kind,
        reverses=done.reverses,
    )


def _charge(act: Act) -> None:
    """Enter what the act charges: for joining, and what the meetings charge that it concerns."""
    if act.joined:
        from leadsroom.acts.money.charges import charge_join_fees

        charge_join_fees(act)
    if act.dues_of_leavers or act.dues_let_off:
        from leadsroom.acts.money.charges import charge_leavers

        charge_leavers(act)
    if meetings_concerned(act.unit.changes) or reversed_by_hand(act.unit.changes):
        from leadsroom.acts.money.charges import settle_charges

        going_on = None if act.is_afterwards else act.meeting_id
        settle_charges(act.unit, act.chapter, act.now, going_on=going_on)


def _keep_months(act: Act) -> None:
    """Count the figures of those months anew that the act has changed; most acts change none."""
    if act.unit.chapter_id is None:
        return  # a chapter that is founded has none yet
    from leadsroom.acts.association.months_concerned import months_concerned

    at_table = None if act.picture is None else act.picture.meeting
    concerned = months_concerned(act.unit.changes, act.chapter, at_table)
    if concerned.are_any:
        from leadsroom.acts.association.keeping_months import keep_months

        keep_months(act, concerned)


class _Held(Struct, frozen=True):
    """The memory of a desk: the chapter, and at a table the picture, as they are at a revision."""

    revision: int | None = None
    chapter: Chapter | None = None
    snapshot: Snapshot | None = None


_NOTHING_HELD = _Held()


def _closed(held: _Held) -> Meeting | None:
    """The meeting of the held picture, if it is closed."""
    meeting = None if held.snapshot is None else held.snapshot.meeting
    return meeting if meeting is not None and meeting.state is MeetingState.CLOSED else None


class _NothingWritten(Exception):  # noqa: N818 - nothing is wrong
    """An act that changed nothing is no write: nobody has to look again."""


class SyncDesk:
    """The desk on the calling thread: for the command line, and for tests."""

    def __init__(
        self,
        store: Store,
        chapter_id: ChapterId | None,
        clock: Clock,
        station: Station | str,
        meeting_id: MeetingId | None = None,
        *,
        when_closed: WhenClosed | None = None,
        only_read: str = "",
    ) -> None:
        """`chapter_id` is None at the association's desk, which is that of a chapter once it has founded one.

        With a meeting it stands at its table; `when_closed` is called after an act that has closed it. At a
        desk that is `only_read` every act is refused with this sentence.
        """
        self.store = store
        self.chapter_id = chapter_id
        self._clock = clock
        self._station = station
        self.meeting_id = meeting_id
        self._station_on_record: StationId | None = None
        self._held, self._held_of = _NOTHING_HELD, store.place
        self._passed_over: set[EntryId] = set()
        self._heard_of: int | None = None
        self._when_closed = when_closed
        self.only_read = only_read

    @property
    def station_id(self) -> StationId:
        """Which station this is, in the journal."""
        if self._station_on_record is None:
            self._station_on_record = station_of(self.store, self._station)
        return self._station_on_record

    def do(self, command: Command) -> Done:
        """Carry out a command; its outcome, on disk already. Raises Refused with nothing changed.

        A command that has been carried out before changes nothing, and says nothing.
        """
        self._refuse_where_only_read()
        station_id, done = self.station_id, Done("")
        handler_of(command)  # what has to be loaded for it is loaded while nobody waits for the database
        is_associations = self._is_associations(command)
        with (
            suppress(_NothingWritten),
            self.store.writing(self.chapter_id, of_association=is_associations) as unit,
        ):
            before = after = self._before(unit)
            if (earlier := self._done_before(unit.connection, command, before)) is not None:
                after = earlier
                raise _NothingWritten
            act = self._act(unit, station_id, before)
            done = perform(act, command)
            if done.entry is None:
                raise _NothingWritten
            after = self._after(act, before, done.entry)
        if self.chapter_id is None and after.chapter is not None:
            self.chapter_id = after.chapter.id  # it is the desk of the chapter that it has founded
        self._held = after
        if self._when_closed is not None and (meeting := _closed(after)) and not _closed(before):
            self._when_closed(meeting)
        return replace(done, snapshot=after.snapshot)

    def _refuse_where_only_read(self) -> None:
        if self.only_read:
            raise Refused(self.only_read)

    def _is_associations(self, command: Command) -> bool:
        """Whether a command is the association's. Raises LookupError for one at the desk of a chapter."""
        kind = type(command)
        if kind.is_of_association and self.chapter_id is not None:
            raise LookupError(f"{kind.__name__} is for the association's desk")
        return kind.is_of_association or (self.chapter_id is None and kind in (Undo, Redo))

    def _done_before(self, connection: Connection, command: Command, before: _Held) -> _Held | None:
        """The held state where a command was carried out before: the chapter too, if it founded one."""
        if self.chapter_id is not None:
            return before if is_noted(connection, self.chapter_id, command.command_id) else None
        from leadsroom.store.association_journal import is_noted_in_association

        if is_noted_in_association(connection, command.command_id):
            return before
        founded = chapter_founded_by(connection, command.command_id)
        return None if founded is None else _Held(None, chapter(connection, founded))

    def look(self) -> Snapshot:
        """The meeting as it stands."""
        with self.store.reading() as connection:
            assert self.chapter_id is not None
            revision = self.store.revision(connection, self.chapter_id)
            held = self._memory()
            if held.revision != revision or held.snapshot is None:
                self._held = self._read(connection, revision, held)
        assert self._held.snapshot is not None
        return self._held.snapshot

    def read(self, view: Callable[Concatenate[Reading, P], T], *of: P.args, **named: P.kwargs) -> T:
        """The picture that a view makes of this moment."""
        with self.store.reading() as connection:
            reading = self._reading(connection)
            # What others write from the first picture on is news, also before anybody asks for news.
            if self._heard_of is None:
                self._heard_of = self._revision(connection)
            return view(reading, *of, **named)

    def _reading(self, connection: Connection) -> Reading:
        """One moment of the database, with the picture of it where there is a table."""
        seen = None
        if self.meeting_id is not None and self.chapter_id is not None:
            held, revision = self._memory(), self.store.revision(connection, self.chapter_id)
            is_current = held.revision == revision and held.snapshot is not None
            seen = (held if is_current else self._read(connection, revision, held)).snapshot
        return Reading(connection, self.chapter_id, self._clock.now(), seen)

    def hand_over(self, to: str, typed: str) -> Given:
        """Give the database away, with all chapters in it, as a file in a folder or by a name that was typed.

        It is no act: no journal has it, and no undo takes it back. Raises Refused with nothing changed.
        """
        from leadsroom.store.changing_hands import hand_over

        self._refuse_where_only_read()
        place = Path(typed.strip() or ".").expanduser().absolute()
        return hand_over(self.store, to, place, self._clock.now(), self._station)

    def other_station(self) -> str:
        """The name of the station that wrote last beside this one; empty where none has."""
        own = self._station_on_record or station_on_record(self.store, self._station)
        if self.chapter_id is None:
            return ""
        with self.store.reading() as connection:
            return last_station_but(connection, self.chapter_id, own)

    def others_wrote(self) -> bool:
        """Whether anybody but this desk may have written to the chapter since this was last asked."""
        with self.store.reading() as connection:
            revision = self._revision(connection)
        before, self._heard_of = self._heard_of, revision
        return before is not None and revision not in (before, self._held.revision)

    def _revision(self, connection: Connection) -> int:
        """The number by which it is seen whether anybody has written."""
        if self.chapter_id is None:
            from leadsroom.store.association_journal import last_entry_of_association

            return last_entry_of_association(connection)
        return self.store.revision(connection, self.chapter_id)

    def next_undo(self) -> NextUndo | None:
        """The act that undo would take back first at this station; None where nothing is left. Changes
        nothing.
        """
        from leadsroom.acts.undo import next_undo

        station_id = self._station_on_record or station_on_record(self.store, self._station)
        if station_id is None or self.only_read:
            return None
        with self.store.reading() as connection:
            return next_undo(self._reading(connection), station_id, self._passed_over)

    def _before(self, unit: Unit) -> _Held:
        """The held state; read again where somebody else has written since."""
        before = None if unit.revision is None else unit.revision - 1
        held = self._memory()
        if held.revision == before and held.chapter is not None:
            return held
        return self._read(unit.connection, before, held)

    def _memory(self) -> _Held:
        """What is held; nothing once the store goes on in another file, which may lack an act."""
        if self._held_of != self.store.place:
            self._held, self._held_of = _NOTHING_HELD, self.store.place
        return self._held

    def _read(self, connection: Connection, revision: int | None, held: _Held) -> _Held:
        """The state that a connection sees; `held` is no newer, and spares reading its journal again."""
        if self.chapter_id is None:
            return _NOTHING_HELD
        if self.meeting_id is None:
            return _Held(revision, chapter(connection, self.chapter_id))
        journal = () if held.snapshot is None else held.snapshot.journal
        seen = snapshot(connection, self.meeting_id, journal, self.chapter_id)
        return _Held(revision, seen.chapter, seen)

    def _act(self, unit: Unit, station_id: StationId, before: _Held) -> Act:
        return Act(unit, self._clock.now(), station_id, before.chapter, before.snapshot, self._passed_over)

    def _after(self, act: Act, before: _Held, entry: Entry | None) -> _Held:
        """The held state afterwards, made from the rows that changed."""
        unit = act.unit
        if self.chapter_id is None:
            # At the association's desk the entries of its journal are counted.
            written = entry.id if act.open_chapter is None and entry is not None else None
            return _Held(written, act.open_chapter)
        if before.snapshot is not None:
            seen = picture_after(unit, before.snapshot, entry)
            return _Held(unit.revision, seen.chapter, seen)
        if any(change.table == "chapter" for change in unit.changes):
            return self._read(unit.connection, unit.revision, before)
        return _Held(unit.revision, before.chapter)


class Threads:
    """Two workers: one for acts and the picture of the live meeting, in order; one for every other view."""

    def __init__(self) -> None:
        # Hears, while an act waits for others to finish writing, that it does, and when that is over.
        self.on_wait: Callable[[bool], object] | None = None
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
        station: Station | str,
        meeting_id: MeetingId | None = None,
        *,
        threads: Threads | None = None,
        when_closed: WhenClosed | None = None,
        only_read: str = "",
    ) -> None:
        """With a meeting it stands at its table. Desks that share `threads` share the order of their acts."""
        self.sync = SyncDesk(
            store, chapter_id, clock, station, meeting_id, when_closed=when_closed, only_read=only_read
        )
        self.threads = threads or Threads()

    @property
    def chapter_id(self) -> ChapterId | None:
        """The chapter whose desk it is; None before one is founded."""
        return self.sync.chapter_id

    @property
    def only_read(self) -> str:
        """Why every act is refused here; empty where none is for that."""
        return self.sync.only_read

    def is_of(self, store: Store, chapter_id: ChapterId | None) -> bool:
        """Whether it is the desk of a chapter in a store."""
        return self.sync.store is store and self.chapter_id == chapter_id

    async def do(self, command: Command) -> Done:
        """Carry out a command; its outcome, on disk already. Raises Refused with nothing changed."""
        # Leaving the page meanwhile takes nothing back: a command that was given is done.
        # Given at once, not with the next turn of the loop: a look that is asked for after it comes after it.
        act = _given(self.threads.acts, partial(self.sync.do, command))
        if self.threads.on_wait is not None:
            await self._announce_wait(act, self.threads.on_wait)
        return await asyncio.shield(act)

    async def _announce_wait(self, act: asyncio.Future[Done], on_wait: Callable[[bool], object]) -> None:
        """Nobody wonders for long why nothing happens."""
        waits = False
        try:
            while not act.done():
                await asyncio.wait((act,), timeout=ANNOUNCED_AFTER_SECONDS)
                if waits != (waits := not act.done() and self.sync.store.waits_for_turn):
                    on_wait(waits)
        finally:
            if waits:
                on_wait(False)

    async def look(self) -> Snapshot:
        """The meeting as it stands, after every command given so far."""
        return await _given(self.threads.acts, self.sync.look)

    async def read(self, view: Callable[Concatenate[Reading, P], T], *of: P.args, **named: P.kwargs) -> T:
        """The picture that a view makes of this moment. No act waits for it."""
        return await _given(self.threads.views, partial(self.sync.read, view, *of, **named))

    async def hand_over(self, to: str, typed: str) -> Given:
        """Give the database away as a file, after every command given so far. Raises Refused."""
        return await _given(self.threads.acts, partial(self.sync.hand_over, to, typed))

    async def other_station(self) -> str:
        """The name of the station that wrote last beside this one; empty where none has."""
        return await _given(self.threads.views, self.sync.other_station)

    async def others_wrote(self) -> bool:
        """Whether anybody but this desk may have written to the chapter since this was last asked."""
        return await _given(self.threads.views, self.sync.others_wrote)

    async def next_undo(self) -> NextUndo | None:
        """The act that undo would take back first at this station; None where nothing is left. Acts do not
        wait.
        """
        return await _given(self.threads.views, self.sync.next_undo)

    def close(self) -> None:
        """Finish what was given and stop the threads."""
        self.threads.close()


def _given(thread: ThreadPoolExecutor, run: Callable[[], T]) -> asyncio.Future[T]:
    return asyncio.get_running_loop().run_in_executor(thread, run)
