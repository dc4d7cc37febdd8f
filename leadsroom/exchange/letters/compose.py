"""The letters after a meeting, from what is on record: to members what is theirs, to visitors thanks.

A letter is a few parts, each of them lines under a heading; its text and its HTML are made from the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.health.to_do import LONG_NOT_HEARD_OF, MyDateKind
from leadsroom.domain.leads.given import GivenLead
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.meeting.letters import LetterKind
from leadsroom.domain.meeting.snapshot import Meeting
from leadsroom.domain.money.account import owed_in_words
from leadsroom.domain.people.attendance import Became, Visit
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import SeasonDate
from leadsroom.domain.season.replies import ReplyLink, no_letters_link, reply_links
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, near_date
from leadsroom.exchange.slips.formats import vcf_slips
from leadsroom.exchange.slips.wording import HandedSlip, Handover
from leadsroom.views.health.elsewhere import CALLS_ELSEWHERE
from leadsroom.views.health.my_page import MyAsk, MyToDo
from leadsroom.views.meeting.summary_lines import LeadLine, who_calls_whom

_CALLS_AT_MOST, _STALE_AT_MOST, _OTHERS_AT_MOST, _DATES_AT_MOST = 20, 5, 10, 8
_NEWS = timedelta(weeks=5)


class Line(Struct, frozen=True):
    """A line of a letter; `href` leads to a telephone or an email program."""

    words: str
    href: str = ""


class Entry(Struct, frozen=True):
    """One thing: its first line, and what stands under it. What `presses` is late."""

    head: Line
    under: tuple[Line, ...] = ()
    presses: bool = False


class Part(Struct, frozen=True):
    """Entries under a heading; `more` says what is left out."""

    heading: str
    entries: tuple[Entry, ...]
    more: str = ""


class Asks(Struct, frozen=True):
    """How much a letter asks of its receiver: whom to call, to thank, and what visitor to ask for news."""

    calls: int = 0
    thanks: int = 0
    visitors: int = 0

    @property
    def in_words(self) -> str:
        """`2 calls, 1 thank-you, 1 visitor to ask`; empty where there is nothing."""
        counts = (
            (self.calls, "call", "calls"),
            (self.thanks, "thank-you", "thank-yous"),
            (self.visitors, "visitor to ask", "visitors to ask"),
        )
        return ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in counts if number)


class Letter(Struct, frozen=True):
    """What one person is written. `links` are the answers that are one press away, and `no_letters` the one
    that ends the letters; without an address of the chapter there are none. `cards` is a vCard file of the
    prospects to call, empty where there is none.
    """

    kind: LetterKind
    subject: str
    greeting: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    links: tuple[ReplyLink, ...] = ()
    no_letters: ReplyLink | None = None
    cards: bytes = b""
    asks: Asks = Asks()


class Occasion(Struct, frozen=True):
    """What all letters of a run have in common: the meeting they are about, and the next one, which starts at
    `next_at`. `held_since`: whether there has been another meeting since the one they are about.
    """

    chapter: Chapter
    meeting: Meeting
    now: datetime
    following: SeasonDate
    next_at: datetime
    held_since: bool = False

    @property
    def today(self) -> date:
        """The day in the meeting room."""
        return self.chapter.today(self.now)

    @property
    def next_in_words(self) -> str:
        """`Wed 25 Nov, 7:00 AM, Pier 4`."""
        day = near_date(self.following.on, self.today)
        hour = clock_time(self.next_at, self.chapter, half=True)
        place = self.following.place or self.chapter.place
        return ", ".join(filter(None, (day, hour, clean(place), clean(self.following.note))))

    def near(self, on: date) -> str:
        """`Wed 18 Nov`."""
        return near_date(on, self.today)


# To a member


def letter_to_member(page: MyToDo, of: Occasion) -> Letter:
    """What a member is to do, what became of what they did, and their dates."""
    calls = len(page.pressing) + len(page.elsewhere.to_call)
    asks = Asks(calls, len(page.thanks), len(page.to_ask))
    is_called_for = bool(asks.in_words or page.stale)
    held = f"the meeting of {of.meeting.name.in_full}"
    opening = (
        f"After {held}, this is yours to do." if is_called_for else f"Nothing waits for you after {held}."
    )
    return Letter(
        kind=LetterKind.MEMBER,
        subject=_subject(asks, of),
        greeting=f"Dear {clean(page.member.name)},",
        opening=(opening, f"We meet next on {of.next_in_words}.", *_announced(page, of)),
        parts=tuple(part for part in _parts(page, of) if part.entries),
        closing=_owed(page),
        links=_links(page.member, of),
        no_letters=_no_letters(page.member, of),
        cards=_cards(page, of),
        asks=asks,
    )


def _announced(page: MyToDo, of: Occasion) -> Iterator[str]:
    """`You announced for Wed 25 Nov: away, Tom Ray is the substitute.`, where anything was announced."""
    on = of.following.on
    for each in page.dates:
        if each.on == on and each.kind is MyDateKind.AWAY:
            yield f"You announced for {of.near(on)}: {clean(each.words)}."


def _subject(asks: Asks, of: Occasion) -> str:
    """`Harborview, Wed 18 Nov: 2 calls, 1 thank-you`."""
    about = asks.in_words or f"next meeting {of.near(of.following.on)}"
    return f"{clean(of.chapter.name)}, {of.meeting.name.in_short}: {about}"


def _parts(page: MyToDo, of: Occasion) -> Iterator[Part]:
    country = of.chapter.country
    yield _part("To call", (_call(line, of) for line in page.pressing), _CALLS_AT_MOST)
    there = page.elsewhere.to_call
    yield _part(CALLS_ELSEWHERE, (_call(each.line, of) for each in there), _CALLS_AT_MOST)
    yield _part("To thank", map(_thanks, page.thanks), _OTHERS_AT_MOST)
    yield _part("Your visitors: what do they think?", (_visitor(x, country) for x in page.to_ask))
    yield _part("Going on with you", (_stands(line, country) for line in page.in_progress), _OTHERS_AT_MOST)
    yield _part(LONG_NOT_HEARD_OF, (_stands(line, country) for line in page.stale), _STALE_AT_MOST)
    yield _given(page, of)
    here = (Entry(Line(clean(each))) for each in page.elsewhere.in_words(of.today))
    yield _part("In other chapters", here)
    yield _part("What you looked for", (_ask(ask, of) for ask in page.asks))
    dates = (Entry(Line(f"{of.near(each.on)}: {clean(each.words)}")) for each in page.dates)
    yield _part("Your next dates", dates, _DATES_AT_MOST)


def _part(heading: str, entries: Iterable[Entry], most: int = _OTHERS_AT_MOST) -> Part:
    found = tuple(entries)
    left_out = len(found) - most
    return Part(heading, found[:most], f"and {left_out} more" if left_out > 0 else "")


def _call(line: LeadLine, of: Occasion) -> Entry:
    slip, country = line.slip, of.chapter.country
    passed = of.near(of.chapter.today(line.lead.passed_at))
    return Entry(
        Line(f"{_prospect(slip)} – {clean(line.today.words)}"),
        (
            *_reached(slip, country),
            *(Line(words) for words in _what_for(line) if words),
            Line(f"From {_giver(line)}, {passed}"),
        ),
        presses=line.today.at <= of.now,
    )


def _prospect(slip: Slip) -> str:
    """`Jane Doe, Bluepoint Dental`; of somebody without a name what is on record of them."""
    return clean(slip.named or slip.about)


def _reached(slip: Slip, country: str) -> Iterator[Line]:
    """The number as it is dialled where the chapter is, the email address, the address."""
    shown = clean(shown_phone(slip, country))
    if shown:
        yield Line(shown, f"tel:{slip.phone}" if slip.phone else "")
    if slip.email:
        yield Line(clean(slip.email), f"mailto:{_in_link(slip.email)}")
    if slip.address:
        yield Line(clean(slip.address))


def _in_link(address: str) -> str:
    from urllib.parse import quote

    return quote(clean(address), safe="@")


_EXPECTS = {True: "Expects your call", False: "Does not expect your call", None: ""}
_PROMISED = {True: "Promised to call", False: "", None: ""}


def _what_for(line: LeadLine) -> Iterator[str]:
    slip = line.slip
    when = f" ({slip.when.words})" if slip.when else ""
    yield f"Needs: {clean(slip.need)}{when}" if slip.need else ""
    yield clean(who_calls_whom(slip, _giver(line), "you"))
    yield (_PROMISED if slip.who_calls is WhoCalls.PROSPECT else _EXPECTS)[slip.expecting_call]
    yield f"Answers what you looked for: {clean(line.answers)}" if line.answers else ""
    yield f"Note: {clean(slip.note)}" if slip.note else ""


def _giver(line: LeadLine) -> str:
    return clean(line.from_whom)


def _thanks(line: LeadLine) -> Entry:
    return Entry(Line(f"{_giver(line)}, for {clean(line.whom)} – {clean(line.today.words)}"))


def _stands(line: LeadLine, country: str) -> Entry:
    number = clean(shown_phone(line.slip, country))
    named = ", ".join(filter(None, (_prospect(line.slip), number)))
    return Entry(Line(f"{named} – {clean(line.today.words)}, from {_giver(line)}"))


def _visitor(visitor: Visitor, country: str) -> Entry:
    person = visitor.person
    number = clean(shown_phone(person, country))
    reached = " · ".join(filter(None, (number, clean(person.email))))
    return Entry(Line(clean(person.name)), (Line(reached),) if reached else ())


def _given(page: MyToDo, of: Occasion) -> Part:
    """Those that were given or heard of lately, the latest news first; the others are counted."""
    since = of.now - _NEWS
    fresh = [each for each in page.given.leads if max(each.lead.passed_at, each.today.at) >= since]
    part = _part("What became of the leads you gave", map(_became, fresh))
    if not page.given.leads:
        return part
    dollars = page.given.dollars.total
    closed = f", {show_money(dollars, of.chapter.country)} closed" if dollars.minor else ""
    year = f"In twelve months you gave {page.given.counted.replace(' · ', ' and ')}{closed}"
    entries = part.entries or (Entry(Line("No news in five weeks")),)
    return Part(part.heading, entries, f"{part.more}. {year}." if part.more else f"{year}.")


def _became(given: GivenLead) -> Entry:
    to = f"{_prospect(given.lead.slip)}, to {clean(given.receiver)}"
    return Entry(Line(f"{to} – {clean(given.today.words)}"))


def _ask(ask: MyAsk, of: Occasion) -> Entry:
    leads = counted(ask.answers, "lead") if ask.answers else "no lead yet"
    by = f" ({clean(ask.substitute)} for you)" if ask.substitute else ""
    return Entry(Line(f"{of.near(ask.on)}: {clean(ask.looking_for)}{by} – {leads}"))


def _owed(page: MyToDo) -> tuple[str, ...]:
    words = owed_in_words(page.owed, page.chapter.country)
    if not page.owed:
        return ()
    return (f"Your account: {words.replace('owes', 'you owe')}.",)


def _links(person: Person, of: Occasion) -> tuple[ReplyLink, ...]:
    if not of.chapter.email:
        return ()
    return reply_links(of.chapter.email, person.name, of.following.on, of.today)


def _no_letters(person: Person, of: Occasion) -> ReplyLink | None:
    return no_letters_link(of.chapter.email, person.name) if of.chapter.email else None


def _cards(page: MyToDo, of: Occasion) -> bytes:
    name = page.member.name
    lines = (*page.pressing, *(each.line for each in page.elsewhere.to_call))
    slips = tuple(HandedSlip(line.lead, _giver(line), name) for line in lines)
    if not slips:
        return b""
    return vcf_slips(Handover(of.chapter, name, of.meeting.name, slips, of.now))


# To a visitor


def letter_to_visitor(visitor: Person, visit: Visit, host: str, of: Occasion) -> Letter:
    """Thanks, the next date, and how to apply; who has said that they do not want to is thanked alone."""
    chapter = clean(of.chapter.name)
    brought = f", as a visitor of {clean(host)}" if host else ""
    thanks = f"Thank you for coming to {chapter} on {of.meeting.name.in_full}{brought}."
    parts = () if visit.became is Became.NOT_INTERESTED else tuple(_of_next(visit, host, of))
    return Letter(
        kind=LetterKind.VISITOR,
        subject=f"Thank you for visiting {chapter} on {of.meeting.name.in_short}",
        greeting=f"Dear {clean(visitor.name)},",
        opening=(thanks,),
        parts=parts,
        closing=(),
        no_letters=_no_letters(visitor, of),
    )


def _of_next(visit: Visit, host: str, of: Occasion) -> Iterator[Part]:
    yield Part("The next meeting", (Entry(Line(of.next_in_words)),))
    if visit.became is Became.APPLIES:
        yield Part("Your application", (Entry(Line("We have it, and will tell you what is decided.")),))
        return
    ways = [f"tell {clean(host)}"] if host else []
    ways += ["answer this email"] if of.chapter.email else []
    ways.append("ask for the form at the meeting")
    each_profession = "Each profession has one seat with us."
    how = Line(f"{each_profession} To apply for yours, {', or '.join(ways)}.")
    yield Part("If you would like to join us", (Entry(how),))
