"""What can be done to each step and person of the rest of a meeting, and when the meeting would then end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.acts.agenda.commands import (
    BringBackStep,
    BringBackTurn,
    GivePitch,
    GiveStep,
    MoveStep,
    MoveTurn,
    SetPitchLength,
    SkipStep,
    SkipTurn,
    StartWith,
)
from leadsroom.acts.command import Command
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import LONGEST_TURN, SHORTEST_TURN, StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.agenda_progress import next_step, people_of_round, point_of, turn_length
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.fit import lengths_left
from leadsroom.domain.meeting.simulation import (
    clock_given,
    ends_if,
    member_given,
    pitches_given,
    step_brought_back,
    step_given,
    step_left_out,
    turn_brought_back,
    turn_left_out,
    up_passed_over,
)
from leadsroom.domain.meeting.snapshot import Snapshot, Step, Turn
from leadsroom.domain.text.wording import ZERO, length_in_words, seconds_or_minutes

MINUTE, HALF_MINUTE = timedelta(minutes=1), timedelta(seconds=30)
EACH = " each"
FIVE_SECONDS, FIFTEEN_SECONDS = timedelta(seconds=5), timedelta(seconds=15)


class Choice(Struct, frozen=True):
    """What a key does to a line: its command, and when the meeting then ends; None where that is the same."""

    key: str
    words: str
    command: Command
    ends_at: datetime | None = None


class Choices(Struct, frozen=True):
    """The choices that a meeting offers as it stands at `now`."""

    snapshot: Snapshot
    now: datetime

    def of_step_that_is_on(self, step: Step) -> tuple[Choice, ...]:
        """Longer, shorter, passed over. Where a person is up, they are what can be passed over."""
        if self.snapshot.turn is not None:
            return self._of_pitches(step)
        if step.kind.is_round:
            return (*self._of_pitches(step), *self._skip())
        return (*self._of_clock_up(MINUTE), *self._skip())

    def of_person_who_is_up(self) -> tuple[Choice, ...]:
        """More time, less, passed over."""
        return (*self._of_clock_up(HALF_MINUTE), *self._skip())

    def of_step_to_come(self, step: Step) -> tuple[Choice, ...]:
        """Longer, shorter, skipped, moved."""
        without = self._ends(step_left_out(self.snapshot, step.id))
        return (
            *(self._of_pitches(step) if step.turn_length is not None else self._of_block(step)),
            Choice("n", "skip", SkipStep(step.id), without),
            *(_moves(step) if step.outcome is None else ()),
        )

    def of_step_passed_over(self, step: Step) -> tuple[Choice, ...]:
        """Held after all."""
        back = self._ends(step_brought_back(self.snapshot, step.id))
        return (Choice("n", "bring back", BringBackStep(step.id), back),)

    def of_person_to_come(self, step: Step, turn: Turn) -> tuple[Choice, ...]:
        """Longer, shorter, passed over, moved."""
        own = step.kind is StepKind.PITCHES and turn.clock.started_at is None
        given = turn.clock.allotted + turn.clock.added
        without = self._ends(turn_left_out(self.snapshot, turn.id))
        return (
            *(self.of_pitch(turn.member_id, given) if own else ()),
            Choice("n", "skip", SkipTurn(turn.id), without),
            Choice("<", "earlier", MoveTurn(turn.id, -1)),
            Choice(">", "later", MoveTurn(turn.id, 1)),
        )

    def of_pitch(self, member_id: PersonId, given: timedelta) -> tuple[Choice, ...]:
        """One member's own length."""
        return tuple(
            Choice(
                key,
                f"to {seconds_or_minutes(length)}",
                GivePitch(member_id, length),
                self._ends(member_given(self.snapshot, member_id, length)),
            )
            for key, length in _lengths(given, FIFTEEN_SECONDS)
        )

    def of_pitch_to_come(self, member_id: PersonId, given: timedelta, *, first: bool) -> tuple[Choice, ...]:
        """Before the round: one member's own length, and who speaks first, as long as no round has begun."""
        if first or self.snapshot.turns:
            return self.of_pitch(member_id, given)
        starts = Choice("<", "goes first", StartWith(member_id), self._ends(self.snapshot))
        return (*self.of_pitch(member_id, given), starts)

    def of_person_passed_over(self, turn: Turn) -> tuple[Choice, ...]:
        """Still to speak, after all; whoever is up stays up."""
        back = self._ends(turn_brought_back(self.snapshot, turn.id))
        return (Choice("n", "bring back", BringBackTurn(turn.id), back),)

    def _ends(self, then: Snapshot) -> datetime:
        return ends_if(then, self.now)

    def _of_pitches(self, step: Step) -> tuple[Choice, ...]:
        """A round of pitches gets longer or shorter for everybody who is left."""
        if step.kind is not StepKind.PITCHES or not lengths_left(self.snapshot, step):
            return ()
        each = turn_length(self.snapshot, step, len(people_of_round(self.snapshot, step)))
        return tuple(
            Choice(
                key,
                f"to {seconds_or_minutes(length)}{EACH}",
                SetPitchLength(step.id, length),
                self._ends(pitches_given(self.snapshot, step.id, length)),
            )
            for key, length in _lengths(each, FIVE_SECONDS)
        )

    def _of_block(self, step: Step) -> tuple[Choice, ...]:
        """A block gets longer or shorter, unless it has been dealt out in turns."""
        if self.snapshot.turns_of(step):
            return ()
        given = step.planned + step.clock.added
        return tuple(
            Choice(key, "1 min", GiveStep(step.id, by), self._ends(step_given(self.snapshot, step.id, by)))
            for key, by in (("+", MINUTE), ("-", -MINUTE))
            if by > ZERO or given > ZERO
        )

    def _of_clock_up(self, step: timedelta) -> tuple[Choice, ...]:
        clock = self.snapshot.clock
        if clock is None:
            return ()
        words = length_in_words(step) + (" of questions" if self.snapshot.open_questions else "")
        return tuple(
            Choice(key, words, c.AddTime(by), self._ends(clock_given(self.snapshot, by)))
            for key, by in (("+", step), ("-", -step))
            if _changes(clock, by)
        )

    def _skip(self) -> tuple[Choice, ...]:
        """Nothing while questions are on, and the last step can only be ended."""
        last = self.snapshot.turn is None and next_step(self.snapshot) is None
        if last or self.snapshot.open_questions is not None:
            return ()
        seen = point_of(self.snapshot, self.snapshot.chapter.today(self.now))
        return (Choice("n", "skip", c.Skip(seen=seen), self._ends(up_passed_over(self.snapshot, self.now))),)


def _moves(step: Step) -> tuple[Choice, ...]:
    return (
        Choice("<", "earlier", MoveStep(step.id, -1)),
        Choice(">", "later", MoveStep(step.id, 1)),
    )


def _lengths(given: timedelta, step: timedelta) -> Iterator[tuple[str, timedelta]]:
    """A length of a pitch made longer and shorter, as far as a pitch may be."""
    for key, by in (("+", step), ("-", -step)):
        length = min(max(given + by, SHORTEST_TURN), LONGEST_TURN)
        if length != given:
            yield key, length


def _changes(clock: Countdown, by: timedelta) -> bool:
    return clock.extend(by).added != clock.added
