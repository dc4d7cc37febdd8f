"""Two spellings of one thing: which other one it is, and which name stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.domain.people.search import F
from leadsroom.errors import Refused
from screens.dialogs.lead_people import FoundRow
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow


class Merged(Struct, Generic[F], frozen=True):
    """The spelling that goes, and the one that stays."""

    other: F
    kept: F


class MergeDialog(FormDialog[Merged[F] | None], Generic[F]):
    """Two names among `choices`, each found by a few letters; `one`, under the cursor, stands there."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]

    def __init__(self, title: str, one: F, choices: Sequence[F], what_moves: str, refusal: str = "") -> None:
        super().__init__(title, refusal)
        self._one = one
        self._choices = tuple(choices)
        self._what_moves = what_moves

    def rows(self) -> ComposeResult:
        yield FoundRow("one", "Name", self._choices, self._one.id)
        yield FoundRow("other", "Same as", self._choices)
        stays = Choice(("the first", "the second"), id="stays")
        yield FormRow("Name stays", stays, id="stays-row")
        yield Static(Content(self._what_moves), id="what-moves")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#other-row", FoundRow).focus_line()

    def action_save(self) -> None:
        """Say which two are one."""
        try:
            first, second = (self._named(row) for row in ("#one-row", "#other-row"))
        except Refused:
            return
        stays_here = self.query_one("#stays", Choice).chosen == 0
        self.dismiss(Merged(second, first) if stays_here else Merged(first, second))

    def _named(self, row: str) -> F:
        found: FoundRow[F] = self.query_one(row, FoundRow)
        return found.settled("it is")
