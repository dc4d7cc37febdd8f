"""A vote as a form; what the chapter's rule makes of the figures stands below them while they are typed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from leadsroom.acts.people.sheets import VoteSheet
from leadsroom.domain.people.votes import Verdict, Vote, vote_in_words
from leadsroom.domain.rules.chapter_rules import VoteRule
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from screens.dialogs.application import line
from screens.dialogs.plan_step import FormDialog
from screens.kit.theme import style
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput

_DECISIONS = (None, Verdict.ACCEPTED, Verdict.REFUSED, Verdict.OPEN)


def read_votes(typed: str) -> int:
    """A number of votes; nothing typed is none. Raises Refused."""
    text = clean(typed)
    if text and not (text.isdecimal() and len(text) <= 4):
        raise Refused("Type a number.")
    return int(text) if text else 0


class VoteDialog(FormDialog[VoteSheet | None]):
    """For, against, and what the group made of it: what the rule says, unless it decided otherwise."""

    CSS_PATH = [style("page"), style("form"), style("dialog"), style("roster")]

    def __init__(
        self, title: str, rule: VoteRule, members: int, before: VoteSheet | None = None, refusal: str = ""
    ) -> None:
        super().__init__(title, refusal)
        self._rule = rule
        self._members = members
        self._before = before or VoteSheet(votes_for=0, votes_against=0)

    def rows(self) -> ComposeResult:
        was = self._before
        yield line("for", "For", str(was.votes_for or ""), proposed=True)
        yield line("against", "Against", str(was.votes_against or ""), proposed=True)
        yield Static(id="by-rule")
        choices = Choice(
            ("by the rule", "accepted", "refused", "open"), _DECISIONS.index(was.decision), id="decision"
        )
        yield FormRow("Decision", choices, id="decision-row")
        yield line("by", "Decided by", was.decided_by, "the members")
        yield line("note", "Note", was.note)

    def on_mount(self) -> None:
        super().on_mount()
        self._say_rule()
        self.query(LineInput).first().focus()

    @on(Input.Changed)
    def _say_rule(self) -> None:
        try:
            vote = Vote(
                *(read_votes(self.query_one(f"#{name}", LineInput).value) for name in ("for", "against"))
            )
        except Refused as no:
            said = str(no)
        else:
            said = vote_in_words(self._rule, vote, self._members)
        self.query_one("#by-rule", Static).update(Content(said))

    def action_save(self) -> None:
        """Give the vote back, unless a figure cannot be read."""
        try:
            sheet = VoteSheet(
                votes_for=self.read("for", read_votes),
                votes_against=self.read("against", read_votes),
                decision=_DECISIONS[self.query_one("#decision", Choice).chosen],
                decided_by=self.query_one("#by", LineInput).value,
                note=self.query_one("#note", LineInput).value,
            )
        except Refused:
            return
        self.dismiss(sheet)
