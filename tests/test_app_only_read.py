"""A chapter that is opened only to be read: its figures are shown, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from random import Random
from string import ascii_letters

import pytest
from sqlalchemy import func, select

from leadsroom.acts.association.commands import AddArea
from leadsroom.acts.chapter.commands import ArchiveChapter
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.app import LeadsroomApp
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.navigation import FIGURES_ONLY
from leadsroom.session import ONLY_READ
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.store import Store
from leadsroom.views.health.days import days_of_health
from screens.association.area_page import AreaScreen
from screens.health.chapter_figures import ChapterFiguresScreen
from screens.health.health_page import HealthScreen
from screens.health.scores import ScoresScreen
from screens.home.page import HomeScreen
from screens.kit.leaving import LookedAt, PageWanted
from screens.pages import PAGES
from tests.harborview import SetClock, found_chapter
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.screens.pages import WIDE, reading
from tests.test_app import sat_down_at, shown

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")


async def test_only_its_figures_are_shown_and_nothing_is_written(sqlite_store: Store, tmp_path: Path) -> None:
    """Pages of figures lead to one another, those of people are refused in a sentence, undo too; escape leads
    back, and the program goes on with its own chapter.
    """
    own = found_chapter(sqlite_store)
    other = found_chapter(sqlite_store, name="Northgate")
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own, drafts_in=tmp_path / "drafts")
    async with sat_down_at(app) as hands:
        app.screen.post_message(PageWanted("chapter_figures", LookedAt(other.id)))
        await hands.at_rest()
        assert shown(app) is ChapterFiguresScreen
        assert "only read · The chapter's figures · Northgate" in hands.text
        await hands.press("enter")
        await hands.at_rest()
        assert shown(app) is HealthScreen
        assert "only read · Health · Northgate" in hands.text
        for keys in (["enter"], ["g", "r"], ["g", "l"], ["x"]):
            await hands.press(*keys)
            await hands.at_rest()
            assert shown(app) is HealthScreen
            assert FIGURES_ONLY in [each.message for each in app._notifications], keys
            app.clear_notifications()
        await hands.press("g", "r", "g", "r")
        await hands.at_rest()
        assert [each.message for each in app._notifications] == [FIGURES_ONLY]
        app.clear_notifications()
        for key in ("o", "r", "c"):
            await hands.press(key)
            assert ONLY_READ[:60] in hands.text
        await hands.press("u")
        await hands.at_rest()
        assert ONLY_READ[:60] in hands.text
        await hands.press("k")
        await hands.at_rest()
        assert shown(app) is ScoresScreen
        await hands.press("e")
        assert ONLY_READ[:60] in hands.text
        await hands.press("escape", "escape", "escape")
        await hands.at_rest()
        assert shown(app) is HomeScreen
        assert app.session.chapter == own
    assert not list((tmp_path / "drafts").glob("*.json"))


async def test_from_there_one_goes_home_to_ones_own_chapter(sqlite_store: Store) -> None:
    """Where another page of figures is asked for by its letter it takes the place of the first."""
    own = found_chapter(sqlite_store)
    other = found_chapter(sqlite_store, name="Northgate")
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own)
    async with sat_down_at(app) as hands:
        app.screen.post_message(PageWanted("chapter_figures", LookedAt(other.id)))
        await hands.at_rest()
        await hands.press("g", "h")
        await hands.at_rest()
        assert [type(each) for each in app.screen_stack[-2:]] == [HomeScreen, HealthScreen]
        assert "only read · Health · Northgate" in hands.text
        await hands.press("g", "o")
        await hands.at_rest()
        assert "Northgate" not in hands.text
        await hands.press("g", "h")
        await hands.at_rest()
        assert "Harborview" in hands.text
        assert "only read" not in hands.text


async def test_from_there_the_palette_finds_every_chapter_to_go_on_with(sqlite_store: Store) -> None:
    """That one too, and no page that is refused there."""
    own = found_chapter(sqlite_store)
    northgate, _ = (found_chapter(sqlite_store, name=name) for name in ("Northgate", "Lakeside"))
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own)
    async with sat_down_at(app) as hands:
        app.screen.post_message(PageWanted("chapter_figures", LookedAt(northgate.id)))
        await hands.at_rest()
        for typed, is_found in (("roster", False), ("northg", True), ("harborv", True), ("lakes", True)):
            await hands.press("ctrl+p", f"'{typed}")
            await hands.at_rest()
            assert ("go on with this chapter" in hands.text) is is_found, typed
            await hands.press(*(("enter",) if typed == "lakes" else ("escape",)))
        await hands.at_rest()
        assert app.session.chapter is not None
        assert app.session.chapter.name == "Lakeside"


async def test_from_there_one_goes_to_what_is_no_chapters(sqlite_store: Store) -> None:
    """The association's pages and its chapters open from a chapter that is only read as from any other."""
    own = found_chapter(sqlite_store)
    other = found_chapter(sqlite_store, name="Northgate")
    SyncDesk(sqlite_store, None, SetClock(), "A").do(AddArea("North"))
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own)
    async with sat_down_at(app) as hands:
        for name in (
            name for name, page in PAGES.items() if page.leads_out and name not in ("home", "free_seats")
        ):
            app.screen.post_message(PageWanted("chapter_figures", LookedAt(other.id)))
            await hands.at_rest()
            assert shown(app) is ChapterFiguresScreen
            app.screen.post_message(PageWanted(name, instead=True))
            await hands.at_rest()
            assert shown(app) is not ChapterFiguresScreen, name
            assert not app._notifications, name
            assert "only read" not in hands.text


