"""Finding chapters by letters, number or area: by index as far as there is one, and never all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from leadsroom.domain.association.labels import ChapterEntry, is_meant, labels, number_typed, readings
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

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

_MOST_WORDS, _MOST_SLIPS_IN = 6, 24
_LETTERS_FOR_A_SLIP = 4
_NAMESAKES = 100
_WORD = re.compile(r"\w+")
_LAST_SIGN = "\U0010ffff"

_c, _a = t.chapter.c, t.area.c
_entry = Reader(ChapterEntry)
_ENTRIES = select(
    *(_c.id, _c.name, _c.place, _c.area_id, _c.archived_on), func.coalesce(_a.name, "").label("area")
).select_from(t.chapter.outerjoin(t.area, _a.id == _c.area_id))
_ONE = _ENTRIES.where(_c.id == bindparam("id"))
_SOME = _ENTRIES.where(_c.id.in_(bindparam("ids", expanding=True)))
_NAMESAKES_OF = (
    _ENTRIES.where(_c.name_key == bindparam("key")).order_by(_c.name_key, _c.id).limit(bindparam("most"))
)
_OTHERS = _ENTRIES.where(_c.name_key == bindparam("key"), _c.id != bindparam("id")).limit(1)
_OF_ANOTHER_PLACE = _OTHERS.where(_c.place != bindparam("place"))
_OF_THE_SAME_PLACE = _OTHERS.where(_c.place == bindparam("place"))
_OF_THE_SAME_AREA = _OF_THE_SAME_PLACE.where(func.coalesce(_a.name, "") == bindparam("area"))
_NAMESAKE_AT = (
    _ENTRIES.where(_c.name_key == bindparam("key"), func.lower(_c.place) == func.lower(bindparam("place")))
    .where(_c.area_id.is_not_distinct_from(bindparam("area_id")), _c.id != bindparam("besides"))
    .limit(1)
)
_AREA_NAME = select(_a.name).where(_a.id == bindparam("area_id"))
_KEY_OF = select(_c.name_key).where(_c.id == bindparam("id"))


class _Tier(IntEnum):
    """How likely a chapter is meant, likeliest first; ALL where nothing was typed."""

    ALL = -1
    EXACT = 0
    BEGINS = 1
    IN_NAME = 2
    ANYWHERE = 3


def find_chapters(
    connection: Connection,
    typed: str = "",
    *,
    area_ids: Collection[AreaId] | None = None,
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
    labels. With `archived` those that are archived are found as well.
    """
    number = number_typed(typed)
    if number is not None:
        only = entry_of(connection, number)
        fits = only is not None and _is_within(only, area_ids, archived=archived)
        return [only] if only is not None and fits and after is None else []
    search = _Search(connection, typed, area_ids, archived=archived)
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
    archived: bool = False,
) -> int:
    """How many chapters there are that these letters find, slips of the finger not counted."""
    number = number_typed(typed)
    if number is not None:
        return len(find_chapters(connection, typed, area_ids=area_ids, archived=archived))
    search = _Search(connection, typed, area_ids, archived=archived)
    return len(search.labelled()) or search.count()


def entry_of(connection: Connection, chapter_id: ChapterId) -> ChapterEntry | None:
    """One chapter; None where there is none of this number."""
    row = connection.execute(_ONE, {"id": chapter_id}).one_or_none()
    return None if row is None else _entry(row)


def entries_of(connection: Connection, ids: Collection[ChapterId]) -> dict[ChapterId, ChapterEntry]:
    """Some chapters, by their numbers."""
    return {each.id: each for each in _entry.all(connection.execute(_SOME, {"ids": list(ids)}))}


def namesakes(connection: Connection, name: str, most: int = _NAMESAKES) -> list[ChapterEntry]:
    """The chapters of a name however it is written, archived ones too."""
    return _entry.all(connection.execute(_NAMESAKES_OF, {"key": fold(clean(name)), "most": most}))


def namesake_at(
    connection: Connection, name: str, place: str, area_id: AreaId | None, besides: ChapterId | None
) -> ChapterEntry | None:
    """A chapter, `besides` this one, of the same name, place and area; None where there is none."""
    given = {"key": fold(clean(name)), "place": clean(place), "area_id": area_id, "besides": besides or 0}
    row = connection.execute(_NAMESAKE_AT, given).first()
    return None if row is None else _entry(row)


def area_name(connection: Connection, area_id: AreaId) -> str | None:
    """What an area is called; None where there is none of this number."""
    name: str | None = connection.execute(_AREA_NAME, {"area_id": area_id}).scalar()
    return name


def full_label(connection: Connection, entry: ChapterEntry) -> str:
    """What a chapter is called among all of the database."""
    return labels_in(connection, [entry])[0]


