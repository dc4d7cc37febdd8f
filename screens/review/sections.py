"""The sections of a meeting's summary: each a heading and a picture of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from textual.content import Content

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.dollars import dollar_parts
from leadsroom.domain.leads.lead import leads_in_words
from leadsroom.domain.leads.lead_today import Stands
from leadsroom.domain.meeting.record_kind import RecordKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.phone import Phone, show_phone
from leadsroom.domain.text.wording import ZERO, length_on_clock, more_on_clock, short_date, speaks_for
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    AttendanceLine,
    BusinessLine,
    CallList,
    DollarCount,
    LeadLine,
    StepLine,
    ThanksLine,
    TurnLine,
    VisitorLine,
    outcome_sentence,
)
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, key, quiet, sign_of, strong, words

Drawing = Callable[[Summary, int], Iterable[Content]]

_NOTHING = Content("")
_ANY_WIDTH = 80  # whether there is anything depends on no width
_INDENT = 4  # of what belongs to the line above
_SIGN = 3  # cells of the sign of a mark, with what parts it from the name
_NAME = Column(least=20, most=30)


class Section(TallPane[Summary]):
    """A heading, and below it what `drawing` makes of the summary; without anything there is no heading."""

    def __init__(self, heading: str | Callable[[Summary], str], drawing: Drawing, *, id: str) -> None:
        super().__init__(id=id)
        self._heading = heading
        self._drawing = drawing

    def show(self, picture: Summary) -> None:
        self.set_class(not any(True for _ in self._drawing(picture, _ANY_WIDTH)), "-empty")
        super().show(picture)

    def draw(self, picture: Summary, width: int) -> Content:
        heading = self._heading if isinstance(self._heading, str) else self._heading(picture)
        return lines(quiet(heading), _NOTHING, *self._drawing(picture, width))


class Numbers(TallPane[Summary]):
    """The meeting in numbers; zeros are numbers too. A fact is never parted over two lines."""

    def draw(self, picture: Summary, width: int) -> Content:
        drawn = [_NOTHING]
        for number, what in _facts(picture):
            fact = Content.assemble(strong(number), quiet(f" {what}"))
            longer = fact if not drawn[-1].plain else Content("    ").join([drawn[-1], fact])
            if longer.cell_length <= width:
                drawn[-1] = longer
            else:
                drawn.append(fact)
        return lines(*drawn)


def _facts(summary: Summary) -> tuple[tuple[str, str], ...]:
    totals, country, checks = summary.totals, summary.chapter.country, summary.totals.checks
    at_table = totals.present + totals.late + totals.substitutes
    leads, _, both_kinds = leads_in_words(totals.qualified, totals.raw).partition(" ")
    return (
        (str(at_table), f"of {len(summary.attendance)} at the table"),
        (leads, both_kinds),
        (
            show_money(totals.closed_business, country),
            ", ".join(["closed", *dollar_parts(totals.dollars, country)]),
        ),
        (str(totals.testimonials), f"testimonial{_s(totals.testimonials)}"),
        (str(totals.substitutes), f"substitute{_s(totals.substitutes)}"),
        (str(totals.visitors), f"visitor{_s(totals.visitors)}"),
        (str(len(summary.one_to_ones)), f"one-to-one{_s(len(summary.one_to_ones))}"),
        *([(str(checks.checked), f"{checks.slips}: {checks.answers}")] if checks.checked else []),
    )


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _hanging(rows: Iterable[tuple[Content, str]], width: int) -> Iterator[Content]:
    """Names in a column, and beside them words that go on below themselves."""
    rows = list(rows)
    start = min(max((name.cell_length for name, _ in rows), default=0), max(12, width * 2 // 5))
    for name, text in rows:
        wrapped = Content(text).wrap(max(12, width - start - 2)) or [_NOTHING]
        yield Content("  ").join([name.truncate(start, ellipsis=True, pad=True), wrapped[0]])
        yield from (line.pad_left(start + 2) for line in wrapped[1:])


# What matters to members first: whom to call, whom to thank


def call_heading(summary: Summary) -> str:
    """What stands over the calls to make."""
    return summary.call_heading


def calls(summary: Summary, width: int) -> Iterable[Content]:
    """Whom each member still has to call, the number ready to be dialled, and until when."""
    if not summary.calls:
        return [words("Every lead has been heard from." if summary.leads else "No leads were passed.")]
    rows = [_call_row(line, summary.chapter.country) for each in summary.calls for line in each.leads]
    columns = (Column(), Column(least=12, most=40), Column(), Column(least=12, most=48))
    return list(_under_names(summary.calls, iter(table_lines(rows, columns, width)), width))


def _under_names(lists: Iterable[CallList], drawn: Iterator[Content], width: int) -> Iterator[Content]:
    for each in lists:
        until = quiet(f" · {_until(each)}") if _until(each) else _NOTHING
        yield Content.assemble(strong(each.receiver.name), until).truncate(width, ellipsis=True)
        for line in each.leads:
            about = " · ".join(part for part in (line.slip.need, line.who_calls) if part)
            yield from _beside_or_below(next(drawn), about, width)
            if line.today.stands is not Stands.TO_CALL:
                yield _stands(line).pad_left(_INDENT).truncate(width, ellipsis=True)
            if not line.qualified:
                yield amber(f"    {line.verdict}").truncate(width, ellipsis=True)


def _until(each: CallList) -> str:
    """Until when the first of a member's calls is to be made, as long as one can be in time."""
    in_time = [line.today for line in each.leads if line.today.stands is Stands.TO_CALL]
    return min(in_time, key=lambda today: today.at).words if in_time else ""


