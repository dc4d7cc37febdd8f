"""What is asked about a lead later: its receiver when slips are checked, its giver for the officers."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from leadsroom.acts.leads.commands import CheckSlip, NoteGiverAnswer
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.slip_check import Served, SlipCheck
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, TextField
from screens.kit.form.form import Form, Question, Remark

_SERVED: tuple[tuple[Served | None, str], ...] = (
    (None, "nothing yet"),
    *((served, served.value) for served in Served),
)


def check_form(lead_id: LeadId, about: str, check: SlipCheck | None = None) -> Form[CheckSlip]:
    """Three questions to the receiver of a slip; y and n answer, and the third answer saves."""
    called = YesNoField("called", "Called", "have you called them?", check.called if check else None)
    expecting = YesNoField(
        "expecting", "Expecting", "were they expecting the call?", check.expecting if check else None
    )
    is_real = YesNoField("real", "Real", "was it a real lead?", check.is_real if check else None)

    def build() -> CheckSlip:
        corrects = check.id if check else None
        return CheckSlip(lead_id, called.value, expecting.value, is_real.value, corrects)

    return Form(
        "Check of a slip",
        [called, expecting, is_real],
        build,
        about=about,
        draft_name=f"check {lead_id}",
        corrects=check is not None,
    )


class GiverAnswerForm(Form[NoteGiverAnswer]):
    """How the prospect was served, as the giver heard. What is on record already stands there to be read."""

    def __init__(self, lead_id: LeadId, about: str) -> None:
        self._lead_id = lead_id
        self.served = ChoiceField("served", "Served", _SERVED)
        self.words = TextField("words", "Words", placeholder="what the giver heard")
        super().__init__(
            "The giver's answer",
            [self.served, self.words],
            about=about,
            draft_name=f"answer {lead_id}",
        )

    def question(self) -> Question | None:
        from leadsroom.views.meeting import lookups

        return Question(lookups.answer_of_giver, (self._lead_id,))

    def learn(self, _question: Question, found: Any) -> None:
        if found is not None and not self.changed:
            self.served.draft, self.words.text = found.served.value, found.words

    def remark(self, _here: Field) -> Remark:
        return Remark(Content.styled("For officers: in no minutes, slip, review or letter.", "$quiet"))

    def build(self) -> NoteGiverAnswer:
        served = self.served.chosen
        if served is None:
            raise Misfilled(self.served, "Choose how they were served, or press esc.")
        return NoteGiverAnswer(self._lead_id, served, self.words.text)
