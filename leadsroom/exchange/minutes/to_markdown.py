"""The minutes as Markdown: a page that a member is glad to get by email."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.leads.lead import leads_in_words
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.people.attendance import NOT_MARKED, CameAbout, Mark
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.phone import Phone, show_phone
from leadsroom.domain.text.wording import (
    ZERO,
    late_in_words,
    length_on_clock,
    long_date,
    more_on_clock,
    short_date,
    speaks_for,
)
from leadsroom.exchange.outgoing import bullets, literal, table
from leadsroom.views.meeting.summary import Summary, is_correction, public_entries
from leadsroom.views.meeting.summary_lines import (
    AttendanceLine,
    BusinessLine,
    LeadLine,
    OutcomeLine,
    StepLine,
    ThanksLine,
    TurnLine,
    VisitorLine,
    corrected,
    lead_since,
    more_of_slip,
    outcome_sentence,
)

NOTHING = "–"
_MARKS = {Mark.SUBSTITUTE: "substitute", Mark.MEDICAL: "medical leave", None: NOT_MARKED}


def markdown_minutes(snapshot: Snapshot, summary: Summary) -> str:
    """A Markdown page. Typed text is shown literally; empty sections are left out."""
    sections = (
        ("In short", _in_short(summary)),
        (summary.call_heading, calls(summary)),
        ("Attendance", _attendance(summary)),
        ("Visitors", bullets(_visitor(line, summary) for line in summary.visitors)),
        ("Leads", leads(summary)),
        ("Outcomes of earlier leads", outcomes_of_leads(summary)),
        ("Given and received", given_and_received(summary)),
        ("Closed business", closed(summary)),
        ("Thanks", thanks(summary)),
        *(
            (kind.telling.heading, bullets(_entry(line, summary) for line in summary.entries[kind.table]))
            for kind in KINDS
            if kind.telling is not None
        ),
        ("One-to-ones since the meeting before", bullets(map(_one_to_one, summary.one_to_ones))),
        ("Asks", bullets(_asks(summary))),
        ("Planned and actual", clocks(summary)),
        ("What happened when", bullets(_timeline(snapshot))),
        ("Corrections", bullets(_corrections(summary))),
    )
    parts = [_title(summary), *(f"## {heading}\n\n{body}" for heading, body in sections if body)]
    return "\n\n".join(parts) + "\n"


def _title(summary: Summary) -> str:
    chapter, meeting = summary.chapter, summary.meeting
    where = [meeting.name.in_full, literal(chapter.place)]
    about = ", ".join(part for part in where if part)
    lines = [f"**Minutes of {about}**", _when(summary), *_as_of(summary)]
    return f"# {literal(chapter.name)}\n\n" + "\\\n".join(lines)


def _as_of(summary: Summary) -> list[str]:
    """Where leads stand changes: on which day it was as these minutes say."""
    if not (summary.leads or summary.became):
        return []
    return [f"Leads stand here as on {long_date(summary.chapter.today(summary.seen_at))}."]


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
    marks += f", {totals.online} of them online" if totals.online else ""
    away = f"{totals.absent} absent, {totals.medical} on medical leave"
    parts = "; ".join(dollar_parts(totals.dollars, summary.chapter.country))
    closed_for = f"{figure(totals.closed_business, summary)} closed{f' ({parts})' if parts else ''}"
    lines = [
        leads_in_words(totals.qualified, totals.raw),
        f"{closed_for}, and {totals.thanks} thanks without a figure",
        f"{here} of {seats} seats at the table: {marks}; {away}",
        ", ".join(
            (
                count(totals.visitors, "visitor"),
                count(totals.testimonials, "testimonial"),
                count(len(summary.one_to_ones), "one-to-one"),
            )
        ),
    ]
    lines += [totals.checks.in_words] if totals.checks.checked else []
    lines += [_talk(line.talk) for line in summary.steps if line.talk is not None and line.is_talk_given]
    if totals.unmarked:
        lines.append(f"{count(totals.unmarked, 'member')} {NOT_MARKED}")
    return bullets(lines)


def _talk(talk: Talk) -> str:
    company = f" ({literal(talk.speaker.company)})" if talk.speaker.company else ""
    return f"{literal(talk.speaker.name)}{company} spoke" + (f": {literal(talk.topic)}" if talk.topic else "")


def _attendance(summary: Summary) -> str:
    rows = (
        (literal(line.member.name), literal(line.member.profession), _mark(line, summary))
        for line in summary.attendance
    )
    if not summary.attendance:
        return ""
    seats, how = table(("Member", "Profession", "Mark"), rows), _how_marked(summary)
    return f"{seats}\n\n{how}" if how else seats


def _how_marked(summary: Summary) -> str:
    """How the marks came about; named where nobody has looked at the member."""
    by = {how: [line for line in summary.attendance if line.came_about is how] for how in CameAbout}
    parts = [
        f"{len(lines)} {how.words}{_named(lines) if how is CameAbout.ASKED else ''}"
        for how, lines in by.items()
        if lines
    ]
    unmarked = [line for line in summary.attendance if line.mark is None]
    if not parts:
        return ""
    parts += [f"{len(unmarked)} {NOT_MARKED}{_named(unmarked)}"] if unmarked else []
    return f"The marks: {'; '.join(parts)}."


def _named(lines: Iterable[AttendanceLine]) -> str:
    return f" ({', '.join(literal(line.member.name) for line in lines)})"


def _mark(line: AttendanceLine, summary: Summary) -> str:
    text = _MARKS.get(line.mark) or (line.mark.words if line.mark else "")
    if line.substitute is not None:
        profession = f" ({literal(line.substitute.profession)})" if line.substitute.profession else ""
        text = f"{literal(line.substitute.name)}{profession}, substitute for {literal(line.member.name)}"
    elif line.mark is Mark.LATE and line.arrived_at is not None:
        text = f"late, came {clock_time(line.arrived_at, summary.chapter, half=True)}"
    if line.online:
        text += ", online"
    if line.left_at is not None:
        text += f"; left {clock_time(line.left_at, summary.chapter, half=True)}"
    return text


def _visitor(line: VisitorLine, summary: Summary) -> str:
    parts = [f"**{literal(line.visitor.name)}**"]
    if line.visitor.profession:
        seat = f", seat {line.seat}" if line.seat else ""
        parts.append(literal(f"{line.visitor.profession}{seat}"))
    if line.host is not None:
        parts.append(f"invited by {literal(line.host.name)}")
    parts.append(_which_visit(line))
    parts += [literal(line.what_became)] if line.what_became else []
    parts += [correction for correction in [corrected(line.corrected_at, summary.chapter)] if correction]
    return " · ".join(parts)


def _which_visit(line: VisitorLine) -> str:
    if not line.counts:
        return "at an open house"
    return "first visit" if line.number == 1 else f"visit number {line.number}"


def _entry(line: EntryText, summary: Summary) -> str:
    names = f" {line.relation} ".join(f"**{literal(name)}**" for name in line.names)
    words = f": “{literal(line.words)}”" if line.words else ""
    beside = " ".join(part for part in (line.beside, literal(line.about)) if part)
    mark = corrected(line.corrected_at, summary.chapter)
    return " · ".join(part for part in (f"{names}{words}", beside, mark) if part)


def _one_to_one(one: OneToOne) -> str:
    note = f": {literal(one.note)}" if one.note else ""
    return f"**{literal(one.first)}** and **{literal(one.second)}**, {short_date(one.on)}{note}"


def _asks(summary: Summary) -> Iterator[str]:
    for line in summary.asks:
        by_substitute = line.speaker.id != line.member.id
        by_whom = f" (said by {literal(line.speaker.name)})" if by_substitute else ""
        answered = f" · answered by {count(line.answers, 'lead')}" if line.answers else ""
        yield f"**{literal(line.member.name)}**{by_whom} is looking for {literal(line.looking_for)}{answered}"


def _timeline(snapshot: Snapshot) -> Iterator[str]:
    """The journal of the meeting, with acts that were undone and their undoing."""
    for entry in public_entries(snapshot):
        if not is_correction(entry, snapshot.meeting):
            yield f"{clock_time(entry.at, snapshot.chapter, half=True)} · {_what(entry)}"


def _corrections(summary: Summary) -> Iterator[str]:
    """The changes made once the meeting was over."""
    for entry in summary.corrections:
        on = short_date(summary.chapter.today(entry.at))
        yield f"{on}, {clock_time(entry.at, summary.chapter, half=True)} · {_what(entry)}"


def _what(entry: Entry) -> str:
    sentence = literal(entry.what)
    return sentence if entry.kind is EntryKind.DO else f"*{sentence}*"


def count(number: int, what: str) -> str:
    """`1 lead`, `0 leads`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def figure(money: Money, summary: Summary) -> str:
    """An amount as the chapter's country writes it."""
    return show_money(money, summary.chapter.country)


