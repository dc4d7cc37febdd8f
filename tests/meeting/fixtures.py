"""A chapter of six at its table: what most tests of a meeting, live or past, begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leadsroom.domain.chapter import Chapter
from leadsroom.store.store import Store
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table


@pytest.fixture
def clock() -> SetClock:
    """A clock at the start of the meeting."""
    return SetClock()


@pytest.fixture
def harborview(store: Store) -> Chapter:
    """A chapter of six, on each engine."""
    return found_chapter(store)


@pytest.fixture
def table(store: Store, harborview: Chapter, clock: SetClock) -> Iterator[Table]:
    """The moderator's place at a meeting that has not begun."""
    table = Table.lay(store, harborview, clock)
    yield table
    table.desk.close()
