"""A file that is written where somebody asked for it. Nothing that is there is written over."""

from __future__ import annotations

from pathlib import Path

from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused


def write_new_file(typed: str, data: bytes) -> Path:
    """Write a file at a path as it was typed; where it is then. Raises Refused, with nothing left behind."""
    if not clean(typed):
        raise Refused("Type the name of the file.")
    path = Path(clean(typed)).expanduser().absolute()
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Refused(f"{path} is there already. Choose another name.") from None
    except OSError as wrong:
        raise Refused(f"Cannot write {path}: {wrong.strerror}. Choose another name.") from wrong
    return path
