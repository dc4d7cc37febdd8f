"""A line to type into that takes nothing a terminal would obey."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from leadsroom.domain.text.plain_text import clean


class Line(Input):
    """An Input whose pasted text is cleaned first: escape codes are dropped, several lines become one."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text), *sorted(self.selection))
