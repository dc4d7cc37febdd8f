"""A word on a lead: the reason of a bad one, or a word of tonight that was not quite that."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from leadsroom.acts.leads.commands import SayOfLead
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from screens.widgets.fields import ChoiceField, Field, TextField, YesNoField
from screens.widgets.form import Form

_WORDS = {word: word.value for word in LeadOutcome} | {LeadOutcome.IS_LEAD: "it is a lead"}


class BadLeadForm(Form):
    """Why it is none. It is one without a reason too."""

    title = "Bad lead"
    keys = "⏎ save, with a reason or without"

    def __init__(self, said: SayOfLead, about: str) -> None:
        """`said` is the word, to which the reason is added."""
        self._bad = said
        self.reason = TextField("Reason", id="reason", placeholder="such as: the number is somebody else's")
        super().__init__(about)

    def make_fields(self) -> Sequence[Field]:
        return (self.reason,)

    def build(self) -> SayOfLead:
        return replace(self._bad, note=self.reason.text)


class WordForm(Form):
    """A word that was noted, to be put right."""

    title = "Word on a lead"

    def __init__(self, said: LeadUpdate) -> None:
        self._corrects = said
        choices = [(word.value, words) for word, words in _WORDS.items()]
        self.word = ChoiceField("Word", choices, id="word", value=said.word.value)
        self.note = TextField("Note", id="note", value=said.note)
        self.thanks = YesNoField("Thanks", "thanks to the giver?", id="thanks", value=said.thanked)
        super().__init__(f"on {said.about} · correct it")

    def make_fields(self) -> Sequence[Field]:
        return (self.word, self.note, self.thanks)

    def build(self) -> SayOfLead:
        return SayOfLead(
            lead_id=self._corrects.lead_id,
            word=LeadOutcome(self.word.chosen),
            note=self.note.text,
            thanked=bool(self.thanks.value),
            follow_up_on=self._corrects.follow_up_on,
            corrects=self._corrects.id,
        )
