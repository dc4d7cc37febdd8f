"""What the check-in board asks for beyond a mark: a form in its place, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from leadsroom.domain.ids import PersonId
from leadsroom.domain.journal import Entry
from screens.table_acts import TableActs
from screens.widgets.asked_for import MoneyWanted, SubstituteWanted

if TYPE_CHECKING:
    from screens.widgets.form_place import FormPlace, OpenForm


class BoardActs(TableActs):
    """Forms that are opened from the board give it back when they are closed."""

    _back_to: PersonId | None = None

    if TYPE_CHECKING:
        _form_place: FormPlace

        async def _open(self, form: OpenForm, name: str) -> None: ...

        async def _shut(self, *, keep: bool) -> None: ...

        async def action_form(self, name: str) -> None: ...

    @on(SubstituteWanted)
    async def _seat_substitute(self, event: SubstituteWanted) -> None:
        from screens import meeting_forms

        event.stop()
        form = meeting_forms.substitute_for(self.snapshot, event.member_id)
        await self._from_board(form, f"substitute {event.member_id}", event.member_id)

    @on(MoneyWanted)
    async def _take_money(self, event: MoneyWanted) -> None:
        from screens.dialogs.money_form import MoneyForm

        event.stop()
        form = MoneyForm(self.snapshot, event.member_id, event.owed)
        await self._from_board(form, f"money {event.member_id}", event.member_id)

    async def _from_board(self, form: OpenForm, name: str, member_id: PersonId) -> None:
        await self._shut(keep=True)
        await self._open(form, name)
        self._back_to = member_id

    async def _back_to_board(self) -> None:
        """To the board and whom it was about, if the form that is closed now was opened there."""
        member_id = self._back_to
        if member_id is not None and self._form_place.form is None:
            self._back_to = None
            await self._open_board_at(member_id)

    def _tell_board(self, entry: Entry | None) -> None:
        """Its line is the only one in which this can be said: the ledger lies behind the board."""
        from screens.dialogs.attendance_board import AttendanceBoard

        board = self._form_place.form
        if entry is not None and isinstance(board, AttendanceBoard):
            board.tell(entry)

    async def _open_board_at(self, member_id: PersonId) -> None:
        from screens.dialogs.attendance_board import AttendanceBoard

        await self.action_form("attendance")
        board = self._form_place.form
        if isinstance(board, AttendanceBoard):
            board.choose(member_id)
