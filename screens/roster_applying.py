"""Applicants on the roster: who applies, the vote, taking in, and the first of a waiting list."""

from __future__ import annotations

from functools import partial

from textual import work

from leadsroom.acts.people.member_sheet import is_candidate, shown_phone
from leadsroom.acts.people.sheets import ApplicationSheet, Told, VoteSheet
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.roster.induction import OutOfTurn
from screens.dialogs import application
from screens.dialogs.application import ApplicationDialog
from screens.dialogs.vote import VoteDialog
from screens.roster_leaves import RosterLeaves
from screens.while_shown import while_shown
from screens.widgets.words import short


class RosterApplying(RosterLeaves):
    """The acts on applicants and those who wait."""

    @work
    @while_shown
    async def action_apply(self) -> None:
        await self._application(
            "An application", application.BLANK, partial(self.seating.apply, self.chapter.id)
        )

    @work
    @while_shown
    async def action_edit(self) -> None:
        if self.chosen is not None:
            await self.edit(self.chosen)

    async def edit(self, member: Member) -> None:
        """The sheet of a member, or the application of an applicant."""
        if not is_candidate(member):
            await self.edit_member(member)
            return
        change = partial(self.seating.change_application, member.id)
        await self._application(f"Edit {short(member.person.name)}", self._application_of(member), change)

    async def _application(self, title: str, sheet: ApplicationSheet, change: partial[Told]) -> None:
        today = self.office.today(self.chapter)

        def dialog(filled: ApplicationSheet | None, refusal: str) -> ApplicationDialog:
            return ApplicationDialog(title, filled or sheet, self.roster, today, refusal)

        await self.fill_in(dialog, change, sheet)

    def _application_of(self, member: Member) -> ApplicationSheet:
        person, known = member.person, self.roster.of(member)
        return ApplicationSheet(
            name=person.name,
            profession=member.profession,
            company=person.company,
            phone_typed=shown_phone(person, self.chapter.country),
            email=person.email,
            sponsor_id=known.sponsor_id,
            applied_on=known.applied_on,
            note=known.note,
        )

    # The vote

    @work
    @while_shown
    async def action_vote(self) -> None:
        member = self.chosen
        if member is None:
            return
        name = short(member.person.name)
        if not is_candidate(member):
            self.tell(f"{name} does not apply. v records the vote on who applies or waits.", "amber")
            return
        seated = sum(m.status.holds_seat for m in self.roster.members)
        rule = self.chapter.rules.vote

        def dialog(filled: VoteSheet | None, refusal: str) -> VoteDialog:
            return VoteDialog(f"Vote on {name}, {member.profession}", rule, seated, filled, refusal)

        await self.fill_in(dialog, partial(self.seating.vote, member.id))

    # Taking in

    @work
    @while_shown
    async def action_seat(self) -> None:
        """Of an applicant, or of the first who waits for a seat that is open."""
        member = self._to_seat()
        if member is None:
            self.tell("Nobody applies here. y takes in an applicant, or offers an open seat.", "amber")
        elif member.status is MembershipStatus.WAITING and not self.roster.of(member).is_accepted:
            await self._in_turn("offer", member)
        elif self.roster.of(member).is_accepted or self.asked in (("vote", member), ("induct", member)):
            await self._in_turn("induct", member)
        else:
            name = short(member.person.name)
            self.ask("vote", member, f"No vote on {name} has accepted them. y again: take them in. v: vote.")

    def _to_seat(self) -> Member | None:
        member = self.chosen
        if member is not None and is_candidate(member):
            return member
        return next((first.member for first in self.roster.open_seats), None)

    async def _in_turn(self, deed: str, member: Member) -> None:
        """Offer the seat or take them in; passing over who waits longer is asked once."""
        passing = self.is_asked(deed, member)
        act = self.seating.offer if deed == "offer" else self.seating.induct
        try:
            said = await self.do(partial(act, member.id, out_of_turn=passing))
        except OutOfTurn as no:
            self.ask(deed, member, f"{no} y again: pass over them.")
        except Refused as no:
            self.tell(str(no), "wrong")
        else:
            self.tell(f"✓ {said}")
