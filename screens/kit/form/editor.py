"""The one editor of a form, which goes from row to row and asks the form about each key first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.strip import Strip
from textual.widgets import Input

from screens.kit.form.field import LONGEST, TextField

if TYPE_CHECKING:
    from screens.kit.form.view import FormView

_TOO_LONG = "No more than {} letters fit here; the rest of what was pasted is left out."


class Editor(Input):
    """Where the keyboard is while a form is open. In a field that is not typed into it draws the field."""

    def __init__(self, form_view: FormView) -> None:
        self._form_view = form_view
        self._is_written = self._is_rewritten = False
        super().__init__(compact=True, select_on_focus=False)  # the view knows better what to select

    @property
    def content_width(self) -> int:
        """Room for the longest line: if it grew, each letter would lay out the whole screen again."""
        return 2 * LONGEST + 1

    async def on_key(self, event: events.Key) -> None:
        """The form first, then the line."""
        if self._form_view.press(event.key, event.character):
            event.stop()
            event.prevent_default()

    def action_paste(self) -> None:
        """What was copied here is pasted as what comes from the terminal."""
        self.post_message(events.Paste(self.app.clipboard))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        field = self._form_view.field
        if isinstance(field, TextField):
            self._paste(field, field.paste(event.text))

    def _paste(self, field: TextField, pasted: str) -> None:
        """As much of it as there is room for; where something is left out, that is said."""
        start, end = sorted(self.selection)
        room = field.limit - len(self.value) + end - start
        self.replace(pasted[: max(0, room)], start, end)
        self.show_cursor()
        if len(pasted) > room:
            self._form_view.complain(_TOO_LONG.format(field.limit), field)

    def replace(self, text: str, start: int, end: int) -> None:
        """Where the field makes something else of what is typed, the typing goes on behind that."""
        self._is_rewritten = False
        super().replace(text, start, end)
        if self._is_rewritten:
            self.cursor_position = len(self.value)

    def write(self, text: str) -> None:
        """Write what the field says, without its being edited."""
        if text != self.value:
            self._is_written = self._is_rewritten = True
            self.value = text
            self.cursor_position = len(text)
            self._is_written = False

    def show_cursor(self) -> None:
        """Scroll no further than it takes: another field, or another width, begins with its first letter."""
        width, before = self.size.width, cell_len(self.value[: self.cursor_position])
        self.scroll_to(
            max(0, before + 1 - width) if width else 0, 0, animate=False, force=True, immediate=True
        )

    def on_resize(self) -> None:
        self.show_cursor()

    def watch_value(self, text: str) -> None:
        """At once, and not by a message: then the line and what follows from it are painted in one go."""
        if not self._is_written:
            self._form_view.typed(text)

    def render_line(self, y: int) -> Strip:
        field = self._form_view.field
        if field.is_typed:
            return super().render_line(y)
        return self._form_view.strip(field.shown(True), self.size.width, self)

    def action_choose(self, name: str, at: int) -> None:
        """A click on a choice."""
        self._form_view.action_choose(name, at)
