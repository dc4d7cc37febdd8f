"""Visitors between meetings: how they are reached, what is on record of them, and what became of a visit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import VisitorSheet
from leadsroom.acts.people.member_sheet import phone_columns, visitor_sheet
from leadsroom.acts.people.visiting import name_columns
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import Contact, Person
from leadsroom.domain.people.visiting import HomeChapter, own_name
from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import people_by_name, people_called, person_of
from leadsroom.store.read.people.visitors import visited_meetings, visits_at
from leadsroom.store.row_changes import Image


def contact_columns(contact: Contact, person: Person | None, country: str) -> dict[str, Any]:
    """The columns of a person, or of somebody new: a number that was not changed stays as it is on record."""
    columns: dict[str, Any] = {"email": read_email(contact.email), "may_write": contact.may_write}
    typed = clean(contact.phone_typed)
    if person is None or typed != shown_phone(person, country):
        columns |= phone_columns(typed, country)
    return columns


@handles(c.ImportVisits)
def import_visits(act: Act, command: c.ImportVisits) -> str:
    """Take in visits that are not on record yet; of people on record only what was blank is filled in."""
    visits = [replace(each, name=clean(each.name)) for each in command.visits]
    if not all(fold(each.name) and (each.on is None or each.on < act.today) for each in visits):
        raise Refused("A visit has no name, or is of today or later. Read the file again, then take it in.")
    people, elsewhere = _people_of(act, visits)
    meetings = _meetings_of(act, {each.on for each in visits if each.on is not None})
    on_record = visits_at(act.unit.connection, act.chapter.id, [row_id for row_id, _ in meetings.values()])
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for each in visits:
        if each.on is None:
            continue
        meeting_id, at = meetings[each.on]
        place = (meeting_id, people[fold(each.name)])
        if place not in on_record:
            columns = _visit_columns(act, each, place, at)
            rows.setdefault(place, {**columns, "of_member_elsewhere": place[1] in elsewhere})
    act.unit.insert_all(t.visit, list(rows.values()))
    return f"Visitors' file: {command.headline}"


def _visit_columns(
    act: Act, visit: c.ImportedVisit, place: tuple[int, int], at: tuple[datetime, bool]
) -> dict[str, Any]:
    meeting_id, person_id = place
    moment, is_of_ours = at
    return {
        "meeting_id": meeting_id,
        "person_id": person_id,
        "host_id": visit.host_id,
        "at": moment,
        "corrected_at": act.now if is_of_ours else None,
        "became": None if visit.became is None else visit.became.value,
        "became_note": clean(visit.note),
    }


def _people_of(act: Act, visits: Sequence[c.ImportedVisit]) -> tuple[dict[str, int], set[int]]:
    """Who each name is, by its key: somebody on record, or new; and who are members of other chapters."""
    first: dict[str, c.ImportedVisit] = {}
    for each in visits:
        first.setdefault(fold(each.name), each)
    called = people_by_name(act.unit.connection, act.chapter.id, first.keys())
    found = {key: of_name[0] for key, of_name in called.items() if of_name}
    blanks = {
        each.person.id: _filled(act, first[key], each.person)
        for key, each in found.items()
        if not each.holds_seat
    }
    with act.unit.together():
        act.unit.know(t.person, blanks)
        for person_id, columns in blanks.items():
            act.unit.update(t.person, person_id, **columns)
    new = {key: _person_columns(act, visit) for key, visit in first.items() if key not in found}
    added = act.unit.insert_all(t.person, list(new.values()))
    elsewhere = {each.person.id for each in found.values() if each.person.is_member_elsewhere}
    ids: dict[str, int] = {key: each.person.id for key, each in found.items()}
    return ids | dict(zip(new, added, strict=True)), {*elsewhere}


def _person_columns(act: Act, visit: c.ImportedVisit) -> dict[str, Any]:
    return {
        "name": visit.name,
        "name_key": fold(visit.name),
        "trade": clean(visit.profession),
        "company": clean(visit.company),
        **contact_columns(visit.contact, None, act.chapter.country),
    }


def _filled(act: Act, visit: c.ImportedVisit, person: Person) -> dict[str, Any]:
    """The columns of somebody on record that are blank, and that the file can fill."""
    columns, blank = _person_columns(act, visit), dict[str, Any]()
    for column, before in (
        ("trade", person.profession),
        ("company", person.company),
        ("email", person.email),
        ("may_write", person.may_write),
    ):
        if before in ("", None) and columns[column] not in ("", None):
            blank[column] = columns[column]
    if not person.phone and not person.phone_typed:
        blank |= {column: columns[column] for column in ("phone", "phone_typed") if columns[column]}
    return blank


def _meetings_of(act: Act, days: Collection[date]) -> dict[date, tuple[int, tuple[datetime, bool]]]:
    """The meeting of each day, when its visits are put, and whether it was held with this program."""
    held = visited_meetings(act.unit.connection, act.chapter.id, days)
    new = [_meeting_before(act, on) for on in sorted(set(days) - held.keys())]
    added = act.unit.insert_all(t.meeting, new)
    made = {
        row["on_date"]: (row_id, (row["starts_at"], False)) for row, row_id in zip(new, added, strict=True)
    }
    return made | {on: (each.id, (each.at, each.is_closed)) for on, each in held.items()}


def _meeting_before(act: Act, on: date) -> dict[str, Any]:
    begins = act.chapter.starts_at(on)
    return {
        "on_date": on,
        "kind": MeetingKind.REGULAR.value,
        "state": MeetingState.BEFORE.value,
        "starts_at": begins,
        "ends_at": begins + act.chapter.length,
        "starting_seat": 1,
    }


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
    named = name_columns(act, own_name(name, person.home_chapter), _home_of(person, name))
    columns = {**named, "trade": clean(sheet.profession)}
    act.unit.update(t.person, person_id, **columns, **contact_columns(sheet.contact, person, country))
    if sheet.host_id != visit["host_id"]:
        act.unit.update(t.visit, command.visit_id, host_id=sheet.host_id, **act.corrected(visit))
    outcome = keep_outcome(act, command.visit_id, sheet.became, sheet.note)
    return f"{name} is changed: {outcome}" if outcome else f"{name} is changed"


def _home_of(person: Person, name: str) -> HomeChapter | None:
    """The other chapter of somebody; whose name is another one may be another member of it."""
    home = person.home
    if home is None or fold(own_name(name, home.name)) == fold(person.own_name):
        return home
    return HomeChapter(home.name, home.chapter_id)


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


@handles(c.StopLetters)
def stop_letters(act: Act, command: c.StopLetters) -> str:
    """Nobody writes to them any more, whatever they had agreed to as a member or a visitor."""
    name = act.need_person(command.person_id, "person who wants no letters")
    act.unit.update(t.person, command.person_id, letters=False)
    return f"{name} gets no letters any more"
