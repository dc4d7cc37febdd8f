"""An example of each command of an association, to be carried out at its desk over three small chapters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from leadsroom.acts.association import commands as c
from leadsroom.acts.command import Command
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.store import Store
from tests.acts.demo_desks import Demo, new, subject_of
from tests.harborview import SetClock, found_chapter

TODAY = date(2026, 11, 18)


class Association:
    """A database with three chapters, a tree of four areas, and a desk of the association."""

    def __init__(
        self,
        store: Store,
        clock: SetClock | None = None,
        station: str = "office",
        desk: SyncDesk | None = None,
    ) -> None:
        self.store, self.clock = store, clock or SetClock()
        self.desk = desk or SyncDesk(store, None, self.clock, station)

    @classmethod
    def begin(cls, store: Store) -> None:
        """Found the chapters and name the areas and a director."""
        chapters = [found_chapter(store, name=name).id for name in ("Harborview", "Lakeside", "Old Mill")]
        self = cls(store, station="founder")
        self.name_areas()
        with store.writing(chapters[0]) as unit:
            unit.update(t.chapter, chapters[0], area_id=self.at("Leeds"))

    @classmethod
    def beside(cls, demo: Demo) -> Association:
        """That of the sample chapter, with areas."""
        self = cls(demo.store, demo.clock, desk=demo.desks["association"])
        if not len(self.tree):
            self.name_areas()
        return self

    def name_areas(self) -> None:
        """North with Leeds and York in it, which Sam Reed looks after, and South."""
        north = self.area("North", "region")
        self.area("Leeds", "area", north)
        self.area("York", "area", north)
        self.area("South", "region")
        self.director("Sam Reed", north)

    def area(self, name: str, level: str = "", parent: AreaId | None = None) -> AreaId:
        """One more area."""
        return AreaId(subject_of(self.desk.do(c.AddArea(name, level, parent))))

    def director(self, name: str, area_id: AreaId) -> DirectorId:
        """One more director."""
        since = self.today - timedelta(days=99)
        return DirectorId(
            subject_of(self.desk.do(c.NameDirector(area_id, name, "sam@north.example", since=since)))
        )

    def visit(self) -> DirectorVisitId:
        """One more visit."""
        logged = c.LogVisit(self.chapter_id, self.sam, self.today - timedelta(days=9), "Quiet, few slips")
        return DirectorVisitId(subject_of(self.desk.do(logged)))

    @property
    def today(self) -> date:
        """The date in the chapters."""
        with self.store.reading() as connection:
            return read_chapter.chapter(connection, self.chapter_id).today(self.clock.now())

    @property
    def tree(self) -> Tree:
        """The areas as they stand."""
        with self.store.reading() as connection:
            return read_areas.tree(connection)

    def at(self, name: str) -> AreaId:
        """An area by its name."""
        return self.tree.called(name).id

    @property
    def sam(self) -> DirectorId:
        """The first director."""
        with self.store.reading() as connection:
            return read_areas.directors(connection)[0].id

    @property
    def chapter_id(self) -> ChapterId:
        """The first chapter."""
        return ChapterId(1)


Example = Callable[[Association], Command]

EXAMPLES: dict[type[Command], Example] = {
    c.AddArea: lambda at: c.AddArea(new("Hull"), parent_id=at.at("North")),
    c.ChangeArea: lambda at: c.ChangeArea(at.area(new("Bath")), new("Wells"), "city", at.at("South")),
    c.RemoveArea: lambda at: c.RemoveArea(at.area(new("Nowhere"))),
    c.NameDirector: lambda at: c.NameDirector(at.at("South"), new("Ann Lee"), "ann@south.example", "555 1"),
    c.ChangeDirector: lambda at: c.ChangeDirector(
        at.director(new("Bo Hall"), at.at("South")),
        at.at("North"),
        new("Bob Hall"),
        "",
        "555 2",
        at.today,
        at.today + timedelta(days=200),
    ),
    c.EndDirector: lambda at: c.EndDirector(at.director(new("Cy Orr"), at.at("York"))),
    c.LogVisit: lambda at: c.LogVisit(at.chapter_id, at.sam, note="A full table"),
    c.CorrectVisit: lambda at: c.CorrectVisit(
        at.visit(), None, at.today - timedelta(days=8), "With a visitor"
    ),
    c.WithdrawVisit: lambda at: c.WithdrawVisit(at.visit()),
}


def beside(example: Example) -> Callable[[Demo], Command]:
    """The same in the association of the sample chapter."""
    return lambda demo: example(Association.beside(demo))


def _last_of_south(at: Association) -> DirectorId:
    """Whoever was named last for South; raises IndexError where nobody was."""
    with at.store.reading() as connection:
        return read_areas.directors(connection, [at.at("South")])[-1].id


# Ways by which one person looks after an area, and does so no longer.
TERMS: dict[str, Example] = {
    "Ann looks after South": lambda at: c.NameDirector(at.at("South"), "Ann Lee"),
    "Ann will look after South": lambda at: c.NameDirector(
        at.at("South"), "Ann Lee", since=at.today + timedelta(days=9)
    ),
    "that ends soon": lambda at: c.EndDirector(_last_of_south(at), at.today + timedelta(days=8)),
}


def _moved(name: str, under: str | None, as_name: str | None = None) -> Example:
    def made(at: Association) -> Command:
        parent = None if under is None else at.at(under)
        return c.ChangeArea(at.at(name), as_name or name, "", parent)

    return made


# Ways by which areas get into one another's way.
MOVES: dict[str, Example] = {
    "Leeds to the top": _moved("Leeds", None),
    "Leeds under North": _moved("Leeds", "North"),
    "North under Leeds": _moved("North", "Leeds"),
    "York is called Leeds": _moved("York", "North", "Leeds"),
    "South under North, as York": _moved("South", "North", "York"),
}
