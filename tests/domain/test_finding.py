"""A few letters find whom the moderator means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.finding import find_people
from leadsroom.domain.ids import PersonId
from leadsroom.domain.roster import Person

MARIA = Person(PersonId(1), "Maria Lopez", "Web design", "Lopez Web Studio")
ANN = Person(PersonId(2), "Ann Chu", "Florist", "Harbor Flowers")
DIANE = Person(PersonId(3), "Diane Annan", "Banking", "First Harbor Bank")
ZOE = Person(PersonId(4), "Zoë O'Neill-Ågren", "Insurance: home & car", "")
TABLE = (MARIA, ANN, DIANE, ZOE)

people = st.lists(
    st.builds(Person, st.just(PersonId(1)), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)),
    max_size=8,
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("maria", (MARIA,)),
        ("LOP", (MARIA,)),
        ("chu ann", (ANN,)),
        ("a c", (ANN, ZOE)),
        ("flor", (ANN,)),
        ("harbor", (ANN, DIANE)),
        ("ann", (ANN, DIANE)),
        ("zoe", (ZOE,)),
        ("o'n", (ZOE,)),
        ("agren", (ZOE,)),
        ("home car", (ZOE,)),
        ("maria banking", ()),
        ("zzz", ()),
    ],
)
def test_letters_find_people(typed: str, found: tuple[Person, ...]) -> None:
    """Any part of name, trade or company will do, without accents or case, in any order of words."""
    assert find_people(typed, TABLE) == found


def test_the_likeliest_comes_first() -> None:
    """A first name before a last name, a name before a trade, a trade before a company."""
    web = Person(PersonId(5), "Tim Webber", "Carpets")
    weber = Person(PersonId(6), "Webb Tyler", "Mover")
    firm = Person(PersonId(7), "Ada Poe", "Printer", "Webworks")
    assert find_people("web", (firm, MARIA, web, weber)) == (weber, web, MARIA, firm)


@given(people)
def test_nothing_typed_finds_everybody(table: list[Person]) -> None:
    """In the order of the table."""
    assert find_people("  ", table) == tuple(table)


@given(people, st.text(max_size=10))
def test_what_is_found_was_at_the_table(table: list[Person], typed: str) -> None:
    """Whatever is typed, nobody is found who is not there, and nobody twice."""
    found = find_people(typed, table)
    assert len(found) <= len(table)
    assert all(person in table for person in found)


@given(people)
def test_a_whole_name_finds_its_owner(table: list[Person]) -> None:
    """Whoever is written out in full is found."""
    for person in table:
        assert person in find_people(person.name, table)
