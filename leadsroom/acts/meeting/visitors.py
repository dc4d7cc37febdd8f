"""The person behind a visitor or substitute: on record by that name, new, or a mistyped name put right.

And what a visit means: the seat it would be, and its outcome.
"""

from __future__ import annotations

from msgspec import Struct

from leadsroom.acts.act import Act
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.visits import seat_of_profession
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import is_named_elsewhere, people_called
from leadsroom.store.read.people.visitors import held_seats


def visitor_called(act: Act, name: str, profession: str, instead_of: PersonId | None = None) -> PersonId:
    """The person of this name who holds no seat here. Refuses members of the table.

    `instead_of` stood in the entry that is being corrected: known from tonight alone, they are renamed.
    """
    name, profession = clean(name), clean(profession)
    if not name:
        raise Refused("Type the name.")
    found = people_called(act.unit.connection, act.before.chapter.id, fold(name))
    seated = {each.person.id for each in found if each.holds_seat}
    if instead_of in seated:
        return PersonId(instead_of)  # has joined since, and is known by their seat
    if seated:
        raise Refused(f"{name} holds a seat at this table. A visitor or substitute comes from outside.")
    ids = [each.person.id for each in found]
    given = {"trade": profession}
    columns = {"name": name, "name_key": fold(name), **given}
    if instead_of is not None and (instead_of in ids or (not ids and _is_new_tonight(act, instead_of))):
        act.unit.update(t.person, instead_of, **columns)
        return instead_of
    if not ids:
        return PersonId(act.unit.insert(t.person, chapter_id=act.before.chapter.id, **columns))
    if profession:
        act.unit.update(t.person, ids[0], **given)
    return ids[0]


def _is_new_tonight(act: Act, person_id: PersonId) -> bool:
    here = act.before
    return not is_named_elsewhere(act.unit.connection, here.chapter.id, person_id, here.meeting.id)


class SeatOfVisitor(Struct, frozen=True):
    """Whether a visitor is `silent` because their profession is taken, in words for the journal."""

    silent: bool = False
    words: str = ""


def seat_of_visitor(act: Act, person_id: PersonId, profession: str) -> SeatOfVisitor:
    """The chapter's rules for a visitor with this profession, or with the one on record."""
    if not act.chapter.rules.visitors.silent_if_taken:
        return SeatOfVisitor()
    row = act.unit.row(t.person, person_id)
    profession = clean(profession) or (row["trade"] if row is not None else "")
    seat = seat_of_profession(profession, held_seats(act.unit.connection, act.chapter.id).values())
    taken = seat is not None and seat.taken
    return SeatOfVisitor(taken, f", silent: {seat.sentence}" if seat is not None and taken else "")


@handles(c.NoteVisitor)
def note_visitor(act: Act, command: c.NoteVisitor) -> str:
    """Note the outcome of a visit."""
    row = act.need_own(t.visit, command.visit_id)
    outcome = keep_what_became(act, command)
    name = act.before.name(PersonId(row["person_id"]))
    return f"{name}, {outcome}" if outcome else f"{name}: no outcome yet"


def keep_what_became(act: Act, command: c.NoteVisitor) -> str:
    """The same, in words without the name."""
    row = act.need_own(t.visit, command.visit_id)
    note = clean(command.note)
    became = command.became.value if command.became is not None else None
    act.unit.update(t.visit, command.visit_id, became=became, became_note=note)
    if act.unit.changes:
        act.unit.update(t.visit, command.visit_id, **act.corrected(row))
    return ": ".join(part for part in (command.became and command.became.words, note) if part)
