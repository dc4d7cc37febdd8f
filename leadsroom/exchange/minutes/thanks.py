"""The parts of the Markdown minutes about dollars and thanks."""

from __future__ import annotations

from leadsroom.exchange.markdown import bullets, literal, table
from leadsroom.exchange.minutes.words import NOTHING, figure
from leadsroom.views.meeting.lead_words import corrected
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import BusinessLine, ThanksLine


def closed(summary: Summary) -> str:
    """Dollars reported, to whose credit, and what they come to."""
    if not summary.closed:
        return ""
    rows = [
        (
            literal(line.reported_by.name),
            literal(line.credited_to.name),
            figure(line.amount, summary),
            literal(line.about) or NOTHING,
            _note(line, summary),
        )
        for line in summary.closed
    ]
    total = ("**Together**", "", f"**{figure(summary.totals.closed_business, summary)}**", "", "")
    return table(("Reported by", "Thanks to", "Closed", "From the lead", ""), [*rows, total], numbers=(2,))


def _note(line: BusinessLine, summary: Summary) -> str:
    said = (literal(line.note), corrected(line.corrected_at, summary.chapter))
    return " · ".join(part for part in said if part)


def thanks(summary: Summary) -> str:
    """Thanks without a figure, those that came with a word on a lead too."""
    return bullets(_thanks(line, summary) for line in summary.thanks)


def _thanks(line: ThanksLine, summary: Summary) -> str:
    about = f" for {literal(line.about)}" if line.about else ""
    note = f": {literal(line.note)}" if line.note else ""
    mark = corrected(line.corrected_at, summary.chapter)
    said = f"**{literal(line.by.name)}** thanks **{literal(line.to.name)}**{about}{note}"
    return f"{said} · {mark}" if mark else said
