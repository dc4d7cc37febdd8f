"""Offices: who holds which, who held it, which are vacant, and whose term ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.offices import (
    all_ended,
    held_twice,
    offices_of,
    remarks,
    terms_as_data,
    vacancies,
    with_names,
)
from leadsroom.domain.people.roster import Member, MembershipStatus, Person, Term, Terms
from leadsroom.domain.rules.chapter_rules import OfficeRules

TODAY = date(2026, 12, 1)
LISTED = OfficeRules(("President", "Secretary"), ("Host",))
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1))
TERMS = st.lists(st.builds(Term, st.text(min_size=1), DAYS, DAYS, DAYS)).map(tuple)


def member(name: str, *terms: Term) -> Member:
    """A member with these terms."""
    number = sum(map(ord, name))
    person = Person(PersonId(number), name)
    seat = (MembershipId(number), person, ProfessionId(1), "Florist", "", MembershipStatus.ACTIVE, 1)
    return Member(*seat, terms, None)


def held(terms: Terms) -> tuple[str, ...]:
    """The offices that somebody with these terms holds."""
    return member("Ann", *terms).offices


@given(TERMS)
def test_terms_are_stored_and_read_again(terms: Terms) -> None:
    """Whatever days are on record; an office without any is stored as its name, as it ever was."""
    stored = [{"name": each} if isinstance(each, str) else each for each in terms_as_data(terms)]
    assert convert(stored, Terms) == terms
    assert terms_as_data((Term("President"),)) == ["President"]


THEN = date(2026, 1, 1)
PRESIDENT, HOST = Term("President", THEN, date(2026, 12, 31)), Term("Host")


@pytest.mark.parametrize(
    ("terms", "names", "after"),
    [
        ((), ("President",), (Term("President"),)),
        ((PRESIDENT,), ("President",), (PRESIDENT,)),
        ((PRESIDENT,), ("president",), (Term("president", THEN, date(2026, 12, 31)),)),
        ((PRESIDENT, HOST), ("Host", "President"), (HOST, PRESIDENT)),
        ((PRESIDENT, HOST), ("Host",), (HOST, PRESIDENT.ended(TODAY))),
        ((HOST.ended(TODAY),), ("Host",), (HOST,)),
        ((HOST.ended(date(2026, 11, 30)),), ("Host",), (Term("Host"), HOST.ended(date(2026, 11, 30)))),
    ],
)
def test_a_sheet_names_offices(terms: Terms, names: tuple[str, ...], after: Terms) -> None:
    """What stands there goes on with its days, what is left out ends, and what is put back goes on."""
    assert with_names(terms, names, TODAY) == after
    assert held(after) == names


@given(TERMS, st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_a_sheet_that_is_left_alone_changes_nothing(terms: Terms, on: date) -> None:
    """Nobody's term is lost or changed by a sheet with the offices that they hold, and none is held twice."""
    once = with_names(terms, tuple({name.casefold(): name for name in held(terms)}.values()), on)
    assert with_names(once, held(once), on) == once
    assert held(all_ended(once, on)) == ()


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("Host"), ""),
        (Term("Host", THEN), "since 1 Jan 2026"),
        (Term("Host", None, date(2026, 12, 31)), "until 31 Dec 2026"),
        (PRESIDENT, "1 Jan 2026 to 31 Dec 2026"),
        (PRESIDENT.ended(date(2026, 6, 30)), "1 Jan 2026 to 30 Jun 2026"),
        (PRESIDENT.ended(date(2025, 6, 30)), "1 Jan 2026 to 1 Jan 2026"),
    ],
)
def test_the_days_of_a_term(term: Term, words: str) -> None:
    """As far as they are on record; no term ends before it begins."""
    assert term.days == words


def test_offices_with_holders_past_ones_and_vacancies() -> None:
    """Those that the chapter lists come first, in its order; the past of each the latest first."""
    ann = member("Ann", Term("President", date(2025, 1, 1)).ended(date(2025, 12, 31)), Term("Treasurer"))
    bo = member("Bo", PRESIDENT, Term("president", date(2024, 1, 1)).ended(date(2024, 12, 31)))
    found = offices_of(LISTED, [ann, bo])
    assert [
        (
            office.name,
            office.is_listed,
            [each.member.person.name for each in office.held],
            [each.member.person.name for each in office.past],
        )
        for office in found
    ] == [
        ("President", True, ["Bo"], ["Ann", "Bo"]),
        ("Secretary", True, [], []),
        ("Treasurer", False, ["Ann"], []),
    ]
    assert vacancies(LISTED, [ann, bo]) == ("Secretary",)
    assert vacancies(OfficeRules(), [ann, bo]) == ()


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2027, 1, 1), ()),
        (date(2026, 12, 31), ("President: the term of Bo ends Thu 31 Dec",)),
        (date(2026, 12, 1), ("President: the term of Bo ends Tue 1 Dec",)),
        (date(2026, 11, 30), ("President: the term of Bo ended Mon 30 Nov",)),
        (date(2025, 11, 30), ("President: the term of Bo ended Sun 30 Nov 2025",)),
        (None, ()),
    ],
)
def test_a_term_that_ends_is_noted(until: date | None, words: tuple[str, ...]) -> None:
    """From thirty days before; after that day too, as long as nobody follows."""
    bo = member("Bo", Term("President", THEN, until), Term("Secretary", THEN, until).ended(TODAY))
    assert remarks(OfficeRules(), [bo], TODAY) == words
    assert remarks(LISTED, [bo], TODAY) == ("Vacant: Secretary", *words)


def test_two_presidents_are_named() -> None:
    """But not two hosts, of whom there may be several, nor who was president before."""
    ann, bo = member("Ann", PRESIDENT, HOST), member("Bo", Term("president"), HOST)
    cy = member("Cy", PRESIDENT.ended(TODAY))
    assert list(held_twice(LISTED, [ann, bo, cy])) == ["Ann and Bo are both President"]
    assert list(held_twice(LISTED, [ann, bo, member("Di", Term("President"))])) == [
        "Ann, Bo and Di are all President"
    ]
