"""Entries of tonight's record: a testimonial, an announcement, closed business with thanks, an ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from leadsroom.acts.leads.commands import GiveTestimonial, ThankForBusiness
from leadsroom.acts.meeting.commands import KeepAsk, MakeAnnouncement
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import TurnId
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import EarlierLead, Lead
from leadsroom.domain.meeting.record_kinds import Announcement
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money
from screens.kit.form.field import Field, Misfilled, MoneyField, OfferField, ReadField, TextField, required
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.people import PersonField
from screens.leads.lead_choice import NO_LEAD, Between, LeadChoice, any_between, paid_between

_CORRECT = "correct it"


class TestimonialForm(Form[GiveTestimonial]):
    """By whom, about whom, in which words, and for which lead if any."""

    __test__ = False

    def __init__(
        self,
        people: Sequence[Person],
        *,
        by: Person | None = None,
        about: Person | None = None,
        corrects: Testimonial | None = None,
    ) -> None:
        self.by = PersonField("by", "By", people, by, role="gives the testimonial")
        self.about_whom = PersonField("about", "About", people, about, role="it is about")
        words = corrects.words if corrects else ""
        self.words = TextField("words", "Words", words, placeholder="in a few words")
        self.lead = LeadChoice("lead", "For", "no lead in particular", _lead_of(corrects))
        self._leads: tuple[Between, ...] = ()
        self._corrects = corrects
        super().__init__(
            "Testimonial",
            (self.by, self.about_whom, self.words, self.lead),
            about=_CORRECT if corrects else "",
            corrects=corrects is not None,
            first=self.about_whom if by else self.by,
        )

    def question(self) -> Question | None:
        return _between(self.by.person, self.about_whom.person)

    def learn(self, _question: Question, found: Any) -> None:
        self._leads = tuple(Between.of(lead) for lead in found)

    def follow(self) -> None:
        found = any_between(self._leads, self.by.person, self.about_whom.person)
        self.lead.between(found, likely=False)
        # Nobody is asked for a lead where there is none, or only none was ever meant.
        self.lead.is_away = not self.lead.has_choice

    def build(self) -> GiveTestimonial:
        by, about = self.by.person_id, self.about_whom.person_id
        if by == about:
            raise Misfilled(self.about_whom, f"A testimonial is about somebody else than {self.by.text}.")
        return GiveTestimonial(
            by_id=by,
            about_id=about,
            words=self.words.text,
            lead_id=self.lead.lead_id,
            corrects=self._corrects.id if self._corrects else None,
        )


def announcement_form(
    people: Sequence[Person],
    *,
    by: Person | None = None,
    corrects: Announcement | None = None,
) -> Form[MakeAnnouncement]:
    """Who announces what to everybody."""
    who = PersonField("by", "By", people, by, role="announces it")
    words = ReadField(
        "words",
        "Words",
        corrects.words if corrects else "",
        required("Type what everybody is to know."),
        placeholder="what everybody is to know",
        width=64,
    )

    def build() -> MakeAnnouncement:
        corrected = corrects.id if corrects else None
        return MakeAnnouncement(by_id=who.person_id, words=words.value, corrects=corrected)

    return Form(
        "Announcement",
        (who, words),
        build,
        about=_CORRECT if corrects else "",
        corrects=corrects is not None,
        first=words if by else who,
    )


class BusinessForm(Form[ThankForBusiness]):
    """Who thanks whom, for how much, and from which lead."""

    def __init__(
        self,
        people: Sequence[Person],
        open_leads: Sequence[EarlierLead | Lead],
        chapter: Chapter,
        *,
        thanked: Sequence[Person] = (),
        by: Person | None = None,
        to: Person | None = None,
        lead: EarlierLead | Lead | None = None,
        corrects: ClosedBusiness | None = None,
    ) -> None:
        self._open = tuple(Between.of(one) for one in open_leads)
        self._found: tuple[Question | None, tuple[Between, ...]] = (None, ())
        self._corrects = corrects
        self.by = PersonField("by", "Received by", people, by, role="received the business")
        self.to = PersonField(
            "to", "Thanks", thanked or people, to, role="is thanked", placeholder="who gave the lead"
        )
        self.amount = MoneyField(
            "amount",
            "Amount",
            corrects.amount if corrects else Money(0, chapter.currency),
            chapter.country,
            may_be_blank=True,
            placeholder="4,200; blank for thanks only",
        )
        self.lead = LeadChoice("lead", "For", "no lead on record", _lead_of(corrects or lead))
        self.note = TextField("note", "Note", corrects.note if corrects else "")
        first: Field = self.amount if by and to and not corrects else self.to if by else self.by
        super().__init__(
            "Closed business, thanks",
            (self.by, self.to, self.amount, self.lead, self.note),
            about=_CORRECT if corrects else "",
            corrects=corrects is not None,
            first=first,
        )

    def question(self) -> Question | None:
        return _between(self.by.person, self.to.person)

    def learn(self, question: Question, found: Any) -> None:
        self._found = question, tuple(Between.of(lead) for lead in found)

    def follow(self) -> None:
        asked, found = self._found
        # Those that the table shows, until it is known whether there are more.
        leads = found if asked is not None and asked == self.question() else self._open
        self.lead.between(paid_between(leads, self.by.person, self.to.person), likely=True)

    def remark(self, _here: Field) -> Remark:
        unclear = self.amount.refusal()
        return Remark(Content.styled(unclear, "$text-warning"), self.amount) if unclear else Remark()

    def build(self) -> ThankForBusiness:
        by, to = self.by.person_id, self.to.person_id
        if by == to:
            name = self.to.text
            raise Misfilled(self.to, f"{name} cannot thank {name}. Choose who gave the lead.")
        return ThankForBusiness(
            reported_by_id=by,
            credited_to_id=to,
            amount=self.amount.value,
            lead_id=self.lead.lead_id,
            note=self.note.text,
            corrects=self._corrects.id if self._corrects else None,
        )


def ask_form(turn_id: TurnId, name: str, ask: str, last: str = "") -> Form[KeepAsk]:
    """What a speaker is looking for; last week's may be taken for the same again."""
    field = OfferField(
        "ask", "Asks for", ask, placeholder="who or what would help them", offer=last, since="last week"
    )
    # An ask has no name on it: its draft belongs to who asked.
    return Form(
        "Looking for",
        [field],
        lambda: KeepAsk(turn_id=turn_id, looking_for=field.text),
        about=name,
        draft_name=f"ask {turn_id}",
    )


def _between(one: Person | None, other: Person | None) -> Question | None:
    """What went from either of two to the other."""
    if one is None or other is None or one.id == other.id:
        return None
    from leadsroom.views.meeting import lookups

    return Question(lookups.between_two, (one.id, other.id))


def _lead_of(meant: EarlierLead | Lead | ClosedBusiness | Testimonial | None) -> str | None:
    """The choice of a lead that a form opens with; of an entry without a lead none, whichever is likely."""
    if meant is None:
        return None
    lead_id = meant.id if isinstance(meant, (EarlierLead, Lead)) else meant.lead_id
    return NO_LEAD if lead_id is None else str(lead_id)