def length(of: timedelta | None) -> str:
    """`1:05`, or a dash for what never began."""
    return NOTHING if of is None else length_on_clock(of)


def more(length: timedelta, than: timedelta = ZERO) -> str:
    """`+0:20`, `-1:05`, or a dash for no difference."""
    return more_on_clock(length, than) or NOTHING


def clocks(summary: Summary) -> str:
    """Every step, then every turn of the rounds, in minutes and seconds."""
    steps = table(
        ("Step", "Began", "Planned", "Actual", "Difference", "Paused"),
        (_step(line, summary) for line in summary.steps),
        numbers=range(1, 6),
    )
    rounds = [_round(line, summary) for line in summary.steps]
    return "\n\n".join([steps, *(each for each in rounds if each)])


def _step(line: StepLine, summary: Summary) -> tuple[str, ...]:
    skipped = f" ({line.standing.not_done})" if line.standing.not_done else ""
    return (
        literal(line.whole_title) + skipped,
        clock_time(line.started_at, summary.chapter, half=True) if line.started_at else NOTHING,
        length(line.planned),
        _actual(line),
        more(line.actual, line.planned) if line.actual is not None else NOTHING,
        length(line.paused) if line.paused else NOTHING,
    )


def _actual(line: StepLine) -> str:
    """The time of a step, and how much of that went to questions."""
    asked = f", of which questions {length(line.questions)}" if line.questions else ""
    return length(line.actual) + asked


