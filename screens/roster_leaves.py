"""Leave on the roster: going, coming back, and the leaves on record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import work

from leadsroom.domain.membership import Leave
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.roster.seat_sheets import LeaveSheet, Told
from screens.dialogs.leave import LeaveDialog
from screens.roster_acts import RosterActs
from screens.while_shown import while_shown
from screens.widgets.words import short


class RosterLeaves(RosterActs):
    """The acts on leaves of absence."""

    @work
    @while_shown
    async def action_leave(self) -> None:
        """On leave, or back from it at once."""
        member = self.chosen
        if member is not None and member.status is MembershipStatus.ON_LEAVE:
            await self.act(partial(self.seating.back_from_leave, member.id))
        elif member is not None:
            await self._leaves(member)

    @work
    @while_shown
    async def action_leaves(self) -> None:
        if self.chosen is not None:
            await self._leaves(self.chosen)

    async def _leaves(self, member: Member) -> None:
        """Another leave, or one on record put right or withdrawn."""
        if not member.status.holds_seat:
            self.tell(f"{short(member.person.name)} has no seat to be on leave from.", "amber")
            return
        known = self.roster.of(member).leaves
        answer = await self.app.push_screen_wait(self._dialog(member, known)(None, ""))
        if isinstance(answer, LeaveSheet):
            await self._taken(member, partial(self.seating.take_leave, member.id), answer=answer)
        elif answer is not None and answer.withdraw:
            await self.act(partial(self.seating.withdraw_leave, answer.leave))
        elif answer is not None:
            away = answer.leave.away
            before = LeaveSheet(away.since, away.until, answer.leave.reason)
            await self._taken(member, partial(self.seating.change_leave, answer.leave), before=before)

    async def _taken(
        self,
        member: Member,
        change: Callable[[LeaveSheet], Told],
        *,
        before: LeaveSheet | None = None,
        answer: LeaveSheet | None = None,
    ) -> None:
        await self.until_taken(self._dialog(member), change, before, answer)

    def _dialog(
        self, member: Member, known: tuple[Leave, ...] = ()
    ) -> Callable[[LeaveSheet | None, str], LeaveDialog]:
        title, today = f"Leave of {short(member.person.name)}", self.office.today(self.chapter)

        def dialog(filled: LeaveSheet | None, refusal: str) -> LeaveDialog:
            return LeaveDialog(title, today, known, filled, refusal)

        return dialog
