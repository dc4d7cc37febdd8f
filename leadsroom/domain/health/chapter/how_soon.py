"""How soon after a lead was passed somebody called, had an outcome and was paid, and how many never did.

Leads are without the raw ones. One that was passed so lately that it has hardly had time is left out and
counted; of the others each has been waited for until today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.findings import Finding, of_median, of_share
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.statistics import Median, Share, median_of
from leadsroom.domain.text.wording import counted

TIME_TO_CALL = timedelta(days=7)
TIME_TO_HEAR = timedelta(weeks=4)
TIME_TO_PAY = timedelta(weeks=26)


class Waited(Struct, frozen=True):
    """How long was waited for something, in whole units; `too_recent` leads are left out of all of it."""

    median: Median
    too_recent: int

    @property
    def never(self) -> Share:
        """Of how many it has not come to this day."""
        return Share(self.median.never, self.median.cases + self.median.never)


class _Step(Struct, frozen=True):
    """What is waited for: when it came of a lead, how long it is given, and its words."""

    key: str
    title: str
    never_key: str
    never_title: str
    came: Callable[[LeadFacts], datetime | None]
    time: timedelta
    given: str
    unit: str
    days: int
    what: str
    not_come: str


_STEPS = (
    _Step(
        key="days_to_call",
        title="From passing a lead to the first call",
        never_key="never_called",
        never_title="Leads nobody called about",
        came=lambda lead: lead.first_call_at,
        time=TIME_TO_CALL,
        given="7 days",
        unit="days",
        days=1,
        what="the first outcome that says how far it is, or dollars",
        not_come="not called",
    ),
    _Step(
        key="days_to_outcome",
        title="From passing a lead to an outcome",
        never_key="no_outcome",
        never_title="Leads without an outcome",
        came=lambda lead: lead.first_outcome_at,
        time=TIME_TO_HEAR,
        given="4 weeks",
        unit="days",
        days=1,
        what="the first outcome that says more than that the prospect was called, or dollars",
        not_come="without one",
    ),
    _Step(
        key="weeks_to_dollar",
        title="From passing a lead to the first dollar",
        never_key="no_dollar",
        never_title="Leads without a dollar",
        came=lambda lead: lead.first_dollar_at,
        time=TIME_TO_PAY,
        given="26 weeks",
        unit="weeks",
        days=7,
        what="the first report with a figure",
        not_come="without one",
    ),
)


def how_soon_findings(
    leads: Iterable[LeadFacts], day_of: Callable[[datetime], date], today: date, window: str
) -> tuple[Finding, ...]:
    """The median of each, and the share of leads of which it never came; `day_of` is the chapter's day."""
    qualified = [lead for lead in leads if lead.qualified]
    day_of = cache(day_of)  # the first call often is the outcome, and the dollar
    found: list[Finding] = []
    for step in _STEPS:
        how_long = waited(qualified, step.came, step.time, day_of, today, days=step.days)
        recent = f"{counted(how_long.too_recent, 'lead')} passed in the last {step.given} left out."
        found += _both(step, how_long, window, recent if how_long.too_recent else "")
    return tuple(found)


def _both(step: _Step, how_long: Waited, window: str, recent: str) -> tuple[Finding, Finding]:
    whole = "" if step.days == 1 else " in whole weeks"
    median = of_median(
        Finding(
            key=step.key,
            title=step.title,
            definition=f"The median time{whole} from the day of passing to {step.what}, by the day on which "
            "that was entered. It is of the leads that had one; raw leads, and those passed in the last "
            f"{step.given}, are left out.",
            window=window,
        ),
        how_long.median,
        step.unit,
        "lead",
        never=step.not_come,
    )
    never = of_share(
        Finding(
            key=step.never_key,
            title=step.never_title,
            definition=f"Of the leads passed at least {step.given} ago, those that still lack {step.what}. "
            "Raw leads are left out.",
            window=window,
        ),
        how_long.never,
        "lead",
    )
    return replace(median, remark=recent), replace(never, remark=recent)


def waited(
    leads: Iterable[LeadFacts],
    came: Callable[[LeadFacts], datetime | None],
    time: timedelta,
    day_of: Callable[[datetime], date],
    today: date,
    *,
    days: int = 1,
) -> Waited:
    """How many times so many `days` passed until something came of each lead, full ones."""
    lengths, never, too_recent = [], 0, 0
    latest = today - time
    for lead in leads:
        at = came(lead)
        if lead.on > latest:
            too_recent += 1
        elif at is None:
            never += 1
        else:
            lengths.append(max(0, (day_of(at) - lead.on).days) // days)
    return Waited(median_of(lengths, never), too_recent)
