"""An association's tree: areas of whatever level, under one another, and who looks after them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused

# The levels that are proposed, from the top. An association names its own: any word is one.
LEVELS = ("association", "region", "area")
# Until areas are named all chapters are one, and so are those of the whole afterwards.
WHOLE = "All chapters"
NO_AREA = "No area yet"
# What stands above an area of the first row, where it is to be told apart from another of its name.
AT_TOP = "top"
_NAMED_AT_MOST = 12
_NUMBER, _DIGITS = re.compile(r"[0-9]+"), 9


class Area(Struct, frozen=True):
    """A node of the tree. `level` is the association's own word for what it is: a region, a district."""

    id: AreaId
    parent_id: AreaId | None
    level: str
    name: str


class Director(Struct, frozen=True):
    """Somebody who looks after an area: from `since` to `until`, both with them, where they are on record."""

    id: DirectorId
    area_id: AreaId
    name: str
    email: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None

    def is_one_on(self, day: date) -> bool:
        """Whether the area is theirs on a day."""
        return (self.since is None or self.since <= day) and not self.is_over_on(day)

    def is_over_on(self, day: date) -> bool:
        """Whether the area was theirs before a day, and is no longer."""
        return self.until is not None and self.until < day


class DirectorsVisit(Struct, frozen=True):
    """A visit of a director to a chapter. `director` is the name, empty where none was named."""

    id: DirectorVisitId
    chapter_id: ChapterId
    on: date
    director_id: DirectorId | None = None
    director: str = ""
    note: str = ""


