"""What the group decided of a member: on which day, who said so, and why."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from textual.app import ComposeResult

from leadsroom.domain.people.decisions import DecisionKind, need_who
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from screens.dialogs.lead_word import row
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.form_row import LineInput

_HEADINGS = {
    DecisionKind.EXCUSED: "The group excuses an absence",
    DecisionKind.WARNED: "The member was warned",
    DecisionKind.SEAT_OPENED: "The group opens the seat",
    DecisionKind.TRAINING: "A training is credited",
}


class Decided(Struct, frozen=True):
    """A decision as it was filled in."""

    on: date
    decided_by: str = ""
    note: str = ""


class DecisionDialog(FormDialog[Decided | None]):
    """The day stands there already; why may stay empty, who decided may not but of a training."""

    CSS_PATH = [style("page"), style("form"), style("dialog")]

    def __init__(self, kind: DecisionKind, name: str, was: Decided, today: date, refusal: str = "") -> None:
        super().__init__(f"{_HEADINGS[kind]} · {name}", refusal)
        self._kind, self._was = kind, was
        self._today = today

    def rows(self) -> ComposeResult:
        was = self._was
        yield row("day", "Day", near_date(was.on, self._today), "yesterday, fri, 7 oct", proposed=True)
        yield row("by", "Decided by", was.decided_by, "like the committee")
        yield row("note", "Why", was.note)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#by", LineInput).focus()

    def action_save(self) -> None:
        try:
            on = self.read("day", lambda typed: read_day_back(typed, self._today))
            by = self.read("by", lambda typed: need_who(self._kind, typed))
        except Refused:
            return
        self.dismiss(Decided(on, by, clean(self.query_one("#note", LineInput).value)))
