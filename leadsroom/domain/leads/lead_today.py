"""Where a lead stands today, as everybody reads it: reviews, minutes, slips, home and the list of leads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.closed_business import ClosedBusiness, dollars_of
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadState, LeadUpdate
from leadsroom.domain.leads.lead_list import (
    CALL_WITHIN,
    THEY_CALL_WITHIN,
    Waits,
    morning_of,
    waits_for,
)
from leadsroom.domain.leads.slip import WhoCalls
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import days_waited, near_date, short_date, waited


class Stands(StrEnum):
    """Where a lead stands. Of those up to `FOLLOW_UP` nothing has been heard yet."""

    TO_CALL = "to call"
    OVERDUE = "overdue"
    PROSPECT_CALLS = "the prospect calls"
    PROSPECT_LATE = "the prospect has not called"
    FOLLOW_UP = "follow-up planned"
    CONTACTED = "contacted"
    WORKING = "working"
    CLOSED = "closed"
    NOT_NEEDED = "not needed"
    BAD = "bad lead"
    OUTSIDE = "not my line"
    WITHDRAWN = "withdrawn"
    SECOND = "second slip"

    @property
    def is_not_heard_from(self) -> bool:
        """Whether somebody is still to call, or has not noted it."""
        return self in _NOT_HEARD_FROM

    @property
    def is_to_call(self) -> bool:
        """Whether its receiver is to call the prospect, in time or late."""
        return self in (Stands.TO_CALL, Stands.OVERDUE)


_NOT_HEARD_FROM = frozenset(
    {Stands.TO_CALL, Stands.OVERDUE, Stands.PROSPECT_CALLS, Stands.PROSPECT_LATE, Stands.FOLLOW_UP}
)
_OF_STATE = {
    LeadState.CONTACTED: Stands.CONTACTED,
    LeadState.WORKING: Stands.WORKING,
    LeadState.CLOSED: Stands.CLOSED,
    LeadState.NOT_NEEDED: Stands.NOT_NEEDED,
    LeadState.BAD: Stands.BAD,
    LeadState.OUTSIDE: Stands.OUTSIDE,
}


class Progress(Struct, frozen=True, gc=False):
    """The dollars of a lead (None: none yet), and since when it stands where it does."""

    dollars: Money | None = None
    since: datetime | None = None


NO_PROGRESS = Progress()


def progress_of(updates: Iterable[LeadUpdate], reports: Iterable[ClosedBusiness], currency: str) -> Progress:
    """What has come of a lead, by everything on record of it: dollars decide, else its last outcome."""
    reports = list(reports)
    paid = [report.at for report in reports if report.amount.minor]
    says = paid or [update.at for update in updates if update.outcome.state is not None]
    return Progress(dollars_of(reports, currency), max(says, default=None))


class LeadToday(Struct, frozen=True, gc=False):
    """Where a lead stands at a moment, in `words`, and since or until when that is so."""

    stands: Stands
    at: datetime
    words: str


def lead_today(lead: Lead, progress: Progress, chapter: Chapter, now: datetime) -> LeadToday:
    """`to call until Thu 3 Dec, 7:55 AM`, `contacted Fri 4 Dec`, `closed $4,200 Wed 9 Dec`, and so on."""
    return _Moment(lead, progress, chapter, now).seen()


def stands_since(lead: Lead, progress: Progress, chapter: Chapter, now: datetime) -> tuple[Stands, datetime]:
    """The same without words: where it stands, and since when; of a call to come, until when."""
    return _Moment(lead, progress, chapter, now).stands_since()


def call_by(lead: Lead) -> datetime:
    """Until when somebody is to call: a receiver within 24 hours, a prospect within a week (FIELD §2)."""
    return _call_by(lead.passed_at, lead.slip.who_calls)


def _call_by(passed_at: datetime, who_calls: WhoCalls) -> datetime:
    return passed_at + (THEY_CALL_WITHIN if who_calls is WhoCalls.PROSPECT else CALL_WITHIN)


def stands_at(lead: Lead, now: datetime) -> Stands:
    """Where a lead stands at a moment, without words."""
    if lead.withdrawn_at is not None:
        return Stands.WITHDRAWN
    state = lead.standing.state
    if state is not LeadState.OPEN:
        return _OF_STATE[state]
    if not lead.counts:
        return Stands.SECOND
    return _before_any_news(call_by(lead), lead.slip.who_calls, lead.standing.follow_up_on, now)


def _before_any_news(by: datetime, who_calls: WhoCalls, follow_up_on: date | None, now: datetime) -> Stands:
    if follow_up_on is not None:
        return Stands.FOLLOW_UP
    if who_calls is WhoCalls.PROSPECT:
        return Stands.PROSPECT_CALLS if now <= by else Stands.PROSPECT_LATE
    return Stands.TO_CALL if now <= by else Stands.OVERDUE


def in_short(lead: EarlierLead, now: datetime) -> str:
    """The same of a lead of an earlier meeting, in the few words that there is room for at the table.

    `overdue 6 days`, `contacted`.
    """
    if lead.state is not LeadState.OPEN:
        return lead.state.words
    by = _call_by(lead.passed_at, lead.who_calls)
    stands = _before_any_news(by, lead.who_calls, lead.follow_up_on, now)
    if stands is Stands.FOLLOW_UP and lead.follow_up_on is not None:
        return f"follow-up {short_date(lead.follow_up_on)}"
    days = (now - by).days
    return f"{_SHORT[stands]} {days_waited(days)}" if stands is Stands.OVERDUE and days else _SHORT[stands]


_SHORT = {
    Stands.TO_CALL: "to call",
    Stands.OVERDUE: "overdue",
    Stands.PROSPECT_CALLS: "they call",
    Stands.PROSPECT_LATE: "has not called",
}


_BEFORE_ANY_CALL = {
    Stands.TO_CALL: "to call until {moment}",
    Stands.OVERDUE: "overdue since {on}",
    Stands.PROSPECT_CALLS: "{who} calls until {on}",
    Stands.PROSPECT_LATE: "{who} was to call by {on}",
    Stands.FOLLOW_UP: "follow-up {due} {on}",
}


class _Moment(Struct, frozen=True):
    """A lead, looked at at a moment."""

    lead: Lead
    progress: Progress
    chapter: Chapter
    now: datetime

    def stands_since(self) -> tuple[Stands, datetime]:
        stands = stands_at(self.lead, self.now)
        return stands, self._since(stands)

    def seen(self) -> LeadToday:
        stands, at = self.stands_since()
        on = near_date(self.chapter.today(at), self.chapter.today(self.now))
        if stands.is_not_heard_from:
            return LeadToday(stands, at, self._before_any_call(stands, at, on))
        parts = [f"{self._outcome(stands)} {on}"]
        if stands in (Stands.CONTACTED, Stands.WORKING):
            parts += self._what_next()
        return LeadToday(stands, at, ", ".join(parts))

    def _since(self, stands: Stands) -> datetime:
        """Since when it stands there; of a call to come, until when."""
        lead, day = self.lead, self.lead.standing.follow_up_on
        if stands is Stands.WITHDRAWN and lead.withdrawn_at is not None:
            return lead.withdrawn_at
        if stands is Stands.FOLLOW_UP and day is not None:
            return morning_of(day, self.chapter)
        if stands.is_not_heard_from:
            return call_by(lead)
        return self.progress.since or lead.standing.last_heard_at or lead.passed_at

    def _before_any_call(self, stands: Stands, at: datetime, on: str) -> str:
        slip = self.lead.slip
        return _BEFORE_ANY_CALL[stands].format(
            who=slip.prospect or slip.company or "the prospect",
            on=on,
            moment=f"{on}, {clock_time(at, self.chapter, half=True)}",
            due="due since" if at <= self.now else "on",
        )

    def _outcome(self, stands: Stands) -> str:
        """`closed $4,200`, `bad lead (wrong number)`."""
        dollars, why = self.progress.dollars, self.lead.standing.why
        if stands is Stands.CLOSED and dollars is not None:
            return f"closed {show_money(dollars, self.chapter.country)}"
        return f"bad lead ({why})" if stands is Stands.BAD and why else stands.value

    def _what_next(self) -> list[str]:
        """Of a lead in progress: when somebody looks at it again, or for how long nothing has been heard."""
        lead, now, today = self.lead, self.now, self.chapter.today(self.now)
        day = lead.standing.follow_up_on
        if day is not None:
            return [f"follow-up {'due since' if day <= today else 'on'} {near_date(day, today)}"]
        heard = lead.standing.last_heard_at or lead.passed_at
        is_silent = waits_for(lead, now, today) in (Waits.WORD, Waits.STALE)
        return [f"no news for {waited(heard, now)}"] if is_silent else []
