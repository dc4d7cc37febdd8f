"""What is handed down, as the association sees it, and as a chapter does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.association.differences import Difference, OwnValues, differences, differs
from leadsroom.domain.association.handed_down import HandedDown, Standing
from leadsroom.domain.association.templates import Body, Template, TemplateKind, is_settled, parts_of, path_up
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import AreaId, ChapterId, TemplateId
from leadsroom.domain.season.calendar import Calendar
from leadsroom.errors import Refused
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.association.areas import tree
from leadsroom.store.read.association.own_values import own_values
from leadsroom.store.read.association.templates import (
    Alike,
    TakenRow,
    Takers,
    Version,
    alike,
    bodies_of,
    body_of,
    every_template,
    taken_by,
    takers,
    template_of,
    templates_among,
    templates_in_force,
    versions_of,
)
from leadsroom.store.reading import Reading

# As the association sees it


class TemplateLine(Struct, frozen=True):
    """A template, how many chapters have which version of it, and how many of these have something else.

    `differing` is None for holidays: whether a date is one for a chapter depends on its weekday.
    """

    template: Template
    chapters: tuple[Takers, ...] = ()
    differing: int | None = 0

    @property
    def number(self) -> int:
        """How many chapters have taken it, in whichever version."""
        return sum(each.chapters for each in self.chapters)

    @property
    def by_version(self) -> str:
        """`version 4`; where chapters have several `12 version 4, 3 version 3`, the latest first; empty where
        nobody has taken it.
        """
        if len(self.chapters) == 1:
            return f"version {self.chapters[0].version}"
        latest_first = sorted(self.chapters, key=lambda each: -each.version)
        return ", ".join(f"{each.chapters} version {each.version}" for each in latest_first)

    @property
    def differing_in_words(self) -> str:
        """`1 differs`; empty where none does, or where that is each chapter's affair."""
        return f"{self.differing} {'differs' if self.differing == 1 else 'differ'}" if self.differing else ""


class TemplateList(Struct, frozen=True):
    """Everything that is handed down, from the top of the tree; for all chapters first. `today` is in UTC."""

    lines: tuple[TemplateLine, ...]
    areas: Tree
    today: date


def template_list(reading: Reading, *, withdrawn: bool = False) -> TemplateList:
    """What is handed down; with `withdrawn` also what no longer is."""
    connection, areas = reading.connection, tree(reading.connection)
    found = every_template(connection) if withdrawn else templates_in_force(connection)
    order: dict[AreaId | None, int] = {area.id: place for place, area in enumerate(areas, 1)} | {None: 0}
    counted = takers(connection)
    lines = [
        TemplateLine(_named(each, areas), _of(counted, each.id), _differing(reading, each))
        for each in sorted(found, key=lambda one: (not one.in_force, order.get(one.area_id, 0), one.id))
    ]
    return TemplateList(tuple(lines), areas, reading.now.date())


def _of(counted: Iterable[Takers], template_id: TemplateId) -> tuple[Takers, ...]:
    return tuple(each for each in counted if each.template_id == template_id)


def _differing(reading: Reading, template: Template) -> int | None:
    """How many chapters have something else than the version that they took."""
    if template.kind is TemplateKind.HOLIDAYS:
        return None
    bodies: dict[int, Body | None] = {}
    number = 0
    for group in alike(reading.connection, template):
        if group.version not in bodies:
            bodies[group.version] = body_of(reading.connection, template.id, group.version)
        body = bodies[group.version]
        if body is not None and differs(template.kind, body, _own_of(group, reading.now.date())):
            number += group.chapters
    return number


def _own_of(group: Alike, today: date) -> OwnValues:
    return OwnValues(
        rules=group.rules,
        lead_rules=group.lead_rules,
        currency=group.currency,
        country=group.country,
        agenda=group.agenda or AgendaPlan(()),
        texts=OwnTexts(group.member_scorecard, group.chapter_scorecard, group.catalogue),
        calendar=Calendar(0),
        today=today,
    )


class TemplateDetail(Struct, frozen=True):
    """A version of a template with what it hands down, and all versions, the latest first."""

    template: Template
    version: int
    body: Body
    versions: tuple[Version, ...]


