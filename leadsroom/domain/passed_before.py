"""The same prospect once more: passing the same lead again is not a lead (FIELD §2)."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.lead import Lead
from leadsroom.domain.slip import Slip
from leadsroom.domain.text import fold


def passed_before(
    slip: Slip, receiver_id: PersonId, leads: Iterable[Lead], *, besides: LeadId | None = None
) -> Lead | None:
    """The latest lead by which the receiver has this prospect already: of the same name, or the same number.

    `besides` is the lead that is being corrected. A warning, never a reason to refuse.
    """
    before = (
        lead
        for lead in leads
        if lead.receiver_id == receiver_id and lead.id != besides and _same_prospect(slip, lead.slip)
    )
    return max(before, key=lambda lead: (lead.passed_at, lead.id), default=None)


def _same_prospect(one: Slip, other: Slip) -> bool:
    if one.phone and one.phone == other.phone:
        return True
    return bool(_name(one)) and _name(one) == _name(other)


def _name(slip: Slip) -> str:
    return fold(slip.prospect) or fold(slip.company)