def labels_in(connection: Connection, entries: Sequence[ChapterEntry]) -> list[str]:
    """What each of some chapters is called among all of the database."""
    return labels(entries, _alike(connection, entries))


def _alike(connection: Connection, entries: Iterable[ChapterEntry]) -> list[ChapterEntry]:
    """As many others of the same names as make a difference: of the same name, of the same place as well."""
    found = []
    for entry in entries:
        given = {"key": fold(entry.name), "place": entry.place, "id": entry.id}
        found += _entry.all(connection.execute(_OF_ANOTHER_PLACE, given))
        found += _entry.all(connection.execute(_OF_THE_SAME_PLACE, given))
        found += _entry.all(connection.execute(_OF_THE_SAME_AREA, {**given, "area": entry.area}))
    return found


def _is_within(entry: ChapterEntry, area_ids: Collection[AreaId] | None, *, archived: bool) -> bool:
    is_there = area_ids is None or entry.area_id in area_ids
    return is_there and (archived or entry.archived_on is None)


class _Search:
    """Letters made into statements of one kind for each tier, and their parameters."""

    def __init__(
        self,
        connection: Connection,
        typed: str,
        area_ids: Collection[AreaId] | None,
        *,
        archived: bool,
    ) -> None:
        self._connection, self._typed = connection, clean(typed)
        self._key = fold(self._typed)
        self._words = _WORD.findall(self._typed)[:_MOST_WORDS]
        self._kind = (
            len(self._words),
            area_ids is not None,
            archived,
            connection.dialect.name == "sqlite",
        )
        self._given: dict[str, Any] = {} if area_ids is None else {"area_ids": list(area_ids)}
        if self._key:
            self._given |= {"key": self._key, "end": f"{self._key}{_LAST_SIGN}", **self._patterns()}

    @property
    def tiers(self) -> list[_Tier]:
        """Those to be gone through, in order."""
        if not self._key:
            return [_Tier.ALL]
        return [tier for tier in _Tier if tier is not _Tier.ALL and (self._words or tier <= _Tier.BEGINS)]

    def _patterns(self) -> dict[str, str]:
        patterns = {"begins": f"{_plain(self._key)}%"}
        for place, word in enumerate(self._words):
            key = _plain(fold(word)) or _plain(word)
            patterns[f"starts_{place}"] = f"% {key}%"
            patterns[f"within_{place}"] = f"%{key}%" if len(key) > 1 else f"% {key}%"
            patterns[f"typed_{place}"] = f"%{_plain(word)}%" if len(word) > 1 else f"% {_plain(word)}%"
        return patterns

    def of_tier(self, tier: _Tier, limit: int, after: ChapterEntry | None) -> list[ChapterEntry]:
        statement = _statement(tier, self._kind, is_behind=after is not None)
        given = {**self._given, "limit": limit}
        if after is not None:
            key = self._connection.execute(_KEY_OF, {"id": after.id}).scalar()
            given |= {"after_key": fold(after.name) if key is None else key, "after_id": after.id}
        return self._read(statement, given)

    def tier_of(self, entry: ChapterEntry) -> _Tier | None:
        """In which tier a chapter was found."""
        for tier in self.tiers:
            one = _statement(tier, self._kind, is_one=True)
            if self._connection.execute(one, {**self._given, "id": entry.id, "limit": 1}).first() is not None:
                return tier
        return None

    def count(self) -> int:
        tiers = tuple(self.tiers)
        found = self._connection.execute(_counting(tiers, self._kind), self._given)
        return int(found.scalar_one())

    def labelled(self) -> list[ChapterEntry]:
        """Those of exactly a name that was typed, of a place or area that was typed behind it; none where
        all of it is a name.
        """
        behind = [reading for reading in readings(self._typed) if reading.behind]
        if not behind or namesakes(self._connection, self._typed, 1):
            return []
        _, has_areas, archived, _ = self._kind
        area_ids = self._given["area_ids"] if has_areas else None
        for reading in behind:
            found = [
                each
                for each in namesakes(self._connection, reading.name_key)
                if is_meant(each, reading.behind) and _is_within(each, area_ids, archived=archived)
            ]
            if found:
                return found
        return []

    def nearly(self, limit: int) -> list[ChapterEntry]:
        """Those in whose names a word begins as was typed but for one slip of the finger."""
        patterns = list(_slips(self._key))
        if not patterns:
            return []
        slips = {f"slip_{place}": f"% {pattern}%" for place, pattern in enumerate(patterns)}
        half = len(self._key) // 2
        # Two letters that changed places may be on both sides of the middle: those beside it are left out.
        parts = {
            "part_0": f"%{_plain(self._key[: half - 1])}%",
            "part_1": f"%{_plain(self._key[half + 1 :])}%",
        }
        given = {**self._given, **slips, **parts, "limit": limit}
        return self._read(_nearly(len(patterns), self._kind), given)

    def _read(self, statement: Select[Any], given: dict[str, Any]) -> list[ChapterEntry]:
        return _entry.all(self._connection.execute(statement, given))


