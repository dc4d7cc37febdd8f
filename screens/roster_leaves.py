"""Leave on the roster: going, coming back, and the leaves on record."""

from __future__ import annotations

from functools import partial

from textual import work

from leadsroom.acts.people.sheets import LeaveSheet
from leadsroom.domain.membership import Leave
from leadsroom.domain.roster import Member, MembershipStatus
from screens.dialogs.leave import LeaveChosen, LeaveDialog
from screens.roster_acts import RosterActs
from screens.while_shown import while_shown
from screens.widgets.words import short


class RosterLeaves(RosterActs):
    """The acts on leaves of absence."""

    @work
    @while_shown
    async def action_leave(self) -> None:
        """A leave; of somebody on leave its end, which is asked once."""
        member = self.chosen
        if member is None:
            return
        if member.status is not MembershipStatus.ON_LEAVE:
            await self._leaves(member)
        elif self.is_asked("back", member):
            await self.act(partial(self.seating.back_from_leave, member.id))
        else:
            name = short(member.person.name)
            self.ask("back", member, f"Is {name} back from leave? l again: yes. Escape: no. L: the leaves.")

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

        def dialog(filled: LeaveSheet | LeaveChosen | None, refusal: str) -> LeaveDialog:
            sheet = filled if isinstance(filled, LeaveSheet) else None
            return self._dialog(member, known, sheet, refusal)

        async def take(answer: LeaveSheet | LeaveChosen) -> str:
            if isinstance(answer, LeaveSheet):
                return await self.do(partial(self.seating.take_leave, member.id, answer))
            if answer.withdraw:
                return await self.do(partial(self.seating.withdraw_leave, answer.leave))
            await self._put_right(member, answer.leave)
            return ""

        said = await self.until_taken(dialog, take)
        if said:
            self.tell(f"✓ {said}")

    async def _put_right(self, member: Member, leave: Leave) -> None:
        before = LeaveSheet(leave.away.since, leave.away.until, leave.reason)

        def dialog(filled: LeaveSheet | None, refusal: str) -> LeaveDialog:
            return self._dialog(member, (), filled, refusal)

        await self.fill_in(dialog, partial(self.seating.change_leave, leave), before)

    def _dialog(
        self, member: Member, known: tuple[Leave, ...], filled: LeaveSheet | None, refusal: str
    ) -> LeaveDialog:
        today = self.office.today(self.chapter)
        return LeaveDialog(f"Leave of {short(member.person.name)}", today, known, filled, refusal)
