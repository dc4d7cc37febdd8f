"""What came of a lead: its outcome and why, closed business with thanks, and which lead that came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.leads.commands import NoteOutcome, ThankForBusiness
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness, Testimonial
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadOutcome, LeadState, LeadUpdate
from leadsroom.domain.people.professions import HeldSeat, close_seats
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_ahead
from leadsroom.domain.text.wording import listed
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, MoneyField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.people import PersonField
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


def outcome_form(
    update: LeadUpdate, today: date, country: str, seats: Sequence[HeldSeat] = ()
) -> Form[NoteOutcome]:
    """An outcome on record, to be put right; `seats` are those that members hold."""
    choices = [(each, words) for each, words in _OUTCOMES if each in (update.outcome, *_OFFERED)]
    outcome = ChoiceField("outcome", "Outcome", choices, update.outcome)
    note = TextField("note", "Note", update.note)
    outside = outside_field(update.passed_outside)
    day = follow_up_field(update.follow_up_on, today, country)
    thanks = YesNoField("thanks", "Thanks", "thanks to the giver?", update.thanked)

    def build() -> NoteOutcome:
        return NoteOutcome(
            lead_id=update.lead_id,
            outcome=outcome.chosen,
            note=note.text,
            thanked=bool(thanks.value),
            follow_up_on=day.value,
            corrects=update.id,
            passed_outside=outside.text,
        )

    return Form(
        "Outcome of a lead",
        [outcome, note, outside, day, thanks],
        build,
        about=" · ".join(part for part in (update.about, "correct it") if part),
        draft_name=f"outcome {update.id}",
        corrects=True,
        reads_as=lambda: held_here(outside.text, seats),
    )


def note_form(
    lead: Lead, today: date, country: str, *, at_day: bool, seats: Sequence[HeldSeat] = ()
) -> Form[NoteOutcome]:
    """A note and a follow-up; the day that stands already stays unless it is changed."""
    before = lead.standing.follow_up_on
    note, outside = TextField("note", "Note"), outside_field()
    day = follow_up_field(before, today, country)

    def build() -> NoteOutcome:
        noted = clean(note.text) or clean(outside.text)
        if not noted and day.value is None and before is None:
            raise Misfilled(note, "Type a note, or a follow-up date.")
        is_dropped = before is not None and day.value is None
        outcome = LeadOutcome.NO_FOLLOW_UP if is_dropped else LeadOutcome.NOTE
        return NoteOutcome(
            lead.id, outcome, note=note.text, follow_up_on=day.value, passed_outside=outside.text
        )

    return Form(
        "Follow up" if at_day else "Note",
        [day, note, outside] if at_day else [note, day, outside],
        build,
        about=lead.slip.about,
        draft_name=f"note {lead.id}",
        reads_as=lambda: held_here(outside.text, seats),
    )


def outside_field(profession: str = "") -> TextField:
    """To whom outside the chapter a lead was passed on, by profession."""
    return TextField(
        "outside", "Passed on", profession, placeholder="the profession, to somebody outside the chapter"
    )


def held_here(profession: str, seats: Sequence[HeldSeat]) -> Content:
    """Whether a member holds the seat of a profession that a lead was passed outside for."""
    found = close_seats(clean(profession), seats)
    if found.same is not None:
        return Content.styled(f"{found.same.holder} holds {found.same.profession} here.", "$text-warning")
    if found.likely:
        likely = listed((seat.in_words for seat in found.likely), "or")
        return Content.styled(f"It may be a seat of the chapter: {likely}.", "$text-warning")
    return Content("")


def follow_up_field(before: date | None, today: date, country: str) -> DayField:
    """A day to look at a lead again; one that stands already may be past."""
    return DayField(
        "day",
        "Follow up",
        before,
        today,
        read_day_ahead,
        country=country,
        placeholder="e.g. fri, in 2 weeks; or none",
    )


NO_LEAD = "none"
_NAMES_FIRST = (NO_LEAD, "choose both names first")
_GAVE = "gave a lead"
_NEVER_PAID = (LeadState.NOT_NEEDED, LeadState.BAD, LeadState.OUTSIDE)


class Between(Struct, frozen=True):
    """A lead that went from one to the other, in a few words."""

    id: LeadId
    giver_id: PersonId
    receiver_id: PersonId
    words: str
    state: LeadState

    @property
    def option(self) -> tuple[str, str]:
        """It as a choice."""
        closed = " · closed before" if self.state is LeadState.CLOSED else ""
        return str(self.id), f"{self.words}{closed}"

    @classmethod
    def of(cls, lead: EarlierLead | Lead) -> Between:
        """A lead as the table knows it, or as it was read."""
        if isinstance(lead, EarlierLead):
            about, state = (lead.prospect, lead.need), lead.state
        else:
            about, state = (lead.slip.prospect or lead.slip.company, lead.slip.need), lead.standing.state
        words = " · ".join(part for part in about if part) or "a number"
        return cls(lead.id, lead.giver_id, lead.receiver_id, words, state)


class LeadChoice(ChoiceField[str]):
    """Which lead it is about, if any."""

    def __init__(self, name: str, label: str, none: str, meant: str | None = None) -> None:
        """`meant` is the id of a lead or NO_LEAD; None where nobody has said yet."""
        self._none = (NO_LEAD, none)
        super().__init__(name, label, (self._none,), meant)

    def between(self, leads: Sequence[Between], *, likely: bool) -> None:
        """Offer leads; where one is `likely` meant, the only one is chosen until another is."""
        found = [lead.option for lead in leads]
        is_other = self.draft not in {"", NO_LEAD, *(key for key, _ in found)}
        same = [(self.draft, "the same lead as before")] if is_other else []
        only = likely and sum(lead.state is not LeadState.CLOSED for lead in leads) == 1
        self.offer([*same, *found, self._none] if only else [self._none, *same, *found])

    def wait_for_names(self) -> None:
        """Offer nothing yet: that there is none would be said too early."""
        self.offer([_NAMES_FIRST])

    def shown(self, here: bool) -> Content:
        return (
            Content.styled(self.words, "$quiet") if self._options == (_NAMES_FIRST,) else super().shown(here)
        )

    @property
    def lead_id(self) -> LeadId | None:
        """The lead that is chosen."""
        return None if self.chosen == NO_LEAD else LeadId(int(self.chosen))


def paid_between(leads: Iterable[Between], receiver: Person | None, giver: Person | None) -> list[Between]:
    """The leads that dollars may come from, those that are not closed first."""
    if receiver is None or giver is None:
        return []
    own = [x for x in leads if (x.receiver_id, x.giver_id) == (receiver.id, giver.id)]
    return sorted((x for x in own if x.state not in _NEVER_PAID), key=lambda x: x.state is LeadState.CLOSED)


def any_between(leads: Iterable[Between], one: Person | None, other: Person | None) -> list[Between]:
    """Every lead between two people, whoever gave it."""
    if one is None or other is None:
        return []
    return [x for x in leads if {x.receiver_id, x.giver_id} == {one.id, other.id}]


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
        self._corrects, self._thanked = corrects, tuple(thanked or people)
        self.by = PersonField("by", "Received by", people, by, role="received the business")
        self.to = PersonField(
            "to", "Thanks", self._thanked, to, role="is thanked", placeholder="who gave the lead"
        )
        self.amount = MoneyField(
            "amount",
            "Amount",
            corrects.amount if corrects else Money(0, chapter.currency),
            chapter.country,
            may_be_blank=True,
            placeholder="e.g. 4,200",
            hint="blank for thanks only",
        )
        self.lead = LeadChoice("lead", "For", "no lead on record", lead_of(corrects or lead))
        self.note = TextField("note", "Note", corrects.note if corrects else "")
        first: Field = self.amount if by and to and not corrects else self.to if by else self.by
        super().__init__(
            "Closed business, thanks",
            (self.by, self.to, self.amount, self.lead, self.note),
            about="correct it" if corrects else "",
            corrects=corrects is not None,
            first=first,
        )

    def question(self) -> Question | None:
        return between_two(self.by.person, self.to.person)

    def learn(self, question: Question, found: Any) -> None:
        self._found = question, tuple(Between.of(lead) for lead in found)

    def follow(self) -> None:
        asked, found = self._found
        self.to.expect(*self._to_thank())
        # Those that the table shows, until it is known whether there are more.
        leads = found if asked is not None and asked == self.question() else self._open
        if self.by.person is None or self.to.person is None:
            self.lead.wait_for_names()
        else:
            self.lead.between(paid_between(leads, self.by.person, self.to.person), likely=True)

    def _to_thank(self) -> tuple[list[Person], dict[int, str]]:
        """Everybody who can be thanked; who gave the receiver a lead that is open comes first."""
        by = self.by.person
        gave: dict[int, str] = {
            lead.giver_id: _GAVE for lead in self._open if by is not None and lead.receiver_id == by.id
        }
        return sorted(self._thanked, key=lambda person: person.id not in gave), gave

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


def between_two(one: Person | None, other: Person | None) -> Question | None:
    """What went from either of two to the other."""
    if one is None or other is None or one.id == other.id:
        return None
    from leadsroom.views.meeting import lookups

    return Question(lookups.between_two, (one.id, other.id))


def lead_of(meant: EarlierLead | Lead | ClosedBusiness | Testimonial | None) -> str | None:
    """The choice of a lead that a form opens with; of an entry without a lead none, whichever is likely."""
    if meant is None:
        return None
    lead_id = meant.id if isinstance(meant, (EarlierLead, Lead)) else meant.lead_id
    return NO_LEAD if lead_id is None else str(lead_id)
