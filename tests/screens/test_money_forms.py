"""The forms about money, without a screen: what they propose, what they say of it, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.money.commands import (
    ChargeDues,
    ChargeMember,
    CreditMember,
    RefundMember,
    ReverseEntry,
    TakePayment,
)
from leadsroom.domain.ids import LedgerId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.money.account import Account, AccountEntry, AccountKind, Method
from leadsroom.domain.money.dues import Due, DuesPlan
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import Dues, FineEvent
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from screens.kit.form.field import Misfilled
from screens.money.forms import (
    DuesForm,
    EntryDay,
    MoneyForm,
    ReversalForm,
    What,
    dues_in_words,
)
from tests.domain.leads import CHAPTER as UNRULED
from tests.domain.leads import NOON
from tests.meeting.money_rules import RULES

CHAPTER = replace(UNRULED, rules=replace(UNRULED.rules, money=RULES))
ANN = PersonId(1)
TODAY = date(2026, 11, 18)
Built = TakePayment | ChargeMember | RefundMember | CreditMember
DUES = Dues(12_000, PeriodKind.QUARTER)


def at_table(owed: int = 0, currency: str = "USD", *, meal_as_ordered: bool = False) -> MoneyForm:
    """The form for Ann at the table, who owes so much."""
    money = replace(RULES, meal_as_ordered=meal_as_ordered)
    chapter = replace(CHAPTER, rules=replace(CHAPTER.rules, money=money))
    return MoneyForm(chapter, ANN, "Ann Chu", Money(owed, currency))


def between(what: What, owed: int = 0) -> MoneyForm:
    """The form for Ann on the money page."""
    return MoneyForm.between_meetings(CHAPTER, Account(ANN, "Ann Chu", (Money(owed, "USD"),)), what, TODAY)


def choose(form: MoneyForm, what: What, event: FineEvent | None = None) -> None:
    """Choose as the keyboard would."""
    form.what.draft = what.value
    if event is not None:
        form.event.draft = event.value
    form.edited()


def retype(form: MoneyForm, amount: str) -> None:
    """Type an amount in the place of the one that is proposed."""
    form.amount.typed(amount)
    form.edited()


# Payments and charges


@pytest.mark.parametrize(
    ("what", "event", "proposed", "understood"),
    [
        (What.PAYMENT, None, "134.35", "= $134.35 · then paid up"),
        (What.FINE, FineEvent.PHONE, "1.00", "= $1 · then owes $135.35"),
        (What.FINE, FineEvent.LATE, "0.25", "= $0.25 · then owes $134.60"),
        (What.FINE, FineEvent.OTHER, "", ""),
        (What.MEAL, None, "14.35", "= $14.35 · then owes $148.70"),
        (What.DUES, None, "120.00", "= $120 · then owes $254.35"),
        (What.JOIN_FEE, None, "150.00", "= $150 · then owes $284.35"),
        (What.DONATION, None, "", ""),
        (What.REFUND, None, "", ""),
        (What.CREDIT, None, "", ""),
    ],
)
def test_an_amount_is_proposed_for_each_purpose(
    what: What, event: FineEvent | None, proposed: str, understood: str
) -> None:
    """What is owed, or what the rules ask; beside it stands how it is understood and what it leaves."""
    form = between(what, 13_435)
    choose(form, what, event)
    assert form.amount.text == proposed
    assert form.amount.beside(True, 60).plain == understood


def test_a_donation_leaves_what_is_owed() -> None:
    """It is given at once, and pays nothing."""
    form = between(What.DONATION, 13_435)
    retype(form, "20")
    assert form.amount.beside(True, 60).plain == "= $20 · then owes $134.35"
    assert form.has_receipt
    with pytest.raises(Misfilled, match="what the donation is for") as misfilled:
        form.build()
    assert misfilled.value.field is form.after(form.amount) is form.cause
    form.cause.typed("the party")
    assert form.after(form.amount) is form.after(form.cause) is None
    built = form.build()
    assert built == same(built, TakePayment(ANN, Money(2_000, "USD"), donated=True, cause="the party"))


def test_what_was_paid_ahead_is_refunded_in_its_own_currency() -> None:
    """All of it is proposed, and what is left is said; by check, with its number."""
    account = Account(ANN, "Ann Chu", (Money(-5_000, "EUR"),))
    form = MoneyForm.between_meetings(CHAPTER, account, What.REFUND, TODAY)
    assert form.amount.text == "50.00"
    retype(form, "20")
    assert form.amount.beside(True, 60).plain == "= €20 · then €30 ahead"
    form.means.method.draft = Method.CHECK
    form.edited()
    form.means.reference.typed("1042")
    built = form.build()
    assert built == same(built, RefundMember(ANN, Money(2_000, "EUR"), Method.CHECK, "1042"))
    assert not form.has_receipt


def test_credit_is_for_a_cause_and_no_money_changes_hands() -> None:
    """It lowers what is owed, is by no method, and its reason is asked for."""
    form = between(What.CREDIT, 13_435)
    retype(form, "34.35")
    assert form.amount.beside(True, 60).plain == "= $34.35 · then owes $100"
    assert form.means.method.is_away
    assert form.means.reference.is_away
    with pytest.raises(Misfilled, match="such as goodwill"):
        form.build()
    form.cause.typed("goodwill")
    built = form.build()
    assert built == same(built, CreditMember(ANN, Money(3_435, "USD"), "goodwill"))


@pytest.mark.parametrize(
    ("method", "asks"), [("", False), (Method.CASH, False), (Method.CHECK, True), (Method.TRANSFER, True)]
)
def test_a_number_is_asked_for_where_there_is_one(method: str, asks: bool) -> None:
    """Cash has none; what was typed before the method was changed is not saved."""
    form = at_table(500)
    form.means.method.draft = Method.CHECK
    form.edited()
    form.means.reference.typed("1042")
    form.means.method.draft = method
    form.edited()
    assert form.means.reference.is_away is not asks
    built = form.build()
    assert isinstance(built, TakePayment)
    assert (built.method, built.reference) == (Method(method) if method else None, "1042" if asks else "")


def same(built: Built, meant: Built) -> Built:
    """What is meant, under the id of what was built."""
    return replace(meant, command_id=built.command_id)


@pytest.mark.parametrize(
    ("owed", "meal_as_ordered", "first", "about"),
    [
        (13_435, True, What.PAYMENT, "Ann Chu · owes $134.35"),
        (0, True, What.MEAL, "Ann Chu · paid up"),
        (0, False, What.PAYMENT, "Ann Chu · paid up"),
        (-500, True, What.MEAL, "Ann Chu · $5 ahead"),
    ],
)
def test_what_comes_first_at_the_table(owed: int, meal_as_ordered: bool, first: What, about: str) -> None:
    """Whoever owes nothing is there to order, where meals are charged as ordered; else they pay."""
    form = at_table(owed, meal_as_ordered=meal_as_ordered)
    assert (form.what.chosen, form.about, form.first) == (first, about, form.amount)


def test_at_a_table_only_what_its_close_does_not_charge_is_fined() -> None:
    """The money page has every event, those that are charged by hand first, and dues and fees besides."""
    table, page = at_table(), between(What.FINE)
    assert [form.event.chosen for form in (table, page)] == [FineEvent.PHONE, FineEvent.PHONE]
    for form, event, fitting in (
        (table, FineEvent.LATE, FineEvent.PHONE),
        (page, FineEvent.LATE, FineEvent.LATE),
    ):
        choose(form, What.FINE, event)
        assert form.event.chosen is fitting
    choose(table, What.DUES)
    assert table.what.chosen is What.PAYMENT


def test_a_charge_begins_with_what_it_is_for() -> None:
    """A payment begins with the amount; the drafts of the two are apart."""
    pays, charge = between(What.PAYMENT, 100), between(What.FINE)
    assert (pays.first, charge.first) == (pays.amount, charge.what)
    assert pays.draft_name != charge.draft_name


def test_what_is_owed_is_paid_in_its_own_currency() -> None:
    """Everything else is in the chapter's, and so is what it leaves."""
    form = at_table(2_000, "EUR")
    assert form.build().amount == Money(2_000, "EUR")
    choose(form, What.MEAL)
    assert form.build().amount == Money(1_435, "USD")
    assert form.amount.beside(True, 60).plain == "= $14.35 · then owes €20, owes $14.35"


