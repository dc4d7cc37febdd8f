"""The line at the top, as a function of its three parts and the room."""

from __future__ import annotations

import pytest
from textual.content import Content

from screens.kit.page import TopLine, TopWords


def line(width: int, left: str, middle: str, right: str) -> str:
    """What is shown in so many cells, all of which are taken."""
    drawn = TopLine().draw(TopWords(Content(left), Content(middle), Content(right)), width)
    assert drawn.cell_length == width
    return drawn.plain


def test_the_middle_stands_in_the_middle() -> None:
    """Where neither side reaches into it."""
    assert line(31, "Harborview", "7:41", "Sat 21 Nov") == "Harborview   7:41    Sat 21 Nov"


def test_the_middle_moves_where_a_side_needs_the_room() -> None:
    """It stays as near to the middle as that allows."""
    assert line(36, "Harborview Leads", "7:41", "21 Nov") == "Harborview Leads  7:41        21 Nov"
    assert line(36, "Home", "7:41", "Saturday 21 November") == "Home      7:41  Saturday 21 November"


def test_the_left_gives_way_to_the_middle() -> None:
    """The time of day is read more often than the place."""
    assert line(30, "Harborview Leads Group", "7:41", "21 Nov") == "Harborview Lead…  7:41  21 Nov"
    assert line(20, "Harborview Leads Group", "", "17 active") == "Harborvi…  17 active"


@pytest.mark.parametrize("width", range(20, 60))
def test_it_takes_the_whole_line_and_no_more(width: int) -> None:
    """However long its parts are."""
    shown = line(width, "Harborview Leads Group · Café", "7:41 AM", "Saturday 21 November")
    assert "7:41 AM" in shown
