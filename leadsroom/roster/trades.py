"""The professions of a chapter: named, put into families and spheres, merged, and removed if unused."""

from __future__ import annotations

from leadsroom.acts.people.sheets import ProfessionSheet
from leadsroom.domain.ids import ChapterId, ProfessionId
from leadsroom.domain.profession import Profession
from leadsroom.domain.text import fold
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.induction import sent_to_wait
from leadsroom.roster.seat_door import SeatDoor, holder_of
from leadsroom.store import tables as t
from leadsroom.store.read_people import profession_called
from leadsroom.store.read_seats import chapter_of_profession, memberships_in, professions


class Trades(SeatDoor):
    """The door to professions. Every write raises Refused with nothing changed; each says what it did."""

    def professions(self, chapter_id: ChapterId) -> tuple[Profession, ...]:
        """Every profession of a chapter, by name."""
        with self._store.reading() as connection:
            return professions(connection, chapter_id)

    def add_profession(self, chapter_id: ChapterId, sheet: ProfessionSheet) -> str:
        """A seat that nobody holds yet."""
        with self.act(chapter_id, "AddProfession") as act:
            sheet = _checked(act, sheet)
            columns = {"name": sheet.name, "family": sheet.family, "sphere": sheet.sphere}
            act.unit.insert(t.profession, chapter_id=chapter_id, name_key=fold(sheet.name), **columns)
            act.what = f"{sheet.name} is a profession here"
            return f"{act.what}."

    def change_profession(self, profession_id: ProfessionId, sheet: ProfessionSheet) -> str:
        """Another name, family or sphere; for everybody who is in it."""
        with self.act(self._chapter_of_trade(profession_id), "ChangeProfession") as act:
            before, sheet = _need(act, profession_id), _checked(act, sheet, profession_id)
            columns = {"name": sheet.name, "family": sheet.family, "sphere": sheet.sphere}
            act.unit.update(t.profession, profession_id, name_key=fold(sheet.name), **columns)
            renamed = f" is {sheet.name} now" if sheet.name != before.name else " is changed"
            act.what = f"{before.name}{renamed}"
            return f"{act.what}."

    def remove_profession(self, profession_id: ProfessionId) -> str:
        """Take away a profession that nobody ever had."""
        with self.act(self._chapter_of_trade(profession_id), "RemoveProfession") as act:
            profession = _need(act, profession_id)
            if profession.memberships:
                raise Refused(
                    f"{profession.name} is on record of members, so it stays. Rename it, or merge it."
                )
            act.unit.delete(t.profession, profession_id)
            act.what = f"{profession.name} is removed"
            return f"{act.what}."

    def merge_professions(self, profession_id: ProfessionId, into: ProfessionId) -> str:
        """Make two spellings of one profession one: `into` stays. Refused where both are held."""
        with self.act(self._chapter_of_trade(profession_id), "MergeProfessions") as act:
            one, other = _need(act, profession_id), _need(act, into)
            if one.id == other.id:
                raise Refused("Choose another profession to merge it with.")
            _refuse_both_held(act, one, other)
            for membership_id in memberships_in(act.unit.connection, one.id):
                act.unit.update(t.membership, membership_id, profession_id=other.id)
            act.unit.update(
                t.profession, other.id, family=other.family or one.family, sphere=other.sphere or one.sphere
            )
            act.unit.delete(t.profession, one.id)
            act.what = f"{one.name} and {other.name} are one profession: {other.name}"
            holder = holder_of(act, other.name)
            return f"{act.what}.{sent_to_wait(act, holder) if holder else ''}"

    def _chapter_of_trade(self, profession_id: ProfessionId) -> ChapterId:
        with self._store.reading() as connection:
            found = chapter_of_profession(connection, profession_id)
        if found is None:
            raise Refused("That profession is no longer there.")
        return found


def _need(act: RosterAct, profession_id: ProfessionId) -> Profession:
    known = professions(act.unit.connection, act.chapter.id)
    found = next((p for p in known if p.id == profession_id), None)
    if found is None:
        raise Refused("That profession is no longer there.")
    return found


def _checked(
    act: RosterAct, sheet: ProfessionSheet, profession_id: ProfessionId | None = None
) -> ProfessionSheet:
    sheet = sheet.tidied
    if not fold(sheet.name):
        raise Refused("Type the profession.")
    found = profession_called(act.unit.connection, act.chapter.id, fold(sheet.name))
    if found is not None and found != profession_id:
        merge = "" if profession_id is None else " To make the two one, merge them."
        raise Refused(f"“{sheet.name}” is a profession here already.{merge}")
    return sheet


def _refuse_both_held(act: RosterAct, one: Profession, other: Profession) -> None:
    holders = [m for m in act.members() if m.status.holds_seat and m.profession_id in (one.id, other.id)]
    if len(holders) > 1:
        said = " and ".join(f"{m.person.name} holds {m.profession}" for m in holders)
        raise Refused(f"{said}; one profession has one holder. End one of the memberships first.")
