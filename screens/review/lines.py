"""What happened at a meeting as lines to read: whom to call first, then leads, thanks, asks, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.to_do import call_order
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.lead_today import Stands
from leadsroom.domain.meeting.record_kind import RecordKind
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import short_date
from leadsroom.views.health.review import MeetingReview
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    BusinessLine,
    LeadLine,
    ThanksLine,
    VisitingMemberLine,
    VisitorLine,
    outcome_sentence,
)
from screens.kit.listing import Column, Line, Row, table_lines
from screens.kit.pane import lines
from screens.kit.styled import amber, quiet, strong, words
from screens.leads.lines import sign_of_lead

P = TypeVar("P")  # the picture that sections are drawn from

NOTHING = Content("")
ROOM = 96  # cells in which where a lead stands may be beside its names
_INDENT = 4  # of what belongs to the line above
_NAME = Column(least=12, most=30)
_LATE = (Stands.OVERDUE, Stands.PROSPECT_LATE)


class Entry(Struct, frozen=True):
    """One entry of a section, on one row or several. `about` is what Enter opens, such as `lead/12`.

    It is empty for what opens nothing, and None for what only stands there: the heads of columns, or that
    there is nothing.
    """

    drawn: Content
    about: str | None = ""


class Section(Struct, Generic[P], frozen=True):
    """A heading, and below it the entries that are made of a picture for a width in cells."""

    key: str
    heading: Content | Callable[[P], Content]
    entries: Callable[[P, int], Iterable[Entry]]


def section_lines(picture: P, sections: Iterable[Section[P]], width: int) -> list[Line]:
    """All sections as lines of a list, those without any entry left out. Each line has a key of its own."""
    listed: list[Line] = []
    for section in sections:
        entries = list(section.entries(picture, width))
        if entries:
            listed += [Line("", heading=NOTHING)] if listed else []
            over = section.heading
            title = over if isinstance(over, Content) else over(picture)
            listed.append(Line("", heading=title.truncate(width, ellipsis=True)))
            listed += _with_keys(section.key, entries)
    return listed


def _with_keys(section: str, entries: Iterable[Entry]) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.about is None:
            yield Line("", heading=entry.drawn)
            continue
        count = seen[entry.about] = seen.get(entry.about, 0) + 1
        yield Line(f"{section}:{entry.about}:{count}", heading=entry.drawn)


def section_of(key: str) -> str:
    """The section in which the line of a key stands."""
    return key.partition(":")[0]


def about_of(key: str) -> tuple[str, int]:
    """What the line of a key is about: `("lead", 12)`; nothing with an empty name."""
    name, _, number = key.partition(":")[2].partition(":")[0].partition("/")
    return name, int(number) if number.isdecimal() else 0


def heading(text: str, more: str = "") -> Content:
    """What stands over a section, and what there is to say of all of it."""
    return Content.assemble(strong(text), quiet(f" · {more}")) if more else strong(text)


def note(text: str) -> Entry:
    """A sentence where there is no entry."""
    return Entry(quiet(text), None)


def plural(count: int) -> str:
    """The ending of a noun after a count."""
    return "" if count == 1 else "s"


class Reviewed(Protocol):
    """What is shown of a meeting, or of several: both are read in the same lines."""

    @property
    def chapter(self) -> Chapter: ...
    @property
    def seen_at(self) -> datetime: ...
    @property
    def leads(self) -> Sequence[LeadLine]: ...
    @property
    def closed(self) -> Sequence[BusinessLine]: ...
    @property
    def thanks(self) -> Sequence[ThanksLine]: ...
    @property
    def visiting_members(self) -> tuple[VisitingMemberLine, ...]: ...
    @property
    def visitors(self) -> Sequence[VisitorLine]: ...
    @property
    def one_to_ones(self) -> Sequence[OneToOne]: ...


# Whom to call, and where each other lead stands


def due_calls(seen: Reviewed) -> list[LeadLine]:
    """The leads that are not heard from, in the order in which they are called."""
    waits = [line for line in seen.leads if line.lead.counts and line.today.stands.is_not_heard_from]
    return sorted(waits, key=lambda line: call_order(line.lead, line.today, seen.seen_at))


def call_heading(seen: Reviewed) -> Content:
    """What stands over the calls to make: how many, and how many of them are late."""
    due = due_calls(seen)
    late = sum(line.today.at < seen.seen_at for line in due)
    if not due:
        return heading("Still to call")
    how_many = (
        f"{late} late" if late == len(due) else f"{len(due)}, {late} of them late" if late else f"{len(due)}"
    )
    return heading("Still to call", how_many)


def calls(seen: Reviewed, width: int) -> Iterable[Entry]:
    """Who is to call whom until when, the number ready to be dialled, and what about."""
    due = due_calls(seen)
    if not due:
        yield note("Every lead has been heard from." if seen.leads else "No leads were passed.")
    yield from _lead_entries(due, seen.chapter, width)


def other_leads(seen: Reviewed, width: int) -> Iterable[Entry]:
    """The leads that something has been heard of, and slips that do not count, each with where it stands."""
    waits = {line.id for line in due_calls(seen)}
    yield from _lead_entries([line for line in seen.leads if line.id not in waits], seen.chapter, width)


def _lead_entries(leads: Sequence[LeadLine], chapter: Chapter, width: int) -> Iterator[Entry]:
    """Each with where it stands: beside its names where that has room, else first of what is said below."""
    columns = (Column(), Column(least=12, most=28), Column(least=12, most=32), Column())
    rows = table_lines([_lead_row(line, chapter) for line in leads], columns, width)
    for line, names in zip(leads, rows, strict=True):
        stands, more = _stands(line), list(_beside_lead(line))
        whole = Content("  ").join([names, stands])
        has_room = width >= ROOM and whole.cell_length <= width
        below = quiet(" · ").join(more if has_room else [stands, *more])
        yield Entry(lines(*beside_or_below(whole if has_room else names, below, width)), f"lead/{line.id}")


def _beside_lead(line: LeadLine) -> Iterator[Content]:
    """What there is to say of a lead beside its names: what for, from whom, and what it lacks."""
    who_calls = line.who_calls if line.today.stands.is_not_heard_from else ""
    yield from (quiet(part) for part in (line.slip.need, who_calls, f"from {first_words(line)}") if part)
    if not line.qualified or not line.lead.counts:
        yield amber(line.verdict)


def _lead_row(line: LeadLine, chapter: Chapter) -> Row:
    slip = line.slip
    phone = shown_phone(slip, chapter.country)
    is_to_call = line.today.stands.is_not_heard_from and line.lead.counts
    no_phone = quiet("no phone yet") if is_to_call else NOTHING
    return (
        words(*sign_of_lead(line.today.stands)),
        strong(line.receiver.name),
        words(slip.prospect or slip.company) if slip.prospect or slip.company else quiet("no name"),
        words(phone) if phone and is_to_call else no_phone,
    )


def _stands(line: LeadLine) -> Content:
    """Where a lead stands today; what is late in the tone of its sign."""
    _, tone = sign_of_lead(line.today.stands)
    return words(line.today.words, tone) if line.today.stands in _LATE else quiet(line.today.words)


def first_words(line: LeadLine) -> str:
    """Who gave a lead, and who spoke for them."""
    return line.from_whom


def beside_or_below(line: Content, more: Content, width: int) -> Iterator[Content]:
    """What belongs to a line, beside it where all of it has room, else on rows of its own."""
    line = line.rstrip()
    beside = Content("  ").join([line, more])
    if not more.plain or beside.cell_length <= width:
        yield beside if more.plain else line
        return
    yield line
    yield from (row.pad_left(_INDENT) for row in more.wrap(max(12, width - _INDENT)))


def hanging(rows: Iterable[tuple[Content, str, str]], width: int) -> Iterator[Entry]:
    """Names in a column, and beside them words that go on below themselves; each with what it is about."""
    rows = list(rows)
    start = min(max((name.cell_length for name, _, _ in rows), default=0), max(12, width * 2 // 5))
    for name, text, about in rows:
        wrapped = Content(text).wrap(max(12, width - start - 2)) or [NOTHING]
        first = Content("  ").join([name.truncate(start, ellipsis=True, pad=True), wrapped[0]])
        yield Entry(lines(first, *(line.pad_left(start + 2) for line in wrapped[1:])), about)


# Thanks, asks, and what became of earlier leads


def thanks(seen: Reviewed, width: int) -> Iterable[Entry]:
    """Who thanked whom, and for how much; thanks that came with the outcome of a lead too."""
    if not seen.closed and not seen.thanks:
        nothing = show_money(Money(0, seen.chapter.currency), seen.chapter.country)
        yield note(f"{nothing}: no closed business was reported.")
    found = in_order_of_thanks(seen)
    columns = (_NAME, Column(), _NAME, Column(right=True))
    drawn = table_lines([_thanks_or_dollars(line, seen.chapter) for line in found], columns, width)
    for row, line in zip(drawn, found, strict=True):
        more = _beside_dollars(line) if isinstance(line, BusinessLine) else line.about or line.note
        yield Entry(lines(*beside_or_below(row, quiet(more), width)), about_thanks(line))


def in_order_of_thanks(seen: Reviewed) -> list[BusinessLine | ThanksLine]:
    """Dollars and thanks together, as they came."""
    return sorted((*seen.closed, *seen.thanks), key=lambda line: line.at)


def about_thanks(line: BusinessLine | ThanksLine) -> str:
    """What Enter opens there: the lead, or who thanked."""
    by = line.reported_by if isinstance(line, BusinessLine) else line.by
    return f"lead/{line.lead_id}" if line.lead_id is not None else f"person/{by.id}"


def _thanks_or_dollars(line: BusinessLine | ThanksLine, chapter: Chapter) -> Row:
    if isinstance(line, ThanksLine):
        return strong(line.by.name), quiet("→"), words(line.to.name), quiet("thanks")
    amount = strong(show_money(line.amount, chapter.country))
    return strong(line.reported_by.name), quiet("→"), words(line.credited_to.name), amount


def _beside_dollars(line: BusinessLine) -> str:
    """What there is to say of dollars: whose purchase, and whether the lead had paid before."""
    return " · ".join(part for part in (*line.remarks, line.note) if part)


def asks(summary: Summary, width: int) -> Iterable[Entry]:
    """What everybody was looking for."""
    if not summary.asks:
        return [note("Nobody asked for anything in particular.")]
    return hanging(
        ((strong(line.member.name), _ask(line), f"person/{line.member.id}") for line in summary.asks), width
    )


def _ask(line: AskLine) -> str:
    answered = f" · answered by {line.answers} lead{plural(line.answers)}" if line.answers else ""
    return f"{line.looking_for}{answered}"


def outcomes(summary: Summary, width: int) -> Iterable[Entry]:
    """What receivers reported of leads of earlier meetings, and of this one's."""
    if not summary.became:
        return [] if summary.thanks or summary.closed else [note("No outcome was reported.")]
    return hanging(
        (
            (strong(line.receiver.name), f"{line.about}: {outcome_sentence(line)}", f"lead/{line.lead_id}")
            for line in summary.became
        ),
        width,
    )


