"""The parts of the Markdown minutes about leads and dollars."""

from __future__ import annotations

from collections.abc import Iterator

from leadsroom.domain.phone import Phone, show_phone
from leadsroom.domain.slip import Slip
from leadsroom.domain.wording import speaks_for
from leadsroom.exchange.markdown import bullets, literal, table
from leadsroom.exchange.minutes_words import NOTHING, figure
from leadsroom.review.lines import BusinessLine, LeadLine
from leadsroom.review.summary import Summary


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
    about = literal(slip.need) or NOTHING
    if not slip.qualified:
        about += f" ({slip.verdict})"
    return (
        f"**{literal(slip.prospect)}**" if slip.prospect else "name to be asked for",
        literal(phone(slip, summary)) or "number to be asked for",
        about,
        _giver(line),
    )


def _giver(line: LeadLine) -> str:
    giver = literal(line.giver.name)
    return giver if line.spoken_by is None else speaks_for(literal(line.spoken_by.name), giver)


def phone(slip: Slip, summary: Summary) -> str:
    """The number as it is dialled where the chapter is."""
    return show_phone(Phone(slip.phone or None, slip.phone_typed), summary.chapter.country)


def leads(summary: Summary) -> str:
    """The leads by giver, in the order in which givers came up."""
    parts = []
    for giver in {line.giver.id: line.giver for line in summary.leads}.values():
        own = [line for line in summary.leads if line.giver.id == giver.id]
        parts.append(
            f"**{literal(giver.name)}** gave\n\n{bullets(_lead(line, summary.leads) for line in own)}"
        )
    return "\n\n".join(parts)


def _lead(line: LeadLine, tonight: tuple[LeadLine, ...]) -> str:
    slip = line.slip
    prospect = f"**{literal(slip.prospect)}**" if slip.prospect else "a prospect without a name"
    parts = [f"to {literal(line.receiver.name)}: {prospect}", literal(slip.need), slip.verdict]
    if slip.inside:
        parts.append("own household")
    if line.came_from is not None:
        parts.append(_grown_from(line, tonight))
    return " · ".join(part for part in parts if part)


def _grown_from(line: LeadLine, tonight: tuple[LeadLine, ...]) -> str:
    before = next((other for other in tonight if other.id == line.came_from), None)
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


def closed(summary: Summary) -> str:
    """Dollars reported, to whose credit, and what they come to."""
    if not summary.closed:
        return ""
    rows = [
        (
            literal(line.reported_by.name),
            literal(line.credited_to.name),
            figure(line.amount, summary),
            literal(line.note),
        )
        for line in summary.closed
    ]
    total = ("**Together**", "", f"**{figure(summary.totals.closed_business, summary)}**", "")
    return table(("Reported by", "Thanks to", "Closed", ""), [*rows, total], numbers=(2,))


def thanks(summary: Summary) -> str:
    """Thanks without a figure."""
    return bullets(_thanks(summary.thanks))


def _thanks(lines: tuple[BusinessLine, ...]) -> Iterator[str]:
    for line in lines:
        note = f": {literal(line.note)}" if line.note else ""
        yield f"**{literal(line.reported_by.name)}** thanks **{literal(line.credited_to.name)}**{note}"
