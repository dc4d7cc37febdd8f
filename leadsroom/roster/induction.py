"""Taking applicants in: in turn, into a seat that is open; and whose turn it is."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from leadsroom.acts.people.member_sheet import sheet_of
from leadsroom.acts.people.sheets import Told
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.membership import MemberFacts, has_the_offer, open_seat_in_words
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.applications import candidate
from leadsroom.roster.checked import checked, make_room
from leadsroom.roster.seat_door import (
    SeatDoor,
    facts,
    holder_of,
    names,
    seats_open,
    waiting_for,
    waiting_since,
)
from leadsroom.roster.treasury import charge_join_fee
from leadsroom.store import tables as t

_APPLICANT, _WAITING = MembershipStatus.APPLICANT, MembershipStatus.WAITING


class Induction(SeatDoor):
    """The door into a seat. Every write raises Refused with nothing changed."""

    def offer(self, membership_id: MembershipId, *, out_of_turn: bool = False) -> Told:
        """Offer a seat that is open to somebody who waits for it: they are an applicant again."""
        with self.act(self._chapter_of(membership_id), "OfferSeat") as act:
            member = candidate(act, membership_id)
            _refuse_taken(act, member)
            _refuse_out_of_turn(act, member, out_of_turn=out_of_turn)
            act.unit.update(t.membership, member.id, status=_APPLICANT.value)
            act.what = f"The seat of {member.profession} is offered to {member.person.name}"
            return Told(act.member(member.id), f"{act.what}.")

    def induct(
        self,
        membership_id: MembershipId,
        joined_on: date | None = None,
        *,
        seat: int | None = None,
        out_of_turn: bool = False,
    ) -> Told:
        """Take an applicant in. Refused where somebody holds the seat, or waits before them.

        `out_of_turn`: the group has passed over those who wait before. The join fee is charged.
        """
        with self.act(self._chapter_of(membership_id), "Induct") as act:
            before = candidate(act, membership_id)
            _refuse_taken(act, before)
            _refuse_out_of_turn(act, before, out_of_turn=out_of_turn)
            sheet = replace(sheet_of(before, act.chapter.country), status=MembershipStatus.ACTIVE, seat=seat)
            sheet = checked(act, replace(sheet, joined_on=joined_on or act.today), before)
            make_room(act, sheet, before)
            act.rewrite(before, sheet)
            member = act.member(membership_id)
            charge_join_fee(act, member)
            act.what = f"{member.person.name} is taken in as {member.profession}, seat {member.seat}"
            others = sent_to_wait(act, member)
            return Told(member, f"{act.what}.{others}")


def openings(act: RosterAct) -> str:
    """Every seat that is open and waited for, as sentences."""
    return " ".join(open_seat_in_words(first) for first in seats_open(act))


def _refuse_taken(act: RosterAct, member: Member) -> None:
    holder = holder_of(act, member.profession)
    if holder is not None:
        raise Refused(
            f"{holder.person.name} holds the seat of {member.profession}, and a profession has one holder. "
            f"{member.person.name} can wait for it, or apply for another."
        )


class OutOfTurn(Refused):
    """Somebody waits before them; the group may pass over that."""


def _refuse_out_of_turn(act: RosterAct, member: Member, *, out_of_turn: bool) -> None:
    """Refuse while somebody else has the offer of the seat, or waits before them."""
    since = waiting_since(act)
    if out_of_turn or has_the_offer(member, since):
        return
    offered = [
        m for m in act.members() if has_the_offer(m, since) and m.profession_id == member.profession_id
    ]
    if offered:
        raise OutOfTurn(
            f"The seat of {member.profession} is offered to {names(offered)}. Wait for their answer, or pass "
            "over them."
        )
    first = next(iter(waiting_for(act, member)), None)
    if first is None or first.member.id == member.id:
        return
    day = f", since {short_date(first.since)}" if first.since else ""
    raise OutOfTurn(
        f"{first.member.person.name} waits for the seat of {member.profession} before {member.person.name}"
        f"{day}. Offer it to them first, or pass over them."
    )


def sent_to_wait(act: RosterAct, member: Member) -> str:
    """Whoever applied for a seat that `member` holds waits for it now, from the day they applied."""
    sent = []
    if not member.status.holds_seat:
        return ""
    for other in act.members():
        if other.profession_id == member.profession_id and other.status is _APPLICANT:
            known: MemberFacts = facts(act, other)
            since = known.waiting_since or known.applied_on or act.today
            act.unit.update(t.membership, other.id, status=_WAITING.value, waiting_since=since)
            sent.append(other)
    if not sent:
        return ""
    return f" {names(sent)}, who applied too, {'waits' if len(sent) == 1 else 'wait'} for the seat now."
