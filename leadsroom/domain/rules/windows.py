"""The windows and periods in which a chapter counts: rolling, by the calendar, or in a row (FIELD §4)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from leadsroom.errors import Refused


class WindowKind(StrEnum):
    """How a window lies on the calendar. A window in a row counts meetings, not days.

    Of calendar months the one that goes on is the last.
    """

    ROLLING_MONTHS = "rolling months"
    ROLLING_WEEKS = "rolling weeks"
    CALENDAR_MONTHS = "calendar months"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    IN_A_ROW = "in a row"

    @property
    def is_rolling(self) -> bool:
        """Whether its length can be chosen, and it moves on by less than that."""
        return self in (WindowKind.ROLLING_MONTHS, WindowKind.ROLLING_WEEKS, WindowKind.CALENDAR_MONTHS)


_MONTHS = {WindowKind.MONTH: 1, WindowKind.QUARTER: 3, WindowKind.HALF_YEAR: 6, WindowKind.YEAR: 12}


class Window(Struct, frozen=True):
    """A kind of window; `length` is the months or weeks of one that moves on."""

    kind: WindowKind
    length: int = 1

    def falls_out_on(self, day: date) -> date | None:
        """The first day on which `day` no longer counts; None in a row, where the next presence says so."""
        if self.kind is WindowKind.IN_A_ROW:
            return None
        if self.kind is WindowKind.ROLLING_MONTHS:
            return months_later(day, self.length)
        if self.kind is WindowKind.ROLLING_WEEKS:
            return day + timedelta(weeks=self.length)
        if self.kind is WindowKind.CALENDAR_MONTHS:
            return months_later(day.replace(day=1), self.length)
        months = _MONTHS[self.kind]
        first = day.replace(month=day.month - (day.month - 1) % months, day=1)
        return months_later(first, months)

    def holds(self, day: date, on: date) -> bool:
        """Whether `day` counts on the day `on`: it has come, and has not fallen out."""
        return self.first_day(on) <= day <= on

    def first_day(self, on: date) -> date:
        """The earliest day that counts on the day `on`; in a row that is the first of all."""
        if self.kind is WindowKind.IN_A_ROW:
            return date.min
        if self.kind is WindowKind.ROLLING_WEEKS:
            return on - timedelta(weeks=self.length) + timedelta(days=1)
        if self.kind is WindowKind.ROLLING_MONTHS:
            # The ends of months meet: what came on 28 to 31 August falls out on 28 February.
            day = months_later(on, -self.length)
            while months_later(day, self.length) <= on:
                day += timedelta(days=1)
            return day
        if self.kind is WindowKind.CALENDAR_MONTHS:
            return months_later(on.replace(day=1), 1 - self.length)
        return on.replace(month=on.month - (on.month - 1) % _MONTHS[self.kind], day=1)

    @property
    def words(self) -> str:
        """`in any 6 months`, `in a quarter`, `in a row`."""
        if self.kind is WindowKind.ROLLING_MONTHS:
            return f"in any {self.length} months" if self.length > 1 else "in any month"
        if self.kind is WindowKind.ROLLING_WEEKS:
            return f"in any {self.length} weeks" if self.length > 1 else "in any week"
        if self.kind is WindowKind.CALENDAR_MONTHS and self.length > 1:
            return f"in any {self.length} calendar months"
        return {
            WindowKind.CALENDAR_MONTHS: "in a month",
            WindowKind.MONTH: "in a month",
            WindowKind.QUARTER: "in a quarter",
            WindowKind.HALF_YEAR: "in a half-year",
            WindowKind.YEAR: "in a year",
            WindowKind.IN_A_ROW: "in a row",
        }[self.kind]


class LengthUnit(StrEnum):
    """In what a length is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Length(Struct, frozen=True):
    """So many days, weeks or months."""

    number: int
    unit: LengthUnit

    def last_day(self, since: date) -> date:
        """The last day of a stretch of this length that begins on a day."""
        if self.unit is LengthUnit.MONTHS:
            return months_later(since, self.number) - timedelta(days=1)
        return since + timedelta(days=self.number * (7 if self.unit is LengthUnit.WEEKS else 1) - 1)

    @property
    def words(self) -> str:
        """`8 weeks`, `1 month`."""
        return f"{self.number} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last of the month where it has no such day.

    It agrees with pendulum, which takes three times as long and must not be loaded before the first frame.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class PeriodKind(StrEnum):
    """A stretch in which a quota is asked or dues are due."""

    MEETING = "meeting"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


_WINDOWS = {
    PeriodKind.MONTH: (WindowKind.MONTH, 1),
    PeriodKind.QUARTER: (WindowKind.QUARTER, 3),
    PeriodKind.HALF_YEAR: (WindowKind.HALF_YEAR, 6),
    PeriodKind.YEAR: (WindowKind.YEAR, 12),
}


def days_of(per: PeriodKind, on: date) -> tuple[date, date]:
    """The first and the last day of the period in which a day lies; a week begins on Monday."""
    if per is PeriodKind.MEETING:
        return on, on
    if per is PeriodKind.WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    kind, months = _WINDOWS[per]
    first = Window(kind).first_day(on)
    return first, months_later(first, months) - timedelta(days=1)


class Period(Struct, frozen=True, order=True):
    """The days from a first to a last one, both in it. Raises Refused where the last is before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("The last day is before the first. Turn them around.")

    @classmethod
    def of(cls, per: PeriodKind, on: date) -> Period:
        """The period of the calendar in which a day lies."""
        return cls(*days_of(per, on))

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


class Stretch(Period, frozen=True):
    """The days that a page shows: a period of the calendar, or any days where `per` is None."""

    per: PeriodKind | None = None

    @classmethod
    def of(cls, per: PeriodKind, on: date) -> Stretch:
        """The period of the calendar in which a day lies."""
        return cls(*days_of(per, on), per)

    def moved(self, way: int) -> Stretch:
        """The next one (1), or the one before (-1); of any days as many. At the end of time it stays."""
        try:
            if self.per is not None:
                beside = self.last.toordinal() + 1 if way > 0 else self.first.toordinal() - 1
                return Stretch.of(self.per, date.fromordinal(beside))
            length = self.last.toordinal() - self.first.toordinal() + 1
            first, last = (day.toordinal() + way * length for day in (self.first, self.last))
            return Stretch(date.fromordinal(first), date.fromordinal(last))
        except (ValueError, OverflowError):
            return self
