"""The app as a whole: what comes first, and which screen follows which."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from textual import events
from textual.screen import Screen

from leadsroom.acts.command import Undo
from leadsroom.acts.leads.commands import ThankForBusiness
from leadsroom.app import LeadsroomApp, Start
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.text.money import Money
from leadsroom.exchange.minutes.formats import Wanted, for_minutes, minutes_file
from leadsroom.store.read import season
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import summarise
from leadsroom.views.meeting.summary_builder import NOTHING_LATER
from screens.agenda.page import AgendaScreen
from screens.health.my_page import MyPageScreen
from screens.home.page import HomeScreen
from screens.kit.form.box import FormBox
from screens.kit.keyboard.keys_in_order import NOWHERE_TO_PASTE
from screens.leads.page import LeadsScreen
from screens.meeting.screen import MeetingScreen
from screens.palette import Palette
from screens.people.roster import RosterScreen
from screens.review.page import ReviewScreen
from screens.rules.page import RulesScreen
from screens.season.page import CalendarScreen
from screens.setup.settings import SettingsScreen
from screens.setup.setup import SetupScreen
from screens.setup.welcome import WelcomeScreen
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.table import Table
from tests.offices import SeasonBook
from tests.screens.haste import looks_are_parsed_once, unseen_frames_are_not_painted
from tests.screens.pages import Reader, Threads
from tests.seen import afterwards
from tests.seen import seen as seen_in

__all__ = ("looks_are_parsed_once", "unseen_frames_are_not_painted")


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six whose meeting is today."""
    return found_chapter(sqlite_store)


@asynccontextmanager
async def sat_down_at(app: LeadsroomApp) -> AsyncIterator[Reader]:
    """Somebody in front of an app that has been started."""
    threads = Threads.of_this_loop()
    async with app.run_test(size=(120, 36)):
        hands = Reader(app, [], threads)
        await hands.at_rest()
        yield hands


@asynccontextmanager
async def running(
    store: Store, chapter: Chapter | None, start: Start = "home"
) -> AsyncIterator[tuple[LeadsroomApp, Reader]]:
    """The app, started."""
    app = LeadsroomApp(store, SetClock(), start=start, chapter=chapter)
    async with sat_down_at(app) as hands:
        yield app, hands


def shown(app: LeadsroomApp) -> type[Screen[object]]:
    """The kind of screen that is on top."""
    return type(app.screen)


def table(app: LeadsroomApp) -> MeetingScreen:
    """The meeting's screen, on top."""
    screen = app.screen
    assert isinstance(screen, MeetingScreen)
    return screen


def written_in(folder: Path) -> str:
    """The only file in a folder."""
    (file,) = folder.iterdir()
    return file.read_text(encoding="utf-8")


def held_last_week(store: Store, chapter: Chapter) -> MeetingId:
    """A meeting from beginning to end, a week ago."""
    laid = Table.lay(store, chapter, SetClock(START - timedelta(weeks=1)))
    seen = laid.go_to_end()
    laid.desk.close()
    return seen.meeting.id


def written_drafts(folder: Path) -> str:
    """What is on disk of what was half typed."""
    return "\n".join(file.read_text("utf-8") for file in folder.glob("*.json"))


class Gate:
    """A gate before the database: it counts who asks on which thread, and can hold everybody up."""

    def __init__(self, store: Store) -> None:
        self.threads: set[int] = set()
        self._open = threading.Event()
        self._open.set()
        self._held_up = threading.Event()
        event.listen(store.engine, "before_cursor_execute", self._asked)

    def _asked(self, *_of: object) -> None:
        self.threads.add(threading.get_ident())
        if not self._open.is_set():
            self._held_up.set()
        assert self._open.wait(timeout=30)

    def shut(self) -> None:
        """From now on nobody gets through."""
        self._open.clear()

    async def somebody_waits(self) -> None:
        """Until somebody is held up."""
        await asyncio.to_thread(self._held_up.wait, 30)

    def open(self) -> None:
        """Let everybody through."""
        self._open.set()


