"""Finding chapters by letters, number or area: by index as far as there is one, and never all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select

from leadsroom.domain.association.labels import ChapterEntry, forms, labels, number_typed
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import (
    another,
    area_name,
    called,
    entries_of,
    entry_of,
    namesake_at,
    namesakes,
)
from leadsroom.store.read.association.searching import Search, Within

__all__ = [
    "ChapterEntry",
    "area_name",
    "chapter_count",
    "entries_of",
    "entry_of",
    "find_chapters",
    "full_label",
    "label_of_chapter",
    "labels_in",
    "namesake_at",
    "namesakes",
]

_c = t.chapter.c
_COUNTED = (
    select(_c.name_key, func.count().label("chapters"))
    .where(_c.name_key.in_(bindparam("keys", expanding=True)))
    .group_by(_c.name_key)
)


def find_chapters(
    connection: Connection,
    typed: str = "",
    *,
    area_ids: Collection[AreaId] | None = None,
    unplaced: bool = False,
    archived: bool = False,
    only_archived: bool = False,
    limit: int = 50,
    after: ChapterEntry | None = None,
    slips: bool = True,
) -> list[ChapterEntry]:
    """The chapters that were meant, likeliest first, and by name where nothing was typed; no more than
    `limit`, from the one behind `after` on.

    The name itself comes first, then names that begin so, then those with words that begin so, then what
    stands within them, or in the place or the area; where there is none of these, one slip of the finger is
    forgiven, with `slips`. `#17` is the number, and `Harborview (Leeds)` and `Harborview, North` are read as
    labels. With `unplaced` only those of no area are found; with `archived` those that are archived as well,
    with `only_archived` these alone.
    """
    within = Within(area_ids, unplaced, archived, only_archived)
    number = number_typed(typed)
    if number is not None:
        only = None if after is not None else entry_of(connection, number)
        return [only] if only is not None and within.has(only) else []
    search = Search(connection, typed, within)
    if labelled := search.labelled():
        return labelled[:limit] if after is None else []
    tiers = search.tiers
    if after is not None:
        last = search.tier_of(after)
        tiers = [tier for tier in tiers if last is not None and tier >= last]
    found: list[ChapterEntry] = []
    for place, tier in enumerate(tiers):
        found += search.of_tier(tier, limit - len(found), after if place == 0 else None)
        if len(found) >= limit:
            return found
    if found or after is not None:
        return found
    return search.without_accents(limit) or (search.nearly(limit) if slips else [])


def chapter_count(
    connection: Connection,
    typed: str = "",
    *,
    area_ids: Collection[AreaId] | None = None,
    unplaced: bool = False,
    archived: bool = False,
    only_archived: bool = False,
) -> int:
    """How many chapters there are that these letters find, slips of the finger not counted."""
    within = Within(area_ids, unplaced, archived, only_archived)
    number = number_typed(typed)
    if number is not None:
        only = entry_of(connection, number)
        return int(only is not None and within.has(only))
    search = Search(connection, typed, within)
    return len(search.labelled()) or search.count()


def full_label(connection: Connection, entry: ChapterEntry) -> str:
    """What a chapter is called among all of the database."""
    return labels_in(connection, [entry])[0]


def label_of_chapter(connection: Connection, chapter_id: ChapterId) -> str:
    """The same by its number; empty where it is not there."""
    entry = entry_of(connection, chapter_id)
    return "" if entry is None else full_label(connection, entry)


def labels_in(connection: Connection, entries: Sequence[ChapterEntry]) -> list[str]:
    """What each of some chapters is called among all of the database: by that it is found again."""
    others = _alike(connection, entries)
    found = labels(entries, others)
    # Somebody may have called a chapter like the label of another one.
    also = [each for each, entry in zip(found, entries, strict=True) if each != entry.name]
    while also and (names := _counted(connection, also).keys()):
        found = labels(entries, others, names)
        also = [each for each in found if each not in also]
    return found


def _counted(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """How many chapters have each of some names, by its key."""
    rows = connection.execute(_COUNTED, {"keys": list(set(map(fold, names)))})
    return {row.name_key: row.chapters for row in rows}


def _alike(connection: Connection, entries: Collection[ChapterEntry]) -> list[ChapterEntry]:
    """As many others of the same names as make a difference."""
    found: list[ChapterEntry] = []
    counted = _counted(connection, (entry.name for entry in entries)) if entries else {}
    for entry in entries:
        if counted.get(fold(entry.name), 0) > 1:
            found += another(connection, entry)
            for form in forms(entry):
                found += called(connection, fold(entry.name), form, besides=entry.id, most=1)
    return found
