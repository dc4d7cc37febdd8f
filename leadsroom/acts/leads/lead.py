"""The lead that a command is about, and where it stands, written beside it whenever that has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from leadsroom.acts.act import Act
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadUpdate, Paid, lead_since, standing_of
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.leads import business_for, paid_for_lead, updates_for, updates_of_lead
from leadsroom.store.row_changes import Image
from leadsroom.store.unit_of_work import Unit


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


def settle(unit: Unit, lead_id: int) -> None:
    """Work a lead's standing out again, and since when it counts as a lead."""
    row, here = unit.row(t.lead, lead_id), (unit.connection, unit.of_chapter, lead_id)
    if row is not None:
        _settle(unit, row, updates_of_lead(*here), paid_for_lead(*here))


def _settle(unit: Unit, row: Image, updates: Sequence[LeadUpdate], paid: Sequence[Paid]) -> None:
    now_stands, complete = standing_of(updates, paid), row["complete_since"]
    columns = {
        "state": now_stands.state.value,
        "thanked": now_stands.thanked,
        "receiver_says": now_stands.receiver_says,
        "why": now_stands.why,
        "last_word_at": now_stands.last_heard_at,
        "follow_up_on": now_stands.follow_up_on,
        "lead_since": lead_since(
            datetime.fromisoformat(complete) if complete else None,
            updates,
            paid,
            map(Fact, row["missing"] or ()),
        ),
    }
    unit.update(t.lead, row["id"], **columns)


def settle_all(unit: Unit, lead_ids: Iterable[LeadId | int | None]) -> None:
    """The same for several, what is on record of them read at once; None is no lead."""
    ids = [LeadId(lead_id) for lead_id in dict.fromkeys(lead_ids) if lead_id is not None]
    if len(ids) < 2:
        for lead_id in ids:
            settle(unit, lead_id)
        return
    updates = updates_for(unit.connection, unit.of_chapter, ids)
    reports = business_for(unit.connection, unit.of_chapter, ids)
    for lead_id in ids:
        row = unit.row(t.lead, lead_id)
        if row is not None:
            paid = [Paid(each.amount, each.at) for each in reports if each.lead_id == lead_id]
            _settle(unit, row, [each for each in updates if each.lead_id == lead_id], paid)
