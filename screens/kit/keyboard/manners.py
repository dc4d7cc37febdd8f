"""What every page does beside its own keys, as any program in a terminal: for the pages that list keys."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from screens.kit.keyboard.copying import Copies
from screens.kit.keyboard.keys import leads_elsewhere

_COPIES = ("ctrl+c", "copy the number under the cursor, again its slip; or what is selected")
_SELECTED = ("ctrl+c", "copy what is selected with the mouse")
_PALETTE = ("ctrl+p", "find any page, act, member or past meeting")
_EVERYWHERE = (
    ("click", "on a key in the bottom line: as if it were pressed"),
    ("ctrl+z", "to the background; fg in the shell brings leadsroom back"),
    ("ctrl+q", "leave leadsroom; what was typed waits for the next time"),
)


def manners_of(page: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """(key, what it does) of what is the same everywhere, and what there is to copy here."""
    copies = _COPIES if isinstance(page, Copies) else _SELECTED
    return (copies, *([_PALETTE] if leads_elsewhere(page) else []), *_EVERYWHERE)
