"""The periods for which dues are due: their labels, their days, and the share that a part of one costs."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.rules.windows import PeriodKind, days_of, months_later

_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_A_DAY = timedelta(days=1)


class DuesPeriod(Struct, frozen=True):
    """A stretch of days with dues of its own. `label` is how its entries name it.

    `2026-Q4` is of the calendar, `2026-11-14/2027-11-13` of one member, `2026 2/4` the second of four parts.
    """

    per: PeriodKind
    label: str
    first: date
    last: date

    @property
    def after(self) -> DuesPeriod:
        """The next one of the calendar."""
        return period_of(self.per, self.last + _A_DAY)

    @property
    def before(self) -> DuesPeriod:
        """The one before in the calendar."""
        return period_of(self.per, self.first - _A_DAY)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def days_within(self, first: date, last: date) -> int:
        """How many of its days lie in another stretch; both days are in it."""
        return max(0, (min(self.last, last) - max(self.first, first)).days + 1)


def period_of(per: PeriodKind, day: date) -> DuesPeriod:
    """The period of the calendar that a day lies in. Of dues per meeting it is the day itself."""
    first, last = days_of(per, day)
    return DuesPeriod(per, _label(per, first), first, last)


def _label(per: PeriodKind, first: date) -> str:
    if per is PeriodKind.MEETING:
        return first.isoformat()
    if per is PeriodKind.WEEK:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    if per is PeriodKind.YEAR:
        return f"{first.year}"
    if per is PeriodKind.MONTH:
        return f"{first:%Y-%m}"
    letter = "Q" if per is PeriodKind.QUARTER else "H"
    return f"{first.year}-{letter}{(first.month - 1) // _MONTHS[per] + 1}"


class Cycle(Struct, frozen=True):
    """How periods follow one another: by the calendar, or counted from the day somebody joined.

    Each period is counted from that day anew: after 28 February, for who joined on a 31st, comes 31 March.
    """

    per: PeriodKind
    joined_on: date | None = None

    def period_on(self, day: date) -> DuesPeriod:
        """The period that a day lies in."""
        if self.joined_on is None or self.per is PeriodKind.MEETING:
            return period_of(self.per, day)
        at = self._place(self.joined_on, day)
        first, last = self._start(self.joined_on, at), self._start(self.joined_on, at + 1) - _A_DAY
        return DuesPeriod(self.per, f"{first}/{last}", first, last)

    def _start(self, joined_on: date, place: int) -> date:
        if self.per is PeriodKind.WEEK:
            return joined_on + timedelta(weeks=place)
        return months_later(joined_on, place * _MONTHS[self.per])

    def _place(self, joined_on: date, day: date) -> int:
        """How many periods after the first one a day lies."""
        if self.per is PeriodKind.WEEK:
            return (day - joined_on).days // 7
        months = (day.year - joined_on.year) * 12 + day.month - joined_on.month
        place = months // _MONTHS[self.per]
        return place if self._start(joined_on, place) <= day else place - 1

    def months_of(self, period: DuesPeriod) -> tuple[date, ...]:
        """The first day of each of its months; a week is one piece."""
        count, start = _MONTHS.get(self.per, 1), self.joined_on or period.first
        gone = (period.first.year - start.year) * 12 + period.first.month - start.month
        later = tuple(months_later(start, gone + month) for month in range(1, count))
        return (period.first, *later)

    def parts_of(self, period: DuesPeriod, parts: int) -> tuple[DuesPeriod, ...]:
        """The parts of a period, each of as many months; the period itself where it has but one."""
        if parts == 1:
            return (period,)
        starts = self.months_of(period)[:: max(1, _MONTHS.get(self.per, 1) // parts)]
        ends = (*(start - _A_DAY for start in starts[1:]), period.last)
        return tuple(
            DuesPeriod(self.per, f"{period.label} {number}/{len(starts)}", first, last)
            for number, (first, last) in enumerate(zip(starts, ends, strict=True), 1)
        )

    def share_from(self, period: DuesPeriod, day: date | None, share: Share) -> Fraction:
        """How much of a period is for the days from this one on; None: from its beginning."""
        if day is None or day <= period.first:
            return Fraction(1)
        if day > period.last or share is Share.NONE:
            return Fraction(0)
        if share is Share.DAYS:
            return Fraction((period.last - day).days + 1, period.days)
        if share is Share.MONTHS:
            months = self.months_of(period)
            return Fraction(len(months) - bisect_right(months, day) + 1, len(months))
        return Fraction(1)


def rounded(minor: int, share: Fraction) -> int:
    """A share of a sum in minor units, to the nearest one; the half goes up."""
    return (2 * minor * share.numerator + share.denominator) // (2 * share.denominator)


def split(minor: int, parts: int) -> tuple[int, ...]:
    """A sum in so many parts that add up to it; the first ones have the spare units."""
    each, spare = divmod(minor, parts)
    return tuple(each + (place < spare) for place in range(parts))


_PART = re.compile(r"(?P<whole>.+) (?P<part>[1-9]\d?)/(?P<parts>[1-9]\d?)")
_CALENDAR = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)))?")


def days_of_label(label: str) -> tuple[date, date] | None:
    """The first and the last day that a label of dues stands for; None of a meeting, or of no period."""
    part = _PART.fullmatch(label)
    with suppress(ValueError):
        found = _days_of_whole(part["whole"] if part else label)
        if found is None or part is None:
            return found
        number, parts = int(part["part"]), int(part["parts"])
        first, last = found
        months = ((last - first).days + 10) // 30 // parts
        start = months_later(first, (number - 1) * months)
        return start, last if number == parts else months_later(first, number * months) - _A_DAY
    return None


def _days_of_whole(label: str) -> tuple[date, date] | None:
    first, between, last = label.partition("/")
    if between:
        return date.fromisoformat(first), date.fromisoformat(last)
    if "-W" in label:
        return days_of(PeriodKind.WEEK, date.fromisoformat(label))
    found = _CALENDAR.fullmatch(label)
    if found is None:
        return None
    for group, per in (
        ("quarter", PeriodKind.QUARTER),
        ("half", PeriodKind.HALF_YEAR),
        ("month", PeriodKind.MONTH),
    ):
        if found[group]:
            return days_of(per, date(int(found["year"]), (int(found[group]) - 1) * _MONTHS[per] + 1, 1))
    return days_of(PeriodKind.YEAR, date(int(found["year"]), 1, 1))
