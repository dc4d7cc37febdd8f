"""Where a lead stands by its outcomes: laws that hold for any of them in any order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, UpdateId
from leadsroom.domain.leads.lead import LeadOutcome, LeadState, LeadUpdate, Paid, Standing, standing_of
from leadsroom.domain.text.money import Money

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
AGAIN = date(2026, 12, 2)


def noted(
    outcome: LeadOutcome, *, day: int = 0, number: int = 1, note: str = "", thanked: bool = False
) -> LeadUpdate:
    """An outcome of a lead, some days after noon of the meeting."""
    at = NOON + timedelta(days=day)
    return LeadUpdate(UpdateId(number), LeadId(1), outcome, note, thanked, at)


def paid(minor: int, *, day: int = 0) -> Paid:
    """A report on a lead."""
    return Paid(Money(minor, "USD"), NOON + timedelta(days=day))


OUTCOMES = st.lists(
    st.builds(
        noted,
        st.sampled_from(LeadOutcome),
        day=st.integers(0, 9),
        note=st.sampled_from(["", "why"]),
        thanked=st.booleans(),
    ),
    max_size=7,
).map(lambda updates: [replace(each, id=UpdateId(n)) for n, each in enumerate(updates, start=1)])
REPORTS = st.lists(st.builds(paid, st.sampled_from([0, 5, 900]), day=st.integers(0, 9)), max_size=3)


@given(OUTCOMES, REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(updates: list[LeadUpdate], reports: list[Paid], chance) -> None:
    """Words written down late stand where they were said."""
    mixed, mixed_reports = list(updates), list(reports)
    chance.shuffle(mixed)
    chance.shuffle(mixed_reports)
    assert standing_of(mixed, mixed_reports) == standing_of(updates, reports)


@given(OUTCOMES, REPORTS, st.integers(1, 10**9))
def test_dollars_always_close(updates: list[LeadUpdate], reports: list[Paid], minor: int) -> None:
    """Whatever was said before or after, a lead with dollars is closed, and its giver has been thanked."""
    stands = standing_of(updates, [*reports, paid(minor)])
    assert stands.state is LeadState.CLOSED
    assert stands.thanked
    assert stands.last_heard_at is not None


@given(OUTCOMES, REPORTS, st.sampled_from(LeadOutcome), st.booleans())
def test_withdrawing_the_last_outcome_gives_what_stood_before(
    updates: list[LeadUpdate], reports: list[Paid], last: LeadOutcome, thanked: bool
) -> None:
    """A standing is its outcomes and nothing else: without the last it is as if that had not been."""
    before = standing_of(updates, reports)
    entered = [*updates, noted(last, day=20, number=99, thanked=thanked)]
    assert standing_of(entered, reports) != before or last.state is None
    assert standing_of([each for each in entered if each.id != UpdateId(99)], reports) == before


@given(OUTCOMES, REPORTS)
def test_the_receiver_was_last_heard_of_with_an_outcome_or_dollars(
    updates: list[LeadUpdate], reports: list[Paid]
) -> None:
    """A note may be anybody's; everything else is the receiver's, and the latest of it counts."""
    heard = [each.at for each in updates if each.outcome.is_of_receiver] + [each.at for each in reports]
    assert standing_of(updates, reports).last_heard_at == max(heard, default=None)


@given(OUTCOMES)
def test_thanks_are_never_unsaid(updates: list[LeadUpdate]) -> None:
    """Once thanked, always thanked; without thanks and dollars, never."""
    assert standing_of(updates, []).thanked == any(each.thanked for each in updates)


@pytest.mark.parametrize(
    ("outcomes", "state", "receiver_says", "why"),
    [
        ([], LeadState.OPEN, None, ""),
        ([LeadOutcome.NOTE, LeadOutcome.THANKS], LeadState.OPEN, None, ""),
        ([LeadOutcome.CONTACTED], LeadState.CONTACTED, None, ""),
        ([LeadOutcome.CONTACTED, LeadOutcome.WORKING], LeadState.WORKING, None, ""),
        ([LeadOutcome.CONTACTED, LeadOutcome.NOT_NEEDED], LeadState.NOT_NEEDED, None, ""),
        ([LeadOutcome.OUTSIDE, LeadOutcome.NOTE], LeadState.OUTSIDE, None, ""),
        ([LeadOutcome.BAD], LeadState.BAD, False, "1"),
        ([LeadOutcome.CONTACTED, LeadOutcome.BAD], LeadState.BAD, False, "2"),
        ([LeadOutcome.BAD, LeadOutcome.WORKING], LeadState.WORKING, None, ""),
        ([LeadOutcome.BAD, LeadOutcome.IS_LEAD], LeadState.BAD, True, "1"),
        ([LeadOutcome.IS_LEAD], LeadState.OPEN, True, ""),
        ([LeadOutcome.IS_LEAD, LeadOutcome.CONTACTED], LeadState.CONTACTED, True, ""),
        ([LeadOutcome.IS_LEAD, LeadOutcome.BAD], LeadState.BAD, False, "2"),
    ],
)
def test_outcomes_say_how_far_a_lead_is(
    outcomes: list[LeadOutcome], state: LeadState, receiver_says: bool | None, why: str
) -> None:
    """The last outcome of a state says it; a bad lead that goes on is left to the rules again."""
    updates = [noted(each, day=n, number=n, note=str(n)) for n, each in enumerate(outcomes, start=1)]
    stands = standing_of(updates, [])
    assert (stands.state, stands.receiver_says, stands.why) == (state, receiver_says, why)


def test_thanks_without_a_figure_are_contact() -> None:
    """Who thanks has been in touch; an outcome of theirs says it better."""
    assert standing_of([], [paid(0)]) == Standing(LeadState.CONTACTED, thanked=True, last_heard_at=NOON)
    assert standing_of([noted(LeadOutcome.WORKING)], [paid(0)]).state is LeadState.WORKING


def test_a_day_to_look_at_it_again_stands_until_it_is_said_how_far_it_is() -> None:
    """Thanks, a plain note and “it is a lead” leave a follow-up as it is; an outcome of a state ends it."""
    planned = replace(noted(LeadOutcome.NOTE, note="call again"), follow_up_on=AGAIN)
    for outcome in (LeadOutcome.THANKS, LeadOutcome.NOTE, LeadOutcome.IS_LEAD):
        assert standing_of([planned, noted(outcome, day=1, number=2)], []).follow_up_on == AGAIN
    for outcome in (LeadOutcome.CONTACTED, LeadOutcome.NO_FOLLOW_UP):
        assert standing_of([planned, noted(outcome, day=1, number=2)], []).follow_up_on is None
    later = AGAIN + timedelta(days=7)
    moved = replace(noted(LeadOutcome.NOTE, day=2, number=3), follow_up_on=later)
    assert standing_of([planned, moved], []).follow_up_on == later
