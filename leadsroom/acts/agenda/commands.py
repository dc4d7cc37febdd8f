"""Commands about the agenda: of the meetings to come, and what is still to come tonight."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from leadsroom.acts.command import Command
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.ids import PersonId, StepId, TurnId


class SetAgenda(Command, frozen=True, tag="SetAgenda"):
    """Plan the meetings to come. With `seen`, only where the agenda on record still is that one."""

    plan: AgendaPlan
    seen: AgendaPlan | None = None


class SetPitchLength(Command, frozen=True, tag="SetPitchLength"):
    """Another length for every pitch that is still to come: of one round, or (None) of all."""

    moves_meeting = True

    step_id: StepId | None
    each: timedelta


class StepLength(Struct, frozen=True):
    """A length for a step that is still to come."""

    step_id: StepId
    to: timedelta


class CatchUp(Command, frozen=True, tag="CatchUp"):
    """The rest of a meeting gets shorter, as advised: steps that are still to come, and every pitch.

    `each` is for the rounds `pitched`.
    """

    moves_meeting = True

    steps: tuple[StepLength, ...] = ()
    pitched: tuple[StepId, ...] = ()
    each: timedelta | None = None


class GivePitch(Command, frozen=True, tag="GivePitch"):
    """Another length for one member's pitch tonight; None is everybody's again."""

    moves_meeting = True

    member_id: PersonId
    length: timedelta | None


class GiveStep(Command, frozen=True, tag="GiveStep"):
    """More time for a step that is still to come, or less."""

    moves_meeting = True

    step_id: StepId
    by: timedelta


class MoveStep(Command, frozen=True, tag="MoveStep"):
    """A step that is still to come changes places: `by` -1 for one earlier, 1 for one later."""

    moves_meeting = True

    step_id: StepId
    by: int


class SkipStep(Command, frozen=True, tag="SkipStep"):
    """A step that is still to come is left out."""

    moves_meeting = True

    step_id: StepId


class BringBackStep(Command, frozen=True, tag="BringBackStep"):
    """A step that was passed over is held after all: in its place, or next if that is past."""

    moves_meeting = True

    step_id: StepId


class MoveTurn(Command, frozen=True, tag="MoveTurn"):
    """Somebody who is still to speak changes places: `by` -1 for one earlier, 1 for one later."""

    moves_meeting = True

    turn_id: TurnId
    by: int


class StartWith(Command, frozen=True, tag="StartWith"):
    """A member speaks first tonight, and the others around the table from there."""

    moves_meeting = True

    member_id: PersonId


class SkipTurn(Command, frozen=True, tag="SkipTurn"):
    """Somebody who is still to speak is passed over; BringBackTurn takes that back."""

    moves_meeting = True

    turn_id: TurnId


class BringBackTurn(Command, frozen=True, tag="BringBackTurn"):
    """Somebody who was passed over is still to speak after all. CallBack has them speak at once."""

    moves_meeting = True

    turn_id: TurnId
