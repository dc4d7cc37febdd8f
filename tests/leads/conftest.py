"""A chapter at its table, and its book of leads."""

from __future__ import annotations

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store.store import Store
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.fixtures import clock, harborview, store, table

__all__ = ("clock", "harborview", "store", "table")


@pytest.fixture
def book(store: Store, harborview: Chapter, clock: SetClock) -> Book:
    """The book, opened at a station of its own."""
    return Book(store, harborview.id, clock, "front desk")
