"""The figures of the chapter: each with its definition, its window, the numbers behind it, its threshold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.chapter.flow import (
    Flow,
    between_findings,
    dollar_findings,
    lead_findings,
    leads_at_meetings,
)
from leadsroom.domain.health.chapter.growth import GrowthFacts, growth_findings, stays_of
from leadsroom.domain.health.chapter.how_soon import how_soon_findings
from leadsroom.domain.health.chapter.seats import SeatFacts, SeatStay, missing_findings, seat_findings
from leadsroom.domain.health.chapter.spheres import Catalogue
from leadsroom.domain.health.counts import PeriodCounts
from leadsroom.domain.health.findings import Section, with_own_keys
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.quotas import quota_findings
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted, full_day, full_days
from leadsroom.store.read.health.chapter import (
    passed_outside,
    places_by_day,
    reports_by_member,
)
from leadsroom.store.read.health.counts import leads_and_dollars
from leadsroom.store.read.health.lead_facts import lead_facts
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.read.people.visitors import held_seats
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import days_of_page, ever_in, record_begins
from leadsroom.views.health.own_texts import chapter_catalogue
from leadsroom.views.health.quotas import quotas_met


class ChapterFigures(Struct, frozen=True):
    """The figures of a chapter in a period, as they are on record today, section by section.

    `window` is the period in words, of which the figures are that do not say another one. `at_meetings` are
    the leads of each meeting in order, from which the trend is drawn.
    """

    chapter: Chapter
    period: Period
    today: date
    sections: tuple[Section, ...]
    window: str = ""
    at_meetings: tuple[int, ...] = ()


def chapter_figures(reading: Reading, period: Period) -> ChapterFigures:
    """The figures of the chapter in a period."""
    connection, chapter = reading.connection, reading.chapter
    members, leads = ever_in(reading), lead_facts(connection, chapter, period)
    flow = _flow(reading, period, members, leads)
    seats = _seat_facts(reading, period, members, flow)
    sections = (
        Section("Leads", lead_findings(flow)),
        Section("Dollars", dollar_findings(flow)),
        Section("Between members", between_findings(flow)),
        Section("How soon", how_soon_findings(leads, chapter.today, reading.today, flow.window)),
        Section("Growth", growth_findings(_growth_facts(reading, period, members, flow.window))),
        Section("Seats", seat_findings(seats)),
        Section("Missing, by the catalogue", missing_findings(seats)),
        Section("Quotas", quota_findings(quotas_met(reading, period), flow.window)),
    )
    return ChapterFigures(
        chapter,
        period,
        reading.today,
        with_own_keys(sections),
        window=flow.window,
        at_meetings=flow.at_meetings,
    )


def window_in_words(period: Period, meetings: int) -> str:
    """`1 Dec 2025 to 30 Nov 2026, 26 meetings`."""
    return f"{full_days(period.first, period.last)}, {counted(meetings, 'meeting')}"


def _flow(reading: Reading, period: Period, members: tuple[Member, ...], leads: list[LeadFacts]) -> Flow:
    connection, chapter = reading.connection, reading.chapter
    counts = leads_and_dollars(connection, chapter, period)
    held = [each for each in meetings_in(connection, chapter, period) if each.is_closed]
    of_season = sum(each.counts_attendance for each in held)
    days = sorted({each.on for each in held if each.counts_attendance})
    places = places_by_day(connection, chapter, period)
    return Flow(
        counted=counts,
        at_meetings=_at_meetings(days, leads),
        places_at=tuple(places.get(day, 0) for day in days),
        reports=reports_by_member(connection, chapter, period),
        meetings=of_season,
        places=sum(each.places for each in counts.places),
        members=frozenset(each.person.id for each in members),
        throughout=_throughout(counts, of_season),
        seats={each.person.id: f"{each.person.name}, {each.profession}" for each in _latest(members)},
        currency=chapter.currency,
        country=chapter.country,
        window=window_in_words(period, len(held)),
    )


def _latest(members: Iterable[Member]) -> list[Member]:
    """Those that hold last, so that of several memberships of a person these stay."""
    return sorted(members, key=lambda each: (each.status.holds_seat, each.joined_on or date.min, each.id))


def _throughout(counts: PeriodCounts, meetings: int) -> frozenset[PersonId]:
    """Those who had a place at every meeting of the season; nobody where there was none."""
    places: dict[PersonId, int] = {}
    for each in counts.places:
        places[each.member_id] = places.get(each.member_id, 0) + each.places
    return frozenset(who for who, number in places.items() if number == meetings)


def _at_meetings(days: Iterable[date], leads: Iterable[LeadFacts]) -> tuple[int, ...]:
    numbers = [day.toordinal() for day in days]
    return tuple(leads_at_meetings(numbers, (lead.on.toordinal() for lead in leads if lead.qualified)))


def _growth_facts(reading: Reading, period: Period, members: tuple[Member, ...], window: str) -> GrowthFacts:
    connection, chapter = reading.connection, reading.chapter
    counts = chapter.rules.visitors.open_house_counts
    return GrowthFacts(
        stays=stays_of(members),
        visitors=visitors_on_record(connection, chapter.id, date.min, open_house_counts=counts),
        period=period,
        today=reading.today,
        window=window,
        founded_on=chapter.founded_on,
        begins=record_begins(reading),
    )


def _seat_facts(reading: Reading, period: Period, members: tuple[Member, ...], flow: Flow) -> SeatFacts:
    connection, chapter = reading.connection, reading.chapter
    catalogue = chapter_catalogue(reading)
    return SeatFacts(
        held=held_seats(connection, chapter.id),
        spheres=_spheres(catalogue, members),
        professions={each.person.id: each.profession for each in _latest(members)},
        catalogue=catalogue,
        leads=flow.counted.leads,
        outside=passed_outside(connection, chapter, period),
        seats=tuple(
            SeatStay(each.profession, stay) for each, stay in zip(members, stays_of(members), strict=True)
        ),
        window=flow.window,
        today=f"on {full_day(reading.today)}",
    )


def _spheres(catalogue: Catalogue, members: Iterable[Member]) -> dict[str, str]:
    """The sphere of each profession of a member: the chapter's own, else that of the catalogue."""
    given = {each.profession: each.sphere for each in members}
    return {name: sphere or catalogue.sphere_of(name) for name, sphere in given.items()}


def chapter_figures_of_days(reading: Reading, days: Period | None = None) -> ChapterFigures:
    """The same of these days until today, or else of the last twelve months. Raises Refused for days to
    come.
    """
    return chapter_figures(reading, days_of_page(reading, days))
