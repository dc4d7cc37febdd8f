"""The roster as an act finds it: every membership as it stands inside the transaction."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.acts.act import Act
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.errors import Refused
from leadsroom.store import read


def members(act: Act) -> tuple[Member, ...]:
    """Every membership: the table in its order, then applicants and the waiting, then who has left."""
    return in_roster_order(read.members(act.unit.connection, act.chapter.id))


def member(act: Act, membership_id: MembershipId) -> Member:
    """One of them. Raises Refused."""
    found = next((each for each in members(act) if each.id == membership_id), None)
    if found is None:
        raise Refused("That member is no longer on the roster.")
    return found


def in_roster_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """Around the table; then those who are not at it yet; then those who have left."""
    ended = MembershipStatus.ENDED
    return tuple(sorted(members, key=lambda m: (m.status is ended, not m.status.holds_seat, m.seat, m.id)))
