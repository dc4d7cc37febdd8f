"""Areas added, changed, moved and removed. What stands in the way is said."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.association.commands import AddArea, ChangeArea, RemoveArea
from leadsroom.clock import date_here
from leadsroom.domain.association.areas import Area, Director, Tree, has_circle, same_names
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.row_changes import Overtaken, RowChange

_GONE = "That area is no longer on record. Look again."


def tree_here(act: Act) -> Tree:
    """The areas as they stand."""
    return read_areas.tree(act.unit.connection)


def need_area(tree: Tree, area_id: AreaId) -> Area:
    """One that is on record. Raises Refused."""
    if area_id not in tree:
        raise Refused(_GONE)
    return tree.area(area_id)


@handles(AddArea)
def add_area(act: Act, command: AddArea) -> Done:
    """Its name is new among those beside it."""
    tree = tree_here(act)
    name = _checked(tree, command.name, command.parent_id)
    level = clean(command.level) or tree.proposed_level(command.parent_id)
    columns = {"parent_id": command.parent_id, "level": level, "name": name, "name_key": fold(name)}
    area_id = act.unit.insert(t.area, **columns)
    return Done(f"{name} is a new {level}{_under(tree, command.parent_id)}", subject=area_id)


@handles(ChangeArea)
def change_area(act: Act, command: ChangeArea) -> Done:
    """What is below it, and its chapters, go with it."""
    tree = tree_here(act)
    before = need_area(tree, command.area_id)
    name = _checked(tree, command.name, command.parent_id, before)
    level = clean(command.level) or before.level
    columns = {"parent_id": command.parent_id, "level": level, "name": name, "name_key": fold(name)}
    act.unit.update(t.area, before.id, **columns)
    parts = [
        f"it is called {name}" if name != before.name else "",
        f"its level is {level}" if level != before.level else "",
        f"it stands {_where(tree, command.parent_id)}" if command.parent_id != before.parent_id else "",
    ]
    return Done(f"{before.name}: {', '.join(part for part in parts if part)}", subject=before.id)


@handles(RemoveArea)
def remove_area(act: Act, command: RemoveArea) -> Done:
    """Nothing hangs on it: no area, no chapter, nobody who looks after it, nothing that it hands down."""
    tree, unit = tree_here(act), act.unit
    area = need_area(tree, command.area_id)
    directors = read_areas.directors(unit.connection, [area.id])
    hanging = read_areas.hanging_on(unit.connection, area.id)
    today = date_here(act.now)
    parts = [
        _counted(len(tree.children(area.id)), "area below it", "areas below it"),
        _counted(hanging.chapters, "chapter", "chapters"),
        _counted(hanging.archived, "archived chapter", "archived chapters"),
        _names([each for each in directors if each.until is None or each.until > today]),
        _counted(hanging.templates, "template", "templates"),
    ]
    if any(parts):
        raise Refused(
            f"{area.name} still has {listed(part for part in parts if part)}. Move or end that first."
        )
    visited = read_areas.with_visits(unit.connection, [each.id for each in directors])
    if visited:
        names = listed(each.name for each in directors if each.id in visited)
        raise Refused(
            f"{area.name} stays as long as visits of {names}, who looked after it, are on record. "
            f"To remove it, give {names} another area first."
        )
    unit.update_all(t.template, {key: {"area_id": area.parent_id} for key in hanging.withdrawn})
    unit.delete_all(t.director, [each.id for each in directors])
    unit.delete(t.area, area.id)
    return Done(f"Removed {area.name} ({area.level})")


def refuse_broken_tree(act: Act, changes: Iterable[RowChange]) -> None:
    """Whether areas that were put back still make a tree, with no name twice in a place. Raises Overtaken."""
    if any(change.table == t.area.name for change in changes):
        act.unit.write_out()
        areas = read_areas.all_areas(act.unit.connection)
        if has_circle(areas) or same_names(areas):
            raise Overtaken


def _checked(tree: Tree, typed: str, parent_id: AreaId | None, own: Area | None = None) -> str:
    """The name of an area, where it can stand there. Raises Refused."""
    name = clean(typed)
    if not fold(name):
        raise Refused("Type the area's name, e.g. North.")
    if parent_id is not None:
        parent = need_area(tree, parent_id)
        if own is not None and tree.is_within(parent_id, own.id):
            which = "itself" if parent_id == own.id else f"{parent.name}, which is below it"
            raise Refused(f"{own.name} cannot stand under {which}.")
    beside = [area for area in tree.children(parent_id) if own is None or area.id != own.id]
    if twin := next((area for area in beside if fold(area.name) == fold(name)), None):
        raise Refused(f"{twin.name} ({twin.level}) stands {_where(tree, parent_id)} already.")
    return name


def _where(tree: Tree, parent_id: AreaId | None) -> str:
    return "at the top" if parent_id is None else f"under {tree.named(parent_id)}"


def _under(tree: Tree, parent_id: AreaId | None) -> str:
    return "" if parent_id is None else f" under {tree.named(parent_id)}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _names(directors: Iterable[Director]) -> str:
    names = listed(each.name for each in directors)
    return f"{names}, who looks after it" if names else ""
