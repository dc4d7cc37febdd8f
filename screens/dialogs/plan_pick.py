"""Choosing one line of a few: a kind of step, somebody else's agenda, a length for all pitches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList, Static

from leadsroom.domain.text.typed_time import read_pitch
from leadsroom.domain.text.wording import SECOND
from leadsroom.errors import Refused
from screens.kit.columns import Column
from screens.kit.dialog import Dialog
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet
from screens.kit.theme import style
from screens.widgets.form_row import FormRow, LineInput


class PickDialog(Dialog[str | None]):
    """Gives back the key of the line that was chosen. `notes` say more of the one under the cursor."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("agenda")]
    BINDINGS = [
        Binding("enter", "choose", "choose", id="main", tooltip="Take the line under the cursor"),
        Binding("escape,q", "leave", "leave it", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(
        self,
        heading: str,
        columns: Sequence[Column],
        lines: Sequence[Line],
        at: str = "",
        notes: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(heading)
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
        self.action_choose()

    def action_choose(self) -> None:
        self.dismiss(self.listing.key or None)


class PitchDialog(PickDialog):
    """Gives back a length of a pitch in seconds: one of those offered, or typed."""

    def rows(self) -> ComposeResult:
        yield from super().rows()
        yield FormRow("Another", LineInput(id="other"), "15 s to 10 min, like 75 or 1:15", id="other-row")

    def on_key(self, event: events.Key) -> None:
        """A digit on the list begins a length of one's own."""
        other = self.query_one("#other", LineInput)
        if not other.has_focus and (event.character or "").isdecimal():
            event.stop()
            other.focus()
            other.insert_text_at_cursor(event.character or "")

    @on(Input.Changed)
    def _typing(self) -> None:
        self.query_one("#other-row", FormRow).complain("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        other = self.query_one("#other", LineInput)
        if not (other.has_focus and other.value.strip()):
            super().action_choose()
            return
        try:
            self.dismiss(str(read_pitch(other.value) // SECOND))
        except Refused as no:
            self.query_one("#other-row", FormRow).complain(str(no))
