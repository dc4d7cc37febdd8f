"""Who is likely meant before a name is typed."""

from __future__ import annotations

import pytest

from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.meeting.suggestions import (
    Ask,
    ask_answered,
    equally_meant,
    likely_givers,
    likely_receivers,
)
from leadsroom.domain.people.roster import Person

MARIA = Person(PersonId(1), "Maria Lopez", "Web design")
ANN = Person(PersonId(2), "Ann Chu", "Florist")
ANNA = Person(PersonId(3), "Anna Berg", "Banking")
OTHER_ANN = Person(PersonId(4), "Ann Chu", "Baker")
TABLE = (MARIA, ANN, ANNA, OTHER_ANN)

OFFICES = Ask(TurnId(1), ANNA.id, "dental offices with five or more staff")
WEDDINGS = Ask(TurnId(2), ANN.id, "weddings in the spring", today=False)
SHOPS = Ask(TurnId(3), MARIA.id, "small shops that need a new website", today=False)


def _order(words: str = "", asks: tuple[Ask, ...] = (OFFICES, WEDDINGS, SHOPS)) -> list[str]:
    return [f"{one.person.name} {one.why}".strip() for one in likely_receivers(TABLE[:3], asks, words)]


def test_whoever_is_up_gives() -> None:
    """The holder of the bucket comes first, the others in the order of the table."""
    assert [one.person for one in likely_givers(TABLE, ANNA.id)] == [ANNA, MARIA, ANN, OTHER_ANN]
    assert [one.person for one in likely_givers(TABLE, None)] == list(TABLE)


def test_whoever_asked_today_comes_first() -> None:
    """With nothing typed: who asked today, with their words, then the table."""
    assert _order() == ["Anna Berg asks for dental offices with five or more staff", "Maria Lopez", "Ann Chu"]


def test_the_words_of_the_slip_find_an_ask() -> None:
    """An ask of today or last week that has a word of the slip goes before any other ask."""
    assert _order("flowers for a wedding") == [
        "Ann Chu asked last week for weddings in the spring",
        "Anna Berg asks for dental offices with five or more staff",
        "Maria Lopez",
    ]


def test_the_giver_comes_last() -> None:
    """Nobody passes a lead to their own seat, whatever they asked for."""
    likely = likely_receivers(TABLE[:3], (OFFICES,), "dental office", giver=ANNA.id)
    assert [one.person for one in likely] == [MARIA, ANN, ANNA]


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("a dental office in town", OFFICES),
        ("DENTAL OFFICES", OFFICES),
        ("needs new and more staff", OFFICES),
        ("somebody with a new need", None),
        ("dent in a car", None),
        ("", None),
    ],
)
def test_which_ask_a_slip_answers(words: str, answered: Ask | None) -> None:
    """A word that says something, in singular or plural; words that say nothing do not count."""
    assert ask_answered((OFFICES, WEDDINGS), ANNA.id, words) is answered


def test_only_the_receivers_ask_is_answered() -> None:
    """Somebody else's ask is not answered by a lead to another."""
    assert ask_answered((OFFICES,), MARIA.id, "dental offices") is None


def test_todays_ask_before_an_older_one() -> None:
    """Of two that fit as well, today's is the one."""
    older = Ask(TurnId(9), ANNA.id, "dental labs", today=False)
    assert ask_answered((older, OFFICES), ANNA.id, "something dental") is OFFICES


@pytest.mark.parametrize(
    ("typed", "found", "equal"),
    [
        ("ann", (ANN, ANNA), (ANN, ANNA)),
        ("anna", (ANNA,), (ANNA,)),
        ("ann chu", (ANN, OTHER_ANN), (ANN, OTHER_ANN)),
        ("b", (ANNA, OTHER_ANN), (ANNA,)),
        ("", TABLE, ()),
        ("zzz", (), ()),
    ],
)
def test_who_is_meant_as_well(typed: str, found: tuple[Person, ...], equal: tuple[Person, ...]) -> None:
    """Two of one first name are meant equally by it; a name that begins so is more than such a profession."""
    assert equally_meant(typed, found) == equal
