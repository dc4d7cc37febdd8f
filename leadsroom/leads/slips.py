"""Slips: a lead passed, to one receiver or several; a slip completed or corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.lead import counts_as_lead
from leadsroom.domain.slip import Slip
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.leads import commands as c
from leadsroom.leads.act import LeadAct, corrected, need_lead
from leadsroom.leads.families import family_grown_into, move_family, refuse_circle
from leadsroom.leads.settling import settle
from leadsroom.store import tables as t

_TEXTS = ("prospect", "phone_typed", "need", "company", "address", "email", "note")


def pass_lead(act: LeadAct, command: c.PassLead) -> str:
    """Take a slip as it is, complete or not, for each of its receivers; or correct one."""
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    receivers = _receivers(act, command, giver_id, giver)
    slip = _kept(command.slip)
    columns = slip_columns(slip) | {
        "giver_id": giver_id,
        "spoken_by_id": spoken_by_id,
        "missing": [fact.value for fact in act.chapter.lead_rules.missing(slip)],
        "from_lead_id": command.from_lead_id,
        "answers_id": command.answers_id,
    }
    names = ", ".join(act.need_person(receiver_id, "receiver") for receiver_id in receivers)
    word = "Raw lead" if columns["missing"] else "Lead"
    said = f"{giver} → {names}: {slip.about}"
    if command.corrects is not None:
        return _correct(act, command, receivers, columns, said)
    family_id = family_grown_into(act, command.from_lead_id)
    for receiver_id in receivers:
        lead_id = _insert(act, columns | {"receiver_id": receiver_id, "family_id": family_id})
        family_id = family_id or lead_id
    return f"{word} {said}"


def _receivers(act: LeadAct, command: c.PassLead, giver_id: PersonId, giver: str) -> list[PersonId]:
    """The seats that it goes to, each once. Refuses the giver's own, and people without one."""
    found = dict.fromkeys(act.credited(person_id)[0] for person_id in (command.receiver_id, *command.also_to))
    for receiver_id in found:
        receiver = act.need_person(receiver_id, "receiver")
        if giver_id == receiver_id:
            raise Refused(f"{giver} cannot pass a lead to the same seat. Choose another receiver.")
        if not act.holds_seat(receiver_id):
            raise Refused(f"{receiver} holds no seat here. A lead goes to a member of this table.")
    return list(found)


def _kept(slip: Slip) -> Slip:
    """What will be kept of a slip; it is judged by that."""
    texts: dict[str, Any] = {name: clean(getattr(slip, name)) for name in _TEXTS}
    kept = replace(slip, **texts)
    if kept.blank:
        raise Refused("The slip is empty. Say at least whom it is about, a number, or the need.")
    return kept


def slip_columns(slip: Slip) -> dict[str, Any]:
    """A slip as columns of `lead`."""
    plain = (*_TEXTS, "phone", "inside", "expecting_call", "knows_caller")
    return {name: getattr(slip, name) for name in plain} | {
        "who_calls": slip.who_calls.value,
        "when_likely": slip.when.value if slip.when else None,
    }


def _insert(act: LeadAct, columns: dict[str, Any]) -> LeadId:
    is_lead = counts_as_lead(columns["missing"], None)
    lead_id = act.unit.insert(
        t.lead,
        chapter_id=act.chapter.id,
        meeting_id=act.meeting_id,
        state="open",
        passed_at=act.said_at,
        lead_since=act.said_at if is_lead else None,
        **columns,
    )
    return LeadId(lead_id)


def _correct(
    act: LeadAct, command: c.PassLead, receivers: list[PersonId], columns: dict[str, Any], said: str
) -> str:
    assert command.corrects is not None
    if len(receivers) > 1:
        raise Refused("A lead that is on record goes to one receiver. Take a new one for the others.")
    row = act.need_own(t.lead, command.corrects)
    refuse_circle(act, command.corrects, command.from_lead_id)
    was_lead = row["lead_since"] is not None
    if columns["giver_id"] == row["giver_id"]:
        columns = columns | {"spoken_by_id": columns["spoken_by_id"] or row["spoken_by_id"]}
    act.unit.update(t.lead, command.corrects, receiver_id=receivers[0], **columns)
    move_family(act, row, command.from_lead_id)
    if not act.unit.changes:
        return ""
    act.unit.update(t.lead, command.corrects, **corrected(act))
    settle(act.unit, command.corrects, act.now)
    after = need_lead(act, command.corrects)
    if after["lead_since"] and not was_lead:
        return f"Raw lead completed: {said}"
    return f"{'Lead' if after['lead_since'] else 'Raw lead'} corrected: {said}"
