"""Money that changes hands: refunds, credit, money paid out, other income, donations, receipts, and days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.money.commands import (
    ChargeMember,
    CreditMember,
    PayOut,
    RefundMember,
    ReverseEntry,
    TakeIncome,
    TakePayment,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind, Method
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from leadsroom.views.money import accounts, receipt_called
from tests.databases import ON_BOTH
from tests.harborview import START, SetClock
from tests.meeting.money_rules import RULES, entries_of, owing, rule_money
from tests.meeting.table import Table
from tests.past_meetings import people_of
from tests.treasurer import Treasurer

QUARTER = period_of(PeriodKind.QUARTER, START.date())


@pytest.fixture
def ruled(store: Store, harborview: Chapter) -> Chapter:
    """Harborview, which charges dues and fines."""
    return rule_money(store, harborview.id, RULES)


@pytest.fixture
def treasury(store: Store, ruled: Chapter, clock: SetClock) -> Treasurer:
    """The treasurer's hands."""
    return Treasurer(store, clock, "money")


@pytest.fixture
def desk(treasury: Treasurer, ruled: Chapter) -> SyncDesk:
    """The treasurer's desk."""
    return treasury.desk(ruled.id)


@pytest.fixture
def ann(store: Store, ruled: Chapter) -> PersonId:
    """A member."""
    return people_of(store, ruled)["Ann Chu"]


def usd(minor: int) -> Money:
    """Dollars."""
    return Money(minor, "USD")


def test_a_receipt_says_what_was_paid_for_and_what_is_still_owed(
    treasury: Treasurer, ruled: Chapter, ann: PersonId
) -> None:
    """The oldest first, with the method and its reference; later charges change only what is owed now."""
    treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(1_435))
    treasury.charge_dues(ruled.id, QUARTER)
    paid = treasury.take_payment(ruled.id, ann, usd(5_000), method=Method.CHECK, reference=" 10\x1b42 ")
    assert [(line.what, line.amount) for line in paid.settled] == [
        ("meal, as ordered", usd(1_435)),
        ("dues 2026-Q4", usd(3_565)),
    ]
    assert (paid.means, paid.owed, paid.note) == ("check 1042", (usd(8_435),), "")
    treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(100))
    again = treasury.desk(ruled.id).read(receipt_called, "2026-1")
    assert (again.settled, again.owed) == (paid.settled, (usd(8_535),))
    with pytest.raises(Refused, match="no receipt “2026-0002”"):
        treasury.desk(ruled.id).read(receipt_called, "2026-0002")


@ON_BOTH
def test_a_refund_is_of_what_was_paid_ahead(treasury: Treasurer, ruled: Chapter, ann: PersonId) -> None:
    """No more than that, and in its own currency; what is in hand is less by it."""
    treasury.take_payment(ruled.id, ann, usd(5_000))
    treasury.refund(ruled.id, ann, usd(2_000))
    assert treasury.accounts(ruled.id).in_hand == (usd(3_000),)
    for amount, reason in (
        (usd(3_001), r"\(Ann Chu: \$30 ahead\)\. Refund no more"),
        (Money(1, "EUR"), r"\(Ann Chu: paid up\)\. Give credit first"),
        (usd(0), "above zero"),
    ):
        with pytest.raises(Refused, match=reason):
            treasury.refund(ruled.id, ann, amount)
    treasury.charge_dues(ruled.id, QUARTER)
    with pytest.raises(Refused, match=r"\(Ann Chu: owes \$90\)\. Give credit first"):
        treasury.refund(ruled.id, ann, usd(1))


def test_credit_moves_no_money(treasury: Treasurer, store: Store, ruled: Chapter, ann: PersonId) -> None:
    """The member owes less, and the chapter has no more in hand; the reason is asked for."""
    entry = treasury.credit(ruled.id, ann, usd(1_000), "overpaid in March")
    assert entry.in_words == "Credit: overpaid in March"
    assert owing(store, ruled) == {"Ann Chu": -1_000}
    assert treasury.accounts(ruled.id).in_hand == ()
    with pytest.raises(Refused, match="what the credit is for"):
        treasury.do(ruled.id, CreditMember(ann, usd(5), " \x1b "))


