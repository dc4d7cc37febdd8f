"""A chapter's rules and schedule as JSON, and back. A key that is missing means its field's default.

Only the structure is made here. What is stored is written by Python's own encoder, so that one thing has one
text in every database: msgspec's has other spaces and other escapes.
"""

from __future__ import annotations

from typing import Any

from msgspec import convert
from msgspec.json import decode, encode

from leadsroom.domain.rules.chapter_rules import ChapterRules, MoneyRules
from leadsroom.domain.season.calendar import Schedule

Data = dict[str, Any]


def as_data(record: object) -> Any:
    """A record as JSON reads it back: images of rows are compared, and a tuple is no list."""
    return decode(encode(record, enc_hook=dict))  # of what msgspec does not know we have read-only mappings


def rules_as_data(rules: ChapterRules) -> Data:
    """A chapter's rules as JSON; money in minor units, steps by their kind."""
    data: Data = as_data(rules)
    for quota in data["quotas"]:
        quota["satisfied_by"].sort()
    return data


def money_as_data(money: MoneyRules) -> Data:
    """The charges, as JSON; fines in the order in which they were agreed on."""
    data: Data = as_data(money)
    return data


def money_of(data: Data) -> MoneyRules:
    """The charges, from JSON."""
    return convert(data, MoneyRules)


def schedule_as_data(schedule: Schedule) -> Data:
    """How often a chapter meets, as JSON."""
    data: Data = as_data(schedule)
    return data
