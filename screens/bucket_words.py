"""What a digit says of a lead of which something was said tonight already."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.leads.commands import SayOfLead
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.snapshot import Snapshot


def said_anew(snapshot: Snapshot, said: SayOfLead) -> SayOfLead:
    """How far a lead is has one word an evening: a second one takes the place of the first.

    Its thanks stay; they are said, and counted, once.
    """
    if said.word.state is None:
        return said
    before = _how_far(snapshot, said.lead_id)
    if before is None:
        return replace(said, thanked=said.thanked and not thanked_tonight(snapshot, said.lead_id))
    others = thanked_tonight(snapshot, said.lead_id, besides=before)
    return replace(
        said,
        corrects=before.id,
        thanked=before.thanked or (said.thanked and not others),
        note=said.note or ("" if before.word is LeadOutcome.BAD else before.note),
        follow_up_on=said.follow_up_on or before.follow_up_on,
    )


def thanked_tonight(snapshot: Snapshot, lead_id: LeadId, *, besides: LeadUpdate | None = None) -> bool:
    """Whether its giver was thanked for it at this meeting, with a word or with dollars."""
    by_word = any(
        update.thanked or update.word is LeadOutcome.THANKS
        for update in snapshot.updates
        if update.lead_id == lead_id and update is not besides
    )
    return by_word or any(report.lead_id == lead_id for report in snapshot.business)


def _how_far(snapshot: Snapshot, lead_id: LeadId) -> LeadUpdate | None:
    """The word of tonight on how far it is."""
    said = [u for u in snapshot.updates if u.lead_id == lead_id and u.word.state is not None]
    return said[-1] if said else None
