"""Which professions lie close."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.people.professions import (
    FAMILIES,
    HeldSeat,
    close_in_words,
    family_proposed,
    overlap,
    overlaps,
    overlaps_with,
)

NAMES = st.one_of(
    st.text(max_size=24),
    st.sampled_from([word for _, telling in FAMILIES for word in telling]),
    st.sampled_from(["House painter", "Painting", "Life coach", "Window cleaning", "Window installation"]),
)
SEATS = st.builds(HeldSeat, NAMES, st.sampled_from(["", "", "Insurance", "Web", "Houses"]))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Life insurance", "Auto insurance", "one family, Insurance"),
        ("Auto insurance", "Home insurance", "one family, Insurance"),
        ("Property Insurance", "insurance agent", "one family, Insurance"),
        ("Skincare", "Make-up artist", "one family, Beauty"),
        ("Web design", "Web development", "one family, Web"),
        ("Residential real estate", "Realtor", "one family, Real estate"),
        ("Family law", "Divorce attorney", "the same profession"),
        ("Family law", "Attorney", "one family, Law"),
        ("Accounting", "Bookkeeper", "one family, Accounts"),
        ("Dentist", "Dental hygiene", "one family, Teeth"),
        ("House painter", "Painting", "the same profession"),
        ("House painter", "Portrait painting", "both say “painter”"),
        ("Movers and storage", "Mover", "the same profession"),
        ("Gift baskets", "Florist", "perhaps the same profession"),
        ("Window cleaning", "Window installation", "both say “window”"),
    ],
)
def test_seats_that_lie_close(one: str, other: str, why: str) -> None:
    """The same family, or the same telling words: the reason says which."""
    found = overlap(HeldSeat(one), HeldSeat(other))
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Life insurance", "Life coach"),
        ("Home insurance", "Home inspection"),
        ("Auto insurance", "Auto repair"),
        ("Web design", "Interior designer"),
        ("Mortgage broker", "Residential real estate"),
        ("Estate planning", "Real estate"),
        ("Travel agent", "Real estate agent"),
        ("Florist", "Business banking"),
        ("Lawn care", "Family law"),
    ],
)
def test_seats_that_do_not(one: str, other: str) -> None:
    """Words that many professions share say nothing of their customers."""
    assert overlap(HeldSeat(one), HeldSeat(other)) is None


def test_the_group_has_the_last_word() -> None:
    """Two families that the group has given bring seats together, or part them, whatever the names say."""
    assert overlap(HeldSeat("Florist", "Weddings"), HeldSeat("Caterer", "weddings")) is not None
    assert overlap(HeldSeat("Life insurance", "People"), HeldSeat("Auto insurance", "Cars")) is None


def test_what_is_said() -> None:
    """A sentence names the seat, who holds it, and why; nothing is said where nothing lies close."""
    bo = HeldSeat("Auto insurance", holder="Bo Lind")
    table = [HeldSeat("Life insurance", holder="Ann Chu"), HeldSeat("Florist", holder="Cy Orr"), bo]
    assert close_in_words(overlaps_with(bo, table)) == (
        "It overlaps with Life insurance (Ann Chu), one family, Insurance."
    )
    assert close_in_words(()) == ""
    assert [pair.sentence for pair in overlaps(table)] == [
        "Life insurance (Ann Chu) and Auto insurance (Bo Lind) overlap: one family, Insurance."
    ]


def test_a_family_is_proposed() -> None:
    """The name tells the family where it is known; the first that fits wins."""
    assert family_proposed("Auto Insurance & Repair") == "Insurance"
    assert family_proposed("Dentists") == "Teeth"
    assert family_proposed("Florist") == ""


@given(SEATS, SEATS)
def test_closeness_goes_both_ways(one: HeldSeat, other: HeldSeat) -> None:
    """Whatever the names: if one lies close to the other, the other lies close to it."""
    assert (overlap(one, other) is None) == (overlap(other, one) is None)


@given(st.lists(SEATS, max_size=6))
def test_no_profession_lies_close_to_itself(seats: list[HeldSeat]) -> None:
    """Two spellings of one name are one seat, and never a pair."""
    assert all(pair.one.profession != pair.other.profession for pair in overlaps(seats))
