"""What a form says of itself to the screen around it, which need not know forms to hear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from leadsroom.acts.command import Command

if TYPE_CHECKING:
    from screens.widgets.form import Form


class FormGiven(Message):
    """The form was filled in."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        self.command = command


class FormLeft(Message):
    """The form was closed without saving, perhaps for a reason that should be said."""

    def __init__(self, why: str = "") -> None:
        super().__init__()
        self.why = why


class FormEdited(Message):
    """Something in the form is not what it was."""


class FormAsks(Message):
    """A form wants to know something else of the past than before; nobody waits for the answer."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
