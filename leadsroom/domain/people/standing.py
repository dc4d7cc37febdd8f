"""Where a member stands with the attendance rules and with quotas.

Pure and total: any history, in any order. The program says what the rules say; the chapter decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from leadsroom.domain.people.attendance import (
    AttendanceRecord,
    Attended,
    Mark,
    absence_kinds,
    counted_as,
    was_there,
    what_happened,
)
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    Counting,
    Given,
    LimitRule,
    Quota,
    ShareRule,
    Then,
)
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind, days_of, months_later

TOO_FEW_MEETINGS = 5  # below which no percentage is given, unless nothing to come can mend it


class Level(IntEnum):
    """How near a member is to a limit; warnings begin at NOTICE. A reminder is due where that is all."""

    FINE = 0
    REMINDER = 1
    NOTICE = 2
    WARNING = 3
    LIMIT = 4
    PAST = 5


class Behind(Struct, frozen=True, gc=False):
    """Something that counts once: a date, or dates that make one absence together; `was` is the real mark."""

    dates: tuple[date, ...]
    was: Counted


class RuleStanding(Struct, frozen=True):
    """A member and one limit: the dates behind the count, oldest first, without those that a training
    cancelled.

    `falls_out_on` is the first day on which the oldest date no longer counts by itself; None in a row, and
    where nothing counts.
    """

    rule: LimitRule
    behind: tuple[Behind, ...]
    falls_out_on: date | None

    @property
    def count(self) -> int:
        """How many there were."""
        return len(self.behind)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every date behind the count, oldest first."""
        return tuple(sorted(day for each in self.behind for day in each.dates))

    @property
    def left(self) -> int:
        """How many more are allowed; negative past the limit."""
        return self.rule.allowed - self.count

    @property
    def without_substitute(self) -> int:
        """How many of them no substitute came to."""
        return sum(each.was is not Counted.SUBSTITUTE for each in self.behind)

    @property
    def left_without_substitute(self) -> int | None:
        """How many more are allowed without a substitute; None where that is not ruled apart."""
        allowed = self.rule.without_substitute
        return None if allowed is None else allowed - self.without_substitute

    @property
    def goes_by_substitutes(self) -> bool:
        """Whether the lack of substitutes is what is nearer to the limit."""
        level = self._level_by_substitutes
        return level > Level.FINE and level >= self._level(self.count, self.left)

    @property
    def level(self) -> Level:
        """How near it is. Something that has not happened once is nothing to warn of."""
        if self.rule.reminds_at is not None:
            return Level.FINE if self.count < self.rule.reminds_at else Level.REMINDER
        return max(self._level(self.count, self.left), self._level_by_substitutes)

    @property
    def _level_by_substitutes(self) -> Level:
        left = self.left_without_substitute
        return Level.FINE if left is None else self._level(self.without_substitute, left)

    def _level(self, count: int, left: int) -> Level:
        if left < 0:
            return Level.PAST
        if not count or left > self.rule.warn_from:
            return Level.FINE
        return {0: Level.LIMIT, 1: Level.WARNING}.get(left, Level.NOTICE)


