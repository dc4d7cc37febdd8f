"""Which slips a meeting checks: by chance that every station shares, each of another receiver who is here."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import LeadId, MeetingId, PersonId, SlipCheckId
from leadsroom.domain.leads.lead import EarlierLead
from leadsroom.domain.leads.slip_check import SlipCheck, count_checks, slips_to_check
from tests.harborview import START


def slip(number: int, receiver: int) -> EarlierLead:
    """A lead of two weeks ago."""
    at = START + timedelta(seconds=number)
    return EarlierLead(LeadId(number), PersonId(99), PersonId(receiver), "Ann Chu", "Jane", "", at, False)


SLIPS = st.lists(
    st.builds(slip, st.integers(1, 500), st.integers(1, 8)), unique_by=lambda lead: lead.id, max_size=25
)
HERE = st.sets(st.integers(1, 8).map(PersonId))


@given(st.integers(1, 10_000), SLIPS, HERE, st.integers(0, 4), st.randoms(), st.data())
def test_the_choice_is_fair_and_the_same_everywhere(meeting, slips, here, most, dice, data) -> None:
    """Whatever the order of reading; no receiver twice, none who is away, no more than are wanted.

    What was checked already stays, and nothing takes its place but where there is room.
    """
    number = MeetingId(meeting)
    chosen = slips_to_check(number, slips, (), here, most)
    shuffled = dice.sample(slips, len(slips))
    assert slips_to_check(number, shuffled, (), here, most) == chosen
    receivers = [lead.receiver_id for lead in chosen]
    assert len(set(receivers)) == len(receivers) <= most
    possible = {lead.receiver_id for lead in slips} & here
    assert set(receivers) <= possible
    assert len(chosen) == min(most, len(possible))
    checked = data.draw(st.sets(st.sampled_from([lead.id for lead in chosen]))) if chosen else set()
    assert set(slips_to_check(number, slips, checked, here, most)) == set(chosen)


def test_each_slip_has_its_turn() -> None:
    """Over many meetings nobody is asked far more often than another."""
    slips = [slip(number, number) for number in range(1, 9)]
    here = {lead.receiver_id for lead in slips}
    asked = Counter(
        lead.id for number in range(800) for lead in slips_to_check(MeetingId(number), slips, (), here, 2)
    )
    assert sum(asked.values()) == 1600
    assert all(120 < asked[lead.id] < 280 for lead in slips)


def test_an_answer_that_was_left_open_is_not_in_its_words() -> None:
    """Yes and no are told apart."""
    check = SlipCheck(SlipCheckId(1), LeadId(1), called=True, expecting=False, is_real=None, at=START)
    assert check.in_words == "called · not expecting the call"


def test_a_count_of_checks_counts_what_was_answered_with_yes() -> None:
    """Neither a no nor an answer that was left open is among them; without a check there are no words."""
    answers = ((True, False, None), (True, True, True), (None, None, False))
    checks = [
        SlipCheck(SlipCheckId(at), LeadId(at), *each, at=START) for at, each in enumerate(answers, start=1)
    ]
    assert count_checks(checks).in_words == "3 slips checked: 2 called, 1 expecting, 1 real"
    assert count_checks(checks[1:2]).in_words == "1 slip checked: 1 called, 1 expecting, 1 real"
    assert count_checks([]).in_words == ""
