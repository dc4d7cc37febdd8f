"""The dates on which a chapter meets: its schedule, typed and read back, holidays, open houses, others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from msgspec import Struct, field

from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import listed, short_date
from leadsroom.errors import Refused

_WEEK = timedelta(weeks=1)
_NEAR = timedelta(days=6)
_FURTHEST = timedelta(days=70)  # no schedule is slower than this, a holiday or two in between
_MOST_AROUND = 40


class ScheduleKind(StrEnum):
    """How often a chapter meets."""

    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every two weeks"
    MONTHLY = "monthly"


class Schedule(Struct, frozen=True):
    """How often a chapter meets on its weekday.

    Every two weeks: in the week of `anchor`, Monday to Sunday, and each second one. Monthly: `weeks` are the
    1st to 4th such weekday, 5 the last.
    """

    kind: ScheduleKind = ScheduleKind.WEEKLY
    anchor: date | None = None
    weeks: tuple[int, ...] = ()

    def dates(self, weekday: int, since: date) -> Iterator[date]:
        """The dates from a day on, that day among them; `weekday` 0 for Monday."""
        if self.kind is ScheduleKind.MONTHLY:
            yield from self._monthly(weekday, since)
            return
        day = _on_weekday(since, weekday)
        step = _WEEK
        if self.kind is ScheduleKind.EVERY_TWO_WEEKS:
            step = 2 * _WEEK
            if (_week(day) - _week(self.anchor or date.min)) % 2:
                day += _WEEK
        while True:
            yield day
            day += step

    def _monthly(self, weekday: int, since: date) -> Iterator[date]:
        month = since.replace(day=1)
        while True:
            days = {_nth(month, weekday, week) for week in self.weeks or (1,)}
            yield from sorted(day for day in days if day >= since)
            month = months_later(month, 1)


def _week(day: date) -> int:
    """The number of its week, from Monday on: another weekday stays in the same weeks."""
    return (day.toordinal() - 1) // 7


def _on_weekday(since: date, weekday: int) -> date:
    return since + timedelta(days=(weekday - since.weekday()) % 7)


def _nth(month: date, weekday: int, week: int) -> date:
    if week >= 5:
        return _on_weekday(months_later(month, 1) - _WEEK, weekday)
    return _on_weekday(month, weekday) + (week - 1) * _WEEK


WEEKLY = Schedule()


class DateKind(StrEnum):
    """What is special about a date. An extra meeting is none of the schedule's."""

    HOLIDAY = "holiday"
    OPEN_HOUSE = "open house"
    EXTRA = "extra"


class SpecialDate(Struct, frozen=True):
    """A date that is not like the others; `note` says why: `Thanksgiving`. `place` is where they meet then,
    empty for the usual place; without a kind that is all that is special about it.
    """

    on: date
    kind: DateKind | None
    note: str = ""
    place: str = ""

    @property
    def meets(self) -> bool:
        """Whether there is a meeting."""
        return self.kind is not DateKind.HOLIDAY

    @property
    def adds_meeting(self) -> bool:
        """Whether there is a meeting also where the schedule has none."""
        return self.kind not in (None, DateKind.HOLIDAY)


class SeasonDate(Struct, frozen=True):
    """A date of the season. On a holiday nobody meets. `place` is empty for the usual one."""

    on: date
    kind: DateKind | None = None
    note: str = ""
    place: str = ""

    @property
    def meets(self) -> bool:
        """Whether there is a meeting."""
        return self.kind is not DateKind.HOLIDAY


