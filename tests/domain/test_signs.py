"""Where an encoding has not our signs, each has another in as many cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from leadsroom.domain.text.signs import SIGNS, SignsOf, cells_wide

ENCODINGS = ("ascii", "latin-1", "cp1252", "cp437", "iso8859-15", "koi8-r", "shift-jis", "utf-8", "no-such")
LETTERS = st.text(
    st.characters(codec="utf-8", max_codepoint=0x5FF) | st.sampled_from("東京日本語ａＺ🌷한글ｱ│┼╬▀▒")
)


@pytest.mark.parametrize("encoding", ENCODINGS[:-1])
@given(text=LETTERS)
def test_whatever_is_painted_can_be_written(encoding: str, text: str) -> None:
    """Nothing is left that the encoding has not."""
    assert text.translate(SignsOf(encoding)).encode(encoding)[:0] == b""


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(st.sampled_from("aé…▶● ✓東京ＡøŁß€ñÅ│━█ﬁ½🌷")))
def test_every_column_stays_where_it_is(encoding: str, text: str) -> None:
    """A wide letter is as wide as before, and the others take up one cell."""
    assert cell_len(text.translate(SignsOf(encoding))) == cell_len(text)


@given(text=st.text(st.sampled_from("aé…▶● ✓東京ＡøŁß€ñÅ│━█ﬁ½🌷\u0301\u200e")))
def test_how_many_cells_a_text_takes(text: str) -> None:
    """As the terminal has it: two for a wide letter, none for a mark on one."""
    assert cells_wide(text) == sum(map(cell_len, text))


@given(text=LETTERS)
def test_where_all_can_be_shown_all_is(text: str) -> None:
    """UTF-8 has everything."""
    assert text.translate(SignsOf("utf-8")) == text


def test_every_sign_has_one_of_ascii_for_its_cell() -> None:
    """The table holds single signs, and single letters of ASCII for them."""
    assert all(len(sign) == len(other) == 1 for sign, other in SIGNS.items())
    assert all(other.isascii() and not sign.isascii() for sign, other in SIGNS.items())


def test_the_phases_of_a_clock_are_still_told_apart() -> None:
    """GO, WRAP UP, TIME and OVER each have a shape of their own; so have the marks of attendance."""
    for signs in ("▶▲■●", "✓◔○✚⇄◌◇", "●○", "✓▲■", "↑↓"):
        assert len(set(signs.translate(SignsOf("ascii")))) == len(signs)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "Tomas Rivera - Ingrid Sorensen... v ok"),
        ("latin-1", "Tomás Rivera · Ingrid Sørensen... v ok"),
        ("utf-8", "Tomás Rivera · Ingrid Sørensen... ✓ ok"),
    ],
)
def test_what_an_encoding_has_stays(encoding: str, shown: str) -> None:
    """Letters lose their accents only where there are none."""
    assert "Tomás Rivera · Ingrid Sørensen... ✓ ok".translate(SignsOf(encoding)) == shown


def test_lines_and_blocks_that_no_table_has_are_still_drawn() -> None:
    """What runs across, what runs down, where they meet, and what is filled."""
    drawn = "═║╬╔▓▚"
    assert not set(drawn) & set(SIGNS)
    assert drawn.translate(SignsOf("ascii")) == "-|++##"
