"""Behind a sheet: the person it is of and the profession it names, known already or new.

Somebody known as a visitor or from an earlier membership stays the same person. Professions are found by any
spelling of their name; the sphere is the profession's, not the member's.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from leadsroom.acts.act import Act
from leadsroom.acts.people.member_sheet import phone_columns, sheet_of
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.people.roster import Member
from leadsroom.domain.text.phone import read_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people_called, profession_called


def person_entered(act: Act, sheet: MemberSheet, members: Collection[PersonId]) -> PersonId:
    """The person a new membership is of, brought up to date; `members` are taken, so it is none of them."""
    columns = _columns(sheet)
    details = {
        "company": sheet.company,
        "email": sheet.email,
        **phone_columns(sheet.phone_typed, act.chapter.country),
    }
    known = _known(act, sheet, members)
    if known is None:
        return PersonId(act.unit.insert(t.person, chapter_id=act.chapter.id, **columns, **details))
    act.unit.update(t.person, known, **columns, **{name: text for name, text in details.items() if text})
    return known


def person_changed(act: Act, member: Member, sheet: MemberSheet) -> None:
    """The member's person as the sheet says."""
    before = sheet_of(member, act.chapter.country)
    if _of_person(before) == _of_person(sheet):
        return
    columns = _columns(sheet) | {"company": sheet.company, "email": sheet.email}
    if before.phone_typed != sheet.phone_typed:
        columns |= phone_columns(sheet.phone_typed, act.chapter.country)
    act.unit.update(t.person, member.person.id, **columns)


def _of_person(sheet: MemberSheet) -> tuple[str, ...]:
    return sheet.name, sheet.company, sheet.email, sheet.phone_typed


def _columns(sheet: MemberSheet) -> dict[str, Any]:
    return {"name": sheet.name, "name_key": fold(sheet.name)}


def _known(act: Act, sheet: MemberSheet, members: Collection[PersonId]) -> PersonId | None:
    e164 = read_phone(sheet.phone_typed, act.chapter.country).e164 or ""
    for called in people_called(act.unit.connection, act.chapter.id, fold(sheet.name)):
        person = called.person
        reached = ((fold(person.email), fold(sheet.email)), (person.phone, e164))
        is_same = [one == two for one, two in reached if one and two]
        if person.id not in members and (any(is_same) or not is_same):
            return person.id
    return None


def profession_entered(act: Act, sheet: MemberSheet, in_use: set[ProfessionId]) -> ProfessionId:
    """The profession of a new member. Where others are in it, its spelling and sphere stay."""
    found = _profession(act, sheet.profession)
    if found is None:
        return _new_profession(act, sheet)
    if found not in in_use:
        act.unit.update(t.profession, found, name=sheet.profession)
    row = act.unit.row(t.profession, found) if sheet.sphere else None
    if row is not None and not (found in in_use and row["sphere"]):
        act.unit.update(t.profession, found, sphere=sheet.sphere)
    return found


def profession_changed(act: Act, member: Member, sheet: MemberSheet) -> ProfessionId:
    """The same profession as now typed, or another, whose sphere changes only if it was typed anew."""
    if (sheet.profession, sheet.sphere) == (member.profession, member.sphere):
        return member.profession_id
    found = _profession(act, sheet.profession)
    if found is None:
        return _new_profession(act, sheet)
    if found == member.profession_id:
        act.unit.update(t.profession, found, name=sheet.profession, sphere=sheet.sphere)
    elif sheet.sphere and sheet.sphere != member.sphere:
        act.unit.update(t.profession, found, sphere=sheet.sphere)
    return found


def _profession(act: Act, name: str) -> ProfessionId | None:
    return profession_called(act.unit.connection, act.chapter.id, fold(name))


def _new_profession(act: Act, sheet: MemberSheet) -> ProfessionId:
    row_id = act.unit.insert(
        t.profession,
        chapter_id=act.chapter.id,
        name=sheet.profession,
        name_key=fold(sheet.profession),
        sphere=sheet.sphere,
    )
    return ProfessionId(row_id)