async def test_no_other_chapter_is_called_archived(sqlite_store: Store) -> None:
    """Where the one that is open is: above another one that is looked at nothing is said of it."""
    own, other = (found_chapter(sqlite_store, name=name) for name in ("Harborview", "Northgate"))
    SyncDesk(sqlite_store, own.id, SetClock(), "A").do(ArchiveChapter())
    with sqlite_store.reading() as connection:
        own = read_chapter.chapter(connection, own.id)
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own)
    async with sat_down_at(app) as hands:
        await hands.until_shown("Archived on 18 Nov 2026")
        app.screen.post_message(PageWanted("chapter_figures", LookedAt(other.id)))
        await hands.until(lambda: shown(app) is ChapterFiguresScreen)
        assert "Archived on" not in hands.text


def test_no_act_is_done_at_its_desk(sqlite_store: Store) -> None:
    """Every command is refused with the sentence, and nothing is named that could be undone."""
    chapter = found_chapter(sqlite_store)
    desk = SyncDesk(sqlite_store, chapter.id, SetClock(), "A", only_read=ONLY_READ)
    with pytest.raises(Refused, match="only read"):
        desk.do(Undo())
    with pytest.raises(Refused, match="only read"):
        desk.hand_over("Ann", "")
    assert desk.next_undo() is None


def test_only_pages_of_figures_are_read_so() -> None:
    """Whatever page is added later is none of them until it says so."""
    shown = [name for name, page in PAGES.items() if page.is_of_figures]
    assert shown == ["health", "chapter_figures", "scores"]


async def test_no_phone_email_or_prospect_is_on_what_a_director_may_look_at(demo_store: Store) -> None:
    """On none of the pages, whichever line is under the cursor, and in no file that they write."""
    chapter = sample_chapter(demo_store)
    with demo_store.reading() as connection:
        people = connection.execute(select(t.person.c.phone, t.person.c.email)).all()
        prospects = connection.execute(select(t.lead.c.prospect)).scalars().all()
        members = set(connection.execute(select(t.person.c.name)).scalars())
    private = {text for row in people for text in row if text}
    private |= {name for name in prospects if name and not any(name in each for each in members)}
    assert len(private) > 100
    desk = Desk(demo_store, chapter.id, SetClock(SAMPLE_NOW), "A", only_read=ONLY_READ)
    pages = (ChapterFiguresScreen(desk, chapter), HealthScreen(desk, chapter), ScoresScreen(desk, chapter))
    for page in pages:
        async with reading(page, WIDE) as reader:
            await reader.at_rest()
            assert page.picture is not None
            seen = reader.text
            for key in ("end", "shift+right"):
                await reader.press(key)
                seen += reader.text
        assert not [each for each in private if each in seen], page.heading
    for kind in ("members", "chapter", "scores"):
        days = desk.sync.read(days_of_health)
        written = desk.sync.read(write_health, kind, Wanted(period=days, format="json")).decode()
        assert not [each for each in private if each in written], kind


async def test_back_from_a_chapter_the_cursor_is_on_its_line(sqlite_store: Store) -> None:
    """From the area's table into a chapter and back; from there g and a letter lead to the own chapter's."""
    own = found_chapter(sqlite_store)
    other = found_chapter(sqlite_store, name="Northgate")
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=own)
    async with sat_down_at(app) as hands:
        await hands.press("g", "z")
        await hands.until(lambda: shown(app) is AreaScreen)
        await hands.until_shown("Northgate")
        await hands.press("down")
        page = app.screen
        assert isinstance(page, AreaScreen)
        assert page.cursor == str(other.id)
        await hands.press("enter")
        await hands.until(lambda: shown(app) is ChapterFiguresScreen)
        await hands.press("escape")
        await hands.at_rest()
        assert app.screen is page
        assert page.cursor == str(other.id)
        await hands.press("g", "h")
        await hands.at_rest()
        assert "only read" not in hands.text


@pytest.mark.parametrize("seed", [3, 5])
async def test_no_key_writes_where_a_chapter_is_only_read(
    demo_store: Store, tmp_path: Path, seed: int
) -> None:
    """Whatever is pressed on its pages, in whatever order, letters after g and the palette among it."""
    random, other = Random(seed), sample_chapter(demo_store)
    own = found_chapter(demo_store, name="Northgate")
    app = LeadsroomApp(demo_store, SetClock(SAMPLE_NOW), chapter=own, drafts_in=tmp_path / "drafts")
    async with sat_down_at(app) as hands:
        before = written_in(demo_store)
        for _ in range(60):
            if not app._ways.only_reads:
                app.screen.post_message(PageWanted("chapter_figures", LookedAt(other.id)))
                await hands.at_rest()
            letter = random.choice(ascii_letters)
            some = ([letter], ["g", letter], ["ctrl+p", letter, "down", "enter"], [random.choice(_KEYS)])
            await hands.press(*random.choice(some))
            await hands.at_rest()
            assert written_in(demo_store) == before
            assert app.session.chapter == own
    assert not list((tmp_path / "drafts").glob("*.json"))


_KEYS = ("enter", "space", "delete", "tab", "down", "up", "f2", "f3", "ctrl+s", "ctrl+y", "slash", "escape")


def written_in(store: Store) -> tuple[int, ...]:
    """How many entries both journals have."""
    with store.reading() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (t.journal, t.association_journal)
        )
