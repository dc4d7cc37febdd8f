"""Where a form lies: over the foot of the screen, so that nothing else moves when it opens or closes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.containers import Vertical

from leadsroom.domain.snapshot import Snapshot
from screens.widgets.form import Form

if TYPE_CHECKING:  # the first frame need not wait for what opens later
    from screens.dialogs.attendance_board import AttendanceBoard
    from screens.dialogs.rest_board import RestBoard

    OpenForm = Form | AttendanceBoard | RestBoard


@runtime_checkable
class Board(Protocol):
    """A form that shows the meeting as it goes on."""

    def follow(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the meeting as it is now."""
        ...


class FormPlace(Vertical):
    """Holds one form at a time, and what was typed into those that were closed unsaved."""

    can_focus = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.form: OpenForm | None = None
        self._opened_as = ""
        self._drafts: dict[str, dict[str, str]] = {}

    async def open(self, form: OpenForm, name: str) -> None:
        """Open a form; an earlier draft of the same name is put back."""
        self.form, self._opened_as = form, name
        await self.mount(form)
        if name in self._drafts:
            form.put_back(self._drafts.pop(name))

    async def shut(self, *, keep: bool) -> None:
        """Close the form, keeping what was typed into it as a draft or not."""
        form, self.form = self.form, None
        if form is None:
            return
        if keep and form.touched:
            self._drafts[self._opened_as] = form.draft
        await form.remove()
