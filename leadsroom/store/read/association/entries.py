"""Chapters as they stand in lists, by their numbers and names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Text, bindparam, case, func, or_, select

from leadsroom.domain.association.labels import ChapterEntry
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

MOST_NAMESAKES = 100
_AT_ONCE = 500  # chapters in one statement

_c, _a = t.chapter.c, t.area.c
entry_in = Reader(ChapterEntry)
WITH_AREA = t.chapter.outerjoin(t.area, _a.id == _c.area_id)
ENTRIES = select(
    _c.id,
    _c.name,
    _c.place,
    _c.area_id,
    _c.archived_on,
    _c.weekday,
    _c.starts,
    _c.clock_24h,
    _c.timezone,
    _c.country,
    func.coalesce(_a.name, "").label("area"),
).select_from(WITH_AREA)
_ONE = ENTRIES.where(_c.id == bindparam("id"))
_SOME = ENTRIES.where(_c.id.in_(bindparam("ids", expanding=True)))
_NAMESAKES = (
    ENTRIES.where(_c.name_key == bindparam("key")).order_by(_c.name_key, _c.id).limit(bindparam("most"))
)
# Of a name, with exactly this behind it in a label.
_FORM = case((_c.place == "", func.coalesce(_a.name, "")), else_=_c.place)
_LONG_FORM = _c.place.concat(", ").concat(func.coalesce(_a.name, ""))
_CALLED = (
    ENTRIES.where(_c.name_key == bindparam("key"), _c.id != bindparam("besides"))
    .where(or_(bindparam("form", type_=Text) == _FORM, bindparam("form", type_=Text) == _LONG_FORM))
    .order_by(_c.name_key, _c.id)
    .limit(bindparam("most"))
)
_ANOTHER = (
    ENTRIES.where(_c.name_key == bindparam("key"), _c.id != bindparam("besides"))
    .order_by(_c.name_key, _c.id)
    .limit(1)
)
_NAMESAKE_AT = (
    ENTRIES.where(_c.name_key == bindparam("key"), func.lower(_c.place) == func.lower(bindparam("place")))
    .where(_c.area_id.is_not_distinct_from(bindparam("area_id")), _c.id != bindparam("besides"))
    .limit(1)
)
_AREA_NAME = select(_a.name).where(_a.id == bindparam("area_id"))


def in_parts(ids: Sequence[ChapterId]) -> Iterable[Sequence[ChapterId]]:
    """The numbers, as many at a time as fit into a statement."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def entry_of(connection: Connection, chapter_id: ChapterId) -> ChapterEntry | None:
    """One chapter; None where there is none of this number."""
    row = connection.execute(_ONE, {"id": chapter_id}).one_or_none()
    return None if row is None else entry_in(row)


def entries_of(connection: Connection, ids: Collection[ChapterId]) -> dict[ChapterId, ChapterEntry]:
    """Some chapters, by their numbers."""
    return {each.id: each for each in entry_in.all(connection.execute(_SOME, {"ids": list(ids)}))}


def namesakes(connection: Connection, name: str, most: int = MOST_NAMESAKES) -> list[ChapterEntry]:
    """The chapters of a name however it is written, archived ones too."""
    return entry_in.all(connection.execute(_NAMESAKES, {"key": fold(clean(name)), "most": most}))


def namesake_at(
    connection: Connection, name: str, place: str, area_id: AreaId | None, besides: ChapterId | None
) -> ChapterEntry | None:
    """A chapter, `besides` this one, of the same name, place and area; None where there is none."""
    given = {"key": fold(clean(name)), "place": clean(place), "area_id": area_id, "besides": besides or 0}
    row = connection.execute(_NAMESAKE_AT, given).first()
    return None if row is None else entry_in(row)


def called(
    connection: Connection, name_key: str, form: str, *, besides: ChapterId | None = None, most: int = 13
) -> list[ChapterEntry]:
    """The chapters of a name with exactly this place, or place and area, behind it in a label."""
    given = {"key": name_key, "form": form, "besides": besides or 0, "most": most}
    return entry_in.all(connection.execute(_CALLED, given))


def another(connection: Connection, entry: ChapterEntry) -> list[ChapterEntry]:
    """One other chapter of a name, if there is one."""
    return entry_in.all(connection.execute(_ANOTHER, {"key": fold(entry.name), "besides": entry.id}))


def area_name(connection: Connection, area_id: AreaId) -> str | None:
    """What an area is called; None where there is none of this number."""
    name: str | None = connection.execute(_AREA_NAME, {"area_id": area_id}).scalar()
    return name
