"""Logging a one-to-one: two members who met outside the weekly meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.lead_word import LOOKS, row
from screens.dialogs.plan_step import FormDialog
from screens.kit.columns import Column
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet, words
from screens.widgets.form_row import LineInput

_COLUMNS = (Column(), Column(most=44), Column(most=30, rank=1))


class OneToOneDialog(FormDialog[Command | None]):
    """Who met whom, when, and what about; below, the last ones, each of which can be withdrawn."""

    CSS_PATH = LOOKS
    BINDINGS = [
        *FormDialog.BINDINGS,
        Binding("delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw the one under the cursor"),
    ]

    def __init__(
        self,
        members: Sequence[Person],
        last: Sequence[OneToOne],
        today: date,
        before: LogOneToOne | None = None,
        refusal: str = "",
    ) -> None:
        super().__init__("A one-to-one", refusal)
        self._members = tuple(members)
        self._last = tuple(last)
        self._today = today
        self._before = before

    def rows(self) -> ComposeResult:
        was = self._before
        yield PersonRow("first", "Member", self._members, was.first_id if was else None)
        yield PersonRow("second", "Met", self._members, was.second_id if was else None)
        day = was.on.isoformat() if was else "today"
        yield row("day", "Day", day, "yesterday, fri", proposed=True)
        yield row("note", "Note", was.note if was else "")
        none = "None has been logged yet."
        yield Static(quiet("The last ones · ↓ delete withdraws" if self._last else none), id="last-ones")
        listing = Listing(_COLUMNS, id="one-to-ones")
        listing.display = bool(self._last)
        yield listing

    def on_mount(self) -> None:
        super().on_mount()
        self._listing.show([_line(one) for one in self._last])
        self.query(PersonRow).first().focus_line()

    @property
    def _listing(self) -> Listing:
        return self.query_one("#one-to-ones", Listing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only in the list is there one to withdraw."""
        return action != "withdraw" or (self.focused is not None and self.focused.id == "one-to-ones")

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_withdraw(self) -> None:
        if self._listing.key:
            self.dismiss(Withdraw("one_to_one", int(self._listing.key)))

    def action_save(self) -> None:
        try:
            self.dismiss(self._filled())
        except Refused:
            return

    def _filled(self) -> LogOneToOne:
        return LogOneToOne(
            first_id=self.query_one("#first-row", PersonRow).person_id("met"),
            second_id=self.query_one("#second-row", PersonRow).person_id("they met"),
            on=self.read("day", lambda typed: read_day_back(typed, self._today)),
            note=self.query_one("#note", LineInput).value,
        )


def _line(one: OneToOne) -> Line:
    met = words(f"{one.first} and {one.second}")
    return Line(str(one.id), (quiet(short_date(one.on)), met, quiet(one.note)))
