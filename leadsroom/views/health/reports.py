"""What reports list of a period: marks by meeting, leads, visits, one-to-ones, holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_today import NO_PROGRESS, Progress, Stands, stands_since
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.follow_up import VisitOfRecord, Visitor
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import SeasonDate
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read import season
from leadsroom.store.read.health import lists as read
from leadsroom.store.read.health.lists import VisitingMember
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people import one_to_ones as read_one_to_ones
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.reading import Reading

# By member, the meetings at which they had a place, each with its mark; None where nobody gave one.
Marks = dict[PersonId, dict[MeetingId, Mark | None]]


def marks_of_period(reading: Reading, period: Period) -> Marks:
    """The marks at all closed meetings of a period."""
    found: Marks = {}
    for alike in read.marks_in(reading.connection, reading.chapter, period):
        found.setdefault(alike.member_id, {}).update(dict.fromkeys(alike.meetings, alike.mark))
    return found


class FirstOfKind(Struct, frozen=True):
    """Since when the chapter has put something on record, up to a day; None where it never has."""

    training: date | None
    one_to_one: date | None


def first_of_kind(reading: Reading, by: date) -> FirstOfKind:
    """The first training and the first one-to-one on record, up to a day."""
    connection, chapter = reading.connection, reading.chapter
    return FirstOfKind(
        read.first_training(connection, chapter, by), read.first_one_to_one(connection, chapter, by)
    )


class LeadOfPeriod(Struct, frozen=True, gc=False):
    """A lead with its people by name, the meeting at which it was passed, and where it stands since when.

    `on` is the day on which it counts. `spoken_by` is the substitute who did, empty where the giver did.
    """

    lead: Lead
    on: date
    giver: str
    receiver: str
    stands: Stands
    since: datetime
    progress: Progress
    meeting: MeetingName | None = None
    spoken_by: str = ""


def leads_of_period(reading: Reading, period: Period) -> tuple[LeadOfPeriod, ...]:
    """The leads that count in a period and second slips to them, in order; none that was withdrawn."""
    connection, chapter = reading.connection, reading.chapter
    leads = read.leads_in(connection, chapter, period)
    progress = read_leads.progress_for(connection, chapter.id, leads, chapter.currency)
    names = read_roster.names_of(connection, chapter.id)
    meetings = {
        each.id: MeetingName(each.on, each.number) for each in meetings_in(connection, chapter, period)
    }

    def line(lead: Lead) -> LeadOfPeriod:
        so_far = progress.get(lead.id, NO_PROGRESS)
        stands, since = stands_since(lead, so_far, chapter, reading.now)
        meeting = None if lead.meeting_id is None else meetings.get(lead.meeting_id)
        return LeadOfPeriod(
            lead=lead,
            on=chapter.today(lead.passed_at) if meeting is None else meeting.on,
            giver=names.get(lead.giver_id, ""),
            receiver=names.get(lead.receiver_id, ""),
            stands=stands,
            since=since,
            progress=so_far,
            meeting=meeting,
            spoken_by="" if lead.spoken_by_id is None else names.get(lead.spoken_by_id, ""),
        )

    return tuple(line(lead) for lead in leads)


def visits_of_period(reading: Reading, period: Period) -> tuple[tuple[VisitOfRecord, Visitor], ...]:
    """The visits of a period whose meeting is over, in order, each with its visitor and all their visits."""
    chapter = reading.chapter
    counts = chapter.rules.visitors.open_house_counts
    everybody = visitors_on_record(reading.connection, chapter.id, date.min, open_house_counts=counts)
    found = [
        (visit, visitor)
        for visitor in everybody
        for visit in visitor.visits
        if visit.is_over and period.holds(visit.on)
    ]
    return tuple(sorted(found, key=lambda each: (each[0].on, each[0].id)))


def visiting_members_of_period(reading: Reading, period: Period) -> list[VisitingMember]:
    """The visits of members of other chapters to the closed meetings of a period, in order."""
    return read.visiting_members_in(reading.connection, reading.chapter, period)


def one_to_ones_of_period(reading: Reading, period: Period) -> tuple[OneToOne, ...]:
    """The one-to-ones of a period, in order."""
    after = None if period.first == date.min else period.first - timedelta(days=1)
    found = read_one_to_ones.one_to_ones_between(reading.connection, reading.chapter_id, after, period.last)
    return tuple(reversed(found))


def holidays_of_period(reading: Reading, period: Period) -> tuple[SeasonDate, ...]:
    """The dates of a period, until today, on which nobody met because they were holidays."""
    calendar = season.calendar_of(reading.connection, reading.chapter)
    last = min(period.last, reading.today)
    dates = takewhile(lambda each: each.on <= last, calendar.season(period.first))
    return tuple(each for each in dates if not each.meets)