# How many words, whether areas were named, whether archived ones are meant too, whether it is SQLite.
_Kind = tuple[int, bool, bool, bool]


def _plain(text: str) -> str:
    """A text in a pattern, where it stands for itself."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _like(text: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return text.like(bindparam(name), escape="\\")


# Putting a statement together costs more than SQLite needs to answer it: each is made once.
@cache
def _statement(tier: _Tier, kind: _Kind, *, is_behind: bool = False, is_one: bool = False) -> Select[Any]:
    conditions = [*_limits(kind), *_only(tier, kind)]
    if is_behind:
        here = tuple_(_c.name_key, _c.id)
        conditions.append(here > tuple_(bindparam("after_key"), bindparam("after_id")))
    if is_one:
        conditions.append(_c.id == bindparam("id"))
    return _ENTRIES.where(*conditions).order_by(_c.name_key, _c.id).limit(bindparam("limit"))


@cache
def _counting(tiers: tuple[_Tier, ...], kind: _Kind) -> Select[Any]:
    asked = [*_limits(kind), or_(*(_of_tier(tier, kind) for tier in tiers))]
    return select(func.count()).select_from(t.chapter.outerjoin(t.area, _a.id == _c.area_id)).where(*asked)


@cache
def _nearly(patterns: int, kind: _Kind) -> Select[Any]:
    """A slip leaves one part of what was typed as it was: that is asked first."""
    name = literal(" ").concat(_c.name_key)
    asked = (
        or_(_like(_c.name_key, "part_0"), _like(_c.name_key, "part_1")),
        or_(*(_like(name, f"slip_{place}") for place in range(patterns))),
    )
    chosen = _ENTRIES.where(*_limits(kind), _by_name(and_(*asked)))
    return chosen.order_by(_c.name_key, _c.id).limit(bindparam("limit"))


def _limits(kind: _Kind) -> Iterator[ColumnElement[bool]]:
    _, has_areas, archived, _ = kind
    if has_areas:
        yield _c.area_id.in_(bindparam("area_ids", expanding=True))
    if not archived:
        yield _c.archived_on.is_(None)


def _only(tier: _Tier, kind: _Kind) -> Iterator[ColumnElement[bool]]:
    """What is of this tier, and of none before it."""
    yield _of_tier(tier, kind)
    for before in _Tier:
        if _Tier.ALL < before < tier:
            yield ~_of_tier(before, kind)


def _of_tier(tier: _Tier, kind: _Kind) -> ColumnElement[bool]:
    words, _, _, on_sqlite = kind
    name = literal(" ").concat(_c.name_key)
    if tier is _Tier.ALL:
        return true()
    if tier is _Tier.EXACT:
        return _c.name_key == bindparam("key")
    if tier is _Tier.BEGINS:
        # By code points SQLite finds a beginning as a stretch of its index; a server knows by its pattern.
        on_index = and_(_c.name_key >= bindparam("key"), _c.name_key < bindparam("end"))
        return on_index if on_sqlite else _like(_c.name_key, "begins")
    if tier is _Tier.IN_NAME:
        return _by_name(and_(*(_like(name, f"starts_{place}") for place in range(words))))
    where = [literal(" ").concat(text) for text in (_c.place, func.coalesce(_a.name, ""))]
    return and_(
        *(
            or_(
                _like(name, f"within_{place}"),
                *(text.ilike(bindparam(f"typed_{place}"), escape="\\") for text in where),
                _like(literal(" ").concat(func.coalesce(_a.name_key, "")), f"starts_{place}"),
            )
            for place in range(words)
        )
    )


def _by_name(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same asked of the index of names alone: the rows beside it are long."""
    return _c.id.in_(select(_c.id).where(condition).correlate(None))


def _slips(key: str) -> Iterator[str]:
    """Patterns of what was meant where one letter is wrong, missing, too many, or changed places."""
    if not _LETTERS_FOR_A_SLIP <= len(key) <= _MOST_SLIPS_IN:
        return
    for place in range(len(key)):
        before, behind = _plain(key[:place]), _plain(key[place + 1 :])
        yield f"{before}_{behind}"
        yield f"{before}{behind}"
        if place:
            yield f"{before}_{_plain(key[place:])}"
        if behind and key[place] != key[place + 1]:
            yield f"{before}{_plain(key[place + 1])}{_plain(key[place])}{_plain(key[place + 2 :])}"
