"""The leaves of a member as a list: one can be put right or withdrawn, and another one added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from leadsroom.domain.people.membership import Leave
from screens.kit.columns import Column
from screens.kit.dialog import Dialog
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet, words
from screens.kit.theme import style

_COLUMNS = (Column(), Column(most=40, rank=1))


class LeaveAct(Enum):
    """What is to be done."""

    ADD = auto()
    CORRECT = auto()
    WITHDRAW = auto()


class LeaveChosen(Struct, frozen=True):
    """What is to be done, and with which leave; None for another one."""

    act: LeaveAct
    leave: Leave | None = None


class LeavesDialog(Dialog[LeaveChosen | None]):
    """The leaves ahead, now and past, the latest first."""

    CSS_PATH = [style("page"), style("dialog"), style("roster")]
    BINDINGS = [
        Binding("enter,e", "correct", "correct", id="main", key_display="⏎", tooltip="Correct this leave"),
        Binding("n", "add", "new leave", id="add", tooltip="Another leave"),
        Binding("delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw it; u takes that back"),
        Binding("escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close the list"),
    ]

    def __init__(self, title: str, leaves: Sequence[Leave], today: date) -> None:
        super().__init__(title, "" if leaves else "No leave is on record.")
        self._leaves, self._today = tuple(reversed(leaves)), today

    def rows(self) -> ComposeResult:
        yield Listing(_COLUMNS, id="leaves")

    def on_mount(self) -> None:
        super().on_mount()
        listing = self.query_one(Listing)
        listing.show([self._line(leave) for leave in self._leaves])
        listing.focus()

    def _line(self, leave: Leave) -> Line:
        return Line(str(leave.id), (words(leave.in_words(self._today)), quiet(leave.reason)))

    def action_add(self) -> None:
        """Another leave."""
        self.dismiss(LeaveChosen(LeaveAct.ADD))

    @on(OptionList.OptionSelected)
    def action_correct(self) -> None:
        """The one under the cursor is put right."""
        self._choose(LeaveAct.CORRECT)

    def action_withdraw(self) -> None:
        """The one under the cursor is withdrawn."""
        self._choose(LeaveAct.WITHDRAW)

    def _choose(self, act: LeaveAct) -> None:
        key = self.query_one(Listing).key
        leave = next((leave for leave in self._leaves if str(leave.id) == key), None)
        if leave is not None:
            self.dismiss(LeaveChosen(act, leave))