def test_a_typed_amount_stands_whatever_is_chosen() -> None:
    """An emptied one does not fill itself again between the digits; another purpose proposes again."""
    form = at_table(13_435)
    retype(form, "5")
    choose(form, What.MEAL)
    assert form.amount.text == "5"
    retype(form, "")
    assert form.amount.text == ""
    choose(form, What.FINE)
    assert form.amount.text == "1.00"


@pytest.mark.parametrize("purpose", [What.PAYMENT, What.FINE])
def test_an_emptied_amount_comes_back_empty(purpose: What) -> None:
    """From a draft nothing is proposed in the place of what was taken out."""
    left = at_table(13_435)
    choose(left, purpose)
    retype(left, "")
    again = at_table(13_435)
    again.put_back(left.changed_draft())
    assert (again.what.chosen, again.amount.text) == (purpose, "")
    again.start_over()
    assert (again.what.chosen, again.amount.text) == (What.PAYMENT, "134.35")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("12 eur", "another currency"),
        ("4kx", "“4kx” is not an amount"),
        ("0", "nothing to pay"),
        (".25", ""),
    ],
)
def test_an_amount_that_cannot_be_read_is_said_below_it(typed: str, expected: str) -> None:
    """While it is typed, but not before; and it is not saved."""
    form = at_table()
    retype(form, typed)
    remark = form.remark(form.amount)
    assert expected in remark.words.plain
    assert bool(remark.words) == bool(expected)
    if expected:
        assert remark.field is form.amount
        with pytest.raises(Misfilled) as misfilled:
            form.build()
        assert misfilled.value.field is form.amount


