"""Chapters are found by letters, in the order in which they are likely meant, and by no more than are asked
for.
"""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.association.labels import label, labels, number_typed, readings
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.store.read.association.directory import (
    ChapterEntry,
    chapter_count,
    entries_of,
    entry_of,
    find_chapters,
    full_label,
    namesakes,
)
from leadsroom.store.store import Store
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.databases import ON_BOTH


def _entry(number: int, name: str, place: str = "", area: str = "") -> ChapterEntry:
    return ChapterEntry(ChapterId(number), name, place, area, AreaId(1) if area else None)


@pytest.mark.parametrize(
    ("entry", "others", "is_called"),
    [
        (_entry(1, "Ashton", "Leeds"), [_entry(2, "Old Mill", "Leeds")], "Ashton"),
        (_entry(1, "Ashton", "Leeds"), [_entry(2, "ASHTON", "York")], "ASHTON"),
        (_entry(1, "Ashton", "Leeds"), [_entry(2, "Ashton", "leeds")], "#1"),
        (_entry(1, "Ashton", "Leeds", "North"), [_entry(2, "Ashton", "Leeds", "South")], "North"),
        (_entry(1, "Ashton", "", "North"), [_entry(2, "Ashton", "", "South")], "only North"),
        (_entry(1, "Ashton", "Leeds", "North"), [_entry(2, "Ashton", "Leeds", "North")], "all"),
        (_entry(1, "Ashton"), [_entry(2, "Ashton", "Leeds")], "only #1"),
        (_entry(1, "[/]", "[Anna]"), [_entry(2, "[/]", "")], "hostile"),
    ],
)
def test_a_chapter_is_called_by_as_little_as_tells_it_apart(
    entry: ChapterEntry, others: list[ChapterEntry], is_called: str
) -> None:
    """The name alone, then its place, its area, and its number at last."""
    expected = {
        "Ashton": "Ashton",
        "ASHTON": "Ashton (Leeds)",
        "#1": "Ashton (Leeds, #1)",
        "North": "Ashton (Leeds, North)",
        "only North": "Ashton (North)",
        "all": "Ashton (Leeds, North, #1)",
        "only #1": "Ashton (#1)",
        "hostile": "[/] ([Anna])",
    }
    assert label(entry, [entry, *others]) == expected[is_called]


def test_the_labels_of_a_list_differ() -> None:
    """Whatever chapters a database may hold, no two of a list are called alike."""
    entries = [
        _entry(number, name, place, area)
        for number, (name, place, area) in enumerate(
            (name, place, area)
            for name in ("Ashton", "ashton", "Old Mill")
            for place in ("", "Leeds")
            for area in ("", "North")
        )
    ]
    assert len(set(labels(entries))) == len(entries)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("#17", 17),
        ("# 17", 17),
        ("17", None),
        ("#", None),
        ("#x", None),
        ("#1 Ashton", None),
        ("#" + "9" * 30, None),
    ],
)
def test_a_number_is_typed_with_its_sign(typed: str, found: int | None) -> None:
    """A bare number may be a name."""
    assert number_typed(typed) == found


def test_a_label_is_read_again() -> None:
    """With brackets or a comma, closed or not; all of it may be a name first."""
    assert [(each.name_key, each.behind) for each in readings("Harborview (Leeds, North)")] == [
        ("harborview (leeds, north)", ()),
        ("harborview", ("leeds", "north")),
        ("harborview (leeds", ("north)",)),
    ]
    assert [each.behind for each in readings("Harborview, Leeds")] == [(), ("leeds",)]
    assert readings("Harborview (Lee")[1].behind == ("lee",)
    assert readings("") == []


@pytest.fixture
def chapters(store: Store) -> Store:
    """Eight chapters, of which three have one name and one is archived."""
    north, south = write_areas(store, ("North", "South Ridge"))
    write_chapters(
        store,
        (
            chapter_row("Harborview", "Leeds", area_id=north),
            chapter_row("Harborview", "York", area_id=south),
            chapter_row("Harborview", "York", area_id=north),
            chapter_row("Harborview East", "Leeds"),
            chapter_row("Old Harborview", "Zürich", area_id=south),
            chapter_row("100% [red]", "O'Neill's", area_id=north),
            chapter_row("Müller & Söhne", "Genève"),
            chapter_row("Harbor Lights", "Leeds", archived_on=date(2026, 1, 31)),
        ),
    )
    return store


