"""The timekeeper's screen: the clock of whatever meeting is live, for the whole room. It only looks."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from leadsroom.clock import WatchfulClock
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.countdown import Phase
from leadsroom.domain.text.wording import SECOND
from leadsroom.views.meeting.chapter_follower import Audience, Seen
from screens.kit.block_font import BigWords, FillingDigits
from screens.kit.clock_face import Bell
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.theme import style, theme_after
from screens.kit.ticker import TimeAskedFor
from screens.timekeeper.panes import (
    AboutThem,
    Foot,
    TimeBar,
    TimekeeperTop,
    WhoIsUp,
    phase_in_words,
)
from screens.timekeeper.picture import (
    TimekeeperPicture,
    next_change,
    timekeeper_picture,
    waiting_picture,
)

ASKS_EVERY_SECONDS = 0.09
TRIES_AGAIN_SECONDS = 1.0
_KEYS = "m sound   t theme   ? keys   q leave"
_PHASES = {
    Phase.GO: "-go",
    Phase.WRAP_UP: "-wrap-up",
    Phase.TIME: "-time",
    Phase.OVER: "-time",
}


class TimekeeperScreen(Screen[None]):
    """A function of what the audience sees and the moment."""

    CSS_PATH = style("timekeeper")
    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (68, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (18, "-low"), (32, "-high"), (46, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mute", "sound", id="timekeeper.mute", tooltip="sound on and off; it starts muted"),
        Binding("t", "theme", "theme", id="timekeeper.theme", tooltip="dark, light, high contrast"),
        Binding("q", "leave", "leave", id="timekeeper.leave", tooltip="leave; the meeting goes on"),
        Binding("question_mark", "keys", "keys", id="timekeeper.keys", tooltip="these keys"),
    ]

    def __init__(self, audience: Audience, clock: WatchfulClock, *, sound: bool = False) -> None:
        super().__init__()
        self._audience = audience
        self._clock = clock
        self._bell = Bell(is_on=sound)
        self._seen: Seen | None = None
        self._was_live = False
        self._why = ""
        self._lost_since: datetime | None = None
        self._asking: asyncio.TimerHandle | None = None

    def compose(self) -> ComposeResult:
        yield TimekeeperTop()
        yield WhoIsUp()
        yield BigWords(id="name")
        yield AboutThem()
        yield FillingDigits(classes="in-phase")
        yield BigWords(id="headline")
        yield TimeBar(classes="in-phase")
        yield BigWords(id="phase", classes="in-phase")
        yield BigWords(id="alarm")
        yield Foot()
        yield BigWords(id="message")

    def on_mount(self) -> None:
        self.query_one(TimekeeperTop).sound_is(self._bell.is_on)
        self.tick(self._clock.now())
        if self._audience.tells_at_once:
            self._ask_again()
        else:
            self.run_worker(self._ask_server())

    # What there is to see

    def _ask_again(self) -> None:
        """Ask a file, and again soon: a bare timer wakes the processor for less than a task does."""
        if self._audience.may_have_news(self._clock.now()):
            self.run_worker(self.ask())
        self._asking = asyncio.get_running_loop().call_later(self._patience, self._ask_again)

    @ignore_if_unmounted
    async def _ask_server(self) -> None:
        """Ask a server, which may keep its thread waiting."""
        while True:
            await self.ask()
            await asyncio.sleep(self._patience)

    @property
    def _patience(self) -> float:
        return TRIES_AGAIN_SECONDS if self._why else ASKS_EVERY_SECONDS

    async def on_unmount(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        await self._audience.leave()

    @ignore_if_unmounted
    async def ask(self) -> None:
        """See what is new."""
        self._heard(await self._audience.answer(self._clock.now()))

    def _heard(self, answer: Seen | str | None) -> None:
        if isinstance(answer, str):
            self._lost_since = self._lost_since or self._clock.now()
            self._changed(self._seen, answer)
        elif answer is not None:
            self._lost_since = None
            self._changed(answer, "")

    def _changed(self, seen: Seen | None, why: str) -> None:
        if (seen, why) == (self._seen, self._why):
            return
        self._seen, self._why = seen, why
        is_live = seen is not None and seen.live is not None
        if seen is not None and (is_live or self._was_live):
            self._clock.hold(is_live=is_live)
            self._was_live = is_live
        self.tick(self._clock.now())
        self.post_message(TimeAskedFor())

    # What is shown

    def tick(self, now: datetime) -> None:
        """Show this moment; what has not changed is not painted."""
        self._show(self._picture(now))
        self._ring(now)

    def next_change(self, now: datetime) -> datetime:
        """When the picture can change next."""
        return next_change(self._seen, now) if self._seen is not None else now + SECOND

    def _picture(self, now: datetime) -> TimekeeperPicture:
        if self._seen is None:
            return replace(waiting_picture(self._why or "Looking for the chapter"), quiet=_KEYS)
        picture = timekeeper_picture(self._seen, now)
        if self._lost_since is None:
            return replace(picture, quiet=_KEYS if self._seen.live is None else "")
        since = clock_time(self._lost_since, self._seen.chapter, half=True)
        return replace(picture, quiet=f"no word from the database since {since}")

    def _show(self, picture: TimekeeperPicture) -> None:
        self._show_block_text(picture)
        self.set_class(picture.flash, "-flash")
        self.set_class(bool(picture.alarm), "-alarm")
        self.set_class(bool(picture.message), "-message")
        self.set_class(picture.paused, "-paused")
        now = _PHASES.get(picture.phase) if picture.phase is not None else None
        for name in set(_PHASES.values()):
            self.set_class(name == now, name)
        for pane in (TimekeeperTop, WhoIsUp, AboutThem, TimeBar, Foot):
            self.query_one(pane).show(picture)

    def _show_block_text(self, picture: TimekeeperPicture) -> None:
        digits = self.query_one(FillingDigits)
        digits.shown = picture.digits
        digits.display = not picture.headline
        for name, words in (
            ("name", picture.name),
            ("headline", picture.headline),
            ("phase", phase_in_words(picture)),
            ("alarm", picture.alarm),
            ("message", picture.message),
        ):
            self.query_one(f"#{name}", BigWords).shown = words
        self.query_one("#headline").display = bool(picture.headline)

    def _ring(self, now: datetime) -> None:
        for _ in range(self._bell.due(self._seen.live if self._seen is not None else None, now)):
            self.app.bell()

    # Keys

    def action_mute(self) -> None:
        """Sound off and on."""
        self._bell.is_on = not self._bell.is_on
        self.query_one(TimekeeperTop).sound_is(self._bell.is_on)

    def action_theme(self) -> None:
        """The next theme."""
        self.app.theme = theme_after(self.app.theme).name

    def action_leave(self) -> None:
        """Leave: it was all that was asked for."""
        self.app.exit()

    def action_keys(self) -> None:
        """The keys."""
        from screens.kit.keyboard.keys_help import KeysHelp

        self.app.push_screen(KeysHelp(self))
