"""A form docked below the clock: fields one below the other, what is wrong, what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from leadsroom.errors import Refused
from leadsroom.meeting.commands import Command
from screens.widgets.fields import Field, PersonField


class Fields(VerticalScroll, can_focus=False):
    """The fields; they scroll when the window is low."""


class Form(Vertical):
    """Builds one command from its fields. It posts the command and decides nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", "close", id="form.close", tooltip="Close the form; what was typed is kept"
        ),
        Binding("ctrl+s", "save", "save", id="form.save", tooltip="Save the form as it is"),
    ]

    class Given(Message):
        """The form was filled in."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    class Left(Message):
        """The form was closed without saving."""

    title: str = ""
    leaving: str = "keep as draft"
    keys: str = "⏎ next, at the end save   ↑↓ choose   ⇧tab back   ctrl+s save now"

    def __init__(self, subtitle: str = "") -> None:
        super().__init__(classes="form")
        self._subtitle = subtitle
        self._command_id = uuid4().hex
        self._title_line = Static(Content(""), classes="form-title", markup=False)
        self._problem = Static(Content(""), classes="problem", markup=False)
        self.fields: tuple[Field, ...] = tuple(self.make_fields())
        self._fresh: dict[str, str] = {}
        self._said = Content("")

    def make_fields(self) -> Sequence[Field]:
        """The fields, from top to bottom."""
        raise NotImplementedError

    def build(self) -> Command:
        """The command that the fields mean. Raises Refused with what is wrong."""
        raise NotImplementedError

    def first_field(self) -> Field:
        """Where typing begins."""
        return self.fields[0]

    def remark(self) -> Content:
        """What can be said of the form as it stands."""
        return Content("")

    def compose(self) -> ComposeResult:
        yield self._title_line
        with Fields():
            yield from self.fields
        yield self._problem
        yield Static(Content.styled(self.keys, "$quiet"), classes="form-keys", markup=False)

    def on_mount(self) -> None:
        self._fresh = self.draft
        self._show_title(self._subtitle)
        self.first_field().focus_editor()
        self._show_remark()

    @property
    def draft(self) -> dict[str, str]:
        """What is in the fields, by their ids."""
        return {field.id or "": field.draft for field in self.fields}

    @property
    def touched(self) -> bool:
        """Whether anything differs from when it was opened, so that a draft is worth keeping."""
        return self.draft != self._fresh

    def put_back(self, draft: dict[str, str]) -> None:
        """Fill the fields with an earlier draft."""
        for field in self.fields:
            if field.id in draft:
                field.draft = draft[field.id]
        self._show_title("draft from before")

    def _show_title(self, subtitle: str) -> None:
        title, rest = Content.styled(self.title, "bold $text-primary"), Content.styled(subtitle, "$quiet")
        self._title_line.update(Content.assemble(title, Content("  "), rest), layout=False)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; everything typed stays."""
        self._say(Content.styled(sentence, "bold $text-error"))

    def person_of(self, field: PersonField, role: str) -> int:
        """The id of the person in a field. Raises Refused naming the role when there is none."""
        person = field.person
        if person is None:
            self._go_to(field)
            typed = field.text.strip()
            raise Refused(
                f"Nobody here matches “{typed}”. Try a name or profession." if typed else f"Say who {role}."
            )
        return person.id

    def _go_to(self, field: Field) -> None:
        field.focus_editor()

    def _show_remark(self) -> None:
        self._say(self.remark())

    def _say(self, content: Content) -> None:
        # An update lays the whole screen out again: not for every letter that changes nothing.
        if content != self._said:
            self._said = content
            self._problem.update(content, layout=False)

    @on(Field.Edited)
    def _edited(self, event: Field.Edited) -> None:
        event.stop()
        self._show_remark()

    @on(Field.Accepted)
    def _accepted(self, event: Field.Accepted) -> None:
        event.stop()
        field = event.field
        if isinstance(field, PersonField) and field.unknown:
            self.complain(f"Nobody here matches “{field.text.strip()}”. Try a name or profession.")
            return
        at = self.fields.index(field)
        if at + 1 < len(self.fields):
            self.fields[at + 1].focus_editor()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Build the command and hand it over, or say what is wrong."""
        try:
            command = self.build()
        except Refused as wrong:
            self.complain(str(wrong))
            return
        # One form, one act: however often Enter is pressed, it is done once.
        self.post_message(self.Given(replace(command, command_id=self._command_id)))

    def action_leave(self) -> None:
        """Close without saving."""
        self.post_message(self.Left())