class ShareStanding(Struct, frozen=True):
    """A member and a minimum attendance: at the table (or a substitute was) `there` times of `of`.

    A substitute was there `by_substitute` times, which are among `there` unless the rule asks for the member.
    """

    rule: ShareRule
    there: int
    of: int
    by_substitute: int = 0

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; None where there are too few meetings to tell."""
        says_something = self.of >= TOO_FEW_MEETINGS or self.level is Level.PAST
        return self.there * 100 // self.of if says_something else None

    @property
    def level(self) -> Level:
        """Past the limit below the minimum; after few meetings, only if the next ones cannot mend it."""
        to_come = max(0, TOO_FEW_MEETINGS - self.of)
        best = (self.there + to_come) * 100 // (self.of + to_come)
        return Level.PAST if best < self.rule.percent else Level.FINE


class MemberStanding(Struct, frozen=True):
    """A member and all attendance rules of the chapter, in the order of the rules."""

    limits: tuple[RuleStanding, ...] = ()
    shares: tuple[ShareStanding, ...] = ()

    @property
    def level(self) -> Level:
        """The nearest of all."""
        levels = [*(limit.level for limit in self.limits), *(share.level for share in self.shares)]
        return max(levels, default=Level.FINE)

    @property
    def nearest(self) -> RuleStanding | None:
        """The limit with the least left, of those that warn."""
        warned = [standing for standing in self.limits if standing.level > Level.FINE]
        return max(warned, key=lambda standing: (standing.level, standing.count), default=None)


_FOLLOWED_BACK = 24  # months


def member_standing(rules: ChapterRules, record: AttendanceRecord, on: date) -> MemberStanding:
    """Where a member stands on the day `on`."""
    history = MemberHistory.of(rules, record, on).on(on)
    return MemberStanding(
        tuple(history.limit(rule) for rule in rules.limits),
        tuple(history.share(rule) for rule in rules.shares),
    )


def record_begins(rules: ChapterRules, on: date) -> date:
    """The day before which nothing can matter to a standing on the day `on`.

    What is one substitute too many is counted in a window of its own, which ends inside another. A run is
    followed back for two years at most.
    """
    windows = [*(limit.window for limit in rules.limits), *(share.window for share in rules.shares)]
    first = min((_first_day(window, on) for window in windows), default=on)
    inner = [limit.window for limit in rules.limits if _makes_absences(limit)]
    return min((_first_day(window, first) for window in inner), default=first)


def _first_day(window: Window, on: date) -> date:
    if window.kind is WindowKind.IN_A_ROW:
        return months_later(on, -_FOLLOWED_BACK)
    return window.first_day(on)


def _makes_absences(limit: LimitRule) -> bool:
    return limit.counts is Counted.SUBSTITUTE and limit.then is Then.ABSENCE


Meeting = tuple[Attended, frozenset[Counted]]
_OF_ABSENCES = (Counted.ABSENCE, Counted.UNEXCUSED)  # which lates make and trainings cancel
_ENDED_BY_EXCUSE = (*_OF_ABSENCES, Counted.MISSED)
_ABSENCES = (*_ENDED_BY_EXCUSE, Counted.EXCUSED)


def _in_order(behind: Behind) -> tuple[tuple[date, ...], Counted]:
    return behind.dates, behind.was


class MemberHistory(Struct, frozen=True):
    """A member's record up to a day, from which standings on that day and earlier ones are worked out."""

    counting: Counting
    meetings: Sequence[Meeting]
    unusual: Sequence[int]
    excess: frozenset[int]
    trainings: Sequence[date]

    @classmethod
    def of(cls, rules: ChapterRules, record: AttendanceRecord, until: date) -> MemberHistory:
        """What the rules look at by a day."""
        meetings = [(each, counted_as(each, rules.counting)) for each in record.expected(until)]
        unusual = [
            place for place, (each, kinds) in enumerate(meetings) if kinds or each.mark is not Mark.PRESENT
        ]
        excess = frozenset(_too_many_substitutes(rules, meetings))
        return cls(rules.counting, meetings, unusual, excess, record.trainings)

    def on(self, day: date) -> HistoryOn:
        """The same as it was on a day."""
        end = bisect_right(self.meetings, day, key=_day_of)
        meetings, unusual = self.meetings, self.unusual
        if end < len(meetings):
            meetings, unusual = meetings[:end], unusual[: bisect_left(unusual, end)]
        return HistoryOn(self.counting, meetings, unusual, self.excess, self.trainings, day)

    def days(self, since: date, *, unusual: bool) -> list[date]:
        """The days of meetings from a day on: all, or those at which the member was not simply present."""
        places = self.unusual if unusual else range(len(self.meetings))
        return [day for place in places if (day := self.meetings[place][0].on) >= since]


def _day_of(meeting: Meeting) -> date:
    return meeting[0].on


