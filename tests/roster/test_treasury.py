"""The treasury: who owes what, payments, charges, dues, and taking entries back."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import sums_to_enter_again
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.people.commands import ApplicationSheet
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.money.dues_periods import DuesPeriod, period_of
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.chapter_rules import Dues, DuesFrom, FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.store.row_changes import Overtaken
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock
from tests.meeting.money_rules import RULES, entries_of, rule_money
from tests.offices import Office
from tests.roster.sheets import harborview, journal_of, seat_all, sheet
from tests.treasurer import Treasurer

FOURTH = period_of(PeriodKind.QUARTER, date(2026, 11, 18))


@pytest.fixture
def treasury(store: Store, clock: SetClock) -> Treasurer:
    """The door to the accounts."""
    return Treasurer(store, clock, "money")


@pytest.fixture
def ruled(store: Store, office: Office, chapter: Chapter) -> Chapter:
    """Ann, Bea and Cy, dues of $120 a quarter."""
    seat_all(office, chapter, "Ann", "Bea", "Cy")
    return rule_money(store, chapter.id, RULES)


def usd(minor: int) -> Money:
    """Dollars."""
    return Money(minor, "USD")


def person(office: Office, chapter: Chapter, name: str) -> PersonId:
    """Whose account."""
    return next(m.person.id for m in office.members(chapter.id) if m.person.name == name)


def standing(treasury: Treasurer, chapter: Chapter) -> list[tuple[str, list[int]]]:
    """Everybody's name and balances, as listed."""
    found = treasury.accounts(chapter.id).accounts
    return [(account.name, [money.minor for money in account.owed]) for account in found]


def test_who_owes_what(treasury: Treasurer, office: Office, ruled: Chapter) -> None:
    """Everybody with a seat or a balance, who owes most first; who left with a debt stays listed."""
    bea, cy = person(office, ruled, "Bea"), person(office, ruled, "Cy")
    treasury.charge(ruled.id, bea, AccountKind.FINE, usd(100), event=FineEvent.PHONE)
    treasury.charge(ruled.id, cy, AccountKind.ORDERED_MEAL, usd(1_650))
    assert standing(treasury, ruled) == [("Cy", [1_650]), ("Bea", [100]), ("Ann", [])]
    for name in ("Cy", "Ann"):
        office.end_membership(next(m.id for m in office.members(ruled.id) if m.person.name == name))
    assert standing(treasury, ruled) == [("Cy", [1_650]), ("Bea", [100])]
    status = {account.name: account.status for account in treasury.accounts(ruled.id).accounts}
    assert status == {"Cy": MembershipStatus.ENDED, "Bea": MembershipStatus.ACTIVE}


def test_a_payment_and_its_receipt(treasury: Treasurer, office: Office, ruled: Chapter, store: Store) -> None:
    """Numbered by the year, shown again at any time; more than is owed stays to the payer's credit."""
    ann, bea = person(office, ruled, "Ann"), person(office, ruled, "Bea")
    first = treasury.take_payment(ruled.id, ann, usd(12_000), " in \x1bcash ")
    second = treasury.take_payment(ruled.id, bea, usd(1))
    assert (first.number, first.name, first.amount, first.on, first.note) == (
        "2026-0001",
        "Ann",
        usd(12_000),
        date(2026, 11, 18),
        "in cash",
    )
    assert (second.number, first.owed, first.taken_back) == ("2026-0002", (usd(-12_000),), False)
    assert treasury.receipt(ruled.id, first.entry_id) == first
    assert journal_of(store)[-2][:2] == ("TakePayment", "Ann paid $120, receipt 2026-0001")


def test_a_donation_leaves_what_is_owed(treasury: Treasurer, office: Office, ruled: Chapter) -> None:
    """Two entries, one receipt."""
    ann = person(office, ruled, "Ann")
    receipt = treasury.donate(ruled.id, ann, usd(2_000), "for the party")
    assert receipt.amount == usd(2_000)
    lines = treasury.statement(ruled.id, ann)
    assert [(line.entry.in_words, line.balance.minor, line.receipt) for line in lines] == [
        ("Donation", 2_000, ""),
        ("Payment", 0, "2026-0001"),
    ]


