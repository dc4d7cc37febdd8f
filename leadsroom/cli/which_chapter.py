"""Which chapter of a database a command is for: the only one, the one that was named, or the one that is
chosen in a terminal.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.speech import complain, prompt
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.domain.association.labels import ChapterEntry
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.ids import ChapterId
    from leadsroom.store.read.association.choosing import Offer
    from leadsroom.store.store import Store

_VARIABLE = "LEADSROOM_CHAPTER"


class SeveralChapters(Refused):
    """There are several chapters, none was named, and nobody was asked."""


def chapter_named(words: Namespace) -> str | None:
    """The chapter that was named with --chapter, or else by the variable LEADSROOM_CHAPTER, if any."""
    name: str | None = getattr(words, "chapter", None)
    return name if name is not None else os.environ.get(_VARIABLE) or None


def chosen(store: Store, name: str | None, *, asks: bool = True) -> Chapter | None:
    """The chapter that is meant, which is the one used last from then on; None when there is none at all.

    Of several without a name it is asked which, in a terminal and where `asks`; else SeveralChapters is
    raised. Raises Refused where a name means none of them, or more than one.
    """
    from leadsroom.store.read import chapter as read_chapter
    from leadsroom.store.read.association.overview import first_chapters

    with store.reading() as connection:
        few = first_chapters(connection, 2)
        if not few:
            return None
        if len(few) == 1 and name is None:  # the usual start, which loads nothing more
            return read_chapter.chapter(connection, few[0])
    chapter = _one_of_several(store, name, asks=asks)
    if len(few) > 1:
        from leadsroom.last_chapter import note_last_chapter

        note_last_chapter(store.home, chapter.id)
    return chapter


def _one_of_several(store: Store, name: str | None, *, asks: bool) -> Chapter:
    from leadsroom.store.read import chapter as read_chapter
    from leadsroom.store.read.association.choosing import entry_named, only_chapter

    with store.reading() as connection:
        try:
            entry = only_chapter(connection) if name is None else entry_named(connection, name)
        except Refused as no:
            if name != os.environ.get(_VARIABLE):
                raise
            raise Refused(f"{no} That is what {_VARIABLE} names.") from no
    if entry is None:
        entry = _asked(store) if asks and _somebody_is_there() else _refuse_several(store)
    with store.reading() as connection:
        return read_chapter.chapter(connection, entry.id)


# None was named


def _refuse_several(store: Store) -> ChapterEntry:
    from leadsroom.last_chapter import last_chapter
    from leadsroom.store.read.association.choosing import HOW_TO_LIST, in_one_sentence, name_of_last, offer

    with store.reading() as connection:
        offered = offer(connection, last_id=last_chapter(store.home))
        last = name_of_last(connection, offered)
    how = f"There are {offered.count:,} chapters here. Choose one with --chapter or {_VARIABLE}"
    which = f"; {HOW_TO_LIST}" if offered.more else f": {in_one_sentence(sorted(offered.names))}"
    raise SeveralChapters(f"{how}{which}.{last and f' The one used last is {last}.'}")


def _somebody_is_there() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _asked(store: Store) -> ChapterEntry:
    """The one that is chosen in a terminal: by letters, by its line, or the one used last with enter."""
    from leadsroom.last_chapter import last_chapter
    from leadsroom.store.read.association.choosing import meant_by, name_of_last, offer

    last_id = last_chapter(store.home)
    with store.reading() as connection:
        offered = offer(connection, last_id=last_id)
        last, name = offered.last, name_of_last(connection, offered)
    _show(offered)
    while (typed := prompt(f"Which chapter? {name and f'[{name}] '}")) is not None:
        if not typed and last is not None:
            return last
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(offered.entries):
            return offered.entries[int(typed) - 1]
        with store.reading() as connection:
            found = meant_by(connection, typed)
            if len(found) == 1:
                return found[0]
            near = offer(connection, typed, last_id)
        if near.entries:
            offered = near
            _show(offered)
        else:
            complain(f"No chapter is called “{clean(typed)}”. Other letters find others.")
    raise SeveralChapters("No chapter was chosen. Name one with --chapter.")


def _show(offered: Offer) -> None:
    """Each on a line with its number."""
    complain(*(f"  {number:>2}  {name}" for number, name in enumerate(offered.names, 1)))
    if offered.more:
        complain(f"      and {offered.more:,} more: some letters of a name, place or area find them")


def lasting_name(chapter_id: ChapterId) -> str:
    """How a chapter is named to a program that is started for it, whatever it is called by then."""
    return f"#{chapter_id}"