class HistoryOn(Struct, frozen=True):
    """The record that a member's rules look at on a day: meetings, oldest first.

    `unusual` are the places among them at which the member was not simply present, or that count as
    something; `excess` those of substitutes who count as absences.
    """

    counting: Counting
    meetings: Sequence[Meeting]
    unusual: Sequence[int]
    excess: frozenset[int]
    trainings: Sequence[date]
    on: date

    def limit(self, rule: LimitRule) -> RuleStanding:
        """Where the member stands with a limit."""
        window = rule.window
        if window.kind is WindowKind.IN_A_ROW:
            return RuleStanding(rule, tuple(self._run(rule)), None)
        begins = self._begins(window)
        places = (place for place in self.unusual if place >= begins)
        behind = [self._behind(rule, place) for place in places if self._counts(rule, place)]
        if rule.counts is Counted.MISSED:
            covered = [each for each in behind if each.was is Counted.SUBSTITUTE]
            absent = [each for each in behind if each.was is not Counted.SUBSTITUTE]
            behind = sorted([*covered, *self._with_groups(window, absent)], key=_in_order)
        elif rule.counts in _OF_ABSENCES:
            behind = self._with_groups(window, behind)
        oldest = min((each.dates[0] for each in behind), default=None)
        return RuleStanding(rule, tuple(behind), None if oldest is None else window.falls_out_on(oldest))

    def share(self, rule: ShareRule) -> ShareStanding:
        """Where they stand with a minimum attendance. Excused and medical absences lie outside it, unless
        the chapter counts them.
        """
        begins = self._begins(rule.window)
        unusual = [self.meetings[place] for place in self.unusual if place >= begins]
        absent = sum(Counted.ABSENCE in kinds for _, kinds in unusual)
        passed_by = sum(Counted.ABSENCE not in kinds and not was_there(each) for each, kinds in unusual)
        of = len(self.meetings) - begins - passed_by
        sent = sum(each.mark is Mark.SUBSTITUTE and Counted.ABSENCE not in kinds for each, kinds in unusual)
        return ShareStanding(rule, of - absent - (sent if rule.in_person else 0), of, sent)

    def _with_groups(self, window: Window, behind: list[Behind]) -> list[Behind]:
        """With the lates that make absences together, less those that trainings cancel: the oldest first."""
        begins = self._begins(window)
        held = [self.meetings[place] for place in self.unusual if place >= begins]
        lates = _grouped(held, Counted.LATE, self.counting.lates_per_absence)
        early = _grouped(held, Counted.LEFT_EARLY, self.counting.early_per_absence)
        together = sorted([*behind, *lates, *early], key=_in_order)
        return together[self._trained(window) * self.counting.training_erases :]

    def _trained(self, window: Window) -> int:
        """How many trainings a window holds; 0 where none cancels anything."""
        if not self.counting.training_erases or not self.trainings:
            return 0
        first = window.first_day(self.on)
        return sum(first <= day <= self.on for day in self.trainings)

    def _begins(self, window: Window) -> int:
        """The place of the first meeting that a window holds: all later ones are in it too."""
        return bisect_left(self.meetings, window.first_day(self.on), key=_day_of)

    def _run(self, rule: LimitRule) -> list[Behind]:
        """The current run. An absence of another kind neither makes it longer nor ends it, unless the chapter
        lets an excused one end a run of absences.
        """
        run: list[Behind] = []
        excused_ends = self.counting.excused_ends_run and rule.counts in _ENDED_BY_EXCUSE
        for place in reversed(range(len(self.meetings))):
            attended, kinds = self.meetings[place]
            if self._counts(rule, place):
                run.append(self._behind(rule, place))
            elif was_there(attended) or (excused_ends and Counted.EXCUSED in kinds):
                break
        return run[::-1]

    def _counts(self, rule: LimitRule, place: int) -> bool:
        attended, kinds = self.meetings[place]
        if rule.counts in kinds:
            return True
        return place in self.excess and rule.counts in absence_kinds(attended, self.counting)

    def _behind(self, rule: LimitRule, place: int) -> Behind:
        """An absence is named by what really happened, where that is not just an absence."""
        attended = self.meetings[place][0]
        was = what_happened(attended, self.counting) if rule.counts in _ABSENCES else rule.counts
        return Behind((attended.on,), rule.counts if was is Counted.ABSENCE else was)


def _grouped(held: Iterable[Meeting], counted: Counted, per_absence: int | None) -> list[Behind]:
    """The dates of lates that make absences together, those left over not."""
    if not per_absence:
        return []
    days = [attended.on for attended, kinds in held if counted in kinds]
    whole = len(days) - len(days) % per_absence
    return [Behind(tuple(days[i : i + per_absence]), counted) for i in range(0, whole, per_absence)]


