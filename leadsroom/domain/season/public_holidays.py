"""Public holidays of a chapter's country, beside the dates on which it meets: proposed, never entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.season.calendar import SeasonDate

_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_OBSERVED = "(observed)"

PublicHolidays = Mapping[date, str]  # the name of each


class Proposal(Struct, frozen=True):
    """Why nobody may want to meet on a date: it is a public holiday, or beside one."""

    on: date
    holiday: str
    is_holiday: bool
    words: str  # as the note of the date: `the day before Thanksgiving Day`

    @property
    def remark(self) -> str:
        """`the day before Thanksgiving Day, a public holiday`."""
        return f"{self.words}, a public holiday"


NOTHING_PROPOSED: Mapping[date, Proposal] = {}


def public_holidays(country: str, first: date, last: date) -> PublicHolidays:
    """The holidays of a whole country (ISO alpha-2) in these years; none of one that nobody has listed.

    Those of its regions are left out: it is not on record in which one a chapter is. Their names are in
    English where they have one.
    """
    from holidays import country_holidays

    years = range(first.year, (last + _DAY).year + 1)
    try:
        found = country_holidays(country, years=years, language="en_US")
    except NotImplementedError:
        return {}
    return {on: name.replace("; ", " and ") for on, name in found.items()}


def proposals(dates: Iterable[SeasonDate], holidays: PublicHolidays) -> dict[date, Proposal]:
    """Of the dates nothing special is on record of, those on a public holiday, on its eve, or on the Friday
    between one and the weekend.
    """
    found = (_proposed(each.on, holidays) for each in dates if each.kind is None)
    return {each.on: each for each in found if each is not None}


def _proposed(on: date, holidays: PublicHolidays) -> Proposal | None:
    if on in holidays:
        return Proposal(on, holidays[on], True, holidays[on])
    eve, bridge = _own_day(on + _DAY, holidays), _own_day(on - _DAY, holidays)
    if eve:
        return Proposal(on, eve, False, f"the day before {eve}")
    if bridge and on.weekday() == _FRIDAY:
        return Proposal(on, bridge, False, f"the day after {bridge}")
    return None


def _own_day(on: date, holidays: PublicHolidays) -> str:
    """The holiday of a working day, unless it is only the one on which another is made up for."""
    name = holidays.get(on, "")
    return "" if on.weekday() >= _SATURDAY or _OBSERVED in name else name
