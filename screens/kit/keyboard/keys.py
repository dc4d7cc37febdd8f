"""The keys that mean the same on every page; and what can be done on a screen, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace
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


def member_page(tooltip: str, word: str = "member") -> Binding:
    """The page of the member of whom the line under the cursor is; which that is, the page says."""
    return Binding("p", "member_page", word, id="member-page", tooltip=tooltip, show=False)


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


SAME_EVERYWHERE, ELSEWHERE = "The same on every page", "Going elsewhere"
HERE = "On this page"
ENTER = "⏎"
_MOVES_CURSOR = "app.focus"
_GOES = ("go_to", "page(", "open(", "professions", "app.quit")


class Act(Struct, frozen=True):
    """A key as it is shown, what it does in a sentence and in a word, and the action that it runs.

    `group` is the heading under which it is listed.
    """

    key: str
    does: str
    word: str
    action: str
    group: str = HERE


@runtime_checkable
class OffersActs(Protocol):
    """A screen with keys that its bindings do not tell all of."""

    def acts(self) -> Sequence[Act]:
        """What its keys do now, those left out that would do nothing."""
        ...


@runtime_checkable
class SaysMain(Protocol):
    """A screen whose Enter does something else with each line."""

    def main_does(self) -> str:
        """What Enter does with what is under the cursor; nothing where it does nothing."""
        ...


def acts_of(screen: Screen[Any]) -> list[Act]:
    """What can be done on a screen now; keys that only move the cursor are no acts."""
    if isinstance(screen, OffersActs):
        return list(screen.acts())
    acts = [act for act in keys_of(screen) if not act.action.startswith(_MOVES_CURSOR)]
    if not isinstance(screen, SaysMain):
        return acts
    does = screen.main_does()
    return [replace(act, does=does) if act.key == ENTER else act for act in acts if does or act.key != ENTER]


def keys_of(screen: Screen[Any]) -> list[Act]:
    """The keys of a screen in the words of its bindings."""
    return [
        Act(_shown(screen, key), key.tooltip, key.description, key.action, _group(key))
        for key in possible(screen)
        if key.tooltip
    ]


def _shown(screen: Screen[Any], key: Binding) -> str:
    return ENTER if key.key == "enter" else screen.app.get_key_display(key)


def _group(binding: Binding) -> str:
    if binding.action.startswith(_GOES):
        return ELSEWHERE
    return SAME_EVERYWHERE if binding.key.split(",")[0] in ACTION_OF else HERE
