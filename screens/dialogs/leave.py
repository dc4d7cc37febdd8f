"""Leave of absence as a form: from, until, why; below, the leaves on record, to be put right or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList, Static

from leadsroom.acts.people.sheets import LeaveSheet
from leadsroom.domain.people.membership import Leave
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_ahead, read_day_back
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from screens.dialogs.application import line
from screens.dialogs.plan_step import FormDialog
from screens.kit.columns import Column
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet, words
from screens.kit.theme import style
from screens.widgets.form_row import LineInput

_COLUMNS = (Column(), Column(most=40, rank=1))


class LeaveChosen(Struct, frozen=True):
    """A leave on record under the cursor: to be put right, or withdrawn."""

    leave: Leave
    withdraw: bool = False


def read_leave_day(typed: str, today: date) -> date:
    """A day of a leave: to come (`fri`, `1 dec`), or past (`yesterday`). Raises Refused."""
    try:
        return read_day_ahead(typed, today)
    except Refused as no:
        try:
            return read_day_back(typed, today)
        except Refused:
            raise no from None


class LeaveDialog(FormDialog[LeaveSheet | LeaveChosen | None]):
    """The form over a leave. `before` is what was typed, or what stands on the leave that is put right."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]
    BINDINGS = [
        *FormDialog.BINDINGS,
        Binding(
            "delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw the leave under the cursor"
        ),
    ]

    def __init__(
        self,
        title: str,
        today: date,
        leaves: Sequence[Leave] = (),
        before: LeaveSheet | None = None,
        refusal: str = "",
    ) -> None:
        super().__init__(title, refusal)
        self._today = today
        self._leaves = tuple(leaves)
        self._before = before

    def rows(self) -> ComposeResult:
        was = self._before
        since = self._shown(was.since) if was else "today"
        until = self._shown(was.until) if was and was.until else ""
        yield line("since", "From", since, "today, fri, 1 dec", proposed=True)
        yield line("until", "Until", until, "empty: not known", proposed=True)
        yield line("reason", "Reason", was.reason if was else "")
        if self._leaves:
            yield Static(quiet("On record · ↓ enter puts right, delete withdraws"), id="on-record")
            yield Listing(_COLUMNS, id="leaves")

    def on_mount(self) -> None:
        super().on_mount()
        if self._leaves:
            self.query_one(Listing).show([self._line(leave) for leave in reversed(self._leaves)])
        self.query(LineInput).first().focus()

    @property
    def _in_list(self) -> bool:
        return self.focused is not None and self.focused.id == "leaves"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only in the list is there one to withdraw."""
        return action != "withdraw" or self._in_list

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self._choose(withdraw=False)

    def action_withdraw(self) -> None:
        self._choose(withdraw=True)

    def _choose(self, *, withdraw: bool) -> None:
        key = self.query_one(Listing).key
        leave = next((leave for leave in self._leaves if str(leave.id) == key), None)
        if leave is not None:
            self.dismiss(LeaveChosen(leave, withdraw))

    def action_save(self) -> None:
        """Give the leave back, unless a day cannot be read."""
        try:
            sheet = LeaveSheet(
                self.read("since", self._since),
                self.read("until", self._until),
                self.query_one("#reason", LineInput).value,
            )
        except Refused:
            return
        self.dismiss(sheet)

    def _shown(self, on: date) -> str:
        return near_date(on, self._today)

    def _since(self, typed: str) -> date:
        was = self._before
        return was.since if was and typed == self._shown(was.since) else read_leave_day(typed, self._today)

    def _until(self, typed: str) -> date | None:
        was = self._before
        if was and was.until and typed == self._shown(was.until):
            return was.until
        return read_leave_day(typed, self._today) if clean(typed) else None

    def _line(self, leave: Leave) -> Line:
        return Line(str(leave.id), (words(leave.in_words(self._today)), quiet(leave.reason)))
