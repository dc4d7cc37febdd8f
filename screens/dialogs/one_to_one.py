"""Logging a one-to-one: two members who met outside the weekly meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.domain.roster import Person
from leadsroom.domain.typed_day import read_day_back
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.leads.book import OneToOne
from leadsroom.leads.commands import LogOneToOne
from screens.dialogs.lead_people import PersonRow
from screens.dialogs.lead_word import LOOKS, row
from screens.dialogs.plan_step import FormDialog
from screens.widgets.form_row import LineInput
from screens.widgets.pane import lines
from screens.widgets.table import Column, table_lines
from screens.widgets.words import quiet, words

_LAST = 4
_COLUMNS = (Column(), Column(most=44), Column(most=30))
_WIDTH = 78


class OneToOneDialog(FormDialog[LogOneToOne | None]):
    """Who met whom, when, and what about; below, the last ones."""

    CSS_PATH = LOOKS

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
        yield Static(self._last_ones(), id="last-ones")

    def on_mount(self) -> None:
        super().on_mount()
        self.query(PersonRow).first().focus_line()

    def _last_ones(self) -> Content:
        if not self._last:
            return quiet("None has been logged yet.")
        rows = [
            (quiet(short_date(one.on)), words(f"{one.first} and {one.second}"), quiet(one.note))
            for one in self._last[:_LAST]
        ]
        return lines(quiet("The last ones"), *table_lines(rows, _COLUMNS, _WIDTH))

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
