"""The past as the forms of the table need it: standings, debts, leads, substitutes and visitors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import LeadId, PersonId, StationId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip_check import GiverAnswer
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Snapshot
from leadsroom.domain.money.account import leading_balance
from leadsroom.domain.people.attendance import Attended, Attendee, stations_of
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.domain.people.substitutes import PastSubstitutes
from leadsroom.domain.people.visits import PastVisitors
from leadsroom.domain.text.money import Money
from leadsroom.store.journal import station_names
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.meeting.snapshot import LONGEST_OPEN
from leadsroom.store.read.money import owed_by
from leadsroom.store.read.people import visitors as read_visitors
from leadsroom.store.read.people.standing import standings
from leadsroom.store.reading import Reading


def tonight(snapshot: Snapshot) -> dict[PersonId, Attended]:
    """The standings as if the meeting closed now; a closed one is on record already, and an extra one is none
    that the attendance rules look at.
    """
    if snapshot.meeting.state is MeetingState.CLOSED or snapshot.meeting.kind is MeetingKind.EXTRA:
        return {}
    begun = {s.kind: s.clock.started_at for s in reversed(snapshot.steps) if s.clock.started_at is not None}
    found = (_attended(snapshot, attendee, begun) for attendee in snapshot.attendees)
    return {each[0]: each[1] for each in found if each is not None}


def _attended(
    snapshot: Snapshot, attendee: Attendee, begun: dict[StepKind, datetime]
) -> tuple[PersonId, Attended] | None:
    if attendee.mark is None:
        return None
    came, left = attendee.arrived_at, attendee.left_at
    return attendee.member_id, Attended(
        on=snapshot.meeting.on,
        mark=attendee.mark,
        left_early=left is not None,
        came_after=frozenset(kind for kind, at in begun.items() if came is not None and at <= came),
        left_before=frozenset(kind for kind, at in begun.items() if left is not None and at > left),
        is_tonight=True,
        online=attendee.online,
    )


def standings_tonight(reading: Reading) -> Mapping[PersonId, MemberStanding]:
    """Where everybody at the table stands with the attendance rules, tonight's marks counted."""
    picture = reading.picture
    return standings(reading.connection, picture.chapter, picture.meeting.on, tonight(picture))


def stations(reading: Reading) -> Mapping[StationId, str]:
    """The names of the stations at which marks were set."""
    return station_names(reading.connection, stations_of(reading.picture.attendees))


def owed_at_table(reading: Reading) -> Mapping[PersonId, Money]:
    """The balance of each member at the table, below zero where they have paid ahead."""
    picture = reading.picture
    owed, currency = owed_by(reading.connection, picture.chapter.id), picture.chapter.currency
    return {
        attendee.member_id: leading_balance(owed.get(attendee.member_id, ()), currency)
        for attendee in picture.attendees
    }


def received_by(reading: Reading, receivers: Collection[PersonId]) -> tuple[Lead, ...]:
    """The leads that these received in the last half year, tonight too, and older ones that go on; in order.

    A prospect is looked for among them by the slip itself: the same name may be spelled in many ways.
    """
    since = reading.now - LONGEST_OPEN
    return tuple(read_leads.received_since(reading.connection, reading.chapter_id, receivers, since))


def between_two(reading: Reading, one: PersonId, other: PersonId) -> tuple[Lead, ...]:
    """The leads between the two, of the same time and in the same order as `received_by`."""
    since = reading.now - LONGEST_OPEN
    return tuple(read_leads.leads_between(reading.connection, reading.chapter_id, one, other, since))


def lead_on_record(reading: Reading, lead_id: LeadId) -> Lead | None:
    """One lead with its whole slip; None where it has been withdrawn."""
    return read_leads.lead_in(reading.connection, reading.chapter_id, lead_id, on_record=True)


def answer_of_giver(reading: Reading, lead_id: LeadId) -> GiverAnswer | None:
    """How the prospect of a lead was served, as its giver heard; for the officers alone."""
    return read_leads.giver_answer(reading.connection, reading.chapter_id, lead_id)


def past_substitutes(reading: Reading) -> PastSubstitutes:
    """Past substitutes, and the record that the rules look at."""
    return read_visitors.past_substitutes(reading.connection, reading.picture)


def past_visitors(reading: Reading) -> PastVisitors:
    """Past visitors, and the seats that are held."""
    return read_visitors.past_visitors(reading.connection, reading.picture)
