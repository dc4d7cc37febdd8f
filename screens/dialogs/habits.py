"""The chapter's habits as a form over a page. Whether they can stand is asked elsewhere."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from leadsroom.acts.chapter.habits import NewChapter
from screens.kit.dialog import Dialog
from screens.kit.theme import style
from screens.widgets.group_form import GroupForm


class HabitsDialog(Dialog[NewChapter | None]):
    """The form that set-up has. `refusal` says why the office sent it back; what was typed is still there."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("settings")]
    BINDINGS = [
        Binding("enter", "next", "next", id="main", tooltip="The next line; at the last one, save"),
        Binding("ctrl+s", "save", "save", id="save", tooltip="Save the habits as they stand"),
        Binding("down", "app.focus_next", "next line", id="down", show=False),
        Binding("up", "app.focus_previous", "line before", id="up", show=False),
        Binding("escape", "leave", "leave it", id="leave", tooltip="Close without saving"),
    ]

    def __init__(self, habits: NewChapter, refusal: str = "") -> None:
        super().__init__("The chapter and its meeting", refusal)
        self._habits = habits

    def rows(self) -> ComposeResult:
        yield GroupForm(self._habits, on_record=True)

    @property
    def form(self) -> GroupForm:
        return self.query_one(GroupForm)

    def on_mount(self) -> None:
        super().on_mount()
        self.form.control("name").focus()

    def on_descendant_focus(self) -> None:
        self.key_line.say("save" if self._at_the_end else "next")

    @property
    def _at_the_end(self) -> bool:
        return self.focused is self.form.control("other" if self.form.other_pitch else "pitch")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        if self._at_the_end:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Give back the habits, unless a row cannot be understood."""
        wrong = self.form.first_wrong()
        if wrong is not None:
            self.form.control(wrong).focus()
            return
        self.dismiss(self.form.new_chapter())
