"""The sample chapter with its desks, and what an example of a command wants prepared there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

from sqlalchemy import Table, func, select

from leadsroom.acts.act import Done
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads import commands as leads
from leadsroom.acts.meeting import commands as meeting
from leadsroom.acts.people import commands as people
from leadsroom.acts.people.commands import ApplicationSheet
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

_NUMBERS = count(1)


def new(name: str) -> str:
    """A name that nobody has yet."""
    return f"{name} {next(_NUMBERS)}"


SLIP = Slip("Jane Doe", "+14155550101", need="a new web shop", expecting_call=True)


class Demo:
    """A chapter with two desks: one at the table of its meeting, one between meetings. Besides them there is
    that of the association.
    """

    def __init__(
        self,
        store: Store,
        clock: SetClock | None = None,
        stations: tuple[str, str] = ("table", "home"),
        desk: Callable[..., SyncDesk] = SyncDesk,
    ) -> None:
        """`stations` are those of the two desks, and `desk` is how one is made."""
        self.store, self.clock = store, clock or SetClock(SAMPLE_NOW)
        self.chapter = sample_chapter(store)
        self.meeting_id = meeting_to_run(store, self.chapter, self.clock.now())
        at_table, between = stations
        self.table = desk(store, self.chapter.id, self.clock, at_table, self.meeting_id)
        self.home = desk(store, self.chapter.id, self.clock, between)
        self.desks = {
            "table": self.table,
            "home": self.home,
            "nowhere": desk(store, None, self.clock, between),
            "association": desk(store, None, self.clock, between),
        }

    def sit_down(self) -> Demo:
        """Do something at each desk: it holds what it has seen."""
        for desk in (self.table, self.home):
            desk.do(leads.LogOneToOne(self.seated[0], self.seated[3], self.today))
        return self

    @property
    def today(self) -> date:
        return self.chapter.today(self.clock.now())

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
            subject_of(
                self.home.do(people.Apply(ApplicationSheet(name=new("Jo Park"), profession=profession)))
            )
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
