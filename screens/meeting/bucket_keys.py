"""The keys of the bucket's list: a cursor, and digits that act on the lead under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting.commands import GiveNothing
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import EarlierLead, LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.bucket_list import AtBucket, ItemKey, OnAsk, OnLead, at_bucket, followed, moved
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from screens.kit.form.form import Form


def merged_outcome(snapshot: Snapshot, noted: NoteOutcome) -> NoteOutcome:
    """How far a lead is has one outcome an evening: a second one takes the place of the first.

    Its thanks stay; they are noted, and counted, once.
    """
    if noted.outcome.state is None:
        return noted
    before = _how_far(snapshot, noted.lead_id)
    if before is None:
        return replace(noted, thanked=noted.thanked and not thanked_tonight(snapshot, noted.lead_id))
    others = thanked_tonight(snapshot, noted.lead_id, besides=before)
    return replace(
        noted,
        corrects=before.id,
        thanked=before.thanked or (noted.thanked and not others),
        note=noted.note or ("" if before.outcome is LeadOutcome.BAD else before.note),
        follow_up_on=noted.follow_up_on or before.follow_up_on,
    )


def thanked_tonight(snapshot: Snapshot, lead_id: LeadId, *, besides: LeadUpdate | None = None) -> bool:
    """Whether its giver was thanked for it at this meeting, with an outcome or with dollars."""
    by_word = any(
        update.thanked or update.outcome is LeadOutcome.THANKS
        for update in snapshot.updates
        if update.lead_id == lead_id and update is not besides
    )
    return by_word or any(report.lead_id == lead_id for report in snapshot.business)


def _how_far(snapshot: Snapshot, lead_id: LeadId) -> LeadUpdate | None:
    """The outcome of tonight that says how far it is."""
    found = [u for u in snapshot.updates if u.lead_id == lead_id and u.outcome.state is not None]
    return found[-1] if found else None


OUTCOMES = {
    1: LeadOutcome.CONTACTED,
    2: LeadOutcome.WORKING,
    4: LeadOutcome.NOT_NEEDED,
    6: LeadOutcome.OUTSIDE,
    7: LeadOutcome.IS_LEAD,
    8: LeadOutcome.THANKS,
}
CLOSED, BAD, NOTHING = 3, 5, 0
_ELSEWHERE = "Digits say what became of a lead in the leads bucket, and when leads are read back."


class BucketKeys:
    """Where the cursor is, and what a digit means there. It decides nothing else."""

    def __init__(self) -> None:
        self.cursor: ItemKey | None = None
        self._found: AtBucket | None = None

    @property
    def is_up(self) -> bool:
        """Whether there is a list."""
        return self._found is not None

    def follow(self, snapshot: Snapshot) -> bool:
        """The list as it is now; the cursor stays, or goes on from what is done. Whether another came up."""
        before, self._found = self._found, at_bucket(snapshot)
        self.cursor = followed(before, self._found, self.cursor) if self._found is not None else None
        return self._found is not None and (before is None or before.place != self._found.place)

    def move(self, by: int) -> None:
        """The next item, or the one before. Raises Refused where there is no list."""
        self.cursor = moved(self._need_list(), self.cursor, by)

    @property
    def ask(self) -> OnAsk | None:
        """The ask under the cursor."""
        item = self._found.item(self.cursor) if self._found is not None else None
        return item if isinstance(item, OnAsk) else None

    @property
    def lead(self) -> EarlierLead | None:
        """The lead under the cursor."""
        item = self._found.item(self.cursor) if self._found is not None else None
        return item.lead if isinstance(item, OnLead) else None

    def meant_by(self, digit: int, snapshot: Snapshot) -> tuple[Command | Form[Any], str]:
        """(what a digit does here: a command, or a form; the name of that form). Raises Refused."""
        from screens.leads.outcome_forms import bad_lead_form
        from screens.meeting import forms as meeting_forms

        found = self._need_list()
        if digit == NOTHING:
            return self._nothing(found, snapshot), ""
        item = self._lead_here(found)
        if digit == CLOSED:
            return meeting_forms.business_from(snapshot, item.lead), f"closed {item.lead.id}"
        if digit == BAD:
            bad = merged_outcome(snapshot, NoteOutcome(lead_id=item.lead.id, outcome=LeadOutcome.BAD))
            return bad_lead_form(bad, f"{item.lead.about} · from {item.lead.giver}"), f"bad {item.lead.id}"
        return self._outcome(OUTCOMES[digit], item, found, snapshot), ""

    def _need_list(self) -> AtBucket:
        if self._found is None:
            raise Refused(_ELSEWHERE)
        return self._found

    def _lead_here(self, found: AtBucket) -> OnLead:
        item = found.item(self.cursor)
        if isinstance(item, OnLead):
            return item
        if not found.leads:
            raise Refused("There is no lead here to report on.")
        raise Refused("Tab chooses a lead first.")

    @staticmethod
    def _outcome(outcome: LeadOutcome, item: OnLead, found: AtBucket, snapshot: Snapshot) -> NoteOutcome:
        if outcome is LeadOutcome.IS_LEAD and item.lead.qualified:
            raise Refused("It is a lead already. 7 is for a raw one.")
        if outcome is LeadOutcome.THANKS and thanked_tonight(snapshot, item.lead.id):
            raise Refused(f"{item.lead.giver} has been thanked for it today already.")
        # With the bucket in hand a receiver thanks the giver in the same breath; when leads are read back
        # it is the table that hears, and the bucket's turn still shows whom to thank.
        thanked = found.turn is not None and outcome.state is not None
        return merged_outcome(snapshot, NoteOutcome(lead_id=item.lead.id, outcome=outcome, thanked=thanked))

    @staticmethod
    def _nothing(found: AtBucket, snapshot: Snapshot) -> GiveNothing:
        turn = found.turn
        if turn is None:
            raise Refused("Who gives nothing today says so when the bucket comes around.")
        if not turn.nothing_today and any(lead.giver_id == turn.member_id for lead in snapshot.leads):
            raise Refused(f"{snapshot.name(turn.member_id)} has given a lead today.")
        return GiveNothing(turn_id=turn.id, nothing=not turn.nothing_today)
