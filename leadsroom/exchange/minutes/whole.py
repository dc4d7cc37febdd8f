"""The minutes as the secretary has them: all that was noted, what is read most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.record_kinds import CHECK, KINDS
from leadsroom.domain.people import visiting
from leadsroom.domain.people.attendance import NOT_MARKED, CameAbout, Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import counted, short_date
from leadsroom.exchange.document.content import (
    Block,
    Line,
    Section,
    bullets,
    joined,
    line,
    paragraph,
    strong,
    table,
)
from leadsroom.exchange.minutes.in_short import figure, figures, next_meeting, talks, trend
from leadsroom.exchange.minutes.times import corrections, how_long
from leadsroom.views.health.around import Around
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    AttendanceLine,
    BusinessLine,
    LeadCount,
    LeadLine,
    OutcomeLine,
    ThanksLine,
    VisitingMemberLine,
    VisitorLine,
    corrected,
    lead_since,
    more_of_slip,
    outcome_sentence,
)

_MARKS = {Mark.SUBSTITUTE: "substitute", Mark.MEDICAL: "medical leave", None: NOT_MARKED}


def whole_minutes(summary: Summary, around: Around) -> Iterator[Section]:
    """The sections, those in which nothing stands too, but that of members of other chapters."""
    yield Section("In short", (*figures(summary), *bullets(talks(summary)), *trend(summary, around)))
    yield Section("Leads", _leads(summary))
    yield Section("Outcomes of earlier leads", _outcomes(summary))
    yield Section("Closed business", _closed(summary))
    yield Section("Thanks", _thanks(summary))
    for kind in KINDS:
        if kind.telling is not None:
            entries = summary.entries[kind.table]
            lines = (_entry(each, summary, are_typed=kind is not CHECK) for each in entries)
            yield Section(kind.telling.heading, bullets(lines))
    yield Section("One-to-ones since the meeting before", bullets(map(_one_to_one, summary.one_to_ones)))
    yield Section("Visitors", bullets(_visitor(each, summary) for each in summary.visitors))
    if summary.visiting_members:
        here = (_visiting_member(each, summary) for each in summary.visiting_members)
        yield Section(visiting.HEADING, bullets(here))
    yield Section("Members", _members(summary))
    yield Section("Planned and actual", paragraph(how_long(summary)))
    yield Section("Next meeting", next_meeting(summary, around))
    yield Section("Corrections", bullets(corrections(summary)))


# Members


def _members(summary: Summary) -> tuple[Block, ...]:
    """Who was there, how many leads each gave and received, and what they look for; zeros are shown."""
    seats = {each.member.id: each for each in summary.attendance}
    given = {each.person.id: each for each in summary.given}
    received = {each.person.id: each for each in summary.received}
    people = {each.member.id: each.member for each in summary.attendance}
    people |= {each.member.id: each.member for each in summary.asks}
    people |= {each.person.id: each.person for each in (*summary.given, *summary.received)}
    rows: list[tuple[Line | str, ...]] = []
    for one, person in people.items():
        met = sum(one in (each.first_id, each.second_id) for each in summary.one_to_ones)
        leads = (_leads_in_figures(counts.get(one)) for counts in (given, received))
        asks = joined((_ask(each) for each in summary.asks if each.member.id == one), "; ")
        rows.append(
            (person.name, person.profession, _mark(person, seats.get(one), summary), *leads, str(met), asks)
        )
    return (*table(_OF_MEMBERS, rows, numbers=range(3, 6)), *paragraph(_how_marked(summary)))


_OF_MEMBERS = ("Member", "Profession", "Mark", "Gave", "Received", "One-to-ones", "Looking for")


def _leads_in_figures(count: LeadCount | None) -> str:
    """`2`, `1 + 1 raw`."""
    if count is None or not count.raw:
        return str(count.qualified if count is not None else 0)
    return f"{count.qualified} + {count.raw} raw"


def _mark(person: Person, seat: AttendanceLine | None, summary: Summary) -> str:
    if seat is None:
        return "visiting member" if person.is_member_elsewhere else "no seat"
    text = _MARKS.get(seat.mark) or (seat.mark.words if seat.mark else "")
    if seat.substitute is not None:
        profession = f" ({seat.substitute.profession})" if seat.substitute.profession else ""
        text = f"{seat.substitute.name}{profession}, substitute for {seat.member.name}"
    elif seat.mark is Mark.LATE and seat.arrived_at is not None:
        text = f"late, came {clock_time(seat.arrived_at, summary.chapter, half=True)}"
    if seat.online:
        text += ", online"
    if seat.left_at is not None:
        text += f"; left {clock_time(seat.left_at, summary.chapter, half=True)}"
    return text


def _how_marked(summary: Summary) -> str:
    """How the marks came about; named where nobody has looked at the member."""
    by = {how: [each for each in summary.attendance if each.came_about is how] for how in CameAbout}
    parts = [
        f"{len(seats)} {how.words}{_named(seats) if how is CameAbout.ASKED else ''}"
        for how, seats in by.items()
        if seats
    ]
    unmarked = [each for each in summary.attendance if each.mark is None]
    if not parts:
        return ""
    parts += [f"{len(unmarked)} {NOT_MARKED}{_named(unmarked)}"] if unmarked else []
    return f"The marks: {'; '.join(parts)}."


def _named(seats: Iterable[AttendanceLine]) -> str:
    return f" ({', '.join(each.member.name for each in seats)})"


def _visitor(each: VisitorLine, summary: Summary) -> Line:
    seat = f", seat {each.seat}" if each.seat else ""
    return joined(
        (
            line(strong(each.visitor.name)),
            line(f"{each.visitor.profession}{seat}" if each.visitor.profession else ""),
            line(f"invited by {each.host.name}" if each.host is not None else ""),
            line(which_visit(each)),
            line(each.what_became),
            line(corrected(each.corrected_at, summary.chapter)),
        )
    )


def _visiting_member(each: VisitingMemberLine, summary: Summary) -> Line:
    return joined(
        (
            line(strong(each.member.name)),
            line(each.member.profession),
            line(f"invited by {each.host.name}" if each.host is not None else ""),
            line(corrected(each.corrected_at, summary.chapter)),
        )
    )


def which_visit(each: VisitorLine) -> str:
    """`first visit`, `visit number 2`, `at an open house`."""
    if not each.counts:
        return "at an open house"
    return "first visit" if each.number == 1 else f"visit number {each.number}"


# Leads


def _leads(summary: Summary) -> tuple[Block, ...]:
    """The leads, those first that nobody has heard of; then those who had nothing to give or report."""
    in_order = sorted(summary.leads, key=lambda each: not each.today.stands.is_not_heard_from)
    rows = (
        (
            each.from_whom,
            each.receiver.name,
            prospect_of(each.slip),
            shown_phone(each.slip, summary.chapter.country),
            _about(each, summary),
            each.today.words,
        )
        for each in in_order
    )
    return (
        *table(("From", "To", "Prospect", "Phone", "About", "Today"), rows, unbroken=(3,)),
        *paragraph(nothing_today(summary)),
    )


def nothing_today(summary: Summary) -> str:
    """Who had nothing to give at the bucket; empty where everybody had."""
    names = ", ".join(person.name for person in summary.gave_nothing)
    return f"Nothing today: {names}." if names else ""


def prospect_of(slip: Slip) -> Line:
    """The name, and the company if there is one."""
    return joined((line(strong(slip.prospect)), line(slip.company)), ", ") or line("no name yet")


def _about(each: LeadLine, summary: Summary) -> str:
    """The need, the judgement, and the other facts of the slip."""
    chapter = summary.chapter
    parts = (
        each.slip.need,
        each.verdict,
        "own household" if each.slip.inside else "",
        each.who_calls,
        *more_of_slip(each.slip),
        _also_to(each),
        _grown_from(each, summary.leads) if each.lead.from_lead_id is not None else "",
        f"answers the ask: {each.answers}" if each.answers else "",
        lead_since(each.lead, chapter),
        corrected(each.lead.corrected_at, chapter),
    )
    return " · ".join(part for part in parts if part)


def _also_to(each: LeadLine) -> str:
    """One prospect whom several members were given."""
    names = " and ".join(person.name for person in each.also_to)
    return f"of one family with the lead to {names}" if names else ""


def _grown_from(each: LeadLine, tonight: tuple[LeadLine, ...]) -> str:
    before = next((other for other in tonight if other.id == each.lead.from_lead_id), None)
    return f"from the lead by {before.giver.name}" if before else "from an earlier lead"


def _outcomes(summary: Summary) -> tuple[Block, ...]:
    """The outcomes of leads, in the order in which they were noted, a row for each who spoke of theirs."""
    rows = []
    for receiver in {each.receiver.id: each.receiver for each in summary.became}.values():
        own = [each for each in summary.became if each.receiver.id == receiver.id]
        rows.append((receiver.name, joined((_outcome(each, summary.chapter) for each in own), "; ")))
    return table(("Member", "Leads, and what became of them"), rows)


def _outcome(each: OutcomeLine, chapter: Chapter) -> Line:
    parts = (outcome_sentence(each), corrected(each.corrected_at, chapter))
    return line(strong(each.about), f": {' · '.join(part for part in parts if part)}")


def _closed(summary: Summary) -> tuple[Block, ...]:
    """Dollars reported, to whose credit, and their sum."""
    rows: list[tuple[Line | str, ...]] = [
        (
            each.reported_by.name,
            each.credited_to.name,
            figure(each.amount, summary),
            each.about,
            _note(each, summary),
        )
        for each in summary.closed
    ]
    together = line(strong(figure(summary.totals.closed_business, summary)))
    rows += [(line(strong("Together")), "", together, "", "")] if rows else []
    headings = ("Reported by", "Thanks to", "Closed", "From the lead", "Note")
    return table(headings, rows, numbers=(2,), is_summed=True)


def _note(each: BusinessLine, summary: Summary) -> str:
    parts = (*each.remarks, each.note, corrected(each.corrected_at, summary.chapter))
    return " · ".join(part for part in parts if part)


def _thanks(summary: Summary) -> tuple[Block, ...]:
    """Thanks without a figure, those that came with an outcome of a lead too, a line for each who thanked."""
    items = []
    for by in {each.by.id: each.by for each in summary.thanks}.values():
        own = [each for each in summary.thanks if each.by.id == by.id]
        items.append(line(strong(by.name), " thanks ", *joined((_thank(x, summary) for x in own), "; ")))
    return bullets(items)


def _thank(each: ThanksLine, summary: Summary) -> Line:
    about = (" for ", each.about) if each.about else ()
    note = (": ", each.note) if each.note else ()
    mark = corrected(each.corrected_at, summary.chapter)
    return line(strong(each.to.name), *about, *note, f" · {mark}" if mark else "")


# What was said


def _entry(each: EntryText, summary: Summary, *, are_typed: bool) -> Line:
    """`are_typed`: its words are somebody's own, and stand in quotes."""
    names = joined((line(strong(name)) for name in each.names), f" {each.relation} ")
    before, after = (": “", "”") if are_typed else (": ", "")
    words = (before, each.words, after) if each.words else ()
    beside = " ".join(part for part in (each.beside, each.about) if part)
    mark = corrected(each.corrected_at, summary.chapter)
    return joined(((*names, *line(*words)), line(beside), line(mark)))


def _one_to_one(one: OneToOne) -> Line:
    note = (": ", one.note) if one.note else ()
    return line(strong(one.first), " and ", strong(one.second), f", {short_date(one.on)}", *note)


def _ask(each: AskLine) -> Line:
    by_whom = f" (said by {each.speaker.name})" if each.speaker.id != each.member.id else ""
    answered = f" · answered by {counted(each.answers, 'lead')}" if each.answers else ""
    return line(each.looking_for, by_whom, answered)
