"""The person behind a sheet: somebody known as a guest or from an earlier membership, or somebody new."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from leadsroom.acts.people.member_sheet import phone_columns, sheet_of
from leadsroom.acts.people.sheets import MemberSheet
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.phone import read_phone
from leadsroom.domain.roster import Member
from leadsroom.domain.text import fold
from leadsroom.store import tables as t
from leadsroom.store.read_people import people_called
from leadsroom.store.unit import Unit


def person_entered(
    unit: Unit, chapter: Chapter, sheet: MemberSheet, members: Collection[PersonId]
) -> PersonId:
    """The person a new membership is of, brought up to date; `members` are taken, so it is none of them."""
    columns = _columns(sheet)
    said = {
        "company": sheet.company,
        "email": sheet.email,
        **phone_columns(sheet.phone_typed, chapter.country),
    }
    known = _known(unit, chapter, sheet, members)
    if known is None:
        return PersonId(unit.insert(t.person, chapter_id=chapter.id, **columns, **said))
    unit.update(t.person, known, **columns, **{name: text for name, text in said.items() if text})
    return known


def person_changed(unit: Unit, chapter: Chapter, member: Member, sheet: MemberSheet) -> None:
    """The member's person as the sheet says."""
    columns = _columns(sheet) | {"company": sheet.company, "email": sheet.email}
    if sheet_of(member, chapter.country).phone_typed != sheet.phone_typed:
        columns |= phone_columns(sheet.phone_typed, chapter.country)
    unit.update(t.person, member.person.id, **columns)


def _columns(sheet: MemberSheet) -> dict[str, Any]:
    return {"name": sheet.name, "name_key": fold(sheet.name)}


def _known(
    unit: Unit, chapter: Chapter, sheet: MemberSheet, members: Collection[PersonId]
) -> PersonId | None:
    e164 = read_phone(sheet.phone_typed, chapter.country).e164 or ""
    for row in people_called(unit.connection, chapter.id, fold(sheet.name)):
        reached = ((fold(row.email), fold(sheet.email)), (row.phone, e164))
        told = [one == two for one, two in reached if one and two]
        if row.id not in members and (any(told) or not told):
            return PersonId(row.id)
    return None
