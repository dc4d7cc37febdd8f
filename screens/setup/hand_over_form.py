"""The form in which a database is handed over: to whom, and where the file is to be."""

from __future__ import annotations

from msgspec import Struct

from screens.kit.form.field import TextField
from screens.kit.form.form import Form

_TEXT = """\
All that is here goes into one file for the other laptop. There
leadsroom db take-over FILE puts it in its place. From then on
this laptop is for reading only, and home says what takes it back."""


class Giving(Struct, frozen=True):
    """To whom, and a folder or a file as it was typed."""

    to: str
    place: str


def hand_over_form() -> Form[Giving]:
    """It is asked where the file goes; the home folder is proposed."""
    to = TextField("to", "To", placeholder="the next moderator")
    place = TextField("place", "Put it in", "~", placeholder="a folder, like that of a stick, or a new file")
    form = Form("Hand over", [to, place], lambda: Giving(to.text, place.text), text=_TEXT)
    form.save_word = "hand over"
    return form
