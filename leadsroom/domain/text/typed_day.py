"""Days as people type them: `fri`, `in 2 weeks`, `1 dec`, `2026-12-01`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_STEP = re.compile(r"(\d{1,3}|[a-z]+) ?(d|day|days|w|week|weeks|month|months)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[. ]*([a-z]{3,9})\.?,?(?: (\d{4}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?", re.ASCII)
_ON_WEEKDAY = re.compile(rf"({'|'.join(f'{day[:3]}[a-z]*' for day in _DAYS)})\.?,? (.*\d.*)", re.ASCII)
_FIGURES = re.compile(r"\d{1,2}[-/.]\d{1,2}([-/.](\d{2}|\d{4})?)?", re.ASCII)
_FURTHEST = timedelta(days=2 * 366)
_AHEAD = "Type a day like fri, in 2 weeks, 1 dec or 2026-12-01."
_BACK = "Type a day like today, yesterday, fri, 1 dec or 2026-12-01."


def read_day_ahead(typed: str, today: date) -> date:
    """A day to come, or today. Raises Refused, saying what it was read as where that is no such day."""
    return _within(typed, _read(typed, today, 1), today, 1)


def read_day_back(typed: str, today: date) -> date:
    """A day that was, or today: `fri` is the last one. Raises Refused."""
    return _within(typed, _read(typed, today, -1), today, -1)


def _within(typed: str, day: date, today: date, way: int) -> date:
    meant = f"“{clean(typed)}” is {short_date(day)} {day.year}"
    if (day - today) * way < timedelta(0):
        raise Refused(f"{meant}, which is {'past' if way > 0 else 'still to come'}. {_examples(way)}")
    if abs(day - today) > _FURTHEST:
        raise Refused(f"{meant}, more than two years away. Check the year.")
    return day


def refuse_far_off(day: date, today: date) -> None:
    """Refuse a day that nobody plans for yet: the calendar reaches as far as a day can be typed."""
    if day - today > _FURTHEST:
        raise Refused(f"{short_date(day)} {day.year} is more than two years away. Check the year.")


def _examples(way: int) -> str:
    return _AHEAD if way > 0 else _BACK


def _read(typed: str, today: date, way: int) -> date:
    text = fold(clean(typed)).removeprefix("on ")
    if not text:
        raise Refused(_examples(way))
    near = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "next week": 7, "last week": -7}.get(
        text
    )
    if near is not None:
        return today + timedelta(days=near)
    named = [i for i, name in enumerate(_DAYS) if len(text) >= 2 and name.startswith(text)]
    if len(named) == 1:
        away = (named[0] - today.weekday()) * way % 7 or 7
        return today + timedelta(days=away * way)
    day = _in_steps(text, today, way) or _dated(text, today, way)
    if day is None:
        raise Refused(f"“{clean(typed)}” is not a day. {_examples(way)}")
    return day


def _in_steps(text: str, today: date, way: int) -> date | None:
    way = 1 if text.startswith("in ") else -1 if text.endswith(" ago") else way
    found = _STEP.fullmatch(text.removeprefix("in ").removesuffix(" ago"))
    count = found and (int(found[1]) if found[1].isdecimal() else _NUMBERS.get(found[1]))
    if not found or not count:
        return None
    if found[2].startswith("month"):
        return _months_on(today, count * way)
    return today + timedelta(days=count * way * (7 if found[2].startswith("w") else 1))


def _months_on(today: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    first, after = date(year, month + 1, 1), date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(today.day, (after - first).days) - 1)


def _dated(text: str, today: date, way: int) -> date | None:
    if found := _ON_WEEKDAY.fullmatch(text):
        return _on_weekday(_with_month(found[2], today, way), found[1])
    return _with_month(text, today, way)


def _with_month(text: str, today: date, way: int) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _named(int(found[1]), found[2], found[3], today, way)
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(int(found[2]), found[1], found[3], today, way)
    if _FIGURES.fullmatch(text):
        raise Refused(f"“{text}” can be two days, by which of its figures is the month. Type it like 1 dec.")
    return None


def _on_weekday(day: date | None, weekday: str) -> date | None:
    """The day, which has to be that day of the week: `wed 25 nov` as it is shown."""
    if day is not None and not _DAYS[day.weekday()].startswith(weekday):
        raise Refused(f"{short_date(day)} {day.year} is a {_DAYS[day.weekday()].title()}. Check the day.")
    return day


def _named(day: int, month: str, year: str | None, today: date, way: int) -> date | None:
    """A day of a named month; without a year, the nearest one in that direction."""
    named = [i for i, name in enumerate(_MONTHS, 1) if name.startswith(month)]
    if len(named) != 1:
        return None
    if year:
        return _day(int(year), named[0], day)
    found = _day(today.year, named[0], day)
    return found if (found - today) * way >= timedelta(0) else _day(today.year + way, named[0], day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"There is no day {year}-{month:02}-{day:02}. Check the figures.") from None
