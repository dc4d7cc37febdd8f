"""Visitors between meetings: how they are reached, what is on record of them, and what became of a visit."""

from __future__ import annotations

from typing import Any

from leadsroom.acts.act import Act, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import VisitorSheet
from leadsroom.acts.people.member_sheet import phone_columns, shown_phone, visitor_sheet
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import Contact, Person
from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people_called, person_of
from leadsroom.store.row_changes import Image


def contact_columns(contact: Contact, person: Person | None, country: str) -> dict[str, Any]:
    """The columns of a person, or of somebody new: a number that was not changed stays as it is on record."""
    columns: dict[str, Any] = {"email": read_email(contact.email), "may_write": contact.may_write}
    typed = clean(contact.phone_typed)
    if person is None or typed != shown_phone(person, country):
        columns |= phone_columns(typed, country)
    return columns


@handles(c.FollowUpVisitor)
def follow_up(act: Act, command: c.FollowUpVisitor) -> str:
    """Note the outcome of a visit."""
    visit = _need_visit(act, command)
    name = act.need_person(PersonId(visit["person_id"]), "visitor")
    outcome = keep_outcome(act, command.visit_id, command.became, command.note)
    return f"{name}, {outcome}" if outcome else f"{name}: no outcome yet"


@handles(c.ChangeVisitor)
def change_visitor(act: Act, command: c.ChangeVisitor) -> str:
    """Put right what is on record of a visitor, where it is still as it was seen."""
    visit, sheet, country = _need_visit(act, command), command.sheet, act.chapter.country
    person_id, name = PersonId(visit["person_id"]), clean(sheet.name)
    person = person_of(act.unit.row(t.person, person_id) or {})
    if command.seen not in (None, _on_record(person, visit, country)):
        raise Refused(
            f"{person.name} was changed elsewhere meanwhile. Leave this form, look again, then change it."
        )
    _refuse_name(act, person_id, name)
    if sheet.host_id is not None:
        act.need_person(sheet.host_id, "member who invited them")
    columns = {"name": name, "name_key": fold(name), "trade": clean(sheet.profession)}
    act.unit.update(t.person, person_id, **columns, **contact_columns(sheet.contact, person, country))
    if sheet.host_id != visit["host_id"]:
        act.unit.update(t.visit, command.visit_id, host_id=sheet.host_id, **act.corrected(visit))
    outcome = keep_outcome(act, command.visit_id, sheet.became, sheet.note)
    return f"{name} is changed: {outcome}" if outcome else f"{name} is changed"


def _on_record(person: Person, visit: Image, country: str) -> VisitorSheet:
    became = None if visit["became"] is None else Became(visit["became"])
    return visitor_sheet(person, visit["host_id"], became, visit["became_note"], country)


def _need_visit(act: Act, command: c.FollowUpVisitor | c.ChangeVisitor) -> Image:
    row = act.unit.row(t.visit, command.visit_id)
    if row is None or row["chapter_id"] != act.chapter.id or row["withdrawn_at"]:
        raise Refused("That visit is no longer on record.")
    return row


def _refuse_name(act: Act, person_id: PersonId, name: str) -> None:
    if not fold(name):
        raise Refused("Type the visitor's name.")
    found = people_called(act.unit.connection, act.chapter.id, fold(name))
    if any(each.person.id != person_id for each in found):
        raise Refused(f"{name} is on record already. m on the roster makes two entries of one person one.")


def keep_outcome(act: Act, visit_id: VisitId, became: Became | None, note: str) -> str:
    """The outcome of a visit put on record, in words without the name."""
    note = clean(note)
    columns = {"became": None if became is None else became.value, "became_note": note}
    act.unit.update(t.visit, visit_id, **columns)
    return ": ".join(part for part in (became and became.words, note) if part)
