"""A member's note: parts that a file brings are there once, and put right when the file says otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.people.notes import labelled, note_after, note_of
from leadsroom.domain.text.plain_text import clean

notes = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.builds(
            labelled, st.sampled_from(["Fax", "Table", "[x]"]), st.sampled_from(["1", "2", "a; b", ""])
        ),
    ),
    max_size=5,
).map(note_of)


@given(notes, notes)
def test_a_file_that_is_read_again_adds_nothing(old: str, new: str) -> None:
    """However often the same is brought, the note after the first time stays, clean and on one line."""
    after = note_after(old, new)
    assert note_after(after, new) == after
    assert clean(after) == after


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("", "Fax: 1", "Fax: 1"),
        ("Sings", "", "Sings"),
        ("Sings", "Fax: 1", "Sings; Fax: 1"),
        ("Fax: 1; Sings", "Fax: 2", "Fax: 2; Sings"),
        ("FAX: 1", "Fax: 1", "FAX: 1"),
        ("Phone: 1; Phone: 2", "Phone: 1; Phone: 3", "Phone: 1; Phone: 3"),
        ("Phone: 1", "Phone: 1; Phone: 2", "Phone: 1; Phone: 2"),
    ],
)
def test_parts_of_a_note(old: str, new: str, after: str) -> None:
    """A labelled part takes the place of the one before; everything else that stood there stays."""
    assert note_after(old, new) == after