def test_an_entry_is_taken_back_once(
    treasury: Treasurer, office: Office, ruled: Chapter, store: Store
) -> None:
    """With another entry; what took it back can be taken back in turn, and the receipt says how it stands."""
    ann = person(office, ruled, "Ann")
    paid = treasury.take_payment(ruled.id, ann, usd(500))
    contrary = treasury.reverse(ruled.id, paid.entry_id, "bounced")
    assert (contrary.amount, contrary.reverses, contrary.note) == (usd(500), paid.entry_id, "bounced")
    with pytest.raises(Refused, match="reversed already"):
        treasury.reverse(ruled.id, paid.entry_id)
    assert treasury.receipt(ruled.id, paid.entry_id).taken_back
    treasury.reverse(ruled.id, contrary.id)
    again = treasury.receipt(ruled.id, paid.entry_id)
    assert (again.taken_back, again.owed) == (False, (usd(-500),))
    words = [line.entry.in_words for line in treasury.statement(ruled.id, ann)]
    assert words == ["Payment", "Reversed: payment", "Put back: payment"]
    assert journal_of(store)[-1][:2] == ("ReverseEntry", "Ann: put back payment, $5")


@ON_BOTH
def test_dues_are_charged_once(treasury: Treasurer, office: Office, ruled: Chapter, store: Store) -> None:
    """Said before with how many members, done once each; a newcomer is charged when it is done again."""
    plan = treasury.dues_plan(ruled.id, FOURTH)
    assert [(due.member.person.name, due.minor) for due in plan.dues] == [
        (name, 12_000) for name in ("Ann", "Bea", "Cy")
    ]
    assert plan.charged == ()
    assert treasury.charge_dues(ruled.id, FOURTH) == "Dues 2026-Q4: 3 members × $120"
    assert journal_of(store)[-1][:2] == ("ChargeDues", "Dues 2026-Q4: 3 members × $120")
    with pytest.raises(Refused, match="2026-Q4 have been charged to everybody already"):
        treasury.charge_dues(ruled.id, FOURTH)
    office.add_member(ruled.id, sheet("Dee", "Trade of Dee", joined_on=date(2026, 11, 1)))
    assert [m.person.name for m in treasury.dues_plan(ruled.id, FOURTH).members] == ["Dee"]
    treasury.charge_dues(ruled.id, FOURTH)
    assert standing(treasury, ruled) == [(name, [12_000]) for name in ("Ann", "Bea", "Cy", "Dee")]
    treasury.charge_dues(ruled.id, FOURTH.after)
    assert standing(treasury, ruled)[0] == ("Ann", [24_000])


@ON_BOTH
def test_dues_that_were_taken_back_are_not_charged_again_by_themselves(
    treasury: Treasurer, office: Office, ruled: Chapter
) -> None:
    """Only if that is asked for."""
    ann = person(office, ruled, "Ann")
    treasury.charge_dues(ruled.id, FOURTH)
    (line,) = treasury.statement(ruled.id, ann)
    treasury.reverse(ruled.id, line.entry.id, "scholarship")
    plan = treasury.dues_plan(ruled.id, FOURTH)
    assert (plan.members, [due.member.person.name for due in plan.taken_back]) == ((), ["Ann"])
    with pytest.raises(Refused, match="2026-Q4 was charged already and taken back"):
        treasury.charge_dues(ruled.id, FOURTH)
    treasury.charge_dues(ruled.id, FOURTH, again=True)
    assert standing(treasury, ruled) == [(name, [12_000]) for name in ("Ann", "Bea", "Cy")]


