"""The minutes as one page of HTML, and how leads and dollars went as a picture in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.exchange.html import render
from leadsroom.exchange.minutes.content import Block, Bullets, Facts, Line, Minutes, Paragraph, Table, Trend

WIDE, HIGH = 360, 96  # of a picture, in its own units
_GAP = 0.25  # of the room of a bar


def html_minutes(minutes: Minutes) -> str:
    """A page that loads nothing and prints well."""
    return render("minutes.html", minutes=minutes, charts=charts, points=points_on_paper(minutes)) + "\n"


_POINTS = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_PAPER = 2 * 700  # points of height, in two columns, below the title
_COLUMN = 250  # points of width
_LETTER, _LINE = 0.56, 1.27  # the width and the height of a letter, by its points, in a wide font


def points_on_paper(minutes: Minutes) -> float:
    """How large letters may be for all of it to be printed on one page: a browser does not see to that."""
    return next((size for size in _POINTS if _height_of(minutes, size) <= _PAPER), _POINTS[-1])


def _height_of(minutes: Minutes, size: float) -> float:
    """About how high it is, in points, in letters of a size."""
    in_line = _COLUMN / (size * _LETTER)
    lines = 0.0
    for section in minutes.sections:
        lines += 3 if section.heading else 1
        for block in section.blocks:
            lines += sum(math.ceil(letters / in_line) for letters in _lengths(block))
            lines += _CHARTS / size if isinstance(block, Trend) else 0
    return lines * size * _LINE


_CHARTS = 90  # points of height


def _lengths(block: Block) -> Iterator[int]:
    """The lines of a block before they are broken, by their letters."""
    match block:
        case Paragraph(text):
            yield _length(text)
        case Bullets(items):
            yield from (_length(item) + 4 for item in items)
        case Facts(facts):
            yield from (2 * len(words) for _, words in facts)
        case Table(_, rows):
            yield from (1 + max(map(_length, row)) * len(row) for row in (*rows, rows[0]))
        case Trend(_, words):
            yield len(words)


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line)


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
    first, last = (f"{short_date(on)} {on.year}" for on in (meetings[0].name.on, meetings[-1].name.on))

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
