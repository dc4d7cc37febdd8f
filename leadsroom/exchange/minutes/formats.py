"""The minutes of a meeting as a file's text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.to_json import json_minutes
from leadsroom.exchange.minutes.to_markdown import markdown_minutes
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary import Summary, summarise
from leadsroom.views.meeting.summary_builder import NOTHING_LATER, Afterwards, afterwards

_WRITERS: dict[str, Callable[[Snapshot, Summary], str]] = {"md": markdown_minutes, "json": json_minutes}
FORMATS = tuple(_WRITERS)


def write_minutes(
    snapshot: Snapshot, format: str, now: datetime | None = None, later: Afterwards = NOTHING_LATER
) -> str:
    """The minutes in a format of `FORMATS`, ending in a newline. Raises Refused for another format.

    Of a meeting that is live or planned they say how it stands, its clocks counted up to `now`. `later` are
    the facts that other meetings add.
    """
    write = _WRITERS.get(format)
    if write is None:
        raise Refused(f"Minutes are not written as “{format}”. Choose one of: {', '.join(FORMATS)}.")
    return write(snapshot, summarise(snapshot, now, later))


def file_minutes(reading: Reading, snapshot: Snapshot, folder: Path) -> Path:
    """Write the minutes of a meeting into a folder as `save_minutes` does, with the facts that other
    meetings add.
    """
    return save_minutes(snapshot, folder, afterwards(reading, snapshot))


def save_minutes(snapshot: Snapshot, folder: Path, later: Afterwards = NOTHING_LATER) -> Path:
    """Write the minutes as Markdown into a new file of `folder`; never over another. Raises Refused."""
    stem = f"minutes-{snapshot.meeting.on.isoformat()}"
    names = (f"{stem}.md" if number == 1 else f"{stem}-{number}.md" for number in count(1))
    path = next(place for name in names if not (place := folder / name).exists())
    try:
        path.write_text(write_minutes(snapshot, "md", later=later), encoding="utf-8")
    except OSError as wrong:
        raise Refused(f"Cannot write {path}: {wrong.strerror}. Start leadsroom in another folder.") from wrong
    return path
