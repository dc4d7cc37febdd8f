"""An application as a form: who, which seat, by whom. What the seat lies close to shows while typing."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.acts.people.sheets import ApplicationSheet
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.views.people import Roster
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.form_row import FormRow, LineInput

BLANK = ApplicationSheet(name="", profession="")


class ApplicationDialog(FormDialog[ApplicationSheet | None]):
    """The form over an application. Everything typed is still there after a refusal."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]

    def __init__(
        self,
        title: str,
        sheet: ApplicationSheet,
        roster: Roster,
        today: date,
        refusal: str = "",
    ) -> None:
        super().__init__(title, refusal)
        self._sheet = sheet
        self._roster = roster
        self._sponsors = tuple(m.person for m in roster.members if m.status.holds_seat)
        self._today = today

    def rows(self) -> ComposeResult:
        sheet = self._sheet
        applied = near_date(sheet.applied_on, self._today) if sheet.applied_on else "today"
        yield line("name", "Name", sheet.name)
        yield line("profession", "Profession", sheet.profession)
        yield Static(id="of-seat")
        yield line("company", "Company", sheet.company)
        yield line("phone", "Phone", sheet.phone_typed)
        yield line("email", "Mail", sheet.email)
        yield PersonRow("sponsor", "Proposed by", self._sponsors, sheet.sponsor_id)
        yield line("day", "Applied", applied, "today, 4 nov", proposed=True)
        yield line("note", "Note", sheet.note)

    def on_mount(self) -> None:
        super().on_mount()
        self._say_of_seat()
        self.query(LineInput).first().focus()

    @on(Input.Changed, "#profession")
    def _say_of_seat(self) -> None:
        said = self._roster.said_of(self._typed("profession"))
        self.query_one("#of-seat", Static).update(Content(said))

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value

    def action_save(self) -> None:
        """Give the application back, unless something on it cannot be read."""
        try:
            self.dismiss(self._filled())
        except Refused:
            return

    def _filled(self) -> ApplicationSheet:
        return ApplicationSheet(
            name=self._typed("name"),
            profession=self._typed("profession"),
            company=self._typed("company"),
            phone_typed=self._typed("phone"),
            email=self._typed("email"),
            sponsor_id=self._sponsor(),
            applied_on=self.read("day", self._day),
            note=self._typed("note"),
        )

    def _sponsor(self) -> PersonId | None:
        row = self.query_one("#sponsor-row", PersonRow)
        return row.person_id("proposed them") if clean(row.query_one(Input).value) else None

    def _day(self, typed: str) -> date | None:
        """The day that stands already may be any; a new one is today or past."""
        before = self._sheet.applied_on
        if before is not None and typed == near_date(before, self._today):
            return before
        return read_day_back(typed, self._today) if clean(typed) else None


def line(name: str, label: str, value: str = "", hint: str = "", *, proposed: bool = False) -> FormRow:
    """A line of a form about a seat."""
    return FormRow(label, LineInput(value, id=name, proposed=proposed), hint, id=f"{name}-row")
