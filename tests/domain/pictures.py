"""Snapshots put together by hand, for rules that need no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AttendanceId, ChapterId, MeetingId, PersonId, StepId, TurnId, VisitId
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import (
    Meeting,
    MeetingKind,
    MeetingState,
    Outcome,
    Snapshot,
    Step,
    Turn,
)
from leadsroom.domain.people.attendance import Attendee, Mark, Visit
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.wording import ZERO

SEVEN = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # in Los Angeles
NAMES = ("Ann Chu", "Bo Reed", "Cyrus Ng", "Dee Fox")


def at(minutes: float = 0, seconds: float = 0) -> datetime:
    """A moment of the meeting, from seven o'clock."""
    return SEVEN + timedelta(minutes=minutes, seconds=seconds)


def minutes(length: float) -> timedelta:
    """A length."""
    return timedelta(minutes=length)


def seconds(length: float) -> timedelta:
    """A length."""
    return timedelta(seconds=length)


def chapter(
    timezone: str = "America/Los_Angeles", starts: time = time(7), *, clock_24h: bool = False
) -> Chapter:
    """A chapter that meets on Wednesdays."""
    return Chapter(
        id=ChapterId(1),
        name="Harborview",
        place="",
        timezone=timezone,
        country="US",
        currency="USD",
        clock_24h=clock_24h,
        weekday=2,
        starts=starts,
        length=minutes(20),
        pitch=minutes(1),
        agenda=(),
        changeover=seconds(5),
    )


def step(number: int, kind: StepKind, planned: float, **values: object) -> Step:
    """A step; `planned` in minutes; its number is its id and its position."""
    clock = Countdown(ZERO if kind.is_round else minutes(planned))
    made = Step(StepId(number), number, kind, kind.value.title(), minutes(planned), None, False, clock)
    return replace(made, **values)


def turn(number: int, in_step: int, clock: Countdown, **values: object) -> Turn:
    """A member's turn; its number is its id, its position and its member."""
    member = PersonId(number)
    return replace(Turn(TurnId(number), StepId(in_step), number, member, member, clock), **values)


def attendee(number: int, mark: Mark | None = None, **values: object) -> Attendee:
    """A member in the seat of their number."""
    made = Attendee(AttendanceId(number), PersonId(number), number, mark)
    return replace(made, **values)


def visit(person: int) -> Visit:
    """A visitor's first visit."""
    return Visit(VisitId(person), PersonId(person), None, 1, SEVEN)


@dataclass
class Picture:
    """What a snapshot is made of; four members, agenda 5 min, a round of 60 s pitches, 4 min."""

    steps: list[Step] = field(
        default_factory=lambda: [
            step(0, StepKind.NETWORKING, 5),
            step(1, StepKind.PITCHES, 0, turn_length=minutes(1)),
            step(2, StepKind.CLOSE, 4),
        ]
    )
    turns: list[Turn] = field(default_factory=list)
    attendees: list[Attendee] = field(default_factory=lambda: [attendee(n) for n in range(1, 5)])
    visits: list[Visit] = field(default_factory=list)
    state: MeetingState = MeetingState.PLANNED
    planned_minutes: float = 13 + 1 / 3
    values: dict[str, object] = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        """The picture."""
        meeting = Meeting(
            id=MeetingId(1),
            on=date(2026, 11, 18),
            kind=MeetingKind.REGULAR,
            state=self.state,
            starts_at=SEVEN,
            ends_at=SEVEN + minutes(self.planned_minutes),
            starting_seat=1,
        )
        people = {PersonId(n): Person(PersonId(n), name) for n, name in enumerate(NAMES, start=1)}
        people |= {PersonId(9): Person(PersonId(9), "Tom Ray"), PersonId(8): Person(PersonId(8), "Vic")}
        return Snapshot(
            chapter=chapter(),
            meeting=replace(meeting, **self.values),
            steps=tuple(self.steps),
            turns=tuple(self.turns),
            attendees=tuple(self.attendees),
            visits=tuple(self.visits),
            leads=(),
            business=(),
            earlier_leads=(),
            people=people,
            journal=(),
        )

    def live(self, in_step: int, turn_id: int | None = None, **values: object) -> Picture:
        """The meeting stands in this step, and at this turn."""
        self.state = MeetingState.LIVE
        self.values |= {"started_at": SEVEN, "step_id": in_step, "turn_id": turn_id} | values
        return self

    def set_step(self, number: int, clock: Countdown, outcome: Outcome | None = None) -> Picture:
        """Another clock for a step."""
        self.steps[number] = replace(self.steps[number], clock=clock, outcome=outcome)
        return self

    def in_round(self, up: int | None, *clocks: Countdown) -> Picture:
        """The round of pitches is on, a turn for each clock; those ended are done."""
        self.set_step(0, Countdown(minutes(5), at(0), at(5)), Outcome.DONE)
        self.set_step(1, Countdown(ZERO, at(5)))
        for number, clock in enumerate(clocks, start=1):
            outcome = Outcome.DONE if clock.ended_at else None
            self.turns.append(turn(number, 1, clock, outcome=outcome))
        return self.live(1, up)
