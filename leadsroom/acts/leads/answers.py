"""What is asked about a lead later: its receiver at a check of slips, its giver for the officers."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.leads import commands as c
from leadsroom.acts.leads.lead import need_current_lead
from leadsroom.domain.ids import LeadId, SlipCheckId
from leadsroom.domain.leads.slip_check import SlipCheck
from leadsroom.domain.meeting.record_kinds import CHECK
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.leads import about_in


@handles(c.CheckSlip)
def check_slip(act: Act, command: c.CheckSlip) -> str:
    """Note what a receiver says of a slip. Of one slip there is one check at a meeting."""
    if command.called is None and command.expecting is None and command.is_real is None:
        raise Refused("Answer one of the three questions with y or n, or press esc.")
    row = need_current_lead(act, command.lead_id)
    columns = {
        "lead_id": command.lead_id,
        "called": command.called,
        "expecting": command.expecting,
        "is_real": command.is_real,
    }
    noted = SlipCheck(
        SlipCheckId(0), command.lead_id, command.called, command.expecting, command.is_real, act.now
    )
    receiver = act.need_person(row["receiver_id"], "receiver")
    sentence = f"{receiver}, {about_in(row)}: {noted.in_words}"
    before = command.corrects or _check_of_tonight(act, command.lead_id)
    if before is None:
        act.enter(t.slip_check, columns)
        return f"Slip checked, {sentence}"
    act.correct(t.slip_check, before, columns)
    return f"Check of a slip corrected, {sentence}"


def _check_of_tonight(act: Act, lead_id: LeadId) -> SlipCheckId | None:
    """What another station has noted of the same slip, at the meeting that is in hand."""
    return next((each.id for each in CHECK.entries(act.before) if each.lead_id == lead_id), None)


@handles(c.NoteGiverAnswer)
def note_giver_answer(act: Act, command: c.NoteGiverAnswer) -> str:
    """Note how a prospect was served, for the officers alone."""
    row = need_current_lead(act, command.lead_id)
    columns = {"lead_id": command.lead_id, "served": command.served.value, "words": clean(command.words)}
    before = read_leads.giver_answer(act.unit.connection, act.chapter.id, command.lead_id)
    if before is None:
        act.enter(t.giver_answer, columns)
    else:
        act.unit.update(t.giver_answer, before.id, **columns)
        if act.unit.changes:
            act.unit.update(t.giver_answer, before.id, corrected_at=act.now)
    return f"The giver's answer on {about_in(row)}"
