"""Of which period the dues are charged, and what that means before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from leadsroom.domain.money.dues import DuesPlan
from leadsroom.domain.people.roster import Member
from leadsroom.domain.text.money import Money, show_money
from screens.dialogs.money_dialogs import LOOKS
from screens.dialogs.plan_step import FormDialog
from screens.kit.styled import quiet, short, strong, words
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, put_away

_MOST_NAMED = 4


class ChosenDues(Struct, frozen=True):
    """The dues of a period to be charged, those that were taken back `again` or not."""

    plan: DuesPlan
    again: bool


class DuesDialog(FormDialog[ChosenDues | None]):
    """Of which period the dues are charged; before it is done a sentence says to whom and how much."""

    CSS_PATH = LOOKS

    def __init__(self, plans: Sequence[DuesPlan], chosen: int, country: str) -> None:
        super().__init__("Charge the dues of a period")
        self._plans = tuple(plans)
        self._chosen = chosen
        self._country = country

    def rows(self) -> ComposeResult:
        labels = [plan.period.label for plan in self._plans]
        yield FormRow("Period", Choice(labels, self._chosen, id="period"), "← →", id="period-row")
        yield FormRow("Taken back", Choice(("leave out", "charge again"), id="again"), id="again-row")
        yield Static(id="sentence")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#period", Choice).focus()
        self._follow()

    @property
    def _plan(self) -> DuesPlan:
        return self._plans[self.query_one("#period", Choice).chosen]

    @property
    def _again(self) -> bool:
        return bool(self._plan.taken_back) and bool(self.query_one("#again", Choice).chosen)

    @on(Choice.Changed)
    def _follow(self) -> None:
        put_away(self.query_one("#again-row"), away=not self._plan.taken_back)
        first, rest = dues_in_words(self._plan, self._country, again=self._again)
        self.query_one("#sentence", Static).update(strong(first) + words("\n") + quiet(rest))

    def action_save(self) -> None:
        if not self._plan.paying(again=self._again):
            self.refuse("Nobody is left to be charged for this period. Choose another one, or escape.")
            return
        self.dismiss(ChosenDues(self._plan, self._again))


def dues_in_words(plan: DuesPlan, country: str, *, again: bool = False) -> tuple[str, str]:
    """`23 members × $120 = $2,760 for 2026-Q4, …`; and in a second sentence who is left out, and why."""
    paying = plan.paying(again=again)
    each, together = (
        show_money(Money(minor, plan.currency), country) for minor in (plan.each, plan.each * len(paying))
    )
    period = plan.period
    span = f"{period.first.day} {period.first:%b} to {period.last.day} {period.last:%b %Y}"
    count = f"{len(paying)} {'member' if len(paying) == 1 else 'members'} × {each} = {together}"
    if not paying:
        count = "Nobody is left to be charged"
    left_out = (
        (plan.charged, "charged already"),
        (() if again else plan.taken_back, "taken back before"),
        (plan.free, "free, on leave"),
    )
    said = [f"{_named(members)} {why}" for members, why in left_out if members]
    return f"{count} for {period.label}, {span}.", f"Left out: {'; '.join(said)}." if said else ""


def _named(members: Sequence[Member]) -> str:
    if len(members) > _MOST_NAMED:
        return f"{len(members)} members"
    return ", ".join(short(member.person.name) for member in members)
