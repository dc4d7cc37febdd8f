"""The slip."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from leadsroom.domain.ids import PersonId
from leadsroom.domain.phone import Phone
from leadsroom.domain.roster import Person
from leadsroom.domain.slip import Lead, Slip
from leadsroom.domain.text import clean
from leadsroom.meeting.commands import PassLead
from screens.widgets.fields import Field, PersonField, PhoneField, TextField, YesNoField
from screens.widgets.form import Form


class LeadForm(Form):
    """Who gives, to whom, the prospect, the number, the need, and whether they expect the call."""

    title = "Lead"
    keys = "⏎ next   y n answer and save   ↑↓ choose   ⇧tab back   ctrl+s save now"

    def __init__(
        self,
        givers: Sequence[Person],
        receivers: Sequence[Person],
        country: str,
        *,
        giver: Person | None = None,
        lead: Lead | None = None,
        receiver: Person | None = None,
    ) -> None:
        self._lead = lead
        slip = lead.slip if lead else Slip()
        phone = Phone(slip.phone or None, slip.phone_typed)
        self.giver = PersonField("From", givers, id="giver", preset=giver)
        self.receiver = PersonField("To", receivers, id="receiver", preset=receiver)
        self.prospect = TextField("Prospect", id="prospect", value=slip.prospect, placeholder="who wants it")
        self.phone = PhoneField(
            "Phone", country, id="phone", phone=phone, placeholder="blank if it comes later"
        )
        self.need = TextField("Need", id="need", value=slip.need, placeholder="what they want")
        self.expecting = YesNoField("Call", "expecting the call?", id="expecting", value=slip.expecting_call)
        self._preset_giver = giver
        super().__init__("correct it" if lead else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.giver, self.receiver, self.prospect, self.phone, self.need, self.expecting)

    def first_field(self) -> Field:
        return self.receiver if self._preset_giver else self.giver

    def _slip(self) -> Slip:
        phone = self.phone.phone
        was = self._lead.slip if self._lead else Slip()
        same = bool(was.phone) and phone.e164 == was.phone  # written out by the form, not typed anew
        return Slip(
            prospect=clean(self.prospect.text),
            phone=phone.e164 or "",
            phone_typed=was.phone_typed if same else phone.typed,
            need=clean(self.need.text),
            expecting_call=self.expecting.value,
            inside=was.inside,
        )

    def remark(self) -> Content:
        slip = self._slip()
        if slip.blank:
            return Content("")
        if slip.qualified:
            return Content.styled("✓ qualified lead", "bold $text-success")
        return Content.styled(f"▲ {slip.verdict}", "$text-warning")

    def build(self) -> PassLead:
        return PassLead(
            giver_id=PersonId(self.person_of(self.giver, "gives the lead")),
            receiver_id=PersonId(self.person_of(self.receiver, "receives it")),
            slip=self._slip(),
            from_lead_id=self._lead.from_lead_id if self._lead else None,
            corrects=self._lead.id if self._lead else None,
        )
