"""The app: wiring only. Screens say what happened; here it becomes the next screen."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from msgspec import Struct
from textual import on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from leadsroom.acts.desk import Desk, Threads
from leadsroom.acts.meeting.commands import OpenMeeting
from leadsroom.acts.registry import load as load_handlers
from leadsroom.app_pages import Pages
from leadsroom.clock import Jump, WatchfulClock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId
from leadsroom.domain.text.wording import SECOND
from leadsroom.drafts.in_memory import Drafts
from leadsroom.drafts.on_disk import DraftsFile
from leadsroom.errors import Refused
from leadsroom.paths import drafts_folder
from leadsroom.station import Station, claim_station
from leadsroom.store.store import Store, open_store
from leadsroom.views.meeting.follower import Follower
from screens.kit.clocked import ShowsTime, TimeAskedFor
from screens.kit.drafts import KeepsDrafts
from screens.kit.job_control import stop_until_continued
from screens.kit.terminal_encoding import driver_for
from screens.kit.theme import DARK, THEMES, style, theme_named
from screens.meeting import MeetingScreen

if TYPE_CHECKING:
    from textual.driver import Driver

    from leadsroom.views.meeting.chapter_follower import Audience
    from screens.home import HomeScreen
    from screens.setup import SetupScreen
    from screens.summary import SummaryScreen

Start = Literal["home", "meet", "review", "timekeeper"]
FOLLOW_EVERY_SECONDS = 0.5
FOLLOW_AGAIN_SECONDS = 5.0
TIDY_EVERY_SECONDS = 15.0
ACT_ENDS_SECONDS = 2.0


class Timekeeping(Struct, frozen=True):
    """How the timekeeper's screen is opened. `theme` is dark, light, contrast, or None for the usual one."""

    audience: Audience
    theme: str | None = None
    sound: bool = False


