"""Every key of a page, on a page of its own."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from screens.kit.columns import Column, table_lines
from screens.kit.dialog import Dialog
from screens.kit.keyboard.keys import possible
from screens.kit.keyboard.manners import manners_of
from screens.kit.pane import lines
from screens.kit.styled import words
from screens.kit.theme import style

_WIDE_ENOUGH = 100
_PLAIN = ("up", "down", "tab")  # what they do is seen


class PageKeys(Dialog[None]):
    """What each key of a page does, in the words of its bindings."""

    CSS_PATH = style("page")
    BINDINGS = [
        Binding("escape,q,enter", "leave", "close", id="leave", key_display="esc", tooltip="Close this page"),
        Binding("question_mark", "leave", "close", id="close", show=False),
        Binding("down,pagedown", "further(1)", "further", id="further", show=False),
        Binding("up,pageup", "further(-1)", "back up", id="back-up", show=False),
    ]

    def __init__(self, page: Screen[Any]) -> None:
        super().__init__("Keys")
        self._page = page

    def rows(self) -> ComposeResult:
        rows = [(self._shown(key), Content(key.tooltip or key.description)) for key in self._keys()]
        everywhere = manners_of(self._page)
        rows += [(words(key, "key"), Content(f"{does[:1].upper()}{does[1:]}")) for key, does in everywhere]
        yield Static(lines(*table_lines(rows, (Column(), Column(most=_WIDE_ENOUGH)), _WIDE_ENOUGH)))

    def action_further(self, way: int) -> None:
        """The keys that do not fit into a low window."""
        rows = self.query_one("#rows")
        rows.scroll_relative(y=way * max(1, rows.size.height - 1), animate=False)

    def _keys(self) -> list[Binding]:
        return [key for key in possible(self._page) if key.key not in _PLAIN]

    def _shown(self, key: Binding) -> Content:
        return words("⏎" if key.key == "enter" else self.app.get_key_display(key), "key")
