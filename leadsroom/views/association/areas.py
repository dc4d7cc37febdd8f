"""The tree of areas as it is seen: who looks after each, and how many chapters stand there; and visits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from leadsroom.clock import date_here
from leadsroom.domain.association.areas import Area, Director, DirectorsVisit, Tree
from leadsroom.domain.association.directors import nearest
from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId
from leadsroom.errors import Refused
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.read.association.directory import entries_of, entry_of, full_label, labels_in
from leadsroom.store.reading import Reading


class AreaLine(Struct, frozen=True):
    """An area with its depth in the tree. `own` chapters stand right in it, `chapters` in it or below it;
    archived ones are none. `directors` are those of today and those to come.
    """

    area: Area
    depth: int
    own: int
    chapters: int
    directors: tuple[Director, ...]


class AreasPicture(Struct, frozen=True):
    """The whole tree. `chapters` are all of them, `in_none` those that stand in no area yet."""

    today: date
    tree: Tree
    lines: tuple[AreaLine, ...]
    chapters: int
    in_none: int


class DirectorsPicture(Struct, frozen=True):
    """The directors of an area and those below it, or of all; those who were come last."""

    today: date
    tree: Tree
    directors: tuple[Director, ...]
    area: Area | None = None

    @property
    def current(self) -> tuple[Director, ...]:
        """Those of today, and those to come."""
        return tuple(each for each in self.directors if not each.is_over_on(self.today))


class VisitLine(Struct, frozen=True):
    """A visit, and what the chapter is called among all."""

    visit: DirectorsVisit
    chapter: str


class VisitsPicture(Struct, frozen=True):
    """Visits, the latest first; `is_cut` where there are more. `where` names the chapter or area."""

    today: date
    lines: tuple[VisitLine, ...]
    is_cut: bool
    where: str = ""


class VisitToLog(Struct, frozen=True):
    """What a form for a visit begins with: the chapter with its area, its day, who may have visited it.

    `directors` are all on record: who looks after the chapter first, then the others, then those who were.
    """

    chapter: str
    area_id: AreaId | None
    today: date
    country: str
    tree: Tree
    directors: tuple[Director, ...]
    last: DirectorsVisit | None

    def likeliest(self, on: date) -> Director | None:
        """Who looked after the chapter on a day, where that was one."""
        near = nearest(self.tree, self.directors, self.area_id, on)
        return near[0] if len(near) == 1 else None


def tree_here(reading: Reading) -> Tree:
    """All areas."""
    return read_areas.tree(reading.connection)


def areas_picture(reading: Reading) -> AreasPicture:
    """The tree with its numbers."""
    today, tree = date_here(reading.now), read_areas.tree(reading.connection)
    counted = read_areas.chapters_counted(reading.connection)
    directors = read_areas.directors(reading.connection)
    of_area: dict[AreaId, list[Director]] = {}
    for director in directors:
        if not director.is_over_on(today):
            of_area.setdefault(director.area_id, []).append(director)
    lines = tuple(
        AreaLine(
            area,
            depth,
            counted.get(area.id, 0),
            sum(counted.get(below, 0) for below in tree.below(area.id)),
            tuple(of_area.get(area.id, ())),
        )
        for area, depth in tree.with_depths()
    )
    return AreasPicture(today, tree, lines, sum(counted.values()), counted.get(None, 0))


def directors_picture(reading: Reading, area_id: AreaId | None = None) -> DirectorsPicture:
    """Who looks after an area and those below it, and who did."""
    today, tree = date_here(reading.now), read_areas.tree(reading.connection)
    which = None if area_id is None else tree.below(area_id)
    found = read_areas.directors(reading.connection, which)
    order = {area.id: place for place, area in enumerate(tree)}
    ordered = sorted(found, key=lambda each: (each.is_over_on(today), order[each.area_id], each.id))
    return DirectorsPicture(today, tree, tuple(ordered), None if area_id is None else tree.area(area_id))


def visits_picture(
    reading: Reading,
    *,
    chapter_id: ChapterId | None = None,
    area_id: AreaId | None = None,
    director_ids: Collection[DirectorId] | None = None,
    first: date | None = None,
    last: date | None = None,
    most: int = 50,
) -> VisitsPicture:
    """The visits to a chapter, in an area and those below it, or of directors; of some days."""
    connection = reading.connection
    tree = read_areas.tree(connection) if area_id is not None else None
    found = read_areas.visits(
        connection,
        None if chapter_id is None else [chapter_id],
        area_ids=None if tree is None or area_id is None else tree.below(area_id),
        director_ids=director_ids,
        first=first,
        last=last,
        most=most + 1,
    )
    listed = found[:most]
    entries = list(entries_of(connection, {each.chapter_id for each in listed}).values())
    labels = zip(entries, labels_in(connection, entries), strict=True)
    called = {entry.id: label for entry, label in labels}
    lines = tuple(VisitLine(each, called[each.chapter_id]) for each in listed)
    where = "" if tree is None or area_id is None else tree.named(area_id)
    if chapter_id is not None and (entry := entry_of(connection, chapter_id)) is not None:
        where = full_label(connection, entry)
    return VisitsPicture(date_here(reading.now), lines, len(found) > most, where)


def visit_to_log(reading: Reading, chapter_id: ChapterId) -> VisitToLog:
    """What is known before a visit to a chapter is entered."""
    from leadsroom.store.read.chapter import chapter

    connection = reading.connection
    here = chapter(connection, chapter_id)
    entry = entry_of(connection, chapter_id)
    today, tree = here.today(reading.now), read_areas.tree(connection)
    directors = read_areas.directors(connection)
    near = nearest(tree, directors, here.area_id, today)
    return VisitToLog(
        here.name if entry is None else full_label(connection, entry),
        here.area_id,
        today,
        here.country,
        tree,
        tuple(sorted(directors, key=lambda each: (each not in near, each.is_over_on(today)))),
        read_areas.last_visits(connection, [chapter_id]).get(chapter_id),
    )


def visit_on_record(reading: Reading, visit_id: DirectorVisitId) -> DirectorsVisit:
    """One visit. Raises Refused where there is none of that number."""
    found = read_areas.visit(reading.connection, visit_id)
    if found is None:
        raise Refused(f"There is no visit #{visit_id} on record. leadsroom visits lists them.")
    return found