class Tree:
    """All areas of an association. Areas beside one another stand in the order of their names.

    The whole is no node: None stands for it, and is called `WHOLE`.
    """

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._areas = {area.id: area for area in areas}
        self._under: dict[AreaId | None, list[Area]] = defaultdict(list)
        for area in sorted(self._areas.values(), key=lambda each: (_in_order(each.name), each.id)):
            self._under[area.parent_id].append(area)

    def __len__(self) -> int:
        return len(self._areas)

    def __contains__(self, area_id: object) -> bool:
        return area_id in self._areas

    def __iter__(self) -> Iterator[Area]:
        """From the top, each with what is below it."""
        return (area for area, _depth in self.with_depths())

    def with_depths(self) -> Iterator[tuple[Area, int]]:
        """The same, each with the number of those above it."""
        waiting = [(area, 0) for area in reversed(self.children(None))]
        while waiting:
            area, depth = waiting.pop()
            yield area, depth
            waiting += [(below, depth + 1) for below in reversed(self.children(area.id))]

    def proposed_level(self, parent_id: AreaId | None) -> str:
        """The level of one more area there: that of those beside it, or else the next one down."""
        beside = self.children(parent_id)
        if beside:
            return beside[-1].level
        above = "" if parent_id is None else fold(self.area(parent_id).level)
        below = [LEVELS[at + 1] for at, level in enumerate(LEVELS[:-1]) if level == above]
        return below[0] if below else LEVELS[-1]

    def area(self, area_id: AreaId) -> Area:
        """One of them. Raises KeyError."""
        return self._areas[area_id]

    def children(self, area_id: AreaId | None) -> tuple[Area, ...]:
        """The areas right below one; of None those at the top."""
        return tuple(self._under.get(area_id, ()))

    def path(self, area_id: AreaId | None) -> tuple[Area, ...]:
        """From the top down to an area, which is the last; nothing of None."""
        path: list[Area] = []
        while area_id is not None:
            area = self._areas[area_id]
            path.append(area)
            area_id = area.parent_id
        return tuple(reversed(path))

    def below(self, area_id: AreaId) -> tuple[AreaId, ...]:
        """An area and all below it."""
        found = [area_id]
        for each in found:
            found += [area.id for area in self.children(each)]
        return tuple(found)

    def is_within(self, area_id: AreaId | None, outer: AreaId) -> bool:
        """Whether an area is another one or below it."""
        return any(area.id == outer for area in self.path(area_id))

    def named(self, area_id: AreaId | None) -> str:
        """What an area is called where it alone is meant: `North`; where two are alike `North, Midlands`, and
        `North, top` for one that stands under nothing. None is the whole.
        """
        if area_id is None:
            return WHOLE
        path = [*(area.name for area in reversed(self.path(area_id))), AT_TOP]
        return next(
            (name for name in _longer_and_longer(path) if len(self.all_called(name)) == 1),
            ", ".join(path),
        )

    @cached_property
    def _by_key(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self:
            found[_key(area.name)].append(area)
        return found

    def _keys(self, area: Area) -> str:
        """Its whole path, from its own name up to the top, as one key."""
        return ", ".join([_key(area.name), *self._keys_above(area)])

    def _keys_above(self, area: Area) -> list[str]:
        return [*(_key(each.name) for each in reversed(self.path(area.parent_id))), AT_TOP]

    def all_called(self, typed: str) -> list[Area]:
        """Those that can be meant by a name, alone or before names of what is above: `North, Midlands`.

        Names above may be left out between, where none stands right above so; `top` is above all of them. A
        comma may be part of a name.
        """
        key = _key(typed)
        parts = key.split(", ")
        found: dict[AreaId, Area] = {}
        for many in range(len(parts), 0, -1):
            for area in self._by_key.get(", ".join(parts[:many]), ()):
                if _stand_above(parts[many:], self._keys_above(area)):
                    found[area.id] = area
        without_gap = [area for area in found.values() if f"{self._keys(area)}, ".startswith(f"{key}, ")]
        return without_gap or list(found.values())

    def called(self, typed: str) -> Area:
        """The one that is meant by a name, or by the beginnings of names. Raises Refused."""
        name = clean(typed)
        if not name:
            raise Refused("Name an area.")
        alike = self.all_called(name)
        found = alike or self._beginning(_key(name).split(", "))
        if len(found) == 1:
            return found[0]
        if alike:
            raise Refused(f"“{name}” is the name of {len(alike)} areas: {self._listed(alike)}.")
        if found:
            raise Refused(f"More than one area could be “{name}”: {self._listed(found)}.")
        if not self._areas:
            raise Refused(f"No area is called “{name}”: none is named yet.")
        raise Refused(f"No area is called “{name}”. The areas are {self._listed(self)}.")

    def _beginning(self, parts: Sequence[str]) -> list[Area]:
        first, *above = parts
        return [
            area
            for area in self
            if _key(area.name).startswith(first)
            and all(any(key.startswith(part) for key in self._keys_right_above(area)) for part in above)
        ]

    def _keys_right_above(self, area: Area) -> list[str]:
        """The same, but that only one that stands under nothing is at the top."""
        return self._keys_above(area)[:-1] or [AT_TOP]

    def _listed(self, areas: Iterable[Area]) -> str:
        names = [self.named(area.id) for area in areas]
        rest = len(names) - _NAMED_AT_MOST
        return "; ".join(names[:_NAMED_AT_MOST]) + (f"; and {rest} more" if rest > 0 else "")


def _in_order(name: str) -> str:
    """By which names are put in order: Area 2 stands before Area 10."""
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), fold(name))


def has_circle(areas: Iterable[Area]) -> bool:
    """Whether one of them stands below itself."""
    above = {area.id: area.parent_id for area in areas}
    at_top: set[AreaId | None] = {None}
    for area_id in above:
        way: set[AreaId | None] = set()
        at: AreaId | None = area_id
        while at not in at_top and at not in way:
            way.add(at)
            at = above.get(at) if at is not None else None
        if at in way:
            return True
        at_top |= way
    return False


def same_names(areas: Iterable[Area]) -> bool:
    """Whether two in one place have one name."""
    named = [(area.parent_id, fold(area.name)) for area in areas]
    return len(named) > len(set(named))


def _longer_and_longer(path: Sequence[str]) -> Iterator[str]:
    return (", ".join(path[:many]) for many in range(1, len(path) + 1))


def _key(name: str) -> str:
    """A name as it is compared, with one space after each comma."""
    return ", ".join(part.strip() for part in fold(clean(name)).split(","))


def _stand_above(parts: Sequence[str], above: Sequence[str]) -> bool:
    """Whether names are among those above, in their order. One of them may be several parts."""
    if not parts:
        return True
    for many in range(len(parts), 0, -1):
        name = ", ".join(parts[:many])
        if name in above and _stand_above(parts[many:], above[above.index(name) + 1 :]):
            return True
    return False
