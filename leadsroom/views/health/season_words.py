"""A member's season in words: its figures as a table of three spans, how soon leads came, and the trend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.figures import FEWEST_MEETINGS, Figures, HowSoon, Rate, TrendMonth
from leadsroom.domain.health.statistics import CASES_FOR_SHARE, Share, rounded
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import counted, listed, near_date
from leadsroom.views.health.figures import MemberSeason, SeasonPart

_NAMED_AT_MOST = 8


class SeasonRow(Struct, frozen=True):
    """What is counted, and the figure of each span."""

    label: str
    cells: tuple[str, ...]


class SeasonTable(Struct, frozen=True):
    """The figures of a season: `spans` name the columns; `note` says where there is too little for a rate."""

    spans: tuple[str, ...]
    rows: tuple[SeasonRow, ...]
    note: str = ""


def season_table(season: MemberSeason, country: str) -> SeasonTable:
    """The last 6 and 12 months, and all of it since joining; zeros are zeros."""
    parts = (season.last_6_months, season.last_12_months, season.since_joining)
    spans = ("6 months", "12 months", _since(season))
    rows: tuple[tuple[str, Callable[[Figures], str]], ...] = (
        ("Leads given", lambda f: _with_raw(f.given, f.given_raw)),
        ("given a meeting", lambda f: _a_meeting(f.rate("given"))),
        ("given and closed", lambda f: f"{f.closed}"),
        ("Leads received", lambda f: _with_raw(f.received, f.received_raw)),
        ("Dollars in", lambda f: _dollars(f.reported, f.dollars_in, country)),
        ("Dollars credited", lambda f: _dollars(f.credited, f.dollars_credited, country)),
        ("One-to-ones", lambda f: f"{f.one_to_ones}"),
        ("Visitors brought", lambda f: f"{f.visitors} · {f.joined} joined" if f.joined else f"{f.visitors}"),
        ("Attended in person", lambda f: f"{f.attendance.count} of {f.attendance.of}"),
        ("in percent", lambda f: _percent(f.attendance)),
    )
    return SeasonTable(
        spans,
        tuple(SeasonRow(label, tuple(says(part.figures) for part in parts)) for label, says in rows),
        _note(parts),
    )


def _since(season: MemberSeason) -> str:
    first = season.since_joining.period.first
    return f"since {first.day} {first:%b %Y}"


def _with_raw(leads: int, raw: int) -> str:
    return f"{leads} · {raw} raw"


def _a_meeting(rate: Rate) -> str:
    return "–" if rate.a_meeting is None else f"{rate.a_meeting:.2f}"


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{rounded(share.percent)} %"


def _dollars(sums: Sequence[DollarSum], leading: DollarSum, country: str) -> str:
    """Each currency by itself, the chapter's own first."""
    others = (each.total for each in sums if each.currency != leading.currency)
    return " + ".join(show_money(each, country) for each in (leading.total, *others))


def _note(parts: Sequence[SeasonPart]) -> str:
    few = min(part.figures.meetings for part in parts)
    notes = [f"Under {FEWEST_MEETINGS} meetings there are counts and no rates."] * (few < FEWEST_MEETINGS)
    is_no_share = few >= FEWEST_MEETINGS and not all(part.figures.attendance.is_enough for part in parts)
    notes += [f"Under {CASES_FOR_SHARE} meetings attendance is given in counts alone."] * is_no_share
    notes += [_NOT_IN_PERSON] * any(part.figures.substitutes for part in parts)
    return " ".join(notes)


_NOT_IN_PERSON = "Where a substitute came, nobody attended in person."


def how_soon_in_words(first: HowSoon, unit: str, today: date) -> str:
    """`after 3 meetings, Wed 4 Mar`; or why not."""
    if first.number is None or first.on is None:
        return first.why
    return f"after {first.number} {unit}{'' if first.number == 1 else 's'}, {near_date(first.on, today)}"


def never_exchanged_in_words(season: MemberSeason) -> str:
    """With whom of the table they never exchanged a lead; the first ones by name."""
    names = [person.name for person in season.never_exchanged]
    return listed(names, most=_NAMED_AT_MOST) if names else "nobody"


def cost_in_words(
    cost: Cost, season: MemberSeason, country: str
) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
    """What the seat cost in twelve months, in money and in hours, beside the dollars in and credited.

    Each with its label. No figure is divided by another: dollars come for other reasons than hours do.
    """
    parts = {part: cost.of(part) for part in _PARTS if cost.of(part).minor}
    words = [f"{show_money(amount, country)} {_PARTS[part]}" for part, amount in parts.items()]
    together = show_money(cost.in_all, country)
    is_one = len(words) == 1 and cost.in_all in parts.values()
    money = words[0] if is_one else f"{together} ({', '.join(words)})" if words else together
    others = (show_money(each.in_all, country) for each in cost.others)
    figures = season.last_12_months.figures
    dollars = (
        f"{_dollars(figures.reported, figures.dollars_in, country)} in · "
        f"{_dollars(figures.credited, figures.dollars_credited, country)} credited"
    )
    hours = f"{rounded(cost.hours_exact)} at {counted(cost.meetings, 'meeting')}"
    return (
        ("Seat cost", f"{' + '.join((money, *others))} in 12 months"),
        ("Hours", hours),
        ("Dollars", dollars),
    )


_PARTS = {
    "dues": "dues",
    "meals": "meals",
    "fines": "fines",
    "join_fee": "joining fee",
    "credits": "credit taken off",
    "refunded": "refunded besides",
}


class Trend(Struct, frozen=True):
    """One figure of each month, the oldest first, and what there is to say beside the picture of them."""

    title: str
    values: tuple[int, ...]
    words: str


def trends(season: MemberSeason, currency: str, country: str) -> tuple[Trend, ...]:
    """Leads given, and the dollars reported in the chapter's currency, month by month."""
    months = season.trend
    dollars = [_of_month(month, currency) for month in months]

    def money(minor: int) -> str:
        return show_money(Money(minor, currency), country)

    return (
        _trend("Leads given", [month.given for month in months], months, str),
        _trend("Dollars in", dollars, months, money),
    )


def _of_month(month: TrendMonth, currency: str) -> int:
    return sum(money.minor for money in month.dollars if money.currency == currency)


def _trend(
    title: str, values: Sequence[int], months: Sequence[TrendMonth], shown: Callable[[int], str]
) -> Trend:
    """`12, at most 4 in March`; a picture never stands alone."""
    if not any(values):
        return Trend(title, tuple(values), f"{shown(0)} in {len(values)} months")
    most = max(values)
    at = months[list(values).index(most)].period.first
    return Trend(title, tuple(values), f"{shown(sum(values))}, most in {at:%b}: {shown(most)}")


def span_in_words(season: MemberSeason) -> str:
    """`Dec 2025 to Nov 2026`: the months of the trend."""
    first, last = season.trend[0].period.first, season.trend[-1].period.first
    return f"{first:%b %Y} to {last:%b %Y}"
