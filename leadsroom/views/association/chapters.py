"""The chapters of a database as a list to choose from, a page of it at a time."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.association.labels import ChapterEntry
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store.read.association.calendars import next_dates
from leadsroom.store.read.association.directory import (
    chapter_count,
    entries_of,
    entry_of,
    find_chapters,
    full_label,
    labels_in,
)
from leadsroom.store.read.association.overview import (
    archived_chapters,
    archived_counted,
    first_live,
    live_among,
    members_of,
)
from leadsroom.store.read.chapter import chapters_among
from leadsroom.store.reading import Reading

CHAPTERS_AT_FIRST = 50  # of more, those that letters mean are asked for
_LIVE_ON_TOP = 20


class ChapterLine(Struct, frozen=True):
    """A chapter to choose: its label among all of the database, how many hold a seat, whether a meeting goes
    on, and the date of the next one, None where it is archived.
    """

    chapter: Chapter
    entry: ChapterEntry
    label: str
    members: int
    is_live: bool = False
    next_on: date | None = None


class ChapterList(Struct, frozen=True):
    """Some of the chapters that letters find, likeliest first, and how many there are of them.

    `open` and `archived` are how many chapters the database has, `here` is the one that is open.
    """

    lines: tuple[ChapterLine, ...]
    found: int
    open: int
    archived: int
    here: Chapter | None = None

    def line(self, chapter_id: int) -> ChapterLine | None:
        """The line of a chapter, if it stands here."""
        return next((each for each in self.lines if each.chapter.id == chapter_id), None)


def chapter_list(
    reading: Reading,
    typed: str = "",
    most: int = CHAPTERS_AT_FIRST,
    first: ChapterId | None = None,
    *,
    archived: bool = False,
) -> ChapterList:
    """The chapters that letters mean, or with nothing typed all, by name; `archived` ones instead.

    Where nothing is typed one of them may stand `first`, if it is one of these, and after it stand those in
    which a meeting goes on.
    """
    connection = reading.connection
    is_open, put_away = chapter_count(connection), archived_counted(connection)
    if archived:
        entries = _archived(reading, typed, most)
        found = max(len(entries), chapter_count(connection, typed, only_archived=True)) if typed else put_away
    else:
        entries = find_chapters(connection, typed, limit=most)
        found = len(entries) if len(entries) < most else max(most, chapter_count(connection, typed))
    if not typed:
        entries = _with_some_on_top(reading, entries, first, archived=archived)
    here = None if reading.open_chapter_id is None else reading.chapter
    return ChapterList(_lines(reading, entries), found, is_open, put_away, here)


def chapters_at_start(reading: Reading, last: ChapterId | None, *, prefers_live: bool = False) -> ChapterList:
    """The chapters to choose from at the start, the one that was open last first, or with `prefers_live` the
    only one in which a meeting goes on. Where all are archived, those.
    """
    live = first_live(reading.connection, 2) if prefers_live else []
    first = live[0] if len(live) == 1 else last
    picture = chapter_list(reading, first=first)
    return picture if picture.lines else chapter_list(reading, first=first, archived=True)


def _archived(reading: Reading, typed: str, most: int) -> list[ChapterEntry]:
    connection = reading.connection
    if typed:
        return find_chapters(connection, typed, only_archived=True, limit=most)
    ids = archived_chapters(connection, most)
    entries = entries_of(connection, ids)
    return [entries[each] for each in ids]


def _with_some_on_top(
    reading: Reading, entries: list[ChapterEntry], first: ChapterId | None, *, archived: bool
) -> list[ChapterEntry]:
    """The one that is to stand first, then those in which a meeting goes on, then the others."""
    live = [] if archived else first_live(reading.connection, _LIVE_ON_TOP)
    wanted = [*live] if first is None else [first, *live]
    if not wanted:
        return entries
    found = entries_of(reading.connection, wanted)
    begins = [] if first is None or first not in found else [found[first]]
    goes_on = sorted((found[each] for each in live), key=lambda each: (fold(each.name), each.id))
    top = [each for each in (*begins, *goes_on) if (each.archived_on is not None) is archived]
    ordered = {each.id: each for each in (*top, *entries)}
    return list(ordered.values())[: max(1, len(entries))] if top else entries


def _lines(reading: Reading, entries: list[ChapterEntry]) -> tuple[ChapterLine, ...]:
    connection, ids = reading.connection, [entry.id for entry in entries]
    if not ids:
        return ()
    members, live = members_of(connection, ids), live_among(connection, ids)
    chapters = {each.id: each for each in chapters_among(connection, ids)}
    meeting = [each for each in chapters.values() if each.archived_on is None]
    next_on = next_dates(connection, meeting, reading.now)
    labels = labels_in(connection, entries)
    return tuple(
        ChapterLine(
            chapters[entry.id],
            entry,
            label,
            members.get(entry.id, 0),
            entry.id in live,
            next_on.get(entry.id),
        )
        for entry, label in zip(entries, labels, strict=True)
    )


def label_of(reading: Reading, chapter_id: ChapterId) -> str:
    """What a chapter is called among all of the database; empty where it is not there."""
    entry = entry_of(reading.connection, chapter_id)
    return "" if entry is None else full_label(reading.connection, entry)
