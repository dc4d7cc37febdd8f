"""The review of several meetings: the same as of one, of all that were closed in some days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.lead_today import lead_today
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.store.read.health.meetings import reports_in, thanked_in
from leadsroom.store.read.leads import leads_by_id, payments_among
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import FiguresOfPeriod, figures
from leadsroom.views.health.reports import (
    LeadOfPeriod,
    leads_of_period,
    one_to_ones_of_period,
    visiting_members_of_period,
    visits_of_period,
)
from leadsroom.views.meeting.summary_lines import (
    BusinessLine,
    LeadLine,
    ThanksLine,
    VisitingMemberLine,
    VisitorLine,
)

MOST_LISTED = 52  # meetings, the last ones, of which everything is listed one by one


class PeriodReview(Struct, frozen=True):
    """What is read of a period, as it is on record now; `figures` count all of it.

    What stands one by one, as in the review of a meeting, is that of the days `listed`: of long periods the
    last year of weekly meetings.
    """

    chapter: Chapter
    period: Period
    seen_at: datetime
    figures: FiguresOfPeriod
    listed: Period
    leads: tuple[LeadLine, ...]
    closed: tuple[BusinessLine, ...]
    thanks: tuple[ThanksLine, ...]
    visitors: tuple[VisitorLine, ...]
    visiting_members: tuple[VisitingMemberLine, ...]
    one_to_ones: tuple[OneToOne, ...]


def period_review(reading: Reading, period: Period) -> PeriodReview:
    """The review of all meetings that were closed in a period, and of what was entered between them."""
    found, names = figures(reading, period), names_of(reading.connection, reading.chapter_id)
    listed = _listed(found)
    business, thanks = _reports(reading, listed, names)
    return PeriodReview(
        chapter=reading.chapter,
        period=period,
        seen_at=reading.now,
        figures=found,
        listed=listed,
        leads=_leads(reading, listed, found, names),
        closed=business,
        thanks=tuple(sorted((*thanks, *_thanked(reading, listed, names)), key=lambda line: line.at)),
        visitors=_visitors(reading, listed),
        visiting_members=tuple(
            VisitingMemberLine(each.person, each.host) for each in visiting_members_of_period(reading, listed)
        ),
        one_to_ones=one_to_ones_of_period(reading, listed),
    )


def _listed(found: FiguresOfPeriod) -> Period:
    meetings, period = found.meetings, found.period
    return Period(meetings[-MOST_LISTED].on, period.last) if len(meetings) > MOST_LISTED else period


def _leads(
    reading: Reading, listed: Period, found: FiguresOfPeriod, names: Mapping[PersonId, str]
) -> tuple[LeadLine, ...]:
    """Those that count in the figures, and second slips; in the order of passing."""
    closed = {meeting.id for meeting in found.meetings}
    return tuple(
        _lead_line(reading, each, names)
        for each in leads_of_period(reading, listed)
        if each.lead.meeting_id is None or each.lead.meeting_id in closed
    )


def _person(names: Mapping[PersonId, str], person_id: PersonId) -> Person:
    return Person(person_id, names.get(person_id, ""))


def _lead_line(reading: Reading, each: LeadOfPeriod, names: Mapping[PersonId, str]) -> LeadLine:
    lead = each.lead
    return LeadLine(
        lead,
        _person(names, lead.giver_id),
        _person(names, lead.receiver_id),
        None if lead.spoken_by_id is None else _person(names, lead.spoken_by_id),
        lead_today(lead, each.progress, reading.chapter, reading.now),
    )


def _reports(
    reading: Reading, period: Period, names: Mapping[PersonId, str]
) -> tuple[tuple[BusinessLine, ...], list[ThanksLine]]:
    """The dollars of a period, and the thanks without a figure that stand on their own."""
    connection, here = reading.connection, reading.chapter_id
    reports = reports_in(connection, reading.chapter, period)
    payments = payments_among(connection, here, reports)
    leads = leads_by_id(connection, here, [each.lead_id for each in reports if each.lead_id is not None])
    about = {lead_id: lead.slip.about for lead_id, lead in leads.items()}
    closed, thanks = [], []
    for each in reports:
        by, to = _person(names, each.reported_by_id), _person(names, each.credited_to_id)
        what = about.get(each.lead_id, "") if each.lead_id is not None else ""
        if each.amount.minor:
            line = BusinessLine(
                by,
                to,
                each.amount,
                each.lead_id,
                each.note,
                each.at,
                about=what,
                payment=payments.get(each.id),
            )
            closed.append(line)
        else:
            thanks.append(ThanksLine(by, to, what, each.note, each.lead_id, each.at))
    return tuple(closed), thanks


def _thanked(reading: Reading, period: Period, names: Mapping[PersonId, str]) -> list[ThanksLine]:
    """Thanks that came with the outcome of a lead."""
    updates = thanked_in(reading.connection, reading.chapter, period)
    leads = leads_by_id(reading.connection, reading.chapter_id, [each.lead_id for each in updates])
    return [
        ThanksLine(
            _person(names, lead.receiver_id),
            _person(names, lead.giver_id),
            lead.slip.about,
            each.note,
            lead.id,
            each.at,
        )
        for each in updates
        if (lead := leads.get(each.lead_id)) is not None and lead.withdrawn_at is None
    ]


def _visitors(reading: Reading, period: Period) -> tuple[VisitorLine, ...]:
    return tuple(
        VisitorLine(
            visitor.person,
            None if visit.host_id is None else Person(visit.host_id, visit.host),
            visitor.number_of(visit),
            counts=visit.counts,
            became=visit.became,
            became_note=visit.note,
            came_to_be=visitor.came_to_be,
        )
        for visit, visitor in visits_of_period(reading, period)
    )
