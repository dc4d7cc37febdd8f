"""Days, lengths and lists in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

ZERO = timedelta(0)
SECOND = timedelta(seconds=1)


def minutes_and_seconds(seconds: int) -> str:
    """`83` is `1:23`, `-7` is `-0:07`, `3700` is `61:40`."""
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"


_MINUTE = timedelta(minutes=1)


def short_date(on: date) -> str:
    """`Wed 18 Nov`."""
    return f"{on:%a} {on.day} {on:%b}"


def near_date(on: date, today: date) -> str:
    """`Wed 18 Nov`; of another year than today's with the year: `Mon 1 Mar 2027`."""
    return short_date(on) if on.year == today.year else f"{short_date(on)} {on.year}"


def near_day(on: date, today: date) -> str:
    """`18 Nov`, where there is no room for the day of the week; `1 Mar 2027` of another year than today's."""
    return f"{on.day} {on:%b}" if on.year == today.year else full_day(on)


def full_day(on: date) -> str:
    """`18 Nov 2026`, whatever today is."""
    return f"{on.day} {on:%b %Y}"


def full_days(first: date, last: date) -> str:
    """`18 Nov 2026 to 1 Dec 2026`, and a single day once."""
    return full_day(first) if first == last else f"{full_day(first)} to {full_day(last)}"


def long_date(on: date) -> str:
    """`Wednesday 18 November 2026`."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def whole_seconds(length: timedelta) -> int:
    """The full seconds of a length: one counts once it is over, as on a clock that counts down."""
    return int(length / SECOND)


def whole_minutes(length: timedelta) -> int:
    """The full minutes of a length, by the same rule; a negative one goes towards zero too."""
    return int(length / _MINUTE)


def length_on_clock(length: timedelta) -> str:
    """`1:05`."""
    return minutes_and_seconds(whole_seconds(length))


def more_on_clock(length: timedelta, than: timedelta = ZERO) -> str:
    """`+0:20`, `-1:05`, or nothing: what lies between the two lengths as a clock shows them."""
    seconds = whole_seconds(length) - whole_seconds(than)
    sign = "+" if seconds > 0 else ""
    return f"{sign}{minutes_and_seconds(seconds)}" if seconds else ""


def length_in_words(length: timedelta) -> str:
    """`45 s`, `2 min`, `1 min 30 s`."""
    minutes, seconds = divmod(whole_seconds(length), 60)
    parts = [f"{minutes} min"] if minutes else []
    if seconds or not minutes:
        parts.append(f"{seconds} s")
    return " ".join(parts)


def seconds_or_minutes(length: timedelta) -> str:
    """`48 s`, `75 s`, `2 min`: a length of a pitch as a moderator says it, in seconds below two minutes."""
    seconds = whole_seconds(length)
    return f"{seconds} s" if seconds < 120 else length_in_words(length)


def round_minutes(length: timedelta) -> int:
    """The nearest whole minutes of a length."""
    return round(length / _MINUTE)


def over_in_words(over: timedelta) -> str:
    """`, 8 s over`, or nothing."""
    return f", {length_in_words(over)} over" if over >= SECOND else ""


def waited(since: datetime, now: datetime) -> str:
    """How long something has waited: `today`, `1 day`, `3 weeks`."""
    return days_waited((now - since).days)


def days_waited(days: int) -> str:
    """The same of whole days."""
    if days < 1:
        return "today"
    if days < 14:
        return f"{days} day{'s' if days > 1 else ''}"
    return f"{days // 7} weeks"


def off_in_words(off: timedelta) -> str:
    """`15 min over`, `1 min under`, `on time`: whole minutes against the plan."""
    minutes = whole_minutes(off)
    return f"{abs(minutes)} min {'over' if minutes > 0 else 'under'}" if minutes else "on time"


def forecast(at: datetime, due: datetime) -> datetime:
    """A time to come as it is shown: the planned one moved by full minutes, those that are said beside it.

    Some seconds do not show: until a minute is full, it is the planned time and on time.
    """
    return due + whole_minutes(at - due) * _MINUTE


def late_by_clock(at: datetime, due: datetime) -> timedelta:
    """By how much a time that has passed was after another one, as a clock shows both: without seconds."""
    return at.replace(second=0, microsecond=0) - due.replace(second=0, microsecond=0)


def late_in_words(late: timedelta) -> str:
    """`3 min late`, `1 min early`, `on time`."""
    minutes = whole_minutes(late)
    return f"{abs(minutes)} min {'late' if minutes > 0 else 'early'}" if minutes else "on time"


def speaks_for(speaker: str, member: str) -> str:
    """`Tom Ray for Cyrus Ng`: a substitute, and whose seat it is."""
    return f"{speaker} for {member}"


def counted(number: int, noun: str) -> str:
    """`1 lead`, `0 leads`, `11,200 chapters`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def average_in_words(average: float) -> str:
    """`17.4`, and `17` where it is just that."""
    return f"{average:.1f}".removesuffix(".0")


def listed(words: Iterable[str], last: str = "and", *, most: int | None = None) -> str:
    """`a`, `a and b`, `a, b and c`; of more than `most` the first: `a, b and 3 more`. Empty for nothing."""
    shown = list(words)
    if most is not None and len(shown) > most:
        shown[most:] = [f"{len(shown) - most} more"]
    *first, end = shown or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
