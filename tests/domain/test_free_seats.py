"""A profession across chapters: free, held or perhaps held, who waits, and where one could be founded."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.association.free_seats import (
    Candidate,
    ChapterSeats,
    SeatState,
    candidates_for,
    distinct,
    foundings,
    in_words,
    seat_at,
)
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.text.wording import full_day

HERE, THERE, BEYOND = ChapterId(1), ChapterId(2), ChapterId(3)
WEST, NORTH, SOUTH = AreaId(1), AreaId(2), AreaId(3)  # a region and its two areas
PATHS = {HERE: (None, WEST, NORTH), THERE: (None, WEST, SOUTH), BEYOND: (None,)}
DIFFERENT = (
    *("Florist", "Plumber", "Dentist", "Roofing", "Photographer", "Life insurance"),
    *("Attorney", "Accountant", "Caterer", "Travel agent", "Chiropractor", "Printer", "Web design", "Mover"),
)


def held(*professions: str, families: tuple[str, ...] = ()) -> ChapterSeats:
    """The seats of a chapter."""
    named = zip(professions, families or [""] * len(professions), strict=True)
    return ChapterSeats(HERE, tuple(HeldSeat(*each) for each in named))


def waits(
    name: str, profession: str, at: ChapterId = HERE, since: date | None = None, *, applied: bool = False
) -> Candidate:
    """Somebody without a seat."""
    return Candidate(name, profession, at, not applied, since)


@pytest.mark.parametrize(
    ("asked", "there", "state", "because"),
    [
        ("Accountant", ("Florist",), SeatState.FREE, ()),
        ("Accountant", ("CPA", "Florist"), SeatState.HELD, ("CPA",)),
        ("accounting services", ("Accountant",), SeatState.HELD, ("Accountant",)),
        ("Attorney", ("Lawyer",), SeatState.HELD, ("Lawyer",)),
        (
            "Life insurance",
            ("Auto insurance",),
            SeatState.CLOSE,
            ("Auto insurance: one family, Insurance",),
        ),
        ("Bookkeeper", ("Accountant",), SeatState.PERHAPS, ("Accountant",)),
        ("[/] [Anna]", ("Florist",), SeatState.FREE, ()),
        ("Florist", (), SeatState.FREE, ()),
    ],
)
def test_a_seat_is_free_close_perhaps_held_or_held(
    asked: str, there: tuple[str, ...], state: SeatState, because: tuple[str, ...]
) -> None:
    """Names are compared as within a chapter; what only overlaps is free, and why it overlaps is named."""
    found = seat_at(asked, held(*there))
    assert (found.state, found.because, found.members) == (state, because, len(there))
    assert found.state.is_free == (state in (SeatState.FREE, SeatState.CLOSE))


def test_a_family_that_the_chapter_gave_counts() -> None:
    """Two professions of one family overlap though their names have nothing in common."""
    found = seat_at("Insurance", held("Peace of mind", families=("Insurance",)))
    assert (found.state, found.because) == (SeatState.CLOSE, ("Peace of mind: one family, Insurance",))


def test_an_applicant_for_a_free_seat_is_counted() -> None:
    """The seat is free until the chapter has voted, and one has applied; who waits has not."""
    chapter = ChapterSeats(
        HERE, (HeldSeat("Florist"),), (waits("Ann", "CPA", applied=True), waits("Bo", "Accountant"))
    )
    assert seat_at("Accountant", chapter).applied == 1


def test_who_waits_comes_first_and_the_longest_before_others() -> None:
    """Of all chapters, by any name of the profession; those without a day on record last of their kind."""
    late, early = date(2026, 5, 1), date(2026, 2, 3)
    chapters = (
        ChapterSeats(HERE, (), (waits("Cy", "Accountant"), waits("Ann", "CPA", since=late))),
        ChapterSeats(
            THERE,
            (),
            (
                waits("Bo", "Accounting", THERE, early, applied=True),
                waits("Dee", "Florist", THERE, early),
                waits("Eve", "Accountant", THERE, early),
            ),
        ),
    )
    assert [each.name for each in candidates_for("Accountant", chapters)] == ["Eve", "Ann", "Cy", "Bo"]


def test_a_candidate_is_put_in_words() -> None:
    """With the day, where one is on record."""
    day = date(2026, 2, 3)
    assert in_words(waits("Ann", "CPA", since=day), full_day) == "waits since 3 Feb 2026"
    assert in_words(waits("Ann", "CPA", since=day, applied=True), full_day) == "applied on 3 Feb 2026"
    assert in_words(waits("Ann", "CPA"), full_day) == "waits"


def test_of_each_profession_one_is_counted() -> None:
    """Two names of one profession, and two that may be one, are one seat; who has applied does not wait."""
    people = (
        waits("Ann", "Attorney", since=date(2026, 5, 1)),
        waits("Bo", "Lawyer", since=date(2026, 1, 1)),
        waits("Cy", "Accountant", since=date(2026, 1, 2)),
        waits("Dee", "Bookkeeper", since=date(2026, 1, 3)),
        waits("Eve", "Florist", applied=True),
    )
    assert [each.name for each in distinct(people)] == ["Bo", "Cy"]


def _people(number: int, at: ChapterId, *, skip: int = 0) -> list[Candidate]:
    return [waits(f"{name} at {at}", name, at) for name in DIFFERENT[skip : skip + number]]


def test_a_chapter_could_be_founded_where_twelve_professions_wait() -> None:
    """The smallest area is named; one more person of a profession that waits already adds nothing."""
    people = [*_people(12, HERE), waits("One more", "Florist", THERE)]
    assert [(one.area_id, len(one.people)) for one in foundings(people, PATHS.__getitem__)[0]] == [
        (NORTH, 12)
    ]


def test_two_areas_reach_it_together_as_their_region() -> None:
    """Where neither has enough by itself."""
    people = [*_people(6, HERE), *_people(6, THERE, skip=6)]
    found, most = foundings(people, PATHS.__getitem__)
    assert ([(one.area_id, len(one.people)) for one in found], most) == ([(WEST, 12)], None)


def test_where_nobody_has_enough_the_most_is_named() -> None:
    """The smallest area that has as many as any; where nobody waits there is none."""
    found, most = foundings(_people(5, HERE), PATHS.__getitem__)
    assert found == ()
    assert most is not None
    assert (most.area_id, len(most.people)) == (NORTH, 5)
    assert foundings((), PATHS.__getitem__) == ((), None)


def test_another_number_may_be_enough() -> None:
    """It is an argument."""
    found, _ = foundings(_people(5, BEYOND), PATHS.__getitem__, enough=5)
    assert [(one.area_id, len(one.people)) for one in found] == [(None, 5)]
