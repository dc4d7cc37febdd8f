"""Forms about what was said: a testimonial, an announcement, thanks with dollars, what a speaker asks for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from leadsroom.acts.leads.commands import GiveTestimonial, ThankForBusiness
from leadsroom.acts.meeting.commands import KeepAsk, MakeAnnouncement
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import EarlierLead, Lead
from leadsroom.domain.meeting.record_kinds import Announcement
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.typed_amount import read_money, typed_money
from leadsroom.errors import Refused
from screens.dialogs.lead_choice import NO_LEAD, Between, LeadChoice, any_between, paid_between
from screens.widgets.fields import Field, NotedField, OfferField, PersonField, TextField
from screens.widgets.form import BetweenTwo, Form


class TestimonialForm(Form):
    """By whom, about whom, in which words, and for which lead if any."""

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
        self.lead = LeadChoice("For", "no lead in particular", id="lead", meant=_lead_of(corrects))
        self._leads: tuple[Between, ...] = ()
        self._corrects = corrects
        self._preset = by
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.by, self.about, self.words, self.lead)

    def first_field(self) -> Field:
        return self.about if self._preset else self.by

    def on_mount(self) -> None:
        self._offer_leads()

    @property
    def question(self) -> BetweenTwo | None:
        return _between(self.by.person, self.about.person)

    def told(self, leads: Sequence[Lead]) -> None:
        self._leads = tuple(Between.of(lead) for lead in leads)
        self._offer_leads()

    @on(Field.Edited)
    def _offer_leads(self) -> None:
        found = any_between(self._leads, self.by.person, self.about.person)
        self.lead.between(found, likely=False)

    def after(self, field: Field) -> Field | None:
        # Nobody is asked for a lead where there is none, or only none was ever meant.
        last = self.words if not self.lead.has_choice else self.lead
        return None if field is last else super().after(field)

    def build(self) -> GiveTestimonial:
        by = PersonId(self.person_of(self.by, "gives the testimonial"))
        about = PersonId(self.person_of(self.about, "it is about"))
        if by == about:
            self._go_to(self.about)
            raise Refused(f"A testimonial is about somebody else than {self.by.sought}.")
        return GiveTestimonial(
            by_id=by,
            about_id=about,
            words=self.words.text,
            lead_id=self.lead.lead_id,
            corrects=self._corrects.id if self._corrects else None,
        )


class AnnouncementForm(Form):
    """Who tells the whole group what."""

    title = "Announcement"

    def __init__(
        self, people: Sequence[Person], *, by: Person | None = None, corrects: Announcement | None = None
    ) -> None:
        self.by = PersonField("By", people, id="by", preset=by)
        words = corrects.words if corrects else ""
        self.words = TextField("Words", id="words", value=words, placeholder="what everybody is to know")
        self._corrects = corrects
        self._first = self.words if by else self.by
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.by, self.words)

    def first_field(self) -> Field:
        return self._first

    def build(self) -> MakeAnnouncement:
        by = PersonId(self.person_of(self.by, "announces it"))
        if not self.words.text.strip():
            self._go_to(self.words)
        corrects = self._corrects.id if self._corrects else None
        return MakeAnnouncement(by_id=by, words=self.words.text, corrects=corrects)


class BusinessForm(Form):
    """Who thanks whom, for how much, and from which lead."""

    title = "Closed business, thanks"

    def __init__(
        self,
        people: Sequence[Person],
        open_leads: Sequence[EarlierLead],
        chapter: Chapter,
        *,
        thanked: Sequence[Person] = (),
        by: Person | None = None,
        to: Person | None = None,
        lead: EarlierLead | None = None,
        corrects: ClosedBusiness | None = None,
    ) -> None:
        self._open = tuple(Between.of(one) for one in open_leads)
        self._known: tuple[BetweenTwo | None, tuple[Between, ...]] = (None, ())
        self._country = chapter.country
        self._currency = corrects.amount.currency if corrects else chapter.currency
        self._corrects = corrects
        told = corrects.amount if corrects and corrects.amount.minor else None
        amount = typed_money(told, self._country) if told else ""
        self.by = PersonField("Received by", people, id="by", preset=by)
        self.to = PersonField(
            "Thanks", thanked or people, id="to", preset=to, placeholder="who gave the lead"
        )
        self.amount = NotedField(
            "Amount", id="amount", value=amount, placeholder="4,200 · blank: only thanks"
        )
        meant = corrects or lead
        self.lead = LeadChoice("For", "no lead on record", id="lead", meant=_lead_of(meant))
        self.note = TextField("Note", id="note", value=corrects.note if corrects else "")
        self._first = self.amount if by and to and not corrects else self.to if by else self.by
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.by, self.to, self.amount, self.lead, self.note)

    def first_field(self) -> Field:
        return self._first

    def on_mount(self) -> None:
        self._follow()

    @property
    def question(self) -> BetweenTwo | None:
        return _between(self.by.person, self.to.person)

    def told(self, leads: Sequence[Lead]) -> None:
        self._known = self.question, tuple(Between.of(lead) for lead in leads)
        self._follow()

    def put_back(self, draft: dict[str, str]) -> None:
        super().put_back(draft)
        self._follow()

    @on(Field.Edited)
    def _follow(self) -> None:
        asked, known = self._known
        # Those that the table shows, until it is known whether there are more.
        leads = known if asked == self.question else self._open
        found = paid_between(leads, self.by.person, self.to.person)
        self.lead.between(found, likely=True)
        self.amount.note(self._understood())

    def _understood(self) -> Content:
        """The amount as it is understood."""
        try:
            amount = self._amount()
        except Refused:
            return Content("")
        return (
            Content.styled(f"= {show_money(amount, self._country)}", "bold") if amount.minor else Content("")
        )

    def remark(self) -> Content:
        return Content.styled(self.refuses(self.amount), "$text-warning")

    def refuses(self, field: Field) -> str:
        if field is self.amount:
            try:
                self._amount()
            except Refused as unclear:
                return str(unclear)
        return ""

    def _amount(self) -> Money:
        typed = self.amount.text.strip()
        return read_money(typed, self._currency, self._country) if typed else Money(0, self._currency)

    def build(self) -> ThankForBusiness:
        by = PersonId(self.person_of(self.by, "received the business"))
        to = PersonId(self.person_of(self.to, "is thanked"))
        if by == to:
            self._go_to(self.to)
            name = self.to.sought
            raise Refused(f"{name} cannot thank {name}. Choose who gave the lead.")
        try:
            amount = self._amount()
        except Refused:
            self._go_to(self.amount)
            raise
        return ThankForBusiness(
            reported_by_id=by,
            credited_to_id=to,
            amount=amount,
            lead_id=self.lead.lead_id,
            note=self.note.text,
            corrects=self._corrects.id if self._corrects else None,
        )


def _between(one: Person | None, other: Person | None) -> BetweenTwo | None:
    if one is None or other is None or one.id == other.id:
        return None
    return BetweenTwo(PersonId(one.id), PersonId(other.id))


def _lead_of(meant: EarlierLead | ClosedBusiness | Testimonial | None) -> str | None:
    """The choice of a lead that a form opens with; of an entry without a lead none, whichever is likely."""
    if meant is None:
        return None
    lead_id = meant.id if isinstance(meant, EarlierLead) else meant.lead_id
    return NO_LEAD if lead_id is None else str(lead_id)


class AskForm(Form):
    """What a speaker is looking for; last week's may be taken for the same again."""

    title = "Looking for"

    def __init__(self, turn_id: TurnId, name: str, ask: str, last: str = "") -> None:
        self._turn_id = turn_id
        self.ask = OfferField(
            "Asks for",
            id="ask",
            value=ask,
            placeholder="who or what would help them",
            offer=last,
            when="last week",
        )
        super().__init__(name)
        # An ask has no name on it: its draft belongs to who said it.
        self.draft_name = f"ask {turn_id}"

    def make_fields(self) -> Sequence[Field]:
        return (self.ask,)

    def build(self) -> KeepAsk:
        return KeepAsk(turn_id=self._turn_id, looking_for=self.ask.text)
