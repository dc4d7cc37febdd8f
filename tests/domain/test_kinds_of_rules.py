"""Each kind of attendance rule on histories at the borders of its window, counted apart on the fingers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from leadsroom.domain.people.attendance import AttendanceRecord
from leadsroom.domain.people.standing import Level, member_standing
from leadsroom.domain.people.standing_words import share_standing_sentence, standing_mark
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, LimitRule, ShareRule, Then
from leadsroom.domain.rules.windows import Window, WindowKind
from tests.domain import secretary_kinds as says
from tests.domain.expected_standing import Expected, check, tables
from tests.domain.histories import DAYS, RECORDS, RULES, record
from tests.domain.secretary_kinds import OfKind
from tests.laws import tried

FINE, REMINDER, NOTICE, WARNING, LIMIT, PAST = Level


def fingers(expected: OfKind, signs: str) -> int:
    """How often these signs stand in the history from the first day looked at on, leaves left out.

    It reads the text of the table by itself, and knows nothing of rules and windows.
    """
    away = [leave.split("..") for leave in expected.leaves.split()]
    number, month = 0, ""
    for word in expected.history.split():
        day = word.rstrip("PALMSebfx")
        month = day[:7] if "-" in day else month
        full = day if "-" in day else f"{month}-{day}"
        if word[len(day) :] in signs.split() and expected.since <= full <= expected.on:
            number += not any(first <= full <= last for first, last in away)
    return number


@tables(says.APART_SAYS)
def test_excused_and_unexcused_absences_are_limited_apart(expected: OfKind) -> None:
    """Each in its own window; lates and trainings touch the unexcused ones alone."""
    check(says.APART, expected)
    trained = sum(expected.since <= day <= expected.on for day in expected.trainings.split())
    unexcused = max(0, fingers(expected, "A") + fingers(expected, "L") // 2 - trained)
    assert expected.count == (fingers(expected, "Ax") if expected.rule else unexcused)


@tables(says.ENDED_BY_EXCUSE_SAYS)
def test_an_excused_absence_ends_a_run_where_the_chapter_says_so(expected: OfKind) -> None:
    """It ends a run of absences and no other; what is passed by without such a rule still is."""
    check(says.ENDED_BY_EXCUSE, expected)
    assert expected.count == fingers(expected, "S" if expected.rule else "A")


def test_without_such_a_rule_the_same_excuse_is_passed_by() -> None:
    """One rule differs, and the run goes on over the excused absence."""
    lax = replace(
        says.ENDED_BY_EXCUSE, counting=replace(says.ENDED_BY_EXCUSE.counting, excused_ends_run=False)
    )
    history, on = record("2026-11-04A 11Ax 18A"), date(2026, 11, 18)
    assert [member_standing(each, history, on).limits[0].count for each in (lax, says.ENDED_BY_EXCUSE)] == [
        2,
        1,
    ]


@tables(says.WITH_SUBSTITUTE_SAYS)
def test_of_the_meetings_missed_some_need_a_substitute(expected: OfKind) -> None:
    """Six may be missed, three of them without a substitute: either is a limit."""
    check(says.WITH_SUBSTITUTE, expected)
    without, covered = fingers(expected, "A"), fingers(expected, "S")
    assert expected.count == without + covered
    assert (expected.level is PAST) == (without > 3 or without + covered > 6)


@tables(says.CALENDAR_MONTHS_SAYS)
def test_calendar_months_begin_on_the_first(expected: OfKind) -> None:
    """Three calendar months: this one and the two before, whatever the day."""
    check(says.CALENDAR_MONTHS, expected)
    assert expected.count == fingers(expected, "A")


@tables(says.REMINDERS_SAYS)
def test_a_reminder_is_due_exactly_at_the_limit(expected: OfKind) -> None:
    """No warning before it, no breach after it."""
    check(says.REMINDERS, expected)
    assert expected.count == fingers(expected, "L" if expected.rule else "A")
    assert (expected.level is REMINDER) == (expected.count >= (1 if expected.rule else 3))


HALF = Window(WindowKind.ROLLING_MONTHS, 6)
BY_ANYBODY, IN_PERSON = ShareRule(80, HALF), ShareRule(60, HALF, in_person=True)
TEN = "2026-09-16P 23P 30P 2026-10-07P 14P 21P 28P 2026-11-04P 11P 18P"


@pytest.mark.parametrize(
    ("history", "on", "both", "in_person", "levels", "sentences"),
    [
        (TEN, "2026-11-18", 10, 10, (FINE, FINE), (
            "10 of 10 meetings in any 6 months: 100%; the rule asks for 80%.",
            "10 of 10 meetings in any 6 months in person: 100%; the rule asks for 60%.",
        )),
        (TEN.replace("16P 23P 30P", "16S 23S 30S"), "2026-11-18", 10, 7, (FINE, FINE), (
            "10 of 10 meetings in any 6 months, 3 by a substitute: 100%; the rule asks for 80%.",
            "7 of 10 meetings in any 6 months in person, 3 more by a substitute: 70%; the rule asks for 60%.",
        )),
        (TEN.replace("16P 23P 30P", "16S 23S 30S").replace("07P 14P", "07S 14S"), "2026-11-18", 10, 5,
         (FINE, PAST), (
            "10 of 10 meetings in any 6 months, 5 by a substitute: 100%; the rule asks for 80%.",
            "5 of 10 meetings in any 6 months in person, 5 more by a substitute: 50%; the rule asks for 60%.",
        )),
        (TEN.replace("16P 23P 30P", "16A 23A 30A"), "2026-11-18", 7, 7, (PAST, FINE), (
            "7 of 10 meetings in any 6 months: 70%; the rule asks for 80%.",
            "7 of 10 meetings in any 6 months in person: 70%; the rule asks for 60%.",
        )),
        (TEN.replace("16P 23P 30P", "16Ax 23M 30S"), "2026-11-18", 8, 7, (FINE, FINE), (
            "8 of 8 meetings in any 6 months, 1 by a substitute: 100%; the rule asks for 80%.",
            "7 of 8 meetings in any 6 months in person, 1 more by a substitute: 87%; the rule asks for 60%.",
        )),
        # The day on which the first meeting falls out of six months, and its eve.
        (TEN.replace("16P", "16A"), "2027-03-15", 9, 9, (FINE, FINE), (
            "9 of 10 meetings in any 6 months: 90%; the rule asks for 80%.",
            "9 of 10 meetings in any 6 months in person: 90%; the rule asks for 60%.",
        )),
        (TEN.replace("16P", "16A"), "2027-03-16", 9, 9, (FINE, FINE), (
            "9 of 9 meetings in any 6 months: 100%; the rule asks for 80%.",
            "9 of 9 meetings in any 6 months in person: 100%; the rule asks for 60%.",
        )),
        ("2026-11-04S 11S 18P", "2026-11-18", 3, 1, (FINE, FINE), (
            "3 of 3 meetings in any 6 months, 2 by a substitute: too few to give a percentage.",
            ("1 of 3 meetings in any 6 months in person, 2 more by a substitute: "
            "too few to give a percentage."),
        )),
        ("2026-11-04S 11S 18S", "2026-11-18", 3, 0, (FINE, PAST), (
            "3 of 3 meetings in any 6 months, 3 by a substitute: too few to give a percentage.",
            "0 of 3 meetings in any 6 months in person, 3 more by a substitute: 0%; the rule asks for 60%.",
        )),
    ],
)  # fmt: skip
def test_attendance_in_person_is_asked_apart_from_that_with_substitutes(
    history: str, on: str, both: int, in_person: int, levels: tuple[Level, Level], sentences: tuple[str, str]
) -> None:
    """A substitute helps the one share and not the other, and each says how often there was one."""
    rules = ChapterRules(shares=(BY_ANYBODY, IN_PERSON))
    shares = member_standing(rules, record(history), date.fromisoformat(on)).shares
    assert tuple(map(share_standing_sentence, shares)) == sentences
    assert tuple(share.level for share in shares) == levels
    assert [share.there for share in shares] == [both, in_person]
    first = "2026-09-16" if on < "2027-03-16" else "2026-09-17"
    held = OfKind("", history, on, 0, "", FINE, "", since=first)
    assert [both, in_person] == [fingers(held, "P S"), fingers(held, "P")]


@pytest.mark.parametrize(
    ("rules", "history", "mark"),
    [
        (says.WITH_SUBSTITUTE, "2026-10-07A 14A", "2 of 3 not covered"),
        (says.WITH_SUBSTITUTE, "2026-10-07A 14A 21A 28A", "4 not covered, 3 allowed"),
        (says.WITH_SUBSTITUTE, "2026-10-07S 14S 21S 28S 2026-11-04S", "5 of 6 missed meetings"),
        (says.REMINDERS, "2026-10-07A 14A", ""),
        (says.REMINDERS, "2026-10-07A 14A 21A", "3 absences, a reminder is due"),
        (says.APART, "2026-10-07Ax 14Ax", "2 of 4 excused absences"),
    ],
)
def test_the_mark_beside_a_name_says_which_limit_is_near(
    rules: ChapterRules, history: str, mark: str
) -> None:
    """In few words: what is counted, and what is allowed of it."""
    assert standing_mark(member_standing(rules, record(history), date(2026, 11, 18))) == mark


def test_a_limit_that_warns_is_nearer_than_a_reminder() -> None:
    """A reminder at two and an end at four: the third absence is told of the end that comes."""
    reminder = LimitRule(Counted.ABSENCE, 2, HALF, Then.REMINDER)
    end = LimitRule(Counted.ABSENCE, 3, HALF, warn_from=1)
    rules, on = ChapterRules(limits=(reminder, end)), date(2026, 11, 18)
    marks = [
        standing_mark(member_standing(rules, record(h), on))
        for h in ("2026-10-07A 14A", "2026-10-07A 14A 21A")
    ]
    assert marks == ["2 of 3 absences", "3 of 3 absences"]


@settings(max_examples=tried(200, 25))
@given(RULES, RECORDS, DAYS)
def test_excused_and_unexcused_absences_are_all_there_are(
    rules: ChapterRules, history: AttendanceRecord, on: date
) -> None:
    """Where excused ones count, the two counts of one window add up to that of absences."""
    counting = replace(rules.counting, excused_counts=True, training_erases=0)
    window = rules.limits[0].window if rules.limits else HALF
    window = HALF if window.kind is WindowKind.IN_A_ROW else window
    kinds = (Counted.UNEXCUSED, Counted.EXCUSED, Counted.ABSENCE)
    apart = replace(rules, counting=counting, limits=tuple(LimitRule(kind, 3, window) for kind in kinds))
    unexcused, excused, every = (limit.count for limit in member_standing(apart, history, on).limits)
    assert unexcused + excused == every


def test_every_table_has_eight_histories() -> None:
    """No kind of rule is proved by less."""
    found: list[tuple[Expected, ...]] = [
        table for name, table in vars(says).items() if name.endswith("_SAYS")
    ]
    assert len(found) == 5
    assert min(map(len, found)) >= 8
