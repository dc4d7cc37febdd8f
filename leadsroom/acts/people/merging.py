"""Two spellings of one person, merged: everything on record of the one is of the other from then on."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.member_sheet import is_current
from leadsroom.acts.people.roster import members
from leadsroom.acts.people.visiting import of_no_other_chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.openings import period_in_words
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.letters import second_letters
from leadsroom.store.read.people import roster as rows
from leadsroom.store.read.people.openings import openings

_TOGETHER = {
    "lead": "one passed a lead to the other",
    "one_to_one": "the two had a one-to-one",
    "closed_business": "one reported business from the other",
    "testimonial": "one gave the other a testimonial",
    "visit": "one invited the other",
    "membership": "one proposed the other",
}
# The columns of a person that one spelling may have and the other not, each with its field.
_DETAILS = {
    "trade": "profession",
    "company": "company",
    "phone": "phone",
    "phone_typed": "phone_typed",
    "email": "email",
    "may_write": "may_write",
    "letters": "letters",
    "home_chapter_id": "home_chapter_id",
    "home_person_id": "home_person_id",
}
_CONSENTS = ("may_write", "letters")
_NUMBER = ("phone", "phone_typed")
_LINK = ("home_chapter_id", "home_person_id")


@handles(c.MergePeople)
def merge_people(act: Act, command: c.MergePeople) -> Done:
    """Name the one who stays wherever the other was named. Refused where the record has two people."""
    one, staying = _need(act, command.other_id), _need(act, command.into_id)
    _refuse_two(act, one, staying)
    moved = list(rows.rows_about(act.unit.connection, act.chapter.id, one.id))
    if any(table is t.opening for table, *_ in moved):
        _refuse_figures_of_both(act, one, staying)
    if any(table is t.letter_sent for table, *_ in moved):
        second = second_letters(act.unit.connection, act.chapter.id, one.id, staying.id)
        moved = [each for each in moved if each[0] is not t.letter_sent or each[2] not in second]
    for (table, column), found in groupby(moved, lambda each: each[:2]):
        act.unit.update_all(table, {row_id: {column: staying.id} for *_, row_id in found})
    details = _filled_in(one, staying)
    as_it_was = {column: getattr(one, _DETAILS[column]) for column in details}
    persons: dict[int, dict[str, Any]] = {
        staying.id: {**details, "merged_into_id": None},
        one.id: {**as_it_was, "merged_into_id": staying.id},
    }
    act.unit.update_all(t.person, persons)
    name = _name_of_who_stays(act, one, staying)
    called = (
        f"{one.name} and {staying.name}" if one.name != staying.name else f"The two called {staying.name}"
    )
    what = f"{called} are one person"
    entries = f"{len(moved)} entr{'y' if len(moved) == 1 else 'ies'}"
    return Done(what, sentence=f"{what}: {name}, with {entries} more.", subject=staying.id)


def _name_of_who_stays(act: Act, one: Person, staying: Person) -> str:
    """The name; of a member of this chapter it is the name alone, whichever spelling was on the roster."""
    joined = any(is_current(m) and m.person.id in (one.id, staying.id) for m in members(act))
    if not joined or staying.home is None:
        return staying.name
    name = staying.own_name
    act.unit.update(t.person, staying.id, name=name, name_key=fold(name), **of_no_other_chapter())
    return name


def _need(act: Act, person_id: PersonId) -> Person:
    connection, chapter_id = act.unit.connection, act.chapter.id
    people = act.once("people", {"person"}, lambda: rows.people(connection, chapter_id))
    found = next((p for p in people if p.id == person_id), None)
    if found is None:
        raise Refused("That person is no longer on record, or was merged already.")
    return found


def _filled_in(one: Person, staying: Person) -> dict[str, Any]:
    """The facts that only the other spelling has. A number comes whole: as dialled and as typed.

    A no to being written to stands, by whichever spelling it was said. A link with another chapter's record
    goes to a spelling of that chapter alone.
    """
    has_number = bool(staying.phone or staying.phone_typed)
    is_linked = staying.home_person_id is not None or fold(one.home_chapter) != fold(staying.home_chapter)
    stay = {*(_NUMBER if has_number else ()), *(_LINK if is_linked else ())}
    details = {column: name for column, name in _DETAILS.items() if name not in stay}
    filled = {
        column: getattr(one if getattr(staying, name) in ("", None) else staying, name)
        for column, name in details.items()
    }
    return filled | {column: False for column in _CONSENTS if getattr(one, column) is False}


def _refuse_two(act: Act, one: Person, staying: Person) -> None:
    """Refuse where the record says that they are two."""
    if one.id == staying.id:
        raise Refused("Choose somebody else: these two are one already.")
    current = [m for m in members(act) if is_current(m) and m.person.id in (one.id, staying.id)]
    if len({m.person.id for m in current}) > 1:
        both = " and ".join(f"{m.person.name} ({m.profession}, {m.status.value})" for m in current)
        raise Refused(f"{both} are both on the roster. End one of the memberships first.")
    _refuse_side_by_side(act, one, staying)


def _refuse_figures_of_both(act: Act, one: Person, staying: Person) -> None:
    """Refuse where each has figures of an earlier program for one period."""
    periods: dict[PersonId, set[tuple[date, date]]] = {one.id: set(), staying.id: set()}
    for each in openings(act.unit.connection, act.chapter.id):
        if each.opening.member_id in periods:
            periods[each.opening.member_id].add((each.opening.since, each.opening.until))
    both = periods[one.id] & periods[staying.id]
    if both:
        raise Refused(
            f"{one.name} and {staying.name} each have figures of {period_in_words(*min(both))}, so they are "
            "two people. If that is a mistake, withdraw these first: leadsroom roster openings --withdraw."
        )


def _refuse_side_by_side(act: Act, one: Person, staying: Person) -> None:
    together = rows.meetings_of_both(act.unit.connection, act.chapter.id, one.id, staying.id)
    both = f"{one.name} and {staying.name}"
    if together:
        days = ", ".join(short_date(on) for on in together[-3:])
        raise Refused(
            f"{both} were both at the meeting of {days}, so they are two people. If that is a mistake, "
            "withdraw one of the two in the review of that meeting first: e."
        )
    tables = rows.tables_naming_both(act.unit.connection, act.chapter.id, one.id, staying.id)
    if tables:
        why = _TOGETHER.get(tables[0], "an entry is about both")
        raise Refused(f"{both} are two people by the record: {why}. Correct that first if it is wrong.")
