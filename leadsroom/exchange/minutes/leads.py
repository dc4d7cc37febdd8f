"""The parts of the Markdown minutes about leads."""

from __future__ import annotations

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.phone import Phone, show_phone
from leadsroom.domain.text.wording import speaks_for
from leadsroom.exchange.markdown import bullets, literal, table
from leadsroom.exchange.minutes.words import NOTHING
from leadsroom.views.meeting.lead_words import corrected, lead_since, more_of_slip, said_of_lead
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import LeadLine, WordLine


def calls(summary: Summary) -> str:
    """Whom each receiver calls, with what they need to know for it."""
    parts = []
    for each in summary.calls:
        rows = [_call(line, summary) for line in each.leads]
        headings = ("Call", "Phone", "About", "Lead from")
        parts.append(f"### {literal(each.receiver.name)}\n\n{table(headings, rows)}")
    return "\n\n".join(parts)


def _call(line: LeadLine, summary: Summary) -> tuple[str, str, str, str]:
    slip = line.slip
    return (
        _prospect(slip) or "name to be asked for",
        literal(phone(slip, summary)) or "number to be asked for",
        _about(line),
        _giver(line),
    )


def _prospect(slip: Slip) -> str:
    """The name, and the company if there is one."""
    name = f"**{literal(slip.prospect)}**" if slip.prospect else ""
    return ", ".join(part for part in (name, literal(slip.company)) if part)


def _about(line: LeadLine) -> str:
    """The need, whatever else the slip says, and what it lacks."""
    said = [literal(line.slip.need), literal(line.who_calls), *map(literal, more_of_slip(line.slip))]
    about = " · ".join(part for part in said if part) or NOTHING
    return about if line.qualified else f"{about} ({literal(line.verdict)})"


def _giver(line: LeadLine) -> str:
    giver = literal(line.giver.name)
    return giver if line.spoken_by is None else speaks_for(literal(line.spoken_by.name), giver)


def phone(slip: Slip, summary: Summary) -> str:
    """The number as it is dialled where the chapter is."""
    return show_phone(Phone(slip.phone or None, slip.phone_typed), summary.chapter.country)


def leads(summary: Summary) -> str:
    """The leads by giver, in the order in which givers came up; then those who gave nothing today."""
    parts = []
    for giver in {line.giver.id: line.giver for line in summary.leads}.values():
        own = [line for line in summary.leads if line.giver.id == giver.id]
        parts.append(f"**{literal(giver.name)}** gave\n\n{bullets(_lead(line, summary) for line in own)}")
    if summary.gave_nothing:
        parts.append(f"Nothing today: {', '.join(literal(person.name) for person in summary.gave_nothing)}.")
    return "\n\n".join(parts)


def _lead(line: LeadLine, summary: Summary) -> str:
    slip, chapter = line.slip, summary.chapter
    parts = [
        f"to {literal(line.receiver.name)}: {_prospect(slip) or 'a prospect without a name'}",
        literal(slip.need),
        literal(line.verdict),
        "own household" if slip.inside else "",
        literal(line.who_calls),
        slip.when.words if slip.when else "",
        _also_to(line),
        _grown_from(line, summary.leads) if line.lead.from_lead_id is not None else "",
        f"asked for: {literal(line.answers)}" if line.answers else "",
        lead_since(line.lead, chapter),
        corrected(line.lead.corrected_at, chapter),
    ]
    return " · ".join(part for part in parts if part)


def _also_to(line: LeadLine) -> str:
    """One prospect whom several members were given."""
    names = " and ".join(literal(person.name) for person in line.also_to)
    return f"of one family with the lead to {names}" if names else ""


def words_on_leads(summary: Summary) -> str:
    """What receivers said of leads, in the order in which it was said."""
    return bullets(_word(line, summary.chapter) for line in summary.became)


def _word(line: WordLine, chapter: Chapter) -> str:
    said = [literal(said_of_lead(line)), corrected(line.corrected_at, chapter)]
    told = " · ".join(part for part in said if part)
    return f"**{literal(line.receiver.name)}** on {literal(line.about)}: {told}"


def _grown_from(line: LeadLine, tonight: tuple[LeadLine, ...]) -> str:
    before = next((other for other in tonight if other.id == line.lead.from_lead_id), None)
    return f"from the lead by {literal(before.giver.name)}" if before else "from an earlier lead"


def given_and_received(summary: Summary) -> str:
    """How many leads each member gave and received; zeros are shown."""
    received = {each.person.id: each for each in summary.received}
    rows = [
        (
            literal(each.person.name),
            str(each.leads),
            str(each.qualified),
            str(received[each.person.id].leads) if each.person.id in received else NOTHING,
            str(received[each.person.id].qualified) if each.person.id in received else NOTHING,
        )
        for each in summary.given
    ]
    headings = ("Member", "Gave", "of these qualified", "Received", "of these qualified")
    return table(headings, rows, numbers=range(1, 5)) if rows else ""
