"""Standings are worked out by short cuts: here they are held to counting every meeting one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given, settings

from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Mark, counted_as, was_there
from leadsroom.domain.people.standing import member_standing
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, LimitRule, Then
from leadsroom.domain.rules.windows import Window, WindowKind
from tests.domain.histories import DAYS, RECORDS, RULES
from tests.laws import tried

_IN_A_ROW = WindowKind.IN_A_ROW
# What is counted by going through the meetings, and by nothing else.
_COUNTED_PLAINLY = {
    Counted.ABSENCE,
    Counted.LATE,
    Counted.LEFT_EARLY,
    Counted.SUBSTITUTE,
    Counted.MEDICAL,
    Counted.ONLINE,
}


def run_of(meetings: list[Attended], counts: Iterable[bool], ends: frozenset[date]) -> list[date]:
    """The last meetings that count, back to one where the place was taken otherwise, or that ends it."""
    run: list[date] = []
    for each, is_counted in reversed(list(zip(meetings, counts, strict=True))):
        if is_counted:
            run.insert(0, each.on)
        elif was_there(each) or each.on in ends:
            break
    return run


def counted(
    window: Window,
    meetings: list[Attended],
    counts: list[bool],
    on: date,
    ends: frozenset[date] = frozenset(),
) -> list[date]:
    """The dates that count in a window on a day."""
    if window.kind is _IN_A_ROW:
        return run_of(meetings, counts, ends)
    return [each.on for each, yes in zip(meetings, counts, strict=True) if yes and window.holds(each.on, on)]


def one_too_many(rules: ChapterRules, meetings: list[Attended], place: int) -> bool:
    """Whether a substitute counts as an absence: on the day itself there were more than are allowed."""
    so_far, each = meetings[: place + 1], meetings[place]
    if each.mark is not Mark.SUBSTITUTE or (each.excused and not rules.counting.excused_counts):
        return False
    substitutes = [one.mark is Mark.SUBSTITUTE for one in so_far]
    return any(
        len(counted(limit.window, so_far, substitutes, each.on)) > limit.allowed
        for limit in rules.limits
        if limit.counts is Counted.SUBSTITUTE and limit.then is Then.ABSENCE
    )


def grouped(days: list[date], makes_one: int | None) -> list[tuple[date, ...]]:
    """Dates of which so many together are an absence."""
    groups = [tuple(days[at : at + makes_one]) for at in range(0, len(days), makes_one)] if makes_one else []
    return [group for group in groups if len(group) == makes_one]


def behind(rules: ChapterRules, limit: LimitRule, record: AttendanceRecord, on: date) -> list[date]:
    """The dates behind the count of a limit on a day, in order."""
    meetings, counting = record.expected(on), rules.counting
    kinds = [counted_as(each, counting) for each in meetings]
    too_many = [one_too_many(rules, meetings, place) for place in range(len(meetings))]
    is_absence = limit.counts is Counted.ABSENCE
    counts = [limit.counts in of or (is_absence and more) for of, more in zip(kinds, too_many, strict=True)]
    excused = zip(meetings, kinds, strict=True) if is_absence and counting.excused_ends_run else ()
    ends = frozenset(each.on for each, of in excused if Counted.EXCUSED in of)
    found: list[tuple[date, ...]] = [(day,) for day in counted(limit.window, meetings, counts, on, ends)]
    if is_absence and limit.window.kind is not _IN_A_ROW:
        for kind, makes_one in (
            (Counted.LATE, counting.lates_per_absence),
            (Counted.LEFT_EARLY, counting.early_per_absence),
        ):
            found += grouped(counted(limit.window, meetings, [kind in of for of in kinds], on), makes_one)
        trained = sum(limit.window.holds(day, on) for day in record.trainings)
        found = sorted(found)[trained * counting.training_erases :]
    return sorted(day for days in found for day in days)


@settings(max_examples=tried(400, 40))
@given(RULES, RECORDS, DAYS)
def test_a_limit_is_what_is_counted_meeting_by_meeting(
    rules: ChapterRules, record: AttendanceRecord, on: date
) -> None:
    """The same dates, and the day on which the first of them falls out."""
    for limit in member_standing(rules, record, on).limits:
        if limit.rule.counts not in _COUNTED_PLAINLY:
            continue
        dates = behind(rules, limit.rule, record, on)
        assert list(limit.dates) == dates
        if limit.falls_out_on is not None:
            assert limit.falls_out_on == min(filter(None, map(limit.rule.window.falls_out_on, dates)))


@settings(max_examples=tried(200, 20))
@given(RULES, RECORDS, DAYS)
def test_a_share_is_of_all_meetings_one_by_one(
    rules: ChapterRules, record: AttendanceRecord, on: date
) -> None:
    """Who was absent was not there; what is excused or medical and does not count is left out."""
    for share in member_standing(rules, record, on).shares:
        held = [
            (each, Counted.ABSENCE in counted_as(each, rules.counting))
            for each in record.expected(on)
            if share.rule.window.holds(each.on, on)
        ]
        came = [each.mark for each, is_absence in held if was_there(each) and not is_absence]
        absent = sum(is_absence for _, is_absence in held)
        in_person = sum(mark is not Mark.SUBSTITUTE for mark in came)
        assert (share.there, share.of) == (
            in_person if share.rule.in_person else len(came),
            len(came) + absent,
        )
