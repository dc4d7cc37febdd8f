"""What the chapter's rule makes of a vote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.people.decisions import Verdict, Vote, refusing_noes, verdict, vote_in_words
from leadsroom.domain.rules.chapter_rules import VoteRule
from leadsroom.domain.rules.rule_presets import LETIP

PLAIN, LETIPS = VoteRule(), LETIP.rules.vote
A, R, LEFT_OPEN = Verdict.ACCEPTED, Verdict.REFUSED, Verdict.OPEN
COUNTS = st.integers(0, 60)
RULES = st.builds(
    VoteRule,
    st.none() | st.integers(1, 5),
    st.none() | st.integers(1, 100),
    st.none() | st.integers(1, 60),
)


@pytest.mark.parametrize(
    ("rule", "votes", "members", "expected"),
    [
        (LETIPS, (20, 2), 29, A),
        (LETIPS, (20, 3), 29, R),
        (LETIPS, (0, 2), 29, A),
        (LETIPS, (27, 3), 30, R),
        (LETIPS, (28, 2), 30, A),
        (LETIPS, (30, 3), 31, A),
        (LETIPS, (30, 4), 31, R),
        (LETIPS, (36, 4), 40, R),
        (LETIPS, (37, 3), 40, A),
        (LETIPS, (0, 0), 12, LEFT_OPEN),
        (PLAIN, (7, 2), 12, A),
        (PLAIN, (2, 7), 12, R),
        (PLAIN, (5, 5), 12, LEFT_OPEN),
        (PLAIN, (0, 0), 12, LEFT_OPEN),
        (VoteRule(refusing_no=1), (11, 1), 12, R),
        (VoteRule(refusing_no=1), (11, 0), 12, A),
        (VoteRule(refusing_percent=25), (9, 3), 12, R),
        (VoteRule(refusing_percent=25), (10, 2), 12, A),
        (VoteRule(refusing_percent=10), (1, 1), 3, R),
        (VoteRule(refusing_no=3, refusing_percent=10), (8, 2), 12, R),
        (VoteRule(refusing_percent=10, from_members=30), (3, 4), 12, R),
        (VoteRule(refusing_percent=10, from_members=30), (4, 3), 12, A),
    ],
)
def test_what_the_rule_says(rule: VoteRule, votes: tuple[int, int], members: int, expected: Verdict) -> None:
    """Votes at and beside every limit, below and from thirty members on."""
    assert verdict(rule, Vote(*votes), members) is expected


@pytest.mark.parametrize(
    ("rule", "votes", "members", "sentence"),
    [
        (
            LETIPS,
            (20, 3),
            29,
            "20 for and 3 against: 3 votes refuse with 29 members, so the rule says refused.",
        ),
        (
            LETIPS,
            (37, 3),
            40,
            "37 for and 3 against: 4 votes refuse with 40 members, so the rule says accepted.",
        ),
        (
            VoteRule(refusing_no=1),
            (0, 1),
            1,
            "0 for and 1 against: 1 vote refuses with 1 member, so the rule says refused.",
        ),
        (PLAIN, (5, 5), 12, "5 for and 5 against: a tie, so the rule leaves it open."),
        (PLAIN, (2, 7), 12, "2 for and 7 against: the majority is against."),
        (PLAIN, (7, 2), 12, "7 for and 2 against: the majority is in favor."),
        (PLAIN, (0, 0), 12, "Nobody has voted, so nothing is decided."),
    ],
)
def test_the_sentence(rule: VoteRule, votes: tuple[int, int], members: int, sentence: str) -> None:
    """The figures, the limit, and what follows, as a secretary would write it."""
    assert vote_in_words(rule, Vote(*votes), members) == sentence


@given(RULES, COUNTS, COUNTS, st.integers(1, 60))
def test_one_more_no_never_helps(rule: VoteRule, ayes: int, noes: int, members: int) -> None:
    """A refusal stays one with a further NO, and an acceptance with a further YES."""
    if verdict(rule, Vote(ayes, noes), members) is R:
        assert verdict(rule, Vote(ayes, noes + 1), members) is R
    if verdict(rule, Vote(ayes, noes), members) is A:
        assert verdict(rule, Vote(ayes + 1, noes), members) is A


@given(RULES, st.integers(1, 60))
def test_no_vote_is_refused_without_a_no(rule: VoteRule, members: int) -> None:
    """However small the chapter, it takes one NO at least to refuse."""
    enough = refusing_noes(rule, members)
    assert enough is None or enough >= 1
