"""Where nothing can be written a meeting is shown all the same, and goes on once there is room."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from leadsroom.app import WAITING, LeadsroomApp
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.store.store import Store
from screens.home.page import HomeScreen
from screens.meeting.screen import MeetingScreen
from tests.harborview import SetClock, found_chapter
from tests.hindrances import no_room
from tests.meeting.table import Table
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.screens.pages import Reader
from tests.test_app import held_last_week, sat_down_at, shown, table

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")

LIMIT = "A limit on the size of files is reached"


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six whose meeting is today."""
    return found_chapter(sqlite_store)


async def test_a_live_meeting_opens_and_goes_on_once_there_is_room(
    sqlite_store: Store, chapter: Chapter, tmp_path: Path
) -> None:
    """The bottom line says why nothing is saved; a form keeps what was typed, until it is saved at last."""
    clock = SetClock()
    laid = Table.lay(sqlite_store, chapter, clock)
    laid.go()
    laid.desk.close()
    app = LeadsroomApp(sqlite_store, clock, start="meet", chapter=chapter, drafts_in=tmp_path / "drafts")
    with ExitStack() as until_there_is_room:
        until_there_is_room.enter_context(no_room())
        async with sat_down_at(app) as hands:
            await hands.until_shown(LIMIT)
            step = table(app).snapshot.step
            await hands.press("enter")
            await hands.at_rest()
            assert table(app).snapshot.step == step
            assert f"{LIMIT}: nothing can be saved in" in hands.text
            await hands.press("i", "'ann", "enter", "'New chairs", "enter")
            await hands.until_shown("New chairs")
            await hands.until(lambda: LIMIT in hands.text)
            until_there_is_room.close()
            await hands.press("enter")
            await hands.until(lambda: record_lines(table(app).snapshot))


async def test_a_review_from_a_shell_is_corrected_where_that_can_be_saved(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """E opens the table also where nothing can be saved, and the bottom line says why."""
    meeting_id = held_last_week(sqlite_store, chapter)
    app = LeadsroomApp(sqlite_store, SetClock(), start="review", chapter=chapter, meeting_id=meeting_id)
    with no_room():
        async with sat_down_at(app) as hands:
            await hands.press("e")
            await hands.until_shown(f"{LIMIT}: nothing can be saved in")
            assert shown(app) is MeetingScreen


@contextmanager
def another_window_writes(store: Store) -> Iterator[None]:
    """It holds the file as long as this lasts."""
    other = sqlite3.connect(store.place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


async def shown_while_pressing(hands: Reader, key: str, words: str) -> asyncio.Task[None]:
    """Wait until words are shown while what a key has begun goes on."""
    pressing = asyncio.create_task(hands.press(key))
    while words not in hands.text:
        assert not pressing.done()
        await asyncio.sleep(0)
    return pressing


async def test_a_wait_for_another_window_is_announced(
    sqlite_store: Store, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bottom line says so while it lasts, after a key and with a form open; then the act is done."""
    monkeypatch.setattr("leadsroom.acts.desk.ANNOUNCED_AFTER_SECONDS", 0.01)
    monkeypatch.setattr("screens.kit.form.dock._PAINTED_AFTER_SECONDS", 0.01)
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter)
    async with sat_down_at(app) as hands:
        with another_window_writes(sqlite_store):
            pressing = await shown_while_pressing(hands, "enter", WAITING)
        await pressing
        await hands.until(lambda: table(app).snapshot.step is not None)
        assert WAITING not in hands.text
        await hands.press("i", "'ann", "enter", "'New chairs")
        with another_window_writes(sqlite_store):
            pressing = await shown_while_pressing(hands, "enter", WAITING)
        await pressing
        await hands.until(lambda: record_lines(table(app).snapshot))
        assert WAITING not in hands.text


async def test_home_opens_where_a_meeting_cannot_be_planned(sqlite_store: Store, chapter: Chapter) -> None:
    """Its table cannot be laid: a sentence says why, over a home that goes on."""
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=chapter)
    with no_room():
        async with sat_down_at(app) as hands:
            await hands.until(lambda: shown(app) is HomeScreen)
            await hands.press("enter")
            await hands.until(lambda: [each.message for each in app._notifications])
            assert shown(app) is HomeScreen


async def test_what_is_half_typed_waits_for_room(
    sqlite_store: Store, chapter: Chapter, tmp_path: Path
) -> None:
    """It is in its form when the table is laid again, and on disk once there is room.

    Until then it is what the program leaves in the terminal.
    """
    folder = tmp_path / "drafts"
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=folder)
    async with sat_down_at(app) as hands:
        with no_room():
            await hands.press("i", "'New chairs", "escape")
            await hands.at_rest()
            app._tidy()
            await hands.until_shown("what is half typed is in memory only.")
            await hands.press("q")
            await hands.until(lambda: shown(app) is HomeScreen)
            await hands.press("enter")
            await hands.until(lambda: shown(app) is MeetingScreen)
            await hands.until(app.session.unwritten)  # it is tried once more, and cannot be
            heading, draft = app.session.unwritten()
            assert heading.startswith(f"{LIMIT}: what was typed and not saved could not be kept in {folder}.")
            assert draft.endswith("“New chairs”")
            assert not list(folder.glob("*.json"))
        app._tidy()
        await hands.until(lambda: list(folder.glob("*.json")))
        await hands.press("i")
        await hands.until_shown("New chairs")
        assert app.session.unwritten() == ()
