"""Following a meeting from another process or station."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.snapshot import snapshot
from leadsroom.store.store import Store, open_store
from leadsroom.store.watch import watch
from tests.databases import ON_BOTH, PostgresServer
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table, rebuilt

pytestmark = ON_BOTH


class Follower:
    """A second process: it watches the database as a table does, and reads the meeting as it stands."""

    def __init__(self, store: Store, chapter_id: ChapterId, meeting_id: MeetingId) -> None:
        self._store, self._chapter_id, self._meeting_id = store, chapter_id, meeting_id
        self._watch = watch(store, chapter_id)
        self.changed, self.close = self._watch.written, self._watch.close

    def look(self) -> Snapshot:
        """The meeting as it stands on disk."""
        with self._store.reading() as connection:
            return snapshot(connection, self._meeting_id, (), self._chapter_id)


def is_notified(follower: Follower) -> bool:
    """Whether it is noticed: at once, since what is committed is read."""
    return follower.changed()


@pytest.fixture
def follower(table: Table, place: str) -> Iterator[Follower]:
    """A second process beside the table, which has had its first look."""
    store = open_store(place)
    follower = Follower(store, table.now.chapter.id, table.meeting_id)
    assert follower.changed()
    follower.look()
    yield follower
    follower.close()
    store.close()


def test_a_follower_looks_at_once(table: Table) -> None:
    """The first answer is always yes, so that nothing written while it started is missed."""
    follower = Follower(table.store, table.now.chapter.id, table.meeting_id)
    assert follower.changed()
    assert not follower.changed()
    follower.close()


def test_an_act_is_noticed_once(table: Table, follower: Follower) -> None:
    """After each act there is one yes, and silence afterwards."""
    assert not follower.changed()
    for _ in range(3):
        table.go(seconds=5)
        assert is_notified(follower)
        assert not follower.changed()


def test_a_follower_sees_what_the_table_sees(table: Table, follower: Follower) -> None:
    """Each picture it looks at equals the one that the desk returned and one built from the rows."""
    for _ in range(12):
        seen = table.go(seconds=5)
        assert is_notified(follower)
        assert follower.look() == seen == rebuilt(table.store, table.meeting_id)


def test_a_refused_act_shows_nothing_new(table: Table, follower: Follower) -> None:
    """What was not done changes no picture."""
    before = follower.look()
    with pytest.raises(Refused):
        table.do(c.Pause())
    follower.changed()
    assert follower.look() == before


def test_a_follower_in_the_same_process_notices_too(table: Table) -> None:
    """A second screen on the same store is told of the desk's acts."""
    follower = Follower(table.store, table.now.chapter.id, table.meeting_id)
    follower.changed()
    table.go()
    assert is_notified(follower)
    follower.close()


def test_a_change_of_the_roster_is_noticed(table: Table, follower: Follower) -> None:
    """Writes that name no meeting reach every follower of the database."""
    with table.store.writing(table.desk.chapter_id) as unit:
        unit.update(t.person, table.person("Ann Chu"), name="Ann Chu-Reed")
    assert is_notified(follower)
    assert follower.look().name(table.person("Ann Chu-Reed")) == "Ann Chu-Reed"


def test_many_acts_between_two_questions_are_one_answer(table: Table, follower: Follower) -> None:
    """Whoever asks seldom hears it once, and what it then sees is the last of them."""
    seen = table.go(5, seconds=1)
    assert is_notified(follower)
    assert follower.look() == seen


def test_another_chapter_does_not_wake_a_follower(postgres_place: str, clock: SetClock) -> None:
    """On a shared server a follower looks again only when its own chapter was written."""
    store = open_store(postgres_place)
    here = Table.lay(store, found_chapter(store), clock)
    there = Table.lay(store, found_chapter(store, name="Elsewhere"), clock)
    follower = Follower(store, here.now.chapter.id, here.meeting_id)
    follower.changed()
    there.go(2)
    assert not follower.changed()
    here.go()
    assert is_notified(follower)
    follower.close()
    here.desk.close()
    there.desk.close()
    store.close()


def test_a_broken_line_is_mended(
    postgres_place: str, postgres_server: PostgresServer, clock: SetClock
) -> None:
    """When the server has dropped the line, the follower says look, and takes a new one."""
    store = open_store(postgres_place)
    table = Table.lay(store, found_chapter(store), clock)
    follower = Follower(store, table.now.chapter.id, table.meeting_id)
    follower.changed()
    with store.reading() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    assert [follower.changed() for _ in range(3)] == [True, True, False]
    table.go()
    assert is_notified(follower)
    assert follower.look().meeting.started_at == clock.now()
    follower.close()
    table.desk.close()
    store.close()


def test_a_meeting_that_is_not_there_is_refused(store: Store, harborview: Chapter) -> None:
    """There is nothing to follow, and it says so."""
    with pytest.raises(Refused, match="There is no meeting 999"):
        Follower(store, harborview.id, MeetingId(999)).look()


async def test_a_follower_sees_acts_of_the_worker_thread(table: Table, follower: Follower) -> None:
    """The desk writes on its own thread; the follower on this one sees each act that was awaited."""
    done = await asyncio.gather(*(table.desk.do(c.Go()) for _ in range(3)))
    assert is_notified(follower)
    assert follower.look() == done[-1].picture
