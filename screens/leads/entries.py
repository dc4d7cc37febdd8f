"""What is on record of a lead, its outcomes and its closed business: each can be corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.record_kinds import BUSINESS, OUTCOME, outcome_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import short_date
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.pick_dialog import EntriesDialog
from screens.kit.styled import quiet, strong

LeadEntry = LeadUpdate | ClosedBusiness
_COLUMNS = (Column(), Column(least=8, most=40), Column(least=8, most=34, rank=1), Column(rank=2))


def entries_dialog(
    heading: str, entries: Sequence[LeadEntry], chapter: Chapter, at: str = ""
) -> EntriesDialog:
    """The outcomes of one lead and the closed business from it, in the order in which they were entered.

    `at` is the key of the entry that the cursor begins on, else the last one.
    """
    lines = [_line(entry, chapter) for entry in sorted(entries, key=_in_order)]
    keys = [line.key for line in lines]
    return EntriesDialog(heading, _COLUMNS, lines, at=at if at in keys else keys[-1])


def _line(entry: LeadEntry, chapter: Chapter) -> Line:
    corrected = entry.corrected_at
    changed = f"corrected on {short_date(chapter.today(corrected))}" if corrected else ""
    what, more = _in_words(entry, chapter)
    day = short_date(chapter.today(entry.at))
    return Line(key_of(entry), (quiet(day), strong(what), quiet(more), quiet(changed)))


def key_of(entry: LeadEntry) -> str:
    """What an entry is called in the list."""
    return f"{withdrawal_of(entry).what}-{entry.id}"


def withdrawal_of(entry: LeadEntry) -> Withdraw:
    """The command that takes it back."""
    what = OUTCOME.table if isinstance(entry, LeadUpdate) else BUSINESS.table
    return Withdraw(what, entry.id)


def _in_order(entry: LeadEntry) -> tuple[datetime, int]:
    return entry.at, entry.id


def _in_words(entry: LeadEntry, chapter: Chapter) -> tuple[str, str]:
    if isinstance(entry, ClosedBusiness):
        return show_money(entry.amount, chapter.country) if entry.amount.minor else "thanks", entry.note
    day = f"follow up on {short_date(entry.follow_up_on)}" if entry.follow_up_on else ""
    if entry.outcome is LeadOutcome.NOTE:
        return entry.note or "a follow-up", day
    return outcome_in_words(entry), day