def test_enter_in_the_amount_is_done() -> None:
    """Unless it is a fine for something else, of which a note has to say what."""
    form = at_table(100)
    assert form.after(form.amount) is None
    choose(form, What.FINE, FineEvent.OTHER)
    assert form.after(form.amount) is form.note
    form.note.typed("no badge")
    assert form.after(form.amount) is None


@pytest.mark.parametrize(
    ("what", "event", "meant"),
    [
        (What.PAYMENT, None, TakePayment(ANN, Money(500, "USD"), "check 1204", seen=Money(0, "USD"))),
        (
            What.FINE,
            FineEvent.LATE,
            ChargeMember(ANN, AccountKind.FINE, Money(500, "USD"), FineEvent.LATE, "check 1204"),
        ),
        (What.MEAL, None, ChargeMember(ANN, AccountKind.ORDERED_MEAL, Money(500, "USD"), None, "check 1204")),
        (What.DUES, None, ChargeMember(ANN, AccountKind.DUES, Money(500, "USD"), None, "check 1204")),
        (What.JOIN_FEE, None, ChargeMember(ANN, AccountKind.JOIN_FEE, Money(500, "USD"), None, "check 1204")),
    ],
)
def test_what_it_means(what: What, event: FineEvent | None, meant: Built) -> None:
    """A payment has a receipt; a fine has its event, and nothing else has one."""
    form = between(what)
    choose(form, what, event)
    retype(form, "5")
    form.note.typed("check 1204")
    built = form.build()
    assert built == same(built, meant)
    assert form.has_receipt == (what is What.PAYMENT)
    assert form.event.is_away == (what is not What.FINE)


# The day


@pytest.mark.parametrize(
    ("typed", "on", "remark"),
    [
        ("today", None, ""),
        ("", None, ""),
        ("18 nov", None, ""),
        ("yesterday", date(2026, 11, 17), ""),
        ("31 oct", date(2026, 10, 31), "This changes the summary of October 2026."),
        ("30.11.25", date(2025, 11, 30), "This changes the summary of November 2025."),
    ],
)
def test_an_entry_is_of_a_day(typed: str, on: date | None, remark: str) -> None:
    """Today where nothing else is typed; of an earlier month it says which summary it changes."""
    built: Built | ReverseEntry
    for what in (What.PAYMENT, What.DONATION, What.REFUND, What.CREDIT, What.MEAL):
        form = between(what, 500)
        day = given_day(form)
        day.typed(typed)
        retype(form, "5")
        form.cause.typed("goodwill")
        built = form.build()
        assert built.on == on
        assert form.remark(day).words.plain == remark
        assert form.after(day) is None
    back = ReversalForm(entry(1_435), "meal", "Ann Chu", TODAY, "US")
    back.day.typed(typed)
    assert back.after(back.day) is back.why
    back.why.typed("bounced")
    built = back.build()
    assert (built.on, back.remark(back.why).words.plain) == (on, remark)
    assert back.after(back.day) is back.after(back.why) is None


@pytest.mark.parametrize(
    ("typed", "reason"), [("19.11.2026", "still to come"), ("1 nov 2024", "two years"), ("soon", "not a day")]
)
def test_a_day_that_cannot_be_is_refused(typed: str, reason: str) -> None:
    """None to come, and none further back than two years."""
    form = between(What.PAYMENT, 500)
    given_day(form).typed(typed)
    with pytest.raises(Misfilled, match=reason) as misfilled:
        form.build()
    assert misfilled.value.field is form.day
    assert not form.remark(form.amount).words


def test_at_the_table_everything_is_of_today() -> None:
    """No day is asked for there."""
    form = at_table(500)
    assert (form.day, form.build().on) == (None, None)


def given_day(form: MoneyForm) -> EntryDay:
    """The line for the day."""
    assert form.day is not None
    return form.day


# Dues of a period


