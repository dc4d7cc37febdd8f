"""Families of leads: a lead travels around the room, and all that grew out of one belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadsroom.acts.act import Act
from leadsroom.acts.leads.lookup import need_lead
from leadsroom.domain.ids import LeadId
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import leads as read_leads


def family_grown_into(act: Act, from_lead_id: LeadId | None) -> LeadId | None:
    """The first lead of the family that a lead grown out of this one belongs to; None for its own."""
    if from_lead_id is None:
        return None
    parent = need_lead(act, from_lead_id)
    return LeadId(parent["family_id"] or parent["id"])


def move_family(act: Act, row: Mapping[str, Any], from_lead_id: LeadId | None) -> None:
    """Bring a lead whose row said another origin, and all that hang on it, into the family of this one."""
    if from_lead_id == row["from_lead_id"]:
        return
    family_id = family_grown_into(act, from_lead_id)
    for lead_id in _hanging_on(act, row):
        act.unit.update(t.lead, lead_id, family_id=family_id or row["id"])
    act.unit.update(t.lead, row["id"], family_id=family_id)


def _hanging_on(act: Act, row: Mapping[str, Any]) -> list[LeadId]:
    """The whole family of its first lead; of another one, the leads that grew out of it."""
    if row["family_id"] is None:
        return read_leads.members_of_family(act.unit.connection, act.chapter.id, row["id"])
    found: list[LeadId] = []
    grown = [LeadId(row["id"])]
    while grown:
        grown = read_leads.grown_out_of(act.unit.connection, act.chapter.id, grown)
        found += grown
    return found


def refuse_circle(act: Act, lead_id: LeadId, from_lead_id: LeadId | None) -> None:
    """Raises Refused when a lead would come from itself, or from one that grew out of it."""
    origin: int | None = from_lead_id
    while origin is not None:
        if origin == lead_id:
            raise Refused("A lead cannot come from itself. Choose the lead it grew out of, or none.")
        origin = need_lead(act, LeadId(origin))["from_lead_id"]
