"""What is on record of a lead, its outcomes and its closed business: each can be corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import LeadOutcome, LeadUpdate
from leadsroom.domain.meeting.record_kinds import BUSINESS, OUTCOME, word_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import short_date
from screens.kit.columns import Column
from screens.kit.dialog import Dialog
from screens.kit.listing import Line, Listing
from screens.kit.styled import quiet, strong
from screens.kit.theme import style

LeadEntry = LeadUpdate | ClosedBusiness
_COLUMNS = (Column(), Column(least=8, most=40), Column(least=8, most=34, rank=1), Column(rank=2))


class ChosenEntry(Struct, frozen=True):
    """An entry, to be corrected or withdrawn."""

    entry: LeadEntry
    withdraw: bool


class LeadEntries(Dialog[ChosenEntry | None]):
    """The outcomes of one lead and the closed business from it, in the order in which they were entered."""

    CSS_PATH = [style("page"), style("dialog"), style("leads")]
    BINDINGS = [
        Binding("enter,e", "correct", "correct", id="main", key_display="⏎", tooltip="Correct this entry"),
        Binding("delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw it; u takes that back"),
        Binding("escape,q", "leave", "done", id="leave", key_display="esc", tooltip="Back to the leads"),
    ]

    def __init__(self, heading: str, entries: Sequence[LeadEntry], chapter: Chapter, at: str = "") -> None:
        """`at` is the key of the entry that the cursor begins on, else the last one."""
        super().__init__(heading)
        self._entries = {key_of(entry): entry for entry in sorted(entries, key=_in_order)}
        self._chapter = chapter
        self._at = at if at in self._entries else next(reversed(self._entries), "")

    def rows(self) -> ComposeResult:
        yield Listing(_COLUMNS, id="entries")

    def on_mount(self) -> None:
        super().on_mount()
        listing = self.query_one(Listing)
        listing.show([self._line(key, entry) for key, entry in self._entries.items()], self._at)
        listing.focus()

    def _line(self, key: str, entry: LeadEntry) -> Line:
        chapter = self._chapter
        corrected = entry.corrected_at
        changed = f"corrected on {short_date(chapter.today(corrected))}" if corrected else ""
        what, more = _in_words(entry, chapter)
        day = short_date(chapter.today(entry.at))
        return Line(key, (quiet(day), strong(what), quiet(more), quiet(changed)))

    @on(OptionList.OptionSelected)
    def action_correct(self) -> None:
        self._choose(withdraw=False)

    def action_withdraw(self) -> None:
        self._choose(withdraw=True)

    def _choose(self, *, withdraw: bool) -> None:
        chosen = self._entries.get(self.query_one(Listing).key)
        if chosen is not None:
            self.dismiss(ChosenEntry(chosen, withdraw))


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
    if entry.word is LeadOutcome.NOTE:
        return entry.note or "a follow-up", day
    return word_in_words(entry), day
