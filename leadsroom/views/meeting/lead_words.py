"""A lead and its outcomes in words: on a screen, in the minutes, on a slip that is handed over."""

from __future__ import annotations

from datetime import datetime

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.lead import Lead, LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.wording import short_date
from leadsroom.views.meeting.summary_lines import OutcomeLine

_SHOWN_OTHERWISE = (LeadOutcome.THANKS, LeadOutcome.NOTE)


def outcome_sentence(line: OutcomeLine) -> str:
    """`contacted · thanks to Ann Chu · left a message · follow up on Wed 2 Dec`."""
    outcome = "" if line.outcome in _SHOWN_OTHERWISE else line.outcome.words
    follow_up = f"follow up on {short_date(line.follow_up_on)}" if line.follow_up_on else ""
    thanks = f"thanks to {line.giver.name}" if line.thanked else ""
    return " · ".join(part for part in (outcome, thanks, line.note, follow_up) if part)


def lead_since(lead: Lead, chapter: Chapter) -> str:
    """`a lead since Thu 19 Nov`, on the same day the time, of one that was raw first; else nothing."""
    if lead.lead_since is None or not lead.completed_later:
        return ""
    return f"a lead since {day_or_time(lead.lead_since, lead.passed_at, chapter)}"


def day_or_time(at: datetime, than: datetime, chapter: Chapter) -> str:
    """The date of a moment; on the day of another moment, its time."""
    if chapter.today(at) == chapter.today(than):
        return clock_time(at, chapter, half=True)
    return short_date(chapter.today(at))


def corrected(at: datetime | None, chapter: Chapter) -> str:
    """`corrected on Thu 19 Nov`, or nothing."""
    return f"corrected on {short_date(chapter.today(at))}" if at is not None else ""


def more_of_slip(slip: Slip) -> tuple[str, ...]:
    """The other facts of a slip beside name, number and need: address, email, when, who knows what, note."""
    return tuple(
        part
        for part in (
            slip.address,
            slip.email,
            slip.when.words if slip.when else "",
            "" if slip.knows_caller is None else _KNOWS[slip.knows_caller],
            slip.note,
        )
        if part
    )


_KNOWS = {True: "knows who calls", False: "does not know who calls"}
