"""The script of one meeting of the sample season, which a sitting follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from msgspec import Struct

from leadsroom.demo.people import Contact
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip


class Event(NamedTuple):
    """An outcome of a lead from a week on, or (None) closed business of `minor` cents.

    `follow_up` is in how many weeks it is to be looked at again.
    """

    week: int
    outcome: LeadOutcome | None = None
    note: str = ""
    thanked: bool = False
    follow_up: int | None = None
    minor: int = 0


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class PassedLead:
    """A lead that was passed in an earlier week, and its outcomes to come, in order."""

    id: LeadId
    giver: str
    receiver: str
    slip: Slip
    week: int
    to_say: list[Event]
    paid: bool = False


class SlipToPass(NamedTuple):
    """A lead that will be passed, from the lead it grows out of, if any.

    `also_to` need the same prospect; `answers`: if the receiver has asked for it this morning.
    """

    giver: str
    receiver: str
    slip: Slip
    grown_from: PassedLead | None = None
    also_to: tuple[str, ...] = ()
    answers: bool = False


class LeadEvent(NamedTuple):
    """An outcome of a lead at a meeting."""

    lead: PassedLead
    event: Event


class Completion(NamedTuple):
    """A slip that its giver completes a week later."""

    lead: PassedLead
    slip: Slip


class Praise(NamedTuple):
    """A testimonial, for a lead if it is about one."""

    by: str
    about: str
    words: str
    lead_id: LeadId | None = None


class Visitor(NamedTuple):
    """A visitor and the member who invites them."""

    contact: Contact
    host: str


class Script(Struct, frozen=True):
    """One meeting, planned in advance. Only things with a named person happen."""

    starts_late: timedelta
    absent: tuple[str, ...]
    medical: tuple[str, ...]
    late: tuple[str, ...]
    leaves_early: tuple[str, ...]
    substitutes: dict[str, Contact]
    visitors: tuple[Visitor, ...]
    slips: tuple[SlipToPass, ...]
    lead_events: tuple[LeadEvent, ...]
    completions: tuple[Completion, ...]
    praise: tuple[Praise, ...]
    asks: dict[str, str]
    takes_one_back: bool
    corrects_one: bool = False
    repeats_one: bool = False
