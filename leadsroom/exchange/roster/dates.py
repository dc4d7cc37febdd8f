"""Dates as people write them. Whether the month or the day comes first is read off the whole column."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_day import day_habit, month_called
from leadsroom.exchange.roster.lines import UnreadableCell

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FIRST_YEAR = 1900
OR_EMPTY = ", or leave the cell empty."
"""What a sentence ends in where a cell need not say anything."""

_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?Z?$", re.IGNORECASE | re.ASCII)
_YEAR_FIRST = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII),
)
_NUMBERS = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)", re.ASCII)
_WORD = r"(?P<m>[^\s\d.,/-]{2,12})"  # of any language
_YEAR_AFTER = r"(?:de )?(?P<y>\d{4}|\d\d)"
_MONTH_NAMED = (
    re.compile(rf"(?ai)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-., ]+(?:de )?{_WORD}[-., ]+{_YEAR_AFTER}"),
    re.compile(rf"(?ai){_WORD}[-. ]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-, ]+(?P<y>\d{{4}}|\d\d)"),
)
_OF_MONTH = (
    re.compile(rf"(?ai){_WORD}[-./, ]+{_YEAR_AFTER}"),
    re.compile(r"(?a)(?P<m>\d{1,2}) ?[-/.] ?(?P<y>\d{4})"),
    re.compile(r"(?a)(?P<y>\d{4}) ?[-/.] ?(?P<m>\d{1,2})"),
)
_OF_YEAR = re.compile(r"\d{4}", re.ASCII)
# Days as spreadsheets count them. Nobody who is on a roster joined before 1950.
_DAY_NUMBER = re.compile(r"(\d{5})(?:[.,]\d*)?", re.ASCII)
_DAY_NOUGHT, _FIRST_DAY_NUMBER = date(1899, 12, 30), 18_264


class How(Enum):
    """How a date was read, where it could have meant something else. The value is the words for it."""

    PLAINLY = ""
    MONTH_FIRST = "dates could be either way round, and are read month first"
    DAY_FIRST = "dates could be either way round, and are read day first"
    FIRST_OF = "only a month or year is given, so its first day is taken"
    DAY_NUMBER = "numbers are days as spreadsheets count them"


class DateHabit(Struct, frozen=True):
    """Which comes first in this column: the month, or the day. Dots are asked apart from `/` and `-`.

    What `is_shown`, by a date that can be read in one way only, is surer than what the country does.
    `has_day_numbers`: all of the column is numbers that may be days of a spreadsheet. `country` (ISO alpha-2)
    is whose names of months it may have beside the English ones.
    """

    month_first: bool
    month_first_with_dots: bool
    is_shown: bool = True
    is_shown_with_dots: bool = True
    has_day_numbers: bool = False
    country: str = ""

    def reads_month_first(self, separator: str) -> bool:
        """The habit for dates written with this separator."""
        return self.month_first_with_dots if separator == "." else self.month_first

    def surely(self, separator: str) -> bool:
        """Whether the column itself shows it."""
        return self.is_shown_with_dots if separator == "." else self.is_shown


def date_habit(column: Iterable[str], country: str) -> DateHabit:
    """Read the habit off the dates that can be read in one way only; failing those, take the country's."""
    filled = [text for text in column if text]
    votes = Counter(vote for text in filled if (vote := _vote(_without_time(text))))
    with_dots = votes[True, True] - votes[True, False]
    others = votes[False, True] - votes[False, False]
    is_month_first = bool(day_habit(country).month_first)
    return DateHabit(
        month_first=others > 0 if others else is_month_first,
        month_first_with_dots=with_dots > 0,
        is_shown=bool(others),
        # With dots the day comes first wherever dates are written so.
        is_shown_with_dots=bool(with_dots) or not is_month_first,
        has_day_numbers=bool(filled) and all(_as_day_number(text) for text in filled),
        country=country,
    )


def read_date(text: str, habit: DateHabit, today: date) -> date:
    """Read one date that gives a day. Raises UnreadableCell, as `read_date_and_how` does."""
    found, how = read_date_and_how(text, habit, today)
    if how is How.FIRST_OF:
        raise UnreadableCell(f"This gives no day; write it with its day, like {found}{OR_EMPTY}")
    return found


