"""A schedule as people say it: `every two weeks from 25 nov`, `1st and 3rd`; read, and read back."""

from __future__ import annotations

import re
from datetime import date

from leadsroom.domain.season.calendar import WEEKLY, Schedule, ScheduleKind
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("1st", "2nd", "3rd", "4th", "last")

_EXAMPLES = "Type weekly, every two weeks from 2 dec, or the weeks of a month: 1st and 3rd, last."
_WEEKLY = ("weekly", "every week")
_TWO_WEEKS = re.compile(
    r"(?:every (?:2|two|other|second) weeks?|biweekly|bi-weekly|fortnightly|every fortnight)(?: from (.+))?"
)
_PLACES = {
    **{word: week for week, word in enumerate(ORDINALS, 1)},
    **{word: week for week, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{str(week): week for week in range(1, 5)},
}
_IDLE = ("the", "and", "of", "a", "each", "every", "month", "in", "on", "monthly")


def schedule_in_words(schedule: Schedule, weekday: int) -> str:
    """`every Wednesday`, `every second Wednesday`, `the 1st and 3rd Wednesday of the month`."""
    day = WEEKDAYS[weekday]
    if schedule.kind is ScheduleKind.WEEKLY:
        return f"every {day}"
    if schedule.kind is ScheduleKind.EVERY_TWO_WEEKS:
        return f"every second {day}"
    places = [ORDINALS[week - 1] for week in sorted({min(week, 5) for week in schedule.weeks or (1,)})]
    listed = " and ".join(part for part in (", ".join(places[:-1]), places[-1]) if part)
    return f"the {listed} {day} of the month"


def read_schedule(typed: str, weekday: int, today: date, following: date) -> Schedule:
    """The schedule meant. Every two weeks begins `following`, the next meeting, unless a day is typed.

    Raises Refused.
    """
    text = fold(clean(typed)).rstrip(".")
    if text in _WEEKLY:
        return WEEKLY
    if found := _TWO_WEEKS.fullmatch(text):
        return Schedule(ScheduleKind.EVERY_TWO_WEEKS, _anchor(found[1], weekday, today, following))
    return Schedule(ScheduleKind.MONTHLY, weeks=_weeks(typed, text, weekday))


def _anchor(typed: str | None, weekday: int, today: date, following: date) -> date:
    if typed is None:
        return following
    day = read_day_ahead(typed, today)
    if day.weekday() != weekday:
        raise Refused(
            f"{short_date(day)} is not a {WEEKDAYS[weekday]}. Type a day on which the chapter meets."
        )
    return day


def _weeks(typed: str, text: str, weekday: int) -> tuple[int, ...]:
    words = [word for word in re.split(r"[\s,&+/]+", text) if word and word not in _IDLE]
    weeks = [_PLACES[word] for word in words if word in _PLACES]
    others = [word for word in words if word not in _PLACES]
    if any(not _is_day(word, weekday) for word in others) or not (weeks or "month" in text):
        raise Refused(f"“{clean(typed)}” is not a schedule. {_EXAMPLES}" if clean(typed) else _EXAMPLES)
    return tuple(sorted(set(weeks))) or (1,)


def _is_day(word: str, weekday: int) -> bool:
    return len(word) >= 3 and WEEKDAYS[weekday].casefold().startswith(word.removesuffix("s"))
