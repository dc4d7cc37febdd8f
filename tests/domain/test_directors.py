"""Who looks after a chapter, and who is meant by a name."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.association.areas import Area, Director, Tree
from leadsroom.domain.association.directors import are_twice, days_in_words, director_called, nearest
from leadsroom.domain.ids import AreaId, DirectorId
from leadsroom.errors import Refused

TODAY = date(2026, 11, 18)
TREE = Tree(
    [
        Area(AreaId(1), None, "region", "North"),
        Area(AreaId(2), AreaId(1), "area", "Leeds"),
        Area(AreaId(3), None, "region", "South"),
    ]
)


def _director(number: int, area: int, name: str, since: date | None, until: date | None = None) -> Director:
    return Director(DirectorId(number), AreaId(area), name, since=since, until=until)


DIRECTORS = (
    _director(1, 1, "Sam Reed", date(2026, 1, 1)),
    _director(2, 3, "Sam Reed", None),
    _director(3, 2, "Ann Lee", date(2027, 1, 1)),
    _director(4, 2, "Bo Hall", date(2020, 1, 1), date(2026, 10, 31)),
    _director(5, 3, "José de la Cruz", date(2026, 11, 18)),
)


@pytest.mark.parametrize(
    ("area", "day", "names"),
    [
        (2, TODAY, ["Sam Reed"]),
        (2, date(2026, 10, 31), ["Bo Hall"]),
        (2, date(2027, 1, 1), ["Ann Lee"]),
        (3, TODAY, ["Sam Reed", "José de la Cruz"]),
        (3, date(2026, 11, 17), ["Sam Reed"]),
        (None, TODAY, []),
    ],
)
def test_the_nearest_above_looks_after_a_chapter(area: int | None, day: date, names: list[str]) -> None:
    """The area's own on that day, or else those of the first area above it that has one."""
    area_id = None if area is None else AreaId(area)
    assert [each.name for each in nearest(TREE, DIRECTORS, area_id, day)] == names


@pytest.mark.parametrize(
    ("typed", "number"),
    [("sam reed (north)", 1), ("SAM REED (South)", 2), ("ann", 3), ("lee", 3), ("jose", 5), ("cruz", 5)],
)
def test_a_director_is_found_by_any_word(typed: str, number: int) -> None:
    """Where two are alike the area stands behind the name."""
    assert director_called(DIRECTORS, typed, TREE, TODAY).id == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sam", "More than one director could be “sam”: Sam Reed (North) or Sam Reed (South)."),
        ("", "Name a director."),
        ("bo", "No director is called “bo”. There are Sam Reed (North), Sam Reed (South), Ann Lee (Leeds) "),
    ],
)
def test_a_director_who_is_not_clear_is_refused(typed: str, sentence: str) -> None:
    """And who was one is meant only where that is asked for."""
    with pytest.raises(Refused) as no:
        director_called(DIRECTORS, typed, TREE, TODAY)
    assert str(no.value).startswith(sentence)


@pytest.mark.parametrize(
    ("one", "other", "is_twice"),
    [
        ((None, None), (None, None), True),
        ((date(2027, 1, 1), None), (None, None), True),
        ((date(2027, 1, 1), None), (None, date(2026, 12, 31)), False),
        ((date(2027, 1, 1), None), (None, date(2027, 1, 1)), True),
        ((None, None), (None, date(2026, 11, 17)), False),
        ((None, None), (None, TODAY), True),
    ],
)
def test_one_name_looks_after_an_area_once_at_a_time(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None], is_twice: bool
) -> None:
    """One who follows on the next day is no second one, nor is one who has gone, in either order."""
    left, right = _director(1, 1, "Sam Reed", *one), _director(2, 1, "SAM reed", *other)
    assert are_twice(left, right, TODAY) == are_twice(right, left, TODAY) == is_twice
    assert not are_twice(left, _director(2, 2, "Sam Reed", *other), TODAY)
    assert not are_twice(left, _director(2, 1, "Ann Lee", *other), TODAY)


def test_who_was_one_is_found_where_any_day_counts() -> None:
    """As for a visit of last year; those of today come first."""
    assert director_called(DIRECTORS, "bo", TREE, TODAY, any_day=True).id == 4


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "since 1 Jan 2026"),
        (2, ""),
        (3, "from 1 Jan 2027"),
        (4, "1 Jan 2020 to 31 Oct 2026"),
        (5, "since 18 Nov 2026"),
    ],
)
def test_days_stand_in_words(number: int, text: str) -> None:
    """None where none is on record."""
    assert days_in_words(DIRECTORS[number - 1], TODAY) == text
