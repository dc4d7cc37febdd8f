"""The minutes as one page of HTML, and how leads and dollars went as a picture in it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.exchange.html import render
from leadsroom.exchange.minutes.content import Minutes, Trend

WIDE, HIGH = 360, 96  # of a picture, in its own units
_GAP = 0.25  # of the room of a bar


def html_minutes(minutes: Minutes) -> str:
    """A page that loads nothing and prints well."""
    return render("minutes.html", minutes=minutes, charts=charts) + "\n"


class Bar(Struct, frozen=True):
    """A meeting in a picture, drawn up from the bottom; `is_last` is the meeting that the minutes are of."""

    x: float
    y: float
    width: float
    height: float
    is_last: bool


class Chart(Struct, frozen=True):
    """A picture of one figure from meeting to meeting: its heading, what it shows in words, and its bars.

    `most` is what the highest bar stands for; below the bars stand the days of the first and the last one.
    """

    key: str
    heading: str
    words: str
    most: str
    first: str
    last: str
    bars: tuple[Bar, ...]
    wide: int = WIDE
    high: int = HIGH


def charts(trend: Trend) -> tuple[Chart, ...]:
    """The leads, and the dollars, of each meeting."""
    meetings = trend.meetings
    currency = meetings[-1].dollars.currency
    leads = [each.leads for each in meetings]
    dollars = [each.dollars.minor if each.dollars.currency == currency else 0 for each in meetings]
    first, last = (f"{short_date(each.on)} {each.on.year}" for each in (meetings[0], meetings[-1]))

    def money(minor: int) -> str:
        return show_money(Money(minor, currency), trend.country)

    days = (first, last)
    return (
        _chart(("leads", "Leads a meeting"), leads, [str(max(leads)), str(leads[-1])], days),
        _chart(("dollars", "Closed a meeting"), dollars, [money(max(dollars)), money(dollars[-1])], days),
    )


def _chart(called: tuple[str, str], values: Sequence[int], shown: list[str], days: tuple[str, str]) -> Chart:
    """The picture of these values; `shown` are the highest one and the last, `days` those of both ends."""
    (most, latest), (first, last) = shown, days
    highest, room = max(values), WIDE / len(values)
    bars = tuple(
        Bar(
            round(place * room + room * _GAP / 2, 2),
            round(HIGH - _height(value, highest), 2),
            round(room * (1 - _GAP), 2),
            _height(value, highest),
            is_last=place == len(values) - 1,
        )
        for place, value in enumerate(values)
    )
    words = f"{len(values)} meetings from {first} to {last}, at most {most}; the last one {latest}."
    return Chart(*called, words, most, *days, bars)


def _height(value: int, highest: int) -> float:
    return round(HIGH * value / highest, 2) if highest else 0.0
