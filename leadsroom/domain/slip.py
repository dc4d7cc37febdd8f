"""The slip a lead is written on, and what makes it a lead rather than a raw lead.

Source: the published definition (FIELD §2): a named prospect, a real need, expecting the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leadsroom.domain.ids import LeadId, PersonId


@dataclass(frozen=True, slots=True)
class Slip:
    """What was said of the prospect. `phone` is E.164 or empty; `expecting_call` None when nobody said."""

    prospect: str = ""
    phone: str = ""
    phone_typed: str = ""
    need: str = ""
    expecting_call: bool | None = None
    inside: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps it from being a lead, in words, in the order of the slip."""
        facts = (
            ("name", self.prospect),
            ("phone", self.phone or any(sign.isdigit() for sign in self.phone_typed)),
            ("need", self.need),
            ("expecting the call", self.expecting_call),
        )
        return tuple(word for word, fact in facts if not fact)

    @property
    def qualified(self) -> bool:
        """Whether every fact of the definition is there."""
        return not self.missing

    @property
    def blank(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.prospect or self.phone or self.phone_typed or self.need)

    @property
    def verdict(self) -> str:
        """The judgement in words: `qualified lead`, or `raw: no phone, not expecting the call`."""
        if self.qualified:
            return "qualified lead"
        said = {"expecting the call": "not expecting the call"}
        return "raw: " + ", ".join(said.get(word, f"no {word}") for word in self.missing)


class LeadState(StrEnum):
    """How far a lead is. Thanks come at the next meeting, dollars often months later (FIELD §2)."""

    OPEN = "open"
    THANKED = "thanked"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead on record: who gave it to whom, and its slip.

    `spoken_by` is the stand-in who passed it for the giver; the credit stays the giver's.
    """

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    slip: Slip
    passed_at: datetime
    spoken_by_id: PersonId | None = None
    from_lead_id: LeadId | None = None


@dataclass(frozen=True, slots=True)
class OpenLead:
    """A lead of an earlier meeting on which no dollars are reported; `thanked` when there was word of it."""

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    giver: str
    prospect: str
    need: str
    passed_at: datetime
    from_last_meeting: bool
    thanked: bool = False
