"""The lead that a command is about. Each raises Refused where there is no such lead."""

from __future__ import annotations

from typing import Any

from leadsroom.acts.act import Act
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.errors import Refused
from leadsroom.store import tables as t


def need_lead(act: Act, lead_id: LeadId) -> dict[str, Any]:
    """A lead of this chapter. Raises Refused."""
    row = act.unit.row(t.lead, lead_id)
    if row is None or row["chapter_id"] != act.chapter.id:
        raise Refused("That lead is not of this chapter.")
    return row


def need_current_lead(act: Act, lead_id: LeadId) -> dict[str, Any]:
    """A lead of this chapter that has not been withdrawn. Raises Refused."""
    row = need_lead(act, lead_id)
    if row["withdrawn_at"]:
        raise Refused("That lead was withdrawn. Choose another, or none.")
    return row


def need_lead_between(act: Act, lead_id: LeadId, giver_id: PersonId, receiver_id: PersonId) -> None:
    """A lead that its giver gave to this receiver, and that stands. Raises Refused."""
    row = need_lead(act, lead_id)
    if (row["giver_id"], row["receiver_id"]) != (giver_id, receiver_id):
        giver, receiver = act.need_person(giver_id, "giver"), act.need_person(receiver_id, "receiver")
        raise Refused(f"That lead did not go from {giver} to {receiver}. Choose one that did, or none.")
    need_current_lead(act, lead_id)
