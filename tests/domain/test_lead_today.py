"""Where a lead stands today: one sentence, true at any moment, the same for everybody who shows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, UpdateId
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadOutcome, LeadState, LeadUpdate, Standing
from leadsroom.domain.leads.lead_list import Waits, waits_for
from leadsroom.domain.leads.lead_today import Progress, Stands, in_short, lead_today, progress_of
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.text.money import Money
from tests.domain.leads import CHAPTER, NOON, dollars, lead

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TODAY = date(2026, 11, 18)
THEY_CALL = Slip("Jane Doe", need="a roof", who_calls=WhoCalls.PROSPECT)
PAID = Progress(Money(420_000, "USD"), NOON - DAY)


def after(state: LeadState, ago: timedelta, why: str = "", follow_up_on: date | None = None) -> Lead:
    """A lead of ten weeks ago, last heard of so long ago."""
    stands = {"last_heard_at": NOON - ago, "why": why, "follow_up_on": follow_up_on}
    return replace(lead(1, 10 * WEEK), standing=Standing(state=state, **stands))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "progress", "words"),
    [
        (lead(1, timedelta(hours=2)), Progress(), "to call until Thu 19 Nov, 10:00 AM"),
        (lead(1, DAY), Progress(), "to call until Wed 18 Nov, 12:00 PM"),
        (lead(1, DAY + timedelta(seconds=1)), Progress(), "overdue since Wed 18 Nov"),
        (lead(1, 60 * WEEK), Progress(), "overdue since Thu 25 Sep 2025"),
        (lead(1, DAY, slip=THEY_CALL), Progress(), "Jane Doe calls until Tue 24 Nov"),
        (lead(1, 9 * DAY, slip=THEY_CALL), Progress(), "Jane Doe was to call by Mon 16 Nov"),
        (lead(1, 9 * DAY, follow_up_on=TODAY), Progress(), "follow-up due since Wed 18 Nov"),
        (lead(1, 9 * DAY, follow_up_on=TODAY + DAY), Progress(), "follow-up on Thu 19 Nov"),
        (after(LeadState.CONTACTED, DAY), Progress(), "contacted Tue 17 Nov"),
        (
            after(LeadState.WORKING, 5 * WEEK),
            Progress(None, NOON - 5 * WEEK),
            "working Wed 14 Oct, no news for 5 weeks",
        ),
        (
            after(LeadState.WORKING, DAY, follow_up_on=TODAY + WEEK),
            Progress(None, NOON - WEEK),
            "working Wed 11 Nov, follow-up on Wed 25 Nov",
        ),
        (after(LeadState.CLOSED, timedelta(0)), PAID, "closed $4,200 Tue 17 Nov"),
        (after(LeadState.NOT_NEEDED, DAY), Progress(None, NOON - WEEK), "not needed Wed 11 Nov"),
        (after(LeadState.BAD, DAY, why="wrong number"), Progress(), "bad lead (wrong number) Tue 17 Nov"),
        (after(LeadState.OUTSIDE, DAY), Progress(), "not my line Tue 17 Nov"),
        (replace(after(LeadState.OPEN, DAY), withdrawn_at=NOON), Progress(), "withdrawn Wed 18 Nov"),
    ],
)
def test_where_a_lead_stands_is_a_sentence(one: Lead, progress: Progress, words: str) -> None:
    """Each way to stand has its words, with the day since or until when it is so."""
    assert lead_today(one, progress, CHAPTER, NOON).words == words


@given(st.sampled_from(WhoCalls), st.integers(0, 40 * 24 * 60), st.booleans())
def test_overdue_is_what_the_list_of_leads_calls_late(who: WhoCalls, minutes: int, planned: bool) -> None:
    """A lead not heard from is in time here exactly where the list of leads says that it is to be called."""
    follow_up_on = TODAY + DAY if planned else None
    one = lead(1, timedelta(minutes=minutes), slip=Slip("Jo", who_calls=who), follow_up_on=follow_up_on)
    stands = lead_today(one, Progress(), CHAPTER, NOON).stands
    assert stands.is_not_heard_from
    in_time = waits_for(one, NOON, TODAY) is Waits.TO_CALL
    assert in_time == (stands in (Stands.TO_CALL, Stands.PROSPECT_CALLS))


def test_dollars_say_since_when_before_any_outcome_does() -> None:
    """It stands where it does since its last payment, else since the last outcome that says how far it is."""
    outcomes = [
        LeadUpdate(UpdateId(n), LeadId(1), outcome, "", False, NOON + n * DAY)
        for n, outcome in enumerate((LeadOutcome.CONTACTED, LeadOutcome.WORKING, LeadOutcome.NOTE), start=1)
    ]
    assert progress_of(outcomes, [], "USD") == Progress(None, NOON + 2 * DAY)
    thanks, paid = dollars(1, 1, 0), dollars(2, 1, 100)
    assert progress_of(outcomes, [thanks, paid], "USD") == Progress(Money(100, "USD"), NOON)
    assert progress_of([], [thanks], "USD") == Progress()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (lead(1, DAY), "to call"),
        (lead(1, DAY + timedelta(hours=1)), "overdue"),
        (lead(1, 2 * DAY), "overdue 1 day"),
        (lead(1, WEEK), "overdue 6 days"),
        (lead(1, 60 * WEEK), "overdue 59 weeks"),
        (lead(1, DAY, slip=THEY_CALL), "they call"),
        (lead(1, 9 * DAY, slip=THEY_CALL), "has not called"),
        (lead(1, 9 * DAY, follow_up_on=TODAY + DAY), "follow-up Thu 19 Nov"),
        (after(LeadState.CONTACTED, DAY), "contacted"),
        (after(LeadState.BAD, DAY, why="wrong number"), "bad lead"),
    ],
)
def test_at_the_table_it_stands_where_it_stands_elsewhere(one: Lead, words: str) -> None:
    """The bucket says the same as everybody's sentence, in two or three words of it."""
    earlier = EarlierLead(
        *(one.id, one.giver_id, one.receiver_id, "Ann Chu", one.slip.prospect, one.slip.need, one.passed_at),
        from_last_meeting=True,
        state=one.standing.state,
        who_calls=one.slip.who_calls,
        follow_up_on=one.standing.follow_up_on,
    )
    assert in_short(earlier, NOON) == words
    stands = lead_today(one, Progress(), CHAPTER, NOON).stands
    assert words.split(maxsplit=1)[0] in {*stands.value.split(), "they"} or stands is Stands.PROSPECT_LATE
