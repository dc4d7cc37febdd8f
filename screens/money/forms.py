"""The forms about money: payments and charges, dues of a period, the reversal of an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from textual.content import Content

from leadsroom.acts.money.commands import ChargeDues, ChargeMember, ReverseEntry, TakePayment
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Account, AccountEntry, AccountKind, owed_in_words
from leadsroom.domain.money.charges import AT_CLOSE, BY_HAND
from leadsroom.domain.money.dues import DuesPlan
from leadsroom.domain.people.roster import Member
from leadsroom.domain.rules.chapter_rules import FineEvent
from leadsroom.domain.text.money import Money, show_money
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, MoneyField, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.styled import short


class What(StrEnum):
    """What an amount is for, as it is chosen."""

    PAYMENT = "payment"
    FINE = "fine"
    MEAL = "meal"
    DONATION = "donation"
    DUES = "dues"
    JOIN_FEE = "joining fee"


AT_TABLE = (What.PAYMENT, What.FINE, What.MEAL, What.DONATION)
# What a closed meeting charges by itself is charged by hand where that went wrong.
_ANY_FINE = (*BY_HAND, *(event for event in FineEvent if event in AT_CLOSE))
_MOST_NAMED = 4
_KINDS = {
    What.FINE: AccountKind.FINE,
    What.MEAL: AccountKind.ORDERED_MEAL,
    What.DUES: AccountKind.DUES,
    What.JOIN_FEE: AccountKind.JOIN_FEE,
}


class MoneyForm(Form[TakePayment | ChargeMember]):
    """What changes hands. Proposed is what is owed, or what the chapter's rules ask for such a thing.

    At a table only what its close does not charge by itself is `fined`.
    """

    def __init__(
        self,
        chapter: Chapter,
        member_id: PersonId,
        name: str,
        owed: Money | None,
        *,
        what: What | None = None,
        choices: Sequence[What] = AT_TABLE,
        fined: Sequence[FineEvent] = BY_HAND,
    ) -> None:
        self._member_id, self._chapter = member_id, chapter
        self._owed = owed or Money(0, chapter.currency)
        # Whoever owes nothing yet is at the table to order.
        orders = chapter.rules.money.meal_as_ordered and self._owed.minor <= 0
        first = what or (What.MEAL if orders else What.PAYMENT)
        self.what = ChoiceField("what", "What", [(each, each.value) for each in choices], first)
        self.event = ChoiceField("event", "For", [(event, event.value) for event in fined])
        self.amount = MoneyField(
            "amount", "Amount", Money(0, chapter.currency), chapter.country, says=self._understood
        )
        self.note = TextField("note", "Note", placeholder="cash, check 1204; blank for nothing")
        self._purpose: tuple[What, FineEvent] | None = None
        self._proposed = ""
        super().__init__(
            "Money",
            (self.what, self.event, self.amount, self.note),
            about=f"{name} · {owed_in_words((self._owed,), chapter.country)}",
            first=self.amount,
            draft_name=f"money {member_id}",
        )

    @classmethod
    def between_meetings(cls, chapter: Chapter, account: Account, what: What) -> MoneyForm:
        """Of an account, with all there is to choose; what something is charged for is chosen first."""
        owed = account.balance(chapter.currency)
        person, name = account.person_id, short(account.name)
        form = cls(chapter, person, name, owed, what=what, choices=tuple(What), fined=_ANY_FINE)
        form.draft_name = f"{what.value} {person}"
        if what is not What.PAYMENT:
            form.first = form.what
        return form

    # What is proposed

    def follow(self) -> None:
        """For another purpose another amount is proposed, unless one was typed."""
        what = self.what.chosen
        self.event.is_away = what is not What.FINE
        is_owed = what is What.PAYMENT and self._owed.minor > 0
        # What is owed is paid in its own currency; everything else is in the chapter's.
        self.amount.currency = self._owed.currency if is_owed else self._chapter.currency
        purpose = (what, self.event.chosen)
        if purpose != self._purpose:
            proposal = self.amount.written(Money(self._proposal(what), self.amount.currency))
            if self.amount.text in ("", self._proposed):
                self.amount.text = proposal
            self._purpose, self._proposed = purpose, proposal

    def put_back(self, draft: Mapping[str, str]) -> None:
        super().put_back(draft)
        if "amount" in draft:  # also an empty one stands in the place of what would be proposed
            self.amount.draft = draft["amount"]

    def _proposal(self, what: What) -> int:
        """In minor units; zero where nothing is known."""
        rules = self._chapter.rules.money
        return {
            What.PAYMENT: max(0, self._owed.minor),
            What.FINE: rules.fines.get(self.event.chosen, 0),
            What.MEAL: rules.meal,
            What.DUES: rules.dues.amount if rules.dues else 0,
            What.JOIN_FEE: rules.join_fee,
        }.get(what, 0)

    def _understood(self, amount: Money) -> Content:
        """The amount as it is understood, and what it leaves."""
        country = self._chapter.country
        shown = Content.styled(f"= {show_money(amount, country)}", "bold")
        return Content.assemble(
            shown, Content.styled(f" · then {owed_in_words(self._left(amount), country)}", "$quiet")
        )

    def _left(self, amount: Money) -> tuple[Money, ...]:
        change = {What.PAYMENT: -amount.minor, What.DONATION: 0}.get(self.what.chosen, amount.minor)
        if amount.currency != self._owed.currency:
            return (self._owed, Money(change, amount.currency))
        return (Money(self._owed.minor + change, amount.currency),)

    # What is saved

    @property
    def has_receipt(self) -> bool:
        """Whether a receipt is given for it."""
        return self.what.chosen in (What.PAYMENT, What.DONATION)

    def remark(self, _here: Field) -> Remark:
        unclear = self.amount.refusal() if self.amount.text.strip() else ""
        return Remark(Content.styled(unclear, "$text-warning"), self.amount) if unclear else Remark()

    def after(self, field: Field) -> Field | None:
        """Enter in the amount is done, unless it has to be said what a fine is for."""
        if field is not self.amount:
            return super().after(field)
        is_other = self.what.chosen is What.FINE and self.event.chosen is FineEvent.OTHER
        return self.note if is_other and not self.note.text.strip() else None

    def build(self) -> TakePayment | ChargeMember:
        what, amount, note = self.what.chosen, self.amount.value, self.note.text
        if self.has_receipt:
            is_donated = what is What.DONATION
            seen = None if is_donated or self._owed.currency != amount.currency else self._owed
            return TakePayment(self._member_id, amount, note, donated=is_donated, seen=seen)
        event = self.event.chosen if what is What.FINE else None
        return ChargeMember(self._member_id, _KINDS[what], amount, event, note)


class DuesForm(Form[ChargeDues]):
    """Of which period the dues are charged; before it is done it says to whom and how much."""

    save_word = "charge"

    def __init__(self, plans: Sequence[DuesPlan], country: str) -> None:
        """The plan that is proposed is the second: of the period that today lies in."""
        self._plans, self._country = {plan.period.label: plan for plan in plans}, country
        labels = list(self._plans)
        self.period = ChoiceField("period", "Period", [(each, each) for each in labels], labels[1])
        self.again = ChoiceField("again", "Reversed", [(False, "leave out"), (True, "charge again")])
        super().__init__("Charge the dues of a period", (self.period, self.again))

    def follow(self) -> None:
        self.again.is_away = not self._plan.taken_back

    @property
    def _plan(self) -> DuesPlan:
        return self._plans[self.period.chosen]

    @property
    def _is_again(self) -> bool:
        return bool(self._plan.taken_back) and self.again.chosen

    def remark(self, _here: Field) -> Remark:
        first, rest = dues_in_words(self._plan, self._country, again=self._is_again)
        more = Content.styled(f"\n{rest}" if rest else "", "$quiet")
        return Remark(Content.assemble(Content.styled(first, "bold"), more))

    def build(self) -> ChargeDues:
        if not self._plan.paying(again=self._is_again):
            raise Refused("Everybody has been charged for this period. Choose another one, or press esc.")
        return ChargeDues(self._plan.period, self._is_again)


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
        count = "Nobody more is to be charged"
    left_out = (
        (plan.charged, "charged already"),
        (() if again else plan.taken_back, "reversed before"),
        (plan.free, "free, on leave"),
    )
    reasons = [f"{_named(members)} {why}" for members, why in left_out if members]
    return f"{count} for {period.label}, {span}.", f"Left out: {'; '.join(reasons)}." if reasons else ""


def _named(members: Sequence[Member]) -> str:
    if len(members) > _MOST_NAMED:
        return f"{len(members)} members"
    return ", ".join(short(member.person.name) for member in members)


def reversal_form(entry: AccountEntry, what: str, name: str) -> Form[ReverseEntry]:
    """Why an entry is reversed; it stays in the account beside its reversal, which can be reversed too."""
    why = ReadField(
        "why",
        "Reason",
        "",
        required("Enter a reason."),
        placeholder="it stands beside the entry in the account",
        width=WIDE,
    )
    return Form(
        "Put back" if entry.took_back else "Reverse",
        [why],
        lambda: ReverseEntry(entry.id, why.value),
        about=f"{short(name)} · {what}",
        draft_name=f"take back {entry.id}",
    )
