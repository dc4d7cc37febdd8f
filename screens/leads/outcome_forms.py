"""The outcome of a lead: the reason of a bad one, or an outcome on record that was not quite that."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadUpdate
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_ahead
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Misfilled, TextField
from screens.kit.form.form import Form
from screens.kit.form.read_fields import DayField

_OUTCOMES = tuple((outcome, outcome.words) for outcome in LeadOutcome)
_OFFERED = tuple(outcome for outcome in LeadOutcome if outcome is not LeadOutcome.NO_FOLLOW_UP)


def bad_lead_form(outcome: NoteOutcome, about: str) -> Form[NoteOutcome]:
    """Why it is none, which is added to the outcome. It is a bad lead without a reason too."""
    reason = TextField("reason", "Reason", placeholder="such as: the number is somebody else's")
    return Form(
        "Bad lead",
        [reason],
        lambda: replace(outcome, note=reason.text),
        about=about,
        draft_name=f"bad {outcome.lead_id}",
    )


def outcome_form(update: LeadUpdate, today: date) -> Form[NoteOutcome]:
    """An outcome on record, to be put right."""
    choices = [(each, words) for each, words in _OUTCOMES if each in (update.outcome, *_OFFERED)]
    outcome = ChoiceField("outcome", "Outcome", choices, update.outcome)
    note = TextField("note", "Note", update.note)
    day = follow_up_field(update.follow_up_on, today)
    thanks = YesNoField("thanks", "Thanks", "thanks to the giver?", update.thanked)

    def build() -> NoteOutcome:
        return NoteOutcome(
            lead_id=update.lead_id,
            outcome=outcome.chosen,
            note=note.text,
            thanked=bool(thanks.value),
            follow_up_on=day.value,
            corrects=update.id,
        )

    return Form(
        "Outcome of a lead",
        [outcome, note, day, thanks],
        build,
        about=" · ".join(part for part in (update.about, "correct it") if part),
        draft_name=f"outcome {update.id}",
        corrects=True,
    )


def note_form(lead: Lead, today: date, *, at_day: bool) -> Form[NoteOutcome]:
    """A note and a follow-up; the day that stands already stays unless it is changed."""
    before = lead.standing.follow_up_on
    note = TextField("note", "Note")
    day = follow_up_field(before, today)

    def build() -> NoteOutcome:
        if not clean(note.text) and day.value is None and before is None:
            raise Misfilled(note, "Type a note, or a follow-up date.")
        is_dropped = before is not None and day.value is None
        outcome = LeadOutcome.NO_FOLLOW_UP if is_dropped else LeadOutcome.NOTE
        return NoteOutcome(lead.id, outcome, note=note.text, follow_up_on=day.value)

    return Form(
        "Follow up" if at_day else "Note",
        [day, note] if at_day else [note, day],
        build,
        about=lead.slip.about,
        draft_name=f"note {lead.id}",
    )


def follow_up_field(before: date | None, today: date) -> DayField:
    """A day to look at a lead again; one that stands already may be past."""
    return DayField(
        "day", "Follow up", before, today, read_day_ahead, placeholder="e.g. fri, in 2 weeks; or none"
    )
