"""The figures of the chapter: each with its definition, its window, the numbers behind it, its threshold."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.counts import PeriodCounts
from leadsroom.domain.health.findings import Section
from leadsroom.domain.health.flow import Flow, between_findings, dollar_findings, lead_findings
from leadsroom.domain.health.meetings import MeetingInPeriod
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted, full_day
from leadsroom.store.read.health.chapter import reports_by_member
from leadsroom.store.read.health.counts import period_counts
from leadsroom.store.read.health.meetings import meetings_in
from leadsroom.store.read.people.roster import members as read_members
from leadsroom.store.reading import Reading


class ChapterFigures(Struct, frozen=True):
    """The figures of a chapter in a period, as they are on record today, section by section.

    `at_meetings` are the leads of each meeting in order, from which the trend is drawn.
    """

    chapter: Chapter
    period: Period
    today: date
    sections: tuple[Section, ...]
    at_meetings: tuple[int, ...] = ()


def chapter_figures(reading: Reading, period: Period) -> ChapterFigures:
    """The figures of the chapter in a period."""
    flow = _flow(reading, period)
    sections = (
        Section("Leads", lead_findings(flow)),
        Section("Dollars", dollar_findings(flow)),
        Section("Between members", between_findings(flow)),
    )
    return ChapterFigures(reading.chapter, period, reading.today, sections, flow.at_meetings)


def window_in_words(period: Period, meetings: int) -> str:
    """`1 Dec 2025 to 30 Nov 2026, 26 meetings`."""
    return f"{full_day(period.first)} to {full_day(period.last)}, {counted(meetings, 'meeting')}"


def _flow(reading: Reading, period: Period) -> Flow:
    connection, chapter = reading.connection, reading.chapter
    counts = period_counts(connection, chapter, period)
    everybody = read_members(connection, chapter.id)
    held = [each for each in meetings_in(connection, chapter, period) if each.is_closed]
    of_season = sum(each.counts_attendance for each in held)
    return Flow(
        counted=counts,
        at_meetings=_at_meetings(held),
        reports=reports_by_member(connection, chapter, period),
        meetings=of_season,
        places=sum(each.places for each in counts.places),
        members=frozenset(each.person.id for each in everybody if _was_in(each)),
        throughout=_throughout(counts, of_season),
        seats={each.person.id: seat_in_words(each) for each in everybody},
        currency=chapter.currency,
        country=chapter.country,
        window=window_in_words(period, len(held)),
    )


def seat_in_words(member: Member) -> str:
    """`Dana Ortiz, Roofer`."""
    return f"{member.person.name}, {member.profession}"


def _was_in(member: Member) -> bool:
    return member.status.holds_seat or member.joined_on is not None or member.ended_on is not None


def _throughout(counts: PeriodCounts, meetings: int) -> frozenset[PersonId]:
    """Those who had a place at every meeting of the season; nobody where there was none."""
    places: dict[PersonId, int] = {}
    for each in counts.places:
        places[each.member_id] = places.get(each.member_id, 0) + each.places
    return frozenset(who for who, number in places.items() if number == meetings)


def _at_meetings(held: list[MeetingInPeriod]) -> tuple[int, ...]:
    del held
    return ()
