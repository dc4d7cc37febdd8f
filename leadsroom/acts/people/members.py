"""Members entered and changed by their sheet, leaving, and coming back: their record stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.absences import announced_by, withdrawn_in_words
from leadsroom.acts.people.applications import close_membership, sent_to_wait
from leadsroom.acts.people.commands import MemberSheet
from leadsroom.acts.people.member_sheet import is_candidate, is_current, sheet_of
from leadsroom.acts.people.membership import (
    called_alike,
    checked,
    enter,
    make_room,
    of_multi_level,
    reached_together,
    rewrite,
    whose,
)
from leadsroom.acts.people.offices import double_holders
from leadsroom.acts.people.roster import facts, holder_of, member, members
from leadsroom.domain.money.dues import Due, Uncharged, uncharged, uncharged_in_words
from leadsroom.domain.people.membership import never_in
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import Share
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store.read.money import dues_charged, owed_by
from leadsroom.store.read.people.absences import leaves_by_membership


def standing(member: Member) -> str:
    """`active, seat 3`, or `waiting`."""
    return f"{member.status.value}, seat {member.seat}" if member.status.holds_seat else member.status.value


def difference(before: Member, after: Member) -> str:
    """The differences, from what to what: `company – → Petal & Stem, seat 3 → 5`."""
    shown = {
        "name": (before.person.name, after.person.name),
        "company": (before.person.company, after.person.company),
        "profession": (before.profession, after.profession),
        "sphere": (before.sphere, after.sphere),
        "status": (before.status.value, after.status.value),
        "seat": (str(before.seat), str(after.seat)),
        "offices": (", ".join(before.offices), ", ".join(after.offices)),
        "multi-level marketing": (
            _YES_NO[before.person.multi_level],
            _YES_NO[after.person.multi_level],
        ),
        "joined": (str(before.joined_on or ""), str(after.joined_on or "")),
        "phone": (
            before.person.phone or before.person.phone_typed,
            after.person.phone or after.person.phone_typed,
        ),
        "mail": (before.person.email, after.person.email),
        "letters": (_ANSWERS[before.person.letters], _ANSWERS[after.person.letters]),
    }
    return ", ".join(
        f"{what} {old or '–'} → {new or '–'}" for what, (old, new) in shown.items() if old != new
    )


def _twice(act: Act, after: Member, before: Sequence[str] = ()) -> str:
    """A sentence where an office that was not theirs `before` has several holders now."""
    return double_holders(act) if set(after.offices) - set(before) else ""


_YES_NO = {True: "yes", False: "no"}
_ANSWERS = {True: "yes", False: "no", None: ""}
_AS_CANDIDATE = {MembershipStatus.APPLICANT: "an applicant", MembershipStatus.WAITING: "waiting"}


@handles(c.AddMember)
def add_member(act: Act, command: c.AddMember) -> Done:
    """Enter a member; applicants for the seat wait for it from then on."""
    sheet = checked(act, command.sheet)
    make_room(act, sheet)
    entered = member(act, enter(act, sheet, whose(act, command, sheet)))
    sent_to_wait(act, entered)
    what = f"{entered.person.name}, {entered.profession}: {standing(entered)}"
    remarks = filter(None, (reached_together(act, entered), _twice(act, entered)))
    sentence = " ".join((f"{entered.person.name} is on the roster.", *remarks))
    return Done(what, sentence=sentence, subject=entered.id)


@handles(c.ChangeMember)
def change_member(act: Act, command: c.ChangeMember) -> Done:
    """Rewrite the sheet, where it is still as it was seen."""
    before = member(act, command.membership_id)
    if command.seen not in (None, sheet_of(before, act.chapter.country)):
        raise Refused(
            f"{before.person.name} was changed elsewhere meanwhile: {standing(before)}. "
            "Leave this form, look again, then change it."
        )
    sheet = checked(act, command.sheet, before)
    _refuse_taking_in(before, sheet)
    make_room(act, sheet, before)
    rewrite(act, before, sheet)
    after = member(act, before.id)
    sent_to_wait(act, after)
    what = f"{before.person.name}: {difference(before, after)}"
    found = called_alike(act, before, after), reached_together(act, after, before)
    others = _twice(act, after, before.offices), of_multi_level(act, after, before)
    remarks = filter(None, (*found, *others))
    sentence = " ".join((f"{after.person.name} is changed.", *remarks))
    return Done(what, sentence=sentence, subject=after.id)


def _refuse_taking_in(before: Member, sheet: MemberSheet) -> None:
    if is_candidate(before) and sheet.status.holds_seat:
        raise Refused(
            f"{before.person.name} is {_AS_CANDIDATE[before.status]}: y on the roster takes them in, in turn "
            "and with the joining fee."
        )


@handles(c.EndMembership)
def end_membership(act: Act, command: c.EndMembership) -> Done:
    """The membership ends; an application that ends so is one that was withdrawn."""
    leaver = member(act, command.membership_id)
    _refuse_leaving(act, leaver, command)
    announced = announced_by(act, leaver.person.id)
    close_membership(act, leaver, **({} if command.on is None else {"ended_on": command.on}))
    of_seat = [leaver] if leaver.status.holds_seat else []
    dues = ask_dues(act, of_seat, command.on or act.today, command.dues)
    if is_candidate(leaver):
        what = f"{leaver.person.name} no longer applies for {leaver.profession}"
        return Done(what, sentence=f"{what}. Their record stays.", subject=leaver.id)
    left, withdrawn = f"{leaver.person.name} has left", withdrawn_in_words(announced, act.today)
    sentence = f"{left}{_debt(act, leaver)}{withdrawn}. {' '.join((*dues, 'Their record stays.'))}"
    return Done(f"{left} the chapter{withdrawn}", sentence=sentence, subject=leaver.id)


def _debt(act: Act, leaver: Member) -> str:
    """` and owes $1`, or ` the chapter` of somebody who owes nothing."""
    balances = owed_by(act.unit.connection, act.chapter.id, leaver.person.id).get(leaver.person.id, ())
    owed = [show_money(each, act.chapter.country) for each in balances if each.minor > 0]
    return f" and owes {' and '.join(owed)}" if owed else " the chapter"


def _refuse_leaving(act: Act, leaver: Member, command: c.EndMembership) -> None:
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


# Dues that were not charged before somebody leaves


def ask_dues(act: Act, leavers: Sequence[Member], on: date, choice: Share | None = None) -> list[str]:
    """Charge with this act what was not charged to those who leave; a sentence for each of whom that is so.

    `choice` is the share that is asked; None: as the chapter's rules have it. Whoever is let off although the
    rules ask for a share is so for good: the charge and its reversal stand in the account.
    """
    dues = act.chapter.rules.money.dues
    if not leavers or dues is None or dues.per is PeriodKind.MEETING:
        return []
    connection, chapter_id = act.unit.connection, act.chapter.id
    one = leavers[0].person.id if len(leavers) == 1 else None
    charged = dues_charged(connection, chapter_id, one)
    leaves = {} if dues.on_leave else leaves_by_membership(connection, chapter_id)
    sentences = []
    for leaver in leavers:
        found = uncharged(replace(leaver, ended_on=on), dues, charged.of(leaver), leaves)
        if found is not None:
            share = _asked(found, dues.leaving) if choice is None else choice
            _ask(act, found, share, is_waived=choice is Share.NONE and dues.leaving is not Share.NONE)
            words = uncharged_in_words(found, act.chapter.currency, act.chapter.country, share)
            sentences.append(f"{words[:1].upper()}{words[1:]}.")
    return sentences


def _asked(found: Uncharged, leaving: Share) -> Share:
    """What is asked by itself: of what was taken back before nothing."""
    return Share.NONE if found.is_reversed else leaving


def _ask(act: Act, found: Uncharged, share: Share, *, is_waived: bool) -> None:
    due = Due(found.member, found.period, found.minor(share))
    if due.minor:
        act.dues_of_leavers.append(due)
    elif is_waived and not found.is_reversed:
        act.dues_let_off.append(replace(due, minor=found.whole))
