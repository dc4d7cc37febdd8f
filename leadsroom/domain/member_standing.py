"""Where a member stands with the attendance rules.

Pure and total: any history, in any order. The program says what the rules say; the group decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.attendance_record import (
    AttendanceRecord,
    Attended,
    Away,
    counted_as,
    was_there,
    what_happened,
)
from leadsroom.domain.chapter_rules import ChapterRules, Counted, Counting, LimitRule, ShareRule, Then
from leadsroom.domain.rule_standing import (
    TOO_FEW_MEETINGS,
    Behind,
    Level,
    MemberStanding,
    RuleStanding,
    ShareStanding,
)
from leadsroom.domain.windows import Window, WindowKind, months_later

__all__ = (
    "TOO_FEW_MEETINGS",
    "AttendanceRecord",
    "Attended",
    "Away",
    "Behind",
    "Level",
    "MemberStanding",
    "RuleStanding",
    "ShareStanding",
    "counted_as",
    "member_standing",
    "record_begins",
)


_FOLLOWED_BACK = 24  # months


def member_standing(rules: ChapterRules, record: AttendanceRecord, on: date) -> MemberStanding:
    """Where a member stands on the day `on`."""
    meetings = [(each, counted_as(each, rules.counting)) for each in record.expected(on)]
    excess = _too_many_substitutes(rules, meetings)
    history = _History(rules.counting, meetings, excess, record.trainings, on)
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


class _History(Struct, frozen=True):
    """What a member's rules look at on a day: meetings, oldest first.

    `excess` are the places among them of substitutes who count as absences.
    """

    counting: Counting
    meetings: Sequence[Meeting]
    excess: frozenset[int]
    trainings: Sequence[date]
    on: date

    def limit(self, rule: LimitRule) -> RuleStanding:
        window = rule.window
        if window.kind is WindowKind.IN_A_ROW:
            return RuleStanding(rule, tuple(self._run(rule)), None)
        places = range(self._begins(window), len(self.meetings))
        behind = [self._behind(rule, place) for place in places if self._counts(rule, place)]
        if rule.counts is Counted.ABSENCE:
            behind = self._with_groups(window, behind)
        out = min((window.falls_out_on(each.dates[0]) or date.max for each in behind), default=None)
        return RuleStanding(rule, tuple(behind), out)

    def share(self, rule: ShareRule) -> ShareStanding:
        """Excused and medical absences lie outside it, unless the chapter counts them."""
        held = self.meetings[self._begins(rule.window) :]
        absent = sum(Counted.ABSENCE in kinds for _, kinds in held)
        passed_by = sum(Counted.ABSENCE not in kinds and not was_there(each) for each, kinds in held)
        of = len(held) - passed_by
        return ShareStanding(rule, of - absent, of)

    def _with_groups(self, window: Window, behind: list[Behind]) -> list[Behind]:
        """With the lates that make absences together, less what trainings erase: the oldest first."""
        held = self.meetings[self._begins(window) :]
        lates = _grouped(held, Counted.LATE, self.counting.lates_per_absence)
        early = _grouped(held, Counted.LEFT_EARLY, self.counting.early_per_absence)
        trained = sum(window.holds(day, self.on) for day in self.trainings)
        together = sorted([*behind, *lates, *early], key=lambda each: (each.dates, each.was))
        return together[trained * self.counting.training_erases :]

    def _begins(self, window: Window) -> int:
        """The place of the first meeting that a window holds: all later ones are in it too."""
        return bisect_left(self.meetings, window.first_day(self.on), key=lambda each: each[0].on)

    def _run(self, rule: LimitRule) -> list[Behind]:
        """The run that goes on. An absence of another kind neither makes it longer nor ends it."""
        run: list[Behind] = []
        for place in reversed(range(len(self.meetings))):
            if self._counts(rule, place):
                run.append(self._behind(rule, place))
            elif was_there(self.meetings[place][0]):
                break
        return run[::-1]

    def _counts(self, rule: LimitRule, place: int) -> bool:
        kinds = self.meetings[place][1]
        return rule.counts in kinds or (rule.counts is Counted.ABSENCE and place in self.excess)

    def _behind(self, rule: LimitRule, place: int) -> Behind:
        attended = self.meetings[place][0]
        was = rule.counts if rule.counts is not Counted.ABSENCE else what_happened(attended, self.counting)
        return Behind((attended.on,), was)


def _grouped(held: Iterable[Meeting], counted: Counted, per_absence: int | None) -> list[Behind]:
    """The dates of lates that make absences together, those left over not."""
    if not per_absence:
        return []
    days = [attended.on for attended, kinds in held if counted in kinds]
    whole = len(days) - len(days) % per_absence
    return [Behind(tuple(days[i : i + per_absence]), counted) for i in range(0, whole, per_absence)]


def _too_many_substitutes(rules: ChapterRules, meetings: Sequence[Meeting]) -> frozenset[int]:
    """The places of substitutes beyond what is allowed, where each of those counts as an absence."""
    found: set[int] = set()
    for rule in rules.limits:
        if _makes_absences(rule):
            found.update(_beyond(rule, meetings))
    forgiving = not rules.counting.excused_counts
    return frozenset(place for place in found if not (forgiving and meetings[place][0].excused))


def _beyond(rule: LimitRule, meetings: Sequence[Meeting]) -> Iterator[int]:
    """The places at which more than allowed had come together, each looked at on its own day."""
    before: list[date] = []
    for place, (attended, kinds) in enumerate(meetings):
        if Counted.SUBSTITUTE in kinds:
            before.append(attended.on)
            if len(before) - bisect_left(before, rule.window.first_day(attended.on)) > rule.allowed:
                yield place
        elif rule.window.kind is WindowKind.IN_A_ROW and was_there(attended):
            before.clear()