def read_date_and_how(text: str, habit: DateHabit, today: date) -> tuple[date, How]:
    """Read one date, and how it was read.

    Raises UnreadableCell for no date, no such day, a day after `today` or before 1900.
    """
    text = _without_time(text)
    if counted := _as_day_number(text):
        return _counted(counted, habit, today), How.DAY_NUMBER
    if of_more := _first_of(text, habit, today):
        return _day(*of_more, 1, today), How.FIRST_OF
    year, month, day = _parts(text, habit, today)
    found = _day(year, month, day, today)
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None or habit.surely(numbers[2]) or day > 12 or day == month:
        return found, How.PLAINLY
    return found, How.MONTH_FIRST if habit.reads_month_first(numbers[2]) else How.DAY_FIRST


def in_words(day: date) -> str:
    """`4 March 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _as_day_number(text: str) -> date | None:
    found = _DAY_NUMBER.fullmatch(text)
    if found is None or int(found[1]) < _FIRST_DAY_NUMBER:
        return None
    return _DAY_NOUGHT + timedelta(days=int(found[1]))


def _counted(day: date, habit: DateHabit, today: date) -> date:
    if not habit.has_day_numbers:
        raise UnreadableCell(
            f"This may be a spreadsheet's number for {in_words(day)}; write it as {day}, or correct it."
        )
    return _within(day, today)


def _first_of(text: str, habit: DateHabit, today: date) -> tuple[int, int] | None:
    """The year and month of a date that gives no day; None where it gives one."""
    if _OF_YEAR.fullmatch(text):
        return int(text), 1
    for pattern in _OF_MONTH:
        if found := pattern.fullmatch(text):
            month = int(found["m"]) if found["m"].isdigit() else month_called(fold(found["m"]), habit.country)
            return (_year(found["y"], today), month) if month is not None else None
    return None


def _day(year: int, month: int, day: int, today: date) -> date:
    if not 1 <= month <= 12:
        raise UnreadableCell(f"There is no month {month}; correct the date{OR_EMPTY}")
    try:
        found = date(year, month, day)
    except ValueError:
        no_day = f"There is no {day} {MONTHS[month - 1]} {year}"
        raise UnreadableCell(f"{no_day}; correct the date{OR_EMPTY}") from None
    return _within(found, today)


def _within(found: date, today: date) -> date:
    if found > today:
        raise UnreadableCell(f"{found} is still to come; correct the date{OR_EMPTY}")
    if found.year < FIRST_YEAR:
        raise UnreadableCell(f"{found} is before {FIRST_YEAR}; correct the year{OR_EMPTY}")
    return found


def _parts(text: str, habit: DateHabit, today: date) -> tuple[int, int, int]:
    """Year, month, day; not yet whether there is such a day."""
    for pattern in _YEAR_FIRST:
        if found := pattern.fullmatch(text):
            return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.fullmatch(text):
        return _in_order(found, habit, today)
    for pattern in _MONTH_NAMED:
        if (found := pattern.fullmatch(text)) and (month := month_called(fold(found["m"]), habit.country)):
            return _year(found["y"], today), month, int(found["d"])
    raise UnreadableCell(f"This is not a date; write it like 2019-03-06 (year-month-day){OR_EMPTY}")


def _in_order(found: re.Match[str], habit: DateHabit, today: date) -> tuple[int, int, int]:
    first, second, year = int(found[1]), int(found[3]), _year(found[4], today)
    month_first = habit.reads_month_first(found[2])
    if _only_order(first, second) is (not month_first):
        here, elsewhere = ("the day", "the month") if month_first else ("the month", "the day")
        month, day = (second, first) if month_first else (first, second)
        raise UnreadableCell(
            f"This date has {here} first, others in this column have {elsewhere} first; "
            f"write it as {year}-{month:02}-{day:02}, or correct it."
        )
    return (year, first, second) if month_first else (year, second, first)


def _vote(text: str) -> tuple[bool, bool] | None:
    """Whether it has dots, and whether its month must come first; None when it could be either."""
    found = _NUMBERS.fullmatch(text)
    only = _only_order(int(found[1]), int(found[3])) if found else None
    return None if found is None or only is None else (found[2] == ".", only)


def _only_order(first: int, second: int) -> bool | None:
    """True when only the first can be the month, False when only the second can, None when both or none."""
    return None if (first > 12) == (second > 12) else first <= 12


def _year(typed: str, today: date) -> int:
    """Two digits mean the last such year that has begun: nobody joins in the future."""
    year = int(typed)
    return year if len(typed) == 4 else today.year - (today.year - year) % 100


def _without_time(text: str) -> str:
    return _TIME_OF_DAY.sub("", text)
