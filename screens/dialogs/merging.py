"""Two spellings of one thing: which other one it is, and which name stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.domain.roster import Person
from leadsroom.errors import Refused
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.plan_step import FormDialog
from screens.style import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow
from screens.widgets.words import short


@dataclass(frozen=True, slots=True)
class Merged:
    """The spelling that goes, and the one that stays."""

    other: Person
    kept: Person


class MergeDialog(FormDialog[Merged | None]):
    """`one` is the spelling under the cursor; the other is found by a few letters among `others`."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]

    def __init__(
        self, title: str, one: Person, others: Sequence[Person], what_moves: str, refusal: str = ""
    ) -> None:
        super().__init__(title, refusal)
        self._one = one
        self._others = tuple(other for other in others if other.id != one.id)
        self._what_moves = what_moves

    def rows(self) -> ComposeResult:
        yield PersonRow("other", "Same as", self._others)
        stays = Choice((short(self._one.name), "the other one"), id="stays")
        yield FormRow("Name stays", stays, id="stays-row")
        yield Static(Content(self._what_moves), id="what-moves")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(PersonRow).focus_line()

    def action_save(self) -> None:
        """Say which two are one."""
        try:
            other_id = self.query_one(PersonRow).person_id("it is")
        except Refused:
            return
        other = next(person for person in self._others if person.id == other_id)
        stays_here = self.query_one("#stays", Choice).chosen == 0
        self.dismiss(Merged(other, self._one) if stays_here else Merged(self._one, other))
