"""Changing one part of a chapter's rules and leaving the rest as it is."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import NO_RULES, ChapterRules, Counted, LimitRule, Quota, ShareRule
from leadsroom.domain.rules.rule_words import RulePart
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind
from leadsroom.domain.text.plain_text import clean, with_plain_digits
from leadsroom.errors import Refused

R = TypeVar("R")

FRESH_LIMIT = LimitRule(Counted.ABSENCE, 3, Window(WindowKind.ROLLING_MONTHS, 6))
FRESH_SHARE = ShareRule(80, Window(WindowKind.ROLLING_MONTHS, 6))
FRESH_QUOTA = Quota(2, PeriodKind.MONTH)
MOST = 99  # of anything that is counted


def put(rules: tuple[R, ...], index: int, rule: R) -> tuple[R, ...]:
    """The rules with one in the place of another, or behind them where there is none."""
    if not 0 <= index < len(rules):
        return (*rules, rule)
    return (*rules[:index], rule, *rules[index + 1 :])


def without(rules: ChapterRules, part: RulePart, index: int) -> ChapterRules:
    """The rules without one of them; a part of which there is one goes back to what holds unruled."""
    if part is RulePart.LIMIT:
        return replace(rules, limits=_left_out(rules.limits, index))
    if part is RulePart.SHARE:
        return replace(rules, shares=_left_out(rules.shares, index))
    if part is RulePart.QUOTA:
        return replace(rules, quotas=_left_out(rules.quotas, index))
    money = rules.money
    changed: dict[RulePart, dict[str, Any]] = {
        RulePart.DUES: {"money": replace(money, dues=None)},
        RulePart.FEES: {"money": replace(money, join_fee=0, meal=0, meal_as_ordered=False)},
        RulePart.FINES: {"money": replace(money, fines=NO_RULES.money.fines)},
    }
    return replace(rules, **changed.get(part) or {part.value: getattr(NO_RULES, part.value)})


def _left_out(rules: tuple[R, ...], index: int) -> tuple[R, ...]:
    return tuple(rule for place, rule in enumerate(rules) if place != index)


def read_count(typed: str, least: int = 0, most: int = MOST) -> int:
    """A whole number. Raises Refused."""
    text = with_plain_digits(clean(typed))
    if not (text.isdecimal() and len(text) <= 4 and least <= int(text) <= most):
        raise Refused(f"Type a number from {least} to {most}.")
    return int(text)


def read_count_or_none(typed: str, least: int = 0, most: int = MOST) -> int | None:
    """A whole number, or None where nothing is typed. Raises Refused."""
    return read_count(typed, least, most) if clean(typed) else None
