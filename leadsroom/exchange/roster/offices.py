"""The offices a member holds, several in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadsroom.domain.text.plain_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# In our own files `;` parts two offices and `;;` is a semicolon within one.
_OURS = re.compile(r"(?:[^;]|;;)+")
_THEIRS = re.compile(r"[^;,/|]+")
_NO_OFFICE = frozenset(("member", "none", "-"))


def offices_in(cell: str, *, is_ours: bool) -> tuple[str, ...]:
    """The offices named in a cell. In a foreign file, `Member` is none."""
    if is_ours:
        parts = (part.strip() for part in _OURS.findall(cell))
        return tuple(part.replace(";;", ";") for part in parts if part)
    offices = (part.strip() for part in _THEIRS.findall(cell))
    return tuple(office for office in offices if office and fold(office) not in _NO_OFFICE)


def offices_cell(offices: Iterable[str]) -> str:
    """One cell for these offices, read back by `offices_in`."""
    return "; ".join(office.replace(";", ";;") for office in offices)
