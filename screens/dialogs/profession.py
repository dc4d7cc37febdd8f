"""A profession as a form: its name, the family it lies in, the sphere it works in."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from leadsroom.acts.people.sheets import ProfessionSheet
from leadsroom.domain.people.professions import family_proposed
from screens.dialogs.application import line
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.form_row import FormRow, LineInput


class ProfessionDialog(FormDialog[ProfessionSheet | None]):
    """The form over a profession. A known family is proposed from the name, and stands in the hint."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]

    def __init__(self, title: str, sheet: ProfessionSheet, refusal: str = "") -> None:
        super().__init__(title, refusal)
        self._sheet = sheet

    def rows(self) -> ComposeResult:
        yield line("name", "Profession", self._sheet.name)
        yield line("family", "Family", self._sheet.family)
        yield line("sphere", "Sphere", self._sheet.sphere, "like Health, Home")

    def on_mount(self) -> None:
        super().on_mount()
        self._propose()
        self.query(LineInput).first().focus()

    @on(Input.Changed, "#name")
    def _propose(self) -> None:
        family = family_proposed(self.query_one("#name", LineInput).value)
        said = f"empty: {family}, by its name" if family else "seats of one lie close"
        self.query_one("#family-row", FormRow).hint(said)

    def action_save(self) -> None:
        """Give the profession back."""
        typed = [self.query_one(f"#{name}", LineInput).value for name in ("name", "family", "sphere")]
        self.dismiss(ProfessionSheet(*typed))
