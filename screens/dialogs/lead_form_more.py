"""The rest of a slip, for whoever has the time to ask."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from leadsroom.domain.ids import LeadId, TurnId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import clean
from screens.dialogs.slip_table import NONE, Options
from screens.widgets.fields import ChoiceField, Field, TextField, YesNoField

_NOT_SAID = "not said"
_OUTSIDE, _INSIDE = "outside", "inside"


class MoreOfSlip:
    """The fields below the quick ones, and what they say."""

    def __init__(self, slip: Slip, lead: Lead | None = None, answers: TurnId | None = None) -> None:
        self.company = TextField("Company", id="company", value=slip.company)
        self.address = TextField("Address", id="address", value=slip.address)
        self.email = TextField("E-mail", id="email", value=slip.email)
        who = slip.who_calls.value if slip.who_calls is not WhoCalls.RECEIVER else None
        self.who_calls = ChoiceField("Who calls", _who_calls("", "", ""), id="who_calls", value=who)
        self.knows_caller = YesNoField(
            "Told", "do they know who will call?", id="knows_caller", value=slip.knows_caller
        )
        self.when = ChoiceField("When", _WHEN, id="when", value=slip.when.value if slip.when else None)
        self.inside = ChoiceField("Customer", _WHOSE, id="inside", value=_INSIDE if slip.inside else None)
        self.note = TextField("Note", id="note", value=slip.note)
        self.from_lead = ChoiceField("Grew from", id="from_lead", value=_kept(lead, "from_lead_id"))
        answered = _kept(lead, "answers_id") or (str(answers) if answers is not None else None)
        self.answers = ChoiceField("Answers", id="answers", value=answered)

    @property
    def fields(self) -> tuple[Field, ...]:
        """From top to bottom."""
        return (
            self.company,
            self.address,
            self.email,
            self.who_calls,
            self.knows_caller,
            self.when,
            self.inside,
            self.note,
            self.from_lead,
            self.answers,
        )

    def follow(self, giver: Person | None, receivers: Sequence[Person], prospect: str) -> None:
        """Say who calls whom with the names that are on the slip by now."""
        to = " and ".join(person.name for person in receivers)
        self.who_calls.offer(_who_calls(giver.name if giver else "", to, prospect, many=len(receivers) > 1))

    def offer(self, from_lead: Options, answers: Options) -> None:
        """The leads it may have grown from and the asks it may answer, as far as they are known."""
        self.from_lead.offer(_with_kept(from_lead, self.from_lead, "the same lead as before"))
        self.answers.offer(_with_kept(answers, self.answers, "the same ask as before"))

    def on(self, slip: Slip) -> Slip:
        """The slip with what these fields say."""
        when = self.when.chosen
        return replace(
            slip,
            company=clean(self.company.text),
            address=clean(self.address.text),
            email=clean(self.email.text),
            who_calls=WhoCalls(self.who_calls.chosen),
            knows_caller=self.knows_caller.value,
            when=None if when == _NOT_SAID else When(when),
            inside=self.inside.chosen == _INSIDE,
            note=clean(self.note.text),
        )

    @property
    def from_lead_id(self) -> LeadId | None:
        """The lead it grew out of."""
        chosen = self.from_lead.chosen
        return None if chosen in ("", NONE) else LeadId(int(chosen))

    @property
    def answers_id(self) -> TurnId | None:
        """The turn in which it was asked for."""
        return turn_id(self.answers.chosen)

    def said(self) -> list[str]:
        """What was said here, in few words: it is never out of sight."""
        texts = [clean(field.text) for field in (self.company, self.address, self.email)]
        calls = self.who_calls.words if self.who_calls.chosen != WhoCalls.RECEIVER else ""
        knows = {True: "knows who calls", False: "does not know who calls", None: ""}
        when = self.when.words if self.when.chosen != _NOT_SAID else ""
        inside = "own household" if self.inside.chosen == _INSIDE else ""
        grew = f"grew from {self.from_lead.words}" if self.from_lead_id is not None else ""
        return [*texts, calls, knows[self.knows_caller.value], when, inside, clean(self.note.text), grew]


def turn_id(chosen: str) -> TurnId | None:
    """The turn that an option stands for."""
    return None if chosen in ("", NONE) else TurnId(int(chosen))


def says_more(lead: Lead) -> bool:
    """Whether a lead says something that only these fields show."""
    slip = lead.slip
    quick = Slip(slip.prospect, slip.phone, slip.phone_typed, slip.need, slip.expecting_call)
    return slip != quick or lead.from_lead_id is not None or lead.answers_id is not None


_WHEN: Options = [
    (_NOT_SAID, "not said"),
    (When.NOW.value, "now"),
    (When.WEEKS.value, "within weeks"),
    (When.QUARTER.value, "this quarter"),
    (When.LATER.value, "later than that"),
]
_WHOSE: Options = [(_OUTSIDE, "somebody else"), (_INSIDE, "the giver, or their household")]


def _who_calls(giver: str, receiver: str, prospect: str, *, many: bool = False) -> Options:
    giver, receiver, prospect = giver or "the giver", receiver or "the receiver", prospect or "the prospect"
    return [
        (WhoCalls.RECEIVER.value, f"{receiver} {'call' if many else 'calls'} {prospect}"),
        (WhoCalls.PROSPECT.value, f"{prospect} calls {receiver}"),
        (WhoCalls.GIVER.value, f"{giver} brings them together"),
    ]


def _kept(lead: Lead | None, name: str) -> str | None:
    """What a lead on record says; nobody's guess takes its place."""
    if lead is None:
        return None
    row_id = getattr(lead, name)
    return NONE if row_id is None else str(row_id)


def _with_kept(options: Options, field: ChoiceField, words: str) -> Options:
    """The options, and the one that was chosen when it is not among them."""
    known = {key for key, _ in options}
    return options if not field.draft or field.draft in known else [*options, (field.draft, words)]