def member(number: int) -> Member:
    """One of many."""
    person = Person(PersonId(number), f"Member {number}")
    return Member(
        MembershipId(number), person, ProfessionId(1), "", "", MembershipStatus.ACTIVE, number, (), None
    )


def plan(people: Mapping[str, int], day: date = date(2026, 11, 18)) -> DuesPlan:
    """What charging the quarter of a day would do, with so many members of each sort."""
    period = period_of(DUES.per, day)
    found = {name: tuple(member(n) for n in range(1, count + 1)) for name, count in people.items()}
    dues, taken_back = (
        tuple(Due(each, period, DUES.amount) for each in found.get(name, ()))
        for name in ("dues", "taken_back")
    )
    charged, free = found.get("charged", ()), found.get("free", ())
    return DuesPlan("USD", period.last, period, dues, charged, taken_back, free)


@pytest.mark.parametrize(
    ("people", "again", "expected"),
    [
        ({"dues": 23}, False, ("23 members × $120 = $2,760", "")),
        (
            {"dues": 1, "charged": 2},
            False,
            ("1 member × $120 = $120", "Member 1, Member 2 charged already"),
        ),
        ({"dues": 1, "taken_back": 1}, False, ("1 member × $120 = $120", "Member 1 reversed before")),
        ({"dues": 1, "taken_back": 1}, True, ("2 members × $120 = $240", "")),
        ({"charged": 9, "free": 1}, False, ("Nobody", "9 members charged already; Member 1 free, on leave")),
    ],
)
def test_dues_in_words(people: Mapping[str, int], again: bool, expected: tuple[str, str]) -> None:
    """How many pay how much, and who is left out and why; many are counted rather than named."""
    first, rest = dues_in_words(plan(people), "US", again=again)
    assert first.startswith(expected[0])
    assert expected[1] in rest


def quarters(**people: int) -> DuesForm:
    """The form for the quarter before, this one, in which there are these, and the next."""
    before, after = plan({"dues": 1}, date(2026, 8, 1)), plan({"dues": 2}, date(2027, 2, 1))
    return DuesForm((before, plan(people), after), "US")


def test_the_dues_of_this_period_are_proposed() -> None:
    """Another one can be chosen; it is said what each would mean, and what is charged is the one chosen."""
    form = quarters(dues=6)
    assert form.remark(form.period).words.plain == (
        "6 members × $120 = $720 for 2026-Q4, 1 Oct to 31 Dec 2026."
    )
    form.period.press("right", None)
    form.edited()
    assert form.remark(form.period).words.plain.startswith("2 members × $120 = $240 for 2027-Q1")
    charged = form.build()
    assert charged == ChargeDues(
        period_of(PeriodKind.QUARTER, date(2027, 2, 1)), leaving=None, command_id=charged.command_id
    )


def test_dues_that_were_taken_back_are_charged_again_if_that_is_chosen() -> None:
    """It is only asked where some were taken back."""
    assert quarters(dues=1).again.is_away
    form = quarters(dues=1, taken_back=2)
    assert not form.again.is_away
    assert not form.build().again
    form.again.press("right", None)
    form.edited()
    assert form.remark(form.again).words.plain.startswith("3 members")
    assert form.build().again


def test_dues_of_nobody_are_refused() -> None:
    """The form says so beforehand, and who is left out."""
    form = quarters(charged=6)
    assert form.remark(form.period).words.plain.splitlines() == [
        "Nobody else is to be charged for 2026-Q4, 1 Oct to 31 Dec 2026.",
        "Left out: 6 members charged already.",
    ]
    with pytest.raises(Refused, match="Everybody has been charged"):
        form.build()


# Taking back, and files


def entry(minor: int, reverses: int | None = None) -> AccountEntry:
    """A meal of Ann's, or what took one back."""
    return AccountEntry(
        id=LedgerId(7),
        member_id=ANN,
        kind=AccountKind.ORDERED_MEAL,
        amount=Money(minor, "USD"),
        on=NOON.date(),
        at=NOON,
        reverses=LedgerId(reverses) if reverses else None,
    )


def test_an_entry_is_reversed_with_a_reason() -> None:
    """Without one the form asks for it; what reversed another entry is put back."""
    form = ReversalForm(entry(1_435), "meal, as ordered, $14.35", "Ann Chu", TODAY, "US")
    assert (form.title, form.about) == ("Reverse", "Ann Chu · meal, as ordered, $14.35")
    with pytest.raises(Misfilled, match="Enter a reason"):
        form.build()
    form.first.draft = "no pie"
    built = form.build()
    assert (built.entry_id, built.why) == (LedgerId(7), "no pie")
    assert ReversalForm(entry(-1_435, reverses=6), "meal", "Ann Chu", TODAY, "US").title == "Put back"