def template_detail(reading: Reading, template_id: TemplateId, version: int | None = None) -> TemplateDetail:
    """The latest version, or the one that is asked for. Raises Refused."""
    connection, found = reading.connection, template_of(reading.connection, template_id)
    if found is None:
        raise Refused("That template is not there any more. Look again.")
    number = found.version if version is None else version
    body, versions = body_of(connection, found.id, number), versions_of(connection, found.id)
    if body is None:
        raise Refused(f"{found.called} has versions 1 to {found.version}, and no version {number}.")
    return TemplateDetail(found, number, body, versions)


def own_of_chapter(reading: Reading, chapter_id: ChapterId) -> tuple[Chapter, OwnValues]:
    """What a chapter has of all that can be handed down, for a template that is made of it."""
    chapter = read_chapter.chapter(reading.connection, chapter_id)
    return chapter, own_values(reading.connection, chapter, chapter.today(reading.now))


# As a chapter sees it


class HandedDownPicture(Struct, frozen=True):
    """What a chapter is offered or has taken, what asks for a decision first."""

    chapter: Chapter
    today: date
    lines: tuple[HandedDown, ...]
    area: str = ""

    @property
    def asking(self) -> int:
        """How many are to be decided."""
        return sum(each.asks for each in self.lines)

    def line(self, template_id: int) -> HandedDown | None:
        """The line of a template."""
        return next((each for each in self.lines if each.template.id == template_id), None)


def handed_down(reading: Reading) -> HandedDownPicture:
    """What is handed down to the chapter from its area and from those above it."""
    chapter, today = reading.chapter, reading.today
    connection = reading.connection
    in_force, taken = templates_in_force(connection), taken_by(connection, chapter.id)
    if not in_force and not taken:
        return HandedDownPicture(chapter, today, ())
    areas = tree(connection)
    path = path_up(areas, chapter.area_id)
    offered = [_named(each, areas) for each in in_force if each.area_id in path]
    here = {each.id for each in offered}
    others = templates_among(connection, [each for each in taken if each not in here])
    gone = [_named(each, areas) for each in others]
    own = own_values(connection, chapter, today, {each.kind for each in (*offered, *gone)})
    every = (*offered, *gone)
    bodies = bodies_of(connection, every)
    followed = {each.id: taken[each.id] for each in every if each.id in taken and taken[each.id].stands}
    parts = {each.id: parts_of(each.kind, bodies[each.id]) for each in every}

    def settled_for(template: Template) -> frozenset[str]:
        """What others set by which the chapter goes, of areas as near to it or nearer."""
        near = path[: path.index(template.area_id) + 1]
        others = (each for each in offered if each.id in followed and each.id != template.id)
        return frozenset[str]().union(*(parts[each.id] for each in others if each.area_id in near))

    lines = [
        HandedDown(
            template=each,
            since=chapter.local(each.at).date(),
            is_offered=each.id in here,
            taken=taken.get(each.id),
            is_settled=each.id in here and is_settled(parts[each.id], settled_for(each)),
            **_compared(reading, each, bodies[each.id], own, followed.get(each.id)),
        )
        for each in every
        if each.id in here or each.id in followed
    ]
    order = list(Standing)
    lines.sort(key=lambda each: (not each.asks, order.index(each.standing), each.template.id))
    area = "" if chapter.area_id is None else areas.named(chapter.area_id)
    return HandedDownPicture(chapter, today, tuple(lines), area)


def _named(template: Template, areas: Tree) -> Template:
    """With its area called so that it is told apart from others of its name."""
    if template.area_id is None or template.area_id not in areas:
        return template
    return replace(template, area=areas.named(template.area_id))


def _compared(
    reading: Reading, template: Template, body: Body, own: OwnValues, row: TakenRow | None
) -> dict[str, tuple[Difference, ...]]:
    """What taking the latest version would change, and where the chapter differs from the one it took."""
    if row is None:
        return {"changes": differences(template.kind, body, own)}
    is_latest = row.version == template.version
    former = body if is_latest else body_of(reading.connection, template.id, row.version)
    return {
        "changes": differences(template.kind, body, own, former),
        "own": () if former is None else differences(template.kind, former, own),
    }
