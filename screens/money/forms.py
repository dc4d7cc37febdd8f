"""The forms about money: payments and charges, dues, the reversal of an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from textual.content import Content

from leadsroom.acts.money.commands import (
    ChargeDues,
    ChargeDuesUntil,
    ChargeMember,
    ReverseEntry,
    TakePayment,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Account, AccountEntry, AccountKind, owed_in_words
from leadsroom.domain.money.charges import AT_CLOSE, BY_HAND
from leadsroom.domain.money.dues import DuesPlan, left_in_words
from leadsroom.domain.rules.chapter_rules import FineEvent, Share
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


_LEAVING = (
    (Share.NONE, "pay nothing"),
    (Share.DAYS, "pay for the days stayed"),
    (Share.MONTHS, "pay for the months stayed"),
    (Share.WHOLE, "pay the whole"),
)


class DuesForm(Form[ChargeDues | ChargeDuesUntil]):
    """Of which period dues are charged, or until when; before it is done it says to whom and how much."""

    save_word = "charge"

    def __init__(self, plans: Sequence[DuesPlan], country: str) -> None:
        """The plan that is proposed is that of the period that today lies in, or of what is due today."""
        self._plans, self._country = {plan.name: plan for plan in plans}, country
        names = list(self._plans)
        first = next((plan.name for plan in plans if plan.period is None), names[min(1, len(names) - 1)])
        self.period = ChoiceField("period", "Period", [(each, each) for each in names], first)
        self.again = ChoiceField("again", "Reversed", [(False, "leave out"), (True, "charge again")])
        self.leaving = ChoiceField("leaving", "Who left", _LEAVING, self._plan.leaving)
        super().__init__("Charge dues", (self.period, self.again, self.leaving))

    def follow(self) -> None:
        self.again.is_away = not self._plan.taken_back
        self.leaving.is_away = not self._plan.left

    @property
    def _plan(self) -> DuesPlan:
        return self._plans[self.period.chosen]

    @property
    def _is_again(self) -> bool:
        return bool(self._plan.taken_back) and self.again.chosen

    @property
    def _leaving(self) -> Share | None:
        """What is asked of who left; None where nobody has."""
        return self.leaving.chosen if self._plan.left else None

    def remark(self, _here: Field) -> Remark:
        first, rest = dues_in_words(self._plan, self._country, again=self._is_again, leaving=self._leaving)
        more = Content.styled(f"\n{rest}" if rest else "", "$quiet")
        return Remark(Content.assemble(Content.styled(first, "bold"), more))

    def build(self) -> ChargeDues | ChargeDuesUntil:
        plan = self._plan
        if not plan.paying(again=self._is_again, leaving=self._leaving):
            what = "Everybody has been charged for this period" if plan.period else "Nothing more is due then"
            raise Refused(f"{what}. Choose another one, or press esc.")
        if plan.period is not None:
            return ChargeDues(plan.period, self._is_again, self._leaving)
        return ChargeDuesUntil(plan.until, self._is_again, self._leaving)


def dues_in_words(
    plan: DuesPlan, country: str, *, again: bool = False, leaving: Share | None = None
) -> tuple[str, str]:
    """`23 members × $120 = $2,760 for 2026-Q4, …`; and in a second sentence who is left out, and why."""
    paying = plan.paying(again=again, leaving=leaving)
    together = show_money(Money(sum(due.minor for due in paying), plan.currency), country)
    counted = plan.counted(paying, country)
    sums = counted if counted.endswith(" together") else f"{counted} = {together}"
    what = f"{sums if paying else 'Nobody more is to be charged'} for {_days_of(plan)}."
    left = [short(left_in_words(each)) for each in plan.left]
    is_asked = (plan.leaving if leaving is None else leaving) is not Share.NONE
    left_out = (
        (_named([member.person.name for member in plan.charged]), "charged already"),
        (_named([] if again else [due.member.person.name for due in plan.taken_back]), "reversed before"),
        (_named([member.person.name for member in plan.free]), "free, on leave"),
        (_named([member.person.name for member in plan.later]), "pay from the next period on"),
        (_named([] if is_asked else left), "never charged"),
    )
    reasons = [f"{names} {why}" for names, why in left_out if names]
    asked = f"Asked of who left: {_named(left)}. " if is_asked and left else ""
    return what, f"{asked}{'Left out: ' if reasons else ''}{'; '.join(reasons)}{'.' * bool(reasons)}".strip()


def _days_of(plan: DuesPlan) -> str:
    """`2026-Q4, 1 Oct to 31 Dec 2026`; or for what is due `1 Dec 2026, since the last charge`."""
    if plan.period is None:
        return f"what is due {plan.name}"
    first, last = plan.period.first, plan.period.last
    return f"{plan.name}, {first.day} {first:%b} to {last.day} {last:%b %Y}"


def _named(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    if len(distinct) > _MOST_NAMED:
        return f"{len(distinct)} members"
    return ", ".join(map(short, distinct))


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
