"""What a lead waits for, at the borders."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.leads.lead_list import Waits, waits_for, waits_since
from leadsroom.domain.leads.slip import Slip, WhoCalls
from tests.domain.leads import NOON, lead

TODAY = date(2026, 11, 18)
MOMENT = timedelta(microseconds=1)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.mark.parametrize(
    ("ago", "waits"),
    [
        (timedelta(0), Waits.TO_CALL),
        (DAY, Waits.TO_CALL),
        (DAY + MOMENT, Waits.LATE),
        (13 * WEEK, Waits.LATE),
        (13 * WEEK + MOMENT, Waits.STALE),
    ],
)
def test_a_lead_without_word_is_late_after_24_hours(ago: timedelta, waits: Waits) -> None:
    """At exactly 24 hours the call is still in time; after 13 weeks nobody is called late any more."""
    assert waits_for(lead(1, ago), NOON, TODAY) is waits


@pytest.mark.parametrize(
    ("ago", "waits"),
    [(WEEK, Waits.TO_CALL), (WEEK + MOMENT, Waits.WORD), (13 * WEEK + MOMENT, Waits.STALE)],
)
def test_a_prospect_who_is_to_call_has_a_week(ago: timedelta, waits: Waits) -> None:
    """Where the prospect calls, the receiver is not late; after a week the table awaits word."""
    theirs = lead(1, ago, slip=Slip("Jane Doe", who_calls=WhoCalls.PROSPECT))
    assert waits_for(theirs, NOON, TODAY) is waits


@pytest.mark.parametrize("state", [LeadState.CONTACTED, LeadState.WORKING])
@pytest.mark.parametrize(
    ("silent", "waits"),
    [
        (4 * WEEK, Waits.IN_WORK),
        (4 * WEEK + MOMENT, Waits.WORD),
        (13 * WEEK, Waits.WORD),
        (13 * WEEK + MOMENT, Waits.STALE),
    ],
)
def test_a_lead_in_work_awaits_word_after_four_weeks(
    state: LeadState, silent: timedelta, waits: Waits
) -> None:
    """Counted from the last word, not from when it was passed."""
    in_work = lead(1, 30 * WEEK, state=state, last_heard_at=NOON - silent)
    assert waits_for(in_work, NOON, TODAY) is waits
    assert waits_since(in_work) == NOON - silent


@pytest.mark.parametrize(
    ("day", "waits"),
    [
        (TODAY - DAY, Waits.FOLLOW_UP),
        (TODAY, Waits.FOLLOW_UP),
        (TODAY + DAY, Waits.SET_ASIDE),
    ],
)
def test_a_follow_up_is_due_today(day: date, waits: Waits) -> None:
    """From its day on it is due; until then the lead is set aside, however silent it has been."""
    planned = lead(1, 30 * WEEK, follow_up_on=day)
    assert waits_for(planned, NOON, TODAY) is waits


@pytest.mark.parametrize("state", [state for state in LeadState if state.is_over])
def test_what_is_over_waits_for_nothing(state: LeadState) -> None:
    """Not even for a follow-up that was planned before."""
    over = lead(1, 30 * WEEK, state=state, follow_up_on=TODAY)
    assert waits_for(over, NOON, TODAY) is Waits.NOTHING
