"""Times of day and lengths as people type them: `7.15`, `701`, `90 s`, `1:30`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from leadsroom.domain.text.plain_text import clean, fold, with_plain_digits
from leadsroom.domain.text.wording import length_in_words
from leadsroom.errors import Refused

_TIME = re.compile(
    r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:h|uhr|o.clock)?\s*(?:([ap])\.? ?(?:m\.?)?)?", re.IGNORECASE
)
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


_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "0:00"}


def _plain(typed: str) -> str:
    return with_plain_digits(typed.strip())


def read_time(typed: str) -> time:
    """A time of day: `7:00`, `7am`, `7.30 p.m.`, `19h30`, `730`, `noon`. Raises Refused."""
    found = _TIME.fullmatch(_NOON.get(fold(typed), _plain(typed)))
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
    text = with_plain_digits(clean(typed))
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
    text = _plain(typed)
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
    text = _plain(typed)
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
    text = _plain(typed)
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
    text = _plain(typed)
    seconds = timedelta(seconds=int(text)) if text.isdecimal() and len(text) <= 4 else read_length(text)
    if seconds > LONGEST_CHANGEOVER:
        raise Refused(f"A changeover takes 0 to 60 s; “{text}” is longer.")
    return seconds
