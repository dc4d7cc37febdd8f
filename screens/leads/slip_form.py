"""The slip: who gives, to whom, the prospect, the number, the need, the call; and with f2 the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.leads.lead import Lead, passed_before, verdict
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.meeting.suggestions import likely_givers, likely_receivers
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.phone import Phone, not_read, phone_in, typed_over
from leadsroom.domain.text.plain_text import clean
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, Misfilled, PhoneField, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.people import FoundField, PeopleField, PersonField
from screens.leads.slip_choices import LeadOption, SlipTable

_WHEN: tuple[tuple[When | None, str], ...] = (
    (None, "not known"),
    (When.NOW, "now"),
    (When.WEEKS, "within weeks"),
    (When.QUARTER, "this quarter"),
    (When.LATER, "later than that"),
)
_WHOSE = ((False, "somebody else"), (True, "the giver or their household"))
_KNOWS = {True: "knows who calls", False: "does not know who calls", None: ""}
_EARLIER = "an earlier one; blank for none"
_SAME_ASK = "the same ask as before"
_SAME_LEAD = "the same lead as before"


class LeadField(FoundField[LeadOption]):
    """The lead that another one came from, by letters of its prospect, need or giver; empty is none."""

    nobody = "no such lead"
    unknown_sentence = "No lead that the giver received matches “{}”. Leave it empty for none."

    def __init__(self, recorded: LeadId | None) -> None:
        self._recorded = [] if recorded is None else [LeadOption(recorded, _SAME_LEAD)]
        preset = self._recorded[0] if self._recorded else None
        super().__init__("from_lead", "From lead", self._recorded, preset, placeholder=_EARLIER)

    def offer(self, leads: Sequence[LeadOption]) -> None:
        """The leads there are; the one that is on record stays among them."""
        offered = {lead.id for lead in leads}
        self.expect([*leads, *(lead for lead in self._recorded if lead.id not in offered)])

    @property
    def lead_id(self) -> LeadId | None:
        """The lead that is meant, if any. Raises Misfilled where the letters find none, or several."""
        return LeadId(self.value.id) if self.value is not None else None


class RestOfSlip(Struct, frozen=True):
    """The fields that only those ask who have the time."""

    company: TextField
    address: TextField
    email: TextField
    who_calls: ChoiceField[WhoCalls]
    knows_caller: YesNoField
    when: ChoiceField[When | None]
    inside: ChoiceField[bool]
    note: TextField
    from_lead: LeadField
    answers: ChoiceField[TurnId | None]

    @classmethod
    def of(cls, slip: Slip, lead: Lead | None, answers: TurnId | None) -> RestOfSlip:
        """As a slip has them."""
        return cls(
            company=TextField("company", "Company", slip.company),
            address=TextField("address", "Address", slip.address),
            email=TextField("email", "Email", slip.email),
            who_calls=ChoiceField("who_calls", "Who calls", _who_calls("", "", ""), slip.who_calls),
            knows_caller=YesNoField(
                "knows_caller", "Caller", "do they know who will call?", slip.knows_caller
            ),
            when=ChoiceField("when", "When", _WHEN, slip.when),
            inside=ChoiceField("inside", "Customer", _WHOSE, slip.inside),
            note=TextField("note", "Note", slip.note),
            from_lead=LeadField(lead.from_lead_id if lead else None),
            answers=AskChoice(lead.answers_id if lead else answers, is_decided=lead is not None),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        """From top to bottom."""
        return tuple(getattr(self, name) for name in self.__struct_fields__)

    def on(self, slip: Slip) -> Slip:
        """The slip with what these fields say."""
        return replace(
            slip,
            company=clean(self.company.text),
            address=clean(self.address.text),
            email=clean(self.email.text),
            who_calls=self.who_calls.chosen,
            knows_caller=self.knows_caller.value,
            when=self.when.chosen,
            inside=self.inside.chosen,
            note=clean(self.note.text),
        )

    def in_words(self) -> str:
        """What they say, in few words."""
        texts = [clean(field.text) for field in (self.company, self.address, self.email)]
        calls = self.who_calls.words if self.who_calls.chosen is not WhoCalls.RECEIVER else ""
        when = self.when.words if self.when.chosen else ""
        inside = "own household" if self.inside.chosen else ""
        grew = f"grew from {self.from_lead.text}" if self.from_lead.text else ""
        answers = f"answers: {self.answers.words}" if self.answers.chosen is not None else ""
        parts = (
            *texts, calls, _KNOWS[self.knows_caller.value], when, inside, clean(self.note.text), grew, answers
        )  # fmt: skip
        return " · ".join(part for part in parts if part)


class AskChoice(ChoiceField["TurnId | None"]):
    """Which ask a slip answers. What it speaks of is likely, unless it is decided already."""

    def __init__(self, meant: TurnId | None, *, is_decided: bool) -> None:
        self._meant = meant
        options: list[tuple[TurnId | None, str]] = [(None, "no ask of theirs")]
        super().__init__("answers", "Answers", options)
        self.draft = str(meant) if is_decided or meant is not None else ""

    def offer(self, options: Sequence[tuple[TurnId | None, str]]) -> None:
        """The asks there are; the one that is on record stays among them."""
        offered = {value for value, _ in options}
        recorded = [] if self._meant is None or self._meant in offered else [(self._meant, _SAME_ASK)]
        super().offer([*options, *recorded])


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
        self._worked_out: dict[str, tuple[Any, ...]] = {}
        self._is_judged = lead is not None
        self._skips_phone = False
        slip = lead.slip if lead else Slip()
        self.quick = (*self._of_people(giver, receiver), *self._of_prospect(slip))
        self.rest = RestOfSlip.of(slip, lead, answers)
        self._show_rest(lead is not None and _says_more(lead))
        super().__init__(
            "Lead",
            (*self.quick, *self.rest.fields),
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
            missing = self._slip().missing(self._table.chapter.lead_rules)
            return next((self._field_of(fact) for fact in missing), self.giver)
        if giver is None:
            return self.giver
        return self.receiver if receiver is None else self.prospect

    def _field_of(self, fact: Fact) -> Field:
        fields: dict[Fact, Field] = {
            Fact.PHONE: self.phone,
            Fact.NEED: self.need,
            Fact.EXPECTING: self.expecting,
        }
        return fields.get(fact, self.giver)

    # The rest of the slip

    @property
    def rest_is_open(self) -> bool:
        """Whether the rest is in view."""
        return not self.rest.note.is_away

    def _show_rest(self, shown: bool) -> None:
        for field in self.rest.fields:
            field.is_away = not shown

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
        self.rest.answers.offer(table.asks_to_answer(table.seat(one), words))
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
        return _who_calls(giver, to, slip.prospect or slip.company, many=len(self._receivers) > 1)

    @property
    def _receivers(self) -> tuple[Person, ...]:
        field = self.receiver
        if isinstance(field, PeopleField):
            return field.people
        return (field.person,) if field.person else ()

    # The number behind a name

    def finish(self, field: Field) -> str:
        self._skips_phone = field is self.prospect and self._number_came_along()
        return super().finish(field)

    def after(self, field: Field) -> Field | None:
        if field is self.prospect and self._skips_phone:
            return self.need
        return super().after(field)

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
        rest = self._closed_rest
        return Remark(Content.styled(rest, "$quiet"), self.expecting) if rest else Remark()

    @property
    def _closed_rest(self) -> str:
        """What the rest says while it is closed: that is never out of sight."""
        return "" if self.rest_is_open else self.rest.in_words()

    def _warning(self, slip: Slip) -> Remark:
        before = self._passed_before(slip)
        if before:
            return Remark(Content.styled(f"▲ {before}", "bold $text-warning"), self.prospect)
        doubt = not_read(Phone(slip.phone or None, slip.phone_typed))
        return Remark(Content.styled(doubt, "$text-warning"), self.phone)

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
        missing = slip.missing(self._table.chapter.lead_rules)
        standing = self._lead.standing if self._lead else None
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
        )

    def _receiver_ids(self) -> Sequence[PersonId]:
        field = self.receiver
        return field.people_ids if isinstance(field, PeopleField) else (field.person_id,)


def _says_more(lead: Lead) -> bool:
    """Whether a lead says something that only the rest of the slip shows."""
    slip = lead.slip
    quick = Slip(slip.prospect, slip.phone, slip.phone_typed, slip.need, slip.expecting_call)
    return slip != quick or lead.from_lead_id is not None or lead.answers_id is not None


def _who_calls(
    giver: str, receiver: str, prospect: str, *, many: bool = False
) -> Sequence[tuple[WhoCalls, str]]:
    giver, receiver, prospect = giver or "the giver", receiver or "the receiver", prospect or "the prospect"
    return (
        (WhoCalls.RECEIVER, f"{receiver} {'call' if many else 'calls'} {prospect}"),
        (WhoCalls.PROSPECT, f"{prospect} calls {receiver}"),
        (WhoCalls.GIVER, f"{giver} brings them together"),
    )
