"""A chapter of six at its table: what most tests of a meeting, live or past, begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.snapshot import MeetingState
from leadsroom.meeting.desk import Desk
from leadsroom.meeting.planning import meeting_to_run
from leadsroom.store.read import chapters, meetings
from leadsroom.store.store import Store
from tests.databases import Databases
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table


@pytest.fixture
def clock() -> SetClock:
    """A clock at the start of the meeting."""
    return SetClock()


def _planned(store: Store) -> None:
    meeting_to_run(store, found_chapter(store), START)


@pytest.fixture
def store(databases: Databases, place: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """An open store on each engine, with what the test begins with: a meeting, a chapter, or no rows."""
    if "table" in request.fixturenames:
        store = databases.filled(place, _planned)
    elif "harborview" in request.fixturenames:
        store = databases.filled(place, found_chapter)
    else:
        store = databases.opened(place)
    yield store
    if store.engine.dialect.name == "sqlite":
        store.close()


@pytest.fixture
def harborview(store: Store) -> Chapter:
    """A chapter of six, on each engine."""
    with store.reading() as connection:
        (found,) = chapters(connection)
    return found


@pytest.fixture
def table(store: Store, harborview: Chapter, clock: SetClock) -> Iterator[Table]:
    """The moderator's place at a meeting that has not begun."""
    with store.reading() as connection:
        (planned,) = meetings(connection, harborview.id, MeetingState.PLANNED)
    table = Table(store, planned.id, clock, Desk(store, planned.id, clock, "table"))
    yield table
    table.desk.close()
