"""The slip: who gives, to whom, the prospect, the number, the need, the call; and with f2 the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.leads.lead import Lead, Standing, passed_before, same_lead, still_missing, verdict
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.meeting.suggestions import Ask, likely_givers, likely_receivers
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.phone import Phone, not_read, phone_in, read_phone, typed_over
from leadsroom.domain.text.plain_text import clean
from screens.kit.form.choice import YesNoField
from screens.kit.form.field import Field, Misfilled, PhoneField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.people import PeopleField, PersonField
from screens.leads.slip_choices import SlipTable
from screens.leads.slip_fields import RestOfSlip, SameChoice
from screens.leads.slip_fields import who_calls as calls_by_name


class LeadForm(Form[PassLead]):
    """A new slip, or one on record that is corrected. `answers` is the ask that it was opened on."""

    def __init__(
        self,
        table: SlipTable,
        *,
        giver: Person | None = None,
        lead: Lead | None = None,
        receiver: Person | None = None,
        answers: TurnId | None = None,
    ) -> None:
        self._table, self._lead = table, lead
        self._leads: tuple[Lead, ...] = ()
        self._spoken_of: Ask | None = None
        self._worked_out: dict[str, tuple[Any, ...]] = {}
        self._is_judged = lead is not None
        self._skips_phone = self._stays_at_need = False
        self._taken_as_need = ""  # a number that somebody means to be the need
        slip = lead.slip if lead else Slip()
        self.quick = (*self._of_people(giver, receiver), *self._of_prospect(slip))
        self.same = SameChoice()
        self.rest = RestOfSlip.of(slip, lead, answers)
        self._show_rest(lead is not None and _says_more(lead))
        super().__init__(
            "Lead",
            (*self.quick, self.same, *self.rest.fields),
            about="correct it" if lead else "",
            first=self._first(giver, receiver),
            corrects=lead is not None,
        )

    def _of_people(self, giver: Person | None, receiver: Person | None) -> tuple[Field, ...]:
        table = self._table
        self.giver = PersonField("giver", "From", table.givers, giver, role="gives the lead")
        self.giver.expect_likely(likely_givers(table.givers, table.up))
        # A lead on record has one receiver.
        to = PersonField if self._lead else PeopleField
        self.receiver = to("receiver", "To", table.receivers, receiver, role="receives it")
        return self.giver, self.receiver

    def _of_prospect(self, slip: Slip) -> tuple[Field, ...]:
        self.prospect = TextField("prospect", "Prospect", slip.prospect, placeholder="who wants it")
        self.phone = PhoneField(
            "phone",
            "Phone",
            lambda: self._table.chapter.country,
            Phone(slip.phone or None, slip.phone_typed),
            placeholder="blank if it comes later",
        )
        self.need = TextField("need", "Need", slip.need, placeholder="what they want")
        self.expecting = YesNoField("expecting", "Call", "expecting the call?", slip.expecting_call)
        return self.prospect, self.phone, self.need, self.expecting

    def _first(self, giver: Person | None, receiver: Person | None) -> Field:
        """What is missing is filled in first; of a new slip what nobody could know before."""
        if self._lead is not None:
            missing = self._slip().missing(self._table.chapter.asked_of_leads)
            return next((self._field_of(fact) for fact in missing), self.giver)
        if giver is None:
            return self.giver
        return self.receiver if receiver is None else self.prospect

    def _field_of(self, fact: Fact) -> Field:
        """The field of a fact; one of the rest is brought into view."""
        fields: dict[Fact, Field] = {
            Fact.NAME: self.prospect,
            Fact.PHONE: self.phone,
            Fact.NEED: self.need,
            Fact.EXPECTING: self.expecting,
            Fact.KNOWS_CALLER: self.rest.knows_caller,
            Fact.SOON: self.rest.when,
            Fact.OUTSIDE: self.rest.inside,
            Fact.MONEY: self.rest.inside,
        }
        field = fields[fact]
        if field in self.rest.fields:
            self._show_rest(True)
        return field

    # The rest of the slip

    @property
    def rest_is_open(self) -> bool:
        """Whether the rest is in view."""
        return not self.rest.note.is_away

    def _show_rest(self, shown: bool) -> None:
        for field in self.rest.fields:
            field.is_away = not shown

    @property
    def reachable(self) -> tuple[Field, ...]:
        return tuple(dict.fromkeys((*self.fields, *self.rest.fields)))

    def bring_into_view(self, field: Field) -> None:
        if field.is_away:
            self._show_rest(True)

    @property
    def more_word(self) -> str:
        return "less" if self.rest_is_open else "more"

    def more(self) -> Field:
        self._show_rest(not self.rest_is_open)
        self.follow()
        return self.rest.company if self.rest_is_open else self.expecting

    # What follows from what is typed

    def question(self) -> Question | None:
        """What its receivers have already, and what the giver's lead may have grown out of."""
        from leadsroom.views.meeting import lookups

        seats = {self._table.seat(person) for person in (*self._receivers, self.giver.person)}
        found = frozenset(seat for seat in seats if seat is not None)
        return Question(lookups.received_by, (found,)) if found else None

    def learn(self, _question: Question, found: Any) -> None:
        self._leads = tuple(found)

    def put_back(self, draft: Any) -> None:
        self._is_judged = self._is_judged or bool(draft.get("expecting"))
        super().put_back(draft)
        if self.changed & {field.name for field in self.rest.fields}:
            self._show_rest(True)
            self.follow()

    def follow(self) -> None:
        slip = self._slip()
        table, giver = self._table, self._table.seat(self.giver.person)
        words = f"{slip.prospect} {slip.need}"
        if self._differs("receivers", giver, words):
            self.receiver.expect_likely(likely_receivers(table.receivers, table.asks, words, giver=giver))
        if self._differs("leads", giver, self._leads):
            besides = self._lead.id if self._lead else None
            self.rest.from_lead.offer(table.leads_to_grow_from(giver, self._leads, besides))
        # Of several receivers nobody knows whose ask it would be.
        one = self._receivers[0] if len(self._receivers) == 1 else None
        self.rest.answers.offer(table.asks_to_answer(table.seat(one)))
        self._spoken_of = table.ask_spoken_of(table.seat(one), words)
        before = self._same_lead(slip)
        is_another = before is not None and self._is_another_on_record(before)
        self.same.ask(before is not None, is_another=is_another)
        self.rest.who_calls.offer(self._who_calls(slip))
        calls_back = slip.who_calls is WhoCalls.PROSPECT
        self.expecting.question = "did they promise to call?" if calls_back else "expecting the call?"
        self.expecting.hint = self._closed_rest if self._warning(slip).words else ""

    def _differs(self, what: str, *rests_on: Any) -> bool:
        """Whether what something rests on has changed since it was worked out: a letter costs little then."""
        before, self._worked_out[what] = self._worked_out.get(what), rests_on
        return before != rests_on

    def _who_calls(self, slip: Slip) -> Sequence[tuple[WhoCalls, str]]:
        giver = self.giver.person.name if self.giver.person else ""
        to = " and ".join(person.name for person in self._receivers)
        return calls_by_name(giver, to, slip.prospect or slip.company, many=len(self._receivers) > 1)

    @property
    def _receivers(self) -> tuple[Person, ...]:
        field = self.receiver
        if isinstance(field, PeopleField):
            return field.people
        return (field.person,) if field.person else ()

    # The number behind a name, and the one that is no need

    def finish(self, field: Field) -> str:
        self._skips_phone = field is self.prospect and self._number_came_along()
        self._stays_at_need = field is self.need and self._number_was_typed_as_need()
        if field is self.need and (doubt := self._doubt_of_need()):
            self._taken_as_need = self.need.text
            return doubt
        return super().finish(field)

    def after(self, field: Field) -> Field | None:
        if field is self.prospect and self._skips_phone:
            return self.need
        if field is self.need and self._stays_at_need:
            return self.need
        return super().after(field)

    def _number_was_typed_as_need(self) -> bool:
        """Write a number that was typed as the need where it belongs, if there is none."""
        found = self._number_as_need()
        if found is None or found.e164 is None or self.phone.text.strip():
            return False
        self.phone.write(found)
        self.need.text = ""
        return True

    def _doubt_of_need(self) -> str:
        """What is asked once about a number in the place of the need."""
        if self._number_as_need() is None:
            return ""
        return "That looks like a phone number. Type the need; ⏎ again takes the number as the need."

    def _number_as_need(self) -> Phone | None:
        """The number that is all of the need, unless it stood there, or somebody means it."""
        typed = self.need.text.strip()
        stood_there = self._lead is not None and typed == self._lead.slip.need
        is_number = Slip(phone_typed=typed).has_phone and not any(map(str.isalpha, typed))
        if stood_there or not is_number or self.need.text == self._taken_as_need:
            return None
        return read_phone(typed, self._table.chapter.country)

    def _number_came_along(self) -> bool:
        """Write a number that was typed behind the name where it belongs."""
        found = self._name_and_number()
        if found is not None:
            self.prospect.text = found[0]
            self.phone.write(found[1])
        return found is not None

    def _name_and_number(self) -> tuple[str, Phone] | None:
        typed = self.prospect.text
        if self.phone.text.strip() or not any(sign.isdigit() for sign in typed):
            return None
        return phone_in(typed, self._table.chapter.country)

    # What it would be

    def _slip(self) -> Slip:
        prospect, phone = self._name_and_number() or (self.prospect.text, self._phone())
        was = self._lead.slip if self._lead else Slip()
        quick = replace(
            was,
            prospect=clean(prospect),
            phone=phone.e164 or "",
            phone_typed=phone.typed,
            need=clean(self.need.text),
            expecting_call=self.expecting.value,
        )
        return self.rest.on(quick)

    def _phone(self) -> Phone:
        if self._lead is None:
            return self.phone.phone
        was = Phone(self._lead.slip.phone or None, self._lead.slip.phone_typed)
        return typed_over(was, self.phone.text, self._table.chapter.country)

    def remark(self, here: Field) -> Remark:
        warning = self._warning(self._slip())
        if warning.words:
            # Nobody is to be blamed for a number that is still being typed.
            return Remark() if warning.field is self.phone and here is self.phone else warning
        rest = Content.styled(self._closed_rest, "$quiet")
        if (ask := self.offered) is not None:
            asker = self._receivers[0].name
            offered = Content.styled(f"{asker} {ask.in_words}: f4 if this answers it", "$text-primary")
            return Remark(Content("  ").join([offered, rest]) if rest else offered, self.need)
        return Remark(rest, self.expecting) if rest else Remark()

    @property
    def offered(self) -> Ask | None:
        """The ask that it may answer, as long as nobody has said so; a word in common proves nothing."""
        is_open = self._lead is None and self.rest.answers.chosen is None
        return self._spoken_of if is_open else None

    def take_offer(self) -> bool:
        ask = self.offered
        if ask is not None:
            self.rest.answers.draft = str(ask.turn_id)
        return ask is not None

    @property
    def _closed_rest(self) -> str:
        """What the rest says while it is closed: that is never out of sight."""
        return "" if self.rest_is_open else self.rest.in_words()

    def _warning(self, slip: Slip) -> Remark:
        same = self._same_lead(slip)
        before = self._passed_before(slip) if same is None else self._second_slip(same)
        if before:
            return Remark(Content.styled(f"▲ {before}", "bold $text-warning"), self.prospect)
        doubt = not_read(Phone(slip.phone or None, slip.phone_typed))
        return Remark(Content.styled(doubt, "$text-warning"), self.phone)

    def _same_lead(self, slip: Slip) -> Lead | None:
        """The lead that it says once more, for one of its receivers."""
        besides = self._lead.id if self._lead else None
        seats = (self._table.seat(person) for person in self._receivers)
        found = (same_lead(slip, seat, self._leads, besides=besides) for seat in seats if seat is not None)
        return next((lead for lead in found if lead is not None), None)

    def _is_another_on_record(self, before: Lead) -> bool:
        """Whether it was noted already that this is another lead than the one before."""
        lead = self._lead
        if lead is None or not lead.counts:
            return False
        return same_lead(lead.slip, lead.receiver_id, self._leads, besides=lead.id) == before

    def _second_slip(self, same: Lead) -> str:
        words = self._table.same_as(same)
        return f"{words}, but counts too" if self.same.chosen else f"{words}: does not count again"

    def _passed_before(self, slip: Slip) -> str:
        besides = self._lead.id if self._lead else None
        for person in self._receivers:
            seat = self._table.seats.get(person.id, person.id)
            before = passed_before(slip, seat, self._leads, besides=besides)
            if before is not None:
                return self._table.passed(before)
        return ""

    def verdict(self, here: Field) -> Content:
        """Once everything has been asked: a lead, or raw and why. Nobody is accused before."""
        self._is_judged = self._is_judged or here not in self.quick[:-1]
        slip = self._slip()
        if slip.blank or not self._is_judged:
            return Content("")
        if self.same.is_another is False:
            return Content.styled("= second slip, not counted", "$text-warning")
        standing = self._lead.standing if self._lead else Standing()
        missing = still_missing(slip.missing(self._table.chapter.asked_of_leads), standing)
        if self.expecting.value is None and here is self.expecting:
            missing = tuple(fact for fact in missing if fact is not Fact.EXPECTING)
            if not missing:
                return Content.styled("a lead, if the answer is yes", "$quiet")
        words = verdict(slip, missing, standing)
        return (
            Content.styled(f"▲ {words}", "$text-warning")
            if missing
            else Content.styled(f"✓ {words}", "bold $text-success")
        )

    def build(self) -> PassLead:
        self._number_came_along()
        if not self._number_was_typed_as_need() and (doubt := self._doubt_of_need()):
            self._taken_as_need = self.need.text
            raise Misfilled(self.need, doubt)
        giver_id = self.giver.person_id
        first, *others = self._receiver_ids()
        if any(self._table.seat(person) == self._table.seat(self.giver.person) for person in self._receivers):
            raise Misfilled(
                self.receiver, f"{self.giver.text} cannot pass a lead to themselves. Choose another receiver."
            )
        return PassLead(
            giver_id=giver_id,
            receiver_id=first,
            also_to=tuple(others),
            slip=self._slip(),
            from_lead_id=self.rest.from_lead.lead_id,
            answers_id=self.rest.answers.chosen,
            corrects=self._lead.id if self._lead else None,
            is_another=self.same.is_another,
        )

    def _receiver_ids(self) -> Sequence[PersonId]:
        field = self.receiver
        return field.people_ids if isinstance(field, PeopleField) else (field.person_id,)


def _says_more(lead: Lead) -> bool:
    """Whether a lead says something that only the rest of the slip shows."""
    slip = lead.slip
    quick = Slip(slip.prospect, slip.phone, slip.phone_typed, slip.need, slip.expecting_call)
    return slip != quick or lead.from_lead_id is not None or lead.answers_id is not None
