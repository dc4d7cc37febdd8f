"""The keys that mean the same on every page, and what is left for the particular acts of one."""

from __future__ import annotations

from typing import Any

from textual.actions import parse
from textual.binding import Binding
from textual.screen import Screen

MAIN, UNDO = "main", "undo"  # the ids of the bindings of the one key that matters, and of undo

# What each key means wherever it is bound: its action is one of these, on every page.
ACTION_OF = {
    "enter": "open",
    "n": "new",
    "e": "edit",
    "delete": "delete",
    "u": "undo",
    "ctrl+y": "redo",
    "slash": "find",
    "w": "write",
    "g": "go_to",
    "question_mark": "keys",
    "escape": "back",
}
FREE = ("h",)  # for the health of the chapter


def enter(word: str, tooltip: str) -> Binding:
    """The one thing that comes next; the page says what that is for the line under the cursor."""
    return Binding("enter", "open", word, id=MAIN, tooltip=tooltip)


def new(word: str, tooltip: str) -> Binding:
    """Another entry of this list."""
    return act("n", "new", word, tooltip)


def edit(tooltip: str, *, show: bool = True) -> Binding:
    """Change what is under the cursor; not shown where Enter does the same."""
    return act("e", "edit", "edit", tooltip, show=show)


def delete(word: str, tooltip: str) -> Binding:
    """End or withdraw what is under the cursor."""
    return act("delete", "delete", word, tooltip)


def write(tooltip: str) -> Binding:
    """Write what is shown into a file."""
    return act("w", "write", "write to a file", tooltip)


def act(key: str, name: str, word: str, tooltip: str, *, show: bool = True) -> Binding:
    """A particular act of a page, which it has under this name in its `ACTS`."""
    return Binding(key, f"act('{name}')", word, id=name.replace("_", "-"), tooltip=tooltip, show=show)


FIND = Binding("slash", "find", "find", id="find", key_display="/", tooltip="Find by any part of a line")
UNDO_KEY = Binding("u", "undo", "undo", id=UNDO, tooltip="Undo the last change made here today")
REDO_KEY = Binding(
    "ctrl+y", "redo", "redo", id="redo", key_display="ctrl+y", show=False, tooltip="Redo what was undone"
)
BACK = Binding(
    "escape,q", "back", "back", id="back", key_display="esc", tooltip="Go back to where you came from"
)
GO_TO = Binding("g", "go_to", "go to", id="go-to", tooltip="Go to another page, by its letter")
KEYS = Binding("question_mark", "keys", "keys", id="keys", tooltip="Show all keys of this page")


def leads_elsewhere(screen: Screen[Any]) -> bool:
    """Whether one can go from it to any other page."""
    return any(parse(binding.action)[1] == "go_to" for binding in possible(screen))


def possible(screen: Screen[Any]) -> list[Binding]:
    """The screen's own keys that do something as it stands; those of what has the focus say nothing new."""
    own = [binding for binding in screen.BINDINGS if isinstance(binding, Binding)]
    return [binding for binding in own if screen.check_action(*parse(binding.action)[1:])]
