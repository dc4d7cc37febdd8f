"""A slip completed or corrected, at the table or long after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from leadsroom.acts.act import Act
from leadsroom.acts.leads import commands as c
from leadsroom.acts.leads.lookup import need_lead
from leadsroom.acts.leads.recompute import settle
from leadsroom.acts.leads.slip import asker_of, judgement, seats_for, slip_columns, tidied
from leadsroom.acts.leads.tree import move_family, refuse_circle
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.leads import reports_of_lead


def correct_lead(act: Act, command: c.PassLead, lead_id: LeadId) -> str:
    """Rewrite a slip, its giver and its receiver. A correction of nothing leaves no mark."""
    if command.also_to:
        raise Refused("A lead on record has one receiver. Pass a new lead to the others.")
    row = act.need_own(t.lead, lead_id)
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    (receiver_id,) = seats_for(act, (command.receiver_id,), giver_id, giver, ever=True)
    refuse_circle(act, lead_id, command.from_lead_id)
    slip = tidied(command.slip)
    columns = slip_columns(slip) | _judged_again(act, row, slip)
    if giver_id == row["giver_id"]:
        spoken_by_id = spoken_by_id or row["spoken_by_id"]
    act.unit.update(
        t.lead,
        lead_id,
        giver_id=giver_id,
        receiver_id=receiver_id,
        spoken_by_id=spoken_by_id,
        from_lead_id=command.from_lead_id,
        # An ask is the member's own: a lead to another receiver does not answer it.
        answers_id=command.answers_id if asker_of(act, command.answers_id) == receiver_id else None,
        **columns,
    )
    move_family(act, row, command.from_lead_id)
    if not act.unit.changes:
        return ""
    _move_business(act, lead_id, giver_id, receiver_id)
    act.unit.update(t.lead, lead_id, **act.corrected(row))
    settle(act.unit, lead_id)
    who = f"{giver} → {act.need_person(receiver_id, 'receiver')}: {slip.about}"
    return _sentence(act, row, lead_id, f"{who}{_changed(row, need_lead(act, lead_id))}")


def _judged_again(act: Act, row: dict[str, Any], slip: Slip) -> dict[str, Any]:
    """By the chapter's rules of now, where a fact has changed; else as it was judged."""
    was = _slip_of(row)
    if all(slip.fact(fact) == was.fact(fact) for fact in Fact):
        return {}
    judged = judgement(act, slip, act.now)
    since = row["complete_since"]
    if judged["complete_since"] is not None and since is not None:
        judged["complete_since"] = datetime.fromisoformat(since)
    return judged


def _slip_of(row: dict[str, Any]) -> Slip:
    texts = {name: row[name] for name in ("prospect", "phone", "phone_typed", "need", "company")}
    return Slip(
        **texts,
        expecting_call=row["expecting_call"],
        inside=row["inside"],
        who_calls=WhoCalls(row["who_calls"]),
        knows_caller=row["knows_caller"],
        when=When(row["when_likely"]) if row["when_likely"] else None,
    )


def _move_business(act: Act, lead_id: LeadId, giver_id: PersonId, receiver_id: PersonId) -> None:
    """Dollars are to the credit of the giver of the lead, by its receiver."""
    for report in reports_of_lead(act.unit.connection, act.chapter.id, lead_id):
        if (report.credited_to_id, report.reported_by_id) != (giver_id, receiver_id):
            row = act.need_own(t.closed_business, report.id)
            people = {"credited_to_id": giver_id, "reported_by_id": receiver_id}
            act.unit.update(t.closed_business, report.id, **people, **act.corrected(row))


def _changed(was: dict[str, Any], now: dict[str, Any]) -> str:
    """Which parts of a slip are others than before, in the order of the slip."""
    parts = [part for part, names in _PARTS.items() if any(was[name] != now[name] for name in names)]
    return f" ({', '.join(parts)})" if parts else ""


_PARTS = {
    "giver": ("giver_id",),
    "receiver": ("receiver_id",),
    "prospect": ("prospect",),
    "company": ("company",),
    "phone": ("phone", "phone_typed"),
    "need": ("need",),
    "address": ("address",),
    "e-mail": ("email",),
    "who calls": ("who_calls",),
    "expecting the call": ("expecting_call",),
    "knows who calls": ("knows_caller",),
    "when": ("when_likely",),
    "household": ("inside",),
    "note": ("note",),
    "origin": ("from_lead_id",),
    "ask": ("answers_id",),
}


def _sentence(act: Act, row: dict[str, Any], lead_id: LeadId, what: str) -> str:
    is_lead = need_lead(act, lead_id)["lead_since"] is not None
    if is_lead and row["lead_since"] is None:
        return f"Raw lead completed: {what}"
    return f"{'Lead' if is_lead else 'Raw lead'} corrected: {what}"
