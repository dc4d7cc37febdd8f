"""Lists of a period: its leads, its visits, its one-to-ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.lead_today import lead_today
from leadsroom.domain.people.follow_up import VisitOfRecord, Visitor
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, full_day, listed, speaks_for
from leadsroom.exchange.reports.period import days_of_report
from leadsroom.exchange.reports.report import Column, Report, ReportKind, Row
from leadsroom.store.read.health.lists import VisitingMember
from leadsroom.store.reading import Reading
from leadsroom.views.health.reports import (
    LeadOfPeriod,
    leads_of_period,
    one_to_ones_of_period,
    visiting_members_of_period,
    visits_of_period,
)

_LEADS = (
    Column("passed_on", "Passed", 12),
    Column("giver", "Giver", 22),
    Column("receiver", "Receiver", 22),
    Column("prospect", "Prospect", 20),
    Column("company", "Company", 20),
    Column("phone", "Phone", 17),
    Column("need", "Need", 32),
    Column("own_household", "Inside", 9, short="Own household"),
    Column("counts_as_lead", "Lead", 8, short="Counts as a lead"),
    Column("verdict", "Verdict", 26),
    Column("stands", "Stands", 15),
    Column("since", "Since", 12),
    Column("dollars", "Dollars", 12),
    Column("currency", "Currency", 11),
    Column("spoken_by", "Passed by", 18),
    Column("meeting", "Meeting", 13),
)

_MOST_NAMED = 8


def leads_report(reading: Reading, period: Period) -> Report:
    """Every lead that was passed on the days of a period, raw ones and second slips too."""
    found, chapter, today = leads_of_period(reading, period), reading.chapter, reading.today
    days = days_of_report(reading, period, names_leads=True)
    how = (
        f"Where a lead stands is as on {full_day(today)}; a day to come is until when somebody is to call. "
        "Dollars are all that were reported of it by that day."
    )
    return Report(
        kind=ReportKind.LEADS,
        title="Leads",
        chapter=chapter,
        period=period,
        columns=_LEADS,
        rows=tuple(_lead(each, chapter) for each in found),
        names=3,
        above=(("As on:", today),),
        remarks=(how, *days.remarks),
        facts={"as_on": today, **days.facts},
        rows_called="leads",
        paragraphs=lambda: (_lead_in_words(each, reading) for each in found),
        nothing="No lead was passed in this period.",
    )


def _lead(each: LeadOfPeriod, chapter: Chapter) -> Row:
    """In the order of `_LEADS`."""
    lead, slip, dollars = each.lead, each.lead.slip, each.progress.dollars
    return (
        each.on,
        each.giver,
        each.receiver,
        slip.prospect,
        slip.company,
        shown_phone(slip, chapter.country),
        slip.need,
        slip.inside,
        lead.qualified and lead.counts,
        lead.verdict,
        each.stands.value,
        chapter.today(each.since),
        None if dollars is None else dollars.amount,
        None if dollars is None else dollars.currency,
        each.spoken_by or None,
        None if each.meeting is None else str(each.meeting),
    )


def _lead_in_words(each: LeadOfPeriod, reading: Reading) -> tuple[str, str]:
    slip, chapter = each.lead.slip, reading.chapter
    stands = lead_today(each.lead, each.progress, chapter, reading.now).words
    about = slip.named or "no name"
    verdict = "" if each.lead.verdict == "lead" else each.lead.verdict
    own = "own household" if slip.inside else ""
    facts = (slip.need, shown_phone(slip, chapter.country), own, verdict, stands)
    giver = speaks_for(each.spoken_by, each.giver) if each.spoken_by else each.giver
    return f"{full_day(each.on)}  {giver} to {each.receiver}: {about}", _joined(facts)


def _joined(facts: Iterable[str]) -> str:
    return " · ".join(fact for fact in map(clean, facts) if fact)


_VISITS = (
    Column("date", "Date", 12),
    Column("name", "Name", 22),
    Column("profession", "Profession", 22),
    Column("company", "Company", 20),
    Column("host", "Invited by", 20),
    Column("visit", "Visit", 11),
    Column("outcome", "Outcome", 17),
    Column("note", "Note", 26),
    Column("phone", "Phone", 17),
    Column("email", "Email", 30),
)


def visitors_report(reading: Reading, period: Period) -> Report:
    """Every visit of a period, with what became of the visitor."""
    found, today = visits_of_period(reading, period), reading.today
    days = days_of_report(reading, period)
    how = f"The outcome is as on {full_day(today)}. Phone and email are of those who may be written to."
    held = {meeting.on for meeting in days.figures.meetings}
    before = sum(visit.on not in held for visit, _ in found)
    visiting = visiting_members_of_period(reading, period)
    earlier = [f"{before} of them before the first meeting here, which counts nowhere."] if before else []
    return Report(
        kind=ReportKind.VISITORS,
        title="Visitors",
        chapter=reading.chapter,
        period=period,
        columns=_VISITS,
        rows=tuple(_visit(*each, reading) for each in found),
        names=2,
        above=(("As on:", today),),
        remarks=(how, *earlier, *_members_elsewhere(visiting), *days.remarks),
        facts={"as_on": today, "visiting_members": [*map(_visiting, visiting)], **days.facts},
        rows_called="visits",
        paragraphs=lambda: (_visit_in_words(*each, reading) for each in found),
        nothing="Nobody visited in this period.",
    )


def _members_elsewhere(visiting: Sequence[VisitingMember]) -> Iterator[str]:
    """Who came from other chapters and is not among the visitors; nothing where nobody did."""
    if visiting:
        who = listed(dict.fromkeys(each.person.name for each in visiting), most=_MOST_NAMED)
        yield f"Not in it: {counted(len(visiting), 'visit')} of members of other chapters: {who}."


def _visiting(each: VisitingMember) -> dict[str, Any]:
    return {
        "date": each.on,
        "name": each.person.own_name,
        "home_chapter": each.person.home_chapter or None,
        "host": None if each.host is None else each.host.name,
    }


def _visit(visit: VisitOfRecord, visitor: Visitor, reading: Reading) -> Row:
    """In the order of `_VISITS`."""
    person = visitor.person
    phone, email = _contact(visitor, reading)
    return (
        visit.on,
        person.name,
        person.profession,
        person.company,
        visit.host or None,
        visitor.number_of(visit) if visit.counts else "open house",
        visitor.stage(reading.today).value,
        visit.note or None,
        phone or None,
        email or None,
    )


def _contact(visitor: Visitor, reading: Reading) -> tuple[str, str]:
    """Phone and email, of somebody who may be written to."""
    person = visitor.person
    return (shown_phone(person, reading.chapter.country), person.email) if person.may_write else ("", "")


def _visit_in_words(visit: VisitOfRecord, visitor: Visitor, reading: Reading) -> tuple[str, str]:
    today, is_last = reading.today, visit == visitor.last
    outcome = (visitor.outcome_in_words(today),) if is_last else (visitor.stage(today).value, visit.note)
    who = ", ".join(filter(None, (visitor.person.name, visitor.person.profession, visitor.person.company)))
    host = f"invited by {visit.host}" if visit.host else ""
    facts = (visitor.visit_in_words(visit), host, *outcome, *_contact(visitor, reading))
    return f"{full_day(visit.on)}  {who}", _joined(facts)


_ONE_TO_ONES = (
    Column("date", "Date", 12),
    Column("first", "Member", 24),
    Column("second", "With", 24),
    Column("note", "Note", 44),
)


def one_to_ones_report(reading: Reading, period: Period) -> Report:
    """Every one-to-one of a period."""
    found, days = one_to_ones_of_period(reading, period), days_of_report(reading, period)
    return Report(
        kind=ReportKind.ONE_TO_ONES,
        title="One-to-ones",
        chapter=reading.chapter,
        period=period,
        columns=_ONE_TO_ONES,
        rows=tuple((each.on, each.first, each.second, each.note or None) for each in found),
        names=3,
        remarks=tuple(days.remarks),
        facts=days.facts,
        rows_called="one_to_ones",
        paragraphs=lambda: (
            (f"{full_day(each.on)}  {each.first} and {each.second}", each.note) for each in found
        ),
        nothing="No one-to-one of this period is on record.",
    )
