"""A lead in short, for figures: who passed it to whom on which day, and when what came of it."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from leadsroom.domain.ids import LeadId, MeetingId, PersonId
from leadsroom.domain.leads.lead import LeadState


class LeadFacts(Struct, frozen=True, gc=False):
    """A lead that counts, passed in a period; what came of it is as it stands today, whenever it came.

    `on` is the day on which it counts. `qualified`: it is a lead, and no raw one; `inside`: the giver's own
    household is the customer; `bad`: its receiver calls it bad, so that it is raw. `first_call_at` is the
    moment of the first outcome that says how far it is, or of its first dollars, whichever came first;
    `first_outcome_at` that of the first one that says more than “contacted”, dollars too; `first_dollar_at`
    and `last_payment_at` those of the first and the last of its `payments`, which are reports with a figure.
    """

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    on: date
    passed_at: datetime
    qualified: bool
    inside: bool
    bad: bool
    state: LeadState
    meeting_id: MeetingId | None = None
    first_call_at: datetime | None = None
    first_outcome_at: datetime | None = None
    first_dollar_at: datetime | None = None
    payments: int = 0
    last_payment_at: datetime | None = None
