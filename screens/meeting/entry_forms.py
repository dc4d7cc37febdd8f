"""Entries of tonight's record: a testimonial, an announcement, closed business with thanks, an ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadsroom.acts.leads.commands import GiveTestimonial
from leadsroom.acts.meeting.commands import KeepAsk, MakeAnnouncement
from leadsroom.domain.ids import TurnId
from leadsroom.domain.leads.closed_business import Testimonial
from leadsroom.domain.meeting.record_kinds import Announcement
from leadsroom.domain.people.roster import Person
from screens.kit.form.field import Misfilled, OfferField, ReadField, TextField, required
from screens.kit.form.form import Form, Question
from screens.kit.form.people import PersonField
from screens.leads.outcome_forms import Between, LeadChoice, any_between, between_two, lead_of

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
        self.lead = LeadChoice("lead", "For", "no lead in particular", lead_of(corrects))
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
        return between_two(self.by.person, self.about_whom.person)

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
        required("Type the announcement."),
        placeholder="the announcement",
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