class LeadsroomApp(Pages):
    """One database, one ticker, a stack of screens."""

    TITLE = "leadsroom"
    # With the meeting's looks here already, its first frame need not wait for all to be parsed twice.
    CSS_PATH: ClassVar = [style("app"), style("meeting")]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "go_to_background", "to the background", show=False, priority=True)
    ]

    def __init__(
        self,
        store: Store,
        clock: WatchfulClock,
        *,
        start: Start = "home",
        chapter: Chapter | None = None,
        meeting_id: MeetingId | None = None,
        timekeeping: Timekeeping | None = None,
        drafts_in: Path | None = None,
    ) -> None:
        super().__init__()
        self._drafts_in = drafts_in
        self._store = store
        self._clock = clock
        # A second screen does nothing that could be undone: it takes no number from the moderator's.
        self.station = claim_station() if timekeeping is None else Station.named("timekeeper")
        self._start = start
        self._chapter = chapter
        self._meeting_id = meeting_id
        self._timekeeping = timekeeping
        self._threads = Threads()
        self._desk: Desk | None = None
        self._between_meetings: Desk | None = None
        self._following: Worker[None] | None = None
        self.refusal: Refused | None = None
        self._sample: Path | None = None
        self._ticker: Timer | None = None
        self._jumps: list[Jump] = []
        self._is_settled = False
        self._pages_of: int | None = None  # the chapter whose pages have drafts, once one was asked for
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = theme_named(os.environ.get("LEADSROOM_THEME")).name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def get_driver_class(self) -> type[Driver]:
        """The usual one, for a terminal of whatever encoding."""
        terminal = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
        return driver_for(super().get_driver_class(), terminal, os.environ)

    # The one ticker

    def on_mount(self) -> None:
        self._begin()
        self._tick()
        self.set_interval(TIDY_EVERY_SECONDS, self._tidy)

    def _settle_after(self, screen: Screen[None]) -> None:
        """Settle in once the first of the screens has been painted."""
        if not self._is_settled:
            self._is_settled = True
            screen.call_after_refresh(self._settle_in)

    def _settle_in(self) -> None:
        """Once the first frame is painted: what start-up made stays to the end, the collector leaves it be.

        What only a key needs is loaded now, while nobody waits for it: handlers on the thread of the acts, so
        that the first act finds its own there, and forms beside it.
        """
        gc.freeze()
        if self._timekeeping is None and self.is_running:
            self._threads.acts.submit(load_handlers)
            self._threads.views.submit(_load_forms)

    def _tidy(self) -> None:
        """Throw away what closed forms left behind, between keys: a few milliseconds."""
        gc.collect()

    def _tick(self) -> None:
        """Show the moment on every screen that shows time, and sleep until the next that can change one."""
        jump = self._clock.noticed()
        now = self._clock.now()
        if jump is not None:
            self._jumps.append(jump)
        for screen in self.screen_stack:
            if isinstance(screen, MeetingScreen) and screen.is_mounted and self._jumps:
                screen.jumped(self._jumps.pop(0))
        for shown in self._shown_with_time():
            shown.tick(now)
        self._sleep_until_next()

    def _shown_with_time(self) -> list[ShowsTime]:
        return [screen for screen in self.screen_stack if isinstance(screen, ShowsTime) and screen.is_mounted]

    @on(TimeAskedFor)
    def _sleep_until_next(self) -> None:
        """Sleep until the next moment that can change what a screen shows."""
        now = self._clock.now()
        changes = [screen.next_change(now) for screen in self._shown_with_time()]
        if self._ticker is not None:
            self._ticker.stop()
        self._ticker = self.set_timer(self._clock.wait_for(min([now + SECOND, *changes])), self._tick)

    async def action_quit(self) -> None:
        """Leave in one press, from wherever; what is typed into an open form waits for the next time."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDrafts):
                screen.keep_drafts()
        self.exit()

    async def action_go_to_background(self) -> None:
        """Into the background, and back with `fg`. What is typed meanwhile is the shell's."""
        # An act that is being done is done first: stopped halfway, it would hold up whoever else writes.
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.wrap_future(self._threads.acts.submit(bool)), ACT_ENDS_SECONDS)
        try:
            with self.suspend():
                was_away = stop_until_continued()
        except SuspendNotSupported:
            was_away = False
        self.forget_typed()
        self._tick()
        if not was_away:
            self.show_status("There is no shell here to come back from.", "wrong")

    # What comes first

    def _begin(self) -> None:
        if self._timekeeping is not None:
            self._show_timekeeper(self._timekeeping)
        elif self._chapter is None:
            self._show_welcome()
        elif self._start == "meet":
            self._show_meeting()
        elif self._start == "review" and self._meeting_id is not None:
            self._show_summary(self._meeting_id)
        else:
            self._show_home()

    def _replace(self, screen: Screen[None]) -> None:
        """Show a screen in the place of all others but the bare first."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(screen)
        self._settle_after(screen)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """A block whose refusal is said in a sentence over whatever screen is on top."""
        try:
            yield
        except Refused as refusal:
            if len(self.screen_stack) == 1:
                # Nothing is open behind the sentence: leave, and say it in the terminal.
                self.refusal = refusal
                self.exit(return_code=1)
                return
            self.notify(str(refusal), severity="warning", markup=False, timeout=8)

    # The first run

    def _show_welcome(self) -> None:
        from screens.welcome import WelcomeScreen

        self._replace(WelcomeScreen())

    @work
    async def on_welcome_screen_sample_chosen(self) -> None:
        """Swap this database for the sample's, which may take a moment the first time."""
        from leadsroom.demo import demo_database
        from leadsroom.views.chapter import all_chapters

        self.screen.loading = True
        with self._refusals():
            place = await asyncio.to_thread(demo_database, self._clock.now())
            self._sample = Path(place).parent
            sample = await asyncio.to_thread(open_store, place)
            found = await self._desk_of(sample, None).read(all_chapters)
            self._store, self._chapter = sample, found[0]
            await self._show_meeting().wait()
        self.screen.loading = False

    def on_welcome_screen_set_up_chosen(self) -> None:
        """Set up the person's own group."""
        from leadsroom.acts.chapter.proposal import proposed_chapter
        from screens.setup import SetupScreen

        self.push_screen(SetupScreen(self._between, proposed_chapter(""), self._clock))

    def on_setup_screen_chapter_founded(self, event: SetupScreen.ChapterFounded) -> None:
        """The chapter is there: go home."""
        self._chapter = event.chapter
        self._show_home()

    def on_setup_screen_setup_left(self) -> None:
        """Back to the greeting, from where the form opens as it was left."""
        self.pop_screen()

    # Home

    @work(exclusive=True, group="page")
    async def _show_home(self) -> None:
        from leadsroom.views.home import home_picture
        from screens.home import HomeScreen

        with self._refusals(), self.reading_for_a_key():
            picture = await self._between.read(home_picture)
            self._chapter = picture.chapter
            self._replace(HomeScreen(picture, self._clock.now()))

    @work(exclusive=True, group="home")
    async def on_home_screen_picture_wanted(self, event: HomeScreen.PictureWanted) -> None:
        """Home is in view again, or is to go further back: show it as it is now."""
        from leadsroom.views.home import home_picture
        from screens.home import HomeScreen

        home = self.screen
        if isinstance(home, HomeScreen):
            with self._refusals(), self.reading_for_a_key():
                picture = await self._between.read(home_picture, event.meetings)
                self._chapter = picture.chapter  # a page may have undone what another had changed
                if home.is_attached:
                    home.show(picture)

    def on_home_screen_meeting_opened(self) -> None:
        """To the table. Keys that are typed meanwhile wait for it."""
        self._show_meeting()

    def on_home_screen_review_opened(self, event: HomeScreen.ReviewOpened) -> None:
        """To the review of a past meeting."""
        self._show_summary(event.meeting_id)

    # The meeting

    @work(exclusive=True, group="page")
    async def _show_meeting(self) -> None:
        # Its handler alone: the others are not needed before the first frame.
        import leadsroom.acts.meeting.planning  # noqa: F401

        self._leave_meeting()
        with self._refusals(), self.reading_for_a_key():
            opened = await self._between.do(OpenMeeting())
            assert opened.subject is not None
            self._replace(await self._table_of(MeetingId(opened.subject)))

    async def _table_of(self, meeting_id: MeetingId) -> MeetingScreen:
        """A meeting's table, live or to be corrected, which follows what other stations do."""
        desk = self._desk_of(self._store, self._here.id, meeting_id)
        seen = await desk.look()
        drafts = await asyncio.to_thread(self._drafts, meeting_id)
        follower = await asyncio.to_thread(Follower, self._store, self._here.id, meeting_id)
        self._desk, screen = desk, MeetingScreen(desk, self._clock, seen, drafts)
        self._following = self._follow(screen, desk, follower)
        return screen

    def _desk_of(
        self, store: Store, chapter_id: ChapterId | None, meeting_id: MeetingId | None = None
    ) -> Desk:
        """A desk at the table of a meeting or between meetings; the acts of all of them keep their order."""
        return Desk(store, chapter_id, self._clock, self.station, meeting_id, threads=self._threads)

    @property
    def _between(self) -> Desk:
        chapter_id = None if self._chapter is None else self._chapter.id
        desk = self._between_meetings
        if desk is None or not desk.is_of(self._store, chapter_id):
            desk = self._between_meetings = self._desk_of(self._store, chapter_id)
        return desk

    def _drafts(self, meeting_id: MeetingId) -> Drafts:
        """What was typed at this meeting and not saved; in memory only where no folder is named."""
        return self._drafts_at(self._store.place, meeting_id)

    def _drafts_at(self, place: str, meeting_id: int) -> Drafts:
        if self._drafts_in is None:
            return Drafts()
        return Drafts(DraftsFile(self._drafts_in, place, meeting_id, self._clock.now()))

    @property
    def page_drafts(self) -> Drafts:
        """What is half typed on the pages of this chapter; a number that no meeting has tells it apart."""
        chapter_id = 0 if self._chapter is None else self._chapter.id
        if self._pages_of != chapter_id:
            self._page_drafts.close()
            self._pages_of = chapter_id
            self._page_drafts = self._drafts_at(f"{self._store.place}#{chapter_id}", 0)
        return self._page_drafts

    @work
    async def _follow(self, screen: MeetingScreen, desk: Desk, follower: Follower) -> None:
        """What another station does is shown here too; while the database is out of reach, ask less often."""
        try:
            while True:
                await asyncio.sleep(FOLLOW_EVERY_SECONDS)
                try:
                    if await asyncio.to_thread(follower.changed) and screen.is_attached:
                        screen.see(await desk.look())
                except Exception as fault:  # noqa: BLE001 - the meeting goes on without the other station
                    self.log.warning(f"following stopped for a while: {fault}")
                    await asyncio.sleep(FOLLOW_AGAIN_SECONDS)
        finally:
            follower.close()

    # The front of the room

    def _show_timekeeper(self, wish: Timekeeping) -> None:
        from screens.timekeeper import TimekeeperScreen

        self.use_command_palette = False
        if wish.theme is not None:
            self.theme = theme_named(wish.theme).name
        self._replace(TimekeeperScreen(wish.audience, self._clock, sound=wish.sound))

    def on_timekeeper_screen_timekeeper_left(self) -> None:
        """It was all that was asked for."""
        self.exit()

    def _leave_meeting(self) -> None:
        if self._following is not None:
            self._following.cancel()
        self._following = self._desk = None

    def on_meeting_screen_meeting_left(self) -> None:
        """The meeting goes on without the screen; from a correction, back to what was told of it."""
        from screens.summary import SummaryScreen

        self._leave_meeting()
        below = self.screen_stack[-2]
        if isinstance(below, SummaryScreen):
            self._back_to(below)
        else:
            self._show_home()

    def on_meeting_screen_meeting_closed(self, event: MeetingScreen.MeetingClosed) -> None:
        """The summary stands on top of the table: undo there would open the meeting again."""
        self._show_summary(event.snapshot.meeting.id, just_closed=True)

    # The review

    @work(exclusive=True, group="page")
    async def _show_summary(self, meeting_id: MeetingId, *, just_closed: bool = False) -> None:
        from leadsroom.views.meeting.summary import review
        from screens.summary import SummaryScreen

        with self._refusals(), self.reading_for_a_key():
            seen = await self._between.read(review, meeting_id)
            read_only = self._start == "review"
            summary = SummaryScreen(seen, just_closed=just_closed, read_only=read_only)
            self.push_screen(summary)
            self._settle_after(summary)

    @work(exclusive=True, group="page")
    async def on_summary_screen_correction_wanted(self, event: SummaryScreen.CorrectionWanted) -> None:
        """To the table of that meeting; right after the closing it is still there below."""
        if any(isinstance(screen, MeetingScreen) for screen in self.screen_stack):
            self.pop_screen()
            return
        with self._refusals(), self.reading_for_a_key():
            self.push_screen(await self._table_of(event.meeting_id))

    @work(exclusive=True, group="page")
    async def _back_to(self, below: SummaryScreen) -> None:
        """From the table to the summary below it, as it is after the corrections."""
        from leadsroom.views.meeting.summary import review

        with self._refusals(), self.reading_for_a_key():
            below.show(await self._between.read(review, below.meeting_id))
        if self.screen is not below:
            self.pop_screen()

    def on_summary_screen_summary_left(self) -> None:
        """Back to the table or home; out, when the review was all that was asked for."""
        if self._start == "review":
            self.exit()
        else:
            self.pop_screen()

    @work
    async def on_summary_screen_minutes_wanted(self, event: SummaryScreen.MinutesWanted) -> None:
        """Write the minutes where the person is, and say where that is."""
        from leadsroom.exchange.minutes.formats import file_minutes

        with self._refusals():
            path = await self._between.read(file_minutes, event.snapshot, Path.cwd())
            self.notify(f"The minutes are in {path}", markup=False)

    def on_unmount(self) -> None:
        self._page_drafts.close()
        self._leave_meeting()
        self._threads.close()
        if self._sample is not None:
            self._store.close()
            shutil.rmtree(self._sample, ignore_errors=True)


