"""Commands about leads: what is said of them at the table, and between meetings.

Each carries an id of its own, so that doing it twice does it once. Texts are as typed.
Where a command can correct an entry, it names that entry and replaces what it says.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import uuid4

from msgspec import Struct, field

from leadsroom.domain.ids import BusinessId, LeadId, PersonId, TestimonialId, TurnId, UpdateId
from leadsroom.domain.lead import Word
from leadsroom.domain.money import Money
from leadsroom.domain.slip import Slip


class Command(Struct, frozen=True, kw_only=True):
    """Something that happens, at the table or between meetings."""

    command_id: str = field(default_factory=lambda: uuid4().hex)


class PassLead(Command, frozen=True):
    """A lead goes from its giver to its receiver. An incomplete slip is taken as a raw lead.

    `also_to` need the same prospect: each gets a lead of one family. `from_lead_id` is the lead it grew out
    of, `answers_id` the turn in which the receiver asked for it. A correction is of one lead.
    """

    giver_id: PersonId
    receiver_id: PersonId
    slip: Slip
    from_lead_id: LeadId | None = None
    corrects: LeadId | None = None
    also_to: tuple[PersonId, ...] = ()
    answers_id: TurnId | None = None


class SayOfLead(Command, frozen=True):
    """The receiver's word on a lead, with thanks to its giver or without; or a note, by whomever.

    `follow_up_on` is the day to look at it again; a word without one takes an earlier one away.
    """

    lead_id: LeadId
    word: Word
    note: str = ""
    thanked: bool = False
    follow_up_on: date | None = None
    corrects: UpdateId | None = None


class ThankForBusiness(Command, frozen=True):
    """A receiver thanks a giver and reports what was closed; zero is thanks without a figure."""

    reported_by_id: PersonId
    credited_to_id: PersonId
    amount: Money
    lead_id: LeadId | None = None
    note: str = ""
    corrects: BusinessId | None = None


class GiveTestimonial(Command, frozen=True):
    """Good words by one person about another, for a lead if it is about one between the two."""

    by_id: PersonId
    about_id: PersonId
    words: str = ""
    lead_id: LeadId | None = None
    corrects: TestimonialId | None = None


class LogOneToOne(Command, frozen=True):
    """Two members have met outside the weekly meeting."""

    first_id: PersonId
    second_id: PersonId
    on: date
    note: str = ""


class Withdrawable(StrEnum):
    """What can be withdrawn; the value is the name of its table."""

    LEAD = "lead"
    WORD = "lead_update"
    BUSINESS = "closed_business"
    TESTIMONIAL = "testimonial"
    ONE_TO_ONE = "one_to_one"
    VISIT = "visit"
    SUBSTITUTE = "attendance"
    ASK = "turn"


class Withdraw(Command, frozen=True):
    """Take an entry back, with the trail kept."""

    what: Withdrawable
    row_id: int


class Undo(Command, frozen=True):
    """Reverse the last act of this station."""


class Redo(Command, frozen=True):
    """Do again what this station undid last."""
