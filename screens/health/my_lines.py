"""A member's page as lines: whom to call first, then thanks, what became of what they gave, dates, money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.to_do import LONG_NOT_HEARD_OF, MyDate, MyDateKind, nobody_to_call
from leadsroom.domain.leads.given import GivenLead
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.money.account import owed_in_words
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import near_date
from leadsroom.views.health.elsewhere import CALLS_ELSEWHERE, LeadElsewhere
from leadsroom.views.health.my_page import MyAsk, MyPage
from leadsroom.views.meeting.summary_lines import LeadLine
from screens.kit.listing import Column, Line, Row, fits, table_lines
from screens.kit.styled import quiet, words
from screens.leads.lines import sign_of_lead

ONE_COLUMN = (Column(fills=True, most=10_000),)
MORE = "more"  # what the key of a line begins with that stands for what was left out
_AT_MOST = 6
_BLANK = Content("")
_DATE_SIGNS = {
    MyDateKind.MEETING: ("·", "quiet"),
    MyDateKind.NO_MEETING: ("○", "quiet"),
    MyDateKind.AWAY: ("○", "amber"),
    MyDateKind.LEAVE: ("○", "amber"),
}
_HAS_PART = ("◆", "accent")  # something is theirs to do on that date


class _Row(Struct, frozen=True):
    """A line that can be chosen, by its key."""

    key: str
    cells: Row

    @property
    def text(self) -> str:
        """What it can be found by, also where its columns have no room for it."""
        return " ".join(cell.plain for cell in self.cells)


class _Part(Struct, frozen=True):
    """Lines under a heading; `none` is said where there is none, and without it the part is left out.

    `count` is how many there are of which these are the first; None where nothing is counted.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[_Row, ...]
    count: int | None = None
    none: str = ""


def my_lines(page: MyPage, width: int, wanted: str = "", *, every: bool = False) -> list[Line]:
    """The page in `width` cells: all that fits what is `wanted`; `every` lead they gave, or the last ones."""
    drawn: list[Line] = []
    for part in _parts(page, every=every or bool(wanted.strip())):
        rows = [row for row in part.rows if fits(wanted, row.text)]
        if not rows and (not part.none or wanted.strip()):
            continue
        count = len(rows) if wanted.strip() else part.count
        title = part.title if part.count is None else f"{part.title} · {count}"
        drawn += [Line("", heading=_BLANK)] if drawn else []
        drawn += [Line("", heading=quiet(title if rows else part.none))]
        shown = table_lines([row.cells for row in rows], part.columns, width)
        drawn += [Line(row.key, (line,)) for row, line in zip(rows, shown, strict=True)]
    return drawn


def _parts(page: MyPage, *, every: bool) -> Iterator[_Part]:
    current, stale = page.pressing, page.stale
    given = _shortened(tuple(_given(each) for each in page.given.leads), 4, every=every)
    asks = tuple(_ask(place, each, page) for place, each in enumerate(page.asks))
    dates = tuple(_date(place, each, page) for place, each in enumerate(page.dates))
    nobody = "" if page.elsewhere.to_call and not stale else nobody_to_call(len(stale))
    yield _Part("To call", _CALLS, _calls(current, page.chapter), len(current), nobody)
    there = tuple(_call_elsewhere(each, page.chapter) for each in page.elsewhere.to_call)
    yield _Part(CALLS_ELSEWHERE, _CALLS, there, len(there))
    yield _Part("To thank", _THANKS, tuple(map(_thanks, page.thanks)), len(page.thanks))
    yield _Part("In progress", _CALLS, _calls(page.in_progress, page.chapter), len(page.in_progress))
    visitors = tuple(_visitor(each, page) for each in page.to_ask)
    yield _Part("Visitors to ask", _VISITORS, visitors, len(visitors))
    yield _Part("What became of the leads given", _GIVEN, given, len(page.given.leads), page.no_lead_given)
    yield _Part("Last asks", _ASKS, asks)
    yield _Part("Next dates", _DATES, dates)
    days = (_Row(f"elsewhere:{at}", (words(x),)) for at, x in enumerate(page.elsewhere.in_words(page.today)))
    yield _Part("In other chapters", ONE_COLUMN, tuple(days))
    older = _shortened(_calls(stale, page.chapter), 6, every=every)
    yield _Part(LONG_NOT_HEARD_OF, _CALLS, older, len(stale))
    yield _Part("Money", (Column(fills=True),), (_Row("owed", (_owed(page),)),))


# When, whom, the number, what is needed, from whom.
_CALLS = (
    Column(),
    Column(least=41, most=56),
    Column(least=12, most=28),
    Column(most=22),
    Column(least=10, most=60, fills=True, rank=2),
    Column(least=10, most=24, rank=1),
)


def _calls(found: Iterable[LeadLine], chapter: Chapter) -> tuple[_Row, ...]:
    return tuple(_call(line, chapter) for line in found)


def _call_elsewhere(each: LeadElsewhere, chapter: Chapter) -> _Row:
    return _Row(f"there:{each.chapter}:{each.line.id}", _call(each.line, chapter).cells)


def _call(line: LeadLine, chapter: Chapter) -> _Row:
    sign, tone = sign_of_lead(line.today.stands)
    cells = (
        words(sign, tone),
        words(line.today.words.removeprefix("to call "), "wrong" if tone == "wrong" else ""),
        words(_prospect(line.slip)),
        words(shown_phone(line.slip, chapter.country) or "no number"),
        quiet(line.slip.need),
        quiet(f"from {line.from_whom}"),
    )
    return _Row(f"lead:{line.id}", cells)


