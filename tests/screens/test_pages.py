"""The one table of pages: their letters, and where a page leads."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding

from screens.go_to import Letters, stayed
from screens.pages import PAGES, page_at
from tests.keys_of_pages import PAGES as LISTED

_REACHED = {name: page for name, page in PAGES.items() if page.letter}


def test_each_letter_leads_to_one_page() -> None:
    """And every page is its own, those left out that only one other page leads to."""
    letters = Counter(page.letter for page in _REACHED.values())
    assert max(letters.values()) == 1
    assert all(page_at(page.letter) == name for name, page in _REACHED.items())
    assert set(PAGES) - set(_REACHED) == {
        *("chapter_figures", "me", "member", "own_costs", "period", "scores", "setup", "summary", "welcome"),
        *("matrix", "another", "areas", "directors", "director_visits", "handed_down", "templates"),
        "free_seats",
    }


@pytest.mark.parametrize("key", ["", "g", "y", "escape", "enter", "1"])
def test_other_keys_lead_nowhere(key: str) -> None:
    """Neither what opened the letters, nor a key that is none of them."""
    assert page_at(key) == ""


def test_the_letters_are_those_of_home() -> None:
    """A page that home has a letter for has the same one from everywhere."""
    of_home = {key.id: key.key for key in LISTED["Home"].BINDINGS if isinstance(key, Binding)}
    of_home = {name: key for name, key in of_home.items() if name in _REACHED}
    assert of_home == {name: page.letter for name, page in _REACHED.items() if name in of_home}
    assert len(of_home) == 9


def test_h_leads_to_the_health_of_the_chapter() -> None:
    """From home and after g, and means nothing else on any page; home is at o."""
    assert (page_at("o"), page_at("h")) == ("home", "health")
    others = (screen for title, screen in LISTED.items() if title != "Home")
    assert not any(key.key == "h" for each in others for key in each.BINDINGS if isinstance(key, Binding))


@pytest.mark.parametrize("width", [36, 76, 116])
def test_all_letters_fit(width: int) -> None:
    """However narrow the window, each page stands with its letter, and nothing runs over the edge."""
    letters = [(page.letter, page.title) for page in _REACHED.values()]
    drawn = Letters().draw(letters, width).plain
    assert all(f"{letter} {title}" in drawn for letter, title in letters)
    assert max(len(line) for line in drawn.split("\n")) <= width


def test_what_is_said_of_a_key_that_leads_nowhere() -> None:
    """Which key it was; escape was meant."""
    assert stayed("x") == "No page is at x. g shows them all."
    assert stayed("escape") == "Nothing was opened."
