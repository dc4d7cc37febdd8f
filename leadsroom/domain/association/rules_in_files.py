"""Whether rules that come out of a file can hold in a chapter: forms ask for no others, but a file may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.rules.chapter_rules import ChapterRules, MoneyRules, OfficeRules, ShareRule
from leadsroom.domain.rules.rule_edit import MOST
from leadsroom.domain.rules.windows import Length, Window
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused

_LONGEST = 500  # letters
_MOST_IN_A_LIST = 40
_MOST_DAYS = 366
_LARGEST_SUM = 10**9  # minor units


def checked_rules(rules: ChapterRules) -> ChapterRules:
    """The rules with their texts cleaned. Raises Refused for a figure that no form would take."""
    for part in rules.__struct_fields__:
        for least, figure, most in _figures(getattr(rules, part)):
            if not least <= figure <= most:
                raise Refused(f"{figure} cannot be a figure of the {part.replace('_', ' ')} of a chapter.")
    offices = OfficeRules(_names(rules.offices.listed), _names(rules.offices.shared))
    return replace(rules, remark=clean(rules.remark)[:_LONGEST], offices=offices)


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (clean(each)[:_LONGEST] for each in typed)))


def _figures(value: Any, most: int = MOST) -> Iterator[tuple[int, int, int]]:
    """Each figure in a part of the rules, between the least and the most that it may be."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        yield 0, value, most
    elif isinstance(value, timedelta):
        yield 0, value // timedelta(minutes=1), MOST
    elif isinstance(value, Window | Length):
        yield 1, value.length if isinstance(value, Window) else value.number, _MOST_DAYS
    elif isinstance(value, Struct):
        most = 100 if isinstance(value, ShareRule) else most
        most = _LARGEST_SUM if isinstance(value, MoneyRules) else most
        for name in value.__struct_fields__:
            yield from _figures(getattr(value, name), 100 if "percent" in name else most)
    elif isinstance(value, Mapping):
        yield from (each for one in value.values() for each in _figures(one, most))
    elif isinstance(value, tuple | frozenset):
        yield 0, len(value), _MOST_IN_A_LIST
        yield from (each for one in value for each in _figures(one, most))
