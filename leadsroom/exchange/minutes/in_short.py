"""The head of the minutes, whoever reads them: which meeting, when, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.leads.lead import leads_in_words
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import NOT_MARKED
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.money import Money, show_money, without_cents
from leadsroom.domain.text.wording import (
    ZERO,
    average_in_words,
    counted,
    late_in_words,
    long_date,
    short_date,
)
from leadsroom.exchange.document.content import (
    Block,
    Chart,
    Facts,
    Line,
    Trend,
    bars_of,
    line,
    paragraph,
    strong,
)
from leadsroom.views.health.around import Around
from leadsroom.views.health.review import HeldMeeting, in_numbers, usual_of
from leadsroom.views.meeting.summary import Summary

_FEW = 2  # meetings, of which nothing can be drawn


def heading_lines(summary: Summary) -> tuple[Line, ...]:
    """Of which meeting the minutes are, where and when it was, and as of when leads stand as they say."""
    about = ", ".join(part for part in (summary.meeting.name.in_full, summary.chapter.place) if part)
    return (line(strong(f"Minutes of {about}")), line(_when(summary)))


def as_of(summary: Summary) -> Line:
    """Where leads stand changes: on which day it was as these minutes say."""
    if not (summary.leads or summary.became):
        return ()
    return line(f"Leads stand here as on {long_date(summary.chapter.today(summary.seen_at))}.")


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
        now = clock_time(summary.as_of, chapter, half=True)
        return f"Began {began}, planned from {planned}; it is still on. This is how it stood at {now}."
    ended = clock_time(meeting.ended_at, chapter, half=True)
    return f"{began} to {ended}, {late_in_words(summary.ended_late or ZERO)} (planned from {planned})"


def figures(summary: Summary) -> tuple[Block, ...]:
    """The totals, zeros too: the numbers are honest."""
    totals, seats = summary.totals, len(summary.attendance)
    here = totals.present + totals.late + totals.substitutes
    marks = f"{totals.present} present, {totals.late} late, {counted(totals.substitutes, 'substitute')}"
    marks += f", {totals.online} of them online" if totals.online else ""
    away = f"{totals.absent} absent, {totals.medical} on medical leave"
    parts = "; ".join(dollar_parts(totals.dollars, summary.chapter.country))
    closed = figure(totals.closed_business, summary)
    facts = [
        _fact(leads_in_words(totals.qualified, totals.raw)),
        (closed, f"closed{f' ({parts})' if parts else ''}, and {totals.thanks} thanks without a figure"),
        (f"{here} of {seats}", f"seats at the table: {marks}; {away}"),
        _fact(counted(totals.visitors, "visitor")),
        _fact(counted(totals.testimonials, "testimonial")),
        _fact(counted(len(summary.one_to_ones), "one-to-one")),
    ]
    elsewhere = len(summary.visiting_members)
    of_others = "member of another chapter" if elsewhere == 1 else "members of other chapters"
    facts += [(f"{elsewhere}", of_others)] if elsewhere else []
    facts += [_fact(totals.checks.in_words)] if totals.checks.checked else []
    facts += [_fact(f"{counted(totals.unmarked, 'member')} {NOT_MARKED}")] if totals.unmarked else []
    return (Facts(tuple(facts)),)


def _fact(words: str) -> tuple[str, str]:
    number, _, what = words.partition(" ")
    return number, what


def talks(summary: Summary) -> Iterator[Line]:
    """Who spoke, and about what."""
    for each in summary.steps:
        if each.talk is not None and each.is_talk_given:
            yield talk_in_words(each.talk, "spoke")


def talk_in_words(talk: Talk, does: str, topic: str | None = None) -> Line:
    """`Ann Chu (Chu & Co) spoke: Reading a lease`; with another `topic` than its own where one is given."""
    topic = talk.topic if topic is None else topic
    company = (" (", talk.speaker.company, ")") if talk.speaker.company else ()
    return line(talk.speaker.name, *company, f" {does}", *((": ", topic) if topic else ()))


def trend(summary: Summary, around: Around) -> tuple[Block, ...]:
    """How leads and dollars went from meeting to meeting; nothing while there are too few to say so."""
    is_held = summary.meeting.state is MeetingState.CLOSED
    meetings = (*around.before, *([in_numbers(summary)] if is_held else []))
    if len(meetings) <= _FEW:
        return ()
    usual, first = usual_of(meetings), meetings[0].name.on
    words = (
        f"On average over {len(meetings)} meetings since {short_date(first)} {first.year}: "
        f"{average_in_words(usual.leads)} leads and {figure(without_cents(usual.dollars), summary)} closed."
    )
    return (Trend(_charts(meetings, summary), words),)


def _charts(meetings: Sequence[HeldMeeting], summary: Summary) -> tuple[Chart, ...]:
    """Pictures of the leads, and of the dollars, of each meeting."""
    currency = meetings[-1].dollars.currency
    leads = [each.leads for each in meetings]
    dollars = [each.dollars.minor if each.dollars.currency == currency else 0 for each in meetings]
    first, last = (f"{short_date(on)} {on.year}" for on in (meetings[0].name.on, meetings[-1].name.on))

    def chart(key: str, heading: str, values: list[int], shown: Callable[[int], str]) -> Chart:
        most, latest = shown(max(values)), shown(values[-1])
        words = f"{len(values)} meetings from {first} to {last}, at most {most}; the last one {latest}."
        return Chart(key, heading, words, most, first, last, bars_of(values))

    return (
        chart("leads", "Leads a meeting", leads, str),
        chart("dollars", "Closed a meeting", dollars, lambda minor: figure(Money(minor, currency), summary)),
    )


def next_meeting(summary: Summary, around: Around, shown: Callable[[str], str] = str) -> tuple[Block, ...]:
    """When the chapter meets next, who speaks there, and when before that nobody meets; topics and notes are
    as `shown`.
    """
    following, chapter = around.following, summary.chapter
    if following is None:
        return ()
    at, on = clock_time(following.starts_at, chapter, half=True), chapter.today(following.starts_at)
    where = f", {following.place}" if following.place else ""
    none = [
        f"{short_date(each.on)}{f' ({shown(each.note)})' if each.note else ''}" for each in following.holidays
    ]
    talk = following.talk
    return (
        *paragraph(strong(long_date(on)), f", {at}{where}"),
        *(paragraph(*talk_in_words(talk, "speaks", shown(talk.topic))) if talk else ()),
        *paragraph(f"No meeting on {', '.join(none)}." if none else ""),
    )


def figure(money: Money, summary: Summary) -> str:
    """An amount as the chapter's country writes it."""
    return show_money(money, summary.chapter.country)
