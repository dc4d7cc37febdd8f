"""What a payment was for, which charges are left, and how old they are."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.money.account import AccountEntry, AccountKind
from leadsroom.domain.money.settlement import AGES, debts, due_day, paid_for, settle, together
from leadsroom.domain.rules.chapter_rules import FineEvent
from tests.domain.accounts import ANN, BO, FIRST, books, entry

DUES, FINE, MEAL, PAID = AccountKind.DUES, AccountKind.FINE, AccountKind.MEAL, AccountKind.PAYMENT
DONATION, REFUND, CREDIT = AccountKind.DONATION, AccountKind.REFUND, AccountKind.CREDIT


def for_what(entries: list[AccountEntry], number: int) -> list[tuple[str, int]]:
    """The lines of the receipt of a payment."""
    paid = next(each for each in entries if each.id == number)
    return [(line.what, line.amount.minor) for line in paid_for(paid, entries)]


def test_the_oldest_charges_are_settled_first() -> None:
    """A part of one, whole ones, and what is too much is in advance."""
    account = [
        entry(1, 100, DUES, period="2026-Q1"),
        entry(2, 30, MEAL, on=date(2026, 1, 7)),
        entry(3, -110, PAID, on=date(2026, 1, 8)),
        entry(4, -50, PAID, on=date(2026, 1, 9)),
    ]
    assert for_what(account, 3) == [("dues 2026-Q1", 100), ("meal", 10)]
    assert for_what(account, 4) == [("meal", 20), ("in advance", 30)]


def test_a_receipt_stays_what_it_was() -> None:
    """What is charged, or taken back, after a payment changes nothing in what that was for."""
    account = [entry(1, 100, MEAL), entry(2, -150, PAID)]
    later = [entry(3, 50, FINE), entry(4, -100, MEAL, reverses=1)]
    assert for_what(account, 2) == for_what([*account, *later], 2) == [("meal", 100), ("in advance", 50)]


def test_a_donation_is_apart_from_what_is_owed() -> None:
    """Its payment pays it alone, though something older is owed; so does the payment after it not pay it."""
    account = [
        entry(1, 100, MEAL),
        entry(2, 20, DONATION, cause="the party"),
        entry(3, -20, PAID, pays=2, cause="the party"),
        entry(4, -100, PAID),
    ]
    assert for_what(account, 3) == [("donation: the party", 20)]
    assert for_what(account, 4) == [("meal", 100)]


def test_what_was_taken_back_or_corrected_is_not_paid() -> None:
    """A reversed charge costs nothing, a corrected one what is left of it; put back, it costs again."""
    held = {"meeting_id": MeetingId(7), "event": FineEvent.LATE}
    account = [
        entry(1, 100, MEAL),
        entry(2, -100, MEAL, reverses=1),
        entry(3, 25, FINE, **held),
        entry(4, -25, FINE, **held),
        entry(5, -40, PAID),
    ]
    assert for_what(account, 5) == [("in advance", 40)]
    back = [*account[:4], entry(5, 100, MEAL, reverses=2), entry(6, -40, PAID)]
    assert for_what(back, 6) == [("meal", 40)]


def test_a_refund_uses_what_was_in_advance() -> None:
    """What was refunded is not there for the next charge; credit settles like a payment."""
    account = [entry(1, -50, PAID), entry(2, 50, REFUND), entry(3, 30, MEAL), entry(4, -10, CREDIT)]
    found = settle(account)
    assert [(each.id, left) for each, left in found.unsettled] == [(3, 20)]
    assert found.unused == {}


@pytest.mark.parametrize(
    ("period", "on", "due"),
    [
        ("2027-Q1", date(2026, 12, 1), date(2027, 1, 1)),
        ("2027-H2", date(2026, 12, 1), date(2027, 7, 1)),
        ("2027", date(2026, 12, 1), date(2027, 1, 1)),
        ("2027-03", date(2026, 12, 1), date(2027, 3, 1)),
        ("2027 2/4", date(2026, 12, 1), date(2027, 4, 1)),
        ("2027-02-03/2028-02-02", date(2026, 12, 1), date(2027, 2, 3)),
        ("2027-02-03", date(2026, 12, 1), date(2026, 12, 1)),
        ("2026-Q4", date(2026, 12, 1), date(2026, 12, 1)),
        ("2027-99", date(2026, 12, 1), date(2026, 12, 1)),
        ("anniversary", date(2026, 12, 1), date(2026, 12, 1)),
        (None, date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_dues_that_are_charged_beforehand_are_due_as_their_period_begins(
    period: str | None, on: date, due: date
) -> None:
    """Later than that, and with a label of another form, on the day of the charge."""
    assert due_day(entry(1, 1, DUES, period=period, on=on)) == due


@pytest.mark.parametrize(
    ("days", "age"), [(-9, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (999, 4)]
)
def test_the_age_of_a_debt(days: int, age: int) -> None:
    """Current until it is due, then thirty days in each of three ages, and the rest in the last."""
    charge = entry(1, 5, DUES, period="2026-06-01/2027-05-31")
    (debt,) = debts([charge], date(2026, 6, 1) + timedelta(days=days))
    assert debt.ages == tuple(5 * (at == age) for at in range(len(AGES)))


def test_debts_of_everybody() -> None:
    """Who owes most comes first, who is even is left out, who is ahead last; each currency for itself."""
    account = [
        entry(1, 10),
        entry(2, 30, member_id=BO),
        entry(3, 7, currency="JPY"),
        entry(4, -17, PAID, member_id=3),
        entry(5, 5, member_id=4),
        entry(6, -5, PAID, member_id=4),
        entry(7, 900, AccountKind.PAID_OUT),
    ]
    found = debts(account, FIRST)
    assert [(each.currency, each.person_id, each.owed, each.ahead) for each in found] == [
        ("JPY", ANN, 7, 0),
        ("USD", BO, 30, 0),
        ("USD", ANN, 10, 0),
        ("USD", 3, 0, 17),
    ]
    assert {each: (both.owed, both.ahead) for each, both in together(found).items()} == {
        "JPY": (7, 0),
        "USD": (40, 17),
    }


@given(books())
def test_nothing_is_lost_in_a_settlement(written: list[AccountEntry]) -> None:
    """What is unsettled less what is unused is the balance; no part of a settlement is below nothing."""
    for person in (ANN, BO):
        account = [each for each in written if each.member_id == person]
        found = settle(account)
        amounts = {each.id: each.amount for each in account}
        sums, left = Counter[str](), Counter[str]()
        for each in account:
            sums[each.amount.currency] += each.amount.minor
        for each, minor in found.unsettled:
            assert minor > 0
            left[each.amount.currency] += minor
        for credit, minor in found.unused.items():
            assert minor > 0
            left[amounts[credit].currency] -= minor
        assert {c: n for c, n in left.items() if n} == {c: n for c, n in sums.items() if n}
        for charges in found.settled.values():
            assert all(part > 0 for _, part in charges)


@given(books(), st.integers(0, 600))
def test_debts_are_what_is_owed_that_day(written: list[AccountEntry], days: int) -> None:
    """All ages of a person, less what they are ahead, are the sum of their entries until then."""
    on = FIRST + timedelta(days=days)
    sums = Counter[tuple[int, str]]()
    for each in written:
        if each.member_id is not None and each.on <= on:
            sums[each.member_id, each.amount.currency] += each.amount.minor
    found = {(debt.person_id, debt.currency): debt.owed - debt.ahead for debt in debts(written, on)}
    assert {key: minor for key, minor in found.items() if minor} == {k: n for k, n in sums.items() if n}
