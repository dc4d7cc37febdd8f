"""Forms filled in without a screen, field by field, as the keyboard would."""

from __future__ import annotations

from typing import Any

from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from tests.meeting.table import Table


def fill(form: Form[Any], **answers: str) -> None:
    """Answer fields by their names, each in the place of what stood there, with Enter behind it.

    What is not typed is answered by the keys of the letters.
    """
    for name, answer in answers.items():
        field = form.named(name)
        if isinstance(field, TextField):
            field.typed(answer)
        else:
            for letter in answer:
                field.press(letter, letter)
        form.edited()
        enter(form, name)


def press(form: Form[Any], name: str, *keys: str) -> None:
    """Press keys in a field."""
    for key in keys:
        form.named(name).press(key, key if len(key) == 1 else None)
        form.edited()


def enter(form: Form[Any], name: str) -> str:
    """Enter in a field: the name of the field that comes next, or what keeps the keyboard there."""
    field = form.named(name)
    refused = form.finish(field)
    if refused:
        return refused
    following = form.after(field)
    return following.name if following is not None else ""


def learn(form: Form[Any], table: Table) -> None:
    """Let a form read what it wants to know of the past."""
    question = form.question()
    assert question is not None
    form.learned(question, table.desk.sync.read(question.view, *question.asked))


def beside(form: Form[Any], name: str, *, here: bool = True, width: int = 200) -> str:
    """What stands beside a field, in words."""
    return form.named(name).beside(here, width).plain


def drafts(form: Form[Any], *names: str) -> list[str]:
    """What is in the fields of these names; in all that are in view where none is named."""
    fields = [form.named(name) for name in names] or form.fields
    return [field.draft for field in fields]
