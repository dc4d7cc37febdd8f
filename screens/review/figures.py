"""A meeting in figures: its numbers beside what is usual, who was there, and planned against actual time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from textual.content import Content

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money, show_money, without_cents
from leadsroom.domain.text.wording import ZERO, average_in_words, length_on_clock, more_on_clock, speaks_for
from leadsroom.views.health.review import USUAL_OF, MeetingReview, Usual
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import AttendanceLine, StepLine, TurnLine
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import lines
from screens.kit.styled import amber, key, quiet, sign_of, strong, words
from screens.review.lines import NOTHING, Entry, beside_or_below, heading, note, plural

DOLLARS = "closed"  # what dollars are called that were reported
_NUMBER = Column(right=True)


# In numbers


def numbers_heading(seen: MeetingReview) -> Content:
    """Of how many meetings the average is, so that nobody takes one of two for a habit."""
    count = seen.usual.meetings
    if not count:
        return heading("In numbers", "the first meeting on record, so nothing is usual yet")
    if count < USUAL_OF:
        return heading("In numbers", f"usually: the average of only {count} meeting{plural(count)} before it")
    return heading("In numbers", f"usually: the average of the {count} meetings before it")


def numbers(seen: MeetingReview, width: int) -> Iterable[Entry]:
    """The meeting in numbers, zeros too, each beside its usual number."""
    facts = list(_facts(seen))
    rows: list[Row] = [(strong(number), words(what), quiet(usually)) for number, what, usually in facts]
    return number_entries(
        rows, ", ".join(dollar_parts(seen.summary.totals.dollars, seen.summary.chapter.country)), width
    )


def number_entries(rows: Iterable[Row], of_dollars: str, width: int) -> list[Entry]:
    """Numbers below each other, and what there is to say of the dollars beside theirs or below."""
    entries = []
    for line in table_lines(rows, (_NUMBER, Column(least=16, most=70), Column(least=14)), width):
        is_dollars = DOLLARS in line.plain.split()
        more = quiet(of_dollars if is_dollars else "")
        entries.append(Entry(lines(*beside_or_below(line, more, width))))
    return entries


def _facts(seen: MeetingReview) -> Iterator[tuple[str, str, str]]:
    summary, usual = seen.summary, seen.usual
    totals, country, checks = summary.totals, summary.chapter.country, summary.totals.checks
    yield f"{totals.at_table}", f"of {len(summary.attendance)} at the table", _usually(usual, usual.at_table)
    yield f"{totals.qualified}", f"lead{plural(totals.qualified)}", _usually(usual, usual.leads)
    yield f"{totals.raw}", f"raw lead{plural(totals.raw)}", _usually(usual, usual.raw)
    yield (
        show_money(totals.closed_business, country),
        DOLLARS,
        _usually(usual, usual.dollars, country),
    )
    for count, what, average in (
        (totals.testimonials, "testimonial", usual.testimonials),
        (totals.substitutes, "substitute", usual.substitutes),
        (totals.visitors, "visitor", usual.visitors),
        (len(summary.one_to_ones), "one-to-one", usual.one_to_ones),
    ):
        yield f"{count}", f"{what}{plural(count)}", _usually(usual, average)
    if checks.checked:
        yield f"{checks.checked}", f"{checks.slips}: {checks.answers}", ""


def _usually(usual: Usual, average: float | Money, country: str = "") -> str:
    if not usual.meetings:
        return ""
    if isinstance(average, Money):
        return f"usually {show_money(without_cents(average), country)}"
    return f"usually {average_in_words(average)}"


def in_short(summary: Summary) -> list[Content]:
    """What everybody asks for first, each fact to be left whole."""
    totals, country = summary.totals, summary.chapter.country
    facts = (
        (f"{totals.at_table}", f"of {len(summary.attendance)} at the table"),
        (f"{totals.qualified}", f"lead{plural(totals.qualified)}"),
        (f"{totals.raw}", "raw"),
        (show_money(totals.closed_business, country), "closed"),
        (f"{totals.visitors}", f"visitor{plural(totals.visitors)}"),
    )
    return [Content.assemble(strong(number), quiet(f" {what}")) for number, what in facts]


# Who was there, and what each of them gave and got


def members(summary: Summary, width: int) -> Iterable[Entry]:
    """Every seat with its mark, its leads and its dollars; then whoever else had any. Zeros are shown."""
    seats = [
        (f"person/{line.member.id}", _seat(line, summary.chapter), line.member.id)
        for line in summary.attendance
    ]
    counted = {count.person.id: count.person for count in (*summary.given, *summary.received)}
    counted |= {count.person.id: count.person for count in (*summary.reported, *summary.credited)}
    at_table = {line.member.id for line in summary.attendance}
    others = [
        (f"person/{who}", (quiet("–"), words(person.name)), who)
        for who, person in counted.items()
        if who not in at_table
    ]
    if not seats and not others:
        return [note("Nobody is on the roster yet.")]
    head: Row = [NOTHING, NOTHING, *map(quiet, ("given", "raw", "received", "raw", "reported", "credited"))]
    rows = [(*who, *_figures(summary, person_id)) for _, who, person_id in (*seats, *others)]
    columns = (Column(), Column(least=16, most=56), *[_NUMBER] * 6)
    first, *drawn = table_lines([head, *rows], columns, width)
    abouts = [about for about, _, _ in (*seats, *others)]
    return [Entry(first, None), *map(Entry, drawn, abouts)]


def _figures(summary: Summary, who: int) -> tuple[Content, ...]:
    """Leads given and received, raw ones apart, and dollars reported and credited."""
    country = summary.chapter.country
    counts = [
        next((c for c in side if c.person.id == who), None) for side in (summary.given, summary.received)
    ]
    sums = [
        next((c for c in side if c.person.id == who), None) for side in (summary.reported, summary.credited)
    ]
    leads = [count_of(number) for c in counts for number in ((c.qualified, c.raw) if c else (0, 0))]
    nothing = Money(0, summary.totals.closed_business.currency)
    return (*leads, *(dollars_of(c.amount if c else nothing, country) for c in sums))


def count_of(number: int) -> Content:
    """A count in a column; a zero is shown in the background."""
    return strong(str(number)) if number else quiet("0")


def dollars_of(amount: Money, country: str) -> Content:
    """A sum in a column, in the same way."""
    shown = show_money(amount, country)
    return strong(shown) if amount.minor else quiet(shown)


def _seat(line: AttendanceLine, chapter: Chapter) -> tuple[Content, Content]:
    """The sign of a seat, and who sat there, with what there is to say of it."""
    sign = sign_of(line.mark, left_early=line.left_at is not None, online=line.online)
    if line.mark is None:
        return quiet(sign.shape), quiet(f"{line.member.name} · not marked")
    left = " · online" if line.online else ""
    left += f" · left {clock_time(line.left_at, chapter)}" if line.left_at else ""
    if line.mark is Mark.SUBSTITUTE and line.substitute is not None:
        about = quiet(f" for {line.member.name}{left}")
        return words(sign.shape, sign.tone), Content.assemble(words(line.substitute.name), about)
    arrived = f" {clock_time(line.arrived_at, chapter)}" if line.mark is Mark.LATE and line.arrived_at else ""
    text = "" if line.mark is Mark.PRESENT else f" · {line.mark.words}{arrived}"
    is_here = line.mark in (Mark.PRESENT, Mark.LATE)
    name = words(line.member.name) if is_here else quiet(line.member.name)
    return words(sign.shape, sign.tone if is_here else "quiet"), Content.assemble(
        name, words(text + left, "amber" if line.mark is Mark.LATE else "quiet")
    )


def close_seats(summary: Summary, width: int) -> Iterable[Entry]:
    """Seats that may live off the same business, and why."""
    for pair in summary.close_seats:
        drawn = Content.assemble(words(pair.both), quiet(f" · {pair.why}")).wrap(width)
        yield Entry(Content("\n").join(drawn))


# Planned against actual, for the moderator

_USED, _BEYOND, _LEFT = "█", "▒", "·"
STEPS_HEADING = heading("Planned and actual", f"{_USED} used, {_BEYOND} beyond the plan, {_LEFT} left of it")
_BAR = 30  # cells of the longest step, where there is room
_LEAST_BAR = 8


def steps(summary: Summary, width: int) -> Iterable[Entry]:
    """Each step: planned, used, the difference, and all three as a bar."""
    head: Row = (NOTHING, quiet("planned"), quiet("took"), NOTHING, NOTHING)
    room = max(_LEAST_BAR, min(_BAR, width - 56))
    longest = max((max(line.planned, line.actual or ZERO) for line in summary.steps), default=ZERO)
    rows = [(*_step(line), bar(line.planned, line.actual, longest, room)) for line in summary.steps]
    columns = (Column(least=12, most=60), _NUMBER, _NUMBER, _NUMBER, Column(rank=1))
    first, *drawn = table_lines([head, *rows], columns, width)
    return [Entry(first, None), *(Entry(line.rstrip()) for line in drawn)] if drawn else []


def _step(line: StepLine) -> Row:
    if line.actual is None:
        text = line.standing.not_done or "not started"
        return quiet(line.whole_title), quiet(length_on_clock(line.planned)), quiet(text), NOTHING
    asked = f"{length_on_clock(line.questions)} of it questions" if line.questions else ""
    beside = "".join(f" · {part}" for part in (line.standing.not_done, asked) if part)
    return (
        Content.assemble(words(line.whole_title), quiet(beside)),
        quiet(length_on_clock(line.planned)),
        words(length_on_clock(line.actual)),
        _over(line.actual, line.planned),
    )


def bar(planned: timedelta, actual: timedelta | None, longest: timedelta, room: int) -> Content:
    """What was used of the plan, what beyond it, and what was left, at one scale for all steps.

    The shapes say it without colour. Less than half a cell is not drawn, unless it is all that was used.
    """
    used = actual or ZERO
    parts = (
        (_USED, "accent", min(used, planned)),
        (_BEYOND, "amber", max(ZERO, used - planned)),
        (_LEFT, "quiet", max(ZERO, planned - used)),
    )
    drawn = [(sign * round(room * (length / longest)), tone) for sign, tone, length in parts if length]
    if used and not any(text for text, _ in drawn):
        drawn = [(_USED if planned else _BEYOND, "accent" if planned else "amber")]
    return Content.assemble(*(words(text, tone) for text, tone in drawn if text))


def _over(length: timedelta, than: timedelta = ZERO) -> Content:
    """`+1:05` in amber, `-0:30` in the background, nothing within a second."""
    more = more_on_clock(length, than)
    return amber(more) if more.startswith("+") else quiet(more)


def folded_turns(summary: Summary, width: int) -> Iterable[Entry]:
    """How many there were, and the key that shows them."""
    count = len(summary.turns)
    if not count:
        return [note("No round was held.")]
    text = Content.assemble(quiet(f"{count} turn{plural(count)} · "), key("t"), quiet(" shows them"))
    return [Entry(text.truncate(width, ellipsis=True), "turns")]


def turns(summary: Summary, width: int) -> Iterable[Entry]:
    """Each turn of each round: what was given, used, and beyond."""
    columns = (Column(least=12, most=60), _NUMBER, _NUMBER, _NUMBER)
    drawn = table_lines([_turn(line) for line in summary.turns], columns, width)
    before = ""
    for line, row in zip(summary.turns, drawn, strict=True):
        if line.step != before:
            yield Entry(quiet(line.step), None)
        before = line.step
        yield Entry(row.rstrip(), f"person/{line.member.id}")


def _turn(line: TurnLine) -> Row:
    name = speaks_for(line.speaker.name, line.member.name) if line.by_substitute else line.member.name
    if line.used is None:
        outcome = line.outcome.value if line.outcome else "–"
        return quiet(name), quiet(length_on_clock(line.allotted)), quiet(outcome), NOTHING
    given = line.allotted + line.added
    return words(name), quiet(length_on_clock(given)), words(length_on_clock(line.used)), _over(line.over)
