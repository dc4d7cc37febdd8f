"""Where a member stands with the attendance rules: the count, the dates behind it, what is left.

Pure and total: any history, in any order. The program says what the rules say; the group decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from leadsroom.domain.agenda import StepKind
from leadsroom.domain.attendance import Mark
from leadsroom.domain.chapter_rules import ChapterRules, Counted, Counting, LimitRule, ShareRule, Then
from leadsroom.domain.windows import Window, WindowKind, months_later

TOO_FEW_MEETINGS = 4  # below which no share is told


@dataclass(frozen=True, slots=True)
class Attended:
    """A member at one closed meeting at which they were expected.

    `came_after` are the steps that had begun when they came, `left_before` those still to come when they
    left. `excused`: the group has decided so. `is_tonight`: the meeting still goes on, and may change.
    """

    on: date
    mark: Mark
    left_early: bool = False
    came_after: frozenset[StepKind] = frozenset()
    left_before: frozenset[StepKind] = frozenset()
    excused: bool = False
    is_tonight: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """A leave of absence, both days in it; `until` None: nobody knows yet."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """What the rules look at for one member, in any order. `trainings` are dates (a training erases)."""

    attended: tuple[Attended, ...] = ()
    leaves: tuple[Away, ...] = ()
    trainings: tuple[date, ...] = ()

    def expected(self, on: date) -> list[Attended]:
        """What counts by a day, oldest first: a leave pauses the counting."""
        there = (
            a for a in self.attended if a.on <= on and not any(leave.holds(a.on) for leave in self.leaves)
        )
        return sorted(there, key=lambda a: (a.on, a.mark, a.left_early, a.excused, a.is_tonight))


class Level(IntEnum):
    """How near a member is to a limit; warnings begin at NOTICE."""

    FINE = 0
    NOTICE = 1
    WARNING = 2
    LIMIT = 3
    PAST = 4


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """A member and one limit: `dates` lie behind the count, oldest first, erased ones left out.

    `left` is how many more are allowed, negative past the limit. `falls_out_on` is the first day on which
    the oldest date no longer counts; None in a row, and where nothing counts.
    """

    rule: LimitRule
    count: int
    dates: tuple[date, ...]
    falls_out_on: date | None

    @property
    def left(self) -> int:
        """How many more are allowed; negative past the limit."""
        return self.rule.allowed - self.count

    @property
    def level(self) -> Level:
        """How near it is. What has not happened once is nothing to warn of."""
        if self.left < 0:
            return Level.PAST
        if not self.count or self.left > self.rule.warn_from:
            return Level.FINE
        return {0: Level.LIMIT, 1: Level.WARNING}.get(self.left, Level.NOTICE)


@dataclass(frozen=True, slots=True)
class ShareStanding:
    """A member and a least share of meetings: at the table (or stood in for) `there` times of `of`."""

    rule: ShareRule
    there: int
    of: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; None where there are too few meetings to tell."""
        return self.there * 100 // self.of if self.of >= TOO_FEW_MEETINGS else None

    @property
    def level(self) -> Level:
        """Past the limit below the least share."""
        return Level.PAST if self.percent is not None and self.percent < self.rule.percent else Level.FINE


@dataclass(frozen=True, slots=True)
class MemberStanding:
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


def member_standing(rules: ChapterRules, record: AttendanceRecord, on: date) -> MemberStanding:
    """Where a member stands on the day `on`."""
    expected = record.expected(on)
    history = _History(rules.counting, expected, _too_many_substitutes(rules, expected), record.trainings, on)
    return MemberStanding(
        tuple(history.limit(rule) for rule in rules.limits),
        tuple(history.share(rule) for rule in rules.shares),
    )


def record_begins(rules: ChapterRules, on: date) -> date:
    """The day before which nothing can matter to a standing on the day `on`.

    Twice the longest window, since what is one substitute too many is counted in a window of its own; a run
    is followed back for two years at most.
    """
    windows = [*(limit.window for limit in rules.limits), *(share.window for share in rules.shares)]
    months = map(_months, windows)
    return months_later(on, -max(24, 2 * max(months, default=0)))


def _months(window: Window) -> int:
    if window.kind is WindowKind.ROLLING_MONTHS:
        return window.length
    return window.length // 4 + 1 if window.kind is WindowKind.ROLLING_WEEKS else 12


def counted_as(attended: Attended, counting: Counting) -> frozenset[Counted]:
    """What one meeting counts as by itself, before lates are put together."""
    mark = attended.mark
    if mark is Mark.ABSENT:
        excused = attended.excused and not counting.excused_counts
        return frozenset() if excused else frozenset({Counted.ABSENCE})
    if mark is Mark.MEDICAL:
        excused = attended.excused and not counting.excused_counts
        absence = {Counted.ABSENCE} if counting.medical_counts and not excused else set()
        return frozenset({Counted.MEDICAL, *absence})
    if _was_too_short(attended, counting):
        return (
            frozenset() if attended.excused and not counting.excused_counts else frozenset({Counted.ABSENCE})
        )
    if mark is Mark.SUBSTITUTE:
        return frozenset({Counted.SUBSTITUTE})
    late = {Counted.LATE} if mark is Mark.LATE and not attended.excused else set()
    early = {Counted.LEFT_EARLY} if attended.left_early and not attended.excused else set()
    return frozenset(late | early)


