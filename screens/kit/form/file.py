"""The form that asks under which name something is written."""

from __future__ import annotations

from screens.kit.form.field import TextField
from screens.kit.form.form import Form


def file_form(title: str, name: str, text: str = "") -> Form[str]:
    """The file that something is written to, a name being proposed; and the text itself, to be read first."""
    file = TextField("file", "File", name, placeholder="the name of a new file")
    form = Form(title, [file], lambda: file.text, text=text)
    form.save_word = "write"
    return form
