"""The app on a database that was handed over: it is looked at, and says why nothing is entered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.screen import Screen

from leadsroom.app import LeadsroomApp, Start
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.store.changing_hands import hand_over, take_back
from leadsroom.store.store import Store
from screens.home.page import HomeScreen
from screens.meeting.screen import MeetingScreen
from screens.review.page import ReviewScreen
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.screens.pages import LAPTOP, SMALL, Reader, Threads

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")

AT_HOME = "Handed over to Bea Katz on 18 Nov 2026. Reading only; leadsroom db take-back --db"
REFUSED = "Handed over to Bea Katz: for reading only. leadsroom db take-back"


@pytest.fixture
def chapter(sqlite_store: Store, tmp_path: Path) -> Chapter:
    """A chapter of six with a meeting behind it, handed over since."""
    chapter = found_chapter(sqlite_store)
    laid = Table.lay(sqlite_store, chapter, SetClock())
    laid.go_to_end()
    laid.desk.close()
    give_away(sqlite_store, tmp_path)
    return chapter


def give_away(store: Store, folder: Path) -> None:
    """The other laptop has it from here on."""
    hand_over(store, "Bea Katz", folder / "stick.db", START, "command line")


@asynccontextmanager
async def running(
    store: Store, chapter: Chapter, start: Start = "home", size: tuple[int, int] = LAPTOP
) -> AsyncIterator[tuple[LeadsroomApp, Reader]]:
    """The app, started three hours after the meeting."""
    clock = SetClock()
    clock.pass_by(hours=3)
    app, threads = LeadsroomApp(store, clock, start=start, chapter=chapter), Threads.of_this_loop()
    async with app.run_test(size=size):
        hands = Reader(app, [], threads)
        await hands.at_rest()
        yield app, hands


def shown(app: LeadsroomApp) -> type[Screen[object]]:
    """The kind of screen that is on top."""
    return type(app.screen)


def notices(app: LeadsroomApp) -> list[str]:
    """What was said over whatever page is open."""
    return [notice.message for notice in app._notifications]


@pytest.mark.parametrize("size", [LAPTOP, SMALL])
async def test_home_says_to_whom_it_went(
    sqlite_store: Store, chapter: Chapter, size: tuple[int, int]
) -> None:
    """Where it says what is to be done; taken back, the sentence is gone."""
    async with running(sqlite_store, chapter, size=size) as (_app, hands):
        assert AT_HOME in " ".join(hands.text.replace("▌", "").split())
        take_back(sqlite_store, START)
        await hands.press("r", "escape")
        await hands.until(lambda: "Handed over" not in hands.text)


async def test_the_table_does_not_open_and_the_review_does(sqlite_store: Store, chapter: Chapter) -> None:
    """Enter says why it does not open; a past meeting is reviewed, and not corrected."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("enter")
        await hands.until(lambda: notices(app))
        assert shown(app) is HomeScreen
        assert notices(app)[0].startswith(REFUSED)
        app.clear_notifications()
        await hands.press("down", "enter")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("e")
        await hands.until(lambda: notices(app))
        assert shown(app) is ReviewScreen
        assert notices(app)[0].startswith(REFUSED)


async def test_meet_leaves_with_the_sentence(sqlite_store: Store, chapter: Chapter) -> None:
    """Nothing is open behind it: it is said in the terminal."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: app.refusal)
    assert str(app.refusal).startswith(REFUSED)


async def test_a_table_that_is_open_says_it_at_the_next_key(sqlite_store: Store, tmp_path: Path) -> None:
    """Handed over from another window, the meeting stands still, and the key says why."""
    chapter = found_chapter(sqlite_store)
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        assert isinstance(app.screen, MeetingScreen)
        give_away(sqlite_store, tmp_path)
        await hands.press("enter")
        await hands.until(lambda: REFUSED in " ".join(hands.text.split()))
        assert app.screen.snapshot.meeting.started_at is None
