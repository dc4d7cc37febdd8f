"""A roster file taken in, whole or not at all, if the roster still is what the file was compared with."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.conflicts import conflicts
from leadsroom.acts.people.member_sheet import check, is_current, sheet_of, tidied
from leadsroom.acts.people.membership import enter, rewrite, step_aside
from leadsroom.acts.people.roster import members
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.acts.registry import handles
from leadsroom.domain.people.roster import Member
from leadsroom.errors import Refused
from leadsroom.store import tables as t

_ELSEWHERE = "The roster was changed elsewhere meanwhile. Look into the file again, then take it in."


@handles(c.ImportRoster)
def import_roster(act: Act, command: c.ImportRoster) -> str:
    """Enter whom the file adds, and write anew whom it changes. Members may trade places in it."""
    listed = members(act)
    changes = [_checked(act, listed, each) for each in command.sheets]
    _refuse_conflicts(act, listed, changes)
    step_aside(act, [member for member, sheet in changes if member and _lets_go(member, sheet)])
    changed = [member for member, _sheet in changes if member]
    act.unit.know(t.membership, [member.id for member in changed])
    act.unit.know(t.person, {member.person.id for member in changed})
    with act.unit.together():
        for member, sheet in changes:
            if member is None:
                enter(act, sheet)
            else:
                rewrite(act, member, sheet)
    return f"Roster file: {command.headline}"


Change = tuple[Member | None, MemberSheet]


def _checked(act: Act, listed: tuple[Member, ...], each: c.ImportedSheet) -> Change:
    """Whose sheet it is, and the sheet fit to be entered. Raises Refused."""
    country, sheet = act.chapter.country, tidied(each.sheet)
    if each.membership_id is None:
        check(sheet, country, act.today)
        return None, sheet
    member = next((m for m in listed if m.id == each.membership_id), None)
    if member is None or sheet_of(member, country) != each.seen:
        raise Refused(_ELSEWHERE)
    check(sheet, country, act.today, each.seen)
    return member, sheet


def _refuse_conflicts(act: Act, listed: tuple[Member, ...], changes: list[Change]) -> None:
    """Refuse where the sheets cannot stand beside each other, or beside those that stay as they are."""
    country = act.chapter.country
    touched = {member.id for member, _sheet in changes if member}
    standing = [sheet_of(m, country) for m in listed if is_current(m) and m.id not in touched]
    for _member, sheet in changes:
        is_seat_taken = sheet.seat is not None and any(sheet.seat == other.seat for other in standing)
        if is_seat_taken or any(conflicts(sheet, standing, country)):
            raise Refused(_ELSEWHERE)
        standing.append(sheet)


def _lets_go(member: Member, sheet: MemberSheet) -> bool:
    """Whether a seat comes free that the same file may hand to somebody else."""
    stays = sheet.status.holds_seat and sheet.profession == member.profession
    return member.status.holds_seat and not stays
