"""One rule as a form; below its lines stands the sentence that it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.errors import Refused
from screens.dialogs.plan_step import FormDialog
from screens.kit.styled import quiet, words
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput, put_away


class Chosen(Struct, frozen=True):
    """A line on which one of several is chosen: `options` are (value, word)."""

    name: str
    label: str
    options: tuple[tuple[Any, str], ...]
    value: Any

    @property
    def at(self) -> int:
        """The place of the value among the options."""
        return next((i for i, (value, _) in enumerate(self.options) if value == self.value), 0)


class Typed(Struct, frozen=True):
    """A line to type into; `reads` refuses what it cannot read.

    `only_for`: the line is there only while another, named first, has one of the values that follow.
    """

    name: str
    label: str
    text: str
    reads: Callable[[str], Any]
    hint: str = ""
    only_for: tuple[str, frozenset[Any]] | None = None


Asked = Chosen | Typed


class RuleForm(Struct, frozen=True):
    """A rule as lines. `build` makes the chapter's rules of what was answered, by the names of the lines."""

    title: str
    asked: Sequence[Asked]
    build: Callable[[Mapping[str, Any]], ChapterRules]
    sentence: Callable[[ChapterRules], str]


class RuleDialog(FormDialog[ChapterRules | None]):
    """Gives back the chapter's rules with this one as it was filled in."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("rules")]

    def __init__(self, form: RuleForm) -> None:
        super().__init__(form.title)
        self._form = form

    def rows(self) -> ComposeResult:
        for asked in self._form.asked:
            yield FormRow(
                asked.label, _control(asked), getattr(asked, "hint", ""), id=f"{asked.name}-row"
            ).add_class("-choice" if isinstance(asked, Chosen) else "-typed")
        yield Static(id="reads-as")

    def on_mount(self) -> None:
        super().on_mount()
        self.query("LineInput, Choice").first().focus()
        self._read_back()

    @on(Input.Changed)
    @on(Choice.Changed)
    def _read_back(self) -> None:
        """Show what the form says so far, as the sentence that it makes."""
        self._put_away()
        try:
            said = words(self._form.sentence(self._form.build(self._answers())), "strong")
        except Refused:
            said = quiet("")
        self.query_one("#reads-as", Static).update(said)

    def _put_away(self) -> None:
        """Take lines away that what was chosen elsewhere has no use for."""
        for asked in self._form.asked:
            if isinstance(asked, Typed) and asked.only_for is not None:
                other, values = asked.only_for
                wanted = next(each for each in self._form.asked if each.name == other)
                put_away(self.query_one(f"#{asked.name}-row"), away=self._answer(wanted) not in values)

    def _answers(self) -> dict[str, Any]:
        return {asked.name: self._answer(asked) for asked in self._form.asked}

    def _answer(self, asked: Asked) -> Any:
        if isinstance(asked, Chosen):
            return asked.options[self.query_one(f"#{asked.name}", Choice).chosen][0]
        return asked.reads(self.query_one(f"#{asked.name}", LineInput).value)

    def action_save(self) -> None:
        try:
            for asked in self._form.asked:
                if isinstance(asked, Typed):
                    self.read(asked.name, asked.reads)
        except Refused:
            return
        try:
            self.dismiss(self._form.build(self._answers()))
        except Refused as no:
            self.refuse(str(no))


def _control(asked: Asked) -> Choice | LineInput:
    if isinstance(asked, Chosen):
        return Choice([word for _, word in asked.options], asked.at, id=asked.name)
    return LineInput(asked.text, id=asked.name, proposed=True)
