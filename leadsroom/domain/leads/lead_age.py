"""What a lead waits for, and since when: the published definition gives a first call 24 hours (FIELD §2)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.slip import WhoCalls

CALL_WITHIN = timedelta(hours=24)
THEY_CALL_WITHIN = timedelta(weeks=1)
WORD_WITHIN = timedelta(weeks=4)
STALE_AFTER = timedelta(weeks=13)


class Waits(StrEnum):
    """What is waited for; the most pressing first."""

    FOLLOW_UP = "follow-up due"
    LATE = "past 24 hours"
    WORD = "awaiting word"
    STALE = "stale"
    TO_CALL = "to be called"
    IN_WORK = "in work"
    SET_ASIDE = "follow-up planned"
    NOTHING = "over"

    @property
    def presses(self) -> bool:
        """Whether somebody should do something now."""
        return self in (Waits.FOLLOW_UP, Waits.LATE, Waits.WORD, Waits.STALE)


def waits_for(lead: Lead, now: datetime, today: date) -> Waits:
    """What a lead waits for at a moment; `today` is the date in the meeting room."""
    stands = lead.standing
    if stands.state.is_over:
        return Waits.NOTHING
    if stands.follow_up_on is not None:
        return Waits.FOLLOW_UP if stands.follow_up_on <= today else Waits.SET_ASIDE
    if stands.state is LeadState.OPEN:
        return _without_word(lead, now - (stands.last_word_at or lead.passed_at), now - lead.passed_at)
    silent = now - (stands.last_word_at or lead.passed_at)
    if silent > STALE_AFTER:
        return Waits.STALE
    return Waits.WORD if silent > WORD_WITHIN else Waits.IN_WORK


def _without_word(lead: Lead, silent: timedelta, age: timedelta) -> Waits:
    if silent > STALE_AFTER:
        return Waits.STALE
    if lead.slip.who_calls is WhoCalls.PROSPECT:
        return Waits.WORD if age > THEY_CALL_WITHIN else Waits.TO_CALL
    return Waits.LATE if age > CALL_WITHIN else Waits.TO_CALL


def waits_since(lead: Lead) -> datetime:
    """Since when nothing was heard of it."""
    return lead.standing.last_word_at or lead.passed_at
