"""The app where there are several chapters: which is meant at the start, and going from one to another."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadsroom.acts.association.commands import AddArea
from leadsroom.acts.chapter.commands import ArchiveChapter, PlaceInArea, ReopenChapter
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.acts.people.commands import AddMember, MemberSheet
from leadsroom.app import LeadsroomApp, Timekeeping
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.errors import Refused
from leadsroom.last_chapter import last_chapter, note_last_chapter
from leadsroom.store.readonly import store_to_look_at
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from leadsroom.views.meeting.chapter_follower import Audience
from screens.association.chapters_page import ChaptersScreen, DesksElsewhere
from screens.association.picker import PickerScreen
from screens.home.page import HomeScreen
from screens.kit.leaving import PageWanted
from screens.meeting.screen import MeetingScreen
from screens.review.page import ReviewScreen
from screens.setup.welcome import WelcomeScreen
from screens.timekeeper.screen import TimekeeperScreen
from tests.harborview import SetClock, found_chapter
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.test_app import held_last_week, running, sat_down_at, shown, written_drafts

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six whose meeting is today."""
    return found_chapter(sqlite_store)


@pytest.fixture
def lakeside(sqlite_store: Store, chapter: Chapter) -> Chapter:
    """Another one in the same database."""
    return found_chapter(sqlite_store, name="Lakeside")


async def test_enter_alone_opens_the_chapter_that_was_open_last(
    sqlite_store: Store, lakeside: Chapter, tmp_path: Path
) -> None:
    """It stands first, and is the last one from then on; whatever was to be opened is opened of it."""
    note_last_chapter(sqlite_store.home, lakeside.id)
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        assert shown(app) is PickerScreen
        assert "⏎   open Lakeside" in hands.text
        await hands.press("enter")
        await hands.until(lambda: shown(app) is MeetingScreen)
        assert app.session.chapter == lakeside
        assert len(app.screen_stack) == 2