def _load_forms() -> None:
    """What the first form would wait for: its fields, and the tables of the world's money."""
    import babel.numbers  # noqa: F401

    import screens.meeting_forms  # noqa: F401


def run_app(
    store: Store,
    clock: WatchfulClock,
    *,
    start: Start = "home",
    chapter: Chapter | None = None,
    meeting_id: MeetingId | None = None,
    timekeeping: Timekeeping | None = None,
) -> None:
    """Run the app in this terminal until it is left. Raises Refused when there is nothing to open."""
    app = LeadsroomApp(
        store,
        clock,
        start=start,
        chapter=chapter,
        meeting_id=meeting_id,
        timekeeping=timekeeping,
        drafts_in=drafts_folder(),
    )
    # Textual would print a traceback; whoever wants it says so.
    app.error_console.quiet = os.environ.get("LEADSROOM_DEBUG", "0") in ("", "0")
    # Left to itself the collector stops the room's clock for a tenth of a second, in the middle of a key.
    gc.disable()
    try:
        app.run()
    finally:
        gc.enable()
    if app.refusal is not None:
        raise app.refusal
    if app.return_code:
        raise Refused(
            "leadsroom stopped over a fault of its own. What was entered is on disk. "
            "Set LEADSROOM_DEBUG=1 and try again to see more."
        )
