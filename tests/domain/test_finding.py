"""A few letters find whom the moderator means."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from leadsroom.domain.text.plain_text import fold

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
        ("oneill", (ZOE,)),
        ("oneillagren", (ZOE,)),
        ("zoe oneill-a", (ZOE,)),
        ("webdesign", (MARIA,)),
        ("annchu", (ANN,)),
        ("ower", (ANN,)),
        ("nsur", (ZOE,)),
        ("mraia", (MARIA,)),
        ("mria", (MARIA,)),
        ("mariia", (MARIA,)),
        ("maroa", (MARIA,)),
        ("amria", (MARIA,)),
        ("lopze web", (MARIA,)),
        ("florsit", (ANN,)),
        ("isurance", (ZOE,)),
        ("insuarnec", (ZOE,)),
        ("dian ebank", (DIANE,)),
        ("xy", ()),
        ("anx", (ANN,)),
        ("maria banking", ()),
        ("zzz", ()),
    ],
)
def test_letters_find_people(typed: str, found: tuple[Person, ...]) -> None:
    """Any part of name, profession or company will do, without accents or case, in any order of words."""
    assert find_people(typed, TABLE) == found


def test_the_likeliest_comes_first() -> None:
    """A first name before a last name, a name before a profession, a profession before a company."""
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


def test_the_ranks_in_order() -> None:
    """The whole name, the name's start, a word of it, the profession, the company, within a word."""
    whole = Person(PersonId(1), "Rose")
    start = Person(PersonId(2), "Rose Hill")
    word = Person(PersonId(3), "Ann Rose")
    profession = Person(PersonId(4), "Bo Reed", "Rose grower")
    firm = Person(PersonId(5), "Cy Ng", "Mover", "Rose & Sons")
    within = Person(PersonId(6), "Dee Fox", "Primrose nursery")
    wrong = Person(PersonId(7), "Ross Day")
    table = (wrong, within, firm, profession, word, start, whole)
    assert find_people("rose", table) == (whole, start, word, profession, firm, within)


def test_slips_are_forgiven_only_when_no_word_begins_so() -> None:
    """Whoever is meant exactly is not lost among those who might be; within words does not hide a slip."""
    ana, hannah, savanna = (
        Person(PersonId(n), name) for n, name in enumerate(("Ana Diaz", "Anna Poe", "Savannah Lee"))
    )
    assert find_people("anna", (ana, savanna, hannah)) == (hannah, savanna)
    assert find_people("anna", (ana, savanna)) == (savanna, ana)


def test_a_whole_word_with_a_slip_goes_before_a_beginning_with_one() -> None:
    """Of two that are one slip away the one that is typed to its end is likelier."""
    martin, maria = Person(PersonId(1), "Martin Poe"), Person(PersonId(2), "Maria Lopez")
    assert find_people("marai", (martin, maria)) == (maria, martin)


def test_two_of_one_first_name_are_both_found_as_given() -> None:
    """The caller's order is kept among equals, whether typed well or with a slip."""
    first, second = Person(PersonId(1), "Maria Zapata"), Person(PersonId(2), "Maria Abel")
    for table in ((first, second), (second, first)):
        assert find_people("maria", table) == table
        assert find_people("marai", table) == table


@pytest.mark.parametrize(
    "name", ["Jean-Luc O'Brien", "Jean Luc OBrien", "JeanLuc O’Brien", "jeanluc o brien"]
)
@pytest.mark.parametrize(
    "typed", ["jeanluc", "jean luc", "jean-luc", "obrien", "o'brien", "Jean-Luc O'Brien"]
)
def test_hyphens_and_apostrophes_do_not_matter(name: str, typed: str) -> None:
    """However a double name is put together, on the card or by the finger, it is found."""
    person = Person(PersonId(1), name)
    assert find_people(typed, (MARIA, person, ANN)) == (person,)


def _with_a_slip(word: str, kind: str, at: int, letter: str) -> str:
    if kind == "swapped":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    rest = {"missing": word[at + 1 :], "extra": letter + word[at:], "wrong": letter + word[at + 1 :]}
    return word[:at] + rest[kind]


@given(
    names=st.lists(st.text("abcdeghilmnorstu", min_size=5, max_size=9), min_size=2, max_size=12, unique=True),
    kind=st.sampled_from(["swapped", "missing", "extra", "wrong"]),
    place=st.integers(0, 99),
    letter=st.sampled_from("abelnorsx"),
)
def test_one_slip_still_finds(names: list[str], kind: str, place: int, letter: str) -> None:
    """A letter swapped, missing, extra or wrong hides nobody, unless it makes another name's beginning."""
    table = [Person(PersonId(n), name) for n, name in enumerate(names)]
    meant = table[0]
    typed = _with_a_slip(meant.name, kind, place % (len(meant.name) - 1), letter)
    found = find_people(typed, table)
    others = [person for person in table if person.name.startswith(typed)]
    assert set(others) <= set(found) if others else meant in found


@given(people, st.text("abcdefgh", min_size=1, max_size=6))
def test_a_precise_hit_leaves_no_room_for_slips(table: list[Person], typed: str) -> None:
    """When somebody's name begins as typed, nobody is listed who does not hold it letter by letter."""
    precise = Person(PersonId(99), f"{typed}x")
    found = find_people(typed, [*table, precise])
    assert precise in found
    held = [re.sub(r"\W", "", fold(f"{p.name} {p.profession} {p.company}")) for p in found]
    assert all(typed in letters for letters in held)
