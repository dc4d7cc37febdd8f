"""Where a lead stands by what was said of it: laws that hold for any words in any order."""

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


def word(
    said: LeadOutcome, *, day: int = 0, number: int = 1, note: str = "", thanked: bool = False
) -> LeadUpdate:
    """A word on a lead, some days after noon of the meeting."""
    at = NOON + timedelta(days=day)
    return LeadUpdate(UpdateId(number), LeadId(1), said, note, thanked, at)


def paid(minor: int, *, day: int = 0) -> Paid:
    """A report on a lead."""
    return Paid(Money(minor, "USD"), NOON + timedelta(days=day))


WORDS = st.lists(
    st.builds(
        word,
        st.sampled_from(LeadOutcome),
        day=st.integers(0, 9),
        note=st.sampled_from(["", "why"]),
        thanked=st.booleans(),
    ),
    max_size=7,
).map(lambda said: [replace(each, id=UpdateId(n)) for n, each in enumerate(said, start=1)])
REPORTS = st.lists(st.builds(paid, st.sampled_from([0, 5, 900]), day=st.integers(0, 9)), max_size=3)


@given(WORDS, REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(said: list[LeadUpdate], reports: list[Paid], chance) -> None:
    """Words written down late stand where they were said."""
    mixed, mixed_reports = list(said), list(reports)
    chance.shuffle(mixed)
    chance.shuffle(mixed_reports)
    assert standing_of(mixed, mixed_reports) == standing_of(said, reports)


@given(WORDS, REPORTS, st.integers(1, 10**9))
def test_dollars_always_close(said: list[LeadUpdate], reports: list[Paid], minor: int) -> None:
    """Whatever was said before or after, a lead with dollars is closed, and its giver has been thanked."""
    stands = standing_of(said, [*reports, paid(minor)])
    assert stands.state is LeadState.CLOSED
    assert stands.thanked
    assert stands.last_word_at is not None


@given(WORDS, REPORTS, st.sampled_from(LeadOutcome), st.booleans())
def test_withdrawing_the_last_word_gives_what_stood_before(
    said: list[LeadUpdate], reports: list[Paid], last: LeadOutcome, thanked: bool
) -> None:
    """A standing is its words and nothing else: without the last one it is as if that had never been said."""
    before = standing_of(said, reports)
    entered = [*said, word(last, day=20, number=99, thanked=thanked)]
    assert standing_of(entered, reports) != before or last.state is None
    assert standing_of([each for each in entered if each.id != UpdateId(99)], reports) == before


@given(WORDS, REPORTS)
def test_the_receiver_was_last_heard_of_with_a_word_or_dollars(
    said: list[LeadUpdate], reports: list[Paid]
) -> None:
    """A note may be anybody's; everything else is the receiver's, and the latest of it counts."""
    heard = [each.at for each in said if each.word.is_of_receiver] + [each.at for each in reports]
    assert standing_of(said, reports).last_word_at == max(heard, default=None)


@given(WORDS)
def test_thanks_are_never_unsaid(said: list[LeadUpdate]) -> None:
    """Once thanked, always thanked; without thanks and dollars, never."""
    assert standing_of(said, []).thanked == any(each.thanked for each in said)


@pytest.mark.parametrize(
    ("said", "state", "receiver_says", "why"),
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
def test_words_say_how_far_a_lead_is(
    said: list[LeadOutcome], state: LeadState, receiver_says: bool | None, why: str
) -> None:
    """The last word of a state says it; a bad lead that goes on is left to the rules again."""
    updates = [word(each, day=n, number=n, note=str(n)) for n, each in enumerate(said, start=1)]
    stands = standing_of(updates, [])
    assert (stands.state, stands.receiver_says, stands.why) == (state, receiver_says, why)


def test_thanks_without_a_figure_are_contact() -> None:
    """Who thanks has been in touch; a word of theirs says it better."""
    assert standing_of([], [paid(0)]) == Standing(LeadState.CONTACTED, thanked=True, last_word_at=NOON)
    assert standing_of([word(LeadOutcome.WORKING)], [paid(0)]).state is LeadState.WORKING


def test_a_day_to_look_at_it_again_stands_until_it_is_said_how_far_it_is() -> None:
    """Thanks, a plain note and “it is a lead” leave a follow-up as it is; a word on its state ends it."""
    planned = replace(word(LeadOutcome.NOTE, note="call again"), follow_up_on=AGAIN)
    for said in (LeadOutcome.THANKS, LeadOutcome.NOTE, LeadOutcome.IS_LEAD):
        assert standing_of([planned, word(said, day=1, number=2)], []).follow_up_on == AGAIN
    for said in (LeadOutcome.CONTACTED, LeadOutcome.NO_FOLLOW_UP):
        assert standing_of([planned, word(said, day=1, number=2)], []).follow_up_on is None
    later = AGAIN + timedelta(days=7)
    moved = replace(word(LeadOutcome.NOTE, day=2, number=3), follow_up_on=later)
    assert standing_of([planned, moved], []).follow_up_on == later
