"""Commands about what the group decides of its members under its rules."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.ids import DecisionId, PersonId
from leadsroom.domain.people.decisions import DecisionKind


class Decide(Command, frozen=True, tag="Decide"):
    """The group decided; `on` is the day of it, of the absence, or of the training, None for today."""

    member_id: PersonId
    kind: DecisionKind
    on: date | None = None
    decided_by: str = ""
    note: str = ""


class TakeBackDecision(Command, frozen=True, tag="TakeBackDecision"):
    """A decision was recorded by mistake: it no longer counts."""

    decision_id: DecisionId
