"""Dialogs: a box over the page, keys at its bottom, a value returned; and one in which a line is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from screens.kit.key_line import KeyLine
from screens.kit.listing import Column, Line, Listing
from screens.kit.styled import TONES, quiet
from screens.kit.theme import style

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


WITHDRAW, ADD = "withdraw", "add"


class Picked(Struct, frozen=True):
    """The line that was chosen, by its key, and what is to be done with it where that is not the usual."""

    key: str
    act: str = ""


class PickDialog(Dialog[Picked | None]):
    """Gives back which line was chosen. `notes` say more of the one under the cursor.

    A subclass may have keys for something else to be done with a line: their action is `pick('what')`.
    """

    CSS_PATH = style("page")
    BINDINGS = [
        Binding("enter", "pick", "choose", id="main", tooltip="Take the line under the cursor"),
        Binding("escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(
        self,
        heading: str,
        columns: Sequence[Column],
        lines: Sequence[Line],
        *,
        at: str = "",
        notes: Mapping[str, str] | None = None,
        empty: str = "",
    ) -> None:
        """The cursor begins `at` the line of this key; `empty` is what is said where there is none."""
        super().__init__(heading, "" if lines else empty)
        self._columns = tuple(columns)
        self._lines = tuple(lines)
        self._at = at
        self._notes = notes or {}

    def rows(self) -> ComposeResult:
        yield Listing(self._columns, id="choices")
        note = Static(id="note")
        note.display = bool(self._notes)
        yield note

    def on_mount(self) -> None:
        super().on_mount()
        self.listing.show(self._lines, self._at)
        self.listing.focus()

    @property
    def listing(self) -> Listing:
        return self.query_one(Listing)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.query_one("#note", Static).update(quiet(self._notes.get(self.listing.key, "")))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_pick()

    def action_pick(self, act: str = "") -> None:
        """Give back the line under the cursor, and what is to be done with it."""
        if self.listing.key:
            self.dismiss(Picked(self.listing.key, act))


class EntriesDialog(PickDialog):
    """Entries on record, each of which can be corrected or withdrawn."""

    BINDINGS = [
        Binding("enter,e", "pick", "correct", id="main", key_display="⏎", tooltip="Correct this entry"),
        Binding(
            "delete",
            f"pick('{WITHDRAW}')",
            "withdraw",
            id="withdraw",
            tooltip="Withdraw it; u undoes it",
        ),
    ]
