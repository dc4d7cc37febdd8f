"""The moderator's place in tests: commands in, and the picture as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from leadsroom.acts.command import Command, name_of
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.agenda_progress import AgendaPoint, next_act, point_of
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Turn
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock

WHOLE = Slip("Jane Doe", "+14155550101", "", "a new web shop", expecting_call=True)

# What undo leaves behind on purpose: the trail, and who was there to leave it.
TRAIL = ("journal", "association_journal", "station", "trail")


@dataclass(slots=True)
class Table:
    """A meeting in hand."""

    store: Store
    meeting_id: MeetingId
    clock: SetClock
    desk: Desk
    _ids_by_name: Mapping[str, PersonId] = field(default_factory=dict)

    @classmethod
    def lay(cls, store: Store, chapter: Chapter, clock: SetClock, station: str = "table") -> Table:
        """Plan the meeting, or find it, and sit down at it."""
        meeting_id = meeting_to_run(store, chapter, clock.now())
        return cls(store, meeting_id, clock, desk_at(store, meeting_id, clock, station))

    @classmethod
    def lay_extra(cls, store: Store, chapter: Chapter, clock: SetClock, station: str = "table") -> Table:
        """Lay the table of one more meeting today, and sit down at it."""
        opened = SyncDesk(store, chapter.id, clock, station).do(c.OpenExtraMeeting())
        assert opened.subject is not None
        meeting_id = MeetingId(opened.subject)
        return cls(store, meeting_id, clock, desk_at(store, meeting_id, clock, station))

    @property
    def now(self) -> Snapshot:
        """The picture as it stands."""
        return self.desk.sync.look()

    def do(self, command: Command) -> Snapshot:
        """Carry out a command."""
        return self._seen(self.desk.sync.do(command).picture)

    def point_of(self, seen: Snapshot) -> AgendaPoint:
        """What a key is for that is pressed before this picture."""
        return point_of(seen, seen.chapter.today(self.clock.now()))

    def go(self, times: int = 1, *, seconds: float = 0) -> Snapshot:
        """Press Go, each time after some seconds."""
        for _ in range(times - 1):
            self.clock.pass_by(seconds=seconds)
            self.desk.sync.do(c.Go())
        self.clock.pass_by(seconds=seconds)
        return self.do(c.Go())

    def go_to(self, kind: StepKind) -> Snapshot:
        """Press Go until this step is on, 10 s between presses."""
        seen = self.now
        while seen.step is None or seen.step.kind is not kind:
            seen = self.go(seconds=10)
        return seen

    def go_to_end(self, *, seconds: float = 10) -> Snapshot:
        """Press Go until the meeting is closed."""
        seen = self.now
        while seen.meeting.state is not MeetingState.CLOSED:
            seen = self.go(seconds=seconds)
        return seen

    def person(self, name: str) -> PersonId:
        """The id of somebody the meeting knows: who was in the last picture, is looked up no more."""
        if name not in self._ids_by_name:
            self._seen(self.now)
        return self._ids_by_name[name]

    def _seen(self, picture: Snapshot) -> Snapshot:
        self._ids_by_name = {person.name: person.id for person in reversed(tuple(picture.people.values()))}
        return picture

    def turn_of(self, name: str) -> Turn:
        """Somebody's turn in the round that is on."""
        seen = self.now
        assert seen.step is not None
        member = self.person(name)
        return next(turn for turn in seen.turns_of(seen.step) if turn.member_id == member)

    def lead(self, giver: str = "Ann Chu", receiver: str = "Maria Lopez", slip: Slip = WHOLE) -> PassLead:
        """A lead from one member to another."""
        return PassLead(giver_id=self.person(giver), receiver_id=self.person(receiver), slip=slip)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the trail."""
        return all_rows(self.store, leave_out=TRAIL)

    def trail(self) -> int:
        """How many entries the journal has but those of laying the table."""
        query = select(t.journal.c.id).where(t.journal.c.act != name_of(c.OpenMeeting))
        with self.store.reading() as connection:
            return len(connection.execute(query).all())


def all_rows(store: Store, leave_out: tuple[str, ...] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """A dump of the database, as values; how often it was written is left out."""
    with store.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in t.metadata.tables.items()
            if name not in (*leave_out, "revision")
        }


def rebuilt(store: Store, meeting_id: MeetingId) -> Snapshot:
    """The picture made from the rows alone."""
    with store.reading() as connection:
        return snapshot(connection, meeting_id)


def words(seen: Snapshot) -> str:
    """What Go says it will do."""
    return next_act(seen).words


def seconds(length: timedelta) -> float:
    """A length as a number."""
    return length.total_seconds()
