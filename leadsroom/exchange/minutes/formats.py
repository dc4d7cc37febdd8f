"""The minutes of a meeting as a file's text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.to_json import json_minutes
from leadsroom.exchange.minutes.to_markdown import markdown_minutes
from leadsroom.exchange.outgoing import FileWanted, write_wanted
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


def minutes_file(snapshot: Snapshot) -> str:
    """The name that is proposed for the file of a meeting's minutes, without its ending."""
    return f"minutes-{snapshot.meeting.name}"


def file_minutes(reading: Reading, snapshot: Snapshot, wanted: FileWanted) -> Path:
    """Write the minutes into a file, in a format of FORMATS, with the facts that other meetings add; where it
    is. Raises Refused.
    """
    text = write_minutes(snapshot, wanted.format, later=afterwards(reading, snapshot))
    return write_wanted(wanted, text.encode("utf-8"))
