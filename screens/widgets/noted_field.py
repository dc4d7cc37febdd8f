"""A line of text with a remark beside it, or with words on offer that one key takes."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.widgets.field import TextField


class OfferField(TextField):
    """A line of text; while it is empty, words from before are on offer, and down takes them."""

    def __init__(
        self, label: str, *, id: str, value: str = "", placeholder: str = "", offer: str = "", when: str = ""
    ) -> None:
        hint = f"{when}: {offer}; ↓ takes it" if offer else placeholder
        super().__init__(label, id=id, value=value, placeholder=hint)
        self._offer = offer

    def on_key(self, event: events.Key) -> None:
        if event.key == "down" and self._offer and not self.text:
            event.stop()
            self._input.value = self._offer
            self._input.cursor_position = len(self._offer)


class NotedField(TextField):
    """A line of text, and beside it what the form makes of it."""

    def __init__(self, label: str, *, id: str, value: str = "", placeholder: str = "") -> None:
        super().__init__(label, id=id, value=value, placeholder=placeholder)
        self._note = Static(Content(""), classes="found", markup=False)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._note

    def note(self, content: Content) -> None:
        """Say something beside it."""
        self._note.update(content, layout=False)
