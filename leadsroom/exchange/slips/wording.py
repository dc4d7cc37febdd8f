"""A slip that is handed over, in words: the same for every format."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_today import (
    NO_PROGRESS,
    LeadToday,
    Progress,
    Stands,
    lead_today,
)
from leadsroom.domain.leads.slip import WhoCalls
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import short_date
from leadsroom.views.meeting.summary_lines import corrected, lead_since, who_calls_whom

_WITHOUT_YEAR = timedelta(days=6)
_ANSWERS = {True: "yes", False: "no", None: "not said"}


class HandedSlip(Struct, frozen=True):
    """A lead with its people by name; `giver` says who spoke for whom."""

    lead: Lead
    giver: str
    receiver: str
    progress: Progress = NO_PROGRESS


class Handover(Struct, frozen=True):
    """The slips of one member: of the meeting on a date, or (None) of all; handed over at `now`."""

    chapter: Chapter
    receiver: str
    of: MeetingName | None
    slips: tuple[HandedSlip, ...]
    now: datetime

    @property
    def heading(self) -> str:
        """`Slips for Maria Lopez`."""
        return f"Slips for {self.receiver}"

    @property
    def occasion(self) -> str:
        """`Harborview, meeting of Wednesday 18 November 2026`."""
        when = f"meeting of {self.of.in_full}" if self.of else "all that are on record"
        return f"{self.chapter.name}, {when}"

    @property
    def nothing(self) -> str:
        """The sentence when there is none."""
        when = f"at the meeting of {self.of.in_full}" if self.of else "so far"
        return f"{self.receiver} received no leads {when}."


def title(slip: HandedSlip) -> str:
    """`Jane Doe, Bluepoint Dental`: the prospect."""
    written = slip.lead.slip
    return clean(written.named) or "No name yet"


def phone(slip: HandedSlip, chapter: Chapter) -> str:
    """The number as it is dialled where the chapter is."""
    written = slip.lead.slip
    return clean(shown_phone(written, chapter.country))


def who_calls(slip: HandedSlip) -> str:
    """Who calls whom, by name."""
    written = slip.lead.slip
    if written.who_calls is WhoCalls.RECEIVER:
        return f"{slip.receiver} calls {clean(written.prospect or written.company) or 'the prospect'}"
    return clean(who_calls_whom(written, slip.giver, slip.receiver))


def facts(slip: HandedSlip, handover: Handover) -> tuple[tuple[str, str], ...]:
    """(label, words) for a reader, in the order of the slip; an open one is left out or marked as not
    known.
    """
    written, lead, chapter = slip.lead.slip, slip.lead, handover.chapter
    every = (
        ("Phone", phone(slip, chapter) or "none yet"),
        ("Address", written.address),
        ("E-mail", written.email),
        ("Need", written.need or "not said"),
        ("Who calls", who_calls(slip)),
        (_expecting(slip), _ANSWERS[written.expecting_call]),
        ("Knows who calls", _ANSWERS[written.knows_caller]),
        ("When", written.when.words if written.when else "not said"),
        ("For", "the giver's own household" if written.inside else "somebody outside the household"),
        ("Note", written.note),
        ("From", f"{slip.giver}, {_moment(lead.passed_at, chapter)}"),
        ("Verdict", verdict(slip, chapter)),
        ("Call by", call_by(slip, handover)),
        ("So far", _so_far(slip, handover)),
    )
    return tuple((label, clean(words)) for label, words in every if words)


def _expecting(slip: HandedSlip) -> str:
    calls = slip.lead.slip.who_calls
    return "Promised to call" if calls is WhoCalls.PROSPECT else "Expects the call"


def verdict(slip: HandedSlip, chapter: Chapter) -> str:
    """The judgement with its reason, and since when it is a lead, if it was not at first."""
    lead = slip.lead
    parts = (lead.verdict, lead_since(lead, chapter), corrected(lead.corrected_at, chapter))
    return " · ".join(part for part in parts if part)


def call_by(slip: HandedSlip, handover: Handover) -> str:
    """`Thu 19 Nov, 7:41 AM`, and whether that is past; nothing where nobody waits for the receiver's call."""
    seen = today(slip, handover)
    if not seen.stands.is_to_call:
        return ""
    late = " · overdue" if seen.stands is Stands.OVERDUE else ""
    return f"{_day_and_time(seen.at, handover)}{late}"


def today(slip: HandedSlip, handover: Handover) -> LeadToday:
    """Where the lead stands as it is handed over."""
    return lead_today(slip.lead, slip.progress, handover.chapter, handover.now)


def _day_and_time(at: datetime, handover: Handover) -> str:
    on, hour = handover.chapter.today(at), clock_time(at, handover.chapter, half=True)
    near = abs(at - handover.now) < _WITHOUT_YEAR
    return f"{short_date(on) if near else _full(on)}, {hour}"


def _moment(at: datetime, chapter: Chapter) -> str:
    return f"{_full(chapter.today(at))}, {clock_time(at, chapter, half=True)}"


def _full(on: date) -> str:
    return f"{short_date(on)} {on.year}"


def _so_far(slip: HandedSlip, handover: Handover) -> str:
    seen = today(slip, handover)
    return "" if seen.stands.is_to_call else seen.words
