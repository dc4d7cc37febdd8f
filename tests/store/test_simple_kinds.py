"""Kinds of entries that are read by the names of their columns, and the one list of all kinds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import ValidationError

from leadsroom.domain.ids import PersonId, TestimonialId
from leadsroom.domain.leads import closed_business as records
from leadsroom.domain.meeting.record_kinds import KINDS, SIMPLE, SimpleKind
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

SAID_AT = datetime(2026, 11, 18, 15, 30, tzinfo=UTC)
ROW = {
    "id": 3,
    "chapter_id": 1,
    "meeting_id": 7,
    "by_id": 1,
    "about_id": 2,
    "words": "a week early",
    "at": SAID_AT,
    "withdrawn_at": None,
    "lead_id": None,
    "corrected_at": None,
}


def test_a_row_is_a_record_by_the_names_of_its_columns() -> None:
    """Whatever their order; columns that the record does not have are left out."""
    row = dict(reversed(ROW.items()))
    expected = records.Testimonial(TestimonialId(3), PersonId(1), PersonId(2), "a week early", SAID_AT)
    assert Reader(records.Testimonial)(row) == expected


@pytest.mark.parametrize("wrong", [{"words": None}, {"by_id": "Ann Chu"}, {"at": "7:30"}])
def test_a_row_that_is_something_else_is_refused(wrong: dict[str, object]) -> None:
    """A column of another type is no record that fails later, on a screen."""
    with pytest.raises(ValidationError):
        Reader(records.Testimonial)(ROW | wrong)


@pytest.mark.parametrize("kind", SIMPLE, ids=lambda kind: kind.table)
def test_a_simple_kind_has_the_columns_of_its_record(kind: SimpleKind) -> None:
    """And those by which it is found, told in order, corrected and withdrawn."""
    columns = set(t.metadata.tables[kind.table].c.keys())
    fields = set(kind.record.__struct_fields__)
    assert fields <= columns
    assert {"id", "at", "corrected_at"} <= fields
    assert {"chapter_id", "meeting_id", "withdrawn_at"} <= columns


def test_every_kind_is_one_table_and_its_own_words() -> None:
    """A table, a word for a line and a key of the minutes belong to one kind each."""
    tables = [kind.table for kind in KINDS]
    words = [word for kind in KINDS for word in kind.words]
    keys = [kind.telling.key for kind in KINDS if kind.telling is not None]
    for names in (tables, words, keys):
        assert len(names) == len(set(names))
    assert set(tables) <= t.metadata.tables.keys()