def _stands(line: LeadLine) -> Content:
    """Where a lead stands today; what is late in amber."""
    is_late = line.today.stands in (Stands.OVERDUE, Stands.PROSPECT_LATE)
    return amber(line.today.words) if is_late else quiet(line.today.words)


def heard_from(summary: Summary, width: int) -> Iterable[Content]:
    """The leads of which something has been heard, each with where it stands today."""
    rows = [_heard_row(line) for each in summary.heard_from for line in each.leads]
    columns = (Column(least=12, most=40), Column(least=12, most=48))
    drawn = iter(table_lines(rows, columns, width))
    for each in summary.heard_from:
        yield strong(each.receiver.name).truncate(width, ellipsis=True)
        for line in each.leads:
            about = " · ".join(part for part in (line.slip.need, line.today.words) if part)
            yield from _beside_or_below(next(drawn), about, width)


def _heard_row(line: LeadLine) -> Row:
    about = line.slip.prospect or line.slip.company
    return words(f"  {about}") if about else quiet("  no name"), quiet(f"from {_first_words(line)}")


def _beside_or_below(line: Content, more: str, width: int) -> Iterator[Content]:
    """What belongs to a line, beside it where all of it has room, else on rows of its own."""
    beside = Content("  ").join([line, quiet(more)])
    if not more or beside.cell_length <= width:
        yield beside if more else line
        return
    yield line
    yield from (row.pad_left(_INDENT) for row in quiet(more).wrap(max(12, width - _INDENT)))


def _call_row(line: LeadLine, country: str) -> Row:
    slip = line.slip
    phone = show_phone(Phone(slip.phone or None, slip.phone_typed), country)
    return (
        amber(" ▲") if not line.qualified else words(" ▶", "accent"),
        words(slip.prospect or slip.company) if slip.prospect or slip.company else quiet("no name"),
        words(phone) if phone else quiet("no phone yet"),
        quiet(f"from {_first_words(line)}"),
    )


def _first_words(line: LeadLine) -> str:
    return speaks_for(line.spoken_by.name, line.giver.name) if line.spoken_by else line.giver.name


def thanks(summary: Summary, width: int) -> Iterable[Content]:
    """Who thanked whom, and for how much; thanks that came with the outcome of a lead too."""
    if not summary.closed and not summary.thanks:
        return [words(_no_dollars(summary))]
    rows = [(line.at, _dollars_row(line, summary.chapter), _beside_dollars(line)) for line in summary.closed]
    rows += [(line.at, _thanks_row(line), line.about or line.note) for line in summary.thanks]
    rows.sort(key=lambda row: row[0])
    columns = (_NAME, Column(), _NAME, Column(right=True))
    drawn = zip(table_lines([row for _, row, _ in rows], columns, width), rows, strict=True)
    return [line for row, (_, _, note) in drawn for line in _beside_or_below(row, note, width)]


def _dollars_row(line: BusinessLine, chapter: Chapter) -> Row:
    amount = strong(show_money(line.amount, chapter.country))
    return words(line.reported_by.name), quiet("→"), words(line.credited_to.name), amount


