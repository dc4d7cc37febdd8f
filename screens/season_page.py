"""What the calendar shows: the season as it is on record, and where the cursor is in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from leadsroom.acts.people.notices import Notices
from leadsroom.acts.season.dates import CalendarDoor, KnownDate, Season
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.notice import Notice
from leadsroom.domain.rhythm_words import rhythm_in_words
from leadsroom.domain.wording import near_date
from leadsroom.errors import Refused
from leadsroom.roster.office import Office
from screens.asking import AskingPage
from screens.while_shown import while_shown
from screens.widgets.listing import Listing
from screens.widgets.season_lines import SEASON_COLUMNS, season_lines
from screens.widgets.top_line import TopWords
from screens.widgets.words import quiet, short, words

_SHOWN = 26  # dates to come
_SHOWN_BEFORE = timedelta(weeks=26)
_ABOVE = 5  # lines above the next date


class SeasonPage(AskingPage):
    """A list with a cursor on a date, or on somebody who told of one. Every change is read back."""

    AUTO_FOCUS = "#dates"

    def __init__(self, calendar: CalendarDoor, notices: Notices, office: Office, chapter: Chapter) -> None:
        super().__init__()
        self._calendar = calendar
        self._notices = notices
        self._office = office
        self._chapter = chapter
        self._season: Season | None = None

    def body(self) -> ComposeResult:
        yield Listing(SEASON_COLUMNS, id="dates")
        yield Static(id="said")

    def on_mount(self) -> None:
        self._read()

    @property
    def listing(self) -> Listing:
        return self.query_one("#dates", Listing)

    @property
    def cursor(self) -> str:
        return self.listing.key

    @property
    def notice(self) -> Notice | None:
        """The notice under the cursor."""
        dates = self._season.dates if self._season else ()
        told = (notice for known in dates for notice in known.notices)
        return next((notice for notice in told if f"told{notice.id}" == self.listing.key), None)

    @property
    def known(self) -> KnownDate | None:
        """The date under the cursor, also where it is on somebody who told of it."""
        dates, key = (self._season.dates if self._season else ()), self.listing.key
        return next(
            (
                known
                for known in dates
                if known.on.isoformat() == key or any(f"told{n.id}" == key for n in known.notices)
            ),
            None,
        )

    @work
    @while_shown
    async def _read(self) -> None:
        await self.read_anew()

    async def read_anew(self, at: str = "") -> None:
        """Show the season as it is on record, the cursor on this line, at first on the next date."""
        since = self._calendar.today(self._chapter) - _SHOWN_BEFORE
        season = partial(self._calendar.season, self._chapter.id, since, _SHOWN)
        try:
            found = await asyncio.to_thread(season)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        first = self._season is None
        self._season, self._chapter = found, found.chapter
        coming = next((known.on.isoformat() for known in found.dates if known.on >= found.today), "")
        self.listing.show(season_lines(found), at or (coming if first else ""))
        if first:
            self.call_after_refresh(self._begin_here)
        title = Content.assemble(words("Calendar"), quiet(f" · {found.chapter.name}"))
        rhythm = rhythm_in_words(found.chapter.rhythm, found.chapter.weekday)
        self.top_line.show(TopWords(title, right=quiet(f"meets {rhythm}")))
        self._say()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is not like the others can be made so again, as long as it is to come."""
        if action != "normal" or self._season is None:
            return True
        known = self.known
        if known is None or not self._is_to_come(known):
            return False
        return known.what.kind is not None or self.notice is not None

    def _begin_here(self) -> None:
        """What is to come first, and a little of what was."""
        self.listing.scroll_to(y=max(0, (self.listing.highlighted or 0) - _ABOVE), animate=False)

    def _say(self) -> None:
        known, notice = self.known, self.notice
        if known is None or not self._is_to_come(known):
            self.key_line.say("")
        elif notice is not None:
            self.key_line.say(f"change {short(notice.member.name)}", normal="comes after all")
        else:
            self.key_line.say(f"away on {self.day(known.on)}" if known.what.meets else "")

    def _is_to_come(self, known: KnownDate) -> bool:
        return self._season is not None and known.on >= self._season.today and not known.was_held

    def _can_change(self, known: KnownDate) -> bool:
        """Whether a date is still to come; it says so when not."""
        if not self._is_to_come(known):
            held = " A meeting is corrected from its review." if known.was_held else ""
            self.tell(f"{self.day(known.on)} is past.{held}", "amber")
            return False
        return True

    def day(self, on: date) -> str:
        """`Wed 18 Nov`, with the year where it is another one than this."""
        return near_date(on, self._calendar.today(self._chapter))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.forget_told()
        self._say()

    async def _do(self, change: Callable[[], object], sentence: str, at: str = "") -> None:
        """Carry out a change and say what was done. Raises Refused."""
        await self.in_turn(change, at)
        self.tell(f"✓ {sentence}")

    async def _try(self, change: Callable[[], object], sentence: str, at: str = "") -> None:
        try:
            await self._do(change, sentence, at)
        except Refused as no:
            self.tell(str(no), "wrong")
