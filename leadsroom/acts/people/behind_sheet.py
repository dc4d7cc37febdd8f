"""Behind a sheet: the person it is of and the profession it names, on record already or new.

Somebody on record as a visitor or from an earlier membership stays the same person, and so does a member of
another chapter, who is one no longer. Professions are found by
any spelling of their name; the sphere is the profession's, not the member's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act
from leadsroom.acts.people.commands import MemberSheet
from leadsroom.acts.people.member_sheet import phone_columns, sheet_of
from leadsroom.acts.people.visiting import of_no_other_chapter
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.people.roster import Member
from leadsroom.domain.people.visiting import own_name
from leadsroom.domain.text.phone import read_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import PersonCalled, people_called, professions_by_name


def person_entered(act: Act, sheet: MemberSheet, members: Collection[PersonId]) -> PersonId:
    """The person a new membership is of, brought up to date; `members` are taken, so it is none of them."""
    called = people_called(act.unit.connection, act.chapter.id, fold(sheet.name))
    found = same_person(act, sheet, called, members)
    return persons_added(act, [sheet])[0] if found is None else found


def same_person(
    act: Act, sheet: MemberSheet, called: Iterable[PersonCalled], members: Collection[PersonId]
) -> PersonId | None:
    """The one of those `called` so whom it means, brought up to date; None for somebody new."""
    e164 = read_phone(sheet.phone_typed, act.chapter.country).e164 or ""
    for person in (each.person for each in called):
        reached = ((fold(person.email), fold(sheet.email)), (person.phone, e164))
        is_same = [one == two for one, two in reached if one and two]
        if person.id not in members and (any(is_same) or not is_same):
            named = replace(sheet, name=own_name(sheet.name, person.home_chapter))
            act.unit.update(t.person, person.id, **_columns(named), **_filled(act, sheet))
            return person.id
    return None


def person_chosen(act: Act, sheet: MemberSheet, who: PersonId) -> PersonId:
    """Somebody on record, brought up to date; what the sheet leaves blank stays. Raises Refused."""
    row = act.unit.row(t.person, who)
    if row is None or row["chapter_id"] != act.chapter.id or row["merged_into_id"]:
        raise Refused(f"{sheet.name} is no longer on record, or was merged. Type the name again.")
    named = replace(sheet, name=own_name(sheet.name, row["home_chapter"]))
    act.unit.update(t.person, who, **_columns(named), **_filled(act, sheet))
    return who


def _filled(act: Act, sheet: MemberSheet) -> dict[str, Any]:
    """What the sheet says of its person; a number comes whole, as dialled and as typed."""
    details = {name: value for name, value in _details(act, sheet).items() if value not in ("", None)}
    return details | (phone_columns(sheet.phone_typed, act.chapter.country) if sheet.phone_typed else {})


def persons_added(act: Act, sheets: Iterable[MemberSheet]) -> list[PersonId]:
    """New people, in the order of their sheets."""
    rows = [{**_columns(sheet), **_details(act, sheet)} for sheet in sheets]
    return [PersonId(row_id) for row_id in act.unit.insert_all(t.person, rows)]


def _details(act: Act, sheet: MemberSheet) -> dict[str, Any]:
    phone = phone_columns(sheet.phone_typed, act.chapter.country)
    return {"company": sheet.company, "email": sheet.email, "letters": sheet.letters, **phone}


def person_changed(act: Act, member: Member, sheet: MemberSheet) -> None:
    """The member's person as the sheet says."""
    before = sheet_of(member, act.chapter.country)
    if _of_person(before) == _of_person(sheet):
        return
    columns = _columns(sheet) | {"company": sheet.company, "email": sheet.email, "letters": sheet.letters}
    if before.phone_typed != sheet.phone_typed:
        columns |= phone_columns(sheet.phone_typed, act.chapter.country)
    act.unit.update(t.person, member.person.id, **columns)


def _of_person(sheet: MemberSheet) -> tuple[object, ...]:
    return sheet.name, sheet.company, sheet.email, sheet.phone_typed, sheet.letters


def _columns(sheet: MemberSheet) -> dict[str, Any]:
    return {"name": sheet.name, "name_key": fold(sheet.name), **of_no_other_chapter()}


Professions = Mapping[str, ProfessionId]  # by the keys of their names


def professions_named(act: Act, sheets: Iterable[MemberSheet]) -> Professions:
    """The professions that sheets name; one that is new comes with the sphere of the first that names it."""
    first: dict[str, MemberSheet] = {}
    for sheet in sheets:
        first.setdefault(fold(sheet.profession), sheet)
    found = professions_by_name(act.unit.connection, act.chapter.id, first.keys()) if first else {}
    new = {key: sheet for key, sheet in first.items() if key not in found}
    rows = [{"name": sheet.profession, "name_key": key, "sphere": sheet.sphere} for key, sheet in new.items()]
    added = act.unit.insert_all(t.profession, rows)
    return found | {key: ProfessionId(row_id) for key, row_id in zip(new, added, strict=True)}


def profession_entered(
    act: Act, sheet: MemberSheet, in_use: Collection[ProfessionId], named: Professions
) -> ProfessionId:
    """The profession of a new member. Where others are in it, its spelling and sphere stay."""
    found = named[fold(sheet.profession)]
    if found not in in_use:
        act.unit.update(t.profession, found, name=sheet.profession)
    row = act.unit.row(t.profession, found) if sheet.sphere else None
    if row is not None and not (found in in_use and row["sphere"]):
        act.unit.update(t.profession, found, sphere=sheet.sphere)
    return found


def has_other_profession(member: Member, sheet: MemberSheet) -> bool:
    """Whether the profession, or its sphere, was changed."""
    return (sheet.profession, sheet.sphere) != (member.profession, member.sphere)


def profession_changed(
    act: Act, member: Member, sheet: MemberSheet, named: Professions | None = None
) -> ProfessionId:
    """The same profession as typed, or another, whose sphere changes only if it was changed.

    It is one of those `named`, where they were looked up.
    """
    if not has_other_profession(member, sheet):
        return member.profession_id
    found = (named or professions_named(act, [sheet]))[fold(sheet.profession)]
    if found == member.profession_id:
        act.unit.update(t.profession, found, name=sheet.profession, sphere=sheet.sphere)
    elif sheet.sphere and sheet.sphere != member.sphere:
        act.unit.update(t.profession, found, sphere=sheet.sphere)
    return found
