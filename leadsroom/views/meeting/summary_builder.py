"""Turning a snapshot into lines that name people."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from leadsroom.domain.agenda_progress import planned_length
from leadsroom.domain.attendance import table_order
from leadsroom.domain.countdown import ZERO, Countdown
from leadsroom.domain.ids import PersonId
from leadsroom.domain.roster import Person
from leadsroom.domain.snapshot import MeetingState, Snapshot, Step, Turn
from leadsroom.domain.wording import passed_over
from leadsroom.views.meeting.later_facts import NOTHING_LATER, Afterwards
from leadsroom.views.meeting.summary_lines import (
    AskLine,
    AttendanceLine,
    StepLine,
    TurnLine,
    VisitorLine,
)


class Telling(Struct, frozen=True):
    """A snapshot being turned into lines, ids into people. Clocks that run are counted up to `as_of`."""

    snapshot: Snapshot
    as_of: datetime
    later: Afterwards = NOTHING_LATER

    def person(self, person_id: PersonId) -> Person:
        return self.snapshot.people[person_id]

    def maybe(self, person_id: PersonId | None) -> Person | None:
        return None if person_id is None else self.snapshot.people[person_id]

    def seated(self) -> tuple[Person, ...]:
        return tuple(line.member for line in self.attendance())

    def attendance(self) -> tuple[AttendanceLine, ...]:
        return tuple(
            AttendanceLine(
                self.person(a.member_id), a.seat, a.mark, self.maybe(a.substitute_id), a.arrived_at, a.left_at
            )
            for a in table_order(self.snapshot.attendees, 0)
        )

    def visitors(self) -> tuple[VisitorLine, ...]:
        return tuple(
            VisitorLine(
                *(self.person(v.person_id), self.maybe(v.host_id), v.number, v.corrected_at),
                *(v.counts, v.silent, v.became, v.became_note),
            )
            for v in self.snapshot.visits
        )

    def asks(self) -> tuple[AskLine, ...]:
        return tuple(
            AskLine(line.member, line.speaker, line.looking_for, line.answers)
            for line in self.turns()
            if line.looking_for
        )

    def _answers(self, turn: Turn) -> int:
        tonight = sum(lead.answers_id == turn.id for lead in self.snapshot.leads)
        return max(tonight, self.later.answers.get(turn.id, 0))

    def step(self, step: Step) -> StepLine:
        clock, asked = step.clock, self._questions(step, None)
        used = _used(clock, self.as_of)
        return StepLine(
            id=step.id,
            title=step.title,
            kind=step.kind,
            planned=self._planned(step),
            actual=used + asked if used is not None else None,
            paused=_paused(clock, self.as_of) - asked,
            questions=asked,
            added=clock.added,
            started_at=clock.started_at,
            ended_at=clock.ended_at,
            outcome=step.outcome,
            passed_over=passed_over(step.outcome, (turn.outcome for turn in self.snapshot.turns_of(step))),
        )

    def _planned(self, step: Step) -> timedelta:
        """What was planned when the meeting began; before that, what its people would take."""
        if self.snapshot.meeting.state is MeetingState.PLANNED:
            return planned_length(self.snapshot, step)
        return step.planned

    def turns(self) -> tuple[TurnLine, ...]:
        """In the order of the agenda, whatever the order of the rows."""
        return tuple(
            self.turn(step, turn) for step in self.snapshot.steps for turn in self.snapshot.turns_of(step)
        )

    def _questions(self, step: Step, turn: Turn | None) -> timedelta:
        """How long whoever spoke was asked: their own clock stood meanwhile."""
        of = turn.id if turn is not None else None
        asked = (q for q in self.snapshot.questions if (q.step_id, q.turn_id) == (step.id, of))
        return sum((q.clock.elapsed(self.as_of) for q in asked), ZERO)

    def turn(self, step: Step, turn: Turn) -> TurnLine:
        asked = self._questions(step, turn)
        return TurnLine(
            id=turn.id,
            step_id=step.id,
            step=step.title,
            member=self.person(turn.member_id),
            speaker=self.person(turn.speaker_id),
            allotted=turn.clock.allotted,
            added=turn.clock.added,
            paused=_paused(turn.clock, self.as_of) - asked,
            questions=asked,
            used=_used(turn.clock, self.as_of),
            over=turn.clock.over(self.as_of),
            outcome=turn.outcome,
            looking_for=turn.looking_for,
            answers=self._answers(turn),
            nothing_today=turn.nothing_today,
        )


def _used(clock: Countdown, now: datetime) -> timedelta | None:
    return None if clock.started_at is None else clock.elapsed(now)


def _paused(clock: Countdown, now: datetime) -> timedelta:
    still = now - clock.paused_at if clock.paused_at is not None else ZERO
    return clock.paused_for + max(ZERO, still)
