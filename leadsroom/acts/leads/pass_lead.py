"""A lead passed, to one receiver or several; or one that is on record corrected."""

from __future__ import annotations

from leadsroom.acts.act import Act
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.leads.correct_lead import correct_lead
from leadsroom.acts.leads.slip import asker_of, judgement, seats_for, slip_columns, tidied
from leadsroom.acts.leads.tree import family_grown_into
from leadsroom.acts.registry import handles
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.errors import Refused
from leadsroom.store import tables as t


@handles(PassLead)
def pass_lead(act: Act, command: PassLead) -> str:
    """Take a slip, or correct one."""
    if command.corrects is not None:
        return correct_lead(act, command, command.corrects)
    words = _take_slip(act, command)
    _gives_after_all(act, act.credited(command.giver_id)[0])
    return words


def _gives_after_all(act: Act, giver_id: PersonId) -> None:
    """Take back “nothing today” of a giver who gives after all."""
    for turn in act.picture.turns if act.picture is not None else ():
        if turn.nothing_today and turn.member_id == giver_id:
            act.unit.update(t.turn, turn.id, nothing_today=False)


def _take_slip(act: Act, command: PassLead) -> str:
    """Take a slip as it is, complete or not, for each of its receivers."""
    giver_id, spoken_by_id = act.credited(command.giver_id)
    giver = act.need_person(giver_id, "giver")
    receivers = seats_for(act, (command.receiver_id, *command.also_to), giver_id, giver)
    slip = tidied(command.slip)
    asker_id = asker_of(act, command.answers_id)
    if asker_id is not None and asker_id not in receivers:
        asker = act.need_person(asker_id, "receiver")
        raise Refused(f"{asker} asked for that. Pass it to {asker}, or mark it as no answer to an ask.")
    judged = judgement(act, slip, act.happened_at)
    columns = slip_columns(slip) | judged | {"giver_id": giver_id, "spoken_by_id": spoken_by_id}
    family_id = family_grown_into(act, command.from_lead_id)
    for receiver_id in receivers:
        lead_id = act.unit.insert(
            t.lead,
            chapter_id=act.chapter.id,
            meeting_id=act.meeting_id,
            receiver_id=receiver_id,
            state="open",
            passed_at=act.happened_at,
            lead_since=judged["complete_since"],
            from_lead_id=command.from_lead_id,
            family_id=family_id,
            answers_id=command.answers_id if receiver_id == asker_id else None,
            **columns,
        )
        family_id = family_id or LeadId(lead_id)
    label = "Raw lead" if judged["missing"] else "Lead"
    names = ", ".join(act.need_person(receiver_id, "receiver") for receiver_id in receivers)
    return f"{label} {giver} → {names}: {slip.about}"
