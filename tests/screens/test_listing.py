"""Which lines of a list are found, as a function of the lines and the words."""

from __future__ import annotations

import pytest
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from screens.kit.listing import Column, Line, Listing, fits, found
from screens.kit.styled import words
from screens.kit.theme import style
from tests.screens.hands import OneScreen

_TITLES = Line("", (words("Name"), words("Trade")))
_BLANK = Line("", heading=Content(""))
_LINES = [
    _TITLES,
    Line("", heading=Content("At the table")),
    Line("1", (words("José Ortiz"), words("Florist"))),
    Line("2", (words("Ann Chu"), words("Baker"))),
    _BLANK,
    Line("", heading=Content("Have left")),
    Line("3", (words("Bea Katz"), words("Florist"))),
]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("", ["1", "2", "3"]),
        ("florist", ["1", "3"]),
        ("jose", ["1"]),
        ("FLO bea", ["3"]),
        ("  ", ["1", "2", "3"]),
        ("nobody", []),
        ("table", []),
    ],
)
def test_a_line_is_found_by_every_word(wanted: str, keys: list[str]) -> None:
    """In any order, without accents and capitals, and never by its heading."""
    assert [line.key for line in found(_LINES, wanted) if line.key] == keys


def test_headings_stand_where_something_is_left_under_them() -> None:
    """The titles of the columns stay; where nothing is found, nothing stands at all."""
    assert found(_LINES, "bea") == [_TITLES, _BLANK, _LINES[5], _LINES[6]]
    assert found(_LINES, "ann") == [_TITLES, _LINES[1], _LINES[3]]
    assert found(_LINES, "nobody") == []
    assert found(_LINES, "") == _LINES


def test_words_may_stand_in_different_texts() -> None:
    """A date and who is away on it are one place to look in."""
    assert fits("dec chu", "Wed 2 Dec", "Ann Chu")
    assert not fits("dec ortiz", "Wed 2 Dec", "Ann Chu")


async def test_the_page_keys_wait_for_the_layout() -> None:
    """In a list that is not laid out yet there are no pages to go by, and nothing breaks."""
    page: Screen[object] = Screen()
    app = OneScreen(page)
    async with app.run_test():
        listing = Listing((Column(), Column()))
        listing.styles.height = 0
        await page.mount(listing)
        listing.show(_LINES)
        at = listing.key
        listing.action_page_down()
        listing.action_page_up()
        assert listing.key == at


@pytest.mark.parametrize("cells", range(8))
async def test_no_width_is_too_narrow_for_a_list(cells: int) -> None:
    """A page that was wide, and comes back in a narrow window, is laid out once as it was."""
    page: Screen[object] = Screen()
    page.css_path = [style("page")]
    app = OneScreen(page)
    async with app.run_test() as pilot:
        around = Vertical(Listing((Column(), Column())))
        await page.mount(around)
        listing = around.query_one(Listing)
        listing.show(_LINES)
        around.styles.width = cells
        await pilot.pause()
        assert listing.key == "1"
