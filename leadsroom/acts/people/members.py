"""Members entered, and changed by their sheet."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.induction import sent_to_wait
from leadsroom.acts.people.member_sheet import is_candidate, sheet_of
from leadsroom.acts.people.membership import checked, enter, make_room, rewrite
from leadsroom.acts.people.roster import member
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.acts.registry import handles
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.errors import Refused


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
        "joined": (str(before.joined_on or ""), str(after.joined_on or "")),
        "phone": (
            before.person.phone or before.person.phone_typed,
            after.person.phone or after.person.phone_typed,
        ),
        "mail": (before.person.email, after.person.email),
    }
    return ", ".join(
        f"{what} {old or '–'} → {new or '–'}" for what, (old, new) in shown.items() if old != new
    )


_AS_CANDIDATE = {MembershipStatus.APPLICANT: "an applicant", MembershipStatus.WAITING: "waiting"}


@handles(c.AddMember)
def add_member(act: Act, command: c.AddMember) -> Done:
    """Enter a member; applicants for the seat wait for it from then on."""
    sheet = checked(act, command.sheet)
    make_room(act, sheet)
    entered = member(act, enter(act, sheet))
    sent_to_wait(act, entered)
    what = f"{entered.person.name}, {entered.profession}: {standing(entered)}"
    return Done(what, sentence=f"{entered.person.name} is on the roster.", subject=entered.id)


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
    return Done(what, sentence=f"{after.person.name} is changed.", subject=after.id)


def _refuse_taking_in(before: Member, sheet: MemberSheet) -> None:
    if is_candidate(before) and sheet.status.holds_seat:
        raise Refused(
            f"{before.person.name} is {_AS_CANDIDATE[before.status]}: y on the roster takes them in, in turn "
            "and with the joining fee."
        )
