"""What every key does on every page, as one table: `make keys` writes it into docs/keys.md."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual.actions import parse
from textual.binding import Binding
from textual.keys import format_key
from textual.screen import Screen

from screens.kit.keyboard.keys import ACTION_OF, KEYS
from screens.meeting.keys import groups_of_table
from screens.pages import PAGES as TABLE
from screens.pages import PageEntry

KEYS_FILE = Path(__file__).parent.parent / "docs" / "keys.md"
_IMPORT = re.compile(r"from (screens\.[\w.]+) import (\w+)")


def _screen_of(page: PageEntry) -> type[Screen[Any]] | None:
    """The class that the page is made of: its maker imports no other one. The table has keys of its own."""
    found = _IMPORT.search(inspect.getsource(page.make))
    return getattr(import_module(found[1]), found[2]) if found else None


def _pages() -> dict[str, type[Screen[Any]]]:
    """The pages by their titles; setting up is a form, whose keys are those of every form."""
    screens = {page.title: _screen_of(page) for page in TABLE.values()}
    return {title: screen for title, screen in screens.items() if screen and KEYS in screen.BINDINGS}


PAGES = _pages()
_MEANS = {
    "enter": "what comes next for the line under the cursor",
    "n": "a new entry",
    "e": "edit",
    "delete": "end, withdraw or remove",
    "u": "undo the last change made here today",
    "ctrl+y": "redo",
    "slash": "find in the list",
    "w": "write to a file",
    "g": "go to another page: the next key is its letter",
    "question_mark": "all keys of the page",
    "escape": "back",
}
_NAMES = {"slash": "/", "question_mark": "?", "escape": "esc", "plus": "+", "minus": "-", "equals_sign": "="}
_BEGINNING = """# Keys

Written by `make keys` from the tables of keys in the code.

## The same on every page
"""
_GOING = """
## Going to another page

`g`, then the letter of the page, from every page and from the table; any other key stays.
"""
_PARTICULAR = """
## Letters for the particular act

They stand in the bottom line of their page, with what they do.
"""
_TABLE = """
## The live table

A keyboard of its own: there `n` skips and `w` writes to the speaker.
"""


class PageKey(Struct, frozen=True):
    """A key of a page, as it is pressed, and what it does there."""

    key: str
    page: str
    action: str
    does: str


def keys_of(page: str) -> list[PageKey]:
    """The keys of a page, each by itself also where several do the same."""
    declared = [binding for binding in PAGES[page].BINDINGS if isinstance(binding, Binding)]
    return [
        PageKey(key, page, action_of(binding), binding.tooltip or binding.description)
        for binding in declared
        for key in binding.key.split(",")
    ]


def action_of(binding: Binding) -> str:
    """The name of what a key does: of `act('new')` it is `new`."""
    _, name, parameters = parse(binding.action)
    return str(parameters[0]) if name == "act" else name


def in_markdown() -> str:
    """The table, by keys: first what is the same everywhere, then the letters, then the live table."""
    every = [key for page in PAGES for key in keys_of(page)]
    common = [key for key in every if ACTION_OF.get(key.key) == key.action]
    particular = [key for key in every if key not in common]
    lines = [
        _BEGINNING,
        *_rows(("Key", "Means", "On"), _common(common)),
        _GOING,
        *_rows(("Key", "Page", "What it shows"), _letters()),
        _PARTICULAR,
        *_rows(("Key", "Page", "What it does"), _particular(particular)),
        _TABLE,
        *_rows(("About", "Key", "What it does"), _of_table()),
    ]
    return "\n".join(lines) + "\n"


def _letters() -> Iterator[tuple[str, str, str]]:
    return ((f"`g {page.letter}`", page.title, page.about) for page in TABLE.values() if page.letter)


def _of_table() -> Iterator[tuple[str, str, str]]:
    return ((group.heading, f"`{shown}`", does) for group in groups_of_table() for shown, does in group.keys)


def _common(keys: Iterable[PageKey]) -> Iterator[tuple[str, str, str]]:
    found = list(keys)
    for key, means in _MEANS.items():
        pages = [each.page for each in found if each.key == key]
        yield _shown(key), means, "every page" if len(pages) == len(PAGES) else ", ".join(pages)


def _particular(keys: Iterable[PageKey]) -> Iterator[tuple[str, str, str]]:
    pages: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        pages.setdefault((key.key, key.does), []).append(key.page)
    for (pressed, does), where in sorted(pages.items(), key=lambda found: found[0][0].lower()):
        yield _shown(pressed), ", ".join(where), does


def _rows(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (titles, ("---",) * len(titles), *rows):
        yield f"| {' | '.join(cells)} |"


def _shown(key: str) -> str:
    return f"`{_NAMES.get(key) or format_key(key)}`"


def main() -> None:
    """Write the table again."""
    KEYS_FILE.write_text(in_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
