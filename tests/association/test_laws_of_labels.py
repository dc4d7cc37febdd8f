"""A law of labels: each chapter of a database is found again by what it is called there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from leadsroom.domain.text.plain_text import clean
from leadsroom.store import tables as t
from leadsroom.store.read.association.choosing import entry_named
from leadsroom.store.read.association.directory import find_chapters, labels_in
from leadsroom.store.store import Store
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.databases import ON_BOTH
from tests.laws import tried

# Texts that look like labels, numbers and patterns, and some that only look alike.
PARTS = (
    "Leeds",
    "leeds",
    "North",
    "Zürich",
    "Zurich",
    "(",
    ")",
    ", ",
    "#1",
    "#2",
    "%",
    "_",
    "\\",
    "17",
    " ",
    "a",
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=4).map("".join).map(clean)
NAMES = TEXTS.filter(bool)
AREAS = ("North", "north", "Leeds, North", "#2")


@ON_BOTH
def test_a_label_is_read_back_as_its_chapter(store: Store, request: pytest.FixtureRequest) -> None:
    """Whatever chapters there are, and whatever stands in their names."""
    areas = [*write_areas(store, AREAS), None]

    @settings(max_examples=tried(150, 40), deadline=None)
    @given(st.lists(st.tuples(NAMES, TEXTS, st.sampled_from(areas)), min_size=1, max_size=6))
    def law(chapters: list[tuple[str, str, int | None]]) -> None:
        with store.begun() as connection:
            connection.execute(delete(t.chapter))
        write_chapters(store, (chapter_row(name, place, area_id=area) for name, place, area in chapters))
        with store.reading() as connection:
            entries = find_chapters(connection)
            assert len(entries) == len(chapters)
            for entry, called in zip(entries, labels_in(connection, entries), strict=True):
                assert entry_named(connection, called).id == entry.id, called
                assert entry in find_chapters(connection, called), called

    law()
