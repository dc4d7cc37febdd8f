"""Leaving the chapter, and coming back. The record of a member stays; who waits for the seat is named."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.applications import close_membership
from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of
from leadsroom.acts.people.membership import announced_by, checked, enter, make_room, withdrawn_in_words
from leadsroom.acts.people.roster import facts, holder_of, member, members
from leadsroom.acts.registry import handles
from leadsroom.domain.people.membership import never_in
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store.read.money import owed_by


@handles(c.EndMembership)
def end_membership(act: Act, command: c.EndMembership) -> Done:
    """The membership ends; an application that ends so is one that was withdrawn."""
    leaver = member(act, command.membership_id)
    _refuse(act, leaver, command)
    announced = announced_by(act, leaver.person.id)
    close_membership(act, leaver, **({} if command.on is None else {"ended_on": command.on}))
    if is_candidate(leaver):
        what = f"{leaver.person.name} no longer applies for {leaver.profession}"
        return Done(what, sentence=f"{what}. Their record stays.", subject=leaver.id)
    left, withdrawn = f"{leaver.person.name} has left", withdrawn_in_words(announced, act.today)
    sentence = f"{left}{_debt(act, leaver)}{withdrawn}. Their record stays."
    return Done(f"{left} the chapter{withdrawn}", sentence=sentence, subject=leaver.id)


def _debt(act: Act, leaver: Member) -> str:
    """` and owes $1`, or ` the chapter` of somebody who owes nothing."""
    balances = owed_by(act.unit.connection, act.chapter.id, leaver.person.id).get(leaver.person.id, ())
    owed = [show_money(each, act.chapter.country) for each in balances if each.minor > 0]
    return f" and owes {' and '.join(owed)}" if owed else " the chapter"


def _refuse(act: Act, leaver: Member, command: c.EndMembership) -> None:
    name, on, joined_on = leaver.person.name, command.on, leaver.joined_on
    if not is_current(leaver):
        raise Refused(f"{name} has left already.")
    if on is not None and on > act.today:
        raise Refused(f"{short_date(on)} {on.year} is still to come. A membership ends today or before.")
    if on is not None and joined_on is not None and on < joined_on:
        raise Refused(
            f"{name} joined on {short_date(joined_on)} {joined_on.year}. "
            "A membership ends on that day or later."
        )


@handles(c.ComeBack)
def come_back(act: Act, command: c.ComeBack) -> Done:
    """The same person again, in a new membership; the old one stays as it was."""
    left = member(act, command.membership_id)
    _refuse_current(act, left)
    holder = holder_of(act, left.profession)
    status = MembershipStatus.WAITING if holder else _status_again(act, left)
    joined_on = act.today if status.holds_seat else None
    sheet = replace(sheet_of(left, act.chapter.country), status=status, joined_on=joined_on, seat=None)
    sheet = checked(act, replace(sheet, offices=()))
    make_room(act, sheet)
    back = member(act, enter(act, sheet, left.person.id))
    return Done(_back(back, holder), subject=back.id)


def _status_again(act: Act, left: Member) -> MembershipStatus:
    """Let somebody who applied and was never taken in apply again."""
    applies = never_in(left, facts(act, left))
    return MembershipStatus.APPLICANT if applies else MembershipStatus.ACTIVE


def _refuse_current(act: Act, left: Member) -> None:
    now = next((m for m in members(act) if m.person.id == left.person.id and is_current(m)), None)
    if now is not None:
        raise Refused(
            f"{now.person.name} is on the roster already, as {now.profession} ({now.status.value})."
        )


def _back(back: Member, holder: Member | None) -> str:
    name = back.person.name
    if is_candidate(back) and holder is None:
        return f"{name} applies for the seat of {back.profession} again"
    if holder is None:
        return f"{name} is back as {back.profession}, in seat {back.seat}"
    return f"{name} is back on the waiting list: {holder.person.name} holds the seat of {back.profession}"
