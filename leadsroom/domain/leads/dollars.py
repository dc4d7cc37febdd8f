"""Sums of the dollars that were reported, in one place: their parts add up wherever they are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.text.money import Money, show_money


class Payment(Struct, frozen=True):
    """Dollars reported. `is_first`: the lead's first; None where they are of no lead on record.

    `is_own`: the giver's own household is the customer.
    """

    report: ClosedBusiness
    is_first: bool | None = None
    is_own: bool = False

    @property
    def amount(self) -> Money:
        """How much."""
        return self.report.amount


class DollarSum(Struct, frozen=True):
    """Dollars of one currency, in minor units: first payments of leads, what came of these leads since, and
    what is of no lead on record. `own` is the part of all of it that is givers' own purchases.
    """

    currency: str
    first: int = 0
    since: int = 0
    of_no_lead: int = 0
    own: int = 0

    @property
    def total(self) -> Money:
        """All of it."""
        return self._money(self.first + self.since + self.of_no_lead)

    @property
    def own_purchases(self) -> Money:
        """The part that givers bought themselves."""
        return self._money(self.own)

    @property
    def first_payments(self) -> Money:
        """What leads brought with their first payment."""
        return self._money(self.first)

    @property
    def since_then(self) -> Money:
        """What leads brought after their first payment: they keep giving."""
        return self._money(self.since)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)


def payments_of(reports: Iterable[ClosedBusiness], own: Collection[LeadId] = ()) -> tuple[Payment, ...]:
    """The reports with a figure, in order. Of each lead they must be all that there are.

    `own` are the leads whose customer is the giver's own household.
    """
    with_figure = sorted(
        (report for report in reports if report.amount.minor), key=lambda report: (report.at, report.id)
    )
    paid: set[LeadId] = set()
    found = []
    for report in with_figure:
        lead_id = report.lead_id
        first = None if lead_id is None else lead_id not in paid
        found.append(Payment(report, first, lead_id in own))
        paid |= {lead_id} if lead_id is not None else set()
    return tuple(found)


def dollar_sums(payments: Iterable[Payment]) -> tuple[DollarSum, ...]:
    """A sum for each currency, in the order in which they came: they are never added to one another."""
    sums: dict[str, DollarSum] = {}
    for payment in payments:
        minor, currency = payment.amount.minor, payment.amount.currency
        so_far = sums.get(currency, DollarSum(currency))
        sums[currency] = replace(
            so_far,
            first=so_far.first + (minor if payment.is_first else 0),
            since=so_far.since + (minor if payment.is_first is False else 0),
            of_no_lead=so_far.of_no_lead + (minor if payment.is_first is None else 0),
            own=so_far.own + (minor if payment.is_own else 0),
        )
    return tuple(sums.values())


def dollar_sum(payments: Iterable[Payment], currency: str) -> DollarSum:
    """The sum that stands for all of them: by the rule of `money.total`, in this currency if any is in it."""
    sums = dollar_sums(payments)
    in_it = (each for each in sums if each.currency == currency)
    return next(in_it, sums[0] if sums else DollarSum(currency))


def dollars_in_words(each: DollarSum, country: str) -> str:
    """`$12,400, of it $1,900 givers' own purchases`."""
    return ", ".join([show_money(each.total, country), *dollar_parts(each, country)])


def dollar_parts(each: DollarSum, country: str) -> list[str]:
    """What there is to say of a sum: own purchases, and later payments beside the first ones of leads."""
    parts = []
    if each.own:
        parts.append(f"of it {show_money(each.own_purchases, country)} givers' own purchases")
    if each.since:
        first, since = (show_money(sum_, country) for sum_ in (each.first_payments, each.since_then))
        parts.append(f"{first} first payments, {since} later ones")
    return parts
