"""Days as people of a country type them: `fri`, `next fri`, `in 2 weeks`, `1 dec`, `31/12`, `2026-12-01`."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean, fold, with_plain_digits
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NEAR = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "yesterday": -1,
    "day before yesterday": -2,
    "next week": 7,
    "last week": -7,
}
_STEP = re.compile(r"(\d{1,3}|[a-z]+) ?(d|days?|w|wks?|weeks?|fortnights?|months?)", re.ASCII)
_DAYS_IN = {"d": 1, "w": 7, "f": 14}
_THIS_OR_THAT = re.compile(r"(?:(this|next|last) )?([^\d\s.,/-]{2,})\.?( week)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})\.?", re.ASCII)
_EAST_ASIAN = re.compile(r"(?:(\d{4})[年년] ?)?(\d{1,2})[月월] ?(\d{1,2})[日일]?", re.ASCII)
_ALL_IN_ORDER = re.compile(r"(\d{4})[., ]+([^\d\s.,/-]{2,})\.? (\d{1,2})\.?")
_YEAR = r"(?:,? (?:de |of )?'?(\d{4}|\d\d))?"
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|(?:er|[eo])(?=[. ]))?[. ]*(?:(?:de|of) )?([^\d\s.,/-]{{2,}})\.?{_YEAR}"
)
_MONTH_FIRST = re.compile(rf"([^\d\s.,/-]{{2,}})\.? ?(\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_ON_WEEKDAY = re.compile(r"([^\d\s.,/-]{2,})\.?,? (\d.*|.*\d)")
_FIGURES = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d\d))?\.?", re.ASCII)
_FURTHEST = timedelta(days=2 * 366)
_CENTURY = 2000
_LEAP_YEARS_APART = 8  # at most, around 2100
_AHEAD = "Type a day like fri, in 2 weeks, 1 dec or 2026-12-01."
_BACK = "Type a day like today, yesterday, fri, 1 dec or 2026-12-01."


class DayHabit(Struct, frozen=True):
    """How a country writes days: its names of months and days of the week beside the English ones, folded.

    `month_first` in figures like 3/4, `dots_month_first` in those like 3.4.: None where either may be meant.
    """

    months: Mapping[str, int] = MappingProxyType({})
    weekdays: Mapping[str, int] = MappingProxyType({})
    month_first: bool | None = None
    dots_month_first: bool | None = None


def read_day_ahead(typed: str, today: date, country: str = "") -> date:
    """A day to come, or today, as it is typed in a country (ISO alpha-2). `29 feb` is the next one.

    Raises Refused, saying what it was read as where that is no such day.
    """
    return _within(typed, _Reader(today, 1, country).read(typed), today, 1)


def read_day_back(typed: str, today: date, country: str = "") -> date:
    """A day that was, or today: `fri` is the last one, `29 feb` too. Raises Refused."""
    return _within(typed, _Reader(today, -1, country).read(typed), today, -1)


def read_any_day(typed: str, today: date, country: str = "") -> date:
    """A day that was or is to come, the next one where no year is typed. Raises Refused where it is none."""
    return _Reader(today, 1, country).read(typed)


def read_day_of_either(typed: str, today: date, country: str = "") -> date:
    """The same, but the last such day where no year is typed: of what is on record, most was."""
    return _Reader(today, -1, country).read(typed)


def read_near_day(typed: str, today: date, country: str = "") -> date:
    """The same, but the nearest such day where no year is typed, be it past or to come."""
    days = [_Reader(today, way, country).read(typed) for way in (-1, 1)]
    return min(days, key=lambda day: abs(day - today))


def read_day_long_ago(typed: str, today: date, country: str = "") -> date:
    """A day that was, or today, however long ago. Raises Refused."""
    day = _Reader(today, -1, country).read(typed)
    if day > today:
        raise Refused(f"“{clean(typed)}” is {short_date(day)} {day.year}, which is still to come. {_BACK}")
    return day


def _within(typed: str, day: date, today: date, way: int) -> date:
    meant = f"“{clean(typed)}” is {short_date(day)} {day.year}"
    if (day - today) * way < timedelta(0):
        raise Refused(f"{meant}, which is {'past' if way > 0 else 'still to come'}. {_examples(way)}")
    if abs(day - today) > _FURTHEST:
        raise Refused(f"{meant}, more than two years away. Check the year.")
    return day


def need_day_back(day: date, today: date) -> None:
    """Refuse a day that nothing is entered for: one to come, or one further back than can be typed."""
    if day > today:
        raise Refused(
            f"{short_date(day)} {day.year} is still to come. Enter it on that day, or date it earlier."
        )
    if today - day > _FURTHEST:
        raise Refused(f"{short_date(day)} {day.year} is more than two years ago. Check the year.")


def refuse_far_off(day: date, today: date) -> None:
    """Refuse a day that nobody plans for yet: the calendar reaches as far as a day can be typed."""
    if day - today > _FURTHEST:
        raise Refused(f"{short_date(day)} {day.year} is more than two years away. Check the year.")


def _examples(way: int) -> str:
    return _AHEAD if way > 0 else _BACK


class _Reader(Struct, frozen=True):
    """Reads one day. `way` is 1 where a day to come is meant, -1 where one that was."""

    today: date
    way: int
    country: str

    def read(self, typed: str) -> date:
        plain = with_plain_digits(clean(typed))
        text = fold(plain).removeprefix("on ").removeprefix("the ")
        if not text:
            raise Refused(_examples(self.way))
        if text in _NEAR:
            return self.today + timedelta(days=_NEAR[text])
        day = (
            self._of_the_week(text)
            or self._in_steps(text)
            or self._east_asian(plain)
            or self._dated(text, clean(typed))
        )
        if day is None:
            raise Refused(f"“{clean(typed)}” is not a day. {_examples(self.way)}")
        return day

    def _of_the_week(self, text: str) -> date | None:
        """`fri` is the nearest one in the direction that is meant, `next fri` that of the following week."""
        if text.startswith("a week on "):
            text = f"{text.removeprefix('a week on ')} week"
        found = _THIS_OR_THAT.fullmatch(text)
        weekday = self._weekday(found[2]) if found else None
        if found is None or weekday is None:
            return None
        monday = self.today - timedelta(days=self.today.weekday())
        if found[1] in ("this", "next"):
            return monday + timedelta(days=weekday + 7 * (found[1] == "next") + 7 * bool(found[3]))
        way = -1 if found[1] == "last" else 1 if found[3] else self.way
        away = (weekday - self.today.weekday()) * way % 7 or 7
        return self.today + timedelta(days=away * way + 7 * bool(found[3]))

    def _weekday(self, word: str) -> int | None:
        return weekday_called(word, self.country)

    def _month(self, word: str) -> int | None:
        return month_called(word, self.country)

    @property
    def _habit(self) -> DayHabit:
        return day_habit(self.country)

    def _in_steps(self, text: str) -> date | None:
        way = 1 if text.startswith("in ") else -1 if text.endswith(" ago") else self.way
        if text in ("next month", "last month"):
            return _months_on(self.today, 1 if text == "next month" else -1)
        found = _STEP.fullmatch(text.removeprefix("in ").removesuffix(" ago"))
        count = found and (int(found[1]) if found[1].isdecimal() else _NUMBERS.get(found[1]))
        if not found or not count:
            return None
        if found[2].startswith("month"):
            return _months_on(self.today, count * way)
        return self.today + timedelta(days=count * way * _DAYS_IN[found[2][0]])

    def _east_asian(self, text: str) -> date | None:
        found = _EAST_ASIAN.fullmatch(text)
        return self._with_year(int(found[3]), int(found[2]), found[1]) if found else None

    def _dated(self, text: str, typed: str) -> date | None:
        found = _ON_WEEKDAY.fullmatch(text)
        weekday = self._weekday(found[1]) if found else None
        if found is None or weekday is None:
            return self._with_month(text, typed)
        day = self._with_month(found[2], typed)
        if day is not None and day.weekday() != weekday:
            raise Refused(f"{short_date(day)} {day.year} is a {_DAYS[day.weekday()].title()}. Check the day.")
        return day

    def _with_month(self, text: str, typed: str) -> date | None:
        if found := _YEAR_FIRST.fullmatch(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if (found := _DAY_FIRST.fullmatch(text)) and (month := self._month(found[2])):
            return self._with_year(int(found[1]), month, found[3])
        if (found := _MONTH_FIRST.fullmatch(text)) and (month := self._month(found[1])):
            return self._with_year(int(found[2]), month, found[3])
        if (found := _ALL_IN_ORDER.fullmatch(text)) and (month := self._month(found[2])):
            return _day(int(found[1]), month, int(found[3]))
        if found := _FIGURES.fullmatch(text):
            return self._in_figures(found, typed)
        return None

    def _in_figures(self, found: re.Match[str], typed: str) -> date:
        """`31/12`, `12/31/26`: the month is the figure that can be one; of two, the one it is there."""
        first, second = int(found[1]), int(found[3])
        month_first = self._habit.dots_month_first if found[2] == "." else self._habit.month_first
        can_be_first, can_be_second = 1 <= first <= 12, 1 <= second <= 12
        if can_be_first != can_be_second:
            month_first = can_be_first
        elif month_first is None and can_be_first and first != second:
            ways = f"{_day_of_month(first, second)} or {_day_of_month(second, first)}"
            raise Refused(f"“{typed}” can be {ways}. Type the month's name, like 1 dec.")
        month, day = (first, second) if month_first else (second, first)
        return self._with_year(day, month, found[4])

    def _with_year(self, day: int, month: int, typed: str | None) -> date:
        """Without a year, the nearest such day in the direction that is meant."""
        if typed:
            return _day(int(typed) + (_CENTURY if len(typed) == 2 else 0), month, day)
        near = range(self.today.year, self.today.year + _LEAP_YEARS_APART * self.way + self.way, self.way)
        years = near if (month, day) != (2, 29) else (year for year in near if isleap(year))
        days = (_day(year, month, day) for year in years)
        return next(each for each in days if (each - self.today) * self.way >= timedelta(0))


def weekday_called(word: str, country: str) -> int | None:
    """The day of the week of a name or its beginning, in the same way; 0 for Monday."""
    english = [at for at, name in enumerate(_DAYS) if name.startswith(word)]
    return english[0] if len(english) == 1 else _only(word, day_habit(country).weekdays)


def month_called(word: str, country: str) -> int | None:
    """The month of a name or its beginning, folded, in English or in a country's language; 1 for January."""
    english = [at for at, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    return english[0] if len(english) == 1 else _only(word, day_habit(country).months)


def _only(word: str, names: Mapping[str, int]) -> int | None:
    """The one that is called so, or the only one whose names begin so."""
    if word in names:
        return names[word]
    found = {number for name, number in names.items() if name.startswith(word)} if len(word) >= 2 else set()
    return found.pop() if len(found) == 1 else None


def _day_of_month(day: int, month: int) -> str:
    return f"{day} {_MONTHS[month - 1][:3].title()}"


def _months_on(today: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    first, after = date(year, month + 1, 1), date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(today.day, (after - first).days) - 1)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Refused(f"There is no month {month}. Check the figures, or type the month's name.")
    try:
        return date(year, month, day)
    except ValueError:
        named = f"{day} {_MONTHS[month - 1].title()}"
        raise Refused(
            f"There is no {named}{f' {year}' if month == 2 or not year else ''}. Check the day."
        ) from None


@lru_cache(maxsize=64)
def day_habit(country: str) -> DayHabit:
    """How a country (ISO alpha-2) writes days, in its official languages; without one, in English."""
    from leadsroom.domain.text.typed_figure import locales_of

    months, weekdays, patterns = dict[str, int](), dict[str, int](), list[str]()
    for locale in locales_of(country) if country else ():
        for number, name in _names(locale.months):
            months.setdefault(name, number)
        for number, name in _names(locale.days):
            weekdays.setdefault(name, number)
        patterns.append(str(locale.datetime_skeletons["Md"].pattern))
    month_first = _agreed(pattern.index("M") < pattern.index("d") for pattern in patterns)
    with_dots = all("." in pattern for pattern in patterns)
    return DayHabit(months, weekdays, month_first, month_first if with_dots or month_first is False else None)


def _agreed(orders: Iterable[bool]) -> bool | None:
    found = set(orders)
    return found.pop() if len(found) == 1 else None


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    """Every name in a language, with its number; those of one letter mean nothing."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in table.get(context, {}).get(width, {}).items():
                plain = fold(name).rstrip(".")
                if len(plain) > 1:
                    yield number, plain
