"""Attendance in a compact notation, and strategies for rules and histories of any sort."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Away, Mark
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, Counting, LimitRule, ShareRule, Then
from leadsroom.domain.rules.windows import Window, WindowKind

_SIGNS: dict[str, dict[str, Any]] = {
    "e": {"left_early": True},
    "b": {"left_early": True, "left_before": frozenset({StepKind.SPEAKER})},
    "f": {"came_after": frozenset({StepKind.PITCHES, StepKind.SPEAKER})},
    "x": {"excused": True},
}


def attended(text: str) -> list[Attended]:
    """Meetings in short: `2026-01-07A 14Lf 2026-02-04Sx`, a bare day in the month before.

    The marks are PALMS. After them `e` left early, `b` left before the speaker, `f` came after the speaker
    began, `x` excused.
    """
    found: list[Attended] = []
    for word in text.split():
        digits = word.rstrip("PALMSebfx")
        mark, signs = word[len(digits)], word[len(digits) + 1 :]
        on = date.fromisoformat(digits) if "-" in digits else found[-1].on.replace(day=int(digits))
        facts: dict[str, Any] = {}
        for sign in signs:
            facts |= _SIGNS[sign]
        found.append(Attended(on, Mark(mark), **facts))
    return found


def record(text: str, *, leaves: str = "", trainings: str = "") -> AttendanceRecord:
    """A record; leaves as `2026-01-05..2026-02-03` or `2026-01-05..`, trainings as dates."""
    away = (each.split("..") for each in leaves.split())
    return AttendanceRecord(
        tuple(attended(text)),
        tuple(Away(date.fromisoformat(a), date.fromisoformat(b) if b else None) for a, b in away),
        tuple(map(date.fromisoformat, trainings.split())),
    )


_FIRST = date(2023, 1, 4)
DAYS = st.integers(0, 1400).map(lambda days: _FIRST + timedelta(days=days))
ROLLING = st.one_of(
    st.builds(Window, st.just(WindowKind.ROLLING_MONTHS), st.integers(1, 14)),
    st.builds(Window, st.just(WindowKind.ROLLING_WEEKS), st.integers(1, 60)),
    st.builds(Window, st.just(WindowKind.CALENDAR_MONTHS), st.integers(1, 14)),
)
FIXED = st.sampled_from([Window(kind) for kind in WindowKind if not kind.is_rolling][:-1])
WINDOWS = ROLLING | FIXED | st.just(Window(WindowKind.IN_A_ROW))
LIMITS = st.builds(
    LimitRule,
    st.sampled_from(Counted),
    st.integers(0, 6),
    WINDOWS,
    st.sampled_from([Then.ABSENCE, Then.SEAT_MAY_OPEN, Then.REMINDER]),
    st.integers(0, 3),
    st.integers(0, 2),
).map(lambda rule: rule if rule.with_substitute <= rule.allowed else replace(rule, with_substitute=0))
_STEPS = st.none() | st.just(StepKind.SPEAKER)
COUNTINGS = st.builds(
    Counting,
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
    _STEPS,
    _STEPS,
    st.booleans(),
    st.booleans(),
    st.integers(0, 2),
    excused_ends_run=st.booleans(),
)
RULES = st.builds(
    ChapterRules,
    st.lists(LIMITS, max_size=4).map(tuple),
    st.lists(st.builds(ShareRule, st.integers(1, 100), ROLLING | FIXED, st.booleans()), max_size=2).map(
        tuple
    ),
    COUNTINGS,
)
_WORDS = ["P", "P", "A", "A", "A", "L", "L", "M", "S", "S", "Pe", "Le", "Pb", "Lf", "Sb", "Lfb"]
_WEEKLY = st.tuples(
    DAYS, st.lists(st.sampled_from(_WORDS), max_size=30), st.integers(1, 3), st.sets(st.integers(0, 29))
).map(
    lambda made: [
        attended(f"{made[0] + timedelta(weeks=made[2] * i)}{word}{'x' if i in made[3] and i % 2 else ''}")[0]
        for i, word in enumerate(made[1])
    ]
)
_LEAVES = st.builds(
    lambda since, days: Away(since, None if days is None else since + timedelta(days=days)),
    DAYS,
    st.none() | st.integers(0, 200),
)
RECORDS = st.builds(
    AttendanceRecord,
    _WEEKLY.map(tuple),
    st.lists(_LEAVES, max_size=1).map(tuple),
    st.lists(DAYS, max_size=2).map(tuple),
)


def days(text: str) -> tuple[date, ...]:
    """Dates in short: `2026-01-07 14 2026-02-04`, a bare day in the month before."""
    found: list[date] = []
    for word in text.split():
        found.append(date.fromisoformat(word) if "-" in word else found[-1].replace(day=int(word)))
    return tuple(found)
