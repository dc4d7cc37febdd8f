"""Leave of absence: from, until, why. It pauses the counting, and the seat stays theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from leadsroom.acts.people.sheets import LeaveSheet, Told
from leadsroom.domain.ids import ChapterId, MembershipId
from leadsroom.domain.membership import Leave, MemberFacts
from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.text import clean
from leadsroom.domain.wording import near_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.seat_door import SeatDoor, names
from leadsroom.store import read
from leadsroom.store import tables as t
from leadsroom.store.read_seats import facts_of

_ACTIVE, _ON_LEAVE = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE


class Absences(SeatDoor):
    """The door for leaves of absence. Every write raises Refused with nothing changed."""

    def take_leave(self, membership_id: MembershipId, sheet: LeaveSheet) -> Told:
        """A leave that has begun, that is ahead, or that is over already."""
        with self.act(self._chapter_of(membership_id), "TakeLeave") as act:
            member, leaves = act.member(membership_id), act.leaves(membership_id)
            if not member.status.holds_seat:
                raise Refused(f"{member.person.name} has no seat to be on leave from.")
            _check(sheet, leaves.all, act.today)
            leaves.enter(sheet.since, sheet.until, clean(sheet.reason))
            return _told(act, member, sheet)

    def change_leave(self, leave: Leave, sheet: LeaveSheet) -> Told:
        """Put other days or another reason on a leave."""
        with self.act(self._chapter_of(leave.membership_id), "ChangeLeave") as act:
            member, leaves = act.member(leave.membership_id), act.leaves(leave.membership_id)
            _check(sheet, [other for other in leaves.all if other.id != leave.id], act.today)
            columns = {"since": sheet.since, "until": sheet.until, "reason": clean(sheet.reason)}
            act.unit.update(t.leave, leave.id, **columns)
            return _told(act, member, sheet)

    def withdraw_leave(self, leave: Leave) -> Told:
        """Take a leave back as if it had never been told."""
        with self.act(self._chapter_of(leave.membership_id), "WithdrawLeave") as act:
            member = act.member(leave.membership_id)
            act.leaves(member.id).withdraw(leave)
            _follow(act, member)
            act.what = f"{member.person.name}: the leave {leave.in_words(act.today)} is withdrawn"
            return Told(act.member(member.id), f"{act.what}.")

    def back_from_leave(self, membership_id: MembershipId) -> Told:
        """The member is back today."""
        with self.act(self._chapter_of(membership_id), "BackFromLeave") as act:
            member = act.member(membership_id)
            if member.status is not _ON_LEAVE:
                raise Refused(f"{member.person.name} is not on leave.")
            act.leaves(membership_id).end()
            act.unit.update(t.membership, membership_id, status=_ACTIVE.value)
            act.what = f"{member.person.name} is back from leave"
            return Told(act.member(membership_id), f"{act.what}, in seat {member.seat}.")

    def keep_up(self, chapter_id: ChapterId) -> None:
        """Whose leave was told ahead and has begun is on leave. That somebody is back is theirs to say."""
        with self._store.reading() as connection:
            today = self.today(read.chapter(connection, chapter_id))
            known = facts_of(connection, chapter_id)
            if not _begun(read.members(connection, chapter_id, [_ACTIVE]), known, today):
                return
        with self.act(chapter_id, "LeaveBegan") as act:
            begun = _begun(act.members(), facts_of(act.unit.connection, chapter_id), act.today)
            for member in begun:
                act.unit.update(t.membership, member.id, status=_ON_LEAVE.value)
            act.what = f"The leave of {names(begun)} has begun"


def _begun(members: Iterable[Member], known: Mapping[MembershipId, MemberFacts], today: date) -> list[Member]:
    """Who is on leave by now and still stands as active."""
    return [m for m in members if m.status is _ACTIVE and known[m.id].leave_on(today)]


def _check(sheet: LeaveSheet, others: Iterable[Leave], today: date) -> None:
    if sheet.until is not None and sheet.until < sheet.since:
        until, since = near_date(sheet.until, today), near_date(sheet.since, today)
        raise Refused(f"{until} is before {since}. Correct one of the days.")
    for other in others:
        ends_before = sheet.until is not None and sheet.until < other.away.since
        begins_after = other.away.until is not None and other.away.until < sheet.since
        if not (ends_before or begins_after):
            raise Refused(
                f"There is a leave {other.in_words(today)} already. Change that one, or withdraw it."
            )


def _follow(act: RosterAct, member: Member) -> None:
    """Where they stand is what their leaves say of today."""
    if member.status.holds_seat:
        away = any(leave.away.holds(act.today) for leave in act.leaves(member.id).all)
        act.unit.update(t.membership, member.id, status=(_ON_LEAVE if away else _ACTIVE).value)


def _told(act: RosterAct, member: Member, sheet: LeaveSheet) -> Told:
    _follow(act, member)
    name, since = member.person.name, near_date(sheet.since, act.today)
    until = f" until {near_date(sheet.until, act.today)}" if sheet.until else ""
    if sheet.since > act.today:
        act.what = f"{name} goes on leave on {since}{until and f',{until}'}"
    elif sheet.until is not None and sheet.until < act.today:
        act.what = f"{name} was on leave from {since}{until}"
    else:
        act.what = f"{name} is on leave{until}"
    return Told(act.member(member.id), f"{act.what}; seat {member.seat} stays theirs.")
