"""Times of day, lengths and days as people type them: `7.15`, `90 s`, `fri`, `in 2 weeks`, `2026-12-01`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import length_in_words, short_date
from leadsroom.errors import Refused

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_MINUTES_AND_SECONDS = re.compile(r"(\d{1,3}):(\d{2})")
_MINUTES = re.compile(r"(\d{1,3}(?:[.,]5)?)\s*(?:m|min|mins|minutes?|′|')", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,4})\s*(?:s|sec|secs|seconds?|″|\")?", re.IGNORECASE)
_BOTH = re.compile(rf"{_MINUTES.pattern}\s*(?:and\s*)?{_SECONDS.pattern}", re.IGNORECASE)

SHORTEST_PITCH = timedelta(seconds=15)
LONGEST_PITCH = timedelta(minutes=10)
SHORTEST_MEETING = timedelta(minutes=20)
LONGEST_MEETING = timedelta(hours=6)
LONGEST_STEP = timedelta(hours=4)
LONGEST_CHANGEOVER = timedelta(seconds=60)


def read_time(typed: str) -> time:
    """A time of day: `7:00`, `7am`, `7.30 pm`, `19:30`, `730`. Raises Refused."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise Refused(_no_time(typed))
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Refused(_no_time(typed))
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 23 or minute > 59:
        raise Refused(_no_time(typed))
    return time(hour, minute)


def _no_time(typed: str) -> str:
    if not typed.strip():
        return "Type when the meeting starts, like 7:00, 7am or 19:30."
    return f"“{typed}” is not a time of day. Type it like 7:00, 7am or 19:30."


_AGO = re.compile(r"\s*ago", re.IGNORECASE)
_HALF_A_DAY, _DAY = timedelta(hours=12), timedelta(days=1)
_NO_PAST = "Type the time, like 7:01 or 701, or how many minutes ago, like 3."


def read_past_moment(typed: str, now: datetime) -> datetime:
    """A moment not long ago: `7:01`, `701`, `3 min ago`, or `3` for as many minutes. Raises Refused.

    `now` is on the wall of the room. Of a time of day the nearest one is meant, morning or evening.
    """
    text = clean(typed)
    length = _AGO.sub("", text)
    if length.isdecimal() and len(length) <= 2:
        return _earlier(now, timedelta(minutes=int(length)))
    try:
        at = _nearest(read_time(text), now, text)
    except Refused:
        return _earlier(now, _length_ago(length, text))
    if at > now:
        raise Refused(f"“{text}” is still to come. {_NO_PAST}")
    return at


def _earlier(now: datetime, length: timedelta) -> datetime:
    """So much time before, also over the hour that a change of the clocks leaves out or has twice."""
    return (now.astimezone(UTC) - length).astimezone(now.tzinfo)


_WHICH_HALF = re.compile(r"[ap]|^0\d", re.IGNORECASE)


def _nearest(at: time, now: datetime, typed: str) -> datetime:
    """The nearest moment of that time; in either half of the day, unless what was typed says in which."""
    either_half = at.hour <= 12 and not _WHICH_HALF.search(typed)
    there = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    shifts = [_DAY * days for days in (-1, 0, 1)]
    shifts += [-_HALF_A_DAY, _HALF_A_DAY] if either_half else []
    return min((there + shift for shift in shifts), key=lambda moment: abs(moment - now))


def _length_ago(typed: str, whole: str) -> timedelta:
    try:
        if any(sign.isalpha() for sign in whole):
            return read_length(typed)
    except Refused:
        pass
    raise Refused(f"“{whole}” is not a time. {_NO_PAST}" if whole else _NO_PAST)


def read_length(typed: str) -> timedelta:
    """A length: `90 s`, `1:30`, `2 min`, `1 min 30 s`, `1.5 min`. Raises Refused.

    A bare number is minutes up to ten and seconds above: nobody is given `5` seconds, nor `45` minutes.
    """
    text = typed.strip()
    if text.isdecimal() and int(text) <= 10:
        return timedelta(minutes=int(text))
    if found := _MINUTES_AND_SECONDS.fullmatch(text):
        return timedelta(minutes=int(found[1]), seconds=int(found[2]))
    if found := _MINUTES.fullmatch(text):
        return timedelta(minutes=float(found[1].replace(",", ".")))
    if found := _BOTH.fullmatch(text):
        return timedelta(minutes=float(found[1].replace(",", ".")), seconds=int(found[2]))
    if found := _SECONDS.fullmatch(text):
        return timedelta(seconds=int(found[1]))
    raise Refused(f"“{typed}” is not a length. Type it like 75 s, 1:15 or 1 min 15 s.")


def read_pitch(typed: str) -> timedelta:
    """The length of one pitch, 15 s to 10 min. Raises Refused."""
    length = read_length(typed)
    if not SHORTEST_PITCH <= length <= LONGEST_PITCH:
        raise Refused(
            f"A pitch takes {length_in_words(SHORTEST_PITCH)} to {length_in_words(LONGEST_PITCH)}; "
            f"{length_in_words(length)} is not possible. Most chapters use 30 s to 2 min."
        )
    return length


def read_meeting_length(typed: str) -> timedelta:
    """The length of a meeting: `90`, `1:30`, `1 h 30`, `1.5 h`; a bare number is minutes. Raises Refused."""
    text = typed.strip()
    if found := re.fullmatch(r"(\d{1,3})\s*(?:m|min|mins|minutes?)?", text, re.IGNORECASE):
        length = timedelta(minutes=int(found[1]))
    elif found := re.fullmatch(r"(\d{1,2}(?:[.,]\d+)?)\s*(?:h|hours?)", text, re.IGNORECASE):
        length = timedelta(minutes=round(float(found[1].replace(",", ".")) * 60))
    elif found := re.fullmatch(
        r"(\d{1,2})\s*(?::|h|hours?)\s*(\d{1,2})\s*(?:m|min|minutes?)?", text, re.IGNORECASE
    ):
        length = timedelta(hours=int(found[1]), minutes=int(found[2]))
    else:
        raise Refused(f"“{typed}” is not a length. Type the minutes, like 90, or 1:30.")
    if not SHORTEST_MEETING <= length <= LONGEST_MEETING:
        raise Refused("A meeting takes 20 minutes to 6 hours. Type the minutes, like 90.")
    return length


def read_block(typed: str) -> timedelta:
    """The length of a step: `15`, `7.5 min`, `4:30`, `1 h`; a bare number is minutes. Raises Refused."""
    text = typed.strip()
    if text.isdecimal() and len(text) <= 3:
        length = timedelta(minutes=int(text))
    elif found := re.fullmatch(
        r"(\d{1,2})\s*(?:h|hours?)\s*(?:(\d{1,2})\s*(?:m|min)?)?", text, re.IGNORECASE
    ):
        length = timedelta(hours=int(found[1]), minutes=int(found[2] or 0))
    else:
        length = read_length(text)
    if length > LONGEST_STEP:
        raise Refused(f"A step takes up to 4 hours; “{text}” is longer. A bare number is minutes.")
    return length


def read_changeover(typed: str) -> timedelta:
    """The time between two turns, 0 to 60 s; a bare number is seconds. Raises Refused."""
    text = typed.strip()
    seconds = timedelta(seconds=int(text)) if text.isdecimal() and len(text) <= 4 else read_length(text)
    if seconds > LONGEST_CHANGEOVER:
        raise Refused(f"A changeover takes 0 to 60 s; “{text}” is longer.")
    return seconds


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
