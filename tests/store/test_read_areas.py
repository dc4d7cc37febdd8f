"""Reading areas, directors and visits, each query on both engines, and by which index SQLite finds them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.association import commands as c
from leadsroom.domain.ids import AreaId, ChapterId, DirectorVisitId
from leadsroom.store import tables as t
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.store import Store
from tests.acts.association_examples import TODAY, Association
from tests.databases import ON_BOTH, Databases
from tests.store.test_plans import searches

pytestmark = ON_BOTH


@pytest.fixture
def at(databases: Databases) -> Association:
    """Three chapters, the first of them in Leeds; visits to the first two."""
    association = Association(databases.filled(databases.fresh(), Association.begin))
    ann = association.director("Ann Lee", association.at("South"))
    for chapter, days, director, note in (
        (1, 9, association.sam, "a"),
        (1, 3, ann, "b"),
        (1, 3, None, "c"),
        (2, 30, ann, "d"),
        (1, 1, ann, "withdrawn"),
    ):
        on = TODAY - timedelta(days=days)
        association.desk.do(c.LogVisit(ChapterId(chapter), director, on, note))
    association.desk.do(c.WithdrawVisit(DirectorVisitId(5)))
    return association


def test_the_last_visit_of_each_chapter(at: Association) -> None:
    """The latest day, of a day the later entry; a chapter without one is not among them."""
    with at.store.reading() as connection:
        found = read_areas.last_visits(connection, [ChapterId(1), ChapterId(2), ChapterId(3)])
        assert read_areas.last_visits(connection, []) == {}
    assert {chapter: (visit.note, visit.director) for chapter, visit in found.items()} == {
        1: ("c", ""),
        2: ("d", "Ann Lee"),
    }


@pytest.mark.parametrize(
    ("named", "notes"),
    [
        ({}, "cbad"),
        ({"chapter_ids": [ChapterId(2)]}, "d"),
        ({"area_ids": [AreaId(1), AreaId(2)]}, "cba"),
        ({"first": TODAY - timedelta(days=9), "last": TODAY - timedelta(days=4)}, "a"),
        ({"chapter_ids": [ChapterId(1)], "first": date(2026, 11, 10)}, "cb"),
        ({"most": 2}, "cb"),
    ],
)
def test_visits_are_listed_by_whatever_is_named(at: Association, named: dict, notes: str) -> None:
    """The latest first, withdrawn ones not among them."""
    with at.store.reading() as connection:
        assert "".join(visit.note for visit in read_areas.visits(connection, **named)) == notes
        by_sam = read_areas.visits(connection, director_ids=[at.sam])
        assert [visit.note for visit in by_sam] == ["a"]
        assert read_areas.visit(connection, DirectorVisitId(5)) is None
        assert read_areas.visit(connection, DirectorVisitId(4)) is not None


def test_chapters_are_counted_where_they_stand(at: Association) -> None:
    """And those of none; archived ones nowhere, though they hang on their area."""
    leeds = at.at("Leeds")
    with at.store.writing(ChapterId(2)) as unit:
        unit.update(t.chapter, 2, area_id=leeds, archived_on=TODAY)
    with at.store.reading() as connection:
        assert read_areas.chapters_counted(connection) == {leeds: 1, None: 1}
        hanging = read_areas.hanging_on(connection, leeds)
        assert (hanging.chapters, hanging.archived, hanging.templates) == (1, 1, 0)
        (ann,) = read_areas.directors(connection, [at.at("South")])
        assert ann.name == "Ann Lee"
        assert read_areas.with_visits(connection, [ann.id]) == {ann.id}
        assert read_areas.with_visits(connection, []) == frozenset()


@pytest.mark.engines("sqlite")
def test_visits_and_chapters_are_found_by_index(sqlite_store: Store) -> None:
    """No look at some chapters, one area or one director walks through all visits or all chapters."""
    Association.begin(sqlite_store)

    def by_which(look) -> dict[str, tuple[str, ...]]:
        return dict(searches(sqlite_store, look))

    last = by_which(lambda connection: read_areas.last_visits(connection, [ChapterId(1), ChapterId(2)]))
    assert last["director_visit"][0] == "chapter_id"
    of_one = by_which(lambda connection: read_areas.visits(connection, [ChapterId(1)], first=TODAY))
    assert of_one["director_visit"] == ("chapter_id", "on_date")
    of_area = by_which(lambda connection: read_areas.visits(connection, area_ids=[AreaId(2)]))
    assert (of_area["chapter"], of_area["director_visit"]) == (("area_id",), ("chapter_id",))
    assert by_which(lambda connection: read_areas.hanging_on(connection, AreaId(2)))["chapter"] == (
        "area_id",
    )
