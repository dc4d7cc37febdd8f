"""The minutes as members have them: one page, in which no prospect is named.

Slips, notes and what became of a lead are left out altogether: whose names are in them nobody can know. Words
that are meant for all, like an ask, are left out where they name a prospect of a lead that the meeting speaks
of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.meeting.record_kind import EntryText
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT, TESTIMONIAL
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people import visiting
from leadsroom.domain.people.attendance import NOT_MARKED, Mark
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import total
from leadsroom.domain.text.plain_text import fold, with_plain_digits
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
from leadsroom.exchange.minutes.in_short import figure, figures, next_meeting, talk_in_words, trend
from leadsroom.exchange.minutes.whole import nothing_today, which_visit
from leadsroom.views.health.around import Around
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import AttendanceLine, LeadLine

T = TypeVar("T")

LEFT_OUT = "(left out here: it names a prospect)"
_LONGEST = 240  # letters of anything that somebody typed: it is to be one page
_SHORTEST = 3  # letters of a name by which somebody can be found
_SHORTEST_SIGNS = 2  # the same in a script without large and small letters


class PublicWords(Struct, frozen=True):
    """What may be said to all; the names of people at the table are no prospect's.

    `people` are the words of each prospect's name, in any order; `phrases` stand in a text as words that
    follow one another. Both are folded. `single` are words as typed; what is `anywhere` may touch others.
    """

    people: frozenset[frozenset[str]]
    phrases: frozenset[str]
    single: frozenset[str]
    anywhere: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def at(cls, snapshot: Snapshot, leads: Mapping[LeadId, Lead]) -> PublicWords:
        """Of a meeting, by all leads that are spoken of there."""
        slips = [lead.slip for lead in (*snapshot.leads, *leads.values())]
        earlier = (*snapshot.earlier_leads, *snapshot.to_check)
        people = [slip.prospect for slip in slips] + [lead.prospect for lead in earlier]
        people += [update.about for update in snapshot.updates]
        people += [report.about for report in snapshot.business]
        places = [part for slip in slips for part in (slip.company, slip.address)]
        phones = [part for slip in slips for part in (slip.phone, slip.phone_typed)]
        phones += [lead.phone for lead in earlier]
        # A prospect may stand there by what they need; but who is named in a need is named.
        needs = [slip.need for slip in slips] + [lead.need for lead in earlier]
        needs = [need for need in needs if need.islower()]
        at_table = snapshot.people.values()
        common = {*map(fold, needs), *(fold(person.name) for person in at_table)}
        usual = {word for text in (*needs, *(x.profession for x in at_table)) for word in _words(text)}
        usual |= {word for person in at_table for word in _words(person.name)}
        names = {text for text in people if _is_found_by(text) and fold(text) not in common}
        found = names | {text for text in places if _is_found_by(text) and fold(text) not in common}
        emails = {fold(slip.email) for slip in slips if slip.email}
        return cls(
            frozenset(frozenset(_words(text)) for text in names if len(_words(text)) > 1),
            frozenset(_as_phrase(text) for text in found if len(_words(text)) > 1),
            frozenset(text.strip() for text in found if len(_words(text)) == 1)
            | {last for text in names if (last := _surname(text)) and fold(last) not in usual},
            frozenset(emails | {fold(text) for text in found if not _has_case(text)}),
            frozenset(digits for digits in map(_digits, phones) if len(digits) >= _LOCAL),
        )

    def shown(self, typed: str) -> str:
        """The words, in all brevity; or that they are left out."""
        if self.names_prospect(typed):
            return LEFT_OUT
        return typed if len(typed) <= _LONGEST else f"{typed[: _LONGEST - 1].rstrip()}…"

    def names_prospect(self, typed: str) -> bool:
        """Whether a prospect can be found by these words."""
        folded, phrase, digits = fold(typed), _as_phrase(typed), _digits(typed)
        words, as_typed = (_with_owners(each) for each in (_words(typed), _WORD.findall(typed)))
        return (
            not self.single.isdisjoint(as_typed)
            or any(name <= words for name in self.people)
            or any(each in phrase for each in self.phrases)
            or any(each in folded for each in self.anywhere)
            or any(number[-_LOCAL:] in digits for number in self.numbers)
        )


NOTHING_NAMED = PublicWords(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
_LOCAL = 7  # digits by which a number is found, whatever stands before it
_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _as_phrase(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _with_owners(words: Iterable[str]) -> set[str]:
    """The words, and whose it is where one may say so: `Maiers` is also `Maier`."""
    found = set(words)
    return found | {word.removesuffix("s") for word in found}


def _is_found_by(text: str) -> bool:
    return len(text.strip()) >= (_SHORTEST if _has_case(text) else _SHORTEST_SIGNS)


def _has_case(text: str) -> bool:
    """Of a script with large and small letters; in the others a name may touch the words beside it."""
    return text.lower() != text.upper()


def _surname(name: str) -> str:
    """The last word of a name, if it is written like one: `Quill` of `Ms Zanzibar Quill`."""
    *before, last = _WORD.findall(name) or [""]
    return last if before and len(last) >= _SHORTEST and last[0].isupper() else ""


def _digits(text: str) -> str:
    return "".join(char for char in with_plain_digits(text) if char.isdecimal())


def members_minutes(summary: Summary, around: Around, public: PublicWords) -> Iterator[Section]:
    """The sections, those in which nothing stands too."""
    yield Section("In short", (*figures(summary), *trend(summary, around)))
    yield Section("Next meeting", next_meeting(summary, around, public.shown))
    yield Section(
        "Announcements", bullets(_announced(x, public) for x in summary.entries[ANNOUNCEMENT.table])
    )
    yield Section("Who was there", bullets(_attendance(summary)))
    yield Section("Visitors", bullets(_visitors(summary, public)))
    if summary.visiting_members:
        yield Section(visiting.HEADING, bullets(_visiting_members(summary, public)))
    yield Section("Speaker", bullets(_talks(summary, public)))
    yield Section("Leads passed", (*bullets(_leads(summary)), *paragraph(nothing_today(summary))))
    yield Section("Closed business", _closed(summary))
    yield Section("Thanks", bullets(_thanks(summary)))
    yield Section("Testimonials", bullets(_praise(x, public) for x in summary.entries[TESTIMONIAL.table]))
    yield Section("Asks", bullets(_asks(summary, public)))
    yield Section("One-to-ones", _one_to_ones(summary))
    yield Section("", paragraph(_corrected(summary)))


def _attendance(summary: Summary) -> Iterator[Line]:
    """Who was there and who was not, each mark a line."""
    chapter = summary.chapter

    def late(seat: AttendanceLine) -> str:
        at = f" {clock_time(seat.arrived_at, chapter)}" if seat.arrived_at is not None else ""
        return f"{seat.member.name}{at}"

    def stood_in(seat: AttendanceLine) -> str:
        who = seat.substitute.name if seat.substitute is not None else "a substitute"
        return f"{who} for {seat.member.name}"

    marks: tuple[tuple[str, Mark | None, Callable[[AttendanceLine], str]], ...] = (
        ("Present", Mark.PRESENT, _name),
        ("Late", Mark.LATE, late),
        ("Substitutes", Mark.SUBSTITUTE, stood_in),
        ("Medical leave", Mark.MEDICAL, _name),
        ("Absent", Mark.ABSENT, _name),
        (NOT_MARKED.capitalize(), None, _name),
    )
    for words, mark, shown in marks:
        names = [shown(seat) for seat in summary.attendance if seat.mark is mark]
        if names:
            yield line(strong(words), f" ({len(names)}): ", *joined(map(line, names), ", "))
    online = [seat.member.name for seat in summary.attendance if seat.online]
    if online:
        yield line(strong("Of them online"), ": ", *joined(map(line, online), ", "))


def _name(seat: AttendanceLine) -> str:
    return seat.member.name


def _visitors(summary: Summary, public: PublicWords) -> Iterator[Line]:
    for each in summary.visitors:
        by = f"invited by {each.host.name}" if each.host is not None else ""
        parts = (public.shown(each.visitor.profession), by, which_visit(each))
        yield joined((line(strong(each.visitor.name)), *map(line, parts)))


def _visiting_members(summary: Summary, public: PublicWords) -> Iterator[Line]:
    for each in summary.visiting_members:
        by = f"invited by {each.host.name}" if each.host is not None else ""
        yield joined((line(strong(each.member.name)), *map(line, (public.shown(each.member.profession), by))))


def _talks(summary: Summary, public: PublicWords) -> Iterator[Line]:
    for each in summary.steps:
        if each.talk is not None and each.is_talk_given:
            yield talk_in_words(each.talk, "spoke", public.shown(each.talk.topic))


def _leads(summary: Summary) -> Iterator[Line]:
    """Whom each gave how many leads; raw ones are called so."""
    counted = [each for each in summary.leads if each.lead.counts]
    for _, of_seat in _by(counted, lambda each: each.giver):
        for _, own in _by(of_seat, lambda each: each.spoken_by or each.giver):
            parts = [_leads_to(receiver, leads) for receiver, leads in _by(own, lambda each: each.receiver)]
            yield line(strong(own[0].from_whom), " to ", *joined(map(line, parts), ", "))


def _leads_to(receiver: Person, leads: list[LeadLine]) -> str:
    """`Ann Chu`, `Ann Chu (2)`, `Ann Chu (2, 1 raw)`, `Ann Chu (raw)`."""
    raw = sum(not each.qualified for each in leads)
    many = [str(len(leads))] if len(leads) > 1 else []
    many += ["raw" if len(leads) == 1 else f"{raw} raw"] if raw else []
    return f"{receiver.name} ({', '.join(many)})" if many else receiver.name


def _closed(summary: Summary) -> tuple[Block, ...]:
    """What each reported, and to whose credit: a sum for each two."""
    rows: list[tuple[str | Line, ...]] = []
    for reporter, own in _by(summary.closed, lambda each: each.reported_by):
        for credited, both in _by(own, lambda each: each.credited_to):
            dollars = total((each.amount for each in both), summary.chapter.currency)
            rows.append((reporter.name, credited.name, figure(dollars, summary)))
    together = line(strong(figure(summary.totals.closed_business, summary)))
    rows += [(line(strong("Together")), "", together)] if rows else []
    return table(("Reported by", "Thanks to", "Closed"), rows, numbers=(2,), is_summed=True)


def _thanks(summary: Summary) -> Iterator[Line]:
    for by, own in _by(summary.thanks, lambda each: each.by):
        times = Counter(each.to.name for each in own)
        names = (f"{name} ({many})" if many > 1 else name for name, many in times.items())
        yield line(strong(by.name), " thanks ", *joined(map(line, names), ", "))


def _praise(each: EntryText, public: PublicWords) -> Line:
    by, about = each.names
    words = (": “", public.shown(each.words), "”") if each.words else ()
    return line(strong(by), " about ", strong(about), *words)


def _announced(each: EntryText, public: PublicWords) -> Line:
    return line(strong(each.names[0]), ": ", public.shown(each.words))


def _asks(summary: Summary, public: PublicWords) -> Iterator[Line]:
    for each in summary.asks:
        answered = f" · answered by {counted(each.answers, 'lead')}" if each.answers else ""
        yield line(strong(each.member.name), ": ", public.shown(each.looking_for), answered)


def _one_to_ones(summary: Summary) -> tuple[Block, ...]:
    pairs = Counter(f"{one.first} and {one.second}" for one in summary.one_to_ones)
    return paragraph("; ".join(f"{pair} ({many})" if many > 1 else pair for pair, many in pairs.items()))


def _corrected(summary: Summary) -> str:
    """That something was corrected since, and not what: it names whom a lead is about."""
    if not summary.corrections:
        return ""
    last = short_date(summary.chapter.today(summary.corrections[-1].at))
    return f"Corrected {counted(len(summary.corrections), 'time')} since the meeting, last on {last}."


def _by(lines: Iterable[T], who: Callable[[T], Person]) -> list[tuple[Person, list[T]]]:
    """The lines of each person, in the order in which people come up."""
    found: dict[int, tuple[Person, list[T]]] = {}
    for each in lines:
        found.setdefault(who(each).id, (who(each), []))[1].append(each)
    return list(found.values())
