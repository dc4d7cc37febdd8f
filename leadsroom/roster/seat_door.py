"""What the doors to seats share: whose member it is, who holds a profession, who waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.membership import MemberFacts, Waiting, open_seats, waiting_list
from leadsroom.domain.roster import Member
from leadsroom.domain.text import fold
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.door import Door
from leadsroom.store.read_people import chapter_of_membership
from leadsroom.store.read_seats import facts_of


class SeatDoor(Door):
    """A door that is knocked at with the number of a membership."""

    def _chapter_of(self, membership_id: MembershipId) -> ChapterId:
        with self._store.reading() as connection:
            found = chapter_of_membership(connection, membership_id)
        if found is None:
            raise Refused("That member is no longer on the roster.")
        return found


def facts(act: RosterAct, member: Member) -> MemberFacts:
    """What is on record of a membership."""
    return facts_of(act.unit.connection, act.chapter.id)[member.id]


def holder_of(act: RosterAct, profession: str) -> Member | None:
    """Who holds the seat of a profession, by any spelling."""
    key = fold(profession)
    return next((m for m in act.members() if m.status.holds_seat and fold(m.profession) == key), None)


def waiting_since(act: RosterAct) -> dict[MembershipId, date | None]:
    """From when on each membership has waited for its seat, those that never did without a day."""
    known = facts_of(act.unit.connection, act.chapter.id)
    return {membership_id: fact.waiting_since for membership_id, fact in known.items()}


def waiting_for(act: RosterAct, member: Member) -> tuple[Waiting, ...]:
    """The waiting list of one member's profession, the first first."""
    everybody = waiting_list(act.members(), waiting_since(act))
    return tuple(w for w in everybody if w.member.profession_id == member.profession_id)


def seats_open(act: RosterAct) -> tuple[Waiting, ...]:
    """The first on the list of each profession that nobody holds."""
    return open_seats(act.members(), waiting_since(act))


def names(members: Iterable[Member]) -> str:
    """`Ann Chu`, `Ann Chu and Bo Lind`, `Ann Chu, Bo Lind and Cy Orr`."""
    said = [member.person.name for member in members]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
