"""The slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.leads.commands import PassLead
from leadsroom.domain.ids import LeadId, PersonId, TurnId
from leadsroom.domain.leads.lead import Lead, passed_before, verdict
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.meeting.suggestions import likely_givers, likely_receivers
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.lead_rules import Fact
from leadsroom.domain.text.phone import Phone, not_read, phone_in, typed_over
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from screens.dialogs.lead_form_more import MoreOfSlip, says_more, turn_id
from screens.dialogs.slip_table import SlipTable
from screens.widgets.fields import Field, PeopleField, PersonField, PhoneField, TextField, YesNoField
from screens.widgets.form import Fields, Form, ReceivedBy

_MORE_IDS = {field.id for field in MoreOfSlip(Slip()).fields}
_QUICK_KEYS = "⏎ next   y n answer and save   f2 more   ⇧tab back   ctrl+s save now"
_MORE_KEYS = "⏎ next   y n answer   ↑↓ choose   f2 less   ⇧tab back   ctrl+s save now"


class LeadForm(Form):
    """Who gives, to whom, the prospect, the number, the need, the call; f2 opens the rest of the slip."""

    title = "Lead"
    keys = _QUICK_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "more", "more", id="form.more", tooltip="The rest of the slip, and back"),
    ]

    def __init__(
        self,
        table: SlipTable,
        *,
        giver: Person | None = None,
        lead: Lead | None = None,
        receiver: Person | None = None,
        answers: TurnId | None = None,
    ) -> None:
        self._table, self._lead, self._answers = table, lead, answers
        self._leads: tuple[Lead, ...] = ()
        self._more: MoreOfSlip | None = None
        self._call_reached = lead is not None
        self._more_said = ""
        self._more_line = Static(Content(""), classes="more-line -empty", markup=False)
        slip = lead.slip if lead else Slip()
        self._make_quick_fields(slip, giver, receiver)
        super().__init__("correct it" if lead else "")
        if lead is not None and says_more(lead):
            self._show_more(self._made_more())

    def _make_quick_fields(self, slip: Slip, giver: Person | None, receiver: Person | None) -> None:
        table = self._table
        # A lead on record has one receiver.
        to = PersonField if self._lead else PeopleField
        phone = Phone(slip.phone or None, slip.phone_typed)
        self.giver = PersonField("From", table.givers, id="giver", preset=giver)
        self.receiver = to("To", table.receivers, id="receiver", preset=receiver)
        self.prospect = TextField("Prospect", id="prospect", value=slip.prospect, placeholder="who wants it")
        self.phone = PhoneField(
            "Phone", table.chapter.country, id="phone", phone=phone, placeholder="blank if it comes later"
        )
        self.need = TextField("Need", id="need", value=slip.need, placeholder="what they want")
        self.expecting = YesNoField("Call", "expecting the call?", id="expecting", value=slip.expecting_call)

    def make_fields(self) -> Sequence[Field]:
        return (self.giver, self.receiver, self.prospect, self.phone, self.need, self.expecting)

    def first_field(self) -> Field:
        if self._lead is None and self.giver.text and self.receiver.text:
            return self.prospect
        return self.receiver if self.giver.text else self.giver

    def below_fields(self) -> ComposeResult:
        yield self._more_line

    def on_mount(self) -> None:
        self.giver.expect(likely_givers(self._table.givers, self._table.up))
        self._follow()

    @property
    def question(self) -> ReceivedBy | None:
        """What its receivers have already, and what the giver's lead may have grown out of."""
        people = {self._table.seat(person) for person in (*self._receivers, self.giver.person)}
        found = frozenset(seat for seat in people if seat is not None)
        return ReceivedBy(found) if found else None

    def told(self, leads: Sequence[Lead]) -> None:
        self._leads = tuple(leads)
        self._follow()
        self._remark_again()

    # The rest of the slip

    @property
    def more_is_open(self) -> bool:
        """Whether the rest is in view."""
        return self.has_class("-more")

    async def action_more(self) -> None:
        """Open the rest of the slip, or close it again; what was typed stays."""
        if self.more_is_open:
            self._close_more()
        else:
            await self._open_more()
            self.fields[6].focus_editor()

    def _made_more(self) -> MoreOfSlip:
        if self._more is None:
            self._more = MoreOfSlip(self._lead.slip if self._lead else Slip(), self._lead, self._answers)
            self._fresh |= {field.id or "": field.draft for field in self._more.fields if field.draft}
        return self._more

    async def _open_more(self) -> None:
        more = self._made_more()
        if not more.company.is_attached:
            await self.query_one(Fields).mount(*more.fields)
        self._show_more(more)
        self._show_keys(self.keys)
        self._follow()

    def _show_more(self, more: MoreOfSlip) -> None:
        self.add_class("-more")
        self.fields, self.keys = (*self.make_fields(), *more.fields), _MORE_KEYS

    def _close_more(self) -> None:
        self.expecting.focus_editor()
        self.remove_class("-more")
        self.fields, self.keys = tuple(self.make_fields()), _QUICK_KEYS
        self._show_keys(self.keys)
        self._show_more_line()

    def _show_more_line(self) -> None:
        """What the rest says, on one line while it is closed."""
        said = [] if self.more_is_open else [*(self._more.said() if self._more else []), self._answered()]
        line = " · ".join(part for part in said if part)
        if line != self._more_said:
            self._more_said = line
            self._more_line.set_class(not line, "-empty")
            self._more_line.update(Content.styled(line, "$quiet"), layout=False)

    def _answered(self) -> str:
        answered, options = self._answers_id(), dict(self._ask_options())
        return f"answers: {options.get(str(answered), 'an earlier ask')}" if answered is not None else ""

    # Drafts

    @property
    def every_field(self) -> tuple[Field, ...]:
        return (*self.make_fields(), *(self._more.fields if self._more else ()))

    def put_back(self, draft: dict[str, str]) -> None:
        if any(name in draft for name in _MORE_IDS):
            for field in self._made_more().fields:
                field.draft = draft.get(field.id or "", field.draft)
        self._call_reached = self._call_reached or bool(draft.get("expecting"))
        super().put_back(draft)
        self._follow()

    # What follows from what is typed

    @on(Field.Edited)
    def _slip_edited(self) -> None:
        self._follow()

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        quick = self.make_fields()
        if not any(event.widget in field.children for field in quick[:-1]):
            self._call_reached = True
        self._remark_again()

    def _follow(self) -> None:
        """Bring everything that is worked out from the fields up to date."""
        slip = self._slip()
        words = f"{slip.prospect} {slip.need}"
        giver = self._table.seat(self.giver.person)
        self.receiver.expect(likely_receivers(self._table.receivers, self._table.asks, words, giver=giver))
        if self._more is not None:
            besides = self._lead.id if self._lead else None
            from_lead = self._table.leads_to_grow_from(giver, self._leads, besides)
            self._more.offer(from_lead, self._ask_options())
            self._more.follow(self.giver.person, self._receivers, slip.prospect or slip.company)
        calls_back = slip.who_calls is WhoCalls.PROSPECT
        self.expecting.ask("did they promise to call?" if calls_back else "expecting the call?")
        self._show_more_line()
        self.warn(self._passed_before(slip))

    @property
    def _receivers(self) -> tuple[Person, ...]:
        field = self.receiver
        if isinstance(field, PeopleField):
            return field.people
        return (field.person,) if field.person else ()

    def _passed_before(self, slip: Slip) -> str:
        besides = self._lead.id if self._lead else None
        for person in self._receivers:
            seat = self._table.seats.get(person.id, person.id)
            before = passed_before(slip, seat, self._leads, besides=besides)
            if before is not None:
                return self._table.passed(before)
        return ""

    def _ask_options(self) -> list[tuple[str, str]]:
        # Of several receivers nobody knows whose ask it would be.
        one = self._receivers[0] if len(self._receivers) == 1 else None
        return self._table.asks_to_answer(self._table.seat(one), f"{self.prospect.text} {self.need.text}")

    def _answers_id(self) -> TurnId | None:
        if self._more is not None:
            return self._more.answers_id
        if self._lead is not None:
            return self._lead.answers_id
        options = dict(self._ask_options())
        return self._answers if str(self._answers) in options else turn_id(next(iter(options)))

    def _from_lead_id(self) -> LeadId | None:
        if self._more is not None:
            return self._more.from_lead_id
        return self._lead.from_lead_id if self._lead else None

    # The slip

    def after(self, field: Field) -> Field | None:
        if field is self.prospect and self._number_came_along():
            return self.need
        return super().after(field)

    def _number_came_along(self) -> bool:
        """Write a number that was typed behind the name where it belongs."""
        found = self._name_and_number()
        if found is None:
            return False
        self.prospect.write(found[0])
        self.phone.take(found[1])
        return True

    def _name_and_number(self) -> tuple[str, Phone] | None:
        typed = self.prospect.text
        if self.phone.text.strip() or not any(sign.isdigit() for sign in typed):
            return None
        return phone_in(typed, self._table.chapter.country)

    def _slip(self) -> Slip:
        prospect, phone = self._name_and_number() or (self.prospect.text, self._phone())
        was = self._lead.slip if self._lead else Slip()
        slip = replace(
            was,
            prospect=clean(prospect),
            phone=phone.e164 or "",
            phone_typed=phone.typed,
            need=clean(self.need.text),
            expecting_call=self.expecting.value,
        )
        return self._more.on(slip) if self._more else slip

    def _phone(self) -> Phone:
        if self._lead is None:
            return self.phone.phone
        was = Phone(self._lead.slip.phone or None, self._lead.slip.phone_typed)
        return typed_over(was, self.phone.text, self._table.chapter.country)

    def remark(self) -> Content:
        slip = self._slip()
        judged, doubt = self._judged(slip), Content.styled(self._doubt_of_phone(slip), "$text-warning")
        if not judged.plain or not doubt.plain:
            return judged + doubt
        both = Content.assemble(judged, Content.styled(" · ", "$text-warning"), doubt)
        # Where it is too long for one line, a verdict that speaks of the phone says enough.
        return both if both.cell_length <= self._problem.size.width or slip.has_phone else judged

    def _doubt_of_phone(self, slip: Slip) -> str:
        """Nothing while it is being typed."""
        typing = self.app.focused in self.phone.children
        return "" if typing else not_read(Phone(slip.phone or None, slip.phone_typed))

    def _judged(self, slip: Slip) -> Content:
        if slip.blank or not self._call_reached:
            return Content("")
        missing = slip.missing(self._table.chapter.lead_rules)
        if not missing:
            return Content.styled("✓ qualified lead", "bold $text-success")
        if self.expecting.value is None and self._is_asking():
            missing = tuple(fact for fact in missing if fact is not Fact.EXPECTING)
            if not missing:
                return Content.styled("a lead, if the answer is yes", "$quiet")
        return Content.styled(f"▲ {verdict(slip, missing)}", "$text-warning")

    def _is_asking(self) -> bool:
        """Whether the question is being asked: nobody is to be blamed for an answer that is still to come."""
        return self.app.focused in self.expecting.children

    def build(self) -> PassLead:
        self._number_came_along()
        giver_id = PersonId(self.person_of(self.giver, "gives the lead"))
        first, *others = self._receiver_ids()
        self._refuse_own_seat()
        return PassLead(
            giver_id=giver_id,
            receiver_id=first,
            also_to=tuple(others),
            slip=self._slip(),
            from_lead_id=self._from_lead_id(),
            answers_id=self._answers_id(),
            corrects=self._lead.id if self._lead else None,
        )

    def _refuse_own_seat(self) -> None:
        giver = self._table.seat(self.giver.person)
        if any(self._table.seat(person) == giver for person in self._receivers):
            self._go_to(self.receiver)
            name = self.giver.sought
            raise Refused(f"{name} cannot pass a lead to the same seat. Choose another receiver.")

    def _receiver_ids(self) -> list[PersonId]:
        field = self.receiver
        if isinstance(field, PeopleField):
            return [PersonId(person_id) for person_id in self.people_of(field, "receives it")]
        return [PersonId(self.person_of(field, "receives it"))]