async def test_the_thread_of_the_screen_never_asks_the_database(
    sqlite_store: Store, chapter: Chapter, documents: Path
) -> None:
    """Home, a review, its minutes, its table and the way back are read and written elsewhere."""
    clock = SetClock()
    laid = Table.lay(sqlite_store, chapter, clock)
    laid.go()
    laid.go_to_end()
    laid.desk.close()
    clock.pass_by(days=3)
    gate = Gate(sqlite_store)
    app = LeadsroomApp(sqlite_store, clock, chapter=chapter)
    async with sat_down_at(app) as hands:
        await hands.press("down", "enter")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("w", "enter")
        await hands.until(lambda: list(documents.glob("*/*")))
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("e")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("q")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("escape", "m")
        await hands.until_shown("Maria Lopez")
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)
    assert gate.threads
    assert threading.get_ident() not in gate.threads


async def test_keys_wait_for_the_page_that_a_key_has_asked_for(
    sqlite_store: Store, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed while a slow database still reads the review: e is for the review, and home has not heard it."""
    # A busy machine takes longer over this than keys wait for a page.
    monkeypatch.setattr("screens.kit.keyboard.keys_in_order._PATIENCE_SECONDS", 60.0)
    clock = SetClock()
    laid = Table.lay(sqlite_store, chapter, clock)
    laid.go_to_end()
    laid.desk.close()
    clock.pass_by(days=3)
    gate = Gate(sqlite_store)
    app = LeadsroomApp(sqlite_store, clock, chapter=chapter)
    async with sat_down_at(app) as hands:
        await hands.press("down")
        gate.shut()
        for key in ("enter", "e"):
            typed = events.Key(key, key if len(key) == 1 else None)
            typed.set_sender(app)
            app.post_message(typed)
        await gate.somebody_waits()
        assert shown(app) is HomeScreen
        gate.open()
        await hands.until(lambda: shown(app) is MeetingScreen)
        assert table(app).snapshot.meeting.state is MeetingState.CLOSED


async def test_a_slip_is_typed_while_the_database_keeps_go_waiting(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """Go, and a slip typed after it, wait behind a database that answers nobody, and are done in order."""
    gate = Gate(sqlite_store)
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: shown(app) is MeetingScreen)
        gate.threads.clear()
        gate.shut()
        slip = ["l", *"dee", "tab", *"lopez", "tab", *"Jane", "space", *"Doe", "ctrl+s"]
        for key in ("enter", *slip):
            typed = events.Key(key, " " if key == "space" else key if len(key) == 1 else None)
            typed.set_sender(app)
            app.post_message(typed)
        await gate.somebody_waits()
        assert table(app).snapshot.journal == ()
        gate.open()
        await hands.until(lambda: table(app).snapshot.leads)
        what = [entry.what for entry in table(app).snapshot.journal]
        assert what[0].startswith("Meeting started")
        assert what[1] == "Raw lead Dee Fox → Maria Lopez: Jane Doe"
    assert threading.get_ident() not in gate.threads


async def test_a_damaged_database_is_refused_in_a_sentence(sqlite_store: Store, chapter: Chapter) -> None:
    """Where home cannot be read at first the app leaves with the reason; later the sentence stands there."""
    with sqlite3.connect(sqlite_store.place) as other:
        other.execute("ALTER TABLE notice RENAME TO elsewhere")
    app = LeadsroomApp(sqlite_store, SetClock(), chapter=chapter)
    async with app.run_test():
        await app.workers.wait_for_complete()
    assert "refused: no such table: notice" in str(app.refusal)
    with sqlite3.connect(sqlite_store.place) as other:
        other.execute("ALTER TABLE elsewhere RENAME TO notice")
    async with running(sqlite_store, chapter) as (again, hands):
        with sqlite3.connect(sqlite_store.place) as other:
            other.execute("ALTER TABLE notice RENAME TO elsewhere")
        await hands.press("m", "escape")
        await hands.until(lambda: any("no such table" in note.message for note in again._notifications))
        assert shown(again) is HomeScreen


async def test_an_empty_database_is_greeted(sqlite_store: Store) -> None:
    """Without a chapter the first screen is the greeting."""
    async with running(sqlite_store, None) as (app, _):
        assert shown(app) is WelcomeScreen


async def test_what_was_typed_in_set_up_waits_behind_the_greeting(sqlite_store: Store) -> None:
    """Escape from set-up and a way back lose nothing."""
    async with running(sqlite_store, None) as (app, hands):
        await hands.press("n")
        await hands.at_rest()
        await hands.press(*"Elmwood", "escape")
        await hands.until(lambda: shown(app) is WelcomeScreen)
        await hands.press("n")
        await hands.at_rest()
        assert isinstance(app.screen, SetupScreen)
        assert app.screen.form.name.text == "Elmwood"


async def test_home_leads_to_the_table_and_back(sqlite_store: Store, chapter: Chapter) -> None:
    """Enter on home opens the meeting, q leaves it, and home shows it again."""
    async with running(sqlite_store, chapter) as (app, hands):
        assert shown(app) is HomeScreen
        await hands.press("enter")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("q")
        await hands.until(lambda: shown(app) is HomeScreen)


async def test_home_follows_what_another_process_writes(
    sqlite_store: Store, chapter: Chapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A holiday that is entered elsewhere is on home and on the calendar, without a key."""
    monkeypatch.setattr("leadsroom.caretaker.EVERY_SECONDS", 0.05)
    elsewhere, on = SeasonBook(sqlite_store, SetClock(), "elsewhere"), START.date() + timedelta(days=7)
    async with running(sqlite_store, chapter) as (_, hands):
        await hands.until_shown("Wed 18 Nov")
        await asyncio.to_thread(elsewhere.mark_date, chapter.id, on, DateKind.HOLIDAY, "Harvest fair")
        await hands.until_shown("No meeting on Wed 25 Nov: Harvest fair.")
        await hands.press("d")
        await hands.until_shown("Harvest fair")
        await asyncio.to_thread(elsewhere.clear_date, chapter.id, on)
        await hands.until(lambda: "Harvest fair" not in hands.text)


@pytest.mark.parametrize("before", [timedelta(minutes=5), timedelta(hours=3), timedelta(days=1)])
async def test_home_opens_before_the_meeting(
    sqlite_store: Store, chapter: Chapter, before: timedelta
) -> None:
    """Home says how long it is to the meeting, be it minutes, hours or a day."""
    app = LeadsroomApp(sqlite_store, SetClock(START - before), chapter=chapter)
    async with sat_down_at(app):
        assert shown(app) is HomeScreen


async def test_the_roster_is_one_key_from_home(sqlite_store: Store, chapter: Chapter) -> None:
    """The key r opens the roster, Escape leads back."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("r")
        await hands.until(lambda: shown(app) is RosterScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)


async def test_the_agenda_is_one_key_from_home_and_the_table_follows_it(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """What is changed there and left with Escape is what the next meeting is opened with."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("a")
        await hands.until(lambda: shown(app) is AgendaScreen)
        await hands.press("delete", "escape")
        await hands.until(lambda: shown(app) is HomeScreen)
        await hands.press("enter")
        await hands.at_rest()
        assert [step.title for step in table(app).snapshot.steps] == [s.title for s in chapter.agenda[1:]]


async def test_the_leads_are_one_key_from_home(sqlite_store: Store, chapter: Chapter) -> None:
    """The key l opens the leads, Escape leads back to home, which tells again what waits."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("l")
        await hands.until(lambda: shown(app) is LeadsScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)


async def test_a_past_meeting_is_corrected_at_its_table(sqlite_store: Store, chapter: Chapter) -> None:
    """From the review e opens the table as it was closed; what is changed there is told when it is left."""
    clock = SetClock()
    laid = Table.lay(sqlite_store, chapter, clock)
    laid.go()
    laid.do(laid.lead())
    laid.go_to_end()
    laid.desk.close()
    clock.pass_by(days=3)
    app = LeadsroomApp(sqlite_store, clock, chapter=chapter)
    async with sat_down_at(app) as hands:
        await hands.press("down", "enter", "e")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("delete")  # the lead that the review's cursor was on is selected
        await hands.until(lambda: not table(app).snapshot.leads)
        await hands.press("u", "u")
        await hands.at_rest()
        assert table(app).snapshot.meeting.state is MeetingState.CLOSED
        await hands.press("down", "delete", "q")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.until(lambda: "0 leads" in hands.text)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)


async def test_the_review_and_its_minutes_know_of_other_meetings(
    sqlite_store: Store, chapter: Chapter, documents: Path
) -> None:
    """What w writes is what the command line writes: thanks name the earlier lead that they are for."""
    clock = SetClock()
    first = Table.lay(sqlite_store, chapter, clock)
    first.go()
    lead = first.do(first.lead()).leads[0]
    first.go_to_end()
    first.desk.close()
    clock.pass_by(days=7)
    second = Table.lay(sqlite_store, chapter, clock)
    second.go()
    second.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(420_000, "USD"), lead.id))
    seen = second.go_to_end()
    second.desk.close()
    later = afterwards(sqlite_store, seen, clock.now())
    assert later != NOTHING_LATER
    app = LeadsroomApp(sqlite_store, clock, start="review", chapter=chapter, meeting_id=seen.meeting.id)
    async with sat_down_at(app) as hands:
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.picture
        assert app.screen.picture.summary == summarise(seen, later=later)
        await hands.press("w", "n", "tab", "m", "tab", "tab", "n", "tab", "n", "enter")
        await hands.at_rest()
    meeting = seen_in(sqlite_store, chapter, clock.now(), for_minutes, seen.meeting.id)
    assert meeting.later == later
    assert written_in(documents / chapter.name) == minutes_file(meeting, Wanted()).decode()


@pytest.mark.parametrize("start", ["home", "meet", "review"])
async def test_the_looks_of_the_first_screen_are_the_apps(
    sqlite_store: Store, chapter: Chapter, start: Start
) -> None:
    """A screen that brings looks of its own has those of all others parsed again, before its first frame."""
    meeting_id = held_last_week(sqlite_store, chapter)
    app = LeadsroomApp(sqlite_store, SetClock(), start=start, chapter=chapter, meeting_id=meeting_id)
    async with sat_down_at(app):
        assert len(app.screen_stack) > 1
        assert {*app.screen.css_path} <= {*app.css_path}


async def test_closing_shows_the_summary_and_undo_opens_the_meeting_again(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """After the last Go the summary is shown; back at the table, u takes the closing back."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        while shown(app) is MeetingScreen:
            await hands.press("enter")
            await hands.at_rest()
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("u")
        await hands.at_rest()
        assert table(app).snapshot.meeting.state is MeetingState.LIVE


@pytest.mark.usefixtures("in_a_hurry")
async def test_a_locked_database_is_refused_in_a_sentence(sqlite_store: Store, chapter: Chapter) -> None:
    """When the first screen cannot be opened the app leaves with the reason, not with an empty screen."""
    with sqlite3.connect(sqlite_store.place) as other:
        other.execute("BEGIN IMMEDIATE")
        app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter)
        async with app.run_test():
            await app.workers.wait_for_complete()
        other.rollback()
    assert "Another window is writing" in str(app.refusal)
    assert app.return_code == 1


