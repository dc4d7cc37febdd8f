"""The chapter of a database that was opened last on this machine: proposed where there are several."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.files import make_folder, write_file
from leadsroom.paths import name_for, state_folder

_LONGEST = 20  # letters of a number; what is longer was not written here


def last_chapter(home: str) -> ChapterId | None:
    """The chapter that was opened last; None where that is not noted. `home` is the database, as its store
    calls it.
    """
    try:
        text = _file(home).read_text("ascii")[: _LONGEST + 1].strip()
    except (OSError, ValueError):
        return None
    return ChapterId(int(text)) if text.isdigit() and len(text) <= _LONGEST else None


def note_last_chapter(home: str, chapter_id: ChapterId) -> None:
    """Note that a chapter was opened. Where that cannot be written, nothing is proposed the next time."""
    if last_chapter(home) == chapter_id:
        return
    file = _file(home)
    with suppress(OSError, Refused):
        make_folder(file.parent)
        write_file(file, b"%d\n" % chapter_id, otherwise="", replaces=True)


def _file(home: str) -> Path:
    return state_folder() / "last-chapters" / name_for(Path(home))
