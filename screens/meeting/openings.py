"""What opens over the table as the meeting stands: forms, the names of drafts, how to make them anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from leadsroom.acts.desk import Desk
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import EarlierLead
from leadsroom.domain.meeting.bucket_list import OnAsk
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.views.meeting import lookups
from screens.kit.form.dock import Docked, Opening
from screens.kit.form.form import Again, Form, Latest
from screens.meeting import forms
from screens.meeting.check_in.board import AttendanceBoard
from screens.meeting.possible import why_not


class Openings:
    """The forms and boards of the table, filled with what the `current` picture of the meeting knows.

    One that may be saved beside what another station has written since is made again from the record as it is
    by then, where what it is about is still there.
    """

    def __init__(self, desk: Desk, current: Callable[[], Snapshot]) -> None:
        self._desk, self._current = desk, current

    def named(self, name: str, now: datetime, ask: OnAsk | None = None) -> Opening:
        """What a key opens; a lead that answers the `ask` under the cursor says so. Raises Refused."""
        snapshot = self._current()
        if name == "lead" and ask is not None:
            return Opening(forms.lead_answering(snapshot, ask), f"lead for {ask.turn_id}")
        refusal = why_not(f"form('{name}')", snapshot)
        if refusal and snapshot.attendees:
            raise Refused(refusal)
        form = forms.form_named(name, snapshot, now, self._desk.read)
        again = self._again_named(name, form, now) if isinstance(form, Form) else None
        return Opening(form, name, again=again)

    def _again_named(self, name: str, form: Form[Any], now: datetime) -> Again | None:
        """The same of what two stations may write at once by a key: an ask, the talk, who leads the step."""
        turn = self._current().turn_asking

        def make(seen: Snapshot) -> Form[Any]:
            if name == "ask" and turn is not None:
                return forms.ask_of_turn(seen, turn.id)
            made = forms.form_named(name, seen, now, self._desk.read)
            if not isinstance(made, Form) or made.draft_name != form.draft_name:
                raise KeyError(form.draft_name)  # by then the key is about something else
            return made

        return self._again(make) if name in ("ask", "rota", "speaker") else None

    def of_entry(self, table: str, row_id: int) -> Opening:
        """The form that corrects an entry of the record."""

        def make(seen: Snapshot) -> Form[Any]:
            return forms.form_for_entry(seen, table, row_id)

        return Opening(make(self._current()), f"edit {(table, row_id)}", again=self._again(make))

    async def of_earlier(self, chosen: EarlierLead) -> Opening | None:
        """The slip of an earlier lead, which the table does not hold whole: it is read. Raises Refused.

        None where it is no longer there.
        """

        async def again() -> Latest | None:
            lead = await self._desk.read(lookups.lead_on_record, chosen.id)
            if lead is None:
                return None
            form = forms.slip_of_earlier(await self._desk.look(), lead, chosen.giver)
            return Latest(form, await self._desk.other_station())

        lead = await self._desk.read(lookups.lead_on_record, chosen.id)
        if lead is None:
            return None
        form = forms.slip_of_earlier(self._current(), lead, chosen.giver)
        return Opening(form, f"slip {lead.id}", again=again)

    def substitute_for(self, member_id: PersonId) -> Opening:
        """Who comes for a member on the check-in board, to whom it leads back."""

        def make(seen: Snapshot) -> Form[Any]:
            return forms.substitute_for(seen, member_id)

        form, board = make(self._current()), self._board_at(member_id)
        return Opening(form, f"substitute {member_id}", board, self._again(make))

    def money_of(self, member_id: PersonId, owed: Money | None) -> Opening:
        """What a member on the check-in board pays, or is charged; it leads back to them."""
        form = forms.money_of(self._current(), member_id, owed)
        return Opening(form, form.draft_name, self._board_at(member_id))

    def _board_at(self, member_id: PersonId) -> Callable[[], Docked]:
        return lambda: AttendanceBoard(self._current(), self._desk.read, member_id)

    def _again(self, make: Callable[[Snapshot], Form[Any]]) -> Again:
        async def again() -> Latest | None:
            seen = await self._desk.look()
            with suppress(StopIteration, KeyError):
                return Latest(make(seen), await self._desk.other_station())
            return None

        return again