@ON_BOTH
def test_what_is_due_of_each_is_charged_once(
    treasury: Treasurer, office: Office, ruled: Chapter, store: Store
) -> None:
    """From the day each joined, and what fell due since; not twice, not after an undo, and back by a redo."""
    dues = Dues(10_001, PeriodKind.QUARTER, starts=DuesFrom.JOINING, parts=3)
    rule_money(store, ruled.id, replace(RULES, dues=dues))
    office.add_member(ruled.id, sheet("Dee", "Trade of Dee", joined_on=date(2026, 8, 31)))
    with pytest.raises(Refused, match="charge what is due"):
        treasury.charge_dues(ruled.id, FOURTH)
    first = treasury.charge_due(ruled.id, date(2026, 10, 1))
    assert first == "Dues until 1 Oct 2026: 4 members, $166.70 together"
    assert (
        treasury.charge_due(ruled.id, date(2026, 11, 18))
        == "Dues until 18 Nov 2026: 4 members, $133.35 together"
    )
    with pytest.raises(Refused, match="dues until 18 Nov 2026 have been charged to everybody already"):
        treasury.charge_due(ruled.id, date(2026, 11, 18))
    dee = person(office, ruled, "Dee")
    periods = [(line.entry.period, line.entry.amount.minor) for line in treasury.statement(ruled.id, dee)]
    assert periods == [
        ("2026-08-31/2026-11-29 1/3", 3_334),
        ("2026-08-31/2026-11-29 2/3", 3_334),
        ("2026-08-31/2026-11-29 3/3", 3_333),
    ]
    desk = treasury.desk(ruled.id)
    desk.do(Undo())
    with pytest.raises(Refused, match="already"):
        treasury.charge_due(ruled.id, date(2026, 11, 18))
    desk.do(Redo())
    assert sum(each.amount.minor for each in entries_of(store, ruled)) == 16_670 + 13_335


def test_a_leave_may_be_free(treasury: Treasurer, office: Office, ruled: Chapter, store: Store) -> None:
    """By the chapter's rules, where it holds as the period begins; who joins after it pays nothing for it."""
    cy = next(m for m in office.members(ruled.id) if m.person.name == "Cy")
    office.change_member(cy.id, sheet("Cy", "Trade of Cy", status=MembershipStatus.ON_LEAVE))
    assert [m.person.name for m in treasury.dues_plan(ruled.id, FOURTH).members] == ["Ann", "Bea", "Cy"]
    rule_money(store, ruled.id, replace(RULES, dues=Dues(12_000, PeriodKind.QUARTER, on_leave=False)))
    for period, pay, free in ((FOURTH, ["Ann", "Bea", "Cy"], []), (FOURTH.after, ["Ann", "Bea"], ["Cy"])):
        plan = treasury.dues_plan(ruled.id, period)
        assert ([m.person.name for m in plan.members], [m.person.name for m in plan.free]) == (pay, free)
    office.add_member(ruled.id, sheet("Dee", "Trade of Dee", joined_on=date(2026, 11, 18)))
    assert "Dee" not in [m.person.name for m in treasury.dues_plan(ruled.id, FOURTH.before).members]


@pytest.mark.parametrize(
    ("money", "period", "reason"),
    [
        (MoneyRules(), FOURTH, "asks for no dues"),
        (MoneyRules(dues=Dues(500, PeriodKind.MEETING)), FOURTH, "when the meeting closes"),
        (
            MoneyRules(dues=Dues(500, PeriodKind.MONTH)),
            FOURTH,
            "due by the month here, and 2026-Q4 is not a month",
        ),
    ],
)
def test_dues_that_cannot_be_charged(
    treasury: Treasurer, ruled: Chapter, store: Store, money: MoneyRules, period: DuesPeriod, reason: str
) -> None:
    """The refusal says why."""
    rule_money(store, ruled.id, money)
    with pytest.raises(Refused, match=reason):
        treasury.charge_dues(ruled.id, period)


def test_the_join_fee_belongs_to_the_act_of_joining(office: Office, ruled: Chapter, store: Store) -> None:
    """Whoever is taken in is charged in the same act, which undo takes back by a contrary entry."""
    dee = office.apply(ruled.id, ApplicationSheet(name="Dee", profession="Baker")).member
    assert office.induct(dee.id).sentence == (
        "Dee joins for Baker, seat 4. Joining fee $150 charged. No vote is recorded."
    )
    (fee,) = entries_of(store, ruled)
    assert (fee.in_words, fee.amount, fee.member_id) == ("Joining fee", usd(15_000), dee.person.id)
    desk = office.desk(ruled.id)
    desk.do(Undo())
    assert [entry.amount for entry in entries_of(store, ruled)] == [usd(15_000), usd(-15_000)]
    desk.do(Redo())
    assert sum(entry.amount.minor for entry in entries_of(store, ruled)) == 15_000
    rule_money(store, ruled.id, MoneyRules())
    eli = office.apply(ruled.id, ApplicationSheet(name="Eli", profession="Cook")).member
    assert "fee" not in office.induct(eli.id).sentence
    assert eli.person.id not in {entry.member_id for entry in entries_of(store, ruled)}