def _prospect(slip: Slip) -> str:
    return slip.prospect or slip.company or "no name"


_THANKS = (Column(), Column(least=12, most=30), Column(least=16, fills=True, most=80))


def _thanks(line: LeadLine) -> _Row:
    about = Content.assemble(words(f"for {line.whom}"), quiet(f" · {line.today.words}"))
    return _Row(f"thank:{line.id}", (words("◇", "accent"), words(line.from_whom), about))


_VISITORS = (Column(), Column(least=12, most=30), Column(), Column(fills=True, rank=1, most=80))


def _visitor(visitor: Visitor, page: MyPage) -> _Row:
    person = visitor.person
    reach = " · ".join(part for part in (person.profession, person.email) if part)
    visits = quiet(visitor.visits_in_words(page.today))
    cells = (words("?", "visitor"), words(person.name), visits, quiet(reach))
    return _Row(f"visitor:{person.id}", cells)


_GIVEN = (
    Column(),
    Column(least=20, most=46),
    Column(least=12, most=30),
    Column(least=10, most=80, fills=True),
)


def _given(each: GivenLead) -> _Row:
    sign, tone = sign_of_lead(each.today.stands)
    slip = each.lead.slip
    about = " · ".join(part for part in (_prospect(slip), slip.need) if part)
    cells = (words(sign, tone), words(each.today.words), words(f"to {each.receiver}"), quiet(about))
    return _Row(f"given:{each.lead.id}", cells)


def _shortened(rows: tuple[_Row, ...], columns: int, *, every: bool) -> tuple[_Row, ...]:
    """The first ones, and how many more there are; one more would only say that there is one more."""
    left_out = len(rows) - _AT_MOST
    if every or left_out <= 1:
        return rows
    more = (quiet("…"), quiet(f"and {left_out} more"), *[_BLANK] * (columns - 2))
    return (*rows[:_AT_MOST], _Row(f"{MORE}:{rows[0].key}", more))


_ASKS = (Column(), Column(), Column(least=20, most=200, fills=True), Column(right=True))


def _ask(place: int, ask: MyAsk, page: MyPage) -> _Row:
    answers = f"{ask.answers} lead{'' if ask.answers == 1 else 's'}" if ask.answers else "no lead yet"
    by = f" · asked by {ask.substitute}" if ask.substitute else ""
    sought = Content.assemble(words(ask.looking_for), quiet(by))
    answered = words(answers, "good") if ask.answers else quiet(answers)
    return _Row(f"ask:{place}", (_BLANK.pad_right(1), quiet(near_date(ask.on, page.today)), sought, answered))


_DATES = (Column(), Column(), Column(least=20, most=200, fills=True))


def _date(place: int, each: MyDate, page: MyPage) -> _Row:
    sign, tone = _DATE_SIGNS.get(each.kind, _HAS_PART)
    is_first = not place or page.dates[place - 1].on != each.on
    day = near_date(each.on, page.today) if is_first else ""
    return _Row(f"date:{place}", (words(sign, tone), words(day), words(each.words)))


def _owed(page: MyPage) -> Content:
    balance = owed_in_words(page.owed, page.chapter.country)
    return words(balance, "amber" if any(each.minor > 0 for each in page.owed) else "")


# The line under the cursor, in full


def in_full(page: MyPage, key: str) -> str:
    """What there is to know of the line of this key; empty where the line says it all."""
    kind, _, number = key.partition(":")
    if kind in ("lead", "thank"):
        line = next((x for x in (*page.calls, *page.in_progress, *page.thanks) if str(x.id) == number), None)
        return "" if line is None else _lead_in_full(line, page.chapter)
    if kind == "there":
        there = next((x for x in page.elsewhere.to_call if key == f"there:{x.chapter}:{x.line.id}"), None)
        return "" if there is None else _lead_in_full(there.line, page.chapter)
    if kind == "given":
        given = next((x for x in page.given.leads if str(x.lead.id) == number), None)
        return "" if given is None else _given_in_full(given)
    if kind == "visitor":
        visitor = next((x for x in page.to_ask if str(x.person.id) == number), None)
        return "" if visitor is None else _visitor_in_full(visitor, page)
    return ""


def _lead_in_full(line: LeadLine, chapter: Chapter) -> str:
    slip = line.slip
    parts: Sequence[str] = (
        slip.named,
        shown_phone(slip, chapter.country),
        slip.email,
        slip.need,
        line.today.words,
        line.who_calls,
        f"answers “{line.answers}”" if line.answers else "",
        f"from {line.from_whom}",
    )
    return " · ".join(part for part in parts if part)


def _given_in_full(given: GivenLead) -> str:
    slip = given.lead.slip
    parts = (slip.named, slip.need)
    about = " · ".join(part for part in parts if part)
    return f"To {given.receiver}: {about or 'no name'} · {given.today.words}"


def _visitor_in_full(visitor: Visitor, page: MyPage) -> str:
    person = visitor.person
    number = shown_phone(person, page.chapter.country)
    parts = (person.name, person.profession, visitor.visits_in_words(page.today), number, person.email)
    return " · ".join(part for part in parts if part)
