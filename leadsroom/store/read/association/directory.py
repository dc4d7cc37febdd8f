"""Finding chapters by letters, number or area: by index as far as there is one, and never all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, func, select

from leadsroom.domain.association.labels import ChapterEntry, labels, number_typed
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import (
    ENTRIES,
    area_name,
    entries_of,
    entry_in,
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
    "labels_in",
    "namesake_at",
    "namesakes",
]

_c, _a = t.chapter.c, t.area.c
_COUNTED = (
    select(_c.name_key, func.count().label("chapters"))
    .where(_c.name_key.in_(bindparam("keys", expanding=True)))
    .group_by(_c.name_key)
)
_OTHERS = ENTRIES.where(_c.name_key == bindparam("key"), _c.id != bindparam("id")).limit(1)
_OF_ANOTHER_PLACE = _OTHERS.where(_c.place != bindparam("place"))
_OF_THE_SAME_PLACE = _OTHERS.where(_c.place == bindparam("place"))
_OF_THE_SAME_AREA = _OF_THE_SAME_PLACE.where(func.coalesce(_a.name, "") == bindparam("area"))


def find_chapters(
    connection: Connection,
    typed: str = "",
    *,
    area_ids: Collection[AreaId] | None = None,
    unplaced: bool = False,
    archived: bool = False,
    limit: int = 50,
    after: ChapterEntry | None = None,
    slips: bool = True,
) -> list[ChapterEntry]:
    """The chapters that were meant, likeliest first, and by name where nothing was typed; no more than
    `limit`, from the one behind `after` on.

    The name itself comes first, then names that begin so, then those with words that begin so, then what
    stands within them, or in the place or the area; where there is none of these, one slip of the finger is
    forgiven, with `slips`. `#17` is the number, and `Harborview (Leeds)` and `Harborview, North` are read as
    labels. With `unplaced` only those of no area are found; with `archived` those that are archived as well.
    """
    within = Within(area_ids, unplaced, archived)
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
    return found if found or after is not None or not slips else search.nearly(limit)


def chapter_count(
    connection: Connection,
    typed: str = "",
    *,
    area_ids: Collection[AreaId] | None = None,
    unplaced: bool = False,
    archived: bool = False,
) -> int:
    """How many chapters there are that these letters find, slips of the finger not counted."""
    within = Within(area_ids, unplaced, archived)
    number = number_typed(typed)
    if number is not None:
        only = entry_of(connection, number)
        return int(only is not None and within.has(only))
    search = Search(connection, typed, within)
    return len(search.labelled()) or search.count()


def full_label(connection: Connection, entry: ChapterEntry) -> str:
    """What a chapter is called among all of the database."""
    return labels_in(connection, [entry])[0]


def labels_in(connection: Connection, entries: Sequence[ChapterEntry]) -> list[str]:
    """What each of some chapters is called among all of the database."""
    return labels(entries, _alike(connection, entries))


def _alike(connection: Connection, entries: Collection[ChapterEntry]) -> list[ChapterEntry]:
    """As many others of the same names as make a difference: of another place, of the same, and of the same
    area as well.
    """
    found: list[ChapterEntry] = []
    if not entries:
        return found
    counted = connection.execute(_COUNTED, {"keys": list({fold(entry.name) for entry in entries})})
    repeated = {row.name_key for row in counted if row.chapters > 1}
    for entry in entries:
        given = {"key": fold(entry.name), "place": entry.place, "id": entry.id}
        if given["key"] in repeated:
            found += entry_in.all(connection.execute(_OF_ANOTHER_PLACE, given))
            found += entry_in.all(connection.execute(_OF_THE_SAME_PLACE, given))
            found += entry_in.all(connection.execute(_OF_THE_SAME_AREA, {**given, "area": entry.area}))
    return found
