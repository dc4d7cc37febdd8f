"""The big digits: whatever the clock shows fits its box, and can be told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.text.wording import minutes_and_seconds
from screens.kit.digits import _BOLD, _SLIM, dots, fitted

clocks = st.integers(-6000, 36000).map(minutes_and_seconds)
FONTS = pytest.mark.parametrize("font", [_BOLD, _SLIM], ids=["bold", "slim"])


@given(clocks, st.integers(30, 200), st.integers(5, 60))
def test_digits_fit_their_box(text: str, width: int, height: int) -> None:
    """No row is wider than the box, and there are no more rows than the box has."""
    rows, cells = fitted(text, width, height)
    assert len(rows) <= height
    assert {len(row) * cells for row in rows} == {len(rows[0]) * cells}
    assert len(rows[0]) * cells <= width


@given(clocks, st.integers(1, 200), st.integers(1, 60))
def test_digits_are_five_or_seven_rows_of_dots(text: str, width: int, height: int) -> None:
    """Five rows in a low box, seven in a high one, or a whole multiple; even where nothing fits."""
    rows, cells = fitted(text, width, height)
    scale = max(1, cells // 2)
    assert len(rows) // scale == (5 if height < 7 else 7)
    assert len(rows) % scale == 0
    assert set("".join(rows)) <= {"#", "."}


@given(clocks, st.integers(30, 150), st.integers(7, 40))
def test_a_larger_box_never_makes_smaller_digits(text: str, width: int, height: int) -> None:
    """More room is used, or changes nothing."""
    small, large = fitted(text, width, height), fitted(text, width + 20, height + 7)
    assert large[1] >= small[1]


@FONTS
@pytest.mark.parametrize("low", [True, False])
def test_every_digit_can_be_told_from_every_other(font: dict[str, tuple[str, ...]], low: bool) -> None:
    """In both heights of both fonts no two characters look the same."""
    drawn = {character: dots(character, font, low=low) for character in "0123456789:-"}
    assert len(set(drawn.values())) == len(drawn)


@FONTS
@pytest.mark.parametrize("character", "0123456789:-")
def test_a_glyph_is_a_rectangle(font: dict[str, tuple[str, ...]], character: str) -> None:
    """All seven rows of a glyph are of one width."""
    glyph = font[character]
    assert len(glyph) == 7
    assert len({len(row) for row in glyph}) == 1


@pytest.mark.parametrize(
    ("width", "height", "rows", "cells"), [(43, 7, 7, 2), (47, 5, 5, 2), (100, 14, 14, 4)]
)
def test_the_boxes_of_the_screen(width: int, height: int, rows: int, cells: int) -> None:
    """In the boxes of the moderator's screen the digits are as large as they should be."""
    drawn, cells_of_dot = fitted("1:23", width, height)
    assert (len(drawn), cells_of_dot) == (rows, cells)
