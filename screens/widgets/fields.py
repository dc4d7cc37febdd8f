"""The fields of a form: one row each, label and editor, driven by the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from leadsroom.domain.finding import find_people
from leadsroom.domain.phone import Phone, read_phone, show_phone
from leadsroom.domain.roster import Person
from screens.widgets.line import Line

_MOST_SHOWN = 4


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
        self._input.focus()

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

    @on(events.DescendantBlur)
    def _left(self) -> None:
        phone = self.phone
        if phone.e164:
            self.write(show_phone(phone, self._country))


class PersonField(TextField):
    """A person, found by a few letters of name, trade or company. Up and down choose among those found."""

    def __init__(
        self,
        label: str,
        people: Sequence[Person],
        *,
        id: str,
        preset: Person | None = None,
        placeholder: str = "",
    ) -> None:
        value = preset.name if preset else ""
        super().__init__(label, id=id, value=value, placeholder=placeholder or "name or profession")
        self._people = tuple(people)
        self._picked = preset
        self._at = 0
        self._found_view = Static(Content(""), classes="found", markup=False)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._found_view

    @property
    def _found(self) -> tuple[Person, ...]:
        return find_people(self.text, self._people) if self.text.strip() else ()

    @property
    def person(self) -> Person | None:
        """Who is meant; None when nothing is typed or nobody is found."""
        if self._picked is not None and self._picked.name == self.text:
            return self._picked
        found = self._found
        return found[min(self._at, len(found) - 1)] if found else None

    @property
    def unknown(self) -> bool:
        """Whether something is typed that finds nobody."""
        return bool(self.text.strip()) and self.person is None

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1}.get(event.key)
        if step is not None and self._found:
            event.stop()
            self._picked = None
            self._at = (self._at + step) % len(self._found)
            self._show_found()
            self.post_message(self.Edited())

    def settle(self) -> None:
        """Write out who is meant."""
        if self.person is not None:
            self._picked = self.person
            self.write(self._picked.name)
            self._show_found()

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        event.stop()
        self.settle()
        self.post_message(self.Accepted(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._picked is None or self._picked.name != self.text:
            self._picked, self._at = None, 0
        self._show_found()
        self.post_message(self.Edited())

    @on(events.DescendantBlur)
    def _left(self) -> None:
        self.settle()
        self._show_found()

    @on(events.DescendantFocus)
    def _entered(self) -> None:
        self._show_found()

    def _show_found(self) -> None:
        self._found_view.update(self._choices(), layout=False)

    def _choices(self) -> Content:
        person = self.person
        if self._picked is not None and person is self._picked:
            return Content.styled(person.trade, "$quiet")
        if self.unknown:
            return Content.styled("nobody here of that name or profession", "$text-warning")
        found = self._found
        shown = [self._choice(p, p is person) for p in found[:_MOST_SHOWN]]
        more = (
            Content.styled(f"  +{len(found) - _MOST_SHOWN}", "$quiet")
            if len(found) > _MOST_SHOWN
            else Content("")
        )
        return Content("").join([Content("   ").join(shown), more])

    @staticmethod
    def _choice(person: Person, chosen: bool) -> Content:
        name = Content.styled(
            f"▸ {person.name}" if chosen else person.name, "bold $text-primary" if chosen else ""
        )
        return Content.assemble(name, Content.styled(f" {person.trade}", "$quiet"))


class YesNoField(Field, can_focus=False):
    """A plain fact: yes, no, or not said. `y` and `n` answer it and are Enter as well."""

    class Answer(Static, can_focus=True):
        """Where the keyboard is."""

    def __init__(self, label: str, question: str, *, id: str, value: bool | None = None) -> None:
        super().__init__(label, id=id)
        self._question = question
        self.value = value
        self._answer = self.Answer(self._drawn(), markup=False)

    def compose(self) -> ComposeResult:
        yield self.label_widget()
        yield self._answer

    @property
    def draft(self) -> str:
        return {True: "y", False: "n", None: ""}[self.value]

    @draft.setter
    def draft(self, value: str) -> None:
        self._set({"y": True, "n": False}.get(value))

    def focus_editor(self) -> None:
        self._answer.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key in ("y", "n"):
            event.stop()
            self._set(event.key == "y")
            self.post_message(self.Accepted(self))
        elif event.key == "space":
            event.stop()
            self._set(not self.value)
        elif event.key == "enter":
            event.stop()
            self.post_message(self.Accepted(self))

    def _set(self, value: bool | None) -> None:
        self.value = value
        self._answer.update(self._drawn(), layout=False)
        self.post_message(self.Edited())

    def _drawn(self) -> Content:
        def option(key: str, word: str, on: bool) -> Content:
            mark = Content.styled("● " if on else "○ ", "bold $text-primary" if on else "$quiet")
            return Content.assemble(
                mark, Content.styled(key, "bold $text-primary"), Content.styled(f" {word}   ")
            )

        yes, no = option("y", "yes", self.value is True), option("n", "no", self.value is False)
        return Content.assemble(Content(f"{self._question}   "), yes, no)


class ChoiceField(Field, can_focus=False):
    """One of a few, chosen with up and down."""

    class Choice(Static, can_focus=True):
        """Where the keyboard is."""

    at: reactive[int] = reactive(0)

    def __init__(self, label: str, options: Sequence[str], *, id: str) -> None:
        super().__init__(label, id=id)
        self._options = tuple(options)
        self._choice = self.Choice(Content(""), markup=False)

    def compose(self) -> ComposeResult:
        yield self.label_widget()
        yield self._choice

    def on_mount(self) -> None:
        self._draw()

    def offer(self, options: Sequence[str]) -> None:
        """Offer other choices; the first is chosen."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.at = 0
            self._draw()

    @property
    def draft(self) -> str:
        return str(self.at)

    @draft.setter
    def draft(self, value: str) -> None:
        self.at = min(int(value or 0), max(0, len(self._options) - 1))

    def focus_editor(self) -> None:
        self._choice.focus()

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "space": 1}.get(event.key)
        if step is not None and self._options:
            event.stop()
            self.at = (self.at + step) % len(self._options)
        elif event.key == "enter":
            event.stop()
            self.post_message(self.Accepted(self))

    def watch_at(self) -> None:
        self._draw()
        self.post_message(self.Edited())

    def _draw(self) -> None:
        text = self._options[self.at] if self._options else "none"
        more = f"   ↑↓ {self.at + 1} of {len(self._options)}" if len(self._options) > 1 else ""
        drawn = Content.assemble(Content(text), Content.styled(more, "$quiet"))
        self._choice.update(drawn, layout=False)
