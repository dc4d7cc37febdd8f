"""The fields of a slip beside those that are always asked: the rest of it, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, TurnId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.text.plain_text import clean
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.field import Field, TextField
from screens.kit.form.people import FoundField
from screens.leads.slip_choices import LeadOption

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
            who_calls=ChoiceField("who_calls", "Who calls", who_calls("", "", ""), slip.who_calls),
            knows_caller=YesNoField(
                "knows_caller", "Caller", "do they know who will call?", slip.knows_caller
            ),
            when=ChoiceField("when", "When", _WHEN, slip.when),
            inside=ChoiceField("inside", "Customer", _WHOSE, slip.inside),
            note=TextField("note", "Note", slip.note),
            from_lead=LeadField(lead.from_lead_id if lead else None),
            answers=AskChoice(lead.answers_id if lead else answers),
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
    """Which ask a slip answers: none, unless somebody says so."""

    def __init__(self, meant: TurnId | None) -> None:
        self._meant = meant
        super().__init__("answers", "Answers", [(None, "no ask of theirs")], meant)

    def offer(self, options: Sequence[tuple[TurnId | None, str]]) -> None:
        """The asks there are; the one that is on record stays among them."""
        offered = {value for value, _ in options}
        recorded = [] if self._meant is None or self._meant in offered else [(self._meant, _SAME_ASK)]
        super().offer([*options, *recorded])


class SameChoice(ChoiceField[bool]):
    """Whether a slip for a prospect whom the receiver has already is another lead. The one is `another`."""

    def __init__(self) -> None:
        super().__init__("same", "Counts", [(False, "")])
        self.is_away = True

    def ask(self, is_asked: bool, *, is_another: bool) -> None:
        """Ask, where the receiver has the prospect; `is_another`: it is on record as another lead."""
        self.is_away = not is_asked
        same, another = (False, "no, the same lead"), (True, "yes, another one")
        self.offer([another, same] if is_another else [same, another])

    @property
    def is_another(self) -> bool | None:
        """What was answered; None where nothing was asked."""
        return None if self.is_away else self.chosen


def who_calls(
    giver: str, receiver: str, prospect: str, *, many: bool = False
) -> Sequence[tuple[WhoCalls, str]]:
    """Who may call, by name; `many` receivers call."""
    giver, receiver, prospect = giver or "the giver", receiver or "the receiver", prospect or "the prospect"
    return (
        (WhoCalls.RECEIVER, f"{receiver} {'call' if many else 'calls'} {prospect}"),
        (WhoCalls.PROSPECT, f"{prospect} calls {receiver}"),
        (WhoCalls.GIVER, f"{giver} brings them together"),
    )
