"""The acts of the moderator's screen that are one command each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.screen import Screen

from leadsroom.acts.act import Done
from leadsroom.acts.agenda.commands import SetPitchLength
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.clock import JumpKind
from leadsroom.domain.meeting.agenda_point import AgendaPoint, point_of
from leadsroom.domain.meeting.fit import catching_up, fit_of_meeting
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot

if TYPE_CHECKING:
    from leadsroom.clock import WatchfulClock
    from screens.jumps import Jumps
    from screens.sight import Sight

TEN_SECONDS = timedelta(seconds=10)
QUESTIONS_TAKE = timedelta(minutes=1)


class TableActs(Screen[None]):
    """Clocks, turns, undo and redo. What a key means is decided by the picture that is on the screen."""

    if TYPE_CHECKING:
        snapshot: Snapshot
        _clock: WatchfulClock
        _jumps: Jumps
        _muted: bool
        _sight: Sight

        async def _do(self, command: Command) -> Done | None: ...

        def _say(self, sentence: str, *, wrong: bool = False) -> None: ...

        def apply(self, snapshot: Snapshot) -> None: ...

        def action_leave(self) -> None: ...

    @property
    def _point(self) -> AgendaPoint:
        """The point of the agenda that whoever presses a key has seen: what Go says it does."""
        now = self._clock.now()
        return point_of(self._sight.at(now), self.snapshot.chapter.today(now))

    async def action_go(self) -> None:
        """The next thing; from a closed meeting, home."""
        if self.snapshot.meeting.state is MeetingState.CLOSED:
            self.action_leave()
        else:
            await self._do(c.Go(seen=self._point))

    async def action_go_anyway(self) -> None:
        """The next thing, also while a form is open."""
        await self.action_go()

    async def action_pause(self) -> None:
        """Pause, resume, or start an armed clock."""
        clock = self._sight.at(self._clock.now()).clock
        running = clock is not None and clock.running
        await self._do(c.Pause() if running else c.Resume())

    async def action_pause_anyway(self) -> None:
        """Pause or resume, also while a form is open."""
        await self.action_pause()

    async def action_go_back(self) -> None:
        """The turn or step before."""
        await self._do(c.GoBack(seen=self._point))

    async def action_more_time(self, seconds: int) -> None:
        """More time, or less."""
        await self._do(c.AddTime(by=timedelta(seconds=seconds)))

    async def action_began_earlier(self) -> None:
        """It began ten seconds earlier."""
        await self._do(c.BeganEarlier(by=TEN_SECONDS))

    async def action_questions(self) -> None:
        """Open questions to whoever is up, or end them."""
        is_open = self.snapshot.open_questions is not None
        await self._do(c.CloseQuestions() if is_open else c.OpenQuestions(QUESTIONS_TAKE))

    async def action_take_advice(self) -> None:
        """The length of a pitch that ends the meeting on time: tonight's, or that of those who are left."""
        now = self._clock.now()
        advice = catching_up(self.snapshot, now)
        if advice is not None:
            await self._do(SetPitchLength(advice.step_id, advice.each))
            return
        planned = self.snapshot.meeting.state is MeetingState.PLANNED
        fitting = fit_of_meeting(self.snapshot, now).fitting if planned else None
        if fitting is None:
            self._say("There is no advice to take. p changes the rest of the meeting.")
        else:
            await self._do(SetPitchLength(None, fitting))

    async def action_skip(self) -> None:
        """Pass over."""
        await self._do(c.Skip(seen=self._point))

    async def action_undo(self) -> None:
        """Take the last act back."""
        done = await self._do(Undo())
        if done is not None:
            self._say(done.words)

    async def action_redo(self) -> None:
        """Do it again."""
        done = await self._do(Redo())
        if done is not None:
            self._say(done.words)

    async def action_answer_jump(self) -> None:
        """Count a jump the other way."""
        answered = self._jumps.take()
        if answered is None:
            self._say("The computer's time has not jumped.")
            return
        jump, clock = answered
        if jump.kind is JumpKind.SLEPT:
            await self._do(c.LeaveOut(jump.by, clock))
            return
        self._clock.follow()
        if self.snapshot.meeting.state is not MeetingState.LIVE or await self._do(c.FollowClock(jump.by)):
            self.apply(self.snapshot)
            self._say("The meeting's clock follows the computer's.")

    def action_mute(self) -> None:
        """Sound off and on."""
        self._muted = not self._muted
        self._say("Sound off" if self._muted else "Sound on")

    def action_help(self) -> None:
        """The keys."""
        from screens.dialogs.keys_help import KeysHelp

        self.app.push_screen(KeysHelp())