def _stood(line: TurnLine) -> str:
    """How long a speaker's clock stood, for a pause and for questions."""
    parts = [length(line.paused)] if line.paused else []
    if line.questions:
        parts.append(f"questions {length(line.questions)}")
    return ", ".join(parts) or NOTHING


def _round(step: StepLine, summary: Summary) -> str:
    turns = [line for line in summary.turns if line.step_id == step.id]
    if not turns:
        return ""
    headings = ("Speaker", "Allowed", "Added", "Used", "Over", "Paused", "")
    rows = table(headings, (_turn(line) for line in turns), numbers=range(1, 6))
    return f"### {literal(step.title)}\n\n{rows}"


def _turn(line: TurnLine) -> tuple[str, ...]:
    speaker = literal(line.speaker.name)
    if line.by_substitute:
        speaker = speaks_for(speaker, literal(line.member.name))
    return (
        speaker,
        length(line.allotted),
        more(line.added) if line.added else NOTHING,
        length(line.used),
        more(line.over) if line.over > ZERO else NOTHING,
        _stood(line),
        _how_it_went(line),
    )


def _how_it_went(line: TurnLine) -> str:
    if line.outcome in (Outcome.SKIPPED, Outcome.ABSENT):
        return line.outcome.value
    return "" if line.outcome else "still to come" if line.used is None else "speaking"


