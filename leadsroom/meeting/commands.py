"""Commands: one for each thing that can happen at the table.

Each carries an id of its own, so that doing it twice does it once. Texts are as typed.
Where a command can correct an entry, it names that entry and replaces what it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from leadsroom.domain.attendance import Mark
from leadsroom.domain.ids import (
    BusinessId,
    EntryId,
    LeadId,
    PersonId,
    StepId,
    TestimonialId,
    TurnId,
    VisitId,
)
from leadsroom.domain.money import Money
from leadsroom.domain.slip import Slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something that happens at the table."""

    command_id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Go(Command):
    """The natural next thing: `domain.agenda_progress.next_act` says which.

    `seen` is the last entry of the journal that the presser saw (0 for an empty one): if another station has
    gone on since, the press is refused. None asks for no such care.
    """

    seen: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """The clock stands still."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """The clock goes on; an armed one starts."""


@dataclass(frozen=True, slots=True)
class GoBack(Command):
    """Back to the turn or step before, its clock as it was. `seen` as in Go."""

    seen: EntryId | None = None


@dataclass(frozen=True, slots=True)
class AddTime(Command):
    """More time on the clock that is up, or less."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class BeganEarlier(Command):
    """What is up began earlier than its clock says."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Pass over this person, or this step outside a round. `seen` as in Go."""

    seen: EntryId | None = None


@dataclass(frozen=True, slots=True)
class CallBack(Command):
    """Somebody passed over speaks next after all."""

    turn_id: TurnId


@dataclass(frozen=True, slots=True)
class LeaveOut(Command):
    """Time in which nobody spoke, like that of a closed lid, is left out of the clock that was up then.

    `clock` is when that clock began, if it is to be that one; another one is left alone.
    """

    by: timedelta
    clock: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestions(Command):
    """Questions to whoever is up, on a clock of their own; their time to speak stands still."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class CloseQuestions(Command):
    """The questions are over, and whoever is up goes on."""


@dataclass(frozen=True, slots=True)
class PromptSpeaker(Command):
    """Words to the speaker, on the timekeeper's screen for a while; empty words take them away."""

    words: str
    stays: timedelta


@dataclass(frozen=True, slots=True)
class SetPitchLength(Command):
    """Another length for every pitch that is still to come: of one round, or (None) of all."""

    step_id: StepId | None
    each: timedelta


@dataclass(frozen=True, slots=True)
class GivePitch(Command):
    """Another length for one member's pitch tonight; None is everybody's again."""

    member_id: PersonId
    length: timedelta | None


@dataclass(frozen=True, slots=True)
class GiveStep(Command):
    """More time for a step that is still to come, or less."""

    step_id: StepId
    by: timedelta


@dataclass(frozen=True, slots=True)
class MoveStep(Command):
    """A step that is still to come changes places: `by` -1 for one earlier, 1 for one later."""

    step_id: StepId
    by: int


@dataclass(frozen=True, slots=True)
class SkipStep(Command):
    """A step that is still to come is left out."""

    step_id: StepId


@dataclass(frozen=True, slots=True)
class BringBackStep(Command):
    """A step that was passed over is held after all: in its place, or next if that is past."""

    step_id: StepId


@dataclass(frozen=True, slots=True)
class MoveTurn(Command):
    """Somebody who is still to speak changes places: `by` -1 for one earlier, 1 for one later."""

    turn_id: TurnId
    by: int


@dataclass(frozen=True, slots=True)
class SkipTurn(Command):
    """Somebody who is still to speak is passed over; BringBackTurn takes that back."""

    turn_id: TurnId


@dataclass(frozen=True, slots=True)
class BringBackTurn(Command):
    """Somebody who was passed over is still to speak after all. CallBack has them speak at once."""

    turn_id: TurnId


@dataclass(frozen=True, slots=True)
class FollowClock(Command):
    """The computer's clock was set by so much, and the meeting's follows: its past is told on the new one."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class MarkAttendance(Command):
    """A member's mark. A stand-in is seated with SeatSubstitute instead."""

    member_id: PersonId
    mark: Mark


@dataclass(frozen=True, slots=True)
class LeaveEarly(Command):
    """A member leaves before the end, or comes back to the table."""

    member_id: PersonId
    left: bool = True


@dataclass(frozen=True, slots=True)
class SeatSubstitute(Command):
    """Somebody stands in for a member's seat and pitch."""

    member_id: PersonId
    name: str
    trade: str = ""


@dataclass(frozen=True, slots=True)
class WelcomeVisitor(Command):
    """A guest is here, brought by `host_id` if anybody."""

    name: str
    trade: str = ""
    host_id: PersonId | None = None
    corrects: VisitId | None = None


@dataclass(frozen=True, slots=True)
class PassLead(Command):
    """A lead goes from its giver to its receiver. An incomplete slip is taken as a raw lead."""

    giver_id: PersonId
    receiver_id: PersonId
    slip: Slip
    from_lead_id: LeadId | None = None
    corrects: LeadId | None = None


@dataclass(frozen=True, slots=True)
class ThankForBusiness(Command):
    """A receiver thanks a giver and reports what was closed; zero is thanks without a figure."""

    reported_by_id: PersonId
    credited_to_id: PersonId
    amount: Money
    lead_id: LeadId | None = None
    note: str = ""
    corrects: BusinessId | None = None


@dataclass(frozen=True, slots=True)
class GiveTestimonial(Command):
    """Good words by one person about another."""

    by_id: PersonId
    about_id: PersonId
    words: str = ""
    corrects: TestimonialId | None = None


@dataclass(frozen=True, slots=True)
class KeepAsk(Command):
    """What a speaker is looking for; empty words take it back."""

    turn_id: TurnId
    looking_for: str


class Withdrawable(StrEnum):
    """What can be withdrawn from tonight's ledger; the value is the name of its table."""

    LEAD = "lead"
    BUSINESS = "closed_business"
    TESTIMONIAL = "testimonial"
    VISIT = "visit"
    SUBSTITUTE = "attendance"
    ASK = "turn"


@dataclass(frozen=True, slots=True)
class Withdraw(Command):
    """Take an entry of tonight's ledger back, with the trail kept."""

    what: Withdrawable
    row_id: int


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Reverse the last act of this station."""


@dataclass(frozen=True, slots=True)
class Redo(Command):
    """Do again what this station undid last."""
