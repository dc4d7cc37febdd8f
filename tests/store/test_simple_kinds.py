"""Kinds of entries that are read by the names of their columns, and the one list of all kinds."""

from __future__ import annotations

import pytest

from leadsroom.domain.meeting.record_kinds import KINDS, SIMPLE, SimpleKind
from leadsroom.store import tables as t


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
