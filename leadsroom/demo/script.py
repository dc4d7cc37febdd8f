"""What will happen at one meeting of the sample season: the script that a sitting follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from leadsroom.demo.people import Guest
from leadsroom.domain.ids import LeadId
from leadsroom.domain.slip import Slip


@dataclass(frozen=True, slots=True)
class PassedLead:
    """A lead that was passed in an earlier week, and what will come of it.

    In week `due` the receiver reports `minor` cents, or for 0 thanks without a figure; never if it is None.
    """

    id: LeadId
    giver: str
    receiver: str
    slip: Slip
    week: int
    due: int | None
    minor: int


class SlipToPass(NamedTuple):
    """A lead that will be passed, from the lead it grows out of, if any."""

    giver: str
    receiver: str
    slip: Slip
    grown_from: PassedLead | None = None


class Report(NamedTuple):
    """A receiver's word on a lead."""

    lead: PassedLead
    minor: int
    note: str


class Praise(NamedTuple):
    """A testimonial."""

    by: str
    about: str
    words: str


class Visitor(NamedTuple):
    """A guest and the member who brings them."""

    guest: Guest
    host: str


@dataclass(frozen=True, slots=True)
class Script:
    """One meeting, told beforehand. People are named; what nobody is named for does not happen."""

    starts_late: timedelta
    absent: tuple[str, ...]
    medical: tuple[str, ...]
    late: tuple[str, ...]
    leaves_early: tuple[str, ...]
    stand_ins: dict[str, Guest]
    visitors: tuple[Visitor, ...]
    slips: tuple[SlipToPass, ...]
    reports: tuple[Report, ...]
    praise: tuple[Praise, ...]
    asks: dict[str, str]
    takes_one_back: bool
