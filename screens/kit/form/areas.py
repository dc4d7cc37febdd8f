"""A line in which an area of an association is found by a few letters."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.association.areas import Area, Tree
from leadsroom.domain.ids import AreaId
from screens.kit.form.people import FoundField


class _Node(Struct, frozen=True):
    """An area as it is found by a few letters: of its name, of its level (`profession`), or of what stands
    above it (`company`).
    """

    id: AreaId
    name: str
    profession: str
    company: str


class AreaField(FoundField[_Node]):
    """An area, by letters of its name or of those above it."""

    nobody = "no area of that name"
    unknown_sentence = "No area matches “{}”. Try its name, or that of the area above it."

    def __init__(
        self,
        name: str,
        label: str,
        tree: Tree,
        preset: AreaId | None,
        *,
        but: frozenset[AreaId] = frozenset(),
        role: str = "",
        placeholder: str = "name of an area",
    ) -> None:
        """Of the whole tree, all `but` some."""
        nodes = {area.id: _node(tree, area) for area in tree if area.id not in but}
        chosen = None if preset is None else nodes.get(preset)
        super().__init__(name, label, nodes.values(), chosen, role=role, placeholder=placeholder)

    @property
    def area_id(self) -> AreaId | None:
        """Which it is; None for none. Raises Misfilled."""
        found = self.value
        return None if found is None else found.id


def _node(tree: Tree, area: Area) -> _Node:
    above = " ".join(each.name for each in reversed(tree.path(area.parent_id)))
    return _Node(area.id, tree.named(area.id), area.level, above)
