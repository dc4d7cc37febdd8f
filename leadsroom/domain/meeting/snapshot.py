"""A snapshot: one immutable picture of a whole meeting. Screens are functions of it and `now`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId, QuestionsId, StepId, TurnId
from leadsroom.domain.journal import Entry, standing
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadState, LeadUpdate
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.people.attendance import Attendee, Mark, Visit
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import Rota
from leadsroom.domain.text.meeting_name import MeetingName


class MeetingKind(StrEnum):
    """What sort of date it is in the season. An extra meeting is one that the calendar does not have."""

    REGULAR = "regular"
    OPEN_HOUSE = "open house"
    HOLIDAY = "holiday"
    EXTRA = "extra meeting"


class MeetingState(StrEnum):
    """How far a meeting is. Only a closed one counts.

    One of `BEFORE` was held before the chapter had this program: nothing is on record of it but who visited.
    """

    PLANNED = "planned"
    LIVE = "live"
    CLOSED = "closed"
    DISCARDED = "discarded"
    BEFORE = "before"


class Outcome(StrEnum):
    """How a step or a turn ended; None meanwhile. A round of visitors without visitors is absent."""

    DONE = "done"
    SKIPPED = "skipped"
    ABSENT = "absent"


class Meeting(Struct, frozen=True):
    """The meeting itself. `step_id` and `turn_id` say where it stands: one place at a time.

    `number` tells the meetings of one date apart. `up_since` is when the turn came up; `prompt` is the
    message on the timekeeper's screen, until `prompt_until`.
    """

    id: MeetingId
    on: date
    kind: MeetingKind
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    starting_seat: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    step_id: StepId | None = None
    turn_id: TurnId | None = None
    up_since: datetime | None = None
    prompt: str = ""
    prompt_until: datetime | None = None
    number: int = 1

    @property
    def name(self) -> MeetingName:
        """How it is called, among all meetings of the chapter."""
        return MeetingName(self.on, self.number)


class Step(Struct, frozen=True):
    """A step of tonight's agenda.

    For a round, `turn_length` is one person's time, or None for an even share of `planned`.
    """

    id: StepId
    position: int
    kind: StepKind
    title: str
    planned: timedelta
    turn_length: timedelta | None
    autostart: bool
    clock: Countdown
    outcome: Outcome | None = None


class Turn(Struct, frozen=True):
    """One person's turn in a round. `speaker_id` differs from `member_id` for a substitute.

    `nothing_today`: at the bucket they give nothing today.
    """

    id: TurnId
    step_id: StepId
    position: int
    member_id: PersonId
    speaker_id: PersonId
    clock: Countdown
    outcome: Outcome | None = None
    looking_for: str = ""
    asked_at: datetime | None = None
    nothing_today: bool = False


class Questions(Struct, frozen=True):
    """Questions to the person who has just spoken, with a clock of their own: after a turn, or in a step."""

    id: QuestionsId
    step_id: StepId
    turn_id: TurnId | None
    clock: Countdown


class EarlierAsk(Struct, frozen=True):
    """What a member was looking for at the last closed meeting."""

    turn_id: TurnId
    member_id: PersonId
    looking_for: str


class Snapshot(Struct, frozen=True):
    """Everything a meeting's screens show. Sequences are in the order they are shown or happened.

    `earlier_leads` are leads of earlier meetings that are not over, and all of the last one, oldest first;
    `updates` the outcomes of leads that were noted at this meeting. `entries` are those of the simple kinds
    (`record_kinds.SIMPLE`), by the names of their tables. `to_check` are the leads of two weeks ago that may
    be checked here. `last_held` is, as long as this meeting is planned, the date on which the chapter has met
    last.
    """

    chapter: Chapter
    meeting: Meeting
    steps: tuple[Step, ...]
    turns: tuple[Turn, ...]
    attendees: tuple[Attendee, ...]
    visits: tuple[Visit, ...]
    leads: tuple[Lead, ...]
    business: tuple[ClosedBusiness, ...]
    earlier_leads: tuple[EarlierLead, ...]
    people: Mapping[PersonId, Person]
    journal: tuple[Entry, ...]
    questions: tuple[Questions, ...] = ()
    updates: tuple[LeadUpdate, ...] = ()
    last_asks: tuple[EarlierAsk, ...] = ()
    entries: Mapping[str, tuple[Any, ...]] = {}
    to_check: tuple[EarlierLead, ...] = ()
    rota: Rota = Rota()
    last_held: date | None = None

    @property
    def testimonials(self) -> tuple[Testimonial, ...]:
        """The testimonials of the meeting."""
        return self.entries.get("testimonial", ())

    @property
    def open_leads(self) -> tuple[EarlierLead, ...]:
        """Leads of earlier meetings that were not heard from yet, oldest first."""
        return tuple(lead for lead in self.earlier_leads if lead.state is LeadState.OPEN)

    @property
    def payable_leads(self) -> tuple[EarlierLead, ...]:
        """Leads of earlier meetings that dollars may still come from."""
        return tuple(lead for lead in self.earlier_leads if not lead.state.is_over)

    @property
    def last_leads(self) -> tuple[EarlierLead, ...]:
        """Every lead of the meeting before, which may be read back."""
        return tuple(lead for lead in self.earlier_leads if lead.from_last_meeting)

    @property
    def step(self) -> Step | None:
        """The step the meeting is in."""
        return next((s for s in self.steps if s.id == self.meeting.step_id), None)

    @property
    def turn(self) -> Turn | None:
        """The turn that is up."""
        return next((t for t in self.turns if t.id == self.meeting.turn_id), None)

    @property
    def turn_asking(self) -> Turn | None:
        """The turn whose ask is taken down: the one that is up, else the one that ended last."""
        ended = [(turn.clock.ended_at, turn) for turn in self.turns if turn.clock.ended_at is not None]
        return self.turn or max(ended, key=lambda each: each[0], default=(None, None))[1]

    @property
    def open_questions(self) -> Questions | None:
        """The questions that are being asked."""
        return next((q for q in self.questions if q.clock.ended_at is None), None)

    @property
    def clock(self) -> Countdown | None:
        """The clock that the room looks at: that of questions, the turn's, or the step's outside a round."""
        if self.open_questions is not None:
            return self.open_questions.clock
        if self.turn is not None:
            return self.turn.clock
        step = self.step
        return step.clock if step is not None and not step.kind.is_round else None

    @property
    def latest_act(self) -> Entry | None:
        """The last act at this table that stands."""
        done = standing(self.journal)
        return done[-1] if done else None

    @property
    def is_just_closed(self) -> bool:
        """Whether it is closed, and nothing that stands was done since."""
        ended = self.meeting.ended_at
        if self.meeting.state is not MeetingState.CLOSED or ended is None:
            return False
        last = self.latest_act
        return last is not None and last.at <= ended

    @property
    def speaking_visits(self) -> tuple[Visit, ...]:
        """Those who have a turn in the round of visitors."""
        return tuple(visit for visit in self.visits if not visit.silent)

    @property
    def visitors(self) -> tuple[Visit, ...]:
        """The visits that are counted: those of visitors."""
        return tuple(visit for visit in self.visits if not visit.of_member_elsewhere)

    @property
    def visiting_members(self) -> tuple[Visit, ...]:
        """The visits of members of other chapters."""
        return tuple(visit for visit in self.visits if visit.of_member_elsewhere)

    def is_visiting(self, person_id: PersonId) -> bool:
        """Whether somebody is here as a member of another chapter."""
        return any(visit.person_id == person_id for visit in self.visiting_members)

    def turns_of(self, step: Step) -> tuple[Turn, ...]:
        """The turns of a round, in the order of speaking."""
        return tuple(t for t in self.turns if t.step_id == step.id)

    def waiting_turns(self, step: Step) -> tuple[Turn, ...]:
        """Those of a round who are still to speak, the one who is up left out."""
        return tuple(t for t in self.turns_of(step) if t.outcome is None and t.id != self.meeting.turn_id)

    @property
    def expected_names(self) -> tuple[str, ...]:
        """The members with a place at tonight's table; nobody once the meeting is over."""
        if self.meeting.state is MeetingState.CLOSED:
            return ()
        return tuple(self.name(attendee.member_id) for attendee in self.attendees)

    def name(self, person_id: PersonId) -> str:
        """A person's name."""
        return self.people[person_id].name

    def came_at(self, attendee: Attendee) -> datetime | None:
        """When somebody came, as far as that was seen: who is late from before the start is yet to come."""
        began, came = self.meeting.started_at, attendee.arrived_at
        is_guess = attendee.mark is Mark.LATE and came is not None and (began is None or came < began)
        return None if is_guess else came

    def attendee(self, member_id: PersonId) -> Attendee | None:
        """The member's place at tonight's table."""
        return next((a for a in self.attendees if a.member_id == member_id), None)

    def seat_name(self, member_id: PersonId) -> str:
        """The speaker of a seat: `Tom Ray for Cyrus Ng`, or just the member's name."""
        attendee = self.attendee(member_id)
        if attendee is None or attendee.substitute_id is None:
            return self.name(member_id)
        return f"{self.name(attendee.substitute_id)} for {self.name(member_id)}"
