"""Commands about leads, at the table and between meetings.

A command that corrects an entry names that entry and replaces it.
"""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.ids import (
    BusinessId,
    LeadId,
    PersonId,
    SlipCheckId,
    TestimonialId,
    TurnId,
    UpdateId,
)
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.text.money import Money


class PassLead(Command, frozen=True, tag="PassLead"):
    """A lead goes from its giver to its receiver. An incomplete slip is taken as a raw lead.

    `also_to` need the same prospect: each gets a lead of one family. `from_lead_id` is the lead it grew out
    of, `answers_id` the turn in which the receiver asked for it. A correction is of one lead.

    A prospect whom the receiver has already is the same lead once more, and does not count, unless it
    `is_another`; None where nobody has said.
    """

    giver_id: PersonId
    receiver_id: PersonId
    slip: Slip
    from_lead_id: LeadId | None = None
    corrects: LeadId | None = None
    also_to: tuple[PersonId, ...] = ()
    answers_id: TurnId | None = None
    is_another: bool | None = None


class NoteOutcome(Command, frozen=True, tag="SayOfLead"):
    """The outcome of a lead by its receiver, with thanks to its giver or without; or a note, by anybody.

    `follow_up_on` is the day to look at it again; an outcome without one takes an earlier one away.
    `passed_outside` is the profession of somebody outside the chapter to whom the lead was passed on.
    """

    lead_id: LeadId
    outcome: LeadOutcome
    note: str = ""
    thanked: bool = False
    follow_up_on: date | None = None
    corrects: UpdateId | None = None
    passed_outside: str = ""


class ThankForBusiness(Command, frozen=True, tag="ThankForBusiness"):
    """A receiver thanks a giver and reports what was closed; zero is thanks without a figure."""

    reported_by_id: PersonId
    credited_to_id: PersonId
    amount: Money
    lead_id: LeadId | None = None
    note: str = ""
    corrects: BusinessId | None = None


class GiveTestimonial(Command, frozen=True, tag="GiveTestimonial"):
    """A testimonial by one person about another, for a lead if it is about one between the two."""

    by_id: PersonId
    about_id: PersonId
    words: str = ""
    lead_id: LeadId | None = None
    corrects: TestimonialId | None = None


class CheckSlip(Command, frozen=True, tag="CheckSlip"):
    """What a receiver says of a slip of two weeks ago, at the table; once more it takes the place of that."""

    lead_id: LeadId
    called: bool | None = None
    expecting: bool | None = None
    is_real: bool | None = None
    corrects: SlipCheckId | None = None


class NoteGiverAnswer(Command, frozen=True, tag="NoteGiverAnswer"):
    """How the prospect of a lead was served, as its giver heard; a later answer takes the place of it."""

    is_private = True

    lead_id: LeadId
    served: Served
    words: str = ""


class LogOneToOne(Command, frozen=True, tag="LogOneToOne"):
    """Two members have met outside the weekly meeting."""

    first_id: PersonId
    second_id: PersonId
    on: date
    note: str = ""
