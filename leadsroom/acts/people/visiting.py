"""Members of other chapters who are here: their names on record, linked with their own chapter's record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadsroom.acts.act import Act
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visiting import HomeChapter, own_name, shown
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from leadsroom.store.read.association.directory import full_label
from leadsroom.store.read.association.elsewhere import home_on_record, people_linked
from leadsroom.store.read.people.roster import PersonCalled, people_called


def name_columns(act: Act, name: str, home: HomeChapter | None) -> dict[str, Any]:
    """The columns of somebody's name, and of the other chapter of which they are a member, if any.

    Where that is in this database, they are linked with its member of this name, and are called as there.
    Raises Refused for a member of this chapter.
    """
    name = clean(name)
    home = None if home is None else _clean(home)
    if home is None:
        return _columns(name, None)
    here = act.chapter
    if home.chapter_id == here.id or (home.chapter_id is None and fold(home.name) == fold(here.name)):
        raise Refused(f"{here.name} is this chapter. Type the name of the other one.")
    entry, found = home_on_record(act.unit.connection, here.id, name, home)
    if entry is not None:
        home = HomeChapter(full_label(act.unit.connection, entry), entry.id)
    if entry is not None and found is not None:
        name, home = found.name, HomeChapter(home.name, entry.id, found.person_id)
    return _columns(shown(name, home.name), home)


def people_meant(act: Act, named: Mapping[str, Any]) -> list[PersonCalled]:
    """Everybody whom the columns of a name mean: who is linked with that member, or else has the name.

    That of a chapter may have been another one when they were here last.
    """
    connection, here = act.unit.connection, act.chapter.id
    home_id, at_home = named["home_chapter_id"], named["home_person_id"]
    of_home = [] if home_id is None else people_linked(connection, here, home_id)
    same = [each for each in of_home if at_home is not None and each.person.home_person_id == at_home]
    if same:
        return same
    others = {each.person.id for each in of_home if at_home is not None and each.person.home_person_id}
    called = people_called(connection, here, named["name_key"])
    found = [each for each in called if each.person.id not in others]
    key = fold(own_name(named["name"], named["home_chapter"]))
    return found or [
        each for each in of_home if each.person.home_person_id is None and fold(each.person.own_name) == key
    ]


def home_columns(named: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """What the columns of a name say anew of a member of another chapter who is on record; else nothing.

    The name stays as it is written where only capitals or accents differ.
    """
    if not named["home_chapter"]:
        return {}
    return {**named, "name": person.name} if named["name_key"] == fold(person.name) else dict(named)


def of_no_other_chapter() -> dict[str, Any]:
    """The columns of somebody who is a member of no other chapter, or is one no longer."""
    return {"home_chapter": "", "home_chapter_id": None, "home_person_id": None}


def _clean(home: HomeChapter) -> HomeChapter | None:
    name = clean(home.name)
    return HomeChapter(name, home.chapter_id, home.person_id) if fold(name) else None


def _columns(name: str, home: HomeChapter | None) -> dict[str, Any]:
    columns = {"name": name, "name_key": fold(name)}
    if home is None:
        return columns | of_no_other_chapter()
    return columns | {
        "home_chapter": home.name,
        "home_chapter_id": home.chapter_id,
        "home_person_id": home.person_id,
    }
