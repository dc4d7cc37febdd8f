"""The read-back check: which slips of two weeks ago a meeting asks about, and what their receivers say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

from msgspec import Struct

from leadsroom.domain.ids import GiverAnswerId, LeadId, MeetingId, PersonId, SlipCheckId
from leadsroom.domain.leads.lead import EarlierLead

# Slips are checked two weeks after they were passed; a day earlier where a meeting was moved, and later where
# nobody met meanwhile.
FROM_DAYS_AGO, TO_DAYS_AGO = timedelta(days=13), timedelta(days=41)


class SlipCheck(Struct, frozen=True):
    """What a receiver says of a slip: were they called, expecting it, real? None where it was left open."""

    id: SlipCheckId
    lead_id: LeadId
    called: bool | None
    expecting: bool | None
    is_real: bool | None
    at: datetime
    corrected_at: datetime | None = None

    @property
    def in_words(self) -> str:
        """`called · not expecting the call · a real lead`."""
        parts = (
            _answered(self.called, "called", "not called"),
            _answered(self.expecting, "expecting the call", "not expecting the call"),
            _answered(self.is_real, "a real lead", "no real lead"),
        )
        return " · ".join(part for part in parts if part)


def _answered(answer: bool | None, yes: str, no: str) -> str:
    return "" if answer is None else yes if answer else no


def slips_to_check(
    meeting_id: MeetingId,
    candidates: Iterable[EarlierLead],
    checked: Collection[LeadId],
    here: Collection[PersonId],
    most: int,
) -> tuple[EarlierLead, ...]:
    """The slips that a meeting asks about, each of another receiver; those `checked` there stay among them.

    By chance, and yet the same at every station: the meeting's own number decides.
    """
    ranked = sorted(candidates, key=lambda lead: (crc32(f"{meeting_id} {lead.id}".encode()), lead.id))
    chosen = [lead for lead in ranked if lead.id in checked]
    asked = {lead.receiver_id for lead in chosen}
    for lead in ranked:
        if len(chosen) < most and lead.receiver_id in here and lead.receiver_id not in asked:
            chosen.append(lead)
            asked.add(lead.receiver_id)
    return tuple(chosen)


class CheckCount(Struct, frozen=True):
    """How many slips were checked, and of how many the receiver said yes to each question."""

    checked: int = 0
    called: int = 0
    expecting: int = 0
    real: int = 0

    @property
    def answers(self) -> str:
        """`11 called, 10 expecting, 11 real`."""
        return f"{self.called} called, {self.expecting} expecting, {self.real} real"

    @property
    def slips(self) -> str:
        """`slip checked`, `slips checked`: what is counted."""
        return "slip checked" if self.checked == 1 else "slips checked"

    @property
    def in_words(self) -> str:
        """`12 slips checked: 11 called, 10 expecting, 11 real`; nothing where none was."""
        return f"{self.checked} {self.slips}: {self.answers}" if self.checked else ""


def count_checks(checks: Collection[SlipCheck]) -> CheckCount:
    """The checks in numbers; an answer that was left open is no yes."""
    return CheckCount(
        checked=len(checks),
        called=sum(check.called is True for check in checks),
        expecting=sum(check.expecting is True for check in checks),
        real=sum(check.is_real is True for check in checks),
    )


class Served(StrEnum):
    """How a prospect was served, as the giver heard."""

    WELL = "well"
    SO_SO = "so-so"
    COMPLAINT = "complaint"


class GiverAnswer(Struct, frozen=True):
    """What a giver answers when asked how their prospect was served; only officers read it."""

    id: GiverAnswerId
    lead_id: LeadId
    served: Served
    words: str
    at: datetime
    corrected_at: datetime | None = None