@ON_BOTH
@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("harborview", [1, 2, 3, 4, 5]),
        ("HARB", [1, 2, 3, 4, 5]),
        ("harborview e", [4]),
        ("view", [1, 2, 3, 4, 5]),
        ("east harb", [4]),
        ("Harborview (Leeds)", [1]),
        ("Harborview, York", [2, 3]),
        ("Harborview (York, North)", [3]),
        ("harborview (south", [2]),
        ("harborview #3", []),
        ("Harborview (#3)", [3]),
        ("#5", [5]),
        ("#8", []),
        ("#900", []),
        ("york", [2, 3]),
        ("ridge", [2, 5]),
        ("100%", [6]),
        ("%", []),
        ("_", []),
        ("[red]", [6]),
        ("o'neill", [6]),
        ("muller", [7]),
        ("zurich", [5]),
        ("harb zurich", [5]),
        ("Genève", [7]),
        ("geneve", [7]),
        ("harborvew", [1, 2, 3, 4, 5]),
        ("hrabor", [1, 2, 3, 4, 5]),
        ("lights", []),
        ("zzz", []),
    ],
)
def test_letters_find_chapters(chapters: Store, typed: str, numbers: list[int]) -> None:
    """The name itself before names that begin so, before words within them, before places and areas, before
    slips of the finger.
    """
    with chapters.reading() as connection:
        found = [each.id for each in find_chapters(connection, typed)]
    assert found == numbers


@ON_BOTH
def test_archived_chapters_and_areas_are_asked_for(chapters: Store) -> None:
    """An archived chapter is found only where it is meant; of areas only those within are found."""
    with chapters.reading() as connection:
        assert [each.id for each in find_chapters(connection, "lights", archived=True)] == [8]
        assert [each.id for each in find_chapters(connection, "#8", archived=True)] == [8]
        north = entry_of(connection, ChapterId(1))
        assert north is not None
        assert north.area == "North"
        assert north.area_id is not None
        within = find_chapters(connection, "harb", area_ids=[north.area_id])
        assert [each.id for each in within] == [1, 3]
        assert find_chapters(connection, "harb", area_ids=[]) == []
        assert [chapter_count(connection, typed) for typed in ("", "harb", "Harborview, York")] == [7, 5, 2]
        assert chapter_count(connection, archived=True) == 8
        assert chapter_count(connection, area_ids=[north.area_id]) == 3
        assert entry_of(connection, ChapterId(99)) is None
        assert set(entries_of(connection, [ChapterId(1), ChapterId(8), ChapterId(99)])) == {1, 8}


@ON_BOTH
@pytest.mark.parametrize("typed", ["", "harb", "view", "york"])
def test_pages_are_read_one_after_the_other(chapters: Store, typed: str) -> None:
    """From the last one of a page on comes the next page, in one order with the whole list."""
    with chapters.reading() as connection:
        whole, paged = find_chapters(connection, typed), []
        last: ChapterEntry | None = None
        while page := find_chapters(connection, typed, limit=2, after=last):
            assert len(page) <= 2
            paged += page
            last = page[-1]
    assert paged == whole


@ON_BOTH
def test_a_chapter_is_called_by_what_tells_it_apart_in_the_database(chapters: Store) -> None:
    """Whoever sees one alone sees as much of it as in the list of all."""
    with chapters.reading() as connection:
        called = [full_label(connection, each) for each in find_chapters(connection, "harborview")]
        assert called == [
            "Harborview (Leeds)",
            "Harborview (York, South Ridge)",
            "Harborview (York, North)",
            "Harborview East",
            "Old Harborview",
        ]
        assert [each.id for each in namesakes(connection, " HARBORVIEW ")] == [1, 2, 3]