def calls(summary: Summary) -> str:
    """The prospects that each receiver calls, with the facts they need for it."""
    parts = []
    for each in summary.calls:
        rows = [_call(line, summary) for line in each.leads]
        headings = ("Call", "Phone", "About", "Lead from")
        parts.append(f"### {literal(each.receiver.name)}\n\n{table(headings, rows)}")
    return "\n\n".join(parts)


def _call(line: LeadLine, summary: Summary) -> tuple[str, str, str, str]:
    slip = line.slip
    return (
        _prospect(slip) or "no name yet",
        literal(phone(slip, summary)) or "no phone yet",
        _about(line),
        _giver(line),
    )


def _prospect(slip: Slip) -> str:
    """The name, and the company if there is one."""
    name = f"**{literal(slip.prospect)}**" if slip.prospect else ""
    return ", ".join(part for part in (name, literal(slip.company)) if part)


def _about(line: LeadLine) -> str:
    """The need, the other facts of the slip, and those that it lacks."""
    parts = [literal(line.slip.need), literal(line.who_calls), *map(literal, more_of_slip(line.slip))]
    about = " · ".join(part for part in parts if part) or NOTHING
    about = about if line.qualified else f"{about} ({literal(line.verdict)})"
    return f"{about} · {literal(line.today.words)}"


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
        f"answers the ask: {literal(line.answers)}" if line.answers else "",
        lead_since(line.lead, chapter),
        corrected(line.lead.corrected_at, chapter),
        literal(line.today.words),
    ]
    return " · ".join(part for part in parts if part)


def _also_to(line: LeadLine) -> str:
    """One prospect whom several members were given."""
    names = " and ".join(literal(person.name) for person in line.also_to)
    return f"of one family with the lead to {names}" if names else ""


def outcomes_of_leads(summary: Summary) -> str:
    """The outcomes of leads, in the order in which they were noted."""
    return bullets(_outcome(line, summary.chapter) for line in summary.became)


def _outcome(line: OutcomeLine, chapter: Chapter) -> str:
    parts = [literal(outcome_sentence(line)), corrected(line.corrected_at, chapter)]
    outcome = " · ".join(part for part in parts if part)
    return f"**{literal(line.receiver.name)}** on {literal(line.about)}: {outcome}"


def _grown_from(line: LeadLine, tonight: tuple[LeadLine, ...]) -> str:
    before = next((other for other in tonight if other.id == line.lead.from_lead_id), None)
    return f"from the lead by {literal(before.giver.name)}" if before else "from an earlier lead"


def given_and_received(summary: Summary) -> str:
    """How many leads and raw leads each member gave and received; zeros are shown."""
    received = {each.person.id: each for each in summary.received}
    rows = [
        (
            literal(each.person.name),
            str(each.qualified),
            str(each.raw),
            str(received[each.person.id].qualified) if each.person.id in received else NOTHING,
            str(received[each.person.id].raw) if each.person.id in received else NOTHING,
            str(sum(each.person.id in (one.first_id, one.second_id) for one in summary.one_to_ones)),
        )
        for each in summary.given
    ]
    headings = (
        "Member",
        "Leads given",
        "Raw leads given",
        "Leads received",
        "Raw leads received",
        "One-to-ones",
    )
    return table(headings, rows, numbers=range(1, 6)) if rows else ""


def closed(summary: Summary) -> str:
    """Dollars reported, to whose credit, and their sum."""
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
    parts = (*line.remarks, literal(line.note), corrected(line.corrected_at, summary.chapter))
    return " · ".join(part for part in parts if part)


def thanks(summary: Summary) -> str:
    """Thanks without a figure, those that came with an outcome of a lead too."""
    return bullets(_thanks(line, summary) for line in summary.thanks)


def _thanks(line: ThanksLine, summary: Summary) -> str:
    about = f" for {literal(line.about)}" if line.about else ""
    note = f": {literal(line.note)}" if line.note else ""
    mark = corrected(line.corrected_at, summary.chapter)
    sentence = f"**{literal(line.by.name)}** thanks **{literal(line.to.name)}**{about}{note}"
    return f"{sentence} · {mark}" if mark else sentence
