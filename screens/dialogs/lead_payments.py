"""What was reported for a lead: each report can be corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from leadsroom.domain.chapter import Chapter
from leadsroom.domain.money import show_money
from leadsroom.domain.snapshot import ClosedBusiness
from leadsroom.domain.wording import short_date
from screens.dialog import Dialog
from screens.dialogs.lead_word import LOOKS
from screens.widgets.listing import Line, Listing
from screens.widgets.table import Column
from screens.widgets.words import quiet, strong

_COLUMNS = (Column(), Column(right=True), Column(least=8, most=44), Column())


@dataclass(frozen=True, slots=True)
class PaymentChosen:
    """A report, to be corrected or withdrawn."""

    report: ClosedBusiness
    withdraw: bool


class PaymentsDialog(Dialog[PaymentChosen | None]):
    """The reports of one lead, in order."""

    CSS_PATH = LOOKS
    BINDINGS = [
        Binding("enter,e", "correct", "correct", id="main", key_display="⏎", tooltip="Correct this report"),
        Binding("delete", "withdraw", "withdraw", id="withdraw", tooltip="Withdraw it; u takes that back"),
        Binding("escape,q,p", "leave", "done", id="leave", key_display="esc", tooltip="Back to the leads"),
    ]

    def __init__(self, heading: str, reports: Sequence[ClosedBusiness], chapter: Chapter) -> None:
        super().__init__(heading)
        self._reports = tuple(reports)
        self._chapter = chapter

    def rows(self) -> ComposeResult:
        yield Listing(_COLUMNS, id="reports")

    def on_mount(self) -> None:
        super().on_mount()
        listing = self.query_one(Listing)
        listing.show([self._line(report) for report in self._reports])
        listing.focus()

    def _line(self, report: ClosedBusiness) -> Line:
        chapter = self._chapter
        amount = show_money(report.amount, chapter.country) if report.amount.minor else "thanks"
        corrected = report.corrected_at
        changed = f"corrected on {short_date(chapter.today(corrected))}" if corrected else ""
        day = quiet(short_date(chapter.today(report.at)))
        return Line(str(report.id), (day, strong(amount), quiet(report.note), quiet(changed)))

    @on(OptionList.OptionSelected)
    def action_correct(self) -> None:
        self._choose(withdraw=False)

    def action_withdraw(self) -> None:
        self._choose(withdraw=True)

    def _choose(self, *, withdraw: bool) -> None:
        key = self.query_one(Listing).key
        chosen = next((report for report in self._reports if str(report.id) == key), None)
        if chosen is not None:
            self.dismiss(PaymentChosen(chosen, withdraw))
