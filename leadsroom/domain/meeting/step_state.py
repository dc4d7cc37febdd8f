"""What became of a step, in the same words wherever steps are shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import given_length
from leadsroom.domain.meeting.record_kinds import KINDS, SUBSTITUTE, VISITOR
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot, Step
from leadsroom.domain.text.wording import ZERO, off_in_words

# A step that was on for so long was not skipped, even if nothing in it was written down.
_HELD_FROM = timedelta(minutes=1)
_A_REST = 2  # so many passed over at the end of a round are its rest; one is somebody with nothing to say
_ABOUT_PEOPLE = (SUBSTITUTE, VISITOR)  # entries of who came: they are no part of the step that was on then


class StepState(StrEnum):
    """What became of a step. `NOBODY` and `NOT_HELD` are rounds that were passed over."""

    AHEAD = "ahead"
    NOW = "on"
    DONE = "done"
    ENDED_EARLY = "ended early"
    LEFT = "left"
    SKIPPED = "skipped"
    NOBODY = "nobody was there"
    NOT_HELD = "not held"

    @property
    def is_over(self) -> bool:
        """Whether it is behind the meeting."""
        return self not in (StepState.AHEAD, StepState.NOW)


class StepStanding(Struct, frozen=True):
    """The state of a step; how many of those who were there spoke in it; by how much it missed its plan.

    The plan is the one that was made last: a step that was cut is held against what it was cut to.
    """

    state: StepState
    spoken: int = 0
    of: int = 0
    off: timedelta = ZERO

    @property
    def words(self) -> str:
        """`14 min under`, `on time`, `ended early`, `left after 5 of 16`, `skipped`, `nobody was there`.

        Nothing of a step that is on or to come.
        """
        if self.state is StepState.DONE:
            return off_in_words(self.off)
        return f"left after {self.spoken} of {self.of}" if self.state is StepState.LEFT else self.not_done

    @property
    def short(self) -> str:
        """The same in a narrow column: `left 5/16`, `nobody`."""
        if self.state is StepState.LEFT:
            return f"left {self.spoken}/{self.of}"
        return "nobody" if self.state is StepState.NOBODY else self.words

    @property
    def not_done(self) -> str:
        """How it was passed over or left; nothing of one that was held to its end, is on, or is to come."""
        if self.state is StepState.LEFT:
            return self.words
        return "" if self.state is StepState.DONE or not self.state.is_over else self.state.value


def standing_of_step(snapshot: Snapshot, step: Step, now: datetime) -> StepStanding:
    """What became of a step so far. Total: each has a state."""
    turns = [t.outcome for t in snapshot.turns_of(step) if t.outcome is not Outcome.ABSENT]
    spoken, of = turns.count(Outcome.DONE), len(turns)
    off = step.clock.elapsed(now) - given_length(snapshot, step)
    state = _state(snapshot, step, spoken, of)
    if state is StepState.DONE and spoken and turns[-_A_REST:] == [Outcome.SKIPPED] * _A_REST:
        state = StepState.LEFT
    return StepStanding(state, spoken, of, off)


def _state(snapshot: Snapshot, step: Step, spoken: int, of: int) -> StepState:
    if step.id == snapshot.meeting.step_id:
        return StepState.NOW
    if step.outcome is None:
        return StepState.AHEAD
    if step.outcome is Outcome.DONE or (spoken and spoken == of):
        return StepState.DONE
    if spoken:
        return StepState.LEFT
    if step.outcome is Outcome.ABSENT and step.clock.started_at is None:
        return _passed_over(snapshot, step)
    return StepState.ENDED_EARLY if _was_held(snapshot, step) else StepState.SKIPPED


def _passed_over(snapshot: Snapshot, step: Step) -> StepState:
    """A round that nobody was there for: once somebody has come it is to be held after all."""
    if step.kind is not StepKind.VISITORS or not snapshot.speaking_visits:
        return StepState.NOBODY
    return StepState.AHEAD if snapshot.meeting.state is MeetingState.LIVE else StepState.NOT_HELD


def _was_held(snapshot: Snapshot, step: Step) -> bool:
    """Whether anything happened in a step that was broken off."""
    began, ended = step.clock.started_at, step.clock.ended_at
    if began is None or ended is None:
        return False
    if not step.kind.is_round and step.clock.elapsed(ended) >= _HELD_FROM:
        return True
    if any(questions.step_id == step.id for questions in snapshot.questions):
        return True
    kinds = (kind for kind in KINDS if kind not in _ABOUT_PEOPLE)
    lines = (kind.line(snapshot, entry) for kind in kinds for entry in kind.entries(snapshot))
    return any(began <= line.at < ended for line in lines)


def if_left_now(snapshot: Snapshot, step: Step, now: datetime) -> StepStanding:
    """What becomes of the step that is on when it is broken off now."""
    left = replace(step, outcome=Outcome.SKIPPED, clock=step.clock.end(now))
    elsewhere = replace(snapshot, meeting=replace(snapshot.meeting, step_id=None))
    return standing_of_step(elsewhere, left, now)
