"""A row of a form: its name, what is typed, and beside it a hint or what is wrong."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.widgets.line import Line


def put_away(widget: Widget, *, away: bool) -> None:
    """Take a part of a form out of sight and reach, or bring it back.

    It keeps its place in the layout, since Tab goes by place: a part that has none yet would come first.
    """
    widget.disabled = away
    widget.set_class(away, "-away")


class LineInput(Line):
    """A line to type into, without a box. What is typed takes the place of a `proposed` value."""

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, proposed: bool = False
    ) -> None:
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=proposed)
        self.first_value = value


class FormRow(Horizontal):
    """A row of a form around one control. Its note is the hint, or the complaint until that is taken back."""

    def __init__(self, label: str, control: Widget, hint: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._control = control
        self._hint = hint
        self.wrong = ""

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), classes="label")
        with Vertical(classes="control"):
            yield self._control
        yield Static(Content(self._hint), classes="note")

    def on_descendant_focus(self) -> None:
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def hint(self, hint: str) -> None:
        """Change what the note says when nothing is wrong."""
        self._hint = hint
        self._show()

    def complain(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self.wrong = sentence
        self._show()

    def _show(self) -> None:
        self.set_class(bool(self.wrong), "-wrong")
        self.query_one(".note", Static).update(Content(self.wrong or self._hint))
