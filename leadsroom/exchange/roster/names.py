"""Names in the order they are spoken, also from columns that write `Lopez, Maria`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.exchange.roster.columns import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

# What follows a comma after a whole name: `Sammy Davis, Jr.`, `Cyrus Ng, CPA`.
_SUFFIX = re.compile(
    r"jr|sr|ii|iii|iv|v|md|do|dds|dmd|od|dc|dvm|pt|phd|edd|rn|esq|jd|llm|mba|cpa|ea|cfa|cfp|clu|chfc|crs|gri"
    r"|pe|pmp|lcsw|lmft|lmt|aia|asid|inc|llc|llp|ltd|co|corp|realtor|broker|owner"
)


class NameHabit(Struct, frozen=True):
    """How a file writes names. `is_literal`: as they stand; otherwise the last name may come first."""

    is_literal: bool
    last_name_first: bool

    def spoken(self, name: str) -> str:
        """The name with the first name first. A comma that can mean something else is left alone."""
        halves = None if self.is_literal else _halves(name)
        if halves and (self.last_name_first or _is_unmistakable(*halves)):
            return f"{halves[1]} {halves[0]}"
        return name


def name_habit(names: Sequence[str], *, is_literal: bool) -> NameHabit:
    """Read the habit off the whole column."""
    halves = [_halves(name) for name in names if name]
    throughout = None not in halves and any(last and " " not in last for last, _ in filter(None, halves))
    return NameHabit(is_literal, throughout)


def _halves(name: str) -> tuple[str, str] | None:
    """The last and the first name of `Last, First`; None when that is not what the comma says."""
    last, _, first = (part.strip() for part in name.partition(","))
    if not last or not first or "," in first or _SUFFIX.fullmatch(squeezed(first.split()[0])):
        return None
    return last, first


def _is_unmistakable(last: str, first: str) -> bool:
    return " " not in last and len(first.split()) <= 2
