"""How soon receivers call: the median hours from a lead to the first that was heard of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import inf, isinf

from msgspec import Struct

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead_list import CALL_WITHIN

TOO_FEW_LEADS = 5  # below which there is no median
_HOUR = timedelta(hours=1)


class FirstCall(Struct, frozen=True):
    """A lead that its receiver is to call about, and when they were first heard of with it."""

    lead_id: LeadId
    receiver_id: PersonId
    passed_at: datetime
    heard_at: datetime | None = None


class CallMedian(Struct, frozen=True):
    """The median over so many `leads`; `hours` are infinite where most have not been heard from.

    A lead that is still within its 24 hours is not counted before it is heard from.
    """

    leads: int
    hours: float

    @property
    def says_something(self) -> bool:
        """Whether there are enough leads."""
        return self.leads >= TOO_FEW_LEADS

    @property
    def short(self) -> str:
        """`19 h`, `9 days`, `never`; with too few leads nothing."""
        if not self.says_something:
            return ""
        if isinf(self.hours):
            return "most not heard from"
        return f"{self.hours:.0f} h" if self.hours < 72 else f"{self.hours / 24:.0f} days"

    @property
    def words(self) -> str:
        """`19 h from a lead to the first news, median of 12 leads; 24 h are asked`."""
        leads = f"{self.leads} lead{'' if self.leads == 1 else 's'}"
        if not self.says_something:
            return f"{leads} so far: a median takes {TOO_FEW_LEADS}"
        if isinf(self.hours):
            return f"most of {leads} not heard from yet"
        asked = f"{CALL_WITHIN / _HOUR:.0f} h"
        return f"{self.short} from a lead to the first news, median of {leads}; {asked} are asked"


def call_median(calls: Iterable[FirstCall], now: datetime) -> CallMedian:
    """The median of these leads; one that was never heard from counts as waiting for ever."""
    hours = sorted(
        inf if call.heard_at is None else (call.heard_at - call.passed_at) / _HOUR
        for call in calls
        if call.heard_at is not None or now - call.passed_at > CALL_WITHIN
    )
    if not hours:
        return CallMedian(0, inf)
    half = len(hours) // 2
    middle = hours[half] if len(hours) % 2 else (hours[half - 1] + hours[half]) / 2
    return CallMedian(len(hours), middle)
