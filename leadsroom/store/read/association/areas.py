"""Reading an association's tree, its directors, and their visits to chapters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, func, select

from leadsroom.domain.association.areas import Area, Director, DirectorsVisit, Tree
from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId, TemplateId
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_A, _D, _V, _C = t.area.c, t.director.c, t.director_visit.c, t.chapter.c


def _among(name: str) -> BindParameter[list[int]]:
    return bindparam(name, expanding=True)


area_of = Reader(Area)
director_of = Reader(Director)
_visit_of = Reader(DirectorsVisit, on="on_date")

_AREAS = select(_A.id, _A.parent_id, _A.level, _A.name)
_DIRECTORS = select(_D.id, _D.area_id, _D.name, _D.email, _D.phone, _D.since, _D.until).order_by(_D.id)
_DIRECTORS_OF = _DIRECTORS.where(_D.area_id.in_(_among("area_ids")))
_ONE_DIRECTOR = _DIRECTORS.where(_D.id == bindparam("director_id"))
_COUNTED = (
    select(_C.area_id, func.count().label("chapters")).where(_C.archived_on.is_(None)).group_by(_C.area_id)
)
_CHAPTERS_IN = select(func.count(), func.count(_C.archived_on)).where(_C.area_id == bindparam("area_id"))
_TEMPLATES_OF = select(t.template.c.id, t.template.c.withdrawn_at).where(
    t.template.c.area_id == bindparam("area_id")
)
_VISITED = select(_V.director_id).where(_V.director_id.in_(_among("director_ids"))).distinct()
_VISITS = select(
    _V.id, _V.chapter_id, _V.on_date, _V.director_id, _D.name.label("director"), _V.note
).select_from(t.director_visit.outerjoin(t.director, _D.id == _V.director_id))
_ONE_VISIT = _VISITS.where(_V.id == bindparam("visit_id"), _V.withdrawn_at.is_(None))
_NEWEST_FIRST = (_V.on_date.desc(), _V.id.desc())


class Hanging(Struct, frozen=True):
    """What hangs on an area itself: chapters, archived ones too, and templates.

    `withdrawn` are templates that hand down nothing any more.
    """

    chapters: int
    archived: int
    templates: int
    withdrawn: tuple[TemplateId, ...]


def all_areas(connection: Connection) -> list[Area]:
    """All areas as they stand, a tree or not."""
    return area_of.all(connection.execute(_AREAS))


def tree(connection: Connection) -> Tree:
    """The whole tree: a few hundred areas, where an association is large."""
    return Tree(all_areas(connection))


def hanging_on(connection: Connection, area_id: AreaId) -> Hanging:
    """What stands in the way of an area's going, apart from areas and directors."""
    which = {"area_id": area_id}
    chapters, archived = connection.execute(_CHAPTERS_IN, which).one()
    templates = connection.execute(_TEMPLATES_OF, which).all()
    return Hanging(
        chapters - archived,
        archived,
        sum(each.withdrawn_at is None for each in templates),
        tuple(each.id for each in templates if each.withdrawn_at is not None),
    )


def directors(connection: Connection, area_ids: Collection[AreaId] | None = None) -> tuple[Director, ...]:
    """The directors of some areas, or of all; those who were, too. In the order in which they were named."""
    if area_ids is None:
        return tuple(director_of.all(connection.execute(_DIRECTORS)))
    return tuple(director_of.all(connection.execute(_DIRECTORS_OF, {"area_ids": list(area_ids)})))


def with_visits(connection: Connection, director_ids: Collection[DirectorId]) -> frozenset[DirectorId]:
    """Those of some directors of whom any visit is on record, a withdrawn one too."""
    found = connection.execute(_VISITED, {"director_ids": list(director_ids)}).scalars()
    return frozenset(each for each in found if each is not None)


def director(connection: Connection, director_id: DirectorId) -> Director | None:
    """One of them."""
    found = connection.execute(_ONE_DIRECTOR, {"director_id": director_id}).first()
    return None if found is None else director_of(found)


def chapters_counted(connection: Connection) -> dict[AreaId | None, int]:
    """How many chapters stand right in each area, and in none (None). Archived ones are not counted."""
    return {row.area_id: row.chapters for row in connection.execute(_COUNTED)}


def _last_of_each() -> Select[tuple[int, date]]:
    return (
        select(_V.chapter_id, func.max(_V.on_date).label("last_on"))
        .where(_V.chapter_id.in_(_among("chapter_ids")), _V.withdrawn_at.is_(None))
        .group_by(_V.chapter_id)
    )


_last = _last_of_each().subquery("last")
_LAST = (
    _VISITS.join(_last, and_(_last.c.chapter_id == _V.chapter_id, _last.c.last_on == _V.on_date))
    .where(_V.withdrawn_at.is_(None))
    .order_by(_V.id)
)


def last_visits(
    connection: Connection, chapter_ids: Collection[ChapterId]
) -> dict[ChapterId, DirectorsVisit]:
    """The last visit to each of some chapters, where there was one; of two on a day the later entry."""
    if not chapter_ids:
        return {}
    found = _visit_of.all(connection.execute(_LAST, {"chapter_ids": list(chapter_ids)}))
    return {visit.chapter_id: visit for visit in found}


def visit(connection: Connection, visit_id: DirectorVisitId) -> DirectorsVisit | None:
    """One visit that stands."""
    found = connection.execute(_ONE_VISIT, {"visit_id": visit_id}).first()
    return None if found is None else _visit_of(found)


@cache
def _visits_of(conditions: frozenset[str]) -> Select[Any]:
    """Each combination of conditions is put together once."""
    query = _VISITS.where(_V.withdrawn_at.is_(None), *(_CONDITIONS[name] for name in sorted(conditions)))
    return query.order_by(*_NEWEST_FIRST).limit(bindparam("most"))


_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "chapter_ids": _V.chapter_id.in_(_among("chapter_ids")),
    "area_ids": _V.chapter_id.in_(select(_C.id).where(_C.area_id.in_(_among("area_ids")))),
    "director_ids": _V.director_id.in_(_among("director_ids")),
    "first": _V.on_date >= bindparam("first"),
    "last": _V.on_date <= bindparam("last"),
}


def visits(
    connection: Connection,
    chapter_ids: Collection[ChapterId] | None = None,
    *,
    area_ids: Collection[AreaId] | None = None,
    director_ids: Collection[DirectorId] | None = None,
    first: date | None = None,
    last: date | None = None,
    most: int = 50,
) -> list[DirectorsVisit]:
    """Visits of directors, the latest first and no more than `most`, of whatever is named here."""
    among = {"chapter_ids": chapter_ids, "area_ids": area_ids, "director_ids": director_ids}
    named: dict[str, Any] = {name: list(ids) for name, ids in among.items() if ids is not None}
    named |= {name: day for name, day in (("first", first), ("last", last)) if day is not None}
    query = _visits_of(frozenset(named))
    return _visit_of.all(connection.execute(query, {**named, "most": most}))
