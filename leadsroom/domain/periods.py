"""The periods in which quotas are asked and dues are due, as days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from leadsroom.domain.chapter_rules import Period
from leadsroom.domain.windows import Window, WindowKind, months_later

_WINDOWS = {
    Period.MONTH: (WindowKind.MONTH, 1),
    Period.QUARTER: (WindowKind.QUARTER, 3),
    Period.HALF_YEAR: (WindowKind.HALF_YEAR, 6),
    Period.YEAR: (WindowKind.YEAR, 12),
}


def days_of(per: Period, on: date) -> tuple[date, date]:
    """The first and the last day of the period in which a day lies; a week begins on Monday."""
    if per is Period.MEETING:
        return on, on
    if per is Period.WEEK:
        first = on - timedelta(days=on.weekday())
        return first, first + timedelta(days=6)
    kind, months = _WINDOWS[per]
    first = Window(kind).first_day(on)
    return first, months_later(first, months) - timedelta(days=1)
