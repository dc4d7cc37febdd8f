"""What every page does beside its own keys, as any program in a terminal: for the pages that list keys."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from screens.kit.keyboard.copying import Copies
from screens.kit.keyboard.keys import leads_elsewhere

_COPIES = ("ctrl+c", "copy the number under the cursor, again its slip; or what is selected")
_SELECTED = ("ctrl+c", "copy what is selected with the mouse")
_PALETTE = ("ctrl+p", "find any page, member, past meeting, or what to do here")
_EVERYWHERE = (
    ("click", "click a key in the bottom line to press it"),
    ("ctrl+z", "suspend; fg in the shell brings leadsroom back"),
    ("ctrl+q", "leave leadsroom; what you typed is kept as a draft"),
)


def manners_of(page: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """(key, what it does) of what is the same everywhere, and what there is to copy here."""
    copies = _COPIES if isinstance(page, Copies) else _SELECTED
    return (copies, *([_PALETTE] if leads_elsewhere(page) else []), *_EVERYWHERE)
