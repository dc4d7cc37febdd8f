"""What the keys mean, page by page: facts about tables, for which no app is started."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

from screens.kit.keyboard.keys import ACTION_OF
from screens.kit.list_page import ListPage
from tests.keys_of_pages import KEYS_FILE, PAGES, action_of, in_markdown, keys_of

_EVERY = pytest.mark.parametrize("page", PAGES)


def declared(page: str) -> list[Binding]:
    """The keys of a page as Textual has them."""
    return [binding for binding in PAGES[page].BINDINGS if isinstance(binding, Binding)]


@_EVERY
def test_a_key_means_the_same_on_every_page(page: str) -> None:
    """Enter opens, n is new, e edits, delete ends, w writes, wherever they do anything."""
    for key in keys_of(page):
        assert ACTION_OF.get(key.key, key.action) == key.action, f"{key.key} on {page}"


@_EVERY
def test_what_means_the_same_has_the_same_key(page: str) -> None:
    """What is new is at n and nowhere else. Beside escape stands q; the settings are opened by letters."""
    keys = {action: key for key, action in ACTION_OF.items()}
    for key in keys_of(page):
        its_own = keys.get(key.action, key.key)
        assert key.key in (its_own, "q") or page == "Settings", f"{key.key} on {page}"


@_EVERY
def test_no_key_and_no_name_of_one_stands_twice(page: str) -> None:
    """Each key does one thing, and the bottom line can say more of each by its name."""
    keys = Counter(key.key for key in keys_of(page))
    names = Counter(binding.id for binding in declared(page))
    assert max(keys.values()) == max(names.values()) == 1


@_EVERY
def test_every_key_does_something_and_says_what(page: str) -> None:
    """A page has what its keys name: an act, or an action of its own."""
    for binding in declared(page):
        assert binding.tooltip
        assert "." in binding.action or does_something(PAGES[page], binding), f"{binding.action} on {page}"


def does_something(page: type[Screen[Any]], binding: Binding) -> bool:
    """Whether a page has what a key names; of an act it must be a coroutine."""
    name = action_of(binding)
    if not binding.action.startswith("act("):
        return callable(getattr(page, f"action_{name}", None))
    assert issubclass(page, ListPage)
    return inspect.iscoroutinefunction(page.ACTS.get(name) or getattr(page, name, None))


def test_the_table_of_keys_is_as_the_code_has_it() -> None:
    """docs/keys.md is written from the code; `make keys` writes it again."""
    assert KEYS_FILE.read_text(encoding="utf-8") == in_markdown(), "a key was changed: run `make keys`"


def test_every_page_around_the_meeting_is_in_the_table() -> None:
    """A page with a list cannot be left out."""
    listed = {page for page in PAGES.values() if issubclass(page, ListPage)}
    assert listed == {page for page in kinds_of(ListPage) if page.__module__.startswith("screens.")}


def kinds_of(page: type[ListPage[Any, Any]]) -> set[type[ListPage[Any, Any]]]:
    """The pages of a kind; what several have in common is none."""
    kinds = page.__subclasses__()
    return {each for kind in kinds for each in kinds_of(kind)} if kinds else {page}
