"""Slips: a lead passed, to one receiver or several."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.slip import Slip
from leadsroom.domain.text import clean
from leadsroom.errors import Refused
from leadsroom.leads import commands as c
from leadsroom.leads.act import LeadAct
from leadsroom.leads.families import family_grown_into
from leadsroom.store import tables as t

_TEXTS = ("prospect", "phone_typed", "need", "company", "address", "email", "note")


def pass_lead(act: LeadAct, command: c.PassLead) -> str:
    """Take a slip as it is, complete or not, for each of its receivers."""
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    receivers = seats_for(act, (command.receiver_id, *command.also_to), giver_id, giver)
    slip = kept(command.slip)
    asker_id = asker_of(act, command.answers_id)
    if asker_id is not None and asker_id not in receivers:
        asker = act.need_person(asker_id, "receiver")
        raise Refused(f"{asker} asked for that. Pass it to {asker}, or say that it answers no ask.")
    judged = judgement(act, slip, act.said_at)
    columns = slip_columns(slip) | judged | {"giver_id": giver_id, "spoken_by_id": spoken_by_id}
    family_id = family_grown_into(act, command.from_lead_id)
    for receiver_id in receivers:
        lead_id = act.unit.insert(
            t.lead,
            chapter_id=act.chapter.id,
            meeting_id=act.meeting_id,
            receiver_id=receiver_id,
            state="open",
            passed_at=act.said_at,
            lead_since=judged["complete_since"],
            from_lead_id=command.from_lead_id,
            family_id=family_id,
            answers_id=command.answers_id if receiver_id == asker_id else None,
            **columns,
        )
        family_id = family_id or LeadId(lead_id)
    word = "Raw lead" if judged["missing"] else "Lead"
    names = ", ".join(act.need_person(receiver_id, "receiver") for receiver_id in receivers)
    return f"{word} {giver} → {names}: {slip.about}"


def seats_for(act: LeadAct, people: Iterable[PersonId], giver_id: PersonId, giver: str) -> list[PersonId]:
    """The seats that a slip goes to, each once. Refuses the giver's own, and people without one."""
    found = dict.fromkeys(act.credited(person_id)[0] for person_id in people)
    for receiver_id in found:
        receiver = act.need_person(receiver_id, "receiver")
        if giver_id == receiver_id:
            raise Refused(f"{giver} cannot pass a lead to the same seat. Choose another receiver.")
        if not act.holds_seat(receiver_id):
            raise Refused(f"{receiver} holds no seat here. A lead goes to a member of this table.")
    return list(found)


def kept(slip: Slip) -> Slip:
    """What will be kept of a slip; it is judged by that. Raises Refused for an empty one."""
    texts: dict[str, Any] = {name: clean(getattr(slip, name)) for name in _TEXTS}
    tidied = replace(slip, **texts)
    if tidied.blank:
        raise Refused("The slip is empty. Say at least whom it is about, a number, or the need.")
    return tidied


def judgement(act: LeadAct, slip: Slip, at: datetime) -> dict[str, Any]:
    """What the chapter's rules say of a slip, as columns: what is missing, and since when nothing is."""
    missing = [fact.value for fact in act.chapter.lead_rules.missing(slip)]
    return {"missing": missing, "complete_since": None if missing else at}


def asker_of(act: LeadAct, turn_id: TurnId | None) -> PersonId | None:
    """Who asked in a turn of this chapter; None for no turn. Raises Refused when nobody did."""
    if turn_id is None:
        return None
    turn = act.unit.row(t.turn, turn_id)
    meeting = act.unit.row(t.meeting, turn["meeting_id"]) if turn is not None else None
    if turn is None or meeting is None or meeting["chapter_id"] != act.chapter.id:
        raise Refused("What was asked for is no longer on record. Choose another ask, or none.")
    return PersonId(turn["member_id"])


def slip_columns(slip: Slip) -> dict[str, Any]:
    """A slip as columns of `lead`."""
    plain = (*_TEXTS, "phone", "inside", "expecting_call", "knows_caller")
    return {name: getattr(slip, name) for name in plain} | {
        "who_calls": slip.who_calls.value,
        "when_likely": slip.when.value if slip.when else None,
    }
