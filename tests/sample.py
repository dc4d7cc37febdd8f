"""The sample chapter in tests: written once for each process, copied for each test."""

from __future__ import annotations

from datetime import UTC, datetime

from leadsroom.demo.season import fill_demo
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.store.read.chapter import chapters
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store, open_store

SAMPLE_NOW = datetime(2026, 11, 18, 20, 7, 33, tzinfo=UTC)


def write_sample(place: str) -> None:
    """Write the sample chapter into a database at our schema."""
    store = open_store(place)
    fill_demo(store, SAMPLE_NOW)
    store.close()


def sample_chapter(store: Store) -> Chapter:
    """The chapter of a store that holds one."""
    with store.reading() as connection:
        (only,) = chapters(connection)
    return only


def closed_meetings(store: Store) -> tuple[MeetingId, ...]:
    """The closed meetings, the latest first."""
    with store.reading() as connection:
        found = meetings(connection, chapters(connection)[0].id, MeetingState.CLOSED)
    return tuple(meeting.id for meeting in found)


def closed_snapshots(store: Store) -> tuple[Snapshot, ...]:
    """Every closed meeting, the latest first."""
    with store.reading() as connection:
        return tuple(snapshot(connection, meeting_id) for meeting_id in closed_meetings(store))