async def test_letters_find_another_chapter_at_the_start(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter, tmp_path: Path
) -> None:
    """A slip of the finger is forgiven, escape shows all again, and what was chosen is the last one then."""
    note_last_chapter(sqlite_store.home, lakeside.id)
    app = LeadsroomApp(sqlite_store, SetClock(), drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        await hands.press("'zzz")
        await hands.until_shown("No chapter matches")
        await hands.press("enter")
        assert shown(app) is PickerScreen
        await hands.press("escape", "'harbro")
        await hands.until(lambda: "open Harborview" in hands.text)
        await hands.press("enter")
        await hands.until(lambda: shown(app) is HomeScreen)
        assert app.session.chapter == chapter
    assert last_chapter(sqlite_store.home) == chapter.id


async def test_where_all_are_archived_these_are_found(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter, tmp_path: Path
) -> None:
    """The one that was open last stands first, and letters find the others."""
    for each in (chapter, lakeside):
        SyncDesk(sqlite_store, each.id, SetClock(), "A").do(ArchiveChapter())
    note_last_chapter(sqlite_store.home, lakeside.id)
    app = LeadsroomApp(sqlite_store, SetClock(), drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        assert "⏎   open Lakeside" in hands.text
        await hands.press("'harb")
        await hands.until(lambda: "open Harborview" in hands.text)


async def test_a_review_of_several_chapters_leads_back_out(sqlite_store: Store, chapter: Chapter) -> None:
    """The chapter is asked for first; from the review one is out, as if it had been named."""
    held_last_week(sqlite_store, chapter)
    found_chapter(sqlite_store, name="Lakeside")
    app = LeadsroomApp(sqlite_store, SetClock(), start="review")
    async with sat_down_at(app) as hands:
        await hands.press("'harbor", "enter")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("escape")
        await hands.until(lambda: not app.is_running)


async def test_the_timekeeper_follows_the_chapter_that_is_chosen(
    sqlite_store: Store, lakeside: Chapter
) -> None:
    """Where none was named it asks, and then shows that one's clock and no other."""

    def nobody(_store: Store) -> Chapter | None:
        raise AssertionError("It was asked which chapter is meant.")

    audience = Audience(store_to_look_at(sqlite_store.place), nobody)
    wish = Timekeeping(audience, asks_which=True)
    app = LeadsroomApp(store_to_look_at(sqlite_store.place), SetClock(), start="timekeeper", timekeeping=wish)
    async with sat_down_at(app) as hands:
        await hands.press("'lake", "enter")
        await hands.until(lambda: shown(app) is TimekeeperScreen)
        await hands.until_shown("Lakeside")


async def test_the_only_chapter_and_none_are_asked_for_nothing(sqlite_store: Store) -> None:
    """An empty database is greeted."""
    app = LeadsroomApp(sqlite_store, SetClock())
    async with sat_down_at(app):
        assert shown(app) is WelcomeScreen


async def test_from_a_live_table_another_chapter_is_gone_on_with(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter, tmp_path: Path
) -> None:
    """Its meeting goes on, which is said; what is half typed there waits, and coming back it is all there."""
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        await hands.press("enter", "l", "'ann", "escape", "g", "c")
        await hands.until(lambda: shown(app) is ChaptersScreen)
        assert "2 chapters" in hands.lines[0]
        await hands.press("slash", "'lake", "enter")
        await hands.until(lambda: "go on with Lakeside" in hands.text)
        await hands.press("enter")
        await hands.until(lambda: app.session.chapter == lakeside)
        (notice,) = app._notifications
        assert notice.message.startswith("The meeting of Harborview goes on.")
        assert [type(screen) for screen in app.screen_stack[1:]] == [HomeScreen]
        assert "ann" in written_drafts(tmp_path)
        await hands.press("c", "down", "enter")
        await hands.until(lambda: app.session.chapter == chapter)
        await hands.until_shown("Live now")
        await hands.press("enter")
        await hands.until(lambda: shown(app) is MeetingScreen)


async def test_a_chapter_is_archived_and_opened_again(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter
) -> None:
    """Another one from the list, at its own desk, where undo takes it back; a key lists it then."""
    desk = SyncDesk(sqlite_store, lakeside.id, SetClock(), "test")
    async with running(sqlite_store, chapter) as (_, hands):
        await hands.press("c", "down", "delete")
        await hands.until_shown("✓ Archived Lakeside.")
        assert "Lakeside" not in "".join(hands.lines[1:-2])
        assert desk.read(chapter_here).archived_on is not None
        await hands.press("u")
        await hands.until(lambda: "1 chapter " not in hands.lines[0] and "2 chapters" in hands.lines[0])
        await hands.press("ctrl+y")
        await hands.until_shown("1 chapter · 1 archived")
        await hands.press("a")
        await hands.until_shown("look at Lakeside")
        await hands.press("delete")
        await hands.until_shown("✓ Opened Lakeside again")
        assert desk.read(chapter_here).archived_on is None
    assert desk.read(chapter_here) == lakeside


async def test_an_archived_chapter_says_on_each_page_that_it_is_only_read(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter
) -> None:
    """What is entered is refused in a sentence; its settings open it again."""
    SyncDesk(sqlite_store, lakeside.id, SetClock(), "test").do(ArchiveChapter())
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("c", "a", "enter")
        await hands.until(lambda: shown(app) is HomeScreen)
        await hands.until_shown("Archived on 18 Nov 2026: only read.")
        await hands.press("enter")
        await hands.until(lambda: app._notifications)
        assert shown(app) is HomeScreen
        await hands.press("r", "n")
        await hands.until_shown("Lakeside was archived on 18 Nov 2026, and is only read.")
        await hands.press("escape", "s")
        await hands.until_shown("archived on 18 Nov 2026, and only read since")
        app.screen.post_message(PageWanted("areas"))
        await hands.until_shown("All chapters")
        assert "only read" not in hands.text  # areas are no chapter's
        await hands.press("escape")
        await hands.until_shown("archived on 18 Nov 2026, and only read since")
        assert "only read." in hands.lines[1]
        await hands.press("z")
        await hands.until_shown("✓ Opened Lakeside again")
        await hands.until(lambda: "only read" not in hands.text)


async def test_a_chapter_is_placed_in_an_area(sqlite_store: Store, chapter: Chapter) -> None:
    """In one that is named; another one that is founded is proposed the same."""
    async with running(sqlite_store, chapter) as (_, hands):
        await hands.press("c", "m")
        await hands.until_shown("No area is named yet.")
        SyncDesk(sqlite_store, None, SetClock(), "test").do(AddArea("North"))
        await hands.press("m")
        await hands.until_shown("Area of Harborview")
        await hands.press("'north", "enter")
        await hands.until_shown("no area → North")
        await hands.press("n")
        await hands.until_shown("Found another chapter")
        assert "North" in hands.text


async def test_undo_is_where_something_was_done(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter
) -> None:
    """What changed nothing in another chapter is no act there: undo takes back what came before it."""
    there, here = (Desk(sqlite_store, each.id, SetClock(), "test") for each in (lakeside, chapter))
    await there.do(ArchiveChapter())
    await there.do(ReopenChapter())
    desks = DesksElsewhere(here, chapter.id, lambda _: there)
    with desks.acting_in(lakeside):
        assert (await desks.do(PlaceInArea(None))).entry is None
    assert desks.to_undo is here


async def test_undo_passes_over_what_others_have_built_upon(
    sqlite_store: Store, chapter: Chapter, lakeside: Chapter
) -> None:
    """Then it takes back what was done before from the list, and nothing that was done in that chapter."""
    there, here = (Desk(sqlite_store, each.id, SetClock(), "test") for each in (lakeside, chapter))
    await there.do(AddMember(MemberSheet(name="New One", profession="Notary")))
    desks = DesksElsewhere(here, chapter.id, lambda _: there)
    with desks.acting_in(lakeside):
        await desks.do(ArchiveChapter())
    SyncDesk(sqlite_store, lakeside.id, SetClock(), "another").do(ReopenChapter())
    with pytest.raises(Refused, match="Opened Lakeside again"):
        await desks.do(Undo())
    assert desks.to_undo is here


async def test_chapters_of_one_name_are_told_apart_on_every_page(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """By as little as does it: here the number, for neither has a place."""
    other = found_chapter(sqlite_store)
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("c")
        await hands.until(lambda: shown(app) is ChaptersScreen)
        await hands.press("down")
        assert f"go on with Harborview (#{other.id})" in hands.text
        await hands.press("enter")
        await hands.until(lambda: app.session.chapter == other)
        await hands.press("r")
        await hands.until_shown(f"Roster · Harborview (#{other.id})")


async def test_a_chapter_that_cannot_be_read_is_asked_for_again(
    sqlite_store: Store, lakeside: Chapter
) -> None:
    """Why it cannot is said, and the list of chapters stays."""
    app = LeadsroomApp(sqlite_store, SetClock())
    async with sat_down_at(app) as hands:
        with sqlite3.connect(sqlite_store.place) as other:
            other.execute("ALTER TABLE area RENAME TO elsewhere")
        await hands.press("enter")
        await hands.until(lambda: app._notifications)
        assert shown(app) is PickerScreen
        with sqlite3.connect(sqlite_store.place) as other:
            other.execute("ALTER TABLE elsewhere RENAME TO area")
        await hands.press("enter")
        await hands.until(lambda: shown(app) is HomeScreen)