def _was_too_short(attended: Attended, counting: Counting) -> bool:
    """Whether they came so late, or left so early, that the chapter calls it an absence."""
    late = attended.mark is Mark.LATE and counting.absent_from in attended.came_after
    early = attended.left_early and counting.absent_before in attended.left_before
    return late or early


@dataclass(frozen=True, slots=True)
class _History:
    """What a member's rules look at on a day: `expected` oldest first, `excess` dates of substitutes."""

    counting: Counting
    expected: Sequence[Attended]
    excess: frozenset[date]
    trainings: Sequence[date]
    on: date

    def limit(self, rule: LimitRule) -> RuleStanding:
        if rule.window.kind is WindowKind.IN_A_ROW:
            run = _running(self.expected, lambda a: self._counts(rule, a))
            return RuleStanding(rule, len(run), tuple(run), None)
        held = [a for a in self.expected if rule.window.holds(a.on, self.on)]
        groups = [[a.on] for a in held if self._counts(rule, a)]
        if rule.counts is Counted.ABSENCE:
            counting = self.counting
            groups += _grouped(held, Counted.LATE, counting.lates_per_absence, counting)
            groups += _grouped(held, Counted.LEFT_EARLY, counting.early_per_absence, counting)
            # The oldest are erased first: they are the next to fall out by themselves.
            trained = sum(rule.window.holds(day, self.on) for day in self.trainings)
            groups = sorted(groups)[trained * counting.training_erases :]
        dates = sorted(day for group in groups for day in group)
        out = rule.window.falls_out_on(dates[0]) if dates else None
        return RuleStanding(rule, len(groups), tuple(dates), out)

    def share(self, rule: ShareRule) -> ShareStanding:
        window = rule.window
        held = [a for a in self.expected if window.holds(a.on, self.on) and not _is_passed_by(a)]
        absent = sum(Counted.ABSENCE in counted_as(a, self.counting) for a in held)
        return ShareStanding(rule, len(held) - absent, len(held))

    def _counts(self, rule: LimitRule, attended: Attended) -> bool:
        one_too_many = attended.mark is Mark.SUBSTITUTE and attended.on in self.excess
        return rule.counts in counted_as(attended, self.counting) or (
            one_too_many and rule.counts is Counted.ABSENCE
        )


def _grouped(
    held: Iterable[Attended], counted: Counted, per_absence: int | None, counting: Counting
) -> list[list[date]]:
    """The dates of lates that make absences together, those left over not."""
    if not per_absence:
        return []
    days = [a.on for a in held if counted in counted_as(a, counting)]
    whole = len(days) - len(days) % per_absence
    return [days[i : i + per_absence] for i in range(0, whole, per_absence)]


def _too_many_substitutes(rules: ChapterRules, expected: Sequence[Attended]) -> frozenset[date]:
    """The dates of substitutes beyond what is allowed, where each of those counts as an absence."""
    days = [a.on for a in expected if Counted.SUBSTITUTE in counted_as(a, rules.counting)]
    found: set[date] = set()
    for rule in rules.limits:
        if rule.counts is not Counted.SUBSTITUTE or rule.then is not Then.ABSENCE:
            continue
        if rule.window.kind is WindowKind.IN_A_ROW:
            found.update(_beyond_in_a_row(expected, rule.allowed, rules.counting))
        else:
            found.update(day for day in days if _how_many(days, rule.window, day) > rule.allowed)
    return frozenset(found)


def _how_many(days: Sequence[date], window: Window, on: date) -> int:
    return sum(window.holds(day, on) for day in days)


def _beyond_in_a_row(expected: Sequence[Attended], allowed: int, counting: Counting) -> list[date]:
    beyond, running = [], 0
    for attended in expected:
        if Counted.SUBSTITUTE in counted_as(attended, counting):
            running += 1
            beyond += [attended.on] if running > allowed else []
        elif not _is_passed_by(attended):
            running = 0
    return beyond


def _running(expected: Sequence[Attended], counts: Callable[[Attended], bool]) -> list[date]:
    """The dates of the run that goes on. What was excused or medical neither makes it longer nor ends it."""
    run: list[date] = []
    for attended in reversed(expected):
        if counts(attended):
            run.append(attended.on)
        elif not _is_passed_by(attended):
            break
    return run[::-1]


def _is_passed_by(attended: Attended) -> bool:
    return attended.mark is Mark.MEDICAL or (attended.mark is Mark.ABSENT and attended.excused)
