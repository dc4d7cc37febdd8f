"""The office: the single door for writes between meetings. One act, one transaction, one journal entry."""

from __future__ import annotations

from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.roster.act import in_roster_order
from leadsroom.roster.checked import checked, make_room
from leadsroom.roster.departures import end_membership
from leadsroom.roster.door import Door
from leadsroom.roster.entries import is_candidate, sheet_of
from leadsroom.roster.induction import sent_to_wait
from leadsroom.roster.member_words import difference, standing
from leadsroom.roster.sheets import MemberSheet
from leadsroom.store import read
from leadsroom.store.read_people import chapter_of_membership

__all__ = ["MemberSheet", "Office"]


class Office(Door):
    """The door to the members of a chapter. Every write raises Refused with nothing changed."""

    def members(self, chapter_id: ChapterId) -> tuple[Member, ...]:
        """Every membership: the table in its order, then applicants and the waiting, then who has left."""
        with self._store.reading() as connection:
            return in_roster_order(read.members(connection, chapter_id))

    def add_member(self, chapter_id: ChapterId, sheet: MemberSheet) -> Member:
        """Enter a member. Somebody known as a guest or former member stays the same person.

        With a seat it is somebody who has it already, as when a chapter is set up: no join fee is charged.
        """
        with self.act(chapter_id, "AddMember") as act:
            sheet = checked(act, sheet)
            make_room(act, sheet)
            member = act.member(act.enter(sheet))
            act.what = f"{member.person.name}, {member.profession}: {standing(member)}"
            sent_to_wait(act, member)
            return member

    def change_member(
        self, membership_id: MembershipId, sheet: MemberSheet, seen: MemberSheet | None = None
    ) -> Member:
        """Change what a member's sheet says; the others at the table move up where a seat was taken.

        Who applies or waits is taken in by `Seating.induct`, which charges the join fee, and not here. With
        `seen`, only where the sheet on record still is that one.
        """
        with self.act(self._chapter_of(membership_id), "ChangeMember") as act:
            before = act.member(membership_id)
            if seen not in (None, sheet_of(before, act.chapter.country)):
                raise Refused(
                    f"{before.person.name} was changed elsewhere meanwhile: {standing(before)}. "
                    "Leave this form, look again, then change it."
                )
            sheet = checked(act, sheet, before)
            _refuse_taking_in(before, sheet)
            make_room(act, sheet, before)
            act.rewrite(before, sheet)
            after = act.member(membership_id)
            act.what = f"{before.person.name}: {difference(before, after)}"
            sent_to_wait(act, after)
            return after

    def end_membership(self, membership_id: MembershipId) -> Member:
        """The member has left the chapter today; everything they did stays."""
        with self.act(self._chapter_of(membership_id), "EndMembership") as act:
            end_membership(act, act.member(membership_id))
            return act.member(membership_id)

    def _chapter_of(self, membership_id: MembershipId) -> ChapterId:
        with self._store.reading() as connection:
            found = chapter_of_membership(connection, membership_id)
        if found is None:
            raise Refused("That member is no longer on the roster.")
        return found


_AS_CANDIDATE = {MembershipStatus.APPLICANT: "an applicant", MembershipStatus.WAITING: "waiting"}


def _refuse_taking_in(before: Member, sheet: MemberSheet) -> None:
    if is_candidate(before) and sheet.status.holds_seat:
        raise Refused(
            f"{before.person.name} is {_AS_CANDIDATE[before.status]}: y on the roster takes them in, in turn "
            "and with the join fee."
        )
