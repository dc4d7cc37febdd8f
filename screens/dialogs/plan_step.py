"""A step of the agenda as a form, and a single length. They give back a value and decide nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from leadsroom.domain.agenda.agenda import PlannedStep
from leadsroom.domain.agenda.plan import checked_title, shared_by_all, timed_for_each
from leadsroom.domain.text.typed_time import read_block, read_pitch
from leadsroom.domain.text.wording import ZERO, length_in_words, seconds_or_minutes
from leadsroom.errors import Refused
from screens.kit.dialog import Dialog, T
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput, put_away

_EACH, _SHARED = 0, 1
V = TypeVar("V")


class FormDialog(Dialog[T]):
    """Rows to fill in; Enter goes on to the next, and at the last one gives the answer."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("agenda")]
    BINDINGS = [
        Binding("enter", "next", "next", id="main", tooltip="The next line; at the last one, done"),
        Binding("ctrl+s", "save", "done", id="save", tooltip="Take it as it stands"),
        Binding("down", "app.focus_next", "next line", id="down", show=False),
        Binding("up", "app.focus_previous", "line before", id="up", show=False),
        Binding("escape", "leave", "leave it", id="leave", tooltip="Close, everything as it was"),
    ]

    def on_descendant_focus(self) -> None:
        self.key_line.say("done" if self.at_the_end else "next")

    @property
    def at_the_end(self) -> bool:
        """Whether the keyboard is on the last line that can be reached."""
        reached = [w for w in self.query("LineInput, Choice") if w.focusable]
        return bool(reached) and self.focused is reached[-1]

    def read(self, name: str, reads: Callable[[str], V]) -> V:
        """What is typed in a line. Raises Refused, after saying so beside it."""
        line = self.query_one(f"#{name}", LineInput)
        try:
            return reads(line.value)
        except Refused as no:
            self.query_one(f"#{name}-row", FormRow).complain(str(no))
            line.focus()
            raise

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        row = self.query_one(f"#{event.input.id}-row", FormRow)
        if row.wrong:
            row.complain("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        if self.at_the_end:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Give the answer, unless something cannot be read."""
        raise NotImplementedError


class LengthDialog(FormDialog[timedelta | None]):
    """One length."""

    def __init__(self, heading: str, length: timedelta, hint: str, reads: Callable[[str], timedelta]) -> None:
        super().__init__(heading)
        self._length = length
        self._hint = hint
        self._reads = reads

    def rows(self) -> ComposeResult:
        value = length_in_words(self._length)
        yield FormRow("Length", LineInput(value, id="length", proposed=True), self._hint, id="length-row")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(LineInput).focus()

    def action_save(self) -> None:
        try:
            self.dismiss(self.read("length", self._reads))
        except Refused:
            return


class StepDialog(FormDialog[PlannedStep | None]):
    """Title, length, and for a round how its time is given. `typed` begins the length at once."""

    def __init__(
        self, heading: str, step: PlannedStep, people: int, changeover: timedelta, typed: str = ""
    ) -> None:
        super().__init__(heading)
        self._step = step
        self._each = step if step.turn_length else timed_for_each(step, people, changeover)
        self._block = shared_by_all(step, people, changeover) if step.turn_length else step
        self._begun = typed

    def rows(self) -> ComposeResult:
        step = self._step
        yield FormRow("Title", LineInput(step.title, id="title"), id="title-row")
        if step.kind.is_round:
            way = _EACH if step.turn_length else _SHARED
            yield FormRow("Time", Choice(("a turn each", "one block, shared"), way, id="way"), id="way-row")
            each = seconds_or_minutes(self._each.turn_length or ZERO)
            yield FormRow(
                "A turn", LineInput(each, id="each", proposed=True), "like 75 or 1:15", id="each-row"
            )
        block = length_in_words(self._block.planned)
        yield FormRow(
            "Length", LineInput(block, id="block", proposed=True), "like 15 or 7:30", id="block-row"
        )
        if step.kind.is_round:
            words = ("waits for Enter", "starts by itself")
            yield FormRow("Next turn", Choice(words, int(step.autostart), id="auto"), id="auto-row")

    def on_mount(self) -> None:
        super().on_mount()
        self._show_way()
        length = "#each" if self._timed else "#block"
        line = self.query_one(length if self._begun else "#title", LineInput)
        if self._begun:
            line.value, line.cursor_position, line.select_on_focus = self._begun, len(self._begun), False
        line.focus()

    @property
    def at_the_end(self) -> bool:
        """Whoever only typed a length is done with it."""
        is_length = self.focused is not None and self.focused.id in ("each", "block")
        return super().at_the_end or (bool(self._begun) and is_length)

    @property
    def _timed(self) -> bool:
        return self._step.kind.is_round and self.query_one("#way", Choice).chosen == _EACH

    @on(Choice.Changed, "#way")
    def _show_way(self) -> None:
        if self._step.kind.is_round:
            put_away(self.query_one("#each-row"), away=not self._timed)
            put_away(self.query_one("#block-row"), away=self._timed)

    def action_save(self) -> None:
        try:
            self.dismiss(self._filled())
        except Refused:
            return

    def _filled(self) -> PlannedStep:
        step = replace(self._step, title=self.read("title", checked_title))
        if self._step.kind.is_round:
            step = replace(step, autostart=bool(self.query_one("#auto", Choice).chosen))
        if self._timed:
            return replace(step, planned=ZERO, turn_length=self.read("each", read_pitch))
        return replace(step, planned=self.read("block", read_block), turn_length=None)
