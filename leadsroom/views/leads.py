"""The leads of a chapter between meetings: all that wait or came lately, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.leads.closed_business import ClosedBusiness, OneToOne, Testimonial
from leadsroom.domain.leads.first_calls import FirstCall
from leadsroom.domain.leads.given import Family, families
from leadsroom.domain.leads.lead import Lead, LeadUpdate
from leadsroom.domain.leads.slip_check import CheckCount, SlipCheck, count_checks
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Member, Person
from leadsroom.errors import Refused
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read import season
from leadsroom.store.read.leads import updates_of_lead
from leadsroom.store.read.people import one_to_ones as read_one_to_ones
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.reading import Reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

SHOWN_FOR = timedelta(days=366)
_MOST_ONE_TO_ONES = 100


class LeadsPicture(Struct, frozen=True):
    """Everything the leads screen lists: `leads` the oldest first, `names` of everybody the chapter knows.

    `members` are those of the chapter, who hold a seat first, then who has left. `paid` is what was reported
    for each lead that has dollars or thanks; `families` are all there are, the one with most dollars first.
    `calls` say how soon receivers were heard of, `met_until` when the last meeting ended, `checks` what
    receivers said of the slips of this year. `seats` are those that members hold now. `visiting` are
    the members of other chapters who are on record.
    """

    chapter: Chapter
    leads: tuple[Lead, ...]
    names: dict[PersonId, str]
    members: tuple[Person, ...]
    paid: dict[LeadId, tuple[ClosedBusiness, ...]]
    families: tuple[Family, ...]
    calls: tuple[FirstCall, ...]
    one_to_ones: tuple[OneToOne, ...]
    met_until: datetime | None = None
    checks: CheckCount = CheckCount()
    seats: tuple[HeldSeat, ...] = ()
    visiting: tuple[Person, ...] = ()


class TrailLine(Struct, frozen=True):
    """One thing that happened to a lead: when, in words, and at which station."""

    at: datetime
    what: str
    station: str
    kind: EntryKind


class LeadStory(Struct, frozen=True):
    """All there is to know of one lead. `family` is every lead of its family, in the order of passing;
    `paid` what was reported for any of them; `same_as` of a second slip the lead that counts.
    """

    lead: Lead
    updates: tuple[LeadUpdate, ...]
    paid: tuple[ClosedBusiness, ...]
    testimonials: tuple[Testimonial, ...]
    family: tuple[Lead, ...]
    trail: tuple[TrailLine, ...]
    same_as: Lead | None = None
    checks: tuple[SlipCheck, ...] = ()


def leads_picture(reading: Reading) -> LeadsPicture:
    """The leads of the last year, and older ones that are not over."""
    connection, chapter_id = reading.connection, reading.chapter_id
    leads = read_leads.leads_since(connection, chapter_id, reading.now - SHOWN_FOR)
    everybody = read_roster.members(connection, chapter_id)
    last = season.latest_meeting(connection, chapter_id, MeetingState.CLOSED)
    paid: dict[LeadId, tuple[ClosedBusiness, ...]] = {}
    for report in read_leads.business_for(connection, chapter_id, [lead.id for lead in leads]):
        assert report.lead_id is not None
        paid[report.lead_id] = (*paid.get(report.lead_id, ()), report)
    return LeadsPicture(
        chapter=reading.chapter,
        leads=tuple(leads),
        names=read_roster.names_of(connection, chapter_id),
        members=_members(everybody),
        paid=paid,
        families=_families(connection, reading.chapter),
        calls=tuple(read_leads.first_calls(connection, chapter_id, reading.now - SHOWN_FOR)),
        one_to_ones=tuple(read_one_to_ones.one_to_ones(connection, chapter_id, _MOST_ONE_TO_ONES)),
        met_until=None if last is None else last.ended_at,
        checks=count_checks(read_leads.checks_since(connection, chapter_id, reading.now - SHOWN_FOR)),
        seats=tuple(
            HeldSeat(member.profession, holder=member.person.name)
            for member in everybody
            if member.status.holds_seat
        ),
        visiting=read_roster.members_elsewhere_on_record(connection, chapter_id),
    )


def _families(connection: Connection, chapter: Chapter) -> tuple[Family, ...]:
    leads = read_leads.leads_of_families(connection, chapter.id)
    reports = read_leads.business_for(connection, chapter.id, [lead.id for lead in leads])
    return families(leads, reports, chapter.currency)


def _members(everybody: Sequence[Member]) -> tuple[Person, ...]:
    """Who belongs, or belonged; each once, by the seat held now where there is one."""
    people: dict[PersonId, Person] = {}
    for member in sorted(everybody, key=lambda member: not member.status.holds_seat):
        people.setdefault(member.person.id, member.person)
    return tuple(people.values())


def lead_story(reading: Reading, lead_id: LeadId) -> LeadStory:
    """One lead with everything that became of it. Raises Refused when there is no such lead."""
    connection, chapter_id = reading.connection, reading.chapter_id
    lead = read_leads.lead_in(connection, chapter_id, lead_id)
    if lead is None:
        raise Refused("That lead is no longer on record.")
    family = read_leads.family_of(connection, chapter_id, lead.family_id or lead.id)
    trail = read_leads.trail_of(connection, chapter_id, lead_id)
    same_as_id = lead.same_as_id
    return LeadStory(
        lead=lead,
        updates=tuple(updates_of_lead(connection, chapter_id, lead_id)),
        paid=tuple(read_leads.business_for(connection, chapter_id, [each.id for each in family])),
        testimonials=tuple(read_leads.testimonials_for(connection, chapter_id, [lead_id])),
        family=tuple(family),
        trail=tuple(TrailLine(entry.at, entry.what, name, entry.kind) for entry, name in trail),
        checks=tuple(read_leads.checks_of(connection, chapter_id, lead_id)),
        same_as=None if same_as_id is None else read_leads.lead_in(connection, chapter_id, same_as_id),
    )


class LeadToRead(Struct, frozen=True):
    """One lead in full, whenever it was passed, with the names of everybody, at the moment it is seen."""

    story: LeadStory
    names: dict[PersonId, str]
    seen_at: datetime


def lead_to_read(reading: Reading, lead_id: LeadId) -> LeadToRead:
    """A lead to be read away from the list of leads. Raises Refused when there is no such lead."""
    names = read_roster.names_of(reading.connection, reading.chapter_id)
    return LeadToRead(lead_story(reading, lead_id), names, reading.now)
