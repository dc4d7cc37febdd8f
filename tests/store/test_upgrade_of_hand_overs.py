"""A database of the seventh version, which had not heard of hand-overs."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import select

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t
from leadsroom.store.maintenance import check_up
from leadsroom.store.store import open_store
from leadsroom.views.chapter import chapter_here
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock
from tests.store.older_version import BEGAN, OlderVersion, left_by, rows_of

pytestmark = ON_BOTH


def _write(old: OlderVersion) -> None:
    chapter = old.chapter()
    old.add("station", machine="m", number=0, name="table")
    old.member(chapter, 1, "Ann Chu", "Florist")


def test_what_the_seventh_version_left_was_handed_over_to_nobody(databases: Databases) -> None:
    """Opened by ours every row is as it was, and it is written as ever."""
    place = databases.empty()
    found, before = left_by(place, "0007", _write)
    store = open_store(place)
    with store.reading() as connection:
        assert rows_of(connection, found) == before
        assert connection.execute(select(t.hand_over)).all() == []
    assert check_up(store).faults == ()
    desk = SyncDesk(store, ChapterId(1), SetClock(BEGAN), "table")
    habits = habits_of(desk.read(chapter_here))
    assert desk.do(ChangeChapter(replace(habits, place="Pier 4"))).entry is not None
    store.close()
    databases.drop(place)