def _beside_dollars(line: BusinessLine) -> str:
    """What there is to say of dollars: whose purchase, and whether the lead had paid before."""
    return " · ".join(part for part in (*line.remarks, line.note) if part)


def _thanks_row(line: ThanksLine) -> Row:
    return words(line.by.name), quiet("→"), words(line.to.name), quiet("thanks")


def outcomes(summary: Summary, width: int) -> Iterable[Content]:
    """What receivers reported of leads of earlier meetings, and of tonight's."""
    if not summary.became:
        return [] if summary.thanks or summary.closed else [words("No outcome was reported.")]
    rows, before = [], None
    for line in summary.became:
        name = line.receiver.name if line.receiver.id != before else ""
        rows.append((words(name), f"{line.about}: {outcome_sentence(line)}"))
        before = line.receiver.id
    return _hanging(rows, width)


def entries_of(kind: RecordKind) -> Drawing:
    """The entries of one kind: by whom, about whom, and their words."""
    nothing = kind.telling.nothing if kind.telling is not None else ""

    def drawn(summary: Summary, width: int) -> Iterable[Content]:
        entries = summary.entries[kind.table]
        if not entries:
            return [words(nothing)] if nothing else []
        return _hanging(((words(" → ".join(line.names)), line.words) for line in entries), width)

    return drawn


def one_to_ones(summary: Summary, width: int) -> Iterable[Content]:
    """Who met whom since the meeting before, and what about."""
    rows = [(words(f"{one.first} and {one.second}"), _met(one)) for one in summary.one_to_ones]
    return _hanging(rows, width)


def _met(one: OneToOne) -> str:
    return " · ".join(part for part in (short_date(one.on), one.note) if part)


def asks(summary: Summary, width: int) -> Iterable[Content]:
    """What everybody was looking for."""
    if not summary.asks:
        return [words("Nobody asked for anything in particular.")]
    return _hanging(((words(line.member.name), _ask(line)) for line in summary.asks), width)


def _ask(line: AskLine) -> str:
    answered = f" · answered by {line.answers} lead{_s(line.answers)}" if line.answers else ""
    return f"{line.looking_for}{answered}"


# Who was there, and what each of them gave and got


def attendance(summary: Summary, width: int) -> Iterable[Content]:
    """Every seat with its mark, then the visitors."""
    rows = [_seat_row(line, summary.chapter) for line in summary.attendance]
    rows += [
        (words("◇", "visitor"), Content.assemble(words(line.visitor.name), quiet(f" · {_visit(line)}")))
        for line in summary.visitors
    ]
    for sign, who in rows:
        first, *rest = who.wrap(max(12, width - _SIGN)) or [_NOTHING]
        yield Content("  ").join([sign, first])
        yield from (row.pad_left(_SIGN) for row in rest)
    if not rows:
        yield words("Nobody is on the roster yet.")


def _visit(line: VisitorLine) -> str:
    which = f"visit {line.number}" if line.counts else "open house"
    became = f", {line.what_became}" if line.what_became else ""
    seat = f" · {line.visitor.profession}, seat {line.seat}" if line.seat else ""
    return f"{which}{_host(line.host)}{became}{seat}"


def _host(host: object) -> str:
    name = getattr(host, "name", "")
    return f", by {name}" if name else ""


def _seat_row(line: AttendanceLine, chapter: Chapter) -> tuple[Content, Content]:
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


def leads_by_member(summary: Summary, width: int) -> Iterable[Content]:
    """Leads given and received, raw ones apart; zeros are shown."""
    received = {line.person.id: line for line in summary.received}
    rows: list[Row] = [
        (_NOTHING, quiet("Given"), _NOTHING, quiet("Received"), _NOTHING),
        (_NOTHING, quiet("leads"), quiet("raw"), quiet("leads"), quiet("raw")),
    ]
    for gave in summary.given:
        got = received.get(gave.person.id)
        counts = (gave.qualified, gave.raw, got.qualified if got else 0, got.raw if got else 0)
        rows.append((words(gave.person.name), *(_count(n, raw=i % 2 == 1) for i, n in enumerate(counts))))
    return table_lines(rows, (Column(least=12), *[Column(right=True)] * 4), width)


def _count(number: int, *, raw: bool) -> Content:
    return quiet(str(number)) if raw or not number else strong(str(number))


