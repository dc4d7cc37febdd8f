"""Which visit it is, what to say to the visitor, and whose seat it would be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.people.attendance import Became, Visit
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visits import (
    PastVisitor,
    PastVisitors,
    became_in_words,
    is_past_limit,
    nth,
    seat_of_profession,
    stays_silent,
    visit_counts,
    visit_in_words,
    visit_sentence,
)
from leadsroom.domain.rules.chapter_rules import VisitorRules

SEATS = (
    HeldSeat("Florist", "", "Ann Chu"),
    HeldSeat("Life insurance", "Insurance", "Cyrus Ng"),
    HeldSeat("Web design", "", "Maria Lopez"),
)
SILENT = VisitorRules(visits=1, silent_if_taken=True)


def visit(*, number: int = 1, counts: bool = True, became: Became | None = None, note: str = "") -> Visit:
    """A visit on a day of November."""
    at = datetime(2026, 11, 18, 15, tzinfo=UTC)
    return Visit(VisitId(1), PersonId(9), None, number, at, became=became, became_note=note, counts=counts)


@pytest.mark.parametrize(
    ("number", "allowed", "sentence"),
    [
        (1, 2, "first visit"),
        (2, 2, "second visit: invite to apply"),
        (3, 2, "third visit: more than the 2 the chapter allows"),
        (11, 2, "11th visit: more than the 2 the chapter allows"),
        (1, 1, "first visit: invite to apply"),
        (2, 1, "second visit: more than the 1 the chapter allows"),
        (4, None, "fourth visit"),
    ],
)
def test_the_sentence_of_a_visit(number: int, allowed: int | None, sentence: str) -> None:
    """At the last visit that is allowed the visitor is invited to apply; beyond it that is said."""
    assert visit_sentence(number, VisitorRules(visits=allowed)) == sentence


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (0, "open house: it does not count"),
        (1, "open house: it does not count, after 1 visit"),
        (3, "open house: it does not count, after 3 visits"),
    ],
)
def test_a_visit_to_an_open_house(before: int, sentence: str) -> None:
    """Nobody is told off for coming to what exists to attract them."""
    assert visit_sentence(before, VisitorRules(), counts=False) == sentence
    assert not is_past_limit(before, VisitorRules(), counts=False)


def test_which_visits_count() -> None:
    """An open house counts only where the chapter says so; every other meeting does."""
    for open_house in (True, False):
        assert visit_counts(VisitorRules(open_house_counts=True), open_house=open_house)
        assert visit_counts(VisitorRules(), open_house=open_house) is not open_house


@given(number=st.integers(1, 60), allowed=st.none() | st.integers(1, 20))
def test_past_the_limit_and_the_sentence_agree(number: int, allowed: int | None) -> None:
    """Whatever the limit, the sentence says `more than` exactly when it is passed."""
    rules = VisitorRules(visits=allowed)
    assert ("more than" in visit_sentence(number, rules)) is is_past_limit(number, rules)
    assert visit_sentence(number, rules).startswith(nth(number))


@pytest.mark.parametrize(
    ("profession", "taken", "sentence"),
    [
        ("florist", True, "seat taken: Ann Chu"),
        ("  WEB   design", True, "seat taken: Maria Lopez"),
        ("Auto insurance", False, "overlaps with Life insurance (Cyrus Ng)"),
        ("Floral design", True, "seat taken: Ann Chu, Florist"),
        ("designer of websites", True, "seat taken: Maria Lopez, Web design"),
        ("Web development", False, "the same seat as Web design (Maria Lopez)?"),
    ],
)
def test_whose_seat_it_would_be(profession: str, taken: bool, sentence: str) -> None:
    """A seat held under the same or another name of the profession is taken; a likely one is asked about."""
    seat = seat_of_profession(profession, SEATS)
    assert seat is not None
    assert (seat.taken, seat.sentence) == (taken, sentence)


@pytest.mark.parametrize("profession", ["", "  ", "Roofing", "[/]"])
def test_a_seat_that_is_free(profession: str) -> None:
    """Nothing is said of a profession that nobody here is in, or of none."""
    assert seat_of_profession(profession, SEATS) is None


def test_a_silent_visitor() -> None:
    """Whose seat is taken has no turn, where the chapter says so; a seat that lies close is not taken."""
    assert stays_silent("Florist", SEATS, SILENT)
    assert not stays_silent("Auto insurance", SEATS, SILENT)
    assert not stays_silent("Florist", SEATS, VisitorRules())


def test_a_visitor_is_known_by_name() -> None:
    """However it is spelt; a beginning of a name is nobody's."""
    past = PastVisitors((PastVisitor(Person(PersonId(7), "José Stone"), 2, date(2026, 11, 4)),))
    assert past.called("jose  stone") is past.visitors[0]
    assert past.called("Jose") is None
    assert past.called(" ") is None


def test_what_is_known_of_a_visitor_in_words() -> None:
    """How often, when last, and what became of it."""
    person = Person(PersonId(7), "Eve Stone")
    assert PastVisitor(person, 1, date(2026, 11, 4)).why == "1 visit, last Wed 4 Nov"
    why = PastVisitor(person, 2, date(2026, 11, 4), Became.NOT_INTERESTED).why
    assert why == "2 visits, last Wed 4 Nov, not interested"


def test_a_visit_in_words() -> None:
    """Its number, or that it was an open house; what became of it, with the note."""
    assert visit_in_words(visit(number=2)) == "visit 2"
    assert visit_in_words(visit(counts=False)) == "open house"
    assert became_in_words(visit()) == ""
    assert became_in_words(visit(note="asked for the form")) == "asked for the form"
    assert became_in_words(visit(became=Became.APPLIES, note="form sent")) == "applies: form sent"
