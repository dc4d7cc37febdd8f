"""Fields that are answered rather than typed: yes or no, and one of a few."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.widgets.field import Field


class YesNoField(Field, can_focus=False):
    """A plain fact: yes, no, or not said. `y` and `n` answer it and are Enter as well.

    Where other letters came before, somebody types words into the wrong field: then they only answer.
    """

    class Answered(Message):
        """`y` or `n` was pressed; the rest of the word may follow."""

        def __init__(self, key: events.Key) -> None:
            super().__init__()
            self.key = key

    class Misplaced(Message):
        """Words are typed where only an answer has room."""

    class Answer(Static, can_focus=True):
        """Where the keyboard is."""

    def __init__(self, label: str, question: str, *, id: str, value: bool | None = None) -> None:
        super().__init__(label, id=id)
        self._question = question
        self.value = value
        self._answer = self.Answer(self._drawn(), markup=False)
        self._misplaced = False

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
        self._hand_keyboard_to(self._answer)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("y", "n"):
            event.stop()
            self._set(event.key == "y")
            if not self._misplaced:
                self.post_message(self.Answered(event))
                self.post_message(self.Accepted(self))
        elif event.key == "space":
            event.stop()
            if not self._misplaced:
                self._set(not self.value)
        elif event.key in ("backspace", "delete"):
            event.stop()
            self._set(None)
        elif event.key == "enter":
            event.stop()
            self._misplaced = False
            self.post_message(self.Accepted(self))
        elif event.is_printable:
            event.stop()
            self._misplaced = True
            self.post_message(self.Misplaced())

    @on(events.DescendantFocus)
    def _entered(self) -> None:
        self._misplaced = False

    def _set(self, value: bool | None) -> None:
        self.value = value
        self._answer.update(self._drawn(), layout=False)
        self.post_message(self.Edited())

    def ask(self, question: str) -> None:
        """Put the question in other words."""
        if question != self._question:
            self._question = question
            self._answer.update(self._drawn(), layout=False)

    def _drawn(self) -> Content:
        def option(key: str, word: str, on: bool) -> Content:
            mark = Content.styled("● " if on else "○ ", "bold $text-primary" if on else "$quiet")
            return Content.assemble(
                mark, Content.styled(key, "bold $text-primary"), Content.styled(f" {word}   ")
            )

        yes, no = option("y", "yes", self.value is True), option("n", "no", self.value is False)
        return Content.assemble(Content(f"{self._question}   "), yes, no)


class ChoiceField(Field, can_focus=False):
    """One of a few, chosen with up and down. Options are (key, words); a draft remembers the key."""

    class Choice(Static, can_focus=True):
        """Where the keyboard is."""

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]] = (), *, id: str, value: str | None = None
    ) -> None:
        super().__init__(label, id=id)
        self._options = tuple(options)
        # What was chosen stays chosen when other options come; a draft may name one that is still to come.
        self._key = value
        self._choice = self.Choice(self._drawn(), markup=False)

    def compose(self) -> ComposeResult:
        yield self.label_widget()
        yield self._choice

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices: the first is chosen, unless somebody chose one that is still there."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self._draw()

    @property
    def _at(self) -> int:
        keys = [key for key, _ in self._options]
        return keys.index(self._key) if self._key in keys else 0

    @property
    def chosen(self) -> str:
        """The key of the option that is chosen."""
        return self._options[self._at][0] if self._options else ""

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one to choose from."""
        return len(self._options) > 1

    @property
    def words(self) -> str:
        """The option that is chosen, as it is shown."""
        return self._options[self._at][1] if self._options else ""

    @property
    def draft(self) -> str:
        return self._key or ""

    @draft.setter
    def draft(self, value: str) -> None:
        self._key = value or None
        self._draw()

    def focus_editor(self) -> None:
        self._hand_keyboard_to(self._choice)

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1, "space": 1}.get(event.key)
        if step is not None and self._options:
            event.stop()
            self._key = self._options[(self._at + step) % len(self._options)][0]
            self._draw()
            self.post_message(self.Edited())
        elif event.key == "enter":
            event.stop()
            self.post_message(self.Accepted(self))

    def _draw(self) -> None:
        self._choice.update(self._drawn(), layout=False)

    def _drawn(self) -> Content:
        more = f"   ↑↓ {self._at + 1} of {len(self._options)}" if self.has_choice else ""
        return Content.assemble(Content(self.words or "none"), Content.styled(more, "$quiet"))