def dollars(summary: Summary, width: int) -> Iterable[Content]:
    """Closed business by whose lead it was, and by who reported it."""
    country = summary.chapter.country
    drawn: list[Row] = []
    for title, counts in (("From leads of", summary.credited), ("Reported by", summary.reported)):
        with_a_figure = [line for line in counts if line.reports]
        if with_a_figure:
            drawn += [(_NOTHING,) * 3] if drawn else []
            drawn += [(quiet(title), _NOTHING, _NOTHING)]
        drawn += [
            (words(line.person.name), strong(show_money(line.amount, country)), quiet(_own(line, country)))
            for line in with_a_figure
        ]
    if not drawn:
        return [words(_no_dollars(summary))]
    return table_lines(drawn, (Column(least=12), Column(right=True), Column(rank=1)), width)


def _own(line: DollarCount, country: str) -> str:
    """The part of somebody's dollars that givers bought themselves."""
    return f"{show_money(line.dollars.own_purchases, country)} own purchases" if line.dollars.own else ""


def _no_dollars(summary: Summary) -> str:
    nothing = show_money(summary.totals.closed_business, summary.chapter.country)
    return f"{nothing}: no closed business was reported."


def close_seats(summary: Summary, width: int) -> Iterable[Content]:
    """Seats that may live off the same business, and why."""
    for pair in summary.close_seats:
        yield from Content.assemble(words(pair.both), quiet(f" · {pair.why}")).wrap(width)


# Planned against actual


def steps(summary: Summary, width: int) -> Iterable[Content]:
    """Each step: planned, used, and the difference."""
    head: Row = (_NOTHING, quiet("planned"), quiet("took"), _NOTHING)
    rows: list[Row] = [_step_row(line) for line in summary.steps]
    number = Column(right=True)
    return table_lines([head, *rows], (Column(least=12, most=60), number, number, number), width)


def _step_row(line: StepLine) -> Row:
    if line.actual is None:
        text = line.standing.not_done or "not started"
        return quiet(line.whole_title), quiet(length_on_clock(line.planned)), quiet(text), _NOTHING
    asked = f"{length_on_clock(line.questions)} of it questions" if line.questions else ""
    beside = "".join(f" · {part}" for part in (line.standing.not_done, asked) if part)
    return (
        Content.assemble(words(line.whole_title), quiet(beside)),
        quiet(length_on_clock(line.planned)),
        words(length_on_clock(line.actual)),
        _over(line.actual, line.planned),
    )


def _over(length: timedelta, than: timedelta = ZERO) -> Content:
    """`+1:05` in amber, `-0:30` in the background, nothing within a second."""
    more = more_on_clock(length, than)
    return amber(more) if more.startswith("+") else quiet(more)


def folded_turns(summary: Summary, width: int) -> Iterable[Content]:
    """How many there were, and the key that shows them."""
    count = len(summary.turns)
    if not count:
        return [words("No round was held.")]
    text = quiet(f"{count} turn{_s(count)} · ")
    return [Content.assemble(text, key("t"), quiet(" shows them")).truncate(width, ellipsis=True)]


def turns(summary: Summary, width: int) -> Iterable[Content]:
    """Each turn of each round: what was given, used, and beyond."""
    rows: list[tuple[str, Row]] = [(line.step, _turn_row(line)) for line in summary.turns]
    number = Column(right=True)
    drawn = table_lines([row for _, row in rows], (Column(least=12, most=60), number, number, number), width)
    return list(_with_rounds([step for step, _ in rows], drawn))


def _with_rounds(rounds: list[str], drawn: list[Content]) -> Iterator[Content]:
    before = ""
    for step, line in zip(rounds, drawn, strict=True):
        if step != before:
            yield from ([_NOTHING] if before else [])
            yield quiet(step)
        before = step
        yield line


def _turn_row(line: TurnLine) -> Row:
    name = speaks_for(line.speaker.name, line.member.name) if line.by_substitute else line.member.name
    if line.used is None:
        return (
            quiet(name),
            quiet(length_on_clock(line.allotted)),
            quiet(line.outcome.value if line.outcome else "–"),
            _NOTHING,
        )
    given = line.allotted + line.added
    return words(name), quiet(length_on_clock(given)), words(length_on_clock(line.used)), _over(line.over)
