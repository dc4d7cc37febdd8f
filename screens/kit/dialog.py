"""What the dialogs around the meeting share: a box over the page, keys at its bottom, a value returned."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.kit.key_line import KeyLine
from screens.kit.styled import TONES

T = TypeVar("T")


class Rows(VerticalScroll, inherit_bindings=False):
    """Scrolls by page only: the arrows go from line to line, however low the window."""

    BINDINGS = [
        Binding("pageup", "page_up", "page up", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
    ]


class Dialog(ModalScreen[T]):
    """A box with a heading, its `rows`, what was refused, and its keys."""

    COMPONENT_CLASSES = set(TONES)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high"), (46, "-tall")]

    def __init__(self, heading: str, refusal: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._refusal = refusal

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Content(self._heading), id="heading")
            with Rows(id="rows", can_focus=False):
                yield from self.rows()
            yield Static(id="refusal")
            yield KeyLine()

    def rows(self) -> ComposeResult:
        """What the dialog asks, or shows."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.refuse(self._refusal)

    @property
    def key_line(self) -> KeyLine:
        return self.query_one(KeyLine)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        refusal = self.query_one("#refusal", Static)
        refusal.update(Content(sentence))
        refusal.display = bool(sentence)

    def action_leave(self) -> None:
        """Close without a value."""
        self.dismiss(None)
