"""Commands of the table: one for each thing that can happen at it. Those about leads come from `leads`."""

from __future__ import annotations

from datetime import datetime, timedelta

from leadsroom.domain.account import AccountKind
from leadsroom.domain.attendance import Became, Mark
from leadsroom.domain.chapter_rules import FineEvent
from leadsroom.domain.ids import EntryId, PersonId, StepId, TurnId, VisitId
from leadsroom.domain.money import Money
from leadsroom.leads.commands import (
    Command,
    GiveTestimonial,
    PassLead,
    Redo,
    SayOfLead,
    ThankForBusiness,
    Undo,
    Withdraw,
    Withdrawable,
)

__all__ = (
    "Command",
    "GiveTestimonial",
    "PassLead",
    "Redo",
    "SayOfLead",
    "ThankForBusiness",
    "Undo",
    "Withdraw",
    "Withdrawable",
)


class Go(Command, frozen=True):
    """The natural next thing: `domain.agenda_progress.next_act` says which.

    `seen` is the last entry of the journal that the presser saw (0 for an empty one): if another station has
    gone on since, the press is refused. None asks for no such care.
    """

    seen: EntryId | None = None


class Pause(Command, frozen=True):
    """The clock stands still."""


class Resume(Command, frozen=True):
    """The clock goes on; an armed one starts."""


class GoBack(Command, frozen=True):
    """Back to the turn or step before, its clock as it was. `seen` as in Go."""

    seen: EntryId | None = None


class AddTime(Command, frozen=True):
    """More time on the clock that is up, or less."""

    by: timedelta


class BeganEarlier(Command, frozen=True):
    """What is up began earlier than its clock says."""

    by: timedelta


class Skip(Command, frozen=True):
    """Pass over this person, or this step outside a round. `seen` as in Go."""

    seen: EntryId | None = None


class CallBack(Command, frozen=True):
    """Somebody passed over speaks next after all."""

    turn_id: TurnId


class LeaveOut(Command, frozen=True):
    """Time in which nobody spoke, like that of a closed lid, is left out of the clock that was up then.

    `clock` is when that clock began, if it is to be that one; another one is left alone.
    """

    by: timedelta
    clock: datetime | None = None


class OpenQuestions(Command, frozen=True):
    """Questions to whoever is up, on a clock of their own; their time to speak stands still."""

    length: timedelta


class CloseQuestions(Command, frozen=True):
    """The questions are over, and whoever is up goes on."""


class PromptSpeaker(Command, frozen=True):
    """Words to the speaker, on the timekeeper's screen for a while; empty words take them away."""

    words: str
    stays: timedelta


class SetPitchLength(Command, frozen=True):
    """Another length for every pitch that is still to come: of one round, or (None) of all."""

    step_id: StepId | None
    each: timedelta


class GivePitch(Command, frozen=True):
    """Another length for one member's pitch tonight; None is everybody's again."""

    member_id: PersonId
    length: timedelta | None


class GiveStep(Command, frozen=True):
    """More time for a step that is still to come, or less."""

    step_id: StepId
    by: timedelta


class MoveStep(Command, frozen=True):
    """A step that is still to come changes places: `by` -1 for one earlier, 1 for one later."""

    step_id: StepId
    by: int


class SkipStep(Command, frozen=True):
    """A step that is still to come is left out."""

    step_id: StepId


class BringBackStep(Command, frozen=True):
    """A step that was passed over is held after all: in its place, or next if that is past."""

    step_id: StepId


class MoveTurn(Command, frozen=True):
    """Somebody who is still to speak changes places: `by` -1 for one earlier, 1 for one later."""

    turn_id: TurnId
    by: int


class SkipTurn(Command, frozen=True):
    """Somebody who is still to speak is passed over; BringBackTurn takes that back."""

    turn_id: TurnId


class BringBackTurn(Command, frozen=True):
    """Somebody who was passed over is still to speak after all. CallBack has them speak at once."""

    turn_id: TurnId


class FollowClock(Command, frozen=True):
    """The computer's clock was set by so much, and the meeting's follows: its past is told on the new one."""

    by: timedelta


class MarkAttendance(Command, frozen=True):
    """A member's mark. A stand-in is seated with SeatSubstitute instead."""

    member_id: PersonId
    mark: Mark


class LeaveEarly(Command, frozen=True):
    """A member leaves before the end, or comes back to the table."""

    member_id: PersonId
    left: bool = True


class SeatSubstitute(Command, frozen=True):
    """Somebody stands in for a member's seat and pitch."""

    member_id: PersonId
    name: str
    trade: str = ""


class NoteVisitor(Command, frozen=True):
    """What became of a guest; None takes that back. The note may stand alone."""

    visit_id: VisitId
    became: Became | None
    note: str = ""


class WelcomeVisitor(Command, frozen=True):
    """A guest is here, brought by `host_id` if anybody. A correction may say what `became` of them."""

    name: str
    trade: str = ""
    host_id: PersonId | None = None
    corrects: VisitId | None = None
    became: NoteVisitor | None = None


class KeepAsk(Command, frozen=True):
    """What a speaker is looking for; empty words take it back."""

    turn_id: TurnId
    looking_for: str


class GiveNothing(Command, frozen=True):
    """At the bucket somebody gives nothing today, which is as good an answer as any; or takes that back."""

    turn_id: TurnId
    nothing: bool = True


class TakePayment(Command, frozen=True):
    """A member pays at the table, any amount above zero; `donated` puts nothing against what they owe."""

    member_id: PersonId
    amount: Money
    note: str = ""
    donated: bool = False


class ChargeMember(Command, frozen=True):
    """A member is charged at the table: a fine for an event that is charged by hand, or a meal as ordered."""

    member_id: PersonId
    kind: AccountKind
    amount: Money
    event: FineEvent | None = None
    note: str = ""
