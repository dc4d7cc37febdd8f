"""Of which days figures are, since when there are any, and whose memberships they look at."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.windows import Period, Window, WindowKind
from leadsroom.errors import Refused
from leadsroom.store.read.health.meetings import first_held
from leadsroom.store.read.people.roster import members_ever_in
from leadsroom.store.reading import Reading

USUAL = Window(WindowKind.ROLLING_MONTHS, 12)
_EARLIEST = date(1900, 1, 1)  # of what figures need before a window there is room in the calendar


def record_begins(reading: Reading) -> date | None:
    """The date of the first closed meeting on record."""
    return reading.once("record begins", lambda connection, _: first_held(connection, reading.chapter))


def ever_in(reading: Reading) -> tuple[Member, ...]:
    """The memberships of all who hold a seat or held one, in table order; no application is among them."""
    return reading.once("ever in", members_ever_in)


def days_of_health(reading: Reading, first: date | None = None, last: date | None = None) -> Period:
    """The last 12 months up to today, or to the `last` day; they begin no earlier than the record, unless a
    `first` day is given. Raises Refused for days to come, and for days before 1900.
    """
    last = reading.today if last is None else last
    if max(first or last, last) > reading.today:
        raise Refused("Nothing is on record of days to come. Give days that have come.")
    if min(first or last, last) < _EARLIEST:
        raise Refused("Nothing is on record of days before 1900. Give later days.")
    if first is None:
        begins = record_begins(reading)
        first = max(USUAL.first_day(last), min(begins or last, last))
    return Period(first, last)


def days_of_page(reading: Reading, days: Period | None) -> Period:
    """The days that a page was asked for, until today; of none the usual ones. Raises Refused for days to
    come.
    """
    if days is None:
        return days_of_health(reading)
    return days_of_health(reading, days.first, min(days.last, max(days.first, reading.today)))