@ON_BOTH
def test_the_chapter_pays_and_is_given_money(
    treasury: Treasurer, desk: SyncDesk, store: Store, ruled: Chapter
) -> None:
    """On nobody's account; income has a receipt in the same numbers; each is taken back, by hand or undo."""
    bill = treasury.pay_out(ruled.id, "Pier 9", usd(9_000), "the diner's bill")
    assert (bill.member_id, bill.payee, bill.in_words) == (None, "Pier 9", "Paid out: the diner's bill")
    raffle = treasury.take_income(ruled.id, usd(4_000), "a raffle", "Ed [Anna] Young")
    assert (raffle.number, raffle.name, raffle.owed) == ("2026-0001", "Ed [Anna] Young", ())
    assert [(line.what, line.amount) for line in raffle.settled] == [("a raffle", usd(4_000))]
    picture = desk.read(accounts)
    assert (picture.in_hand, owing(store, ruled)) == ((usd(-5_000),), {})
    assert (
        treasury.reverse(ruled.id, bill.id, "billed twice").in_words == "Reversed: paid out, the diner's bill"
    )
    assert desk.read(accounts).in_hand == (usd(4_000),)
    desk.do(Undo())
    desk.do(Undo())
    assert desk.read(accounts).in_hand == (usd(-9_000),)
    desk.do(Redo())
    assert desk.read(accounts).in_hand == (usd(-5_000),)
    assert not treasury.receipt(ruled.id, raffle.entry_id).taken_back
    assert [line.entry.payee for line in treasury.ledger(ruled.id).own][:2] == ["Pier 9", "Ed [Anna] Young"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (PayOut(" ", usd(5), "a gift"), "Type who is paid"),
        (PayOut("Ed", usd(5), ""), "Type what is paid for"),
        (PayOut("Ed", Money(5, "XYZ"), "a gift"), "not a currency"),
        (TakeIncome(usd(5), ""), "what the money is for"),
        (TakeIncome(usd(-5), "a raffle"), "above zero"),
        (RefundMember(PersonId(999), usd(5)), "Choose a member"),
        (CreditMember(PersonId(999), usd(5), "goodwill"), "Choose a member"),
    ],
)
def test_what_is_not_whole_is_refused(
    treasury: Treasurer, store: Store, ruled: Chapter, command: PayOut, reason: str
) -> None:
    """Nothing is entered then."""
    with pytest.raises(Refused, match=reason):
        treasury.do(ruled.id, command)
    assert entries_of(store, ruled) == []


def test_a_donation_is_for_a_cause_and_goes_with_its_payment(
    treasury: Treasurer, desk: SyncDesk, store: Store, ruled: Chapter, ann: PersonId
) -> None:
    """Whichever half is taken back, or put back, the other follows: nobody owes a donation that bounced."""
    treasury.charge_dues(ruled.id, QUARTER)
    before = owing(store, ruled)
    paid = treasury.donate(ruled.id, ann, usd(2_000), cause="the party")
    assert [(line.what, line.amount) for line in paid.settled] == [("donation: the party", usd(2_000))]
    given, payment = entries_of(store, ruled)[-2:]
    assert (given.in_words, payment.pays, payment.cause) == ("Donation: the party", given.id, "the party")
    back = treasury.reverse(ruled.id, given.id, "bounced")
    assert (owing(store, ruled), desk.read(accounts).in_hand) == (before, ())
    again = treasury.reverse(ruled.id, back.id)
    assert (owing(store, ruled), desk.read(accounts).in_hand) == (before, (usd(2_000),))
    assert not treasury.receipt(ruled.id, paid.entry_id).taken_back
    latest = entries_of(store, ruled)[-2:]
    assert again in latest
    (payment,) = (each for each in latest if each.kind is AccountKind.PAYMENT)
    treasury.reverse(ruled.id, payment.id, "bounced after all")
    assert (owing(store, ruled), desk.read(accounts).in_hand) == (before, ())
    desk.do(Undo())
    assert (owing(store, ruled), desk.read(accounts).in_hand) == (before, (usd(2_000),))


def test_at_a_table_a_member_pays_by_a_method(treasury: Treasurer, ruled: Chapter, ann: PersonId) -> None:
    """What a station sends without one, as older ones do, is a payment all the same."""
    treasury.do(ruled.id, TakePayment(ann, usd(500)))
    paid = treasury.take_payment(ruled.id, ann, usd(500), "late", method=Method.CASH)
    assert [entry.entry.means for entry in treasury.statement(ruled.id, ann)] == ["", "cash"]
    assert (paid.means, paid.note) == ("cash", "late")


# The day that an entry is of

TODAY = START.date()


def dated(
    ann: PersonId, on: date
) -> tuple[TakePayment | CreditMember | PayOut | TakeIncome | ChargeMember, ...]:
    """One of each that may be of any day."""
    return (
        TakePayment(ann, usd(5_000), on=on),
        TakePayment(ann, usd(700), donated=True, cause="the party", on=on),
        CreditMember(ann, usd(300), "goodwill", on=on),
        PayOut("Pier 9", usd(900), "eggs", on=on),
        TakeIncome(usd(400), "a raffle", on=on),
        ChargeMember(ann, AccountKind.ORDERED_MEAL, usd(1_435), on=on),
    )


