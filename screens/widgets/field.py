"""A field of a form: one row, label and editor, driven by the keyboard alone."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from leadsroom.domain.text.phone import Phone, read_phone, show_phone
from screens.widgets.line import Line


class Field(Horizontal):
    """A labelled row. `Accepted` says that Enter finished it, `Edited` that its value changed."""

    class Accepted(Message):
        """Enter was pressed in a field."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Edited(Message):
        """The value of a field changed."""

    def __init__(self, label: str, *, id: str) -> None:
        super().__init__(id=id)
        self.label = label

    def label_widget(self) -> Static:
        """The label in its column."""
        return Static(Content(self.label), classes="label")

    @property
    def draft(self) -> str:
        """What is in it, so that it can be put back."""
        raise NotImplementedError

    @draft.setter
    def draft(self, value: str) -> None:
        raise NotImplementedError

    def focus_editor(self) -> None:
        """Give the keyboard to the editor."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Give the keyboard to the editor, behind what stands there."""
        self.focus_editor()

    def _hand_keyboard_to(self, editor: Widget) -> None:
        # Textual would bring it to the middle of the form, or not, as the keys before it were dealt with.
        editor.focus(scroll_visible=False)
        self.scroll_visible(animate=False)


class TextField(Field):
    """A line of text."""

    def __init__(self, label: str, *, id: str, value: str = "", placeholder: str = "") -> None:
        super().__init__(label, id=id)
        self._input = Line(value, placeholder=placeholder, compact=True, max_length=500)

    def compose(self) -> ComposeResult:
        yield self.label_widget()
        yield self._input

    @property
    def text(self) -> str:
        """The line as typed."""
        return self._input.value

    @property
    def draft(self) -> str:
        return self._input.value

    @draft.setter
    def draft(self, value: str) -> None:
        self._input.value = value

    def focus_editor(self) -> None:
        self._hand_keyboard_to(self._input)

    def go_on(self) -> None:
        self.focus_editor()
        self.call_after_refresh(self._input.action_end)

    def write(self, text: str) -> None:
        """Write what was typed in another form: nothing was edited by that."""
        with self.prevent(Input.Changed):
            self._input.value = text

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Edited())


class PhoneField(TextField):
    """A telephone number, written out in the country's habit once it is left."""

    def __init__(
        self, label: str, country: str, *, id: str, phone: Phone | None = None, placeholder: str = ""
    ) -> None:
        self._country = country
        value = show_phone(phone, country) if phone else ""
        super().__init__(label, id=id, value=value, placeholder=placeholder)

    @property
    def phone(self) -> Phone:
        """The number as typed and, where it can be read, in E.164."""
        return read_phone(self.text, self._country) if self.text.strip() else Phone(None, "")

    def take(self, phone: Phone) -> None:
        """Write a number that was typed elsewhere."""
        self.write(show_phone(phone, self._country))

    @on(events.DescendantBlur)
    def _left(self) -> None:
        phone = self.phone
        if phone.e164:
            self.take(phone)
