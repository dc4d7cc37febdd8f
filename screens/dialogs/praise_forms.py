"""Forms about what was said: a testimonial, thanks with dollars, what a speaker is looking for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.money import Money, read_money
from leadsroom.domain.roster import Person
from leadsroom.domain.slip import OpenLead
from leadsroom.domain.snapshot import ClosedBusiness, Testimonial
from leadsroom.meeting.commands import GiveTestimonial, KeepAsk, ThankForBusiness
from screens.widgets.fields import ChoiceField, Field, PersonField, TextField
from screens.widgets.form import Form

_NO_LEAD = "no lead of earlier meetings"


class TestimonialForm(Form):
    """By whom, about whom, in which words."""

    title = "Testimonial"
    __test__ = False

    def __init__(
        self,
        people: Sequence[Person],
        *,
        by: Person | None = None,
        about: Person | None = None,
        corrects: Testimonial | None = None,
    ) -> None:
        self.by = PersonField("By", people, id="by", preset=by)
        self.about = PersonField("About", people, id="about", preset=about)
        words = corrects.words if corrects else ""
        self.words = TextField("Words", id="words", value=words, placeholder="in a few words")
        self._corrects = corrects
        self._preset = by
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.by, self.about, self.words)

    def first_field(self) -> Field:
        return self.about if self._preset else self.by

    def build(self) -> GiveTestimonial:
        return GiveTestimonial(
            by_id=PersonId(self.person_of(self.by, "gives the testimonial")),
            about_id=PersonId(self.person_of(self.about, "it is about")),
            words=self.words.text,
            corrects=self._corrects.id if self._corrects else None,
        )


def _about(lead: OpenLead) -> str:
    """A lead in a few words."""
    return " · ".join(part for part in (lead.prospect, lead.need) if part)


class BusinessForm(Form):
    """Who thanks whom, for how much, and from which lead."""

    title = "Closed business, thanks"

    def __init__(
        self,
        people: Sequence[Person],
        open_leads: Sequence[OpenLead],
        currency: str,
        *,
        by: Person | None = None,
        to: Person | None = None,
        corrects: ClosedBusiness | None = None,
    ) -> None:
        self._open = tuple(open_leads)
        self._currency = currency
        self._corrects = corrects
        self._preset = by
        amount = f"{corrects.amount.amount}" if corrects and corrects.amount.minor else ""
        self.by = PersonField("Received by", people, id="by", preset=by)
        self.to = PersonField("Thanks", people, id="to", preset=to, placeholder="who gave the lead")
        self.amount = TextField(
            "Amount", id="amount", value=amount, placeholder="like 4,200 · blank: thanks only"
        )
        self.lead = ChoiceField("For", (_NO_LEAD,), id="lead")
        self.note = TextField("Note", id="note", value=corrects.note if corrects else "")
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.by, self.to, self.amount, self.lead, self.note)

    def first_field(self) -> Field:
        return self.to if self._preset else self.by

    def on_mount(self) -> None:
        super().on_mount()
        self._offer_leads()

    def put_back(self, draft: dict[str, str]) -> None:
        super().put_back(draft)
        self._offer_leads()
        self.lead.draft = draft.get(self.lead.id or "", "")

    def _between(self) -> tuple[OpenLead, ...]:
        by, to = self.by.person, self.to.person
        if by is None or to is None:
            return ()
        return tuple(x for x in self._open if x.receiver_id == by.id and x.giver_id == to.id)

    @on(Field.Edited)
    def _offer_leads(self) -> None:
        self.lead.offer([title for title, _ in self._choices()])

    def _choices(self) -> list[tuple[str, LeadId | None]]:
        """The leads it may come from; the only one between the two is chosen unless told otherwise."""
        found: list[tuple[str, LeadId | None]] = [(_about(x), x.id) for x in self._between()]
        none: tuple[str, LeadId | None] = (_NO_LEAD, None)
        if self._corrects and self._corrects.lead_id:
            return [("the same lead as before", self._corrects.lead_id), *found, none]
        return [*found, none] if len(found) == 1 else [none, *found]

    def _lead_id(self) -> LeadId | None:
        ids = [lead_id for _, lead_id in self._choices()]
        return ids[self.lead.at] if self.lead.at < len(ids) else None

    def build(self) -> ThankForBusiness:
        typed = self.amount.text.strip()
        amount = read_money(typed, self._currency) if typed else Money(0, self._currency)
        return ThankForBusiness(
            reported_by_id=PersonId(self.person_of(self.by, "received the business")),
            credited_to_id=PersonId(self.person_of(self.to, "is thanked")),
            amount=amount,
            lead_id=self._lead_id(),
            note=self.note.text,
            corrects=self._corrects.id if self._corrects else None,
        )


class AskForm(Form):
    """What a speaker is looking for."""

    title = "Looking for"

    def __init__(self, turn_id: TurnId, name: str, ask: str) -> None:
        self._turn_id = turn_id
        self.ask = TextField("Asks for", id="ask", value=ask, placeholder="who or what would help them")
        super().__init__(name)

    def make_fields(self) -> Sequence[Field]:
        return (self.ask,)

    def build(self) -> KeepAsk:
        return KeepAsk(turn_id=self._turn_id, looking_for=self.ask.text)
