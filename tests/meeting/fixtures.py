"""A chapter of six at its table: what most tests of a meeting, live or past, begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.store.read.chapter import chapters
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.store import Store
from tests.databases import Databases
from tests.desks import desk_at, meeting_to_run
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
    """An open store, with what the test begins with: a meeting, a chapter, or no rows."""
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
    """A chapter of six."""
    with store.reading() as connection:
        (found,) = chapters(connection)
    return found


@pytest.fixture
def table(store: Store, harborview: Chapter, clock: SetClock) -> Iterator[Table]:
    """The moderator's place at a meeting that has not begun."""
    with store.reading() as connection:
        (planned,) = meetings(connection, harborview.id, MeetingState.PLANNED)
    table = Table(store, planned.id, clock, desk_at(store, planned.id, clock, "table"))
    assert table.desk.sync.station_id  # it has sat down before anything is counted
    yield table
    table.desk.close()


@dataclass(eq=False, slots=True)
class _After:
    """What has happened at a table, as rows to begin with, and the moment that it came to."""

    happens: Callable[[Table], object]
    moment: datetime = START

    def __call__(self, store: Store) -> None:
        table = Table.lay(store, found_chapter(store), SetClock())
        self.happens(table)
        table.desk.close()
        self.moment = table.clock.moment


_after = cache(_After)


@contextmanager
def table_after(
    databases: Databases, place: str, clock: SetClock, happens: Callable[[Table], object]
) -> Iterator[Table]:
    """The table of a chapter of six after something has happened at it: done once, later tests get a copy."""
    after = _after(happens)
    store = databases.filled(place, after)
    clock.moment = after.moment
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    table = Table.lay(store, chapter, clock)
    yield table
    table.desk.close()
    if store.engine.dialect.name == "sqlite":
        store.close()