def _too_many_substitutes(rules: ChapterRules, meetings: Sequence[Meeting]) -> Iterator[int]:
    """The places of substitutes beyond what is allowed, where each of those counts as an absence."""
    for rule in rules.limits:
        if _makes_absences(rule):
            yield from _beyond(rule, meetings)


def _beyond(rule: LimitRule, meetings: Sequence[Meeting]) -> Iterator[int]:
    """The places at which more than allowed had come together, each looked at on its own day."""
    before: list[date] = []
    for place, (attended, kinds) in enumerate(meetings):
        if Counted.SUBSTITUTE in kinds:
            before.append(attended.on)
            # One too many where the one that was allowed first still counts.
            if len(before) > rule.allowed and before[-1 - rule.allowed] >= rule.window.first_day(attended.on):
                yield place
        elif rule.window.kind is WindowKind.IN_A_ROW and was_there(attended):
            before.clear()


class GivenOn(Struct, frozen=True):
    """Something that may satisfy a quota, and the day it was given."""

    what: Given
    on: date


_ON = attrgetter("on")


class QuotaStanding(Struct, frozen=True):
    """A member and a quota in one period, first and last day included.

    `asked` is less than the quota for a member expected at some of the period's meetings only. `raw` are the
    raw leads of the period where the quota counts leads and not those.
    """

    quota: Quota
    first: date
    last: date
    given: int
    asked: int
    raw: int = 0

    @property
    def left(self) -> int:
        """How many are still asked for."""
        return max(0, self.asked - self.given)


def quota_standing(
    quota: Quota, given: Iterable[GivenOn], held: Sequence[date], expected: Sequence[date], on: date
) -> QuotaStanding:
    """Where a member stands in the period of the day `on`.

    `held` are the chapter's closed meetings, `expected` those at which this member was expected: a member who
    joined or was on leave is asked for their part. A quota per meeting is that of the last one by `on`.
    """
    if quota.per is PeriodKind.MEETING:
        on = max((day for day in held if day <= on), default=on)
    first, last = days_of(quota.per, on)
    until = min(last, on)
    return _standing_in(
        quota,
        (first, last),
        [each.what for each in given if first <= each.on <= until],
        sum(first <= day <= until for day in held),
        sum(first <= day <= until for day in expected),
    )


def _standing_in(
    quota: Quota, period: tuple[date, date], given: Sequence[Given], held: int, expected: int
) -> QuotaStanding:
    """The same from what was given in a period, and the numbers of meetings."""
    satisfied = sum(what in quota.satisfied_by for what in given)
    raw = given.count(Given.RAW_LEAD) if quota.counts_leads_only else 0
    return QuotaStanding(quota, *period, satisfied, asked_in(quota, held=held, expected=expected), raw)


def asked_in(quota: Quota, *, held: int, expected: int) -> int:
    """How much is asked of a member in a period with so many meetings, `expected` of which were for them."""
    return quota.amount if expected >= held else -(-quota.amount * expected // held)


def kinds_asked(quotas: Iterable[Quota]) -> frozenset[Given]:
    """All that satisfies any of some quotas, and raw leads beside leads."""
    kinds = {kind for quota in quotas for kind in quota.satisfied_by}
    return frozenset(kinds | ({Given.RAW_LEAD} if Given.LEAD in kinds else set()))


A = TypeVar("A")


def between(
    ordered: Sequence[A], period: tuple[date, date], day: Callable[[A], date] | None = None
) -> Sequence[A]:
    """What of a sequence in the order of days lies in a period."""
    since, until = period
    if day is None:
        return ordered[bisect_left(ordered, since) : bisect_right(ordered, until)]  # type: ignore[type-var]
    return ordered[bisect_left(ordered, since, key=day) : bisect_right(ordered, until, key=day)]


def quota_standings(
    quota: Quota,
    periods: Iterable[tuple[date, date]],
    given: Iterable[GivenOn],
    held: Sequence[date],
    expected: Sequence[date],
) -> list[QuotaStanding]:
    """Where a member stood at the end of each of some periods; `held` and `expected` are in order."""
    in_order = sorted(given, key=_ON)
    return [
        _standing_in(
            quota,
            period,
            [each.what for each in between(in_order, period, _ON)],
            len(between(held, period)),
            len(between(expected, period)),
        )
        for period in periods
    ]
