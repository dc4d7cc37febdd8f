"""Sums of dollars: whatever was reported, their parts add up."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.ids import BusinessId, LeadId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.dollars import (
    DollarSum,
    dollar_sum,
    dollar_sums,
    dollars_in_words,
    payments_of,
)
from leadsroom.domain.text.money import Money, total
from tests.domain.leads import NOON, dollars


def report(number: int, lead_id: int | None, minor: int, currency: str = "USD") -> ClosedBusiness:
    """One report; a higher number is a later one."""
    one = dollars(number, 1, minor)
    lead = None if lead_id is None else LeadId(lead_id)
    return replace(
        one,
        lead_id=lead,
        amount=Money(minor, currency),
        at=NOON + timedelta(days=number),
        id=BusinessId(number),
    )


REPORTS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 4)), st.integers(0, 10**6), st.sampled_from(("USD", "EUR"))
    ),
    max_size=12,
).map(lambda found: [report(number, *one) for number, one in enumerate(found, start=1)])


@given(REPORTS, st.sets(st.integers(1, 4)))
def test_the_parts_of_a_sum_add_up_in_each_currency(reports: list[ClosedBusiness], own: set[int]) -> None:
    """First payments, what came since and what is of no lead are all of it; own purchases are a part."""
    payments = payments_of(reports, {LeadId(each) for each in own})
    sums = {each.currency: each for each in dollar_sums(payments)}
    for currency in ("USD", "EUR"):
        minor = sum(one.amount.minor for one in reports if one.amount.currency == currency)
        each = sums.get(currency, DollarSum(currency))
        assert each.total == Money(minor, currency)
        bought = sum(
            one.amount.minor for one in reports if one.lead_id in own and one.amount.currency == currency
        )
        assert each.own == bought <= minor
    assert dollar_sum(payments, "USD").total == total([one.amount for one in reports], "USD")


@given(REPORTS)
def test_a_lead_has_one_first_payment(reports: list[ClosedBusiness]) -> None:
    """Of the reports of a lead with a figure the earliest is its first, in whatever order they are read."""
    payments = payments_of(reversed(reports))
    for lead_id in {one.lead_id for one in reports if one.lead_id is not None}:
        its = [payment for payment in payments if payment.report.lead_id == lead_id]
        assert [payment.is_first for payment in its] == [place == 0 for place in range(len(its))]


def test_a_sum_says_what_it_is_made_of() -> None:
    """Own purchases and dollars after the first payment are named where there are any, and only there."""
    plain = payments_of([report(1, 1, 420_000)])
    assert dollars_in_words(dollar_sum(plain, "USD"), "US") == "$4,200"
    mixed = payments_of([report(1, 1, 800_000), report(2, 1, 250_000), report(3, 2, 190_000)], {LeadId(2)})
    assert dollars_in_words(dollar_sum(mixed, "USD"), "US") == (
        "$12,400, of it $1,900 givers' own purchases, $9,900 first payments, $2,500 later ones"
    )
    assert dollars_in_words(dollar_sum((), "EUR"), "US") == "€0"
