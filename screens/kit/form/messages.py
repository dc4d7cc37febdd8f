"""What a form says of itself to the screen around it, which need not know forms to hear it."""

from __future__ import annotations

from typing import Any

from textual.message import Message


class FormGiven(Message):
    """The form was filled in. `by_letter`: a letter that was Enter as well; more of its word may follow.

    `form` is the one that says so; a board is no form.
    """

    def __init__(self, result: Any, by_letter: str = "", form: object = None) -> None:
        super().__init__()
        self.result, self.by_letter, self.form = result, by_letter, form


class FormLeft(Message):
    """The form was closed without saving, perhaps for a reason that should be said."""

    def __init__(self, why: str = "", form: object = None) -> None:
        super().__init__()
        self.why, self.form = why, form


class FormEdited(Message):
    """Something in the form is not what it was."""


class FormLearned(Message):
    """What the form wanted to know has been read, or could not be."""
