"""An office with one chapter: what most tests between meetings begin with."""

from __future__ import annotations

import pytest

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store.store import Store
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview


@pytest.fixture
def clock() -> SetClock:
    """A Wednesday morning in Los Angeles."""
    return SetClock()


@pytest.fixture
def office(store: Store, clock: SetClock) -> Office:
    """An office, nothing founded yet."""
    return Office(store, clock, "front desk")


@pytest.fixture
def chapter(office: Office) -> Chapter:
    """A chapter without members."""
    return office.found(harborview())
