"""Reading: rows in, frozen pictures out. Everything that is read from the database is named here."""

from __future__ import annotations

from leadsroom.store.read_chapter import (
    agenda_as_data,
    chapter,
    chapter_by_name,
    chapter_names,
    chapter_of,
    chapters,
    members,
    person_of,
)
from leadsroom.store.read_meeting import lead_of, meeting_of, meetings, slip_of
from leadsroom.store.read_snapshot import LONGEST_OPEN, snapshot

__all__ = [
    "LONGEST_OPEN",
    "agenda_as_data",
    "chapter",
    "chapter_by_name",
    "chapter_names",
    "chapter_of",
    "chapters",
    "lead_of",
    "meeting_of",
    "meetings",
    "members",
    "person_of",
    "slip_of",
    "snapshot",
]
