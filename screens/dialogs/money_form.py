"""The treasurer's form at the table: one member pays, or is charged."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.content import Content

from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.money.account import AccountKind, owed_in_words
from leadsroom.domain.money.charges import BY_HAND
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.typed_amount import read_sum, typed_money
from leadsroom.errors import Refused
from screens.widgets.fields import ChoiceField, Field, NotedField, TextField
from screens.widgets.form import Form

_PAYMENT, _DONATION, _MEAL = "payment", "donation", "meal"
_FINE = "fine: "


class WhatField(ChoiceField, can_focus=False):
    """What the amount is for; the arrow keys choose it also from beside the amount."""

    def step(self, by: int) -> None:
        """Choose the next one, or the one before."""
        keys = [key for key, _ in self._options]
        self.draft = keys[(keys.index(self.chosen) + by) % len(keys)]


class MoneyForm(Form):
    """What a member pays, as much as they owe proposed; or a fine, a meal, a donation."""

    title = "Money"
    keys = "⏎ save   ↑↓ what it is for   tab note   ctrl+s save now"

    def __init__(self, snapshot: Snapshot, member_id: PersonId, owed: Money | None) -> None:
        chapter = snapshot.chapter
        self._member_id = member_id
        self._country = chapter.country
        self._rules = chapter.rules.money
        self._own = chapter.currency
        self._owed = owed or Money(0, chapter.currency)
        options = [(_PAYMENT, _PAYMENT), *((f"{_FINE}{event}",) * 2 for event in BY_HAND)]
        options += [(_MEAL, "meal, as ordered"), (_DONATION, _DONATION)]
        # Who owes nothing yet is at the table to order.
        first = _MEAL if self._rules.meal_as_ordered and self._owed.minor <= 0 else _PAYMENT
        self.what = WhatField("What", options, id="what", value=first)
        self._proposed_for, self._proposed = first, self._proposal(first)
        self.amount = NotedField("Amount", id="amount", value=self._proposed, placeholder="how much")
        self.note = TextField("Note", id="note", placeholder="blank if there is nothing to say")
        owing = owed_in_words((self._owed,), self._country)
        super().__init__(f"{snapshot.name(member_id)} · {owing}")
        self.draft_name = f"money {member_id}"

    def make_fields(self) -> Sequence[Field]:
        return (self.what, self.amount, self.note)

    def first_field(self) -> Field:
        return self.amount

    def on_mount(self) -> None:
        self._follow()

    def put_back(self, draft: dict[str, str]) -> None:
        super().put_back(draft)
        self._proposed_for = self.what.chosen
        self._proposed = self._proposal(self._proposed_for)
        self._follow()

    def on_key(self, event: events.Key) -> None:
        step = {"down": 1, "up": -1}.get(event.key)
        if step is not None:
            event.stop()
            self.what.step(step)
            self.what.post_message(Field.Edited())

    # What is proposed

    def _proposal(self, what: str) -> str:
        """What they owe, or what the chapter's rules ask for such a thing; empty where nothing is known."""
        event = _event_of(what)
        minor = {
            _PAYMENT: max(0, self._owed.minor),
            _MEAL: self._rules.meal,
            _DONATION: 0,
        }.get(what, self._rules.fines.get(event, 0) if event else 0)
        return typed_money(Money(minor, self._currency(what)), self._country) if minor else ""

    def _currency(self, what: str) -> str:
        """What is owed is paid in its own currency; everything else is in the chapter's."""
        return self._owed.currency if what == _PAYMENT and self._owed.minor > 0 else self._own

    @on(Field.Edited)
    def _follow(self) -> None:
        """For another purpose another amount is proposed, unless one was typed."""
        what = self.what.chosen
        if what != self._proposed_for:
            if self.amount.text in ("", self._proposed):
                self.amount.write(self._proposal(what))
            self._proposed_for, self._proposed = what, self._proposal(what)
        self.amount.note(self._understood())

    def _understood(self) -> Content:
        """The amount as it is understood, and what it leaves."""
        try:
            amount = self._amount()
        except Refused:
            return Content("")
        left = f" · then {owed_in_words(self._left(amount), self._country)}"
        shown = Content.styled(f"= {show_money(amount, self._country)}", "bold")
        return Content.assemble(shown, Content.styled(left, "$quiet"))

    def _left(self, amount: Money) -> tuple[Money, ...]:
        what = self.what.chosen
        change = {_PAYMENT: -amount.minor, _DONATION: 0}.get(what, amount.minor)
        if amount.currency != self._owed.currency:
            return (self._owed, Money(change, amount.currency))
        return (Money(self._owed.minor + change, amount.currency),)

    # What is saved

    def remark(self) -> Content:
        if not self.amount.text.strip():
            return Content("")
        return Content.styled(self.refuses(self.amount), "$text-warning")

    def refuses(self, field: Field) -> str:
        if field is self.amount:
            try:
                self._amount()
            except Refused as unclear:
                return str(unclear)
        return ""

    def after(self, field: Field) -> Field | None:
        if field is self.what:
            return self.amount
        asks_why = self.what.chosen == f"{_FINE}{FineEvent.OTHER}" and not self.note.text.strip()
        return self.note if field is self.amount and asks_why else None

    def _amount(self) -> Money:
        return read_sum(self.amount.text, self._currency(self.what.chosen), self._country)

    def build(self) -> TakePayment | ChargeMember:
        try:
            amount = self._amount()
        except Refused:
            self._go_to(self.amount)
            raise
        what, note = self.what.chosen, self.note.text
        if what in (_PAYMENT, _DONATION):
            return TakePayment(self._member_id, amount, note, donated=what == _DONATION)
        kind = AccountKind.ORDERED_MEAL if what == _MEAL else AccountKind.FINE
        return ChargeMember(self._member_id, kind, amount, _event_of(what), note)


def _event_of(what: str) -> FineEvent | None:
    return FineEvent(what.removeprefix(_FINE)) if what.startswith(_FINE) else None
