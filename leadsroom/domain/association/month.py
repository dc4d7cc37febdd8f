"""A chapter's figures of a month, which add up: what an association's tables are made of.

What counts, and on which day, is what `leadsroom.domain.health.figures` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

MONTHS = 12


class MonthFigures(Struct, frozen=True, kw_only=True):
    """The figures of one month. `month` is a number like 202512.

    - `meetings` that stand for a date of the season; `places` are those of members at them that are marked:
      `present`, `late`, `substitutes`, `medical` and `absent` add up to them.
    - `leads` without the `raw` ones; `bad` are of the raw, `inside` of the leads.
    - `visits` of visitors, of whom `first_visits` came for the first time; `visitors_joined` are of those who
      came first in this month the ones who have joined since. Members of other chapters are none.
    - `members` are those who hold a seat at the end of the month by what is on record now. `joined` are those
      of them who were none before it, `left` the other way round.
    - `dollars_minor` in minor units of the chapter's currency, `own_minor` the part for the givers' own
      households, and `dollars_by_member` what each who is or was a member reported, by the person's number.
    """

    month: int
    meetings: int = 0
    places: int = 0
    present: int = 0
    late: int = 0
    substitutes: int = 0
    medical: int = 0
    absent: int = 0
    leads: int = 0
    raw: int = 0
    bad: int = 0
    inside: int = 0
    one_to_ones: int = 0
    visits: int = 0
    first_visits: int = 0
    visitors_joined: int = 0
    members: int = 0
    joined: int = 0
    left: int = 0
    dollars_minor: int = 0
    own_minor: int = 0
    dollars_by_member: Mapping[str, int] = {}
    last_meeting_on: date | None = None
    last_joined_on: date | None = None


def month_of(day: date) -> int:
    """The number of the month in which a day is, like 202512."""
    return day.year * 100 + day.month


def first_of(month: int) -> date:
    """The first day of a month."""
    return date(month // 100, month % 100, 1)


def months_before(month: int, back: int) -> int:
    """The month so many months earlier."""
    count = month // 100 * 12 + month % 100 - 1 - back
    return count // 12 * 100 + count % 12 + 1


def months_between(first: int, last: int) -> Iterable[int]:
    """The months from one to another, both with them."""
    while first <= last:
        yield first
        first = months_before(first, -1)
