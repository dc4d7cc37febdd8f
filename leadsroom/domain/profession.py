"""A profession of a chapter: the seat that one member holds."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.ids import ProfessionId
from leadsroom.domain.overlap import family_proposed


class Profession(Struct, frozen=True):
    """`family` groups professions that lie close, as the group has said; `sphere` those that help each other.

    `memberships` counts those of all times: only a profession that nobody ever had can be removed.
    """

    id: ProfessionId
    name: str
    family: str = ""
    sphere: str = ""
    memberships: int = 0

    @property
    def likely_family(self) -> str:
        """The family given, or the one that the name tells."""
        return self.family or family_proposed(self.name)
