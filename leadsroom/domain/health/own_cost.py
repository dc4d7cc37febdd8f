"""What a member spends on the chapter besides: travel and the like, entered by them and theirs alone.

It is no part of what the seat cost, and in no sum of anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from leadsroom.domain.ids import OwnCostId
from leadsroom.domain.money.account import balances
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money


class OwnCost(Struct, frozen=True):
    """One amount that a member spent, on a day, and what for."""

    id: OwnCostId
    on: date
    amount: Money
    note: str = ""


def sums_of(costs: Iterable[OwnCost], period: Period) -> tuple[Money, ...]:
    """What a member spent in a period: a sum for each currency, in the order of their names."""
    return balances(each.amount for each in costs if period.holds(each.on))
