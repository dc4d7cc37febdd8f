"""How the files that belong to one database are called in folders that serve several."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_READABLE = 40


def name_for(database: Path, machine: str = "") -> str:
    """Readable, and another one for each place; with a `machine`, also for each machine."""
    place = database.expanduser().resolve()
    readable = re.sub(r"[^\w.-]", "_", place.stem)[:_READABLE]
    which = f"{machine} {place}".encode("utf-8", "surrogateescape")
    return f"{readable}-{hashlib.sha256(which).hexdigest()[:12]}"
