"""Whether rules that come out of a file can hold in a chapter: forms ask for no others, but a file may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import (
    PARTS,
    ChapterRules,
    Counted,
    Dues,
    LimitRule,
    MoneyRules,
    OfficeRules,
    Then,
)
from leadsroom.domain.rules.lead_rules import DENIABLE, STRICT, LeadRules
from leadsroom.domain.rules.rule_edit import MOST
from leadsroom.domain.rules.windows import Length, PeriodKind, Window, WindowKind
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused

_LONGEST = 500  # letters
_MOST_IN_A_LIST = 40
_MOST_DAYS = 366
_LARGEST_SUM = 10**9  # minor units
# Of these none is None, or no such rule at all; so it is in the forms.
_ONE_AT_LEAST = frozenset(
    {
        "advice_from",
        "amount",
        "early_per_absence",
        "from_members",
        "lates_per_absence",
        "parts",
        "pause_alarm",
        "percent",
        "refusing_no",
        "refusing_percent",
        "visits",
    }
)


def checked_rules(rules: ChapterRules) -> ChapterRules:
    """The rules with their texts cleaned. Raises Refused for what no form would take."""
    for part in rules.__struct_fields__:
        for least, figure, most in _figures(getattr(rules, part)):
            if not least <= figure <= most:
                bounds = f"a figure there is from {least:,} to {most:,}"
                raise Refused(f"{figure} cannot stand under “{part}” in the rules: {bounds}.")
    if (why := next(_contradictions(rules), None)) is not None:
        raise Refused(why)
    offices = OfficeRules(_names(rules.offices.listed), _names(rules.offices.shared))
    return replace(rules, remark=clean(rules.remark)[:_LONGEST], offices=offices)


def checked_lead_rules(rules: LeadRules) -> LeadRules:
    """The rules for leads as they are typed. Raises Refused for a fact that nobody can choose."""
    if unknown := (rules.must | rules.unless_denied) - STRICT.must:
        raise Refused(f"“{min(unknown)}” follows from which leads count, and is no rule for leads.")
    may_be_left_open = rules.unless_denied & DENIABLE
    must = rules.must | (rules.unless_denied - may_be_left_open)
    return LeadRules(must, may_be_left_open - must)


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, as it stands first."""
    found: dict[str, str] = {}
    for name in filter(None, (clean(each)[:_LONGEST] for each in typed)):
        found.setdefault(fold(name), name)
    return tuple(found.values())


def _figures(value: Any, least: int = 0, most: int = MOST) -> Iterator[tuple[int, int, int]]:
    """Each figure in a part of the rules, between the least and the most that it may be."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        yield least, value, most
    elif isinstance(value, timedelta):
        yield least, value // timedelta(minutes=1), MOST
    elif isinstance(value, Window | Length):
        yield 1, value.length if isinstance(value, Window) else value.number, _MOST_DAYS
    elif isinstance(value, Struct):
        most = _LARGEST_SUM if isinstance(value, MoneyRules) else most
        for name in value.__struct_fields__:
            highest = 100 if "percent" in name else most
            yield from _figures(getattr(value, name), int(name in _ONE_AT_LEAST), highest)
    elif isinstance(value, Mapping):
        yield from (each for one in value.values() for each in _figures(one, 0, most))
    elif isinstance(value, tuple | frozenset):
        yield 0, len(value), _MOST_IN_A_LIST
        yield from (each for one in value for each in _figures(one, 0, most))


def _contradictions(rules: ChapterRules) -> Iterator[str]:
    """What cannot be beside one another, though each of it could be."""
    for limit in rules.limits:
        yield from _of_limit(limit)
    if not all(quota.satisfied_by for quota in rules.quotas):
        yield "A quota has to name what satisfies it."
    substitutes, leaves = rules.substitutes, rules.leaves
    spans = [share.window for share in rules.shares]
    spans += [window for window in (substitutes.same_person_window, leaves.window) if window is not None]
    if any(window.kind is WindowKind.IN_A_ROW for window in spans):
        yield "Only a limit can be one of meetings in a row."
    if substitutes.same_person is not None and substitutes.same_person_window is None:
        yield "How often one person may be a substitute has to name a window, too."
    if leaves.in_all is not None and leaves.window is None:
        yield "How long somebody may be on leave in all has to name a window, too."
    if rules.money.dues is not None:
        yield from _of_dues(rules.money.dues)


def _of_limit(limit: LimitRule) -> Iterator[str]:
    if limit.then is Then.ABSENCE and limit.counts is not Counted.SUBSTITUTE:
        yield "Only one substitute too many can count as an absence."
    if limit.with_substitute and (limit.counts is not Counted.MISSED or limit.then is Then.REMINDER):
        yield "Only a limit on missed meetings can say how many of them need a substitute."
    if limit.with_substitute > limit.allowed:
        yield f"Of {limit.allowed} missed meetings {limit.with_substitute} cannot have a substitute."


def _of_dues(dues: Dues) -> Iterator[str]:
    if dues.parts not in PARTS.get(dues.per, (1,)):
        yield f"A {dues.per.value} cannot be paid in {dues.parts} parts of whole months."
    if dues.per is PeriodKind.MEETING and dues != Dues(dues.amount, dues.per, dues.on_leave):
        yield "Dues by the meeting are charged whole as it closes; they have no beginning, parts or shares."
