"""Where a lead stands, written beside it whenever an outcome of it, or its slip, has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import lead_since, standing_of
from leadsroom.store import tables as t
from leadsroom.store.read.leads import paid_for_lead, updates_of_lead
from leadsroom.store.unit_of_work import Unit


def settle(unit: Unit, lead_id: int) -> None:
    """Work a lead's standing out again, and since when it counts as a lead."""
    row = unit.row(t.lead, lead_id)
    if row is None:
        return
    updates = updates_of_lead(unit.connection, unit.of_chapter, lead_id)
    now_stands = standing_of(updates, paid_for_lead(unit.connection, unit.of_chapter, lead_id))
    complete = row["complete_since"]
    columns = {
        "state": now_stands.state.value,
        "thanked": now_stands.thanked,
        "receiver_says": now_stands.receiver_says,
        "why": now_stands.why,
        "last_word_at": now_stands.last_heard_at,
        "follow_up_on": now_stands.follow_up_on,
        "lead_since": lead_since(datetime.fromisoformat(complete) if complete else None, updates),
    }
    unit.update(t.lead, lead_id, **columns)


def settle_all(unit: Unit, lead_ids: Iterable[LeadId | int | None]) -> None:
    """The same for several; None is no lead."""
    for lead_id in dict.fromkeys(lead_ids):
        if lead_id is not None:
            settle(unit, lead_id)
