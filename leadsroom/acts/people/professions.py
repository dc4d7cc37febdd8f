"""The professions of a chapter: named, put into families and spheres, merged, and removed if unused."""

from __future__ import annotations

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.applications import sent_to_wait
from leadsroom.acts.people.commands import ProfessionSheet
from leadsroom.acts.people.roster import holder_of, members, seated
from leadsroom.domain.ids import ProfessionId
from leadsroom.domain.people.professions import Profession
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import profession_called
from leadsroom.store.read.people.seats import professions


@handles(c.AddProfession)
def add_profession(act: Act, command: c.AddProfession) -> Done:
    """A seat that nobody holds yet."""
    sheet = _checked(act, command.sheet)
    columns = _columns(sheet) | {"is_planned": True}
    unlisted = profession_called(act.unit.connection, act.chapter.id, fold(sheet.name))
    if unlisted is None:
        added = act.unit.insert(t.profession, chapter_id=act.chapter.id, **columns)
    else:  # somebody has applied for it in vain
        added = unlisted
        act.unit.update(t.profession, unlisted, **columns)
    return Done(f"{sheet.name} is a profession here", subject=added)


@handles(c.ChangeProfession)
def change_profession(act: Act, command: c.ChangeProfession) -> Done:
    """Rewrite a profession, for everybody in it."""
    before, sheet = _need(act, command.profession_id), _checked(act, command.sheet, command.profession_id)
    unlisted = profession_called(act.unit.connection, act.chapter.id, fold(sheet.name))
    if unlisted not in (None, before.id):
        _move_all(act, ProfessionId(unlisted), before.id)
    act.unit.update(t.profession, before.id, **_columns(sheet))
    renamed = f" is {sheet.name} now" if sheet.name != before.name else " is changed"
    return Done(f"{before.name}{renamed}", subject=before.id)


@handles(c.RemoveProfession)
def remove_profession(act: Act, command: c.RemoveProfession) -> str:
    """Take away a profession that nobody ever had; where somebody applied for it, it is listed no more."""
    profession = _need(act, command.profession_id)
    if profession.has_history:
        raise Refused(f"{profession.name} is on record of members, so it stays. Rename it, or merge it.")
    if profession.memberships:
        act.unit.update(t.profession, profession.id, is_planned=False, family="", sphere="")
    else:
        act.unit.delete(t.profession, profession.id)
    return f"{profession.name} is removed"


@handles(c.MergeProfessions)
def merge_professions(act: Act, command: c.MergeProfessions) -> Done:
    """Everybody in the one is in the other. Refused where both are held."""
    one, other = _need(act, command.profession_id), _need(act, command.into_id)
    if one.id == other.id:
        raise Refused("Choose another profession to merge it with.")
    _refuse_both_held(act, one, other)
    _move_all(act, one.id, other.id)
    act.unit.update(
        t.profession,
        other.id,
        family=other.family or one.family,
        sphere=other.sphere or one.sphere,
        is_planned=other.is_planned or one.is_planned,
    )
    what, holder = f"{one.name} and {other.name} are one profession: {other.name}", holder_of(act, other.name)
    waits = sent_to_wait(act, holder) if holder else ""
    return Done(what, sentence=f"{what}. {waits}".rstrip(), subject=other.id)


def _move_all(act: Act, goes: ProfessionId, stays: ProfessionId) -> None:
    """Every membership of the one is of the other, and the one is gone."""
    moved = [m.id for m in members(act) if m.profession_id == goes]
    act.unit.update_all(t.membership, {each: {"profession_id": stays} for each in moved})
    act.unit.know(t.profession, [goes, stays])
    act.unit.delete(t.profession, goes)


def _columns(sheet: ProfessionSheet) -> dict[str, str]:
    return {
        "name": sheet.name,
        "name_key": fold(sheet.name),
        "family": sheet.family,
        "sphere": sheet.sphere,
    }


def _listed(act: Act) -> tuple[Profession, ...]:
    connection, chapter_id = act.unit.connection, act.chapter.id
    tables = {"profession", "membership"}
    return act.once("professions", tables, lambda: professions(connection, chapter_id))


def _need(act: Act, profession_id: ProfessionId) -> Profession:
    found = next((p for p in _listed(act) if p.id == profession_id), None)
    if found is None:
        raise Refused("That profession is no longer on record.")
    return found


def _checked(act: Act, sheet: ProfessionSheet, profession_id: ProfessionId | None = None) -> ProfessionSheet:
    sheet = sheet.tidied
    if not fold(sheet.name):
        raise Refused("Type the profession.")
    found = profession_called(act.unit.connection, act.chapter.id, fold(sheet.name))
    if found != profession_id and found in {each.id for each in _listed(act)}:
        merge = "" if profession_id is None else " To make the two one, merge them."
        raise Refused(f"“{sheet.name}” is a profession here already.{merge}")
    return sheet


def _refuse_both_held(act: Act, one: Profession, other: Profession) -> None:
    holders = [m for m in seated(act) if m.profession_id in (one.id, other.id)]
    if len(holders) > 1:
        both = " and ".join(f"{m.person.name} holds {m.profession}" for m in holders)
        raise Refused(f"{both}; one profession has one holder. End one of the memberships first.")
