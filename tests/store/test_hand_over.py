"""A database that was handed over is read as ever, and not written, at whichever desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from leadsroom.acts.chapter.commands import FoundChapter
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import Go
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.chapter.hand_over import HandOver
from leadsroom.errors import Refused
from leadsroom.paths import command_before_place
from leadsroom.store import tables as t
from leadsroom.store.engine import shown
from leadsroom.store.hand_over import hand_over_in_force, note_hand_over, note_taken_back
from leadsroom.store.journal import station_of
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here, chapter_to_write
from leadsroom.views.home import home_picture
from tests.databases import ON_BOTH
from tests.desks import meeting_to_run
from tests.harborview import START, SetClock, found_chapter
from tests.roster.sheets import every_row, harborview

pytestmark = ON_BOTH

AWAY = HandOver("c" * 32, "Bea Katz", START.date(), START)
SENTENCE = "Handed over to Bea Katz: for reading only. {} undoes it."


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """A chapter of six whose meeting is planned."""
    return found_chapter(store)


def leave(store: Store, away: HandOver = AWAY) -> None:
    """Let it be handed over, by whichever program has it open."""
    station = station_of(store, "command line")
    with store.engine.begin() as connection:
        note_hand_over(connection, away, station)


def revision(store: Store, chapter: Chapter) -> int:
    """How often the chapter was written."""
    with store.reading() as connection:
        return store.revision(connection, chapter.id)


def test_a_table_that_is_open_refuses_from_then_on(store: Store, chapter: Chapter) -> None:
    """The act says to whom it went and changes nothing; the meeting is seen as it stands."""
    meeting = meeting_to_run(store, chapter, START)
    table = SyncDesk(store, chapter.id, SetClock(), "table", meeting)
    seen = table.do(Go()).picture
    leave(store)
    rows, number = every_row(store), revision(store, chapter)
    with pytest.raises(Refused) as refused:
        table.do(Go())
    assert str(refused.value) == SENTENCE.format(
        command_before_place(shown(store.engine.url), "db", "take-back")
    )
    assert (every_row(store), revision(store, chapter)) == (rows, number)
    assert table.look() == seen


def test_nothing_is_founded_and_no_station_is_new(store: Store, chapter: Chapter) -> None:
    """Neither belongs to a chapter's writes, and both are writes."""
    leave(store)
    for desk in (
        SyncDesk(store, None, SetClock(), "command line"),
        SyncDesk(store, chapter.id, SetClock(), "x"),
    ):
        with pytest.raises(Refused, match="Handed over to Bea Katz"):
            desk.do(FoundChapter(harborview(name="Lakeside")))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.station)).scalar() == 1
        assert connection.execute(select(func.count()).select_from(t.chapter)).scalar() == 1


def test_it_is_read_and_says_so_at_home(store: Store, chapter: Chapter) -> None:
    """Home has the hand-over; what is only to be looked at opens, what is to be written does not."""
    desk = SyncDesk(store, chapter.id, SetClock(), "table")
    assert desk.read(home_picture).handed_over is None
    assert desk.read(chapter_to_write) == chapter
    leave(store)
    assert desk.read(home_picture).handed_over == AWAY
    assert desk.read(chapter_here) == chapter
    with pytest.raises(Refused, match="for reading only"):
        desk.read(chapter_to_write)


def test_taken_back_it_is_written_again(store: Store, chapter: Chapter) -> None:
    """By every desk, at once."""
    leave(store)
    with store.engine.begin() as connection:
        note_taken_back(connection, AWAY, START + timedelta(days=2))
    with store.writing(chapter.id) as unit:
        assert unit.revision == 1
    with store.reading() as connection:
        assert hand_over_in_force(connection) is None


def test_what_was_received_is_written(store: Store, chapter: Chapter) -> None:
    """The copy that was given away has heard of the hand-over too, and goes on."""
    leave(store, replace(AWAY, is_received=True))
    with store.writing(chapter.id) as unit:
        assert unit.revision == 1