def test_a_join_fee_that_was_forgiven_is_not_given_back_twice(
    office: Office, treasury: Treasurer, ruled: Chapter, store: Store
) -> None:
    """Where the treasurer has taken the fee back since, undo says so and changes nothing."""
    dee = office.apply(ruled.id, ApplicationSheet(name="Dee", profession="Baker")).member
    office.induct(dee.id)
    (fee,) = entries_of(store, ruled)
    treasury.reverse(ruled.id, fee.id, "a guest of honour")
    with pytest.raises(Overtaken):
        office.desk(ruled.id).do(Undo())
    assert sum(entry.amount.minor for entry in entries_of(store, ruled)) == 0


@ON_BOTH
def test_a_change_of_currency_adds_nothing_up(
    treasury: Treasurer, office: Office, ruled: Chapter, store: Store
) -> None:
    """What is owed in the old one stays owed in it; the list goes by the new one."""
    ann, bea = person(office, ruled, "Ann"), person(office, ruled, "Bea")
    treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(1_000))
    office.change_chapter(ruled.id, harborview(currency="CAD"))
    treasury.charge(ruled.id, bea, AccountKind.ORDERED_MEAL, Money(2_000, "CAD"))
    treasury.take_payment(ruled.id, ann, Money(300, "CAD"))
    owed = {account.name: account.owed for account in treasury.accounts(ruled.id).accounts}
    assert owed == {"Bea": (Money(2_000, "CAD"),), "Ann": (Money(-300, "CAD"), usd(1_000)), "Cy": ()}
    treasury.take_payment(ruled.id, ann, usd(1_000))
    assert treasury.accounts(ruled.id).accounts[-1].owed == (Money(-300, "CAD"),)


def test_a_change_of_currency_clears_the_sums_of_the_rules(
    office: Office, ruled: Chapter, store: Store
) -> None:
    """$14.35 would be ¥1,435: they are entered again, which is said; other habits leave them alone."""
    assert office.change_chapter(ruled.id, harborview(place="Pier 9")).rules.money == RULES
    rule_money(store, ruled.id, replace(RULES, meal_as_ordered=True))
    yen = office.change_chapter(ruled.id, harborview(currency="JPY"))
    assert yen.rules == replace(ruled.rules, money=MoneyRules(meal_as_ordered=True))
    assert journal_of(store)[-1][1].endswith("; dues, fees and fines in USD cleared")
    reminder = "Dues, fees and fines were in USD: enter them again in the rules."
    assert sums_to_enter_again(ruled, yen) == reminder
    euro = office.change_chapter(ruled.id, harborview(currency="EUR"))
    assert "cleared" not in journal_of(store)[-1][1]
    assert sums_to_enter_again(yen, euro) == ""


def test_what_is_refused_changes_nothing(treasury: Treasurer, ruled: Chapter, store: Store) -> None:
    """Nothing to pay, nobody to pay it, an entry that is not there, an entry without a receipt."""
    ann = treasury.accounts(ruled.id).accounts[0].person_id
    entry = treasury.charge(ruled.id, ann, AccountKind.ORDERED_MEAL, usd(5))
    before = journal_of(store)
    with pytest.raises(Refused, match="above zero"):
        treasury.take_payment(ruled.id, ann, usd(0))
    with pytest.raises(Refused, match="what the fine is for"):
        treasury.charge(ruled.id, ann, AccountKind.FINE, usd(5))
    with pytest.raises(Refused, match="not a charge"):
        treasury.charge(ruled.id, ann, AccountKind.PAYMENT, usd(5))
    with pytest.raises(Refused, match="Choose a member"):
        treasury.donate(ruled.id, PersonId(999), usd(5))
    with pytest.raises(Refused, match="no such entry"):
        treasury.reverse(ruled.id, LedgerId(999))
    with pytest.raises(Refused, match="Only a payment has a receipt"):
        treasury.receipt(ruled.id, entry.id)
    assert journal_of(store) == before
