"""What was answered about leads, with the day on which that counts: at checks of slips, and by givers."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.leads.slip_check import Served


class CheckOn(Struct, frozen=True):
    """What a receiver said of a slip on the date of a closed meeting; None where it was left open.

    `about` is whom the lead is about, `state` where it stands today.
    """

    lead_id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    about: str
    on: date
    called: bool | None
    expecting: bool | None
    is_real: bool | None
    state: LeadState


class ServedOn(Struct, frozen=True):
    """How the prospect of a lead was served, as its giver said on a day; for officers alone."""

    lead_id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    about: str
    on: date
    served: Served
    words: str = ""
