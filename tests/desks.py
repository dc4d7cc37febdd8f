"""Desks in tests: at a meeting's table, and between meetings, on the test's own thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from leadsroom.acts.command import Command
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.meeting.commands import OpenMeeting
from leadsroom.clock import Clock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, LeadId, MeetingId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.store import tables as t
from leadsroom.store.read.leads import reports_of_lead
from leadsroom.store.read.meeting import rows as read_meeting
from leadsroom.store.store import Store
from leadsroom.views.leads import LeadsPicture, LeadStory, lead_story, leads_picture


def desk_at(store: Store, meeting_id: MeetingId, clock: Clock, station: str = "table") -> Desk:
    """The desk at the table of a meeting."""
    with store.reading() as connection:
        chapter_id = connection.scalar(select(t.meeting.c.chapter_id).where(t.meeting.c.id == meeting_id))
    return Desk(store, chapter_id, clock, station, meeting_id)


@dataclass(frozen=True, slots=True)
class _StandingClock:
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def wait_for(self, moment: datetime) -> float:
        return max(0.0, (moment - self.moment).total_seconds())


def meeting_to_run(store: Store, chapter: Chapter, now: datetime) -> MeetingId:
    """Open the meeting that is on, or today's or the next one, as the table does."""
    opened = SyncDesk(store, chapter.id, _StandingClock(now), "table").do(OpenMeeting())
    assert opened.subject is not None
    return MeetingId(opened.subject)


def live_meeting(store: Store, chapter: Chapter) -> MeetingId | None:
    """The meeting that is on, if one is."""
    with store.reading() as connection:
        return read_meeting.live_meeting(connection, chapter.id)


@dataclass(slots=True)
class Book:
    """The leads of a chapter between meetings: what is done with them, and what is seen."""

    store: Store
    chapter_id: ChapterId
    clock: Clock
    station: str

    @property
    def desk(self) -> SyncDesk:
        """The desk behind it."""
        return SyncDesk(self.store, self.chapter_id, self.clock, self.station)

    def do(self, command: Command) -> str:
        """Carry out a command; what happened, in words, empty where nothing changed."""
        return self.desk.do(command).what

    def lead_list(self) -> LeadsPicture:
        """All that the leads screen lists."""
        return self.desk.read(leads_picture)

    def story(self, lead_id: LeadId) -> LeadStory:
        """All there is to know of a lead."""
        return self.desk.read(lead_story, lead_id)

    def reports(self, lead_id: LeadId) -> tuple[ClosedBusiness, ...]:
        """What was reported for a lead."""
        with self.store.reading() as connection:
            return tuple(reports_of_lead(connection, self.chapter_id, lead_id))
