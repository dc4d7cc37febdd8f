"""The forms about accounts: payments, refunds, credit, charges, dues, the reversal of an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from textual.content import Content

from leadsroom.acts.money.commands import (
    ChargeDues,
    ChargeDuesUntil,
    ChargeMember,
    CreditMember,
    RefundMember,
    ReverseEntry,
    TakePayment,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.money.account import Account, AccountEntry, AccountKind, Method, owed_in_words
from leadsroom.domain.money.charges import AT_CLOSE, BY_HAND
from leadsroom.domain.money.dues import DuesPlan, left_in_words
from leadsroom.domain.rules.chapter_rules import FineEvent, Share
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, Misfilled, MoneyField, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.form.read_fields import DayField
from screens.kit.styled import short


class What(StrEnum):
    """What an amount is for, as it is chosen."""

    PAYMENT = "payment"
    FINE = "fine"
    MEAL = "meal"
    DONATION = "donation"
    DUES = "dues"
    JOIN_FEE = "joining fee"
    REFUND = "refund"
    CREDIT = "credit"


AT_TABLE = (What.PAYMENT, What.FINE, What.MEAL, What.DONATION)
_PAYS = (What.PAYMENT, What.DONATION, What.REFUND, What.CREDIT)
_CHARGES = (What.FINE, What.MEAL, What.DUES, What.JOIN_FEE)
_MOVES_MONEY = frozenset({What.PAYMENT, What.DONATION, What.REFUND})
_FOR_CAUSE = {
    What.DONATION: "Type what the donation is for.",
    What.CREDIT: "Type what the credit is for, such as goodwill.",
}
# What a closed meeting charges by itself is charged by hand where that went wrong.
_ANY_FINE = (*BY_HAND, *(event for event in FineEvent if event in AT_CLOSE))
_MOST_NAMED = 4
_KINDS = {
    What.FINE: AccountKind.FINE,
    What.MEAL: AccountKind.ORDERED_MEAL,
    What.DUES: AccountKind.DUES,
    What.JOIN_FEE: AccountKind.JOIN_FEE,
}


_METHODS: tuple[tuple[Method | None, str], ...] = (
    (None, "–"),
    (Method.CASH, "cash"),
    (Method.CHECK, "check"),
    (Method.CARD, "card"),
    (Method.TRANSFER, "bank"),
    (Method.ONLINE, "online"),
    (Method.OTHER, "other"),
)


class MeansFields:
    """How money changes hands, and the number that goes with it, where there is one."""

    def __init__(self) -> None:
        self.method: ChoiceField[Method | None] = ChoiceField("method", "By", _METHODS)
        self.reference = TextField("reference", "Number", placeholder="of the check, or of the transfer")

    @property
    def fields(self) -> tuple[Field, Field]:
        """Both, in their order."""
        return self.method, self.reference

    def follow(self, *, is_away: bool = False) -> None:
        """Cash has no number."""
        self.method.is_away = is_away
        self.reference.is_away = is_away or self.method.chosen in (None, Method.CASH)

    def after(self, field: Field) -> Field | None:
        """From the method to the number, where there is one; behind that nothing more is needed."""
        return self.reference if field is self.method and not self.reference.is_away else None

    @property
    def number(self) -> str:
        """The number, where it is asked for."""
        return "" if self.reference.is_away else self.reference.text


class EntryDay(DayField):
    """The day that an entry is of: today where nothing else is typed, or one of the last two years."""

    def __init__(self, today: date, country: str) -> None:
        super().__init__("day", "Day", None, today, read_day_back, country=country, text="today")

    @property
    def chosen(self) -> date | None:
        """The day; None for today. Raises Misfilled for what is none."""
        return None if self.value == self.today else self.value

    def remark(self) -> Remark:
        """Of a day in an earlier month, which summary it changes."""
        day = self.value_or(None)
        if day is None or (day.year, day.month) == (self.today.year, self.today.month):
            return Remark()
        return Remark(Content.styled(f"This changes the summary of {day:%B %Y}.", "$text-warning"), self)


class MoneyForm(Form[TakePayment | ChargeMember | RefundMember | CreditMember]):
    """What changes hands. Proposed is what is owed, or what the chapter's rules ask for such a thing.

    At a table only what its close does not charge by itself is `fined`, and everything is of `today`: there,
    where it is None, no day is asked for.
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
        today: date | None = None,
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
        self.cause = TextField("cause", "For", placeholder="such as the holiday party")
        self.day = EntryDay(today, chapter.country) if today is not None else None
        self.means = MeansFields()
        self.note = TextField("note", "Note", placeholder="blank for nothing")
        self._purpose: tuple[What, FineEvent] | None = None
        self._proposed = ""
        super().__init__(
            "Money",
            (
                *(self.what, self.event, self.cause, self.amount),
                *(*self.means.fields, self.note),
                *([self.day] if self.day is not None else []),
            ),
            about=f"{name} · {owed_in_words((self._owed,), chapter.country)}",
            first=self.amount,
            draft_name=f"money {member_id}",
        )

    @classmethod
    def between_meetings(cls, chapter: Chapter, account: Account, what: What, today: date) -> MoneyForm:
        """Of an account: what is paid, given back or credited, or what is charged, which is chosen first."""
        owed = account.balance(chapter.currency)
        person, name = account.person_id, short(account.name)
        choices = _PAYS if what in _PAYS else _CHARGES
        form = cls(chapter, person, name, owed, what=what, choices=choices, fined=_ANY_FINE, today=today)
        form.draft_name = f"{what.value} {person}"
        if what is not What.PAYMENT:
            form.first = form.what
        return form

    # What is proposed

    def follow(self) -> None:
        """For another purpose another amount is proposed, unless one was typed."""
        what = self.what.chosen
        self.event.is_away = what is not What.FINE
        self.cause.is_away = what not in _FOR_CAUSE
        self.means.follow(is_away=what not in _MOVES_MONEY)
        is_owed = what is What.PAYMENT and self._owed.minor > 0
        is_owed |= what is What.REFUND and self._owed.minor < 0
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
            What.REFUND: max(0, -self._owed.minor),
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
        less = {What.PAYMENT: -amount.minor, What.CREDIT: -amount.minor, What.DONATION: 0}
        change = less.get(self.what.chosen, amount.minor)
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
        if unclear:
            return Remark(Content.styled(unclear, "$text-warning"), self.amount)
        return self.day.remark() if self.day is not None else Remark()

    def after(self, field: Field) -> Field | None:
        """Enter in the amount is done, unless it has to be said what it is for; and so it is in the note."""
        has_amount = bool(self.amount.text.strip())
        if field is self.note or (field is self.cause and has_amount):
            return None
        if field is self.day:
            return self.after(self.amount) if has_amount else self.amount
        if field in self.means.fields:
            return self.means.after(field)
        if field is not self.amount:
            return super().after(field)
        if not self.cause.is_away and not self.cause.text.strip():
            return self.cause
        is_other = self.what.chosen is What.FINE and self.event.chosen is FineEvent.OTHER
        return self.note if is_other and not self.note.text.strip() else None

    def build(self) -> TakePayment | ChargeMember | RefundMember | CreditMember:
        what, amount, note = self.what.chosen, self.amount.value, self.note.text
        cause, method, number = self.cause.text, self.means.method.chosen, self.means.number
        on = self.day.chosen if self.day is not None else None
        if what in _FOR_CAUSE and not cause.strip():
            raise Misfilled(self.cause, _FOR_CAUSE[what])
        if self.has_receipt:
            is_donated = what is What.DONATION
            return TakePayment(
                self._member_id,
                amount,
                note,
                donated=is_donated,
                seen=None if is_donated or self._owed.currency != amount.currency else self._owed,
                method=method,
                reference=number,
                cause=cause if is_donated else "",
                on=on,
            )
        if what is What.REFUND:
            return RefundMember(self._member_id, amount, method, number, note, on)
        if what is What.CREDIT:
            return CreditMember(self._member_id, amount, cause, note, on)
        event = self.event.chosen if what is What.FINE else None
        return ChargeMember(self._member_id, _KINDS[what], amount, event, note, on)


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
    what = f"{sums if paying else 'Nobody else is to be charged'} for {_days_of(plan)}."
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


class ReversalForm(Form[ReverseEntry]):
    """Why an entry is reversed, and on which day; it stays in the account beside its reversal, which can be
    reversed too.
    """

    def __init__(self, entry: AccountEntry, what: str, name: str, today: date, country: str) -> None:
        self._entry = entry
        self.why = ReadField(
            "why",
            "Reason",
            "",
            required("Enter a reason."),
            placeholder="it stands beside the entry in the account",
            width=WIDE,
        )
        self.day = EntryDay(today, country)
        super().__init__(
            "Put back" if entry.took_back else "Reverse",
            (self.why, self.day),
            about=f"{short(name)} · {what}",
            draft_name=f"take back {entry.id}",
        )

    def remark(self, _here: Field) -> Remark:
        return self.day.remark()

    def after(self, field: Field) -> Field | None:
        """Enter in the reason is done."""
        return self.why if field is self.day and self.why.refusal() else None

    def build(self) -> ReverseEntry:
        return ReverseEntry(self._entry.id, self.why.value, self.day.chosen)
