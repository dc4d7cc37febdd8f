"""The tree of areas: how one is called and found, what stands below it, and when it is no tree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.association.areas import WHOLE, Area, Director, Tree, has_circle, same_names
from leadsroom.domain.ids import AreaId, DirectorId
from leadsroom.errors import Refused


def _area(number: int, parent: int | None, name: str, level: str = "area") -> Area:
    return Area(AreaId(number), None if parent is None else AreaId(parent), level, name)


TREE = Tree(
    [
        _area(1, None, "North West", "region"),
        _area(2, 1, "Leeds"),
        _area(3, None, "Midlands", "region"),
        _area(4, 3, "North"),
        _area(5, 1, "North"),
        _area(6, 4, "Leeds, East", "district"),
        _area(7, None, "Südtirol", "region"),
        _area(8, 7, "Südtirol"),
    ]
)


def test_it_is_walked_from_the_top_in_the_order_of_names() -> None:
    """Each area stands right below the one above it, and those beside one another by name."""
    walked = [(area.name, depth) for area, depth in TREE.with_depths()]
    assert walked == [
        ("Midlands", 0),
        ("North", 1),
        ("Leeds, East", 2),
        ("North West", 0),
        ("Leeds", 1),
        ("North", 1),
        ("Südtirol", 0),
        ("Südtirol", 1),
    ]
    assert [area.name for area in TREE] == [name for name, _ in walked]


def test_numbers_in_names_count_as_numbers() -> None:
    """Area 2 stands before Area 10."""
    tree = Tree(_area(at, None, name) for at, name in enumerate(("Area 10", "Area 2", "area 1"), 1))
    assert [area.name for area in tree] == ["area 1", "Area 2", "Area 10"]


def test_below_it_and_above_it() -> None:
    """An area is part of what is below it, and the last of its path."""
    assert TREE.below(AreaId(3)) == (3, 4, 6)
    assert [area.id for area in TREE.path(AreaId(6))] == [3, 4, 6]
    assert TREE.path(None) == ()
    assert TREE.is_within(AreaId(6), AreaId(3))
    assert not TREE.is_within(AreaId(2), AreaId(3))
    assert not TREE.is_within(None, AreaId(3))


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "North West"),
        (2, "Leeds"),
        (4, "North, Midlands"),
        (5, "North, North West"),
        (6, "Leeds, East"),
        (7, "Südtirol, top"),
        (8, "Südtirol, Südtirol"),
    ],
)
def test_each_has_a_name_by_which_it_is_found_again(number: int, name: str) -> None:
    """Its own, and where two are alike with what is above it; typed so it is the one that is meant."""
    assert TREE.named(AreaId(number)) == name
    assert TREE.called(name).id == number


def test_what_stands_right_above_comes_first() -> None:
    """Leeds, North is the one right in North, though another one stands further below it."""
    tree = Tree([_area(1, None, "North"), _area(2, 1, "Leeds"), _area(3, 1, "York"), _area(4, 3, "Leeds")])
    assert [tree.named(AreaId(number)) for number in (2, 4)] == ["Leeds, North", "Leeds, York"]
    assert tree.called("leeds, north").id == 2


def test_the_whole_has_a_name() -> None:
    """All chapters are one area, before any is named and afterwards."""
    assert TREE.named(None) == Tree().named(None) == WHOLE == "All chapters"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("midlands", 3),
        (" MID ", 3),
        ("suedtirol", None),
        ("sudtirol, top", 7),
        ("sudt, top", 7),
        ("midlands, top", 3),
        ("north,midlands", 4),
        ("north, mid", 4),
        ("leeds, east", 6),
        ("Leeds, East, Midlands", 6),
        ("leeds", 2),
    ],
)
def test_it_is_found_as_people_type_it(typed: str, number: int | None) -> None:
    """Without case and accents, by its beginning too; one of exactly that name comes before."""
    if number is None:
        with pytest.raises(Refused, match="No area is called"):
            TREE.called(typed)
    else:
        assert TREE.called(typed).id == number


@pytest.mark.parametrize(
    ("tree", "typed", "sentence"),
    [
        (TREE, "north", "“north” is the name of 2 areas: North, Midlands; North, North West."),
        (TREE, "sudtirol", "“sudtirol” is the name of 2 areas: Südtirol, top; Südtirol, Südtirol."),
        (TREE, "nor", "More than one area could be “nor”: North, Midlands; North West; North, North West."),
        (TREE, "", "Name an area."),
        (Tree(), "north", "No area is called “north”: none is named yet."),
        (TREE, "no, such", "No area is called “no, such”. The areas are Midlands; North, Midlands; "),
    ],
)
def test_what_is_not_clear_is_refused(tree: Tree, typed: str, sentence: str) -> None:
    """The sentence names those that there are."""
    with pytest.raises(Refused) as no:
        tree.called(typed)
    assert str(no.value).startswith(sentence)


def test_of_many_areas_a_dozen_are_named() -> None:
    """A refusal stays a sentence."""
    tree = Tree(_area(number, None, f"Area {number}") for number in range(1, 31))
    with pytest.raises(Refused, match="; and 18 more"):
        tree.called("x")


@pytest.mark.parametrize(
    ("parent", "level"), [(None, "region"), (1, "area"), (2, "area"), (4, "district"), (6, "area")]
)
def test_a_level_is_proposed(parent: int | None, level: str) -> None:
    """That of those beside it, or else the next one down; any word may be typed instead."""
    assert TREE.proposed_level(None if parent is None else AreaId(parent)) == level


def test_from_an_association_down_the_levels_are_proposed() -> None:
    """Association, region, area; and area for who begins without one above."""
    top = Tree([_area(1, None, "ALA", "Association")])
    assert top.proposed_level(AreaId(1)) == "region"
    assert Tree().proposed_level(None) == "area"


def test_a_director_is_one_from_the_first_day_to_the_last() -> None:
    """Both days are theirs; an open one has no end."""
    day = date(2026, 3, 1)
    sam = Director(DirectorId(1), AreaId(1), "Sam", since=day, until=date(2026, 3, 31))
    assert [sam.is_one_on(date(2026, month, on)) for month, on in ((2, 28), (3, 1), (3, 31), (4, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert Director(DirectorId(2), AreaId(1), "Ann").is_one_on(day)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_a_circle_is_seen(parents: list[int]) -> None:
    """There is one just where somebody who goes up comes back to where they were."""
    areas = [
        _area(at, parent if 0 < parent <= len(parents) else None, f"{at}")
        for at, parent in enumerate(parents, 1)
    ]
    above = {area.id: area.parent_id for area in areas}

    def comes_back(at: AreaId) -> bool:
        up = above[at]
        for _ in areas:
            if up == at:
                return True
            up = None if up is None else above[up]
        return False

    assert has_circle(areas) == any(comes_back(area.id) for area in areas)


def test_two_names_in_one_place_are_seen() -> None:
    """However they are written; in two places one name may stand."""
    assert same_names([_area(1, None, "North"), _area(2, None, "NORTH ")])
    assert not same_names([_area(1, None, "North"), _area(2, 1, "North")])
