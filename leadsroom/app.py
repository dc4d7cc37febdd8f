"""The app: wiring only. A screen asks for a page of the one table, and is left with a value."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from msgspec import Struct
from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from leadsroom.acts.act import load as load_handlers
from leadsroom.app_ending import AppEnding
from leadsroom.clock import WatchfulClock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AreaId, MeetingId, PersonId
from leadsroom.drafts import Drafts
from leadsroom.endings import Endings, endings
from leadsroom.errors import Crashed, Refused
from leadsroom.navigation import Navigation
from leadsroom.paths import drafts_folder, shadows_folder
from leadsroom.session import Session
from leadsroom.station import Station, claim_station
from leadsroom.store.store import Store
from screens.kit.keyboard.keys_in_order import KeysInOrder, ShowsStatus
from screens.kit.keyboard.terminal import driver_for, stop_until_continued
from screens.kit.leaving import (
    ChapterChanged,
    ChapterChosen,
    HealthWanted,
    KeepsDrafts,
    PageWanted,
    SaysOnlyRead,
)
from screens.kit.theme import DARK, THEMES, style, theme_named
from screens.kit.ticker import Ticker, TimeAskedFor

if TYPE_CHECKING:
    from textual.driver import Driver

    from leadsroom.caretaker import Caretaker
    from leadsroom.domain.rules.windows import Stretch
    from leadsroom.store.backups.at_work import BackupsAtWork
    from leadsroom.views.meeting.chapter_follower import Audience

Start = Literal["home", "meet", "review", "health", "timekeeper"]
TIDY_EVERY_SECONDS = 15.0
ACT_ENDS_SECONDS = 2.0
WAITING = "Waiting for another window to finish writing …"
_FIRST_LOOKS: dict[Start, tuple[str, ...]] = {
    "home": ("page", "home"),
    "meet": ("kit", "meeting"),
    "review": ("page", "review"),
    "health": ("page", "health"),
    "timekeeper": ("timekeeper",),
}


class Timekeeping(Struct, frozen=True):
    """How the timekeeper's screen is opened. `theme` is dark, light, contrast, or None for the usual one.

    `asks_which`: there are several chapters, and none was named.
    """

    audience: Audience
    theme: str | None = None
    sound: bool = False
    asks_which: bool = False


class LeadsroomApp(KeysInOrder):
    """One database, one ticker, a stack of screens."""

    TITLE = "leadsroom"
    CSS_PATH: ClassVar = [style("app")]
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
        person_id: PersonId | None = None,
        days: Stretch | None = None,
        officers: bool = False,
        timekeeping: Timekeeping | None = None,
        drafts_in: Path | None = None,
        backups: BackupsAtWork | None = None,
        shadows_in: Path | None = None,
        ends: Endings | None = None,
    ) -> None:
        """Without a chapter it is asked which one is meant, where there is any. Without folders for them
        drafts stay in memory, nothing is noted for the next start, and the database has no second copy.
        """
        self.ending = AppEnding(self, ends or Endings())  # Textual asks for a driver at once
        super().__init__()
        # With the looks of the first screen here already, its first frame need not wait for all to be parsed
        # a second time.
        self.css_path = [*self.css_path, *(style(name) for name in _FIRST_LOOKS[start])]
        # A second screen does nothing that could be undone: it takes no number from the moderator's.
        self.station = claim_station() if timekeeping is None else Station.named("timekeeper")
        self.session = Session(store, clock, self.station, chapter, drafts_in, backups=backups)
        self._shadows_in = shadows_in
        self.session.threads.on_wait = self._announce_wait
        self._ticker = Ticker(self, clock)
        self._ways = Navigation(self, self.session, self._settle_in, is_read=start in ("review", "health"))
        self._start = start
        self._meeting_id = meeting_id
        self._person_id = person_id
        self._days = days
        self._officers = officers
        self._timekeeping = timekeeping
        self._caretaker: Caretaker | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = theme_named(os.environ.get("LEADSROOM_THEME")).name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def get_driver_class(self) -> type[Driver]:
        """The usual one, for a terminal of whatever encoding."""
        terminal = sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
        return self.ending.terminal.driver(driver_for(super().get_driver_class(), terminal, os.environ))

    @property
    def page_drafts(self) -> Drafts:
        """What is half typed on the pages of this chapter."""
        return self.session.page_drafts

    def label_of(self, chapter: Chapter) -> str:
        return self.session.label(chapter)

    @property
    def only_read(self) -> str:
        return self.session.only_read

    @property
    def refusal(self) -> Refused | None:
        """Why nothing could be opened at all."""
        return self._ways.refusal

    # From the first frame to the last

    def on_load(self) -> None:
        self.ending.listen()

    def on_mount(self) -> None:
        self.ending.take_back_signals()
        self._begin()
        self._ticker.tick()
        self.set_interval(TIDY_EVERY_SECONDS, self._tidy)

    def _begin(self) -> None:
        wish, chapter = self._timekeeping, self.session.chapter
        if wish is not None and (chapter is not None or not wish.asks_which):
            self._show_timekeeper(wish)
        elif chapter is None:
            self._ways.ask_which(prefers_live=wish is not None)
        elif self._start == "review" and self._days is not None:
            self._ways.open(PageWanted("period", self._days))
        elif self._start == "review" and self._person_id is not None:
            self._ways.open(PageWanted("me", self._person_id))
        elif self._start == "review":
            self._ways.open(PageWanted("review", self._meeting_id))
        elif self._start == "health":
            self._ways.open(PageWanted("health", HealthWanted(self._days, self._officers)))
        else:
            self._ways.open(PageWanted("table" if self._start == "meet" else "home"))

    def _show_timekeeper(self, wish: Timekeeping) -> None:
        from screens.timekeeper.screen import TimekeeperScreen

        if (chapter := self.session.chapter) is not None:
            wish.audience.follow(chapter)
        self.use_command_palette = False
        if wish.theme is not None:
            self.theme = theme_named(wish.theme).name
        self._ways.replace(TimekeeperScreen(wish.audience, self.session.clock, sound=wish.sound))

    def _settle_in(self) -> None:
        """Once the first frame is painted: what start-up made stays to the end, the collector leaves it be.

        What only a key needs is loaded now, while nobody waits for it: handlers on the thread of the acts, so
        that the first act finds its own there, and forms beside it.
        """
        gc.freeze()
        if self._timekeeping is None and self.is_running:
            self.session.threads.acts.submit(load_handlers)
            self.session.threads.views.submit(_load_forms)
            self._settle_caretaker()
            self.run_worker(self._learn_label())

    async def _learn_label(self) -> None:
        """What the chapter is called among others of its name: nobody waits for it."""
        with suppress(Refused):
            if (chapter := self.session.chapter) is not None:
                await self.session.learn_label(chapter)
                if self.session.label(chapter) != chapter.name:
                    self._ticker.tick()

    def _settle_caretaker(self) -> None:
        from leadsroom.caretaker import Caretaker

        self._caretaker = Caretaker(self, self.session, self._shadows_in)
        self._caretaker.begin()

    def _tidy(self) -> None:
        """Throw away what closed forms left behind, between keys: a few milliseconds. And catch up."""
        gc.collect()
        if self._caretaker is not None:
            self._caretaker.catch_up()

    def _announce_wait(self, waits: bool) -> None:
        """Say that an act waits for another window, as long as it does."""
        if waits or isinstance(self.screen, ShowsStatus):
            self.show_status(WAITING if waits else "", "amber")

    def on_unmount(self) -> None:
        self._ways.close()
        self.session.close()

    # What screens ask for

    @on(PageWanted)
    def _page_wanted(self, event: PageWanted) -> None:
        self._ways.open(event)

    @on(ChapterChosen)
    async def _chapter_chosen(self, event: ChapterChosen) -> None:
        """Go on as if the chapter had been named."""
        with self.reading_for_a_key():
            try:
                await self.session.open_chapter(event.chapter)
            except Refused as no:
                self.notify(str(no), severity="warning", markup=False, timeout=8)
                return
            self._begin()

    @on(ChapterChanged)
    def _chapter_changed(self, event: ChapterChanged) -> None:
        before = self.session.chapter
        self.session.take(event.chapter)
        if before is not None and _named_by(before) != _named_by(event.chapter):
            self.run_worker(self._learn_label())
        for screen in self.screen_stack:
            if isinstance(screen, SaysOnlyRead):
                screen.show_only_read()

    @on(TimeAskedFor)
    def _time_asked_for(self) -> None:
        self._ticker.sleep_until_next()

    def action_command_palette(self) -> None:
        """Everything that can be opened or done from here; pressed again it closes."""
        from screens.go_to import GoTo
        from screens.kit.keyboard.keys_help import KeysHelp
        from screens.palette import Palette

        top = self.screen
        if isinstance(top, (GoTo, KeysHelp, Palette)):
            top.dismiss(None)
        if not isinstance(top, Palette) and self.use_command_palette:
            stays = self.session.chapter is None or self._person_id is not None
            only_read = self._ways.only_reads
            desk = self.session.association if only_read else self.session.between
            self.push_screen(Palette(self.screen, None if stays else desk.read, only_read=only_read))

    def action_use_theme(self, name: str) -> None:
        """Show everything in the theme of this name."""
        self.theme = theme_named(name).name

    # Out, and to the background

    async def action_quit(self) -> None:
        """Leave in one press, from wherever; what is typed into an open form waits for the next time."""
        self._keep_drafts()
        self.exit()

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDrafts):
                screen.keep_drafts()

    async def action_go_to_background(self) -> None:
        """Into the background, and back with `fg`. What is typed meanwhile is the shell's."""
        self._keep_drafts()  # nobody knows whether it is continued
        # An act that is being done is done first: stopped halfway, it would hold up whoever else writes.
        with suppress(TimeoutError):
            given = self.session.threads.acts.submit(bool)
            await asyncio.wait_for(asyncio.wrap_future(given), ACT_ENDS_SECONDS)
        try:
            with self.suspend():
                was_away = stop_until_continued()
        except SuspendNotSupported:
            was_away = False
        self.forget_typed()
        self._ticker.tick()
        if not was_away:
            self.show_status("There is no shell here to return to.", "wrong")

    def _handle_exception(self, error: Exception) -> None:
        """Where all that nobody has caught comes to, in Textual. It has no public place to hear of it."""
        if self.ending.has_begun:
            return  # what is half taken down fails at this or that: it is being left anyway
        self.ending.note_fault(error)
        super()._handle_exception(error)


