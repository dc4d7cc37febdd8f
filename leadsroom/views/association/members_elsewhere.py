"""Members of other chapters as the forms for who is here find them: by letters of name and chapter."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from leadsroom.domain.association.labels import ChapterEntry
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.visiting import shown
from leadsroom.store.read.association.directory import entries_of, find_chapters, labels_in
from leadsroom.store.read.association.elsewhere import MemberElsewhere, members_begun, neighbours
from leadsroom.store.reading import Reading

_CHAPTERS_AT_MOST, _FEWEST_LETTERS = 8, 2
_APART = 10**9  # more than people of a chapter


class FoundElsewhere(Struct, frozen=True):
    """Members of other chapters, and other chapters, whom letters may mean. What stands for one of them has a
    number below zero, which is of nobody on record here; what stands for a chapter has the chapter's.
    """

    members: tuple[Person, ...] = ()
    chapters: tuple[Person, ...] = ()


def members_elsewhere(reading: Reading, typed: str, home: str) -> FoundElsewhere:
    """Who is meant by the letters of a name: among the chapters that `home` means, else in those nearby."""
    connection, here = reading.connection, reading.chapter_id
    entries = find_chapters(connection, home, limit=_CHAPTERS_AT_MOST + 1) if home.strip() else []
    entries = [each for each in entries if each.id != here][:_CHAPTERS_AT_MOST]
    among = [each.id for each in entries] if home.strip() else neighbours(connection, here)
    is_enough = len(typed.strip()) >= _FEWEST_LETTERS
    members = members_begun(connection, among, typed) if is_enough else []
    return FoundElsewhere(_people(reading, members), _chapters(reading, entries))


def _people(reading: Reading, members: Sequence[MemberElsewhere]) -> tuple[Person, ...]:
    of = entries_of(reading.connection, {each.chapter_id for each in members})
    labels = dict(zip(of, labels_in(reading.connection, [*of.values()]), strict=True))
    return tuple(_person(each, labels[each.chapter_id]) for each in members)


def _person(member: MemberElsewhere, label: str) -> Person:
    return Person(
        id=PersonId(-(member.chapter_id * _APART + member.person_id)),
        name=shown(member.name, label),
        profession=member.profession,
        company=member.company,
        home_chapter=label,
        home_chapter_id=member.chapter_id,
        home_person_id=member.person_id,
    )


def _chapters(reading: Reading, entries: Sequence[ChapterEntry]) -> tuple[Person, ...]:
    labels = labels_in(reading.connection, entries)
    return tuple(
        Person(id=PersonId(each.id), name=label, profession=each.place or each.area)
        for each, label in zip(entries, labels, strict=True)
    )
