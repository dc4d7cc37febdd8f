"""Leaving the chapter, and coming back. What somebody did stays; whoever waits for the seat is named."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of
from leadsroom.acts.people.sheets import Told
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.membership import never_in
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.applications import close_application
from leadsroom.roster.called_off import told_by, withdrawn_in_words
from leadsroom.roster.checked import checked, make_room
from leadsroom.roster.induction import openings
from leadsroom.roster.seat_door import SeatDoor, facts, holder_of
from leadsroom.store import tables as t


class Departures(SeatDoor):
    """The door out, and in again. Every write raises Refused with nothing changed."""

    def end(self, membership_id: MembershipId, on: date | None = None) -> Told:
        """The member has left the chapter, today or on a day before."""
        with self.act(self._chapter_of(membership_id), "EndMembership") as act:
            before = act.member(membership_id)
            end_membership(act, before, on)
            after, opened = act.member(membership_id), _opened(act, before)
            return Told(after, f"{act.what}. Everything they did stays.{opened}")

    def come_back(self, membership_id: MembershipId) -> Told:
        """Somebody who left is back: the same person, a new membership, or a place on the waiting list."""
        with self.act(self._chapter_of(membership_id), "ComeBack") as act:
            left = act.member(membership_id)
            _refuse_current(act, left)
            holder = holder_of(act, left.profession)
            status = MembershipStatus.WAITING if holder else _status_again(act, left)
            joined_on = act.today if status.holds_seat else None
            sheet = replace(
                sheet_of(left, act.chapter.country), status=status, joined_on=joined_on, seat=None
            )
            sheet = checked(act, replace(sheet, offices=()))
            make_room(act, sheet)
            member = act.member(act.enter(sheet, left.person.id))
            act.what = _back(member, holder)
            return Told(member, f"{act.what}.")


def _status_again(act: RosterAct, left: Member) -> MembershipStatus:
    """Whoever applied and was never taken in applies again."""
    applies = never_in(left, facts(act, left))
    return MembershipStatus.APPLICANT if applies else MembershipStatus.ACTIVE


def end_membership(act: RosterAct, member: Member, on: date | None = None) -> None:
    """The membership ends; an application that ends so is one that was withdrawn."""
    if not is_current(member):
        raise Refused(f"{member.person.name} has left already.")
    if on is not None and on > act.today:
        raise Refused(f"{short_date(on)} {on.year} is still to come. A membership ends today or before.")
    if on is not None and member.joined_on is not None and on < member.joined_on:
        raise Refused(
            f"{member.person.name} joined on {short_date(member.joined_on)} {member.joined_on.year}. "
            "A membership ends on that day or later."
        )
    told = told_by(act, member.person.id)
    close_application(act, member)
    if on is not None:
        act.unit.update(t.membership, member.id, ended_on=on)
    if is_candidate(member):
        act.what = f"{member.person.name} no longer applies for {member.profession}"
    else:
        act.what = f"{member.person.name} has left the chapter{withdrawn_in_words(told, act.today)}"


def _opened(act: RosterAct, before: Member) -> str:
    said = openings(act) if before.status.holds_seat else ""
    return f" {said}" if said else ""


def _refuse_current(act: RosterAct, left: Member) -> None:
    now = next((m for m in act.members() if m.person.id == left.person.id and is_current(m)), None)
    if now is not None:
        raise Refused(
            f"{now.person.name} is on the roster already, as {now.profession} ({now.status.value})."
        )


def _back(member: Member, holder: Member | None) -> str:
    name = member.person.name
    if is_candidate(member) and holder is None:
        return f"{name} applies for the seat of {member.profession} again"
    if holder is None:
        return f"{name} is back as {member.profession}, in seat {member.seat}"
    return f"{name} is back on the waiting list: {holder.person.name} holds the seat of {member.profession}"
