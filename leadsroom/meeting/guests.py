"""Who a guest or stand-in is: somebody known by that name, somebody new, or a mistyped name put right."""

from __future__ import annotations

from leadsroom.domain.ids import PersonId
from leadsroom.domain.text import clean, fold
from leadsroom.errors import Refused
from leadsroom.meeting.act import Act
from leadsroom.store import tables as t
from leadsroom.store.read_people import is_known_otherwise, people_called


def guest_called(act: Act, name: str, trade: str, instead_of: PersonId | None = None) -> PersonId:
    """The person of this name who holds no seat here. Refuses members of the table.

    `instead_of` stood in the entry that is being corrected: known from tonight alone, they are renamed.
    """
    name, trade = clean(name), clean(trade)
    if not name:
        raise Refused("Type the name.")
    known = people_called(act.unit.connection, act.before.chapter.id, fold(name))
    if any(row.holds_seat for row in known):
        raise Refused(f"{name} holds a seat at this table. A guest or stand-in comes from outside.")
    ids = [PersonId(row.id) for row in known]
    if instead_of is not None and (instead_of in ids or (not ids and _is_new_tonight(act, instead_of))):
        act.unit.update(t.person, instead_of, name=name, name_key=fold(name), trade=trade)
        return instead_of
    if not ids:
        columns = {"name": name, "name_key": fold(name), "trade": trade}
        return PersonId(act.unit.insert(t.person, chapter_id=act.before.chapter.id, **columns))
    if trade:
        act.unit.update(t.person, ids[0], trade=trade)
    return ids[0]


def _is_new_tonight(act: Act, person_id: PersonId) -> bool:
    return not is_known_otherwise(act.unit.connection, person_id, act.before.meeting.id)
