"""The point of the agenda that was on the screen when a key that moves the meeting was pressed."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.ids import QuestionsId, StepId, TurnId
from leadsroom.domain.meeting.agenda_progress import next_step, next_turn, turn_name
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot


class AgendaPoint(Struct, frozen=True):
    """Where a meeting stands, as far as it decides what Go, skip and back do: what is up, and what is next.

    `starts_on` is the day on which a planned meeting would start.
    """

    state: MeetingState
    step_id: StepId | None = None
    turn_id: TurnId | None = None
    is_armed: bool = False
    questions_id: QuestionsId | None = None
    next_turn_id: TurnId | None = None
    next_step_id: StepId | None = None
    starts_on: date | None = None


def point_of(snapshot: Snapshot, today: date) -> AgendaPoint:
    """The point at which a meeting stands; `today` is the chapter's date."""
    state = snapshot.meeting.state
    if state is not MeetingState.LIVE:
        return AgendaPoint(state, starts_on=today if state is MeetingState.PLANNED else None)
    turn, questions, following = snapshot.turn, snapshot.open_questions, next_turn(snapshot)
    step = next_step(snapshot) if following is None else None
    return AgendaPoint(
        state,
        snapshot.meeting.step_id,
        snapshot.meeting.turn_id,
        is_armed=turn is not None and turn.clock.started_at is None,
        questions_id=questions.id if questions is not None else None,
        next_turn_id=following.id if following is not None else None,
        next_step_id=step.id if step is not None else None,
    )


def passed_in_words(snapshot: Snapshot, seen: AgendaPoint, now: AgendaPoint) -> str:
    """Why a key that was pressed for one point does nothing at another."""
    return f"{_changed(snapshot, seen, now)} Look again."


def _changed(snapshot: Snapshot, seen: AgendaPoint, now: AgendaPoint) -> str:
    if now.state is not MeetingState.LIVE:
        return (
            "It is another day by now." if seen.state is now.state else f"The meeting is {now.state} already."
        )
    if (now.step_id, now.turn_id, seen.state) != (seen.step_id, seen.turn_id, now.state):
        return f"{_up(snapshot, now)} is up already; that key was for {_up(snapshot, seen)}."
    if now.questions_id != seen.questions_id:
        return "Questions are being asked already." if now.questions_id else "The questions are over already."
    if now.is_armed != seen.is_armed:
        return f"{_up(snapshot, now)} {'has not begun' if now.is_armed else 'has begun already'}."
    return f"{_next(snapshot, now)} is next by now."


def _up(snapshot: Snapshot, point: AgendaPoint) -> str:
    if point.state is not MeetingState.LIVE:
        return "the start" if point.state is MeetingState.PLANNED else "a closed meeting"
    return _turn(snapshot, point.turn_id) or _step(snapshot, point.step_id) or "something else"


def _next(snapshot: Snapshot, point: AgendaPoint) -> str:
    return _turn(snapshot, point.next_turn_id) or _step(snapshot, point.next_step_id) or "The close"


def _turn(snapshot: Snapshot, turn_id: TurnId | None) -> str:
    return next((turn_name(snapshot, turn) for turn in snapshot.turns if turn.id == turn_id), "")


def _step(snapshot: Snapshot, step_id: StepId | None) -> str:
    return next((step.title for step in snapshot.steps if step.id == step_id), "")
