"""Which screen follows which: a page opens on top of another, or in its place, and leads back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual.screen import ModalScreen, Screen

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.errors import Refused
from leadsroom.live_table import LiveTable
from leadsroom.session import Session
from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import CHOOSING, ONE_MORE, KeepsDrafts, LookedAt, MayStay, PageWanted
from screens.kit.styled import short
from screens.meeting.screen import MeetingScreen

if TYPE_CHECKING:
    from leadsroom.acts.desk import Desk

FIGURES_ONLY = (
    "Of a chapter that was opened from the area's table only the figures are shown. To see the rest, go on "
    "with it: g, then c."
)
_SAMPLE = "sample"  # what the greeting asks for that is no page
_HOME, _TABLE, _REVIEW, _WELCOME = "home", "table", "review", "welcome"


class Navigation:
    """The stack of screens. What a page shows at first is read before it opens; keys wait for it."""

    def __init__(
        self, app: KeysInOrder, session: Session, first_shown: Callable[[], None], *, is_read: bool = False
    ) -> None:
        """`first_shown` is called once the first screen has been painted. `is_read`: it is only read."""
        self._app = app
        self._session = session
        self._is_read = is_read
        self._first_shown: Callable[[], None] | None = first_shown
        self._table = LiveTable(app, session)
        self._begins = {_SAMPLE: self._open_sample, _HOME: self._open_home}
        # Pages of a chapter that is only read, each with its desk: what they lead to is about that chapter.
        self._only_read: WeakKeyDictionary[Screen[Any], Desk] = WeakKeyDictionary()
        self.refusal: Refused | None = None

    def open(self, wanted: PageWanted) -> None:
        """Open a page; what was asked for before and is not there yet is not wanted any more."""
        self._app.run_worker(self._open(wanted), exclusive=True, group="page")

    def ask_which(self, *, prefers_live: bool = False) -> None:
        """Ask which of several chapters is meant, proposing the one that was open last, or that is live."""
        self._app.run_worker(self._ask_which(prefers_live), exclusive=True, group="page")

    def replace(self, *screens: Screen[Any]) -> None:
        """Show screens, one on top of the other, in the place of all others but the bare first."""
        self._pop_to(self._app.screen_stack[0])
        for screen in screens:
            self._push(screen)

    def close(self) -> None:
        """Follow nobody any more."""
        self._table.close()

    # Opened

    async def _open(self, wanted: PageWanted) -> None:
        asked_on = self._app.screen
        with self._refusals(), self._app.reading_for_a_key():
            if wanted.instead and not await self._may_leave():
                return
            desk = self._desk_to_read(wanted)
            if desk is not None:
                await self._open_to_read(wanted, desk, asked_on)
            elif isinstance(wanted.subject, Chapter):
                await self._open_chapter(wanted.subject)
            elif wanted.name in self._begins:
                await self._begins[wanted.name]()
            elif wanted.name == _TABLE and wanted.subject is None:
                await self._open_table()
            elif wanted.subject == ONE_MORE:
                self.replace(await self._made(_TABLE, ONE_MORE))
            elif wanted.instead:
                await self._show_over_base(await self._made(wanted.name, wanted.subject))
            else:
                over_table = isinstance(self._app.screen, MeetingScreen)
                page = await self._made(wanted.name, wanted.subject, over_table=over_table)
                if self._is_first:
                    self.replace(page)
                elif asked_on in self._app.screen_stack:  # else it was left meanwhile
                    self._push(page)

    async def _open_home(self) -> None:
        self.replace(await self._made(_HOME))

    async def _open_chapter(self, chapter: Chapter) -> None:
        """Go on with another chapter, once its home is there. A live meeting goes on, and it is said."""
        home = await self._made(_HOME, chapter=chapter)
        table, before = self._table_below, self._session.chapter
        called = "" if before is None else self._session.label(before)
        for each in self._app.screen_stack:
            if isinstance(each, KeepsDrafts):
                each.keep_drafts()
        await self._session.open_chapter(chapter)
        self.replace(home)
        is_live = table is not None and table.snapshot.meeting.state is MeetingState.LIVE
        if is_live and before is not None and before.id != chapter.id:
            goes_on = f"The meeting of {short(called)} goes on. g and c lead back to it."
            self._app.notify(goes_on, severity="information", markup=False, timeout=8)

    async def _ask_which(self, prefers_live: bool) -> None:
        """Where there is no chapter, ask how to begin."""
        from leadsroom.views.association.chapters import chapters_at_start
        from screens.association.picker import PickerScreen

        session = self._session
        with self._refusals(), self._app.reading_for_a_key():
            last = await asyncio.to_thread(lambda: session.last_id)
            picture = await session.association.read(chapters_at_start, last, prefers_live=prefers_live)
            if picture.lines:
                reads = session.association.read
                self.replace(PickerScreen(picture, reads, session.clock.now(), last))
            else:
                self.replace(await self._made(_WELCOME))

    @property
    def _is_first(self) -> bool:
        """Whether nothing is open yet, or only what asks which chapter is meant."""
        return all(screen.name == CHOOSING for screen in self._app.screen_stack[1:])

    async def _made(
        self,
        name: str,
        subject: object = None,
        *,
        over_table: bool = False,
        chapter: Chapter | None = None,
        desk: Desk | None = None,
    ) -> Screen[Any]:
        """The page of a name, with what it shows at first. Raises Refused."""
        from screens.pages import PAGES, PageContext

        session = self._session
        context = PageContext(
            desk=desk or (session.between if chapter is None else session.desk_of(chapter)),
            association=session.association,
            clock=session.clock,
            lay_table=self._table.lay,
            lay_one_more=self._table.lay_one_more,
            correct_table=self._table.correct,
            chapter=chapter or session.chapter,
            subject=subject,
            just_closed=name == _REVIEW and over_table,
            from_shell=self._is_read and self._is_first,
            back=self._way_back() if name == _WELCOME else "",
            founding_desk=session.association_desk,
            desk_of=session.desk_of,
        )
        return await PAGES[name].make(context)

    def _way_back(self) -> str:
        from leadsroom.store.backups.way_back import command_to_go_back

        return command_to_go_back(Path(self._session.store.home))

    async def _open_table(self) -> None:
        """The table that is open below, or else it is laid."""
        table = self._table_below
        if table is not None:
            self._pop_to(table)
        else:
            self.replace(await self._made(_TABLE))

    async def _show_over_base(self, screen: Screen[Any]) -> None:
        """Show a page from which the way back leads to the table of the meeting that is on, or else home."""
        from screens.home.page import HomeScreen

        home = (each for each in self._app.screen_stack if isinstance(each, HomeScreen))
        base = self._table_below or next(home, None)
        if base is None:
            self.replace(await self._made(_HOME), screen)
        else:
            self._pop_to(base)
            self._push(screen)

    @property
    def _table_below(self) -> MeetingScreen | None:
        """The table that is open, unless its meeting is over."""
        tables = (each for each in self._app.screen_stack if isinstance(each, MeetingScreen))
        return next((table for table in tables if not table.is_over), None)

    async def _open_sample(self) -> None:
        """Swap this database for the sample's, which may take a moment the first time."""
        greeting = self._app.screen
        greeting.loading = True
        try:
            await self._session.open_sample()
            self.replace(await self._made(_TABLE))
        finally:
            greeting.loading = False

    # Only read

    @property
    def only_reads(self) -> bool:
        """Whether the page on top is of a chapter that is only read."""
        return self._page_on_top in self._only_read

    @property
    def _page_on_top(self) -> Screen[Any]:
        pages = (each for each in reversed(self._app.screen_stack) if not isinstance(each, ModalScreen))
        return next(pages, self._app.screen)

    def _desk_to_read(self, wanted: PageWanted) -> Desk | None:
        """The desk of the chapter that is only read, where the page is to be about that."""
        if isinstance(wanted.subject, LookedAt):
            return self._session.desk_to_read(wanted.subject.chapter_id)
        desk = self._only_read.get(self._page_on_top)
        if desk is None or isinstance(wanted.subject, Chapter):
            return None
        from screens.pages import PAGES

        return None if PAGES[wanted.name].leads_out else desk

    async def _open_to_read(self, wanted: PageWanted, desk: Desk, asked_on: Screen[Any]) -> None:
        """A page of figures of a chapter that is only read. Raises Refused for any other page."""
        from leadsroom.views.chapter import chapter_here
        from screens.pages import PAGES

        if not PAGES[wanted.name].is_of_figures:
            raise Refused(FIGURES_ONLY)
        chapter = await desk.read(chapter_here)
        await self._session.learn_label(chapter)
        subject = None if isinstance(wanted.subject, LookedAt) else wanted.subject
        page = await self._made(wanted.name, subject, chapter=chapter, desk=desk)
        if wanted.instead:
            while self.only_reads:
                self._app.pop_screen()
        elif asked_on not in self._app.screen_stack:
            return
        self._only_read[page] = desk
        self._push(page)

    # Left

    async def _may_leave(self) -> bool:
        """Whether what is open can be left. A form is closed, with what is typed into it kept."""
        while isinstance(top := self._app.screen, ModalScreen):
            if isinstance(top, MayStay) and not await top.may_leave():
                return False
            if top is self._app.screen:
                if isinstance(top, KeepsDrafts):
                    top.keep_drafts()
                top.dismiss(None)
        if isinstance(top, KeepsDrafts):
            top.keep_drafts()
        return not isinstance(top, MayStay) or await top.may_leave()

    def _push(self, screen: Screen[Any]) -> None:
        self._app.push_screen(screen)
        if self._first_shown is not None:
            screen.call_after_refresh(self._first_shown)
            self._first_shown = None

    def _pop_to(self, below: Screen[Any]) -> None:
        while self._app.screen is not below:
            self._app.pop_screen()

    # Refused

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """A block whose refusal is said in a sentence over whatever screen is on top."""
        try:
            yield
        except Refused as refusal:
            if len(self._app.screen_stack) == 1:
                # Nothing is open behind the sentence: leave, and say it in the terminal.
                self.refusal = refusal
                self._app.exit(return_code=1)
                return
            self._app.clear_notifications()  # the same one, of a key pressed twice, stands there once
            self._app.notify(str(refusal), severity="warning", markup=False, timeout=8)
