"""Quotas: what a member gave in a period, against what the chapter asks (FIELD §4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter_rules import Given, Period, Quota
from leadsroom.domain.periods import days_of


class GivenOn(Struct, frozen=True):
    """Something that may satisfy a quota, and the day it was given."""

    what: Given
    on: date


class QuotaStanding(Struct, frozen=True):
    """A member and a quota in one period, first and last day included.

    `asked` is less than the quota for whoever was expected at some of the period's meetings only.
    """

    quota: Quota
    first: date
    last: date
    given: int
    asked: int

    @property
    def left(self) -> int:
        """How many are still asked for."""
        return max(0, self.asked - self.given)


def quota_standing(
    quota: Quota, given: Iterable[GivenOn], held: Sequence[date], expected: Sequence[date], on: date
) -> QuotaStanding:
    """Where a member stands in the period of the day `on`.

    `held` are the chapter's closed meetings, `expected` those at which this member was expected: somebody who
    joined or was on leave is asked for their part. Of a quota per meeting the last one by `on` is told.
    """
    if quota.per is Period.MEETING:
        on = max((day for day in held if day <= on), default=on)
    first, last = days_of(quota.per, on)
    satisfied = sum(
        first <= each.on <= last and each.what in quota.satisfied_by and each.on <= on for each in given
    )
    in_period = sum(first <= day <= min(last, on) for day in held)
    there = sum(first <= day <= min(last, on) for day in expected)
    asked = quota.amount if there >= in_period else -(-quota.amount * there // in_period)
    return QuotaStanding(quota, first, last, satisfied, asked)
