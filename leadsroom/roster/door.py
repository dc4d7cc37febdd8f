"""What every door between meetings shares: one act, one transaction, one entry of the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

from leadsroom.clock import Clock
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import ChapterId, StationId
from leadsroom.roster.act import RosterAct
from leadsroom.station import Station
from leadsroom.store import read
from leadsroom.store.journal import station_of, write_entry
from leadsroom.store.read_calendar import next_meeting
from leadsroom.store.store import Store
from leadsroom.store.unit import Unit


class Door:
    """A door to a chapter's rows. Every write raises Refused with nothing changed."""

    def __init__(self, store: Store, clock: Clock, station: Station | str) -> None:
        self._store = store
        self._clock = clock
        self._sits_at = station
        self._station_id: StationId | None = None

    def today(self, chapter: Chapter) -> date:
        """The date in the chapter's meeting room."""
        return chapter.today(self._clock.now())

    def next_on(self, chapter: Chapter) -> date:
        """The date of today's meeting or the next one, by the calendar and what has been held."""
        with self._store.reading() as connection:
            return next_meeting(connection, chapter, self._clock.now()).on

    @contextmanager
    def act(self, chapter_id: ChapterId, name: str) -> Iterator[RosterAct]:
        """One transaction with one entry of the journal, named `name`; no entry when nothing was changed."""
        station = self._station()
        with self._store.writing(chapter_id) as unit:
            act = RosterAct(unit, read.chapter(unit.connection, chapter_id), self._clock.now())
            yield act
            if unit.changes:
                self._note(unit, station, act.chapter, name, act.what)

    def _station(self) -> StationId:
        if self._station_id is None:
            self._station_id = station_of(self._store, self._sits_at)
        return self._station_id

    def _note(self, unit: Unit, station: StationId, chapter: Chapter, act: str, what: str) -> None:
        write_entry(
            unit,
            chapter_id=chapter.id,
            meeting_id=None,
            station=station,
            command_id=uuid4().hex,
            at=self._clock.now(),
            act=act,
            what=what,
        )
