"""The line on a page in which one types what is looked for."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from leadsroom.domain.text.plain_text import clean


class FindLine(Input):
    """Takes nothing that a terminal would obey: of pasted text escape codes are dropped, and lines joined."""

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def action_paste(self) -> None:
        """What was copied here is pasted as what comes from the terminal."""
        self.post_message(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text), *sorted(self.selection))
