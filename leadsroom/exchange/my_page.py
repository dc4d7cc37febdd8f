"""A member's page as text for a terminal or a message, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.health.cost import PARTS
from leadsroom.domain.health.figures import COUNTS, Figures, HowSoon
from leadsroom.domain.health.statistics import rounded
from leadsroom.domain.health.to_do import LONG_NOT_HEARD_OF, nobody_to_call
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.given import GivenLead
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.money.account import owed_in_words
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, long_date, near_date
from leadsroom.errors import Refused
from leadsroom.exchange.money import figure
from leadsroom.exchange.outgoing import json_file
from leadsroom.exchange.slips.formats import member_called
from leadsroom.store.read.people.roster import members, members_ever_in
from leadsroom.store.reading import Reading
from leadsroom.views.health.elsewhere import CALLS_ELSEWHERE
from leadsroom.views.health.figures import SeasonPart
from leadsroom.views.health.my_page import MyPage
from leadsroom.views.health.own_costs import OwnCosts
from leadsroom.views.health.season_words import (
    cost_in_words,
    how_soon_in_words,
    never_exchanged_in_words,
    season_table,
    span_in_words,
    trends,
)
from leadsroom.views.meeting.summary_lines import LeadLine

FORMATS = ("text", "json")
_WIDE = 80
_AT_MOST = 10
_BARS = "▁▂▃▄▅▆▇█"


def person_called(reading: Reading, typed: str) -> PersonId:
    """The member, or former member, who is meant by a part of a name. Raises Refused, naming who could be."""
    people = {each.person.id: each.person for each in members(reading.connection, reading.chapter_id)}
    return member_called(typed, people.values()).id


def member_ever_called(reading: Reading, typed: str) -> PersonId:
    """The same among those who hold a seat or held one: whoever applies for one is not offered."""
    people = {e.person.id: e.person for e in members_ever_in(reading.connection, reading.chapter_id)}
    return member_called(typed, people.values()).id


def write_my_page(page: MyPage, format: str, own: OwnCosts | None = None) -> bytes:
    """The page in a format of FORMATS, in UTF-8. Raises Refused for another one.

    With the member's `own` costs it is for nobody but them.
    """
    if format not in FORMATS:
        raise Refused(f"A member's page is not written as “{format}”. Choose one of: {', '.join(FORMATS)}.")
    return json_my_page(page, own) if format == "json" else text_my_page(page, own).encode("utf-8")


# To read


def text_my_page(page: MyPage, own: OwnCosts | None = None) -> str:
    """The page from whom to call first down to the season, ending in a newline."""
    parts = [_head(page), *_to_do(page), *_afterwards(page), _season(page), _cost(page)]
    parts += [_own(own, page)] if own is not None else []
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(page: MyPage) -> list[str]:
    at = f"{long_date(page.today)}, {clock_time(page.now, page.chapter, half=True)}"
    who = ", ".join(filter(None, (page.member.name, page.membership.profession, page.has_left)))
    return [clean(who), clean(f"{page.chapter.name}, {at}")]


def _part(title: str, lines: Sequence[str], none: str = "") -> list[str]:
    return [title, *lines] if lines else [none] if none else []


def _to_do(page: MyPage) -> Iterator[list[str]]:
    stale = page.stale
    none = "" if page.elsewhere.to_call and not stale else nobody_to_call(len(stale))
    yield _part("To call", _calls(page.pressing, page.chapter), none)
    yield _part("To thank", [x for line in page.thanks for x in _wrapped(_thanks(line))])
    yield _part("In progress", _calls(page.in_progress, page.chapter))
    visitors = (f"{x.person.name}, {x.visits_in_words(page.today)}" for x in page.to_ask)
    yield _part("Visitors to ask", [line for visitor in visitors for line in _wrapped(visitor)])
    there = page.elsewhere.to_call
    yield _part(CALLS_ELSEWHERE, _calls([each.line for each in there], page.chapter))
    older = _calls(stale[:_AT_MOST], page.chapter)
    yield _part(LONG_NOT_HEARD_OF, [*older, *_more(stale, "--for NAME --meeting all")])


def _afterwards(page: MyPage) -> Iterator[list[str]]:
    today, country = page.today, page.chapter.country
    given = [line for each in page.given.leads[:_AT_MOST] for line in _given(each)]
    given += _more(page.given.leads, "--from NAME")
    yield _part("What became of the leads given", given, page.no_lead_given)
    asks = (
        f"{near_date(ask.on, today)}: {ask.looking_for} ({counted(ask.answers, 'lead')})" for ask in page.asks
    )
    yield _part("Last asks", [line for ask in asks for line in _wrapped(ask)])
    dates = (f"{near_date(each.on, today)}: {each.words}" for each in page.dates)
    yield _part("Next dates", [line for each in dates for line in _wrapped(each)])
    yield _part("In other chapters", [x for each in page.elsewhere.in_words(today) for x in _wrapped(each)])
    yield ["Money", f"  {owed_in_words(page.owed, country)}"]


def _wrapped(text: str, indent: int = 2) -> list[str]:
    return wrap(
        clean(text),
        _WIDE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 4),
        break_on_hyphens=False,
    )


def _calls(found: Iterable[LeadLine], chapter: Chapter) -> list[str]:
    lines: list[str] = []
    for line in found:
        number = shown_phone(line.slip, chapter.country) or "no number"
        lines += _wrapped(f"{_prospect(line.slip)}, {number}: {line.today.words}")
        about = (line.slip.need, line.who_calls, f"from {line.from_whom}")
        lines += _wrapped(", ".join(part for part in about if part), indent=6)
    return lines


def _more(leads: Sequence[object], option: str) -> list[str]:
    more = len(leads) - _AT_MOST
    return [f"  and {more} more: leadsroom slips {option} gives all"] if more > 0 else []


def _prospect(slip: Slip) -> str:
    return slip.named or "no name"


def _thanks(line: LeadLine) -> str:
    by = f"{line.from_whom}," if line.spoken_by is not None else line.giver.name
    return f"{by} for {line.whom}: {line.today.words}"


def _given(each: GivenLead) -> list[str]:
    slip = each.lead.slip
    about = f"{_prospect(slip)}: {slip.need}" if slip.need else _prospect(slip)
    return [*_wrapped(f"{each.today.words}, {each.receiver}"), *_wrapped(about, indent=6)]


def _season(page: MyPage) -> list[str]:
    season, today, country = page.season, page.today, page.chapter.country
    table = season_table(season, country)
    rows = [("", *table.spans), *((row.label, *row.cells) for row in table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  "
        + "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    lines += [f"  {table.note}"] if table.note else []
    pictures = [
        f"  {trend.title:<11}  {bars(trend.values)}  {trend.words}"
        for trend in trends(season, page.chapter.currency, country)
    ]
    facts = (
        f"First lead: {how_soon_in_words(season.first_lead, 'meeting', today)}",
        f"First dollars: {how_soon_in_words(season.first_dollar, 'week', today)}",
        f"No lead yet with: {never_exchanged_in_words(season)}",
    )
    months = f"  By month, {span_in_words(season)}:"
    return ["The season", *lines, "", months, *pictures, "", *(x for fact in facts for x in _wrapped(fact))]


def _cost(page: MyPage) -> list[str]:
    facts = cost_in_words(page.cost, page.season, page.chapter.country)
    return ["What the seat cost", *(line for label, text in facts for line in _wrapped(f"{label}: {text}"))]


def _own(own: OwnCosts, page: MyPage) -> list[str]:
    """What the member entered, the latest first; at the end what it comes to in twelve months."""
    country = page.chapter.country
    lines = [
        line
        for each in own.costs
        for line in _wrapped(
            ", ".join(
                filter(None, (near_date(each.on, page.today), show_money(each.amount, country), each.note))
            )
        )
    ]
    sums = " + ".join(show_money(each, country) for each in own.sums)
    together = [f"  In 12 months: {sums}"] if sums else []
    return _part("Own costs", [*lines, *together], "No own costs were entered.")


def bars(values: Sequence[int]) -> str:
    """A bar for each value, from nothing to the largest."""
    most = max(values, default=0) or 1
    return "".join(_BARS[value * (len(_BARS) - 1) // most] for value in values)


# For programs


def json_my_page(page: MyPage, own: OwnCosts | None = None) -> bytes:
    """All of it: moments with their offset, amounts in major units, figures by name."""
    season = page.season
    parts = {
        "last_6_months": season.last_6_months,
        "last_12_months": season.last_12_months,
        "since_joining": season.since_joining,
    }
    whole: dict[str, Any] = {
        "schema_version": 1,
        "chapter": page.chapter.name,
        "member": page.member.name,
        "profession": page.membership.profession,
        "as_of": _moment(page.now, page.chapter),
        "calls": [_lead(line, page.chapter) for line in page.calls],
        "in_progress": [_lead(line, page.chapter) for line in page.in_progress],
        "thanks": [_lead(line, page.chapter) for line in page.thanks],
        "given": [_given_lead(each, page.chapter) for each in page.given.leads],
        "asks": [
            {"on": f"{ask.on}", "looking_for": clean(ask.looking_for), "answers": ask.answers}
            for ask in page.asks
        ],
        "dates": [
            {"on": f"{each.on}", "kind": each.kind.value, "words": clean(each.words)} for each in page.dates
        ],
        "visitors_to_ask": [clean(visitor.person.name) for visitor in page.to_ask],
        "owed": _amounts(page.owed),
        "elsewhere": _elsewhere(page),
        "cost": _cost_as_data(page),
        "season": {
            **{name: _figures(part) for name, part in parts.items()},
            "first_lead_after_meetings": _how_soon(season.first_lead),
            "first_dollars_after_weeks": _how_soon(season.first_dollar),
            "never_exchanged_with": [clean(person.name) for person in season.never_exchanged],
            "months": [
                {
                    "first": f"{month.period.first}",
                    "last": f"{month.period.last}",
                    "given": month.given,
                    "received": month.received,
                    "dollars": _amounts(month.dollars),
                }
                for month in season.trend
            ],
        },
    }
    if own is not None:
        whole["own_costs"] = [
            {"on": f"{each.on}", **_amounts([each.amount])[0], "note": clean(each.note)} for each in own.costs
        ]
    return json_file(whole)


def _elsewhere(page: MyPage) -> dict[str, Any]:
    """What they did in other chapters, which is in no figure. Nobody is named but whom they are to call."""
    return {
        "leads": [
            {
                "chapter": clean(each.chapter),
                "on": f"{each.on}",
                "given": each.is_given,
                "counts": each.line.lead.counts,
                "qualified": each.line.qualified,
                "other": clean(each.other),
                **_without_prospect(_lead(each.line, page.chapter), named=each.is_to_call),
            }
            for each in page.elsewhere.leads
        ],
        "meetings": [
            {"chapter": clean(each.chapter), "on": f"{each.on}", "stood_in_for": clean(each.member) or None}
            for each in page.elsewhere.days
        ],
    }


_OF_PROSPECT = ("prospect", "company", "phone", "email", "need", "answers", "words")


def _without_prospect(lead: dict[str, Any], *, named: bool) -> dict[str, Any]:
    return lead if named else {key: None if key in _OF_PROSPECT else each for key, each in lead.items()}


def _cost_as_data(page: MyPage) -> dict[str, Any]:
    """What the seat cost in twelve months, in major units; each currency by itself."""
    cost, period = page.cost, page.season.last_12_months.period
    return {
        "from": f"{period.first}",
        "to": f"{period.last}",
        "charges": [
            {"currency": each.currency, **{part: figure(each.of(part)) for part in PARTS}}
            for each in (cost, *cost.others)
        ],
        "hours": rounded(cost.hours_exact),
        "meetings": cost.meetings,
    }


def _moment(at: datetime, chapter: Chapter) -> str:
    return chapter.local(at).isoformat()


def _lead(line: LeadLine, chapter: Chapter) -> dict[str, Any]:
    slip = line.slip
    return {
        "id": line.id,
        "prospect": clean(slip.prospect),
        "company": clean(slip.company),
        "phone": clean(shown_phone(slip, chapter.country)),
        "email": clean(slip.email),
        "need": clean(slip.need),
        "giver": clean(line.giver.name),
        "spoken_by": clean(line.spoken_by.name) if line.spoken_by is not None else None,
        "passed_at": _moment(line.lead.passed_at, chapter),
        "stands": line.today.stands.value,
        "at": _moment(line.today.at, chapter),
        "words": clean(line.today.words),
        "answers": clean(line.answers),
    }


def _given_lead(each: GivenLead, chapter: Chapter) -> dict[str, Any]:
    slip = each.lead.slip
    return {
        "id": each.lead.id,
        "receiver": clean(each.receiver),
        "prospect": clean(slip.prospect or slip.company),
        "need": clean(slip.need),
        "passed_at": _moment(each.lead.passed_at, chapter),
        "stands": each.today.stands.value,
        "at": _moment(each.today.at, chapter),
        "words": clean(each.today.words),
    }


def _figures(part: SeasonPart) -> dict[str, Any]:
    figures: Figures = part.figures
    return {
        "from": f"{part.period.first}",
        "to": f"{part.period.last}",
        **{name: getattr(figures, name) for name in COUNTS},
        "dollars_in": _amounts(each.total for each in figures.reported),
        "dollars_credited": _amounts(each.total for each in figures.credited),
    }


def _amounts(sums: Iterable[Money]) -> list[dict[str, Any]]:
    return [{"amount": figure(each), "currency": each.currency} for each in sums]


def _how_soon(first: HowSoon) -> dict[str, Any]:
    return {"number": first.number, "on": f"{first.on}" if first.on else None, "why": first.why}
