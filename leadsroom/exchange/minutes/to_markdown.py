"""The minutes as Markdown: what a member is glad to get in the mail."""

from __future__ import annotations

from collections.abc import Iterator

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.meeting.record_kind import Told
from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.wording import ZERO, late_in_words, long_date, short_date
from leadsroom.exchange.markdown import bullets, literal, table
from leadsroom.exchange.minutes.clocks import clocks
from leadsroom.exchange.minutes.leads import calls, given_and_received, leads, words_on_leads
from leadsroom.exchange.minutes.thanks import closed, thanks
from leadsroom.exchange.minutes.words import count, figure
from leadsroom.views.meeting.lead_words import corrected
from leadsroom.views.meeting.summary import Summary, is_correction, told_entries
from leadsroom.views.meeting.summary_lines import AttendanceLine, VisitorLine

_MARKS = {Mark.SUBSTITUTE: "substitute", Mark.MEDICAL: "medical leave", None: "not marked yet"}


def markdown_minutes(snapshot: Snapshot, summary: Summary) -> str:
    """A Markdown page. What people typed is shown literally; sections with nothing to say are left out."""
    sections = (
        ("In short", _in_short(summary)),
        ("To call within 24 hours", calls(summary)),
        ("Attendance", _attendance(summary)),
        ("Visitors", bullets(_visitor(line, summary) for line in summary.visitors)),
        ("Leads", leads(summary)),
        ("What became of earlier leads", words_on_leads(summary)),
        ("Given and received", given_and_received(summary)),
        ("Closed business", closed(summary)),
        ("Thanks", thanks(summary)),
        *(
            (kind.telling.heading, bullets(_entry(line, summary) for line in summary.entries[kind.table]))
            for kind in KINDS
            if kind.telling is not None
        ),
        ("What was asked for", bullets(_asks(summary))),
        ("Planned and actual", clocks(summary)),
        ("What happened when", bullets(_timeline(snapshot))),
        ("Corrections", bullets(_corrections(summary))),
    )
    parts = [_title(summary), *(f"## {heading}\n\n{body}" for heading, body in sections if body)]
    return "\n\n".join(parts) + "\n"


def _title(summary: Summary) -> str:
    chapter, meeting = summary.chapter, summary.meeting
    where = [long_date(meeting.on), literal(chapter.place)]
    about = ", ".join(part for part in where if part)
    return f"# {literal(chapter.name)}\n\n**Minutes of {about}**\\\n{_when(summary)}"


def _when(summary: Summary) -> str:
    """From when to when it was, and against which plan."""
    chapter, meeting = summary.chapter, summary.meeting
    planned = f"{clock_time(meeting.starts_at, chapter)} to {clock_time(meeting.ends_at, chapter, half=True)}"
    if meeting.state is MeetingState.DISCARDED:
        return "This meeting was discarded and does not count."
    if meeting.started_at is None:
        return f"Planned from {planned}; it has not begun."
    began = clock_time(meeting.started_at, chapter, half=True)
    if meeting.ended_at is None:
        return (
            f"Began {began}, planned from {planned}; it is still on. This is how it stood at {_now(summary)}."
        )
    ended = clock_time(meeting.ended_at, chapter, half=True)
    return f"{began} to {ended}, {late_in_words(summary.ended_late or ZERO)} (planned from {planned})"


def _now(summary: Summary) -> str:
    return clock_time(summary.as_of, summary.chapter, half=True)


def _in_short(summary: Summary) -> str:
    """The totals, zeros too: the numbers are honest."""
    totals, seats = summary.totals, len(summary.attendance)
    here = totals.present + totals.late + totals.substitutes
    marks = f"{totals.present} present, {totals.late} late, {count(totals.substitutes, 'substitute')}"
    away = f"{totals.absent} absent, {totals.medical} on medical leave"
    closed_for = figure(totals.closed_business, summary)
    lines = [
        f"{count(totals.leads, 'lead')}: {totals.qualified} qualified, {totals.raw} raw",
        f"{closed_for} closed, and {totals.thanks} thanks without a figure",
        f"{here} of {seats} seats at the table: {marks}; {away}",
        f"{count(totals.visitors, 'visitor')}, {count(totals.testimonials, 'testimonial')}",
    ]
    if totals.unmarked:
        lines.append(f"{count(totals.unmarked, 'member')} not marked yet")
    return bullets(lines)


def _attendance(summary: Summary) -> str:
    rows = (
        (literal(line.member.name), literal(line.member.trade), _mark(line, summary))
        for line in summary.attendance
    )
    return table(("Member", "Profession", "Mark"), rows) if summary.attendance else ""


def _mark(line: AttendanceLine, summary: Summary) -> str:
    said = _MARKS.get(line.mark) or (line.mark.word if line.mark else "")
    if line.substitute is not None:
        trade = f" ({literal(line.substitute.trade)})" if line.substitute.trade else ""
        said = f"{literal(line.substitute.name)}{trade}, stand-in for {literal(line.member.name)}"
    elif line.mark is Mark.LATE and line.arrived_at is not None:
        said = f"late, came {clock_time(line.arrived_at, summary.chapter, half=True)}"
    if line.left_at is not None:
        said += f"; left {clock_time(line.left_at, summary.chapter, half=True)}"
    return said


def _visitor(line: VisitorLine, summary: Summary) -> str:
    parts = [f"**{literal(line.visitor.name)}**"]
    if line.visitor.trade:
        parts.append(literal(line.visitor.trade))
    if line.host is not None:
        parts.append(f"guest of {literal(line.host.name)}")
    parts.append(_which_visit(line))
    parts += [literal(line.what_became)] if line.what_became else []
    parts += [said for said in [corrected(line.corrected_at, summary.chapter)] if said]
    return " · ".join(parts)


def _which_visit(line: VisitorLine) -> str:
    if not line.counts:
        return "at an open house"
    return "first visit" if line.number == 1 else f"visit number {line.number}"


def _entry(line: Told, summary: Summary) -> str:
    names = f" {line.relation} ".join(f"**{literal(name)}**" for name in line.names)
    words = f": “{literal(line.words)}”" if line.words else ""
    beside = " ".join(part for part in (line.beside, literal(line.about)) if part)
    mark = corrected(line.corrected_at, summary.chapter)
    return " · ".join(part for part in (f"{names}{words}", beside, mark) if part)


def _asks(summary: Summary) -> Iterator[str]:
    for line in summary.asks:
        stands_in = line.speaker.id != line.member.id
        said_by = f" (said by {literal(line.speaker.name)})" if stands_in else ""
        answered = f" · answered by {count(line.answers, 'lead')}" if line.answers else ""
        yield f"**{literal(line.member.name)}**{said_by} is looking for {literal(line.looking_for)}{answered}"


def _timeline(snapshot: Snapshot) -> Iterator[str]:
    """The journal of the meeting, what was undone and the undoing of it included."""
    for entry in told_entries(snapshot):
        if not is_correction(entry, snapshot.meeting):
            yield f"{clock_time(entry.at, snapshot.chapter, half=True)} · {_what(entry)}"


def _corrections(summary: Summary) -> Iterator[str]:
    """What was changed once the meeting was over."""
    for entry in summary.corrections:
        on = short_date(summary.chapter.today(entry.at))
        yield f"{on}, {clock_time(entry.at, summary.chapter, half=True)} · {_what(entry)}"


def _what(entry: Entry) -> str:
    said = literal(entry.what)
    return said if entry.kind is EntryKind.DO else f"*{said}*"
