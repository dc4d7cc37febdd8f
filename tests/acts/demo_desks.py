"""The sample chapter with its desks, and what an example of a command wants prepared there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Table, func, select

from leadsroom.acts.act import Done
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads import commands as leads
from leadsroom.acts.meeting import commands as meeting
from leadsroom.acts.people import commands as people
from leadsroom.acts.people.sheets import ApplicationSheet
from leadsroom.domain.ids import (
    LeadId,
    MembershipId,
    PersonId,
)
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.roster import Member
from leadsroom.store.store import Store
from leadsroom.views.people import roster
from tests.desks import meeting_to_run
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter

SLIP = Slip("Jane Doe", "+14155550101", need="a new web shop", expecting_call=True)


class Demo:
    """The sample chapter with two desks: one at the table of its meeting, one between meetings."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock(SAMPLE_NOW)
        self.chapter = sample_chapter(store)
        self.meeting_id = meeting_to_run(store, self.chapter, SAMPLE_NOW)
        self.table = SyncDesk(store, self.chapter.id, self.clock, "table", self.meeting_id)
        self.home = SyncDesk(store, self.chapter.id, self.clock, "home")
        self.desks = {
            "table": self.table,
            "home": self.home,
            "nowhere": SyncDesk(store, None, self.clock, "home"),
        }
        self.today: date = self.chapter.today(SAMPLE_NOW)
        for desk in (self.table, self.home):  # a desk holds what it has seen
            desk.do(leads.LogOneToOne(self.seated[0], self.seated[3], self.today))

    @property
    def now(self) -> Snapshot:
        return self.table.look()

    @property
    def roster(self) -> tuple[Member, ...]:
        return self.home.read(roster).members

    @property
    def member(self) -> Member:
        """Somebody in the middle of the table."""
        return [each for each in self.roster if each.status.holds_seat][4]

    @property
    def seated(self) -> tuple[PersonId, ...]:
        return tuple(attendee.member_id for attendee in self.now.attendees)

    def go(self, until: Callable[[Snapshot], object]) -> Snapshot:
        """Press Go until something is so."""
        while not until(self.now):
            self.clock.moment += timedelta(seconds=20)
            self.table.do(meeting.Go())
        return self.now

    def up(self) -> Snapshot:
        """Somebody is up, the second of the round, on a clock that runs."""
        seen = self.go(lambda now: now.turn and now.turn.position > 0 and now.clock and now.clock.running)
        self.clock.moment += timedelta(seconds=20)
        return seen

    def apply(self, profession: str) -> MembershipId:
        """Somebody who applies."""
        return MembershipId(
            subject_of(self.home.do(people.Apply(ApplicationSheet(name="Jo Park", profession=profession))))
        )

    def lead(self) -> LeadId:
        """A lead of tonight."""
        self.table.do(leads.PassLead(self.seated[0], self.seated[1], SLIP))
        return self.now.leads[-1].id

    def last(self, table: Table) -> int:
        """The newest row of a table."""
        with self.store.reading() as connection:
            return int(connection.execute(select(func.max(table.c.id))).scalar_one())


def subject_of(done: Done) -> int:
    """The row that an act was about."""
    assert done.subject is not None
    return done.subject