async def test_ctrl_q_leaves_in_one_press_with_a_form_open(
    sqlite_store: Store, chapter: Chapter, tmp_path: Path
) -> None:
    """From a half-typed slip, from the keys shown over it, from the palette, and from the keys of the table.

    What was typed waits for the next time.
    """
    for keys in (("enter", "l", *"mar"), ("l", "f1"), ("ctrl+p",), ("?",)):
        app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=tmp_path)
        async with sat_down_at(app) as hands:
            await hands.until(lambda app=app: shown(app) is MeetingScreen)  # type: ignore[misc]
            await hands.press(*keys, "ctrl+q")
            await hands.until(lambda app=app: not app.is_running)  # type: ignore[misc]
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("l")
        assert "mar" in hands.text


async def test_going_to_the_background_keeps_what_is_typed(
    sqlite_store: Store, chapter: Chapter, tmp_path: Path
) -> None:
    """Nobody knows whether the program is continued: half a slip is on disk before it stops."""
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("l", "'mar")
        await app.action_go_to_background()
        assert '"mar"' in written_drafts(tmp_path)


async def test_a_paste_with_no_form_open_does_nothing_but_say_so(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """On a page and at the table: pasted letters and lines are none of their keys."""
    async with running(sqlite_store, chapter) as (app, hands):
        before = shown(app)
        await hands.paste("\nl\nq")
        assert shown(app) is before
        assert [note.message for note in app._notifications] == [NOWHERE_TO_PASTE]
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.paste("\nl\nq")
        assert table(app).snapshot.meeting.state is MeetingState.PLANNED
        assert NOWHERE_TO_PASTE in hands.text


async def test_what_another_station_does_is_seen(sqlite_store: Store, chapter: Chapter) -> None:
    """A second app on the same database shows what the first one did."""
    async with (
        running(sqlite_store, chapter, "meet") as (_, first),
        running(sqlite_store, chapter, "meet") as (second, hands),
    ):
        await first.press("enter")
        await hands.until(lambda: table(second).snapshot.meeting.state is MeetingState.LIVE)
        assert table(second).snapshot.meeting.state is MeetingState.LIVE


async def test_the_settings_lead_to_the_calendar_and_the_agenda(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """And back to the settings; home then follows what was changed in them."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("s")
        await hands.until(lambda: shown(app) is SettingsScreen)
        await hands.press("d")
        await hands.until(lambda: shown(app) is CalendarScreen)
        SeasonBook(sqlite_store, SetClock(), "desk").mark_date(
            chapter.id, chapter.today(START), DateKind.HOLIDAY, "Snow"
        )
        await hands.press("escape")
        await hands.until(lambda: shown(app) is SettingsScreen)
        await hands.press("a")
        await hands.until(lambda: shown(app) is AgendaScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is SettingsScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)
        screen, week_on = app.screen, chapter.today(START) + timedelta(weeks=1)
        assert isinstance(screen, HomeScreen)
        await hands.until(lambda: screen._picture.next_on == week_on)
        await hands.press("d")
        await hands.until(lambda: shown(app) is CalendarScreen)


async def test_from_every_page_every_page_is_g_and_a_letter_away(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """A page takes the place of what was open, and back leads home; another key stays, and says so."""
    async with running(sqlite_store, chapter) as (app, hands):
        for letter, page in (("r", RosterScreen), ("l", LeadsScreen), ("d", CalendarScreen)):
            await hands.press("g", letter)
            await hands.until(lambda page=page: shown(app) is page)  # type: ignore[misc]
            assert [type(below) for below in app.screen_stack[1:]] == [HomeScreen, page]
        await hands.press("g", "y")
        assert shown(app) is CalendarScreen
        assert "No page is at y. g shows them all." in hands.text
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)
        await hands.press("g", "v")
        await hands.until(lambda: app._notifications)
        assert [note.message for note in app._notifications] == ["No meeting has been closed yet."]
        assert shown(app) is HomeScreen


async def test_from_the_table_g_leads_elsewhere_and_the_meeting_goes_on(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """A page lies on top and leads back to the table, where a form is still open; in a form g is a letter."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("enter", "l", "g", "l")
        assert shown(app) is MeetingScreen
        await hands.press("escape", "g", "escape")
        assert "Nothing was opened." in hands.text
        await hands.press("g", "a")
        await hands.until(lambda: shown(app) is AgendaScreen)
        await hands.press("g", "l")
        await hands.until(lambda: shown(app) is LeadsScreen)
        at_table = app.screen_stack[1]
        await hands.press("escape")
        await hands.until(lambda: app.screen is at_table)
        assert table(app).snapshot.meeting.state is MeetingState.LIVE
        await hands.press("g", "d")
        await hands.until(lambda: shown(app) is CalendarScreen)
        await hands.press("g", "t")
        await hands.until(lambda: app.screen is at_table)
        await hands.press("g", "o")
        await hands.until(lambda: shown(app) is HomeScreen)
        await hands.until_shown("Live now")
        await hands.press("g", "t")
        await hands.until(lambda: shown(app) is MeetingScreen)
        assert table(app) is not at_table


async def test_what_is_done_elsewhere_is_seen_at_a_table_below_a_page(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """The lead that another station took meanwhile is there when somebody comes back."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("enter", "g", "l")
        await hands.until(lambda: shown(app) is LeadsScreen)
        elsewhere = Table.lay(sqlite_store, chapter, SetClock(), station="elsewhere")
        elsewhere.do(elsewhere.lead())
        elsewhere.desk.close()
        await hands.press("escape")
        await hands.until(lambda: table(app).snapshot.leads)


async def test_enter_never_leads_to_a_second_meeting_of_a_day(sqlite_store: Store, chapter: Chapter) -> None:
    """Not from the close on, through home and the next table, nor after a new start; x asks, y answers."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        while shown(app) is MeetingScreen:
            await hands.press("enter")
            await hands.at_rest()
        for _ in range(9):
            await hands.press("enter")
            await hands.at_rest()
    app = LeadsroomApp(sqlite_store, SetClock(START + timedelta(minutes=40)), start="meet", chapter=chapter)
    async with sat_down_at(app) as hands:
        assert "leave the table" in hands.text
        await hands.press("enter")
        await hands.until(lambda: shown(app) is HomeScreen)
        with sqlite_store.reading() as connection:
            assert len(season.meetings_of_date(connection, chapter.id, START.date())) == 1
        await hands.press("enter")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("x")
        assert "Today's meeting is closed. Hold another one today?" in hands.text
        await hands.press("enter")
        assert shown(app) is MeetingScreen
        await hands.press("x")
        await hands.press("y")
        await hands.until(lambda: shown(app) is MeetingScreen)
        assert str(table(app).snapshot.meeting.name) == f"{START.date()}#2"
        await hands.press("enter")
        await hands.at_rest()
        assert table(app).snapshot.meeting.state is MeetingState.LIVE


async def test_after_the_closing_the_way_back_leads_home(sqlite_store: Store, chapter: Chapter) -> None:
    """From a page opened over the review of the meeting that was just closed."""
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        while shown(app) is MeetingScreen:
            await hands.press("enter")
            await hands.at_rest()
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("g", "l")
        await hands.until(lambda: shown(app) is LeadsScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(app) is HomeScreen)


async def test_what_is_not_saved_is_not_left_behind_by_g(sqlite_store: Store, chapter: Chapter) -> None:
    """Rules that are not saved stay in view, once; the second g drops them."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("g", "u")
        await hands.until_shown("on record")
        await hands.press("o", "enter")
        await hands.until_shown("not saved · ctrl+s saves")
        await hands.press("g", "l")
        await hands.until_shown("Not saved yet")
        assert shown(app) is RulesScreen
        await hands.press("g", "l")
        await hands.until(lambda: shown(app) is LeadsScreen)


async def test_the_palette_opens_pages_members_and_reviews(sqlite_store: Store, chapter: Chapter) -> None:
    """A few letters and Enter; back then leads home. Pressed again ctrl+p closes it."""
    held_last_week(sqlite_store, chapter)
    async with running(sqlite_store, chapter) as (app, hands):
        for typed, page in (
            ("calnedar", CalendarScreen),
            ("ann chu", MyPageScreen),
            ("11 nov", ReviewScreen),
        ):
            await hands.press("ctrl+p", f"'{typed}", "enter")
            await hands.until(lambda page=page: shown(app) is page)  # type: ignore[misc]
            assert [type(below) for below in app.screen_stack[1:]] == [HomeScreen, page]
        await hands.press("ctrl+p")
        assert shown(app) is Palette
        await hands.press("ctrl+p")
        assert shown(app) is ReviewScreen


async def test_the_palette_does_what_a_key_does(sqlite_store: Store, chapter: Chapter) -> None:
    """On the page below it, and for the program as a whole."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("r")
        await hands.until_shown("Ann Chu")
        await hands.press("ctrl+p", "'a new member", "enter")
        await hands.until(lambda: shown(app) is FormBox)
        await hands.press("escape", "ctrl+p", "'light", "enter")
        assert shown(app) is RosterScreen
        assert app.theme == "leadsroom-light"
        await hands.press("ctrl+p", "'quit", "enter")
        await hands.settle()
        assert not app.is_running


async def test_the_palette_over_a_form_keeps_what_is_typed(
    sqlite_store: Store, chapter: Chapter, tmp_path: Path
) -> None:
    """Half a slip waits at the table for whoever comes back."""
    app = LeadsroomApp(sqlite_store, SetClock(), start="meet", chapter=chapter, drafts_in=tmp_path)
    async with sat_down_at(app) as hands:
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("enter", "l", "'mar", "ctrl+p", "'leads", "enter")
        await hands.until(lambda: shown(app) is LeadsScreen)
        await hands.press("g", "t")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("l")
        assert "mar" in hands.text


async def test_the_palette_goes_on_with_another_chapter(sqlite_store: Store, chapter: Chapter) -> None:
    """Where the database has several; home and everything that it leads to is the other's."""
    found_chapter(sqlite_store, name="Lakeside")
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("ctrl+p", "'lakeside", "enter")
        await hands.until(lambda: app.session.chapter != chapter)
        await hands.press("r")
        await hands.until_shown("Roster · Lakeside")
        assert [type(below) for below in app.screen_stack[1:]] == [HomeScreen, RosterScreen]


async def test_right_after_the_closing_e_selects_the_entry_too(sqlite_store: Store, chapter: Chapter) -> None:
    """The table is still there below, and what the review's cursor was on is selected in it."""
    clock = SetClock()
    laid = Table.lay(sqlite_store, chapter, clock)
    laid.go()
    laid.do(laid.lead())
    laid.go_to_end()
    laid.do(Undo())
    laid.desk.close()
    app = LeadsroomApp(sqlite_store, clock, start="meet", chapter=chapter)
    async with sat_down_at(app) as hands:
        await hands.press("enter")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("e")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.until(lambda: "▸ Lead" in hands.text)


async def test_a_review_from_the_command_line_can_be_corrected(sqlite_store: Store, chapter: Chapter) -> None:
    """E opens its table, and what is changed there stands in the review again; escape is out."""
    meeting_id = held_last_week(sqlite_store, chapter)
    app = LeadsroomApp(sqlite_store, SetClock(), start="review", chapter=chapter, meeting_id=meeting_id)
    async with sat_down_at(app) as hands:
        assert "e correct" in hands.text
        assert "esc quit" in hands.text
        await hands.press("e")
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("i", "'ann", "enter", "'a fair in May", "ctrl+s")
        await hands.at_rest()
        await hands.press("escape")
        await hands.until(lambda: shown(app) is ReviewScreen)
        await hands.press("slash", "'fair")
        await hands.until(lambda: "a fair in May" in hands.text)
        await hands.press("escape", "escape")
        assert not app.is_running


async def test_another_chapter_is_founded_from_the_palette(sqlite_store: Store, chapter: Chapter) -> None:
    """Escape leads back to where one was, what was typed waits, and once it is founded its home is there."""
    async with running(sqlite_store, chapter) as (app, hands):
        await hands.press("r", "ctrl+p", "'found another", "enter")
        await hands.until_shown("Found another chapter · beside Harborview")
        await hands.press("'Lakeside", "escape")
        await hands.until(lambda: shown(app) is HomeScreen)
        assert app.session.chapter == chapter
        await hands.press("ctrl+p", "'found another", "enter")
        await hands.until_shown("Lakeside")
        for _ in range(5):
            await hands.press("tab")
        await hands.press("t", "tab", "'7:30", "ctrl+s")
        await hands.until(lambda: app.session.chapter != chapter)
        await hands.until(lambda: shown(app) is HomeScreen)
        assert hands.lines[0].startswith("  Lakeside")
        assert app.session.chapter is not None
        assert (app.session.chapter.timezone, app.session.chapter.weekday) == (chapter.timezone, 1)


async def test_a_chapter_that_cannot_be_opened_is_not_gone_on_with(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """The pages stay those of the chapter that is open."""
    found_chapter(sqlite_store, name="Lakeside")
    async with running(sqlite_store, chapter) as (app, hands):
        with sqlite3.connect(sqlite_store.place) as other:
            other.execute("ALTER TABLE notice RENAME TO elsewhere")
        await hands.press("ctrl+p", "'lakeside", "enter")
        await hands.until(lambda: app._notifications)
        assert app.session.chapter == chapter
        with sqlite3.connect(sqlite_store.place) as other:
            other.execute("ALTER TABLE elsewhere RENAME TO notice")


async def test_a_table_below_another_one_is_still_followed(sqlite_store: Store, chapter: Chapter) -> None:
    """Back from correcting an older meeting, what another station has done meanwhile is there."""
    held_last_week(sqlite_store, chapter)
    async with (
        running(sqlite_store, chapter, "meet") as (_, first),
        running(sqlite_store, chapter, "meet") as (second, hands),
    ):
        await hands.until(lambda: shown(second) is MeetingScreen)
        await hands.press("g", "v")
        await hands.until(lambda: shown(second) is ReviewScreen)
        await hands.press("e")
        await hands.until(lambda: shown(second) is MeetingScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(second) is ReviewScreen)
        await hands.press("escape")
        await hands.until(lambda: shown(second) is MeetingScreen)
        assert table(second).snapshot.meeting.state is MeetingState.PLANNED
        await first.press("enter")
        await hands.until(lambda: table(second).snapshot.meeting.state is MeetingState.LIVE)


async def test_an_older_review_opened_from_the_table_is_not_the_one_just_closed(
    sqlite_store: Store, chapter: Chapter
) -> None:
    """It leads back to the table, and nothing of it says that u undoes a closing."""
    held_last_week(sqlite_store, chapter)
    async with running(sqlite_store, chapter, "meet") as (app, hands):
        await hands.until(lambda: shown(app) is MeetingScreen)
        await hands.press("g", "v")
        await hands.until(lambda: shown(app) is ReviewScreen)
        assert "undoes the closing" not in hands.text
        await hands.press("escape")
        await hands.until(lambda: shown(app) is MeetingScreen)
