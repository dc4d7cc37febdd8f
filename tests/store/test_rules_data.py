"""Rules and schedules survive JSON both ways, and older data means what it always meant."""

from __future__ import annotations

from datetime import timedelta
from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import convert

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    ChapterRules,
    Counted,
    Counting,
    Dues,
    DuesFrom,
    FineEvent,
    Given,
    LateRules,
    LeadCounting,
    LeaveRules,
    LimitRule,
    MeetingRules,
    MoneyRules,
    MultiLevel,
    OfficeRules,
    Quota,
    Share,
    ShareRule,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.rule_presets import RULE_PRESETS
from leadsroom.domain.rules.windows import Length, LengthUnit, PeriodKind, Window, WindowKind
from leadsroom.domain.season.calendar import Schedule, ScheduleKind
from leadsroom.store.read.chapter import (
    money_as_data,
    money_of,
    rules_as_data,
    schedule_as_data,
)
from tests.laws import tried

NUMBERS = st.integers(0, 99)
MAYBE = st.none() | NUMBERS
STEPS = st.none() | st.sampled_from(StepKind)
FLAGS = st.booleans()
WINDOWS = st.builds(Window, st.sampled_from(WindowKind), st.integers(1, 60))
LIMITS = st.builds(
    LimitRule,
    st.sampled_from(Counted),
    NUMBERS,
    WINDOWS,
    st.sampled_from(Then),
    st.integers(0, 9),
    NUMBERS,
)
QUOTAS = st.builds(Quota, NUMBERS, st.sampled_from(PeriodKind), st.frozensets(st.sampled_from(Given)))
MONEY = st.builds(
    MoneyRules,
    st.none()
    | st.builds(
        Dues,
        *(NUMBERS, st.sampled_from(PeriodKind), FLAGS, st.sampled_from(DuesFrom)),
        *(st.sampled_from(Share), st.sampled_from(Share), st.integers(1, 12)),
    ),
    NUMBERS,
    NUMBERS,
    FLAGS,
    st.dictionaries(st.sampled_from(FineEvent), NUMBERS),
)
LENGTHS = st.builds(Length, NUMBERS, st.sampled_from(LengthUnit))
MINUTES = st.integers(1, 60).map(lambda number: timedelta(minutes=number))
RULES = st.builds(
    ChapterRules,
    st.lists(LIMITS, max_size=3).map(tuple),
    st.lists(st.builds(ShareRule, NUMBERS, WINDOWS, FLAGS), max_size=2).map(tuple),
    st.builds(Counting, MAYBE, MAYBE, STEPS, STEPS, FLAGS, FLAGS, NUMBERS, FLAGS, FLAGS),
    st.lists(QUOTAS, max_size=2).map(tuple),
    st.builds(
        SubstituteRules,
        st.sampled_from(SubstitutePitch),
        MAYBE,
        st.none() | WINDOWS,
        st.sampled_from(SubstituteProfession),
    ),
    st.builds(LateRules, STEPS, FLAGS),
    st.builds(VisitorRules, MAYBE, FLAGS, FLAGS),
    st.builds(VoteRule, MAYBE, MAYBE, MAYBE),
    MONEY,
    st.builds(MeetingRules, st.none() | MINUTES, MINUTES, NUMBERS, FLAGS),
    st.text(max_size=30),
    st.builds(LeadCounting, FLAGS),
    st.builds(LeaveRules, st.none() | LENGTHS, st.none() | LENGTHS, st.none() | WINDOWS, FLAGS),
    st.builds(OfficeRules, *[st.lists(st.text(), max_size=2).map(tuple)] * 2),
    st.sampled_from(MultiLevel),
)
SCHEDULES = st.builds(
    Schedule,
    st.sampled_from(ScheduleKind),
    st.none() | st.dates(),
    st.lists(st.integers(1, 5), max_size=5).map(tuple),
)


@settings(max_examples=tried(150, 18))
@given(RULES)
def test_rules_survive_json(rules: ChapterRules) -> None:
    """Any rules come back as they were, and write the same text again."""
    text = dumps(rules_as_data(rules), sort_keys=True)
    back = convert_rules(loads(text))
    assert back == rules
    assert dumps(rules_as_data(back), sort_keys=True) == text


@settings(max_examples=tried(100, 12))
@given(MONEY, SCHEDULES)
def test_money_and_schedule_survive_json(money: MoneyRules, schedule: Schedule) -> None:
    """What is charged, and how often a group meets, come back as they were."""
    assert money_of(loads(dumps(money_as_data(money)))) == money
    assert convert_schedule(loads(dumps(schedule_as_data(schedule)))) == schedule


@pytest.mark.parametrize("preset", RULE_PRESETS, ids=lambda preset: preset.name)
def test_presets_survive_json(preset: Any) -> None:
    """Every preset can be kept."""
    assert convert_rules(loads(dumps(rules_as_data(preset.rules)))) == preset.rules


def convert_rules(data: object) -> ChapterRules:
    """The rules that a column holds, as a chapter is read."""
    return convert(data, ChapterRules)


def convert_schedule(data: object) -> Schedule:
    """The schedule that a column holds."""
    return convert(data, Schedule)


def without(data: dict[str, Any], key: str) -> dict[str, Any]:
    """The data but for one key."""
    return {name: value for name, value in data.items() if name != key}


@pytest.mark.parametrize("key", rules_as_data(NO_RULES))
def test_a_part_that_is_missing_is_unruled(key: str) -> None:
    """Data from before a part was known means what it always meant."""
    assert convert_rules(without(rules_as_data(NO_RULES), key)) == NO_RULES
    assert convert_rules({}) == NO_RULES


@pytest.mark.parametrize(
    "part", ["counting", "substitutes", "late", "visitors", "vote", "money", "leads", "leaves"]
)
def test_a_figure_that_is_missing_is_the_usual_one(part: str) -> None:
    """A key that a part did not have yet has its default."""
    whole = rules_as_data(NO_RULES)
    for key in whole[part]:
        assert convert_rules(whole | {part: without(whole[part], key)}) == NO_RULES
    assert convert_rules({part: {}}) == NO_RULES


def test_the_least_that_makes_a_rule() -> None:
    """Limits, quotas, dues and windows in their shortest form."""
    data = {
        "limits": [{"counts": "absence", "allowed": 3, "window": {"kind": "quarter"}}],
        "shares": [{"percent": 80, "window": {"kind": "year"}}],
        "quotas": [{"amount": 2, "per": "month"}],
        "money": {"dues": {"amount": 100, "per": "year"}},
    }
    assert convert_rules(data) == ChapterRules(
        limits=(LimitRule(Counted.ABSENCE, 3, Window(WindowKind.QUARTER)),),
        shares=(ShareRule(80, Window(WindowKind.YEAR)),),
        quotas=(Quota(2, PeriodKind.MONTH),),
        money=MoneyRules(Dues(100, PeriodKind.YEAR)),
    )
    assert convert_schedule({"kind": "monthly"}) == Schedule(ScheduleKind.MONTHLY)
