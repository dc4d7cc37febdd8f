"""The keys of the bucket's list: a cursor, and digits that act on the lead under it."""

from __future__ import annotations

from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting.commands import GiveNothing
from leadsroom.domain.leads.lead import EarlierLead, LeadOutcome
from leadsroom.domain.meeting.bucket_list import (
    AtBucket,
    ItemKey,
    OnAsk,
    OnCheck,
    OnLead,
    at_bucket,
    followed,
    moved,
)
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.errors import Refused
from screens.kit.form.dock import Opening

OUTCOMES = {
    1: LeadOutcome.CONTACTED,
    2: LeadOutcome.WORKING,
    4: LeadOutcome.NOT_NEEDED,
    6: LeadOutcome.OUTSIDE,
    7: LeadOutcome.IS_LEAD,
    8: LeadOutcome.THANKS,
}
CLOSED, BAD, NOTHING, ASKED = 3, 5, 0, 9
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

    def to_copy(self, country: str) -> tuple[str, ...]:
        """Of the lead under the cursor: its number, and all of it that is shown."""
        from leadsroom.domain.text.phone import read_phone, show_phone

        lead = self.lead
        if lead is None:
            return ()
        number = show_phone(read_phone(lead.phone, country), country) if lead.phone else ""
        whole = "\n".join(part for part in (lead.prospect, number, lead.need, f"from {lead.giver}") if part)
        return (number, whole) if number else (whole,)

    def meant_by(self, digit: int, snapshot: Snapshot) -> Command | Opening:
        """What a digit does here: a command, or a form to open. Raises Refused."""
        from screens.leads.outcome_forms import bad_lead_form
        from screens.meeting import forms as meeting_forms

        found = self._need_list()
        if digit == NOTHING:
            return self._nothing(found)
        if digit == ASKED:
            return self._asked(found)
        item = self._lead_here(found)
        if digit == CLOSED:
            return Opening(meeting_forms.business_from(snapshot, item.lead), f"closed {item.lead.id}")
        if digit == BAD:
            bad = NoteOutcome(lead_id=item.lead.id, outcome=LeadOutcome.BAD)
            about = f"{item.lead.about} · from {item.lead.giver}"
            return Opening(bad_lead_form(bad, about), f"bad {item.lead.id}")
        outcome = OUTCOMES[digit]
        return NoteOutcome(lead_id=item.lead.id, outcome=outcome, thanked=found.thanks_with(outcome))

    def _asked(self, found: AtBucket) -> Opening:
        """What the receiver says of the slip to check under the cursor, or of the first one that waits.

        Of a lead that is read back, what its giver heard.
        """
        from screens.leads.answer_forms import GiverAnswerForm, check_form

        item = found.item(self.cursor)
        if found.turn is not None and not isinstance(item, OnCheck):
            item = next((check for check in found.checks if check.pending), item)
        lead = item.lead if isinstance(item, OnCheck | OnLead) else None
        about = f"{lead.about} · from {lead.giver}" if lead is not None else ""
        if isinstance(item, OnCheck):
            return Opening(check_form(item.lead.id, about), f"check {item.lead.id}")
        if isinstance(item, OnLead) and found.turn is None:
            return Opening(GiverAnswerForm(item.lead.id, about), f"answer {item.lead.id}")
        raise Refused("9 is for a slip to check, or for the giver's answer when leads are read back.")

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
    def _nothing(found: AtBucket) -> GiveNothing:
        if found.turn is None:
            raise Refused("Who gives nothing today says so when the bucket comes around.")
        return GiveNothing(turn_id=found.turn.id, nothing=not found.turn.nothing_today)
