"""Choosing one line of a few, over a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList, Static

from screens.kit.columns import Column
from screens.kit.dialog import Dialog
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet
from screens.kit.theme import style

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