def _named_by(chapter: Chapter) -> tuple[str, str, AreaId | None]:
    """What a chapter is told apart by from others of its name."""
    return chapter.name, chapter.place, chapter.area_id


def _load_forms() -> None:
    """What the first form would wait for: its fields, and the tables of the world's money."""
    import babel.numbers  # noqa: F401

    import screens.meeting.openings  # noqa: F401


def _show_unwritten(session: Session) -> None:
    """Once the terminal is the shell's again, leave there what could not be left on disk."""
    with suppress(OSError):
        sys.stderr.writelines(f"{line}\n" for line in session.unwritten())


def run_app(
    store: Store,
    clock: WatchfulClock,
    *,
    start: Start = "home",
    chapter: Chapter | None = None,
    meeting_id: MeetingId | None = None,
    person_id: PersonId | None = None,
    days: Stretch | None = None,
    officers: bool = False,
    timekeeping: Timekeeping | None = None,
    backups: BackupsAtWork | None = None,
) -> None:
    """Run the app in this terminal until it is left.

    Raises Refused when there is nothing to open, Crashed over a fault of the program's own.
    """
    app = LeadsroomApp(
        store,
        clock,
        start=start,
        chapter=chapter,
        meeting_id=meeting_id,
        person_id=person_id,
        days=days,
        officers=officers,
        timekeeping=timekeeping,
        drafts_in=drafts_folder(),
        backups=backups,
        shadows_in=shadows_folder(),
        ends=endings(),
    )
    app.error_console.quiet = True  # a traceback is for the report
    # Left to itself the collector stops the room's clock for a tenth of a second, in the middle of a key.
    gc.disable()
    try:
        with app.ending.watched():
            app.run()
    finally:
        gc.enable()
        _show_unwritten(app.session)
    if app.refusal is not None:
        raise app.refusal
    if app.return_code:
        raise Crashed from app.ending.fault
