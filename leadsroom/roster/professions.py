"""Professions, found by any spelling of their name. The sphere is the profession's, not the member's."""

from __future__ import annotations

from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.ids import ChapterId, ProfessionId
from leadsroom.domain.roster import Member
from leadsroom.domain.text import fold
from leadsroom.store import tables as t
from leadsroom.store.read_people import profession_called
from leadsroom.store.unit import Unit


def profession_entered(
    unit: Unit, chapter_id: ChapterId, sheet: MemberSheet, in_use: set[ProfessionId]
) -> ProfessionId:
    """The profession of a new member. Where others are in it, its spelling and sphere stay."""
    found = _found(unit, chapter_id, sheet.profession)
    if found is None:
        return _new(unit, chapter_id, sheet)
    row = unit.row(t.profession, found)
    if found not in in_use:
        unit.update(t.profession, found, name=sheet.profession)
    if sheet.sphere and row is not None and not (found in in_use and row["sphere"]):
        unit.update(t.profession, found, sphere=sheet.sphere)
    return found


def profession_changed(unit: Unit, chapter_id: ChapterId, member: Member, sheet: MemberSheet) -> ProfessionId:
    """The same profession as now typed, or another, whose sphere changes only if it was typed anew."""
    found = _found(unit, chapter_id, sheet.profession)
    if found is None:
        return _new(unit, chapter_id, sheet)
    if found == member.profession_id:
        unit.update(t.profession, found, name=sheet.profession, sphere=sheet.sphere)
    elif sheet.sphere and sheet.sphere != member.sphere:
        unit.update(t.profession, found, sphere=sheet.sphere)
    return found


def _found(unit: Unit, chapter_id: ChapterId, name: str) -> ProfessionId | None:
    return profession_called(unit.connection, chapter_id, fold(name))


def _new(unit: Unit, chapter_id: ChapterId, sheet: MemberSheet) -> ProfessionId:
    row_id = unit.insert(
        t.profession,
        chapter_id=chapter_id,
        name=sheet.profession,
        name_key=fold(sheet.profession),
        sphere=sheet.sphere,
    )
    return ProfessionId(row_id)
