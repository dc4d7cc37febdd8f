"""A roster file taken in, whole or not at all, if the roster still is what the file was compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leadsroom.acts.act import Act, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.behind_sheet import (
    has_other_profession,
    persons_added,
    professions_named,
    same_person,
)
from leadsroom.acts.people.commands import MemberSheet
from leadsroom.acts.people.member_sheet import Others, check, is_current, sheet_of, tidied
from leadsroom.acts.people.members import ask_dues
from leadsroom.acts.people.membership import (
    Beside,
    entered_beside,
    rewrite_beside,
    settle_leaves,
    step_aside,
)
from leadsroom.acts.people.roster import members
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import PersonCalled, people_by_name

_ELSEWHERE = "The roster was changed elsewhere meanwhile. Check the file again, then import it."


@handles(c.ImportRoster)
def import_roster(act: Act, command: c.ImportRoster) -> str:
    """Enter the members whom the file adds, and rewrite those whom it changes. Members may swap seats in
    it.
    """
    listed = members(act)
    by_id = {member.id: member for member in listed}
    changes = [_checked(act, by_id, each) for each in command.sheets]
    _refuse_conflicts(act, listed, changes)
    act.unit.know(t.membership, [member.id for member, _sheet in changes if member])
    step_aside(act, [member for member, sheet in changes if member and _lets_go(member, sheet)])
    _write_all(act, changes)
    gone = [member for member, sheet in changes if member and _has_left(member, sheet)]
    ask_dues(act, gone, act.today, command.dues)
    return f"Roster file: {command.headline}"


Change = tuple[Member | None, MemberSheet]
Called = Mapping[str, Sequence[PersonCalled]]


def _checked(act: Act, listed: Mapping[MembershipId, Member], each: c.ImportedSheet) -> Change:
    """The membership of a sheet, and the sheet fit to be entered. Raises Refused."""
    country, sheet = act.chapter.country, tidied(each.sheet)
    if each.membership_id is None:
        check(sheet, country, act.today)
        return None, sheet
    member = listed.get(each.membership_id)
    if member is None or sheet_of(member, country) != each.seen:
        raise Refused(_ELSEWHERE)
    check(sheet, country, act.today, each.seen)
    return member, sheet


def _refuse_conflicts(act: Act, listed: tuple[Member, ...], changes: list[Change]) -> None:
    """Refuse where the sheets cannot stand beside each other, or beside those that stay as they are."""
    country = act.chapter.country
    touched = {member.id for member, _sheet in changes if member}
    standing = Others(country, (sheet_of(m, country) for m in listed if m.id not in touched))
    for _member, sheet in changes:
        if standing.in_seat(sheet) or any(standing.conflicts(sheet)):
            raise Refused(_ELSEWHERE)
        standing.add(sheet)


def _has_left(member: Member, sheet: MemberSheet) -> bool:
    """Whether a member of the table leaves the chapter by the file."""
    return member.status.holds_seat and sheet.status is MembershipStatus.ENDED


def _lets_go(member: Member, sheet: MemberSheet) -> bool:
    """Whether a seat comes free that the same file may hand to somebody else."""
    stays = sheet.status.holds_seat and sheet.profession == member.profession
    return member.status.holds_seat and not stays


def _write_all(act: Act, changes: Sequence[Change]) -> None:
    """Enter and rewrite the sheets as if it were done one by one, in few statements for all of them."""
    while changes:
        names = {fold(sheet.name) for member, sheet in changes if member is None}
        called = people_by_name(act.unit.connection, act.chapter.id, names)
        count = _of_different_people(changes, called)
        _write_together(act, changes[:count], called)
        changes = changes[count:]


def _of_different_people(changes: Sequence[Change], called: Called) -> int:
    """How many of the first sheets are surely of different people: whose a new one is hangs on no other."""
    everybody, newcomers = set[str | PersonId](), set[str | PersonId]()
    for count, (member, sheet) in enumerate(changes):
        who: set[str | PersonId] = {fold(sheet.name)}
        if member is None:
            who |= {each.person.id for each in called[fold(sheet.name)]}
        else:
            who |= {fold(member.person.name), member.person.id}
        if who & (everybody if member is None else newcomers):
            return count
        everybody |= who
        newcomers |= who if member is None else set()
    return len(changes)


def _write_together(act: Act, changes: Sequence[Change], called: Called) -> None:
    current = [member for member in members(act) if is_current(member)]
    taken = {member.person.id for member in current}
    naming = [sheet for member, sheet in changes if member is None or has_other_profession(member, sheet)]
    beside = Beside(current, professions_named(act, naming))
    _know(act, changes, called, beside)
    new = [sheet for member, sheet in changes if member is None]
    people: list[PersonId | None] = []
    rows: list[dict[str, Any]] = []
    with act.unit.together():
        for member, sheet in changes:
            if member is not None:
                rewrite_beside(act, member, sheet, beside)
                continue
            people.append(same_person(act, sheet, called[fold(sheet.name)], taken))
            rows.append(entered_beside(act, sheet, beside, -len(people)))
    unknown = [sheet for sheet, person in zip(new, people, strict=True) if person is None]
    added = iter(persons_added(act, unknown))
    for row, person in zip(rows, people, strict=True):
        row["person_id"] = next(added) if person is None else person
    entered = act.unit.insert_all(t.membership, rows)
    changed = [(member, sheet) for member, sheet in changes if member is not None]
    settle_leaves(act, changed, zip(entered, new, strict=True))


def _know(act: Act, changes: Sequence[Change], called: Called, beside: Beside) -> None:
    """Read at once the rows that are going to be changed one by one."""
    changed = [member for member, _sheet in changes if member]
    people = {each.person.id for of_name in called.values() for each in of_name}
    act.unit.know(t.person, people | {member.person.id for member in changed})
    act.unit.know(t.profession, beside.professions.values())
