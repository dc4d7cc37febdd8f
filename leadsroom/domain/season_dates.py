"""The dates on which a chapter meets: its rhythm, holidays, open houses, extra meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from leadsroom.domain.windows import months_later

_WEEK = timedelta(weeks=1)


class RhythmKind(StrEnum):
    """How often a chapter meets."""

    WEEKLY = "weekly"
    EVERY_TWO_WEEKS = "every two weeks"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a chapter meets on its weekday.

    `anchor` is one meeting of every two weeks; `weeks` the 1st to 4th such weekday of a month, 5 the last.
    """

    kind: RhythmKind = RhythmKind.WEEKLY
    anchor: date | None = None
    weeks: tuple[int, ...] = ()

    def dates(self, weekday: int, since: date) -> Iterator[date]:
        """The dates from a day on, that day among them; `weekday` 0 for Monday."""
        if self.kind is RhythmKind.MONTHLY:
            yield from self._monthly(weekday, since)
            return
        day = _on_weekday(since, weekday)
        step = _WEEK
        if self.kind is RhythmKind.EVERY_TWO_WEEKS:
            step = 2 * _WEEK
            if self.anchor is not None and (day - _on_weekday(self.anchor, weekday)).days % 14:
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


def _on_weekday(since: date, weekday: int) -> date:
    return since + timedelta(days=(weekday - since.weekday()) % 7)


def _nth(month: date, weekday: int, week: int) -> date:
    if week >= 5:
        return _on_weekday(months_later(month, 1) - _WEEK, weekday)
    return _on_weekday(month, weekday) + (week - 1) * _WEEK


WEEKLY = Rhythm()


class DateKind(StrEnum):
    """What is special about a date. An extra meeting is none of the rhythm's."""

    HOLIDAY = "holiday"
    OPEN_HOUSE = "open house"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class SpecialDate:
    """A date that is not like the others; `note` says why: `Thanksgiving`."""

    on: date
    kind: DateKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeasonDate:
    """A date of the season. On a holiday nobody meets."""

    on: date
    kind: DateKind | None = None
    note: str = ""

    @property
    def meets(self) -> bool:
        """Whether there is a meeting."""
        return self.kind is not DateKind.HOLIDAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a chapter meets: weekday 0 for Monday, its rhythm, and the dates that are special."""

    weekday: int
    rhythm: Rhythm = WEEKLY
    special: Mapping[date, SpecialDate] = field(default_factory=dict)

    @classmethod
    def of(cls, weekday: int, rhythm: Rhythm, special: Iterable[SpecialDate] = ()) -> Calendar:
        """The calendar with these special dates."""
        return cls(weekday, rhythm, {each.on: each for each in special})

    def season(self, since: date) -> Iterator[SeasonDate]:
        """Every date from a day on, holidays too, without end."""
        extra = sorted(day for day in self.special if day >= since)
        for day in self.rhythm.dates(self.weekday, since):
            while extra and extra[0] < day:
                yield self._dated(extra.pop(0))
            if extra and extra[0] == day:
                extra.pop(0)
            yield self._dated(day)

    def _dated(self, day: date) -> SeasonDate:
        found = self.special.get(day)
        return SeasonDate(day, found.kind, found.note) if found else SeasonDate(day)

    def meetings(self, since: date, most: int) -> list[SeasonDate]:
        """The next so many meetings from a day on."""
        return list(islice((each for each in self.season(since) if each.meets), most))

    def next_meeting(self, since: date) -> SeasonDate:
        """The first meeting on or after a day."""
        return self.meetings(since, 1)[0]
