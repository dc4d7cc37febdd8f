"""What can be done on a screen, each with its key: for the palette and for the page of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding
from textual.screen import Screen

from screens.kit.keyboard.keys import ACTION_OF, possible

SAME_EVERYWHERE, ELSEWHERE = "The same on every page", "Going elsewhere"
HERE = "On this page"
ENTER = "⏎"
_MOVES = frozenset({"up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown"})
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
    acts = keys_of(screen)
    if not isinstance(screen, SaysMain):
        return acts
    does = screen.main_does()
    return [replace(act, does=does) if act.key == ENTER else act for act in acts if does or act.key != ENTER]


def keys_of(screen: Screen[Any]) -> list[Act]:
    """The keys of a screen in the words of its bindings."""
    return [
        Act(_shown(screen, key), key.tooltip, key.description, key.action, _group(key))
        for key in possible(screen)
        if key.tooltip and key.key.split(",")[0] not in _MOVES
    ]


def _shown(screen: Screen[Any], key: Binding) -> str:
    return ENTER if key.key == "enter" else screen.app.get_key_display(key)


def _group(binding: Binding) -> str:
    if binding.action.startswith(_GOES):
        return ELSEWHERE
    return SAME_EVERYWHERE if binding.key.split(",")[0] in ACTION_OF else HERE
