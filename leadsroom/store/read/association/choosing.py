"""Which chapter is meant by a name, a label or a number; and what to say where that is none, or several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection

from leadsroom.domain.association.labels import ChapterEntry, number_typed
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store.read.association.directory import (
    chapter_count,
    entry_of,
    find_chapters,
    labels_in,
    namesakes,
)

SHOWN = 12
# With a slip in it a number is no part of a name. What has a bracket or a comma is a label.
_LIKE_A_NUMBER = re.compile(r"#[^(（,]*")
HOW_TO_LIST = "leadsroom chapters lists them"


class Offer(Struct, frozen=True):
    """Chapters to choose from, with what each is called, and how many more there are.

    `last` is the one that was used last, which stands first where nothing was typed.
    """

    entries: tuple[ChapterEntry, ...] = ()
    names: tuple[str, ...] = ()
    more: int = 0
    last: ChapterEntry | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.entries) + self.more


def offer(connection: Connection, typed: str = "", last_id: ChapterId | None = None) -> Offer:
    """What to choose from, by what was typed so far. Archived chapters only where there is no other."""
    archived = not find_chapters(connection, limit=1)
    found = find_chapters(connection, typed, archived=archived, limit=SHOWN)
    last = None if last_id is None else entry_of(connection, last_id)
    if last is not None and last.archived_on is not None:
        last = None
    more = max(chapter_count(connection, typed, archived=archived) - len(found), 0)
    if last is not None and not typed:
        found = [last, *(each for each in found if each.id != last.id)][:SHOWN]
    return Offer(tuple(found), tuple(labels_in(connection, found)), more, last)


def name_of_last(connection: Connection, offered: Offer) -> str:
    """What the chapter that was used last is called; empty where there is none."""
    return "" if offered.last is None else labels_in(connection, [offered.last])[0]


def entry_named(connection: Connection, name: str) -> ChapterEntry:
    """The one chapter that a name, a label or a number means, archived or not. Raises Refused where that is
    none, or more than one.
    """
    found = meant_by(connection, name)
    if len(found) == 1:
        return found[0]
    raise _unclear(connection, name, found)


def only_chapter(connection: Connection) -> ChapterEntry | None:
    """The only chapter of a database, archived ones left aside where there are others."""
    for archived in (False, True):
        found = find_chapters(connection, archived=archived, limit=2)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def meant_by(connection: Connection, name: str) -> list[ChapterEntry]:
    """Those that a name may mean: of exactly this name, else of these words; archived ones where no other."""
    number = number_typed(name)
    if number is not None:
        one = entry_of(connection, number)
        return [] if one is None else [one]
    if not clean(name):
        return []
    same = namesakes(connection, name, SHOWN + 1)
    if same:
        return [each for each in same if each.archived_on is None] or same
    if _LIKE_A_NUMBER.fullmatch(clean(name)):
        return []
    for archived in (False, True):
        found = find_chapters(connection, name, archived=archived, limit=SHOWN + 1, slips=False)
        if found:
            return found
    return []


def _unclear(connection: Connection, name: str, found: Sequence[ChapterEntry]) -> Refused:
    """A refusal that lists what could be meant."""
    if found:
        more = max(chapter_count(connection, name, archived=True) - SHOWN, 0)
        called = in_one_sentence(labels_in(connection, found[:SHOWN]), more)
        return Refused(f"More than one chapter could be called “{clean(name)}”: {called}.")
    lack = f"No chapter is called “{clean(name)}”."
    near = find_chapters(connection, name, limit=SHOWN) if clean(name) else []
    if near:
        return Refused(f"{lack} Did you mean {in_one_sentence(labels_in(connection, near))}?")
    return Refused(f"{lack} {_all_in_words(connection)}.")


def _all_in_words(connection: Connection) -> str:
    """All chapters, or as many as they are where they would fill the window."""
    few = find_chapters(connection, limit=SHOWN + 1)
    if len(few) > SHOWN:
        return f"There are {chapter_count(connection):,}; {HOW_TO_LIST}"
    if len(few) == 1:
        return f"The only one is {few[0].name}"
    if few:
        return f"The chapters are {in_one_sentence(labels_in(connection, few))}"
    return "All are archived" if find_chapters(connection, archived=True, limit=1) else "There is none yet"


def in_one_sentence(labels: Sequence[str], more: int = 0) -> str:
    """The names of chapters, and how many more there are."""
    return "; ".join(labels) + (f"; and {more:,} more" if more else "")
