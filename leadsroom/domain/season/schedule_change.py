"""What another schedule or weekday does to the dates to come: what moves, what is left without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct

from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.season.calendar import Calendar, DateKind, Schedule, SpecialDate
from leadsroom.domain.season.rota import StepLeader, Talk
from leadsroom.domain.text.wording import near_date

_TO_SUNDAY = timedelta(days=6)
_NAMED = 3


class SeasonAhead(Struct, frozen=True):
    """What stands for dates to come. `held` are those whose meeting is on or over: they stay as they are."""

    calendar: Calendar
    today: date
    held: frozenset[date] = frozenset()
    notices: tuple[Notice, ...] = ()
    talks: tuple[Talk, ...] = ()
    leaders: tuple[StepLeader, ...] = ()


class MovedDate(Struct, frozen=True):
    """A special date that goes on as the date of the same week, Monday to Sunday."""

    was: SpecialDate
    to: date


class ScheduleChange(Struct, frozen=True):
    """What becomes of what stands for dates that are none any more.

    Special dates move within their week. Where nobody meets in it any more an open house is `cleared`; a
    holiday stays as it was entered. Notices are withdrawn; talks and leaders are left without a date.
    """

    today: date
    moved: tuple[MovedDate, ...] = ()
    cleared: tuple[SpecialDate, ...] = ()
    notices: tuple[Notice, ...] = ()
    talks: tuple[Talk, ...] = ()
    leaders: tuple[StepLeader, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Each of them by name: `the holiday “Thanksgiving” moves from Wed 25 Nov to Thu 26 Nov`."""
        return tuple(self._each())

    def special_after(self, special: Mapping[date, SpecialDate]) -> dict[date, SpecialDate]:
        """The special dates of a calendar, by their days, once this has come about."""
        gone = {each.was.on for each in self.moved} | {each.on for each in self.cleared}
        return {on: each for on, each in special.items() if on not in gone} | {
            x.to: x.was for x in self.moved
        }

    @property
    def in_short(self) -> str:
        """The first of them by name, and how many more; empty for none."""
        named, more = self.words[:_NAMED], len(self.words) - _NAMED
        return "; ".join((*named, *([f"and {more} more"] if more > 0 else [])))

    def _each(self) -> Iterator[str]:
        for moved in self.moved:
            note = f" “{moved.was.note}”" if moved.was.note else ""
            yield f"{_called(moved.was)}{note} moves from {self._day(moved.was.on)} to {self._day(moved.to)}"
        for each in self.cleared:
            note = f" ({each.note})" if each.note else ""
            yield f"{_called(each)} of {self._day(each.on)}{note} is cleared"
        for notice in self.notices:
            yield f"“{notice.words}” on {self._day(notice.on)} is withdrawn"
        for talk in self.talks:
            yield f"the talk of {talk.speaker.name}{self._of(talk.on)} is without a date"
        for leader in self.leaders:
            what = kind_in_words(leader.kind).lower()
            yield f"{leader.leader.name} leads {what}{self._of(leader.on)} no more: nobody meets then"

    def _of(self, on: date | None) -> str:
        return "" if on is None else f" on {self._day(on)}"

    def _day(self, on: date) -> str:
        return near_date(on, self.today)


def _called(each: SpecialDate) -> str:
    return f"the meeting at {each.place}" if each.kind is None else f"the {each.kind.value}"


def schedule_change(ahead: SeasonAhead, weekday: int, schedule: Schedule) -> ScheduleChange:
    """What follows from meeting by another schedule, or on another weekday (0 for Monday)."""
    before, today = ahead.calendar, ahead.today
    if (before.weekday, before.schedule) == (weekday, schedule):
        return ScheduleChange(today)
    after = Calendar(weekday, schedule, before.special)
    special, moved, cleared = dict(before.special), [], []
    for on in sorted(before.special):
        each = before.special[on]
        if on < today or on in ahead.held or not _is_left_behind(each, before, after):
            continue
        to = _in_week_of(on, after, today)
        if to is not None and to not in special and to not in ahead.held:
            del special[on]
            special[to] = each
            moved.append(MovedDate(each, to))
        elif each.kind is not DateKind.HOLIDAY:
            del special[on]
            cleared.append(each)
    then = Calendar(weekday, schedule, special)

    def is_lost(on: date | None) -> bool:
        return on is not None and on >= today and on not in ahead.held and then.on(on) is None

    def was_to_be(on: date | None) -> bool:
        found = None if on is None else before.on(on)
        return is_lost(on) and found is not None and found.meets

    return ScheduleChange(
        today,
        tuple(moved),
        tuple(cleared),
        tuple(each for each in ahead.notices if is_lost(each.on)),
        tuple(each for each in ahead.talks if was_to_be(each.on)),
        tuple(each for each in ahead.leaders if was_to_be(each.on)),
    )


def _is_left_behind(each: SpecialDate, before: Calendar, after: Calendar) -> bool:
    """Whether it is special among the dates of the old schedule alone. Extra meetings never are."""
    is_extra = each.kind is DateKind.EXTRA
    return not is_extra and before.is_regular(each.on) and not after.is_regular(each.on)


def _in_week_of(on: date, after: Calendar, today: date) -> date | None:
    """The first date in the same week, from today on, on which the schedule has a meeting."""
    monday = on - timedelta(days=on.weekday())
    days = after.schedule.dates(after.weekday, max(monday, today))
    return next(takewhile(lambda day: day <= monday + _TO_SUNDAY, days), None)
