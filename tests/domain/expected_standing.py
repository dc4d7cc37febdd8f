"""A line of what a careful secretary would say, and the check that the program says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from leadsroom.domain.people.standing import Level, member_standing
from leadsroom.domain.people.standing_words import standing_sentence
from leadsroom.domain.rules.chapter_rules import ChapterRules
from tests.domain.histories import days, record


@dataclass(frozen=True)
class Expected:
    """A history, a day, and what is right: the count, its dates, how near it is, and the sentence.

    `rule` is the place of the rule among the limits.
    """

    why: str
    history: str
    on: str
    count: int
    dates: str
    level: Level
    sentence: str
    rule: int = 0
    leaves: str = ""
    trainings: str = ""


def tables(cases: Iterable[Expected]) -> pytest.MarkDecorator:
    """A test for each line of a table."""
    return pytest.mark.parametrize("expected", cases, ids=lambda expected: expected.why)


def check(rules: ChapterRules, expected: Expected) -> None:
    """The program says what the table says."""
    history = record(expected.history, leaves=expected.leaves, trainings=expected.trainings)
    on = date.fromisoformat(expected.on)
    standing = member_standing(rules, history, on).limits[expected.rule]
    assert standing_sentence(standing, on) == expected.sentence
    assert (standing.count, standing.dates, standing.level) == (
        expected.count,
        days(expected.dates),
        expected.level,
    )
