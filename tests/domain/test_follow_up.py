"""Where a visitor stands after the visit, and what became of all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import (
    REMEMBERED_FOR,
    Belonging,
    Stage,
    VisitOfRecord,
    Visitor,
    funnel,
    funnels_in_words,
    newest_first,
)
from leadsroom.domain.people.roster import MembershipStatus, Person

TODAY = date(2026, 11, 30)
LAST_WEEK, LAST_YEAR = TODAY - timedelta(weeks=1), date(2025, 11, 26)
ACTIVE, APPLICANT, WAITING, ENDED = (
    MembershipStatus.ACTIVE,
    MembershipStatus.APPLICANT,
    MembershipStatus.WAITING,
    MembershipStatus.ENDED,
)


def visitor(
    *became: Became | None, on: date = LAST_WEEK, belongings: tuple[Belonging, ...] = (), over: bool = True
) -> Visitor:
    """Somebody with a visit for each outcome, a week apart, the last one on a day."""
    weeks = range(len(became) - 1, -1, -1)
    visits = tuple(
        VisitOfRecord(VisitId(number), on - timedelta(weeks=ago), became=outcome, is_over=over)
        for number, (ago, outcome) in enumerate(zip(weeks, became, strict=True))
    )
    return Visitor(Person(PersonId(1), "Eve Stone"), visits, belongings)


@pytest.mark.parametrize(
    ("became", "stage"),
    [
        ((None,), Stage.OPEN),
        ((Became.COMES_AGAIN,), Stage.COMES_AGAIN),
        ((Became.COMES_AGAIN, None), Stage.OPEN),
        ((None, Became.APPLIES), Stage.APPLIED),
        ((Became.NOT_INTERESTED,), Stage.NOT_INTERESTED),
        ((Became.JOINED,), Stage.JOINED),
    ],
)
def test_the_outcome_of_the_last_visit_counts(became: tuple[Became | None, ...], stage: Stage) -> None:
    """Who came again after they said so is to be asked anew."""
    assert visitor(*became).stage(TODAY) is stage
    assert visitor(*became).is_due(TODAY) is (stage is Stage.OPEN)


@pytest.mark.parametrize(
    ("belonging", "stage"),
    [
        (Belonging(ACTIVE, TODAY), Stage.JOINED),
        (Belonging(ACTIVE, LAST_YEAR), Stage.JOINED),  # a day that was typed wrong does not undo a seat
        (Belonging(ENDED, TODAY), Stage.JOINED),
        (Belonging(ENDED, LAST_YEAR), Stage.OPEN),  # a former member who visits has not joined by that
        (Belonging(APPLICANT, None, TODAY), Stage.APPLIED),
        (Belonging(WAITING), Stage.APPLIED),
        (Belonging(ENDED, None, TODAY), Stage.APPLIED),  # refused, or withdrawn
        (Belonging(ENDED, None, LAST_YEAR), Stage.OPEN),
    ],
)
def test_who_joined_or_applied_is_found_on_the_roster(belonging: Belonging, stage: Stage) -> None:
    """Nobody has to type it, and what was typed of the visit does not hide it."""
    assert visitor(None, belongings=(belonging,)).stage(TODAY) is stage
    if stage is not Stage.OPEN:
        assert visitor(Became.NOT_INTERESTED, belongings=(belonging,)).stage(TODAY) is stage


def test_nobody_is_reminded_for_ever_nor_before_the_meeting_is_over() -> None:
    """Eight weeks after the last visit it simply has no outcome."""
    at_end = TODAY - REMEMBERED_FOR
    assert visitor(None, on=at_end).is_due(TODAY)
    assert visitor(None, on=at_end - timedelta(days=1)).stage(TODAY) is Stage.FORGOTTEN
    assert not visitor(None, on=TODAY, over=False).is_due(TODAY)


def test_a_visitor_in_words() -> None:
    """Which visit it was, and when; an open house that does not count is one."""
    twice = visitor(None, Became.NOT_INTERESTED)
    assert twice.visits_in_words(TODAY) == "2nd visit, 23 Nov"
    assert [twice.visit_in_words(each) for each in twice.visits] == ["1st visit", "2nd visit"]
    (one,) = visitor(None, on=LAST_YEAR).visits
    at_open_house = Visitor(Person(PersonId(1), "Eve"), (VisitOfRecord(one.id, LAST_YEAR, counts=False),))
    assert at_open_house.visits_in_words(TODAY) == "open house, 26 Nov 2025"
    noted = Visitor(
        Person(PersonId(1), "Eve"),
        (VisitOfRecord(one.id, TODAY, became=Became.NOT_INTERESTED, note="too far"),),
    )
    assert noted.outcome_in_words(TODAY) == "not interested: too far"
    assert replace(noted, belongings=(Belonging(ACTIVE, TODAY),)).outcome_in_words(TODAY) == "joined"


@pytest.mark.parametrize(
    ("noted_of", "answer", "note"),
    [
        (Became.COMES_AGAIN, Became.NOT_INTERESTED, ""),
        (Became.COMES_AGAIN, None, ""),
        (Became.COMES_AGAIN, Became.COMES_AGAIN, "after the holidays"),
        (None, Became.COMES_AGAIN, "after the holidays"),
    ],
)
def test_a_note_goes_with_its_answer_alone(noted_of: Became | None, answer: Became | None, note: str) -> None:
    """Another answer is not that of the old note; one that was noted alone goes with the first answer."""
    visit = VisitOfRecord(VisitId(1), TODAY, became=noted_of, note="after the holidays")
    assert visit.note_of(answer) == note


BECAME = st.none() | st.sampled_from(list(Became))


@given(st.lists(st.tuples(BECAME, st.integers(0, 400)), max_size=8))
def test_of_those_who_visited_some_applied_and_of_these_some_joined(
    visits: list[tuple[Became | None, int]],
) -> None:
    """The figures never grow on the way, and a year has all that half of it has."""
    visitors = [visitor(became, on=TODAY - timedelta(days=ago)) for became, ago in visits]
    half, year = (funnel(visitors, TODAY, months) for months in (6, 12))
    for one in (half, year):
        assert one.joined <= one.applied <= one.visited <= len(visitors)
    assert (half.visited, half.applied, half.joined) <= (year.visited, year.applied, year.joined)
    assert [each.last.on for each in newest_first(visitors)] == sorted(
        (each.last.on for each in visitors), reverse=True
    )


def test_what_became_of_them_in_a_sentence() -> None:
    """Half a year in words, a year in figures."""
    visitors = [visitor(Became.JOINED), visitor(Became.APPLIES), visitor(None), visitor(None, on=LAST_YEAR)]
    counted = [funnel(visitors, TODAY, months) for months in (6, 13)]
    assert funnels_in_words(counted) == "3 visited, 2 applied, 1 joined in 6 months; 4, 2 and 1 in 13 months"
    assert counted[0].in_words == "6 months: 3 visited, 2 applied, 1 joined"
