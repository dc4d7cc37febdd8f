"""Two members over the meetings that both could attend."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.pairs.compare import DEFINITION, Compared, Side, compared
from leadsroom.domain.health.statistics import MEETINGS_FOR_TREND
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted
from leadsroom.errors import Refused
from leadsroom.store.read.health import lists
from leadsroom.store.read.health.compare import (
    PaymentAtMeeting,
    VisitAtMeeting,
    payments_at_meetings,
    visits_at_meetings,
)
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people.roster import members_ever_in
from leadsroom.store.reading import Reading

_PLACES = dict[MeetingId, Mark | None]
_IN_PERSON = (Mark.PRESENT, Mark.LATE)


class Comparison(Struct, frozen=True):
    """Two members, and over how many meetings of a period both had a place; `held` are all of it.

    `left_out` are the payments of either in other currencies than the chapter's.
    """

    chapter: Chapter
    period: Period
    one: Side
    other: Side
    meetings: int
    held: int
    lines: tuple[Compared, ...]
    left_out: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether there are meetings enough to say something of a difference."""
        return self.meetings >= MEETINGS_FOR_TREND

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of it."""
        both = f"Both had a place at {self.meetings} of {counted(self.held, 'meeting')} in these days"
        few = "" if self.is_enough else f": too little data, which begins with {MEETINGS_FOR_TREND}"
        found = [f"{both}{few}.", DEFINITION]
        if self.left_out:
            found.append(f"Payments in other currencies are left out: {self.left_out}.")
        return tuple(found)


def compare(reading: Reading, one: PersonId, other: PersonId, period: Period) -> Comparison:
    """Two members beside one another. Raises Refused for one alone, and for no member."""
    if one == other:
        raise Refused("Nobody can be compared with themselves. Choose another member.")
    connection, chapter = reading.connection, reading.chapter
    people = {member.person.id: member.person for member in members_ever_in(connection, chapter.id)}
    for each in (one, other):
        if each not in people:
            raise Refused("Only members can be compared. Choose a member.")
    regular = {
        meeting.id
        for meeting in meetings_in(connection, chapter, period)
        if meeting.is_closed and meeting.counts_attendance
    }
    places = _places(reading, period, (one, other))
    both = regular & places[one].keys() & places[other].keys()
    people_ids = (one, other)
    paid = [p for p in payments_at_meetings(connection, chapter, period, people_ids) if p.meeting_id in both]
    done = _Done(
        [lead for lead in lead_facts(connection, chapter, period) if lead.meeting_id in both],
        [payment for payment in paid if payment.currency == chapter.currency],
        [v for v in visits_at_meetings(connection, chapter, period, people_ids) if v.meeting_id in both],
    )
    here, there = (
        _side(people[each], [places[each][meeting] for meeting in both], done) for each in people_ids
    )
    lines = compared(here, there, len(both), chapter.currency, chapter.country)
    left_out = len(paid) - len(done.payments)
    return Comparison(chapter, period, here, there, len(both), len(regular), lines, left_out)


def _places(reading: Reading, period: Period, people: Collection[PersonId]) -> dict[PersonId, _PLACES]:
    found: dict[PersonId, _PLACES] = {person: {} for person in people}
    for alike in lists.marks_in(reading.connection, reading.chapter, period):
        if alike.member_id in found:
            found[alike.member_id].update(dict.fromkeys(alike.meetings, alike.mark))
    return found


class _Done(Struct, frozen=True):
    """What anybody did at the meetings of both; payments in the chapter's currency."""

    leads: list[LeadFacts]
    payments: list[PaymentAtMeeting]
    visits: list[VisitAtMeeting]


def _side(person: Person, marks: Collection[Mark | None], done: _Done) -> Side:
    given = [lead for lead in done.leads if lead.giver_id == person.id]
    received = [lead for lead in done.leads if lead.receiver_id == person.id]
    return Side(
        person=person,
        marked=sum(mark is not None for mark in marks),
        in_person=sum(mark in _IN_PERSON for mark in marks),
        substitutes=sum(mark is Mark.SUBSTITUTE for mark in marks),
        given=sum(lead.qualified for lead in given),
        given_raw=sum(not lead.qualified for lead in given),
        received=sum(lead.qualified for lead in received),
        received_raw=sum(not lead.qualified for lead in received),
        visitors=sum(visit.host_id == person.id for visit in done.visits),
        dollars_in=tuple(paid.minor for paid in done.payments if paid.reported_by_id == person.id),
        dollars_credited=tuple(paid.minor for paid in done.payments if paid.credited_to_id == person.id),
    )
