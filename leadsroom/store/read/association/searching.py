"""Letters as statements that find chapters: one for each degree of likeness, to be answered by an index."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct
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

from leadsroom.domain.association.labels import ChapterEntry, TypedChapter, is_meant, readings
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.store import tables as t
from leadsroom.store.read.association.entries import ENTRIES, WITH_AREA, called, entry_in, entry_of, namesakes

_MOST_WORDS, _MOST_SLIPS_IN = 6, 24
_LETTERS_FOR_A_SLIP = 4
_WORD = re.compile(r"\w+")
_MAY_HAVE_ACCENT = re.compile("[aceinosuyz]")
_LOOKED_THROUGH, _LETTERS_LEFT = 50, 2
_LAST_SIGN = "\U0010ffff"

_c, _a = t.chapter.c, t.area.c
_KEY_OF = select(_c.name_key).where(_c.id == bindparam("id"))


class Within(Struct, frozen=True):
    """Among which chapters: those of some areas (None: wherever they stand), or of none where `unplaced`;
    archived ones as well, or not, or with `only_archived` no others.
    """

    area_ids: Collection[AreaId] | None = None
    unplaced: bool = False
    archived: bool = False
    only_archived: bool = False

    def has(self, entry: ChapterEntry) -> bool:
        """Whether a chapter is among them."""
        is_there = self.area_ids is None or entry.area_id in self.area_ids
        return (
            is_there
            and not (self.unplaced and entry.area_id is not None)
            and (self.archived or self.only_archived or entry.archived_on is None)
            and not (self.only_archived and entry.archived_on is None)
        )


class Tier(IntEnum):
    """How likely a chapter is meant, likeliest first; ALL where nothing was typed."""

    ALL = -1
    EXACT = 0
    BEGINS = 1
    IN_NAME = 2
    ANYWHERE = 3


class _Kind(NamedTuple):
    """What makes another statement: how many words there are, among which chapters, and the database."""

    words: int
    has_areas: bool
    unplaced: bool
    archived: bool
    only_archived: bool
    on_sqlite: bool


class Search:
    """Letters made into statements of one kind for each tier, and their parameters."""

    def __init__(self, connection: Connection, typed: str, within: Within) -> None:
        self._connection, self._typed, self._within = connection, clean(typed), within
        self._key = fold(self._typed)
        self._words = _WORD.findall(self._typed)[:_MOST_WORDS]
        self._kind = _Kind(
            len(self._words),
            within.area_ids is not None,
            within.unplaced,
            within.archived,
            within.only_archived,
            connection.dialect.name == "sqlite",
        )
        self._given: dict[str, Any] = {} if within.area_ids is None else {"area_ids": list(within.area_ids)}
        if self._key:
            self._given |= {"key": self._key, "end": f"{self._key}{_LAST_SIGN}", **self._patterns()}

    @property
    def tiers(self) -> list[Tier]:
        """Those to be gone through, in order."""
        if not self._key:
            return [Tier.ALL]
        return [tier for tier in Tier if tier is not Tier.ALL and (self._words or tier <= Tier.BEGINS)]

    def _patterns(self) -> dict[str, str]:
        patterns = {"begins": f"{_plain(self._key)}%"}
        for place, word in enumerate(self._words):
            key = _plain(fold(word)) or _plain(word)
            patterns[f"starts_{place}"] = f"% {key}%"
            patterns[f"within_{place}"] = f"%{key}%" if len(key) > 1 else f"% {key}%"
            patterns[f"typed_{place}"] = f"%{_plain(word)}%" if len(word) > 1 else f"% {_plain(word)}%"
        return patterns

    def of_tier(self, tier: Tier, limit: int, after: ChapterEntry | None) -> list[ChapterEntry]:
        """Those of one tier, by name, from the one behind `after` on."""
        statement = _statement(tier, self._kind, is_behind=after is not None)
        given = {**self._given, "limit": limit}
        if after is not None:
            key = self._connection.execute(_KEY_OF, {"id": after.id}).scalar()
            given |= {"after_key": fold(after.name) if key is None else key, "after_id": after.id}
        return self._read(statement, given)

    def tier_of(self, entry: ChapterEntry) -> Tier | None:
        """In which tier a chapter was found."""
        for tier in self.tiers:
            one = _statement(tier, self._kind, is_one=True)
            if self._connection.execute(one, {**self._given, "id": entry.id, "limit": 1}).first() is not None:
                return tier
        return None

    def count(self) -> int:
        """How many there are in all tiers."""
        tiers = tuple(self.tiers)
        found = self._connection.execute(_counting(tiers, self._kind), self._given)
        return int(found.scalar_one())

    def labelled(self) -> list[ChapterEntry]:
        """Those of exactly a name that was typed, of a place or area that was typed behind it; none where
        all of it is a name.
        """
        behind = [reading for reading in readings(self._typed) if reading.whole]
        if not behind or namesakes(self._connection, self._typed, 1):
            return []
        ways = (self._of_form, self._of_parts)
        found = (list(filter(self._within.has, way(reading))) for way in ways for reading in behind)
        return next(filter(None, found), [])

    def _of_form(self, reading: TypedChapter) -> list[ChapterEntry]:
        """Those whose label ends exactly so; one with a number, by that."""
        if reading.number is None:
            return called(self._connection, reading.name_key, reading.whole)
        one = entry_of(self._connection, reading.number)
        return [] if one is None or fold(one.name) != reading.name_key else [one]

    def _of_parts(self, reading: TypedChapter) -> list[ChapterEntry]:
        same = namesakes(self._connection, reading.name_key)
        return [each for each in same if reading.behind and is_meant(each, reading.behind)]

    def without_accents(self, limit: int) -> list[ChapterEntry]:
        """Those in whose place a word begins that was typed without its accents: places have no key."""
        keys = [fold(word) for word in self._words]
        patterns = {
            f"plain_{place}": f"% {_MAY_HAVE_ACCENT.sub('_', key)}%" for place, key in enumerate(keys)
        }
        remaining = _MAY_HAVE_ACCENT.sub("", "".join(keys))
        if len(remaining) < _LETTERS_LEFT or len(remaining) == len("".join(keys)):
            return []
        found = self._read(_plainly(self._kind), {**self._given, **patterns, "limit": _LOOKED_THROUGH})
        texts = ((each, f" {fold(each.name)} {fold(each.place)} {fold(each.area)}") for each in found)
        return [each for each, text in texts if all(f" {key}" in text for key in keys)][:limit]

    def nearly(self, limit: int) -> list[ChapterEntry]:
        """Those in whose names each word begins a word, but for one slip of the finger in it."""
        given, counts = {**self._given, "limit": limit}, []
        for place, word in enumerate(self._words):
            key = fold(word)
            patterns = list(_slips(key))
            counts.append(len(patterns))
            given |= {f"slip_{place}_{each}": f"% {slip}%" for each, slip in enumerate(patterns)}
            # Two letters that changed places may be on both sides of the middle: those are left out.
            half = len(key) // 2
            given[f"first_{place}"] = f"%{_plain(key[: max(half - 1, 0)])}%"
            given[f"last_{place}"] = f"%{_plain(key[half + 1 :])}%"
        return self._read(_nearly(tuple(counts), self._kind), given) if any(counts) else []

    def _read(self, statement: Select[Any], given: dict[str, Any]) -> list[ChapterEntry]:
        return entry_in.all(self._connection.execute(statement, given))


def _plain(text: str) -> str:
    """A text in a pattern, where it stands for itself."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _like(text: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return text.like(bindparam(name), escape="\\")


