"""Where a form lies: over the foot of the screen, so that nothing else moves when it opens or closes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on
from textual.containers import Vertical
from textual.timer import Timer

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.drafts.in_memory import Drafts
from screens.widgets.form_said import FormEdited

if TYPE_CHECKING:  # the first frame need not wait for what opens later
    from screens.dialogs.attendance_board import AttendanceBoard
    from screens.dialogs.rest_board import RestBoard
    from screens.widgets.form import Form

    OpenForm = Form | AttendanceBoard | RestBoard


@runtime_checkable
class Board(Protocol):
    """A form that shows the meeting as it goes on."""

    def follow(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the meeting as it is now."""
        ...


_KEPT_AFTER_SECONDS = 0.25


class FormPlace(Vertical):
    """Holds one form at a time; what is typed is kept while it is typed, until the form is saved."""

    can_focus = False

    def __init__(self, drafts: Drafts | None = None, *, id: str) -> None:
        super().__init__(id=id)
        self.form: OpenForm | None = None
        self._opened_as = ""
        self._drafts = drafts or Drafts()
        self._soon: Timer | None = None
        self._is_left = False

    @property
    def waiting(self) -> frozenset[str]:
        """The names of the forms that have a draft, the open one left out."""
        return self._drafts.names - ({self._opened_as} if self.form is not None else set())

    async def open(self, form: OpenForm, name: str) -> None:
        """Open a form; an earlier draft of the same name is put back."""
        self.form, self._opened_as = form, name
        await self.mount(form)
        draft = self._drafts.of(name)
        if draft is not None:
            form.put_back(dict(draft))

    async def shut(self, *, keep: bool) -> None:
        """Close the form, keeping what was typed into it as a draft or not."""
        form = self.form
        if form is None:
            return
        self._keep() if keep else self._drafts.forget(self._opened_as)
        self.form = None
        await form.remove()

    @on(FormEdited)
    def _edited(self, event: FormEdited) -> None:
        """Keep what is typed within a moment, however long the typing goes on."""
        event.stop()
        if self._soon is None:
            self._soon = self.set_timer(_KEPT_AFTER_SECONDS, self._keep)

    def keep_to_leave(self) -> None:
        """Keep what is typed as it stands, while all of it is there; the screen is about to be left."""
        self._keep()
        self._is_left = True

    def _keep(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if self.form is None:
            return
        if self.form.touched:
            from screens.widgets.form import Form

            form = self.form
            self._drafts.keep(self._opened_as, form.kept if isinstance(form, Form) else form.draft)
        else:
            self._drafts.forget(self._opened_as)

    def on_unmount(self) -> None:
        """The screen is left, perhaps with a form open: one under another screen may have lost its fields."""
        if not self._is_left:
            self._keep()
        self._drafts.close()
