"""The roster as an act finds it: memberships, holders of seats and waiting lists, inside the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.people.membership import MemberFacts, Waiting, in_roster_order, waiting_list
from leadsroom.domain.people.roster import Member
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.seats import days_of, facts_of

# The tables that are read for a membership, and for what is on record beside its seat.
_OF_MEMBERS = frozenset({"membership", "person", "profession"})
_OF_FACTS = frozenset({"membership", "person", "leave", "vetting"})


def members(act: Act) -> tuple[Member, ...]:
    """Every membership: the table in its order, then applicants and the waiting, then who has left."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    return act.once(
        "members", _OF_MEMBERS, lambda: in_roster_order(read_roster.members(connection, chapter_id))
    )


def member(act: Act, membership_id: MembershipId) -> Member:
    """One of them. Raises Refused."""
    found = next((each for each in members(act) if each.id == membership_id), None)
    if found is None:
        raise Refused("That member is no longer on the roster.")
    return found


def seated(act: Act) -> tuple[Member, ...]:
    """Everybody who holds a seat, around the table."""
    return tuple(each for each in members(act) if each.status.holds_seat)


def facts(act: Act, member: Member) -> MemberFacts:
    """The record of a membership beside its seat."""
    return all_facts(act)[member.id]


def all_facts(act: Act) -> dict[MembershipId, MemberFacts]:
    """The same of every membership."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    return act.once("facts", _OF_FACTS, lambda: facts_of(connection, chapter_id))


def holder_of(act: Act, profession: str) -> Member | None:
    """The member who holds the seat of a profession, by any spelling."""
    key = fold(profession)
    return next((each for each in seated(act) if fold(each.profession) == key), None)


def waiting_since(act: Act) -> dict[MembershipId, date | None]:
    """From when on each membership has waited for its seat; None for those that never did."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    found = act.once("days", {"membership"}, lambda: days_of(connection, chapter_id))
    return {membership_id: waiting for membership_id, (_applied, waiting) in found.items()}


def applied_on(act: Act, member: Member) -> date | None:
    """When somebody applied, where they did."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    return act.once("days", {"membership"}, lambda: days_of(connection, chapter_id))[member.id][0]


def waiting_for(act: Act, member: Member) -> tuple[Waiting, ...]:
    """The waiting list of one member's profession, the first first."""
    everybody = waiting_list(members(act), waiting_since(act))
    return tuple(w for w in everybody if w.member.profession_id == member.profession_id)


def names(members: Iterable[Member]) -> str:
    """`Ann Chu`, `Ann Chu and Bo Lind`, `Ann Chu, Bo Lind and Cy Orr`."""
    return listed(member.person.name for member in members)
