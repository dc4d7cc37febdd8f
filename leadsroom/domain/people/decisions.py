"""The chapter's decisions about a member. The program ejects nobody: it records who decided what, and
when.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.ids import DecisionId, MeetingId, PersonId
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused


class DecisionKind(StrEnum):
    """The kinds of decisions. A training is credited: it may cancel absences."""

    EXCUSED = "excused"
    WARNED = "warned"
    SEAT_OPENED = "seat opened"
    TRAINING = "training"

    @property
    def words(self) -> str:
        """A decision as the page of a member shows it."""
        return {
            DecisionKind.EXCUSED: "absence excused",
            DecisionKind.WARNED: "warned",
            DecisionKind.SEAT_OPENED: "end of membership",
            DecisionKind.TRAINING: "training credited",
        }[self]


class Decision(Struct, frozen=True):
    """One decision. `on` is its day, of an excused absence that of the meeting, of a training that of it.

    `decided_by` is typed: `the committee`.
    """

    id: DecisionId
    member_id: PersonId
    kind: DecisionKind
    on: date
    decided_by: str
    note: str
    at: datetime
    meeting_id: MeetingId | None = None


def need_who(kind: DecisionKind, typed: str) -> str:
    """The decider as typed and tidied. Raises Refused where nobody is named; a training needs no decision."""
    by = clean(typed)
    if not by and kind is not DecisionKind.TRAINING:
        raise Refused("Type who decided it, like “the committee”.")
    return by
