"""What is counted in a period, between whom, and how it becomes everybody's figures.

What counts, and on which day, is said in `leadsroom.domain.health.figures`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from leadsroom.domain.health.figures import Figures, added_up
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.people.attendance import Mark


class Places(Struct, frozen=True):
    """So many places of a member at meetings that were marked alike."""

    member_id: PersonId
    mark: Mark | None
    online: bool
    left_early: bool
    places: int


class LeadsBetween(Struct, frozen=True):
    """The leads from a giver to a receiver; see `Figures` for what is in which number."""

    giver_id: PersonId
    receiver_id: PersonId
    leads: int
    raw: int
    inside: int
    bad: int
    closed: int


class DollarsBetween(Struct, frozen=True):
    """What a receiver reported to a giver's credit, in minor units of a currency; `thanks` had no figure."""

    reported_by_id: PersonId
    credited_to_id: PersonId
    currency: str
    first: int
    since: int
    of_no_lead: int
    own: int
    thanks: int

    @property
    def dollars(self) -> DollarSum:
        """The dollars of it."""
        return DollarSum(self.currency, self.first, self.since, self.of_no_lead, self.own)


class Between(Struct, frozen=True):
    """So many of something from one person to another, or of both: testimonials, thanks, one-to-ones."""

    one_id: PersonId
    other_id: PersonId
    number: int


class VisitsBrought(Struct, frozen=True):
    """The visits that a host brought and that count; without a host where nobody had invited them."""

    host_id: PersonId | None
    visits: int


class VisitorsWhoJoined(Struct, frozen=True):
    """How many came to join of the people of whose visits somebody hosted the first."""

    host_id: PersonId
    people: int


class Trainings(Struct, frozen=True):
    """The trainings credited to a member."""

    member_id: PersonId
    trainings: int


class Asks(Struct, frozen=True):
    """The asks of a member, and how many of them a lead has answered since."""

    member_id: PersonId
    asks: int
    answered: int


class PeriodCounts(Struct, frozen=True):
    """All that is counted in a period. `thanks` are those that came with outcomes of leads."""

    places: tuple[Places, ...] = ()
    leads: tuple[LeadsBetween, ...] = ()
    dollars: tuple[DollarsBetween, ...] = ()
    thanks: tuple[Between, ...] = ()
    testimonials: tuple[Between, ...] = ()
    one_to_ones: tuple[Between, ...] = ()
    visits: tuple[VisitsBrought, ...] = ()
    joined: tuple[VisitorsWhoJoined, ...] = ()
    trainings: tuple[Trainings, ...] = ()
    asks: tuple[Asks, ...] = ()


_OF_MARK = {
    Mark.PRESENT: "present",
    Mark.LATE: "late",
    Mark.SUBSTITUTE: "substitutes",
    Mark.MEDICAL: "medical",
    Mark.ABSENT: "absent",
    None: "unmarked",
}
_Count = tuple[PersonId | None, str, int]


def figures_by_person(counted: PeriodCounts, currency: str) -> dict[PersonId | None, Figures]:
    """Everybody's figures, by person; under None the visits that nobody hosted."""
    counts: defaultdict[PersonId | None, Counter[str]] = defaultdict(Counter)
    for person_id, name, number in _counts(counted):
        counts[person_id][name] += number
    reported, credited = _dollars(counted.dollars)
    return {
        person_id: Figures(
            currency=currency,
            reported=added_up(reported.get(person_id, ())),
            credited=added_up(credited.get(person_id, ())),
            **counts[person_id],
        )
        for person_id in [*counts]
    }


Dollars = Mapping[PersonId | None, Sequence[DollarSum]]


def _dollars(counted: Iterable[DollarsBetween]) -> tuple[Dollars, Dollars]:
    reported: defaultdict[PersonId | None, list[DollarSum]] = defaultdict(list)
    credited: defaultdict[PersonId | None, list[DollarSum]] = defaultdict(list)
    for each in counted:
        reported[each.reported_by_id].append(each.dollars)
        credited[each.credited_to_id].append(each.dollars)
    return reported, credited


def _counts(counted: PeriodCounts) -> Iterator[_Count]:
    """Every count of a period: whose, of what, how many."""
    for places in counted.places:
        yield from _of_places(places)
    for leads in counted.leads:
        yield from _of_leads(leads)
    yield from _of_pairs(counted)
    for visits in counted.visits:
        yield visits.host_id, "visitors", visits.visits
    for joined in counted.joined:
        yield joined.host_id, "joined", joined.people
    for trained in counted.trainings:
        yield trained.member_id, "trainings", trained.trainings
    for asked in counted.asks:
        yield asked.member_id, "asks", asked.asks
        yield asked.member_id, "answered", asked.answered


def _of_pairs(counted: PeriodCounts) -> Iterator[_Count]:
    for dollars in counted.dollars:
        yield dollars.reported_by_id, "thanks", dollars.thanks
        yield dollars.credited_to_id, "thanks", 0
    for thanks in counted.thanks:
        yield thanks.one_id, "thanks", thanks.number
    for testimonial in counted.testimonials:
        yield testimonial.one_id, "testimonials", testimonial.number
        yield testimonial.other_id, "testimonials_received", testimonial.number
    for met in counted.one_to_ones:
        yield met.one_id, "one_to_ones", met.number
        yield met.other_id, "one_to_ones", met.number


def _of_places(each: Places) -> Iterator[_Count]:
    yield each.member_id, "meetings", each.places
    yield each.member_id, _OF_MARK[each.mark], each.places
    yield each.member_id, "online", each.places * each.online
    yield each.member_id, "left_early", each.places * each.left_early


def _of_leads(each: LeadsBetween) -> Iterator[_Count]:
    yield each.giver_id, "given", each.leads
    yield each.giver_id, "given_raw", each.raw
    yield each.giver_id, "given_inside", each.inside
    yield each.giver_id, "bad", each.bad
    yield each.giver_id, "closed", each.closed
    yield each.receiver_id, "received", each.leads
    yield each.receiver_id, "received_raw", each.raw
    yield each.receiver_id, "received_inside", each.inside
