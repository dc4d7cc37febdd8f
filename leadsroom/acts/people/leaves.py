"""Leave of absence: from, until, why. It pauses the counting, and the seat stays theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.membership import LeavesOfOne
from leadsroom.acts.people.roster import all_facts, member, members, names
from leadsroom.acts.people.sheets import LeaveSheet
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import LeaveId, MembershipId
from leadsroom.domain.people.membership import Leave, leave_begun
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t

_ACTIVE, _ON_LEAVE = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE


@handles(c.TakeLeave)
def take_leave(act: Act, command: c.TakeLeave) -> Done:
    """Enter a leave, wherever it lies in time."""
    sheet, away = command.sheet, member(act, command.membership_id)
    leaves = LeavesOfOne(act, away.id)
    if not away.status.holds_seat:
        raise Refused(f"{away.person.name} has no seat to be on leave from.")
    _check(sheet, leaves.all, act.today)
    leaves.enter(sheet.since, sheet.until, clean(sheet.reason))
    return _announced(act, away, sheet)


@handles(c.ChangeLeave)
def change_leave(act: Act, command: c.ChangeLeave) -> Done:
    """Rewrite a leave."""
    sheet, (away, leave) = command.sheet, _need(act, command.leave_id)
    _check(sheet, [each for each in LeavesOfOne(act, away.id).all if each.id != leave.id], act.today)
    columns = {"since": sheet.since, "until": sheet.until, "reason": clean(sheet.reason)}
    act.unit.update(t.leave, leave.id, **columns)
    return _announced(act, away, sheet)


@handles(c.WithdrawLeave)
def withdraw_leave(act: Act, command: c.WithdrawLeave) -> Done:
    """Withdraw a leave; the member stands where the others put them."""
    away, leave = _need(act, command.leave_id)
    LeavesOfOne(act, away.id).withdraw(leave)
    _follow(act, away)
    return Done(f"{away.person.name}: the leave {leave.in_words(act.today)} is withdrawn", subject=away.id)


@handles(c.BackFromLeave)
def back_from_leave(act: Act, command: c.BackFromLeave) -> Done:
    """The leave that holds ended yesterday."""
    back = member(act, command.membership_id)
    if back.status is not _ON_LEAVE:
        raise Refused(f"{back.person.name} is not on leave.")
    LeavesOfOne(act, back.id).end()
    act.unit.update(t.membership, back.id, status=_ACTIVE.value)
    what = f"{back.person.name} is back from leave"
    return Done(what, sentence=f"{what}, in seat {back.seat}.", subject=back.id)


@handles(c.BeginLeaves)
def begin_leaves(act: Act, _command: c.BeginLeaves) -> str:
    """Members still standing as active whose leave has begun are on leave."""
    records = all_facts(act)
    begun = [each for each in members(act) if leave_begun(each, records[each.id], act.today)]
    for each in begun:
        act.unit.update(t.membership, each.id, status=_ON_LEAVE.value)
    return f"The leave of {names(begun)} has begun"


def _need(act: Act, leave_id: LeaveId) -> tuple[Member, Leave]:
    """The member on leave, and the leave. Raises Refused."""
    row = act.unit.row(t.leave, leave_id)
    if row is None or row["chapter_id"] != act.chapter.id or row["withdrawn_at"]:
        raise Refused("That leave is no longer on record.")
    away = member(act, MembershipId(row["membership_id"]))
    return away, next(each for each in LeavesOfOne(act, away.id).all if each.id == leave_id)


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


def _follow(act: Act, away: Member) -> None:
    """Set their status by what their leaves say of today."""
    if away.status.holds_seat:
        holds = any(leave.away.holds(act.today) for leave in LeavesOfOne(act, away.id).all)
        act.unit.update(t.membership, away.id, status=(_ON_LEAVE if holds else _ACTIVE).value)


def _announced(act: Act, away: Member, sheet: LeaveSheet) -> Done:
    _follow(act, away)
    what = _in_words(away.person.name, sheet, act.today)
    return Done(what, sentence=f"{what}; seat {away.seat} stays theirs.", subject=away.id)


def _in_words(name: str, sheet: LeaveSheet, today: date) -> str:
    since = near_date(sheet.since, today)
    until = f" until {near_date(sheet.until, today)}" if sheet.until else ""
    if sheet.since > today:
        return f"{name} goes on leave on {since}{until and f',{until}'}"
    if sheet.until is not None and sheet.until < today:
        return f"{name} was on leave from {since}{until}"
    return f"{name} is on leave{until}"
