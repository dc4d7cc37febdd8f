"""Looking at a chapter from another process: whatever is live, what comes next, and when there is nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from leadsroom.acts.command import Undo
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.errors import Refused
from leadsroom.store.read.chapter import chapters
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import Store, open_store
from leadsroom.views.meeting.chapter_follower import LOOKS_AGAIN_AFTER, Audience, Seen
from tests.databases import ON_BOTH, Databases, SqliteFiles
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table, all_rows

Looker = Callable[[str], Audience]


def first_chapter(store: Store) -> Chapter | None:
    """The only chapter of a database."""
    with store.reading() as connection:
        return next(iter(chapters(connection)), None)


def seen_by(audience: Audience, clock: SetClock) -> Seen:
    """What is told next. A server's word takes some microseconds: it is asked for, not slept for."""
    for _ in range(20_000):
        if (seen := audience.news(clock.now())) is not None:
            return seen
    raise AssertionError("No word came.")


@pytest.fixture
def looker() -> Iterator[Looker]:
    """Makes audiences of a place; each is closed at the end."""
    made: list[Audience] = []

    def look(place: str) -> Audience:
        made.append(Audience(store_to_look_at(place), first_chapter))
        return made[-1]

    yield look
    for audience in made:
        audience.close()


@pytest.fixture
def audience(table: Table, place: str, looker: Looker) -> Audience:
    """Beside the table, after the first look."""
    audience = looker(place)
    assert seen_by(audience, table.clock).live is None
    return audience


def test_the_planned_meeting_is_seen(table: Table, place: str, looker: Looker) -> None:
    """Before the start there is the meeting as it is planned, and when it starts."""
    seen = seen_by(looker(place), table.clock)
    assert seen.snapshot == table.now
    assert seen.live is None
    assert seen.next_at == START


def test_nothing_new_is_no_news(table: Table, audience: Audience) -> None:
    """While nobody writes, nothing is told."""
    assert [audience.news(table.clock.now()) for _ in range(5)] == [None] * 5


def test_each_act_is_seen(table: Table, audience: Audience) -> None:
    """What the desk returned is what the audience sees, through the whole meeting."""
    while table.now.meeting.state is not MeetingState.CLOSED:
        made = table.go(seconds=7)
        seen = seen_by(audience, table.clock)
        assert seen.live == (made if made.meeting.state is MeetingState.LIVE else None)


def test_a_closed_meeting_is_seen_for_the_day(table: Table, audience: Audience) -> None:
    """After closing it says so until the day is over; the next one is a week later."""
    made = table.go_to_end()
    seen = seen_by(audience, table.clock)
    assert seen.closed == made.meeting
    assert seen.next_at == START + timedelta(weeks=1)
    table.clock.pass_by(hours=20)
    assert seen_by(audience, table.clock).closed is None


def test_an_undone_close_is_live_again(table: Table, audience: Audience) -> None:
    """The audience switches back by itself."""
    table.go_to_end()
    assert seen_by(audience, table.clock).live is None
    assert table.do(Undo()) == seen_by(audience, table.clock).live


def test_the_next_meeting_takes_over(table: Table, harborview: Chapter, audience: Audience) -> None:
    """Another meeting of the chapter is followed as soon as it begins."""
    table.go_to_end()
    table.clock.pass_by(weeks=1)
    following = Table.lay(table.store, harborview, table.clock)
    made = following.go()
    assert seen_by(audience, table.clock).live == made
    following.desk.close()


def test_a_new_day_is_noticed_without_a_write(table: Table, audience: Audience) -> None:
    """The date of the next meeting moves on although nobody writes."""
    table.clock.pass_by(days=1)
    assert seen_by(audience, table.clock).next_at == START + timedelta(weeks=1)


def test_it_looks_again_after_a_while(table: Table, audience: Audience) -> None:
    """A server that has gone without a word would be noticed."""
    table.clock.pass_by(seconds=LOOKS_AGAIN_AFTER.total_seconds())
    assert audience.news(table.clock.now()) is not None
    assert audience.news(table.clock.now()) is None