# Putting a statement together costs more than SQLite needs to answer it: each is made once.
@cache
def _statement(tier: Tier, kind: _Kind, *, is_behind: bool = False, is_one: bool = False) -> Select[Any]:
    conditions = [*_limits(kind), *_only(tier, kind)]
    if is_behind:
        here = tuple_(_c.name_key, _c.id)
        conditions.append(here > tuple_(bindparam("after_key"), bindparam("after_id")))
    if is_one:
        conditions.append(_c.id == bindparam("id"))
    return ENTRIES.where(*conditions).order_by(_c.name_key, _c.id).limit(bindparam("limit"))


@cache
def _counting(tiers: tuple[Tier, ...], kind: _Kind) -> Select[Any]:
    asked = [*_limits(kind), or_(*(_of_tier(tier, kind) for tier in tiers))]
    return select(func.count()).select_from(WITH_AREA).where(*asked)


@cache
def _nearly(slips: tuple[int, ...], kind: _Kind) -> Select[Any]:
    """`slips` is the number of patterns of each word. What a slip leaves as it was is asked first."""
    name = literal(" ").concat(_c.name_key)
    asked: list[ColumnElement[bool]] = []
    for place, patterns in enumerate(slips):
        if not patterns:
            asked.append(_like(name, f"starts_{place}"))
            continue
        asked.append(or_(_like(_c.name_key, f"first_{place}"), _like(_c.name_key, f"last_{place}")))
        likenesses = [_like(name, f"slip_{place}_{each}") for each in range(patterns)]
        asked.append(or_(_like(name, f"starts_{place}"), *likenesses))
    chosen = ENTRIES.where(*_limits(kind), _by_name(and_(*asked), kind))
    return chosen.order_by(_c.name_key, _c.id).limit(bindparam("limit"))