@ON_BOTH
def test_an_entry_counts_on_its_day(
    treasury: Treasurer, desk: SyncDesk, store: Store, ruled: Chapter, ann: PersonId
) -> None:
    """The summary of a past year changes by it, and by the undo of it is what it was; so is today's."""
    past, this_year = (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), TODAY)

    def both() -> list[list[int]]:
        found = [treasury.summary(ruled.id, *days).figures[0] for days in (past, this_year)]
        return [
            [each.owed.closing, each.hand.closing, each.owed.opening, each.hand.opening] for each in found
        ]

    for command in dated(ann, date(2025, 12, 30)):
        before, written = both(), len(entries_of(store, ruled))
        assert " on Tue 30 Dec 2025" in desk.do(command).what
        assert {each.on for each in entries_of(store, ruled)[written:]} == {date(2025, 12, 30)}
        after = both()
        assert after != before
        desk.do(Undo())
        assert both() == before
        desk.do(Redo())
        assert both() == after


def test_a_receipt_dated_back_has_the_next_number_of_its_year(
    treasury: Treasurer, desk: SyncDesk, ruled: Chapter, ann: PersonId
) -> None:
    """No number that was given before changes."""
    days = [TODAY, date(2025, 12, 30), TODAY, date(2025, 3, 1), TODAY]
    found = [LedgerId(desk.do(TakePayment(ann, usd(500), on=day)).subject or 0) for day in days]
    numbers = [treasury.receipt(ruled.id, each).number for each in found]
    assert numbers == ["2026-0001", "2025-0001", "2026-0002", "2025-0002", "2026-0003"]


def test_what_a_receipt_says_stays_when_a_payment_is_dated_before_it(
    treasury: Treasurer, desk: SyncDesk, ruled: Chapter, ann: PersonId
) -> None:
    """The meal that was paid by the first is not paid again by the second, which was in advance."""
    treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(500))
    first = treasury.take_payment(ruled.id, ann, usd(500))
    second = LedgerId(desk.do(TakePayment(ann, usd(500), on=TODAY - timedelta(days=1))).subject or 0)
    assert [line.what for line in treasury.receipt(ruled.id, second).settled] == ["in advance"]
    assert treasury.receipt(ruled.id, first.entry_id).settled == first.settled


def test_a_refund_is_of_what_was_ahead_on_its_day(
    treasury: Treasurer, desk: SyncDesk, ruled: Chapter, ann: PersonId
) -> None:
    """What was charged since does not stand in its way; what was paid, or given back, since does."""
    monday, tuesday = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    desk.do(TakePayment(ann, usd(3_000), on=tuesday))
    treasury.charge_dues(ruled.id, QUARTER)
    with pytest.raises(Refused, match=r"ahead \(Ann Chu on Mon 16 Nov: paid up\)"):
        desk.do(RefundMember(ann, usd(100), on=monday))
    desk.do(RefundMember(ann, usd(2_900), on=tuesday))
    with pytest.raises(Refused, match=r"Ann Chu on Tue 17 Nov: \$1 ahead\)\. Refund no more"):
        desk.do(RefundMember(ann, usd(200), on=tuesday))


def test_what_is_overdue_goes_by_the_day(treasury: Treasurer, ruled: Chapter, ann: PersonId) -> None:
    """A meal of forty days ago is the older debt, and what was paid is for it first."""
    treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(100))
    command = ChargeMember(ann, AccountKind.ORDERED_MEAL, usd(1_000), on=TODAY - timedelta(days=40))
    treasury.do(ruled.id, command)
    treasury.do(ruled.id, TakePayment(ann, usd(400)))
    (debt,) = treasury.summary(ruled.id, TODAY, TODAY).debts
    assert debt.ages == (100, 0, 600, 0, 0)


def test_no_entry_is_of_a_day_to_come_or_long_past(
    treasury: Treasurer, store: Store, ruled: Chapter, ann: PersonId
) -> None:
    """Two years back at most, as days are typed; and nothing is taken back before it was."""
    for on, reason in (
        (TODAY + timedelta(days=1), "Thu 19 Nov 2026 is still to come"),
        (TODAY - timedelta(days=733), "two years ago"),
    ):
        for command in (*dated(ann, on), RefundMember(ann, usd(1), on=on)):
            with pytest.raises(Refused, match=reason):
                treasury.do(ruled.id, command)
    assert entries_of(store, ruled) == []
    meal = treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(100))
    with pytest.raises(Refused, match="is of Wed 18 Nov"):
        treasury.do(ruled.id, ReverseEntry(meal.id, "eaten", TODAY - timedelta(days=1)))


def test_at_the_table_money_is_of_today(table: Table) -> None:
    """An older day is for the money page."""
    command = TakePayment(table.person("Ann Chu"), usd(500), on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Date it on the money page"):
        table.do(command)
