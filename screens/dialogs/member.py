"""A member's sheet as a form. It gives back the sheet; whether the sheet can stand is asked elsewhere."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.exchange.roster.cells import offices_cell, offices_in
from leadsroom.exchange.roster.dates import date_habit, read_date
from leadsroom.exchange.roster.line import UnreadableCell
from screens.kit.dialog import Dialog
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput

_STATUSES = tuple(MembershipStatus)
BLANK = MemberSheet(name="", profession="")


def read_seat(typed: str) -> int | None:
    """A seat number; None when it is left open. Raises Refused."""
    text = clean(typed)
    if text and not (text.isdecimal() and len(text) <= 4):
        raise Refused(f"“{text}” is not a seat. Type a number, or nothing for the next free.")
    return int(text) if text else None


def read_joined(typed: str, country: str, today: date) -> date | None:
    """The day somebody joined, as their country writes it; None when it is left open. Raises Refused."""
    text = clean(typed)
    if not text:
        return None
    try:
        return read_date(text, date_habit((text,), country), today)
    except UnreadableCell as no:
        raise Refused(str(no).replace("leave the cell empty", "leave it empty")) from None


class MemberDialog(Dialog[MemberSheet | None]):
    """The form over a sheet. `refusal` says why the office sent it back; everything typed is still there."""

    CSS_PATH = [style("page"), style("form"), style("dialog")]
    BINDINGS = [
        Binding("enter", "next", "next", id="main", tooltip="The next line; at the last one, save"),
        Binding("ctrl+s", "save", "save", id="save", tooltip="Save the sheet as it stands"),
        Binding("down", "app.focus_next", "next line", id="down", show=False),
        Binding("up", "app.focus_previous", "line before", id="up", show=False),
        Binding("escape", "leave", "leave it", id="leave", tooltip="Close without saving"),
    ]

    def __init__(self, title: str, sheet: MemberSheet, country: str, today: date, refusal: str = "") -> None:
        super().__init__(title, refusal)
        self._sheet = sheet
        self._country = country
        self._today = today

    def rows(self) -> ComposeResult:
        sheet = self._sheet
        joined = sheet.joined_on.isoformat() if sheet.joined_on else ""
        yield _line("name", "Name", sheet.name)
        yield _line("profession", "Profession", sheet.profession, "one holder each")
        yield _line("company", "Company", sheet.company)
        yield _line("phone", "Phone", sheet.phone_typed)
        yield _line("email", "Mail", sheet.email)
        yield _line("joined", "Joined", joined, "like 2026-11-18")
        yield _line("sphere", "Sphere", sheet.sphere, "like Health, Home")
        yield _line("offices", "Offices", offices_cell(sheet.offices), "a ; between two")
        yield _line("seat", "Seat", str(sheet.seat or ""), "empty: next free")
        words = [status.value for status in _STATUSES if status is not MembershipStatus.ENDED]
        if sheet.status is MembershipStatus.ENDED:
            words.append("left")
        yield FormRow("Status", Choice(words, _STATUSES.index(sheet.status), id="status"), id="status-row")

    def on_mount(self) -> None:
        super().on_mount()
        self._refused_line().focus()
        self._say()

    def _refused_line(self) -> LineInput:
        """The line that a refusal quotes, or the first."""
        lines = list(self.query(LineInput))
        return next((line for line in lines if line.value and f"“{line.value}”" in self._refusal), lines[0])

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", LineInput).value

    def on_descendant_focus(self) -> None:
        self._say()

    def _say(self) -> None:
        self.key_line.say("save" if self._at_the_end else "next")

    @property
    def _at_the_end(self) -> bool:
        return self.query_one("#status").has_focus

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        # Each input says its first value too, once; that is no reason to take a refusal back.
        if isinstance(event.input, LineInput) and event.value != event.input.first_value:
            self.refuse("")
        row = self.query_one(f"#{event.input.id}-row", FormRow)
        if row.wrong:
            row.complain("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        if self._at_the_end:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Give the sheet back, unless something on it cannot be read."""
        if self._readable("joined") and self._readable("seat"):
            self.dismiss(self._filled())

    def _readable(self, name: str) -> bool:
        try:
            self._joined() if name == "joined" else self._seat()
        except Refused as no:
            self.query_one(f"#{name}-row", FormRow).complain(str(no))
            self.query_one(f"#{name}").focus()
            return False
        return True

    def _joined(self) -> date | None:
        typed = self._typed("joined")
        unchanged = self._sheet.joined_on is not None and typed == self._sheet.joined_on.isoformat()
        return self._sheet.joined_on if unchanged else read_joined(typed, self._country, self._today)

    def _seat(self) -> int | None:
        return read_seat(self._typed("seat"))

    def _filled(self) -> MemberSheet:
        return MemberSheet(
            name=self._typed("name"),
            profession=self._typed("profession"),
            company=self._typed("company"),
            phone_typed=self._typed("phone"),
            email=self._typed("email"),
            joined_on=self._joined(),
            sphere=self._typed("sphere"),
            offices=offices_in(self._typed("offices"), is_ours=True),
            seat=self._seat(),
            status=_STATUSES[self.query_one("#status", Choice).chosen],
        )


def _line(name: str, label: str, value: str, hint: str = "") -> FormRow:
    return FormRow(label, LineInput(value, id=name), hint, id=f"{name}-row")