def entries_of(kind: RecordKind) -> Callable[[MeetingReview, int], Iterable[Entry]]:
    """The entries of one kind: by whom, about whom, and their words."""
    nothing = kind.telling.nothing if kind.telling is not None else ""

    def drawn(seen: MeetingReview, width: int) -> Iterable[Entry]:
        texts = seen.summary.entries[kind.table]
        if not texts:
            return [note(nothing)] if nothing else []
        named = [about_first(kind.named(entry)) for entry in kind.entries(seen.snapshot)]
        return hanging(
            (
                (strong(" → ".join(line.names)), line.words, about)
                for line, about in zip(texts, named, strict=True)
            ),
            width,
        )

    return drawn


def about_first(people: Sequence[int | None]) -> str:
    """What Enter opens of an entry: the page of the first who is named in it."""
    return next((f"person/{person_id}" for person_id in people if person_id is not None), "")


# Whom members met, and who came to see the chapter


def one_to_ones(seen: Reviewed, width: int) -> Iterable[Entry]:
    """Who met whom since the meeting before, and what about."""
    return hanging(
        (
            (strong(f"{one.first} and {one.second}"), _met(one), f"person/{one.first_id}")
            for one in seen.one_to_ones
        ),
        width,
    )


def _met(one: OneToOne) -> str:
    return " · ".join(part for part in (short_date(one.on), one.note) if part)


def visitors(seen: Reviewed, width: int) -> Iterable[Entry]:
    """Who visited, by whom they were invited, for which time, and what became of it."""
    rows = (
        (Content.assemble(words("◇ ", "visitor"), strong(line.visitor.name)), _visit(line), "visitor")
        for line in seen.visitors
    )
    return hanging(rows, width)


def visiting_members(seen: Reviewed, width: int) -> Iterable[Entry]:
    """The members of other chapters who were here, and by whom they were invited."""
    rows = (
        (
            Content.assemble(words("◇ ", "visitor"), strong(line.member.name)),
            _visiting(line),
            "visiting",
        )
        for line in seen.visiting_members
    )
    return hanging(rows, width)


def _visiting(line: VisitingMemberLine) -> str:
    host = f"by {line.host.name}" if line.host is not None else ""
    return " · ".join(part for part in (line.member.profession, host) if part)


def _visit(line: VisitorLine) -> str:
    parts = [
        line.visitor.profession,
        f"visit {line.number}" if line.counts else "open house",
        f"by {line.host.name}" if line.host is not None else "",
        line.what_became,
        f"seat {line.seat}" if line.seat else "",
    ]
    return " · ".join(part for part in parts if part)
