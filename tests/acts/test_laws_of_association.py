"""The laws of acts at the association's desk, whatever two stations do there, in whatever order."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadsroom.acts.command import Command, Redo, Undo, name_of
from leadsroom.domain.association.areas import has_circle, same_names
from leadsroom.domain.association.directors import are_twice
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.store import Store
from tests.acts.association_examples import EXAMPLES, MOVES, TERMS, TODAY, Association, Example
from tests.acts.test_laws_of_acts import different, every_row
from tests.databases import ON_BOTH, Databases, counted
from tests.harborview import SetClock
from tests.laws import tried

pytestmark = ON_BOTH

JOURNALS = (t.journal.name, t.association_journal.name)
WAYS: dict[str, Example] = {
    **{kind.__name__: example for kind, example in EXAMPLES.items()},
    **MOVES,
    **TERMS,
    "undo": lambda _: Undo(),
    "redo": lambda _: Redo(),
}
OF_ONE = 12


@pytest.fixture
def filled(databases: Databases) -> Store:
    """Three chapters and the tree over them."""
    return databases.filled(databases.fresh(), Association.begin)


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_it_is_done_once_taken_back_and_done_again(filled: Store, kind: type[Command]) -> None:
    """Twice with one id is once, also at another station; undone nothing of it is left, done again all is.

    No chapter has it in its journal, and it executes few statements.
    """
    association = Association(filled)
    command, other = EXAMPLES[kind](association), Association(filled, station="other")
    assert association.desk.station_id
    before = every_row(filled)
    with counted(filled.engine) as executed:
        done = association.desk.do(command)
    assert len(executed) <= OF_ONE, "\n".join(executed)
    assert done.entry is not None
    assert done.entry.act == name_of(kind)
    after = every_row(filled)
    assert different(before, after, JOURNALS)
    assert {key for key in after.keys() - before.keys() if key[0] == t.journal.name} == set()
    assert other.desk.do(command).entry is None
    assert every_row(filled) == after
    assert association.desk.do(Undo()).words == f"Undid: {done.what}"
    assert not different(before, every_row(filled), JOURNALS)
    assert association.desk.do(Redo()).words == f"Redid: {done.what}"
    assert not different(after, every_row(filled), JOURNALS)


def test_at_a_chapters_desk_it_is_a_fault(filled: Store) -> None:
    """What is the association's is never entered in a chapter's journal by mistake."""
    association = Association(filled)
    desk = type(association.desk)(filled, association.chapter_id, SetClock(), "table")
    with pytest.raises(LookupError, match="association's desk"):
        desk.do(EXAMPLES[next(iter(EXAMPLES))](association))


_STEPS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(list(WAYS))), min_size=4, max_size=16)


def _steps_of(ways: dict[str, Example]) -> st.SearchStrategy[list[tuple[int, str]]]:
    """What one of two stations does, step by step."""
    step = st.tuples(st.integers(0, 1), st.sampled_from([*ways, "undo", "redo"]))
    return st.lists(step, min_size=8, max_size=24)


def test_all_that_one_station_did_can_be_taken_back(databases: Databases) -> None:
    """Whatever was done, undone and done again: undone to the last, every row is as it was at the start."""

    @settings(max_examples=tried(30, 10), deadline=None)
    @given(steps=_STEPS)
    def law(steps: list[tuple[int, str]]) -> None:
        place = databases.fresh()
        store = databases.filled(place, Association.begin)
        association, before = Association(store), every_row(store)
        for _at, way in steps:
            _take(association, way)
        with suppress(Refused):
            while True:
                association.desk.do(Undo())
        assert not different(before, every_row(store), JOURNALS)
        _close(databases, store, place)

    law()


def test_the_tree_stays_a_tree_under_two_stations(databases: Databases) -> None:
    """Whatever one takes back of what the other has built upon: no circle, no name twice in a place."""

    @settings(max_examples=tried(150, 40), deadline=None)
    @given(steps=_steps_of(MOVES))
    def law(steps: list[tuple[int, str]]) -> None:
        place = databases.fresh()
        store = databases.filled(place, Association.begin)
        both = [Association(store, station=station) for station in ("left", "right")]
        for at, way in steps:
            before = every_row(store)
            if not _take(both[at], way) and way in ("undo", "redo"):
                assert every_row(store) == before
            with store.reading() as connection:
                areas = read_areas.all_areas(connection)
            assert not has_circle(areas)
            assert not same_names(areas)
        _close(databases, store, place)

    law()


def test_nobody_looks_after_an_area_twice_under_two_stations(databases: Databases) -> None:
    """Whatever one takes back of what the other has ended or named meanwhile."""

    @settings(max_examples=tried(100, 20), deadline=None)
    @given(steps=_steps_of(TERMS))
    def law(steps: list[tuple[int, str]]) -> None:
        place = databases.fresh()
        store = databases.filled(place, Association.begin)
        both = [Association(store, station=station) for station in ("left", "right")]
        for at, way in steps:
            _take(both[at], way)
            with store.reading() as connection:
                directors = read_areas.directors(connection)
            assert not [pair for pair in combinations(directors, 2) if are_twice(*pair, TODAY)]
        _close(databases, store, place)

    law()


def _take(association: Association, way: str) -> bool:
    """Do it where it can be done; whether it could."""
    try:
        return association.desk.do(WAYS[way](association)).entry is not None
    except (Refused, IndexError):
        return False


def _close(databases: Databases, store: Store, place: str) -> None:
    if store.engine.dialect.name == "sqlite":
        store.close()
    databases.drop(place)
