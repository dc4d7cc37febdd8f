"""The leaves of a member as a list: one can be put right or withdrawn, and another one added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.binding import Binding

from leadsroom.domain.people.membership import Leave
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.pick_dialog import ADD, EntriesDialog, Picked
from screens.kit.styled import quiet, words

_COLUMNS = (Column(), Column(most=40, rank=1))


class LeavesDialog(EntriesDialog):
    """The leaves ahead, now and past, the latest first."""

    BINDINGS = [Binding("n", "add", "new leave", id="add", tooltip="Another leave")]

    def __init__(self, title: str, leaves: Sequence[Leave], today: date) -> None:
        lines = [
            Line(str(leave.id), (words(leave.in_words(today)), quiet(leave.reason)))
            for leave in reversed(leaves)
        ]
        super().__init__(title, _COLUMNS, lines, empty="No leave is on record.")

    def action_add(self) -> None:
        """Another leave."""
        self.dismiss(Picked("", ADD))