class Calendar(Struct, frozen=True):
    """When a chapter meets: weekday 0 for Monday, its schedule, and the dates that are special."""

    weekday: int
    schedule: Schedule = WEEKLY
    special: Mapping[date, SpecialDate] = field(default_factory=dict)

    @classmethod
    def of(cls, weekday: int, schedule: Schedule, special: Iterable[SpecialDate] = ()) -> Calendar:
        """The calendar with these special dates."""
        return cls(weekday, schedule, {each.on: each for each in special})

    def season(self, since: date) -> Iterator[SeasonDate]:
        """Every date from a day on, without end; of the holidays those that would have a meeting."""
        others = sorted(day for day, each in self.special.items() if day >= since and each.adds_meeting)
        for day in self.schedule.dates(self.weekday, since):
            while others and others[0] <= day:
                if others[0] < day:
                    yield self._dated(others[0])
                others.pop(0)
            yield self._dated(day)

    def is_regular(self, day: date) -> bool:
        """Whether the schedule has a meeting on this day, whatever is special about it."""
        return next(self.schedule.dates(self.weekday, day)) == day

    def _dated(self, day: date) -> SeasonDate:
        found = self.special.get(day)
        return SeasonDate(day, found.kind, found.note, found.place) if found else SeasonDate(day)

    def meetings(self, since: date, most: int) -> list[SeasonDate]:
        """The next so many meetings from a day on."""
        return list(islice((each for each in self.season(since) if each.meets), most))

    def on(self, day: date) -> SeasonDate | None:
        """What is on a day; None on one that is no date of the season."""
        first = next(self.season(day))
        return first if first.on == day else None

    def nearest(self, day: date, since: date = date.min) -> date:
        """The date of a meeting, `since` a day, that is nearest to one with none, the earlier of two."""
        around = islice(self.season(max(since, day - _FURTHEST)), _MOST_AROUND)
        meetings = [each.on for each in around if each.meets]
        return min(meetings, key=lambda on: (abs(on - day), on))

    def upcoming(self, today: date, last_held: date | None = None) -> SeasonDate:
        """Today's meeting or the next one; a date whose meeting has been held is past.

        A meeting held on another day stands for the date nearest to it, less than a week away.
        """
        first, second = self.meetings(today, 2)
        held = last_held is not None and self.stood_for(last_held) == first.on
        return second if held else first

    def stood_for(self, held_on: date) -> date | None:
        """The date of the season for which a meeting was held; a holiday may have been made up for so."""
        season = self.season(held_on - _NEAR)
        near = [each.on for each in takewhile(lambda each: each.on <= held_on + _NEAR, season)]
        return min(near, key=lambda on: (abs(on - held_on), on), default=None)


def refuse_notice(calendar: Calendar, on: date, today: date, *, is_on: bool, was_held: bool) -> None:
    """Refuse a date for which nobody can announce anything: past, without a meeting, or begun already.

    `is_on` and `was_held` are said of the meeting of that date. Raises Refused.
    """
    from leadsroom.domain.text.typed_day import refuse_far_off

    day = short_date(on)
    if on < today:
        raise Refused(f"{day} is past. Correct it at that meeting's table.")
    refuse_far_off(on, today)
    found = calendar.on(on)
    if found is None or not found.meets:
        why = "is a holiday" if found is not None else "is not a date of a meeting"
        raise Refused(f"{day} {why}. The nearest meeting is {short_date(calendar.nearest(on, today))}.")
    if is_on:
        raise Refused(f"The meeting of {day} is on. Mark it there.")
    if was_held:
        raise Refused(f"The meeting of {day} was held. Correct it at that meeting's table.")


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
    return f"the {listed(places)} {day} of the month"


def read_schedule(typed: str, weekday: int, today: date, following: date, country: str = "") -> Schedule:
    """The schedule meant. Every two weeks begins `following`, the next meeting, unless a day is typed.

    Raises Refused.
    """
    text = fold(clean(typed)).rstrip(".")
    if text in _WEEKLY:
        return WEEKLY
    if found := _TWO_WEEKS.fullmatch(text):
        return Schedule(ScheduleKind.EVERY_TWO_WEEKS, _anchor(found[1], weekday, today, following, country))
    return Schedule(ScheduleKind.MONTHLY, weeks=_weeks(typed, text, weekday))


def _anchor(typed: str | None, weekday: int, today: date, following: date, country: str) -> date:
    if typed is None:
        return following
    from leadsroom.domain.text.typed_day import read_day_ahead

    day = read_day_ahead(typed, today, country)
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