@ON_BOTH
def test_looking_writes_nothing(table: Table, audience: Audience) -> None:
    """All rows are as the table left them; the store that is looked at refuses a write."""
    table.go(3, seconds=5)
    before = all_rows(table.store)
    seen_by(audience, table.clock)
    assert all_rows(table.store) == before
    with (
        pytest.raises(Refused),
        audience._store.translated(),
        audience._store.engine.connect() as connection,
    ):
        connection.execute(text("UPDATE meeting SET prompt = 'x'"))


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, looker: Looker) -> None:
    """It says that there is none yet, makes none, and sees the one that appears."""
    place, clock = tmp_path / "later.db", SetClock()
    audience = looker(str(place))
    with pytest.raises(Refused, match=r"There is no database at .*later\.db yet"):
        audience.news(clock.now())
    assert list(tmp_path.iterdir()) == []
    store = open_store(str(place))
    with pytest.raises(Refused, match=r"There is no chapter in .*later\.db yet"):
        audience.news(clock.now())
    chapter = found_chapter(store)
    assert seen_by(audience, clock) == Seen(chapter, None, START)
    store.close()


@ON_BOTH
def test_a_database_without_a_chapter_is_waited_for(place: str, looker: Looker) -> None:
    """On both engines it says that there is no chapter, and sees the one that is founded."""
    audience, clock, store = looker(place), SetClock(), open_store(place)
    with pytest.raises(Refused, match="There is no chapter"):
        audience.news(clock.now())
    chapter = found_chapter(store)
    assert seen_by(audience, clock).chapter == chapter
    store.close()


@ON_BOTH
def test_an_empty_database_is_left_empty(databases: Databases, looker: Looker) -> None:
    """A database without tables gets none from being looked at."""
    place = databases.empty()
    with pytest.raises(Refused, match=r"There is no (database at|chapter in) "):
        looker(place).news(START)
    databases.drop(place)


@pytest.mark.parametrize(("version", "says"), [("0001", "Start leadsroom once"), ("9999", "newer leadsroom")])
def test_another_schema_is_not_touched(sqlite_place: str, looker: Looker, version: str, says: str) -> None:
    """An older one is not brought up to date from here, a newer one not read."""
    with closing(sqlite3.connect(sqlite_place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    with pytest.raises(Refused, match=says):
        looker(sqlite_place).news(START)
    with closing(sqlite3.connect(sqlite_place)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)


def test_a_restored_file_is_seen(sqlite_files: SqliteFiles, looker: Looker) -> None:
    """Another file in the place of the first, as after a restore, is opened by itself."""
    place, clock = sqlite_files.fresh(), SetClock()
    other = sqlite_files.fresh()
    for path, name in ((place, "Before"), (other, "After")):
        store = open_store(path)
        found_chapter(store, name=name)
        store.close()
    audience = looker(place)
    assert seen_by(audience, clock).chapter.name == "Before"
    shutil.move(other, place)
    clock.pass_by(seconds=1)
    assert seen_by(audience, clock).chapter.name == "After"


def test_a_file_that_goes_away_and_comes_back(sqlite_files: SqliteFiles, looker: Looker) -> None:
    """Out of reach is said in a sentence, and ends by itself."""
    place, clock = sqlite_files.fresh(), SetClock()
    store = open_store(place)
    chapter = found_chapter(store)
    store.close()
    audience = looker(place)
    seen_by(audience, clock)
    away = shutil.move(place, f"{place}.away")
    clock.pass_by(seconds=1)
    with pytest.raises(Refused, match="There is no database"):
        audience.news(clock.now())
    shutil.move(away, place)
    assert seen_by(audience, clock).chapter == chapter


def test_only_a_file_answers_at_once(place: str, looker: Looker) -> None:
    """A server is to be asked where nobody waits for the answer."""
    assert looker(place).tells_at_once == ("://" not in place)
