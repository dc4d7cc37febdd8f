"""Which names of professions mean one seat: the same, likely the same, or different."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leadsroom.domain.people.profession_names import MAY_BE_ONE_SEAT, ONE_SEAT
from leadsroom.domain.people.professions import HeldSeat, close_seats
from leadsroom.domain.people.same_profession import Alike, alike, alike_pairs, lines_of, words_of

LINES = lines_of(ONE_SEAT)
NAMES = [name for line in LINES for name in line]
NAME = st.sampled_from(NAMES)
TYPED = st.one_of(NAME, st.text(max_size=24), st.sampled_from(["Falconer", "Kiln maker", "Ice sculptor"]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Web designer", "Web design"),
        ("Designer, web", "web designers"),
        ("Interior decorator", "Interior designer"),
        ("Realtor", "Real estate agent"),
        ("Real Estate", "realty"),
        ("Attorney", "Lawyer"),
        ("CPA", "Accountant"),
        ("Mortgage lender", "Mortgage broker"),
        ("Insurance agent", "Insurance agency"),
        ("Chiropractor", "Chiropractic"),
        ("House painter", "Painting"),
        ("Plumber", "Plumbing services"),
        ("Movers and storage", "Moving company"),
        ("Automobile salesperson", "Car dealer"),
        ("Falconer", "Falconry"),
    ],
)
def test_the_same_seat(one: str, other: str) -> None:
    """Another ending, another order of the words, or a synonym is the same seat."""
    assert alike(one, other) is Alike.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Residential real estate", "Commercial real estate"),
        ("Web developer", "Web design"),
        ("Bookkeeper", "Accountant"),
        ("Life insurance", "Insurance agent"),
        ("Portrait painter", "Painter"),
        ("Falconry for children", "Falconer"),
        ("Photogarpher", "Photography"),
        ("Acupuncture clinic", "Acupuncturist"),
    ],
)
def test_likely_the_same_seat(one: str, other: str) -> None:
    """A narrower profession, a neighbour of it, and a slip of the finger are for people to decide."""
    assert alike(one, other) is Alike.LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interior designer", "Web design"),
        ("Residential real estate", "Mortgage broker"),
        ("Estate planning", "Real estate"),
        ("Travel agent", "Real estate agent"),
        ("Life coach", "Life insurance"),
        ("Home inspection", "Home insurance"),
        ("Painter", "Printer"),
        ("Banker", "Baker"),
        ("Career coach", "Home care"),
        ("General contractor", "General practitioner"),
        ("Florist", ""),
        ("…", "!"),
    ],
)
def test_different_seats(one: str, other: str) -> None:
    """Words that many professions share, and words that look alike, make no seat the same."""
    assert alike(one, other) is Alike.DIFFERENT


def test_the_table_of_names() -> None:
    """No name stands for two seats, every name of a line is the seat of that line, and pairs name seats."""
    assert len(LINES) > 200
    assert len(set(NAMES)) == len(NAMES)
    astray = [(line[0], name) for line in LINES for name in line if alike(line[0], name) is not Alike.SAME]
    assert astray == []
    heads = [line[0] for line in LINES]
    assert {name for pair in lines_of(MAY_BE_ONE_SEAT) for name in pair} <= set(heads)
    one = [(a, b) for a in heads for b in heads if a != b and alike(a, b) is Alike.SAME]
    assert one == []


@given(TYPED, TYPED)
def test_the_answer_goes_both_ways(one: str, other: str) -> None:
    """What is asked about which makes no difference, and every name is the same as itself."""
    assert alike(one, other) is alike(other, one)
    assert alike(one, one) is Alike.SAME


@given(NAME, NAME, st.randoms(use_true_random=False))
def test_how_it_is_written_makes_no_difference(one: str, other: str, by_chance: random.Random) -> None:
    """Case, accents, spaces and the order of the words change no answer."""
    words = one.split()
    by_chance.shuffle(words)
    written = "  ".join(words).upper().replace("E", "É")
    assert alike(written, other) is alike(one, other)


@given(NAME, NAME)
def test_a_plural_makes_no_difference(one: str, other: str) -> None:
    """One more `s` at the end, where a plural has it, changes no answer."""
    assume(len(words_of(one)[-1]) > 3 and not one.endswith(("s", "x", "ch", "sh", "y")))
    assert alike(f"{one}s", other) is alike(one, other)


@pytest.mark.parametrize(
    ("seat", "typed", "whole"),
    [
        ("Web design", "Web designers", "Web design"),
        ("Photographer", "Photographers", "Photograph"),
        ("Accountant", "Accountants", "Account"),
        ("Attorney", "Attorneys", "Attorney"),
        ("Painter", "Paintings", "Paint"),
        ("Roofer", "Roofers", "Roof"),
        ("Chiropractor", "Chiropractors", "Chiropract"),
        ("Insurance", "Insurers", "Insur"),
        ("Falconer", "Falconers", "Falcon"),
        ("Landscaper", "Landscapers", "Landscap"),
    ],
)
def test_letter_by_letter(seat: str, typed: str, whole: str) -> None:
    """An answer that stands once the word is whole stands with each letter of its ending that follows."""
    begun = [typed[:end] for end in range(len(whole), len(typed) + 1)]
    assert {alike(letters, seat) for letters in begun} == {Alike.SAME}


LONG = [name for name in NAMES if len(words_of(name)) == 1 and len(name) > 8]


@given(st.sampled_from(LONG), st.data())
def test_one_wrong_letter_parts_nothing(name: str, data: st.DataObject) -> None:
    """A letter too few, or two exchanged, in a long word: it is the seat still, or is asked about."""
    at = data.draw(st.integers(1, len(name) - 2))
    slips = (name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    for typed in slips:
        assert alike(typed, name) is not Alike.DIFFERENT, typed


@given(st.lists(NAME, max_size=12))
def test_among_many_none_is_missed(names: list[str]) -> None:
    """What is found among many is what is found of each two of them."""
    one_by_one = {
        (a, b, alike(names[a], names[b]))
        for b in range(len(names))
        for a in range(b)
        if alike(names[a], names[b]) is not Alike.DIFFERENT
    }
    assert set(alike_pairs(names)) == one_by_one


def test_which_of_the_seats() -> None:
    """One of exactly that name goes first, then the same by another name; the likely ones are listed."""
    web, builder = HeldSeat("Web design", holder="Ann Chu"), HeldSeat("Web developer", holder="Bo Lind")
    florist = HeldSeat("Florist", holder="Cy Orr")
    found = close_seats("web designers", [builder, web, florist])
    assert (found.same, found.likely) == (web, (builder,))
    assert close_seats("Web developer", [web, builder]).same == builder
    assert close_seats("", [web]) == close_seats("Roofer", [web, florist])