@cache
def _plainly(kind: _Kind) -> Select[Any]:
    where = [literal(" ").concat(text) for text in (_c.place, _c.name_key)]
    where.append(literal(" ").concat(func.coalesce(_a.name_key, "")))
    asked = (
        or_(*(text.ilike(bindparam(f"plain_{n}"), escape="\\") for text in where)) for n in range(kind.words)
    )
    chosen = ENTRIES.where(*_limits(kind), *asked)
    return chosen.order_by(_c.name_key, _c.id).limit(bindparam("limit"))


def _limits(kind: _Kind) -> Iterator[ColumnElement[bool]]:
    if kind.has_areas:
        yield _c.area_id.in_(bindparam("area_ids", expanding=True))
    if kind.unplaced:
        yield _c.area_id.is_(None)
    if kind.only_archived:
        yield _c.archived_on.is_not(None)
    elif not kind.archived:
        yield _c.archived_on.is_(None)


def _only(tier: Tier, kind: _Kind) -> Iterator[ColumnElement[bool]]:
    """What is of this tier, and of none before it."""
    yield _of_tier(tier, kind)
    for before in Tier:
        if Tier.ALL < before < tier:
            yield ~_of_tier(before, kind)


def _of_tier(tier: Tier, kind: _Kind) -> ColumnElement[bool]:
    name = literal(" ").concat(_c.name_key)
    if tier is Tier.ALL:
        return true()
    if tier is Tier.EXACT:
        return _c.name_key == bindparam("key")
    if tier is Tier.BEGINS:
        # By code points SQLite finds a beginning as a stretch of its index; a server knows by its pattern.
        on_index = and_(_c.name_key >= bindparam("key"), _c.name_key < bindparam("end"))
        return on_index if kind.on_sqlite else _like(_c.name_key, "begins")
    if tier is Tier.IN_NAME:
        return _by_name(and_(*(_like(name, f"starts_{place}") for place in range(kind.words))), kind)
    where = [literal(" ").concat(text) for text in (_c.place, func.coalesce(_a.name, ""))]
    return and_(
        *(
            or_(
                _like(name, f"within_{place}"),
                *(text.ilike(bindparam(f"typed_{place}"), escape="\\") for text in where),
                _like(literal(" ").concat(func.coalesce(_a.name_key, "")), f"starts_{place}"),
            )
            for place in range(kind.words)
        )
    )


def _by_name(condition: ColumnElement[bool], kind: _Kind) -> ColumnElement[bool]:
    """The same asked of the index of names alone, where the rows beside it are long, as in a file."""
    return _c.id.in_(select(_c.id).where(condition).correlate(None)) if kind.on_sqlite else condition


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
