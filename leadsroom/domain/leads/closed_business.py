"""What leads come to and grow out of: closed business, testimonials, and one-to-ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from leadsroom.domain.ids import BusinessId, LeadId, OneToOneId, PersonId, TestimonialId
from leadsroom.domain.text.money import Money, total


class ClosedBusiness(Struct, frozen=True):
    """Dollars that a receiver reports, to the giver's credit. An amount of zero is thanks without a figure.

    `about` is whom the lead was about that they came from, and `is_own` whether the giver's own household is
    the customer, where the picture knows the lead.
    """

    id: BusinessId
    reported_by_id: PersonId
    credited_to_id: PersonId
    amount: Money
    lead_id: LeadId | None
    note: str
    at: datetime
    corrected_at: datetime | None = None
    about: str = ""
    is_own: bool = False


class Testimonial(Struct, frozen=True):
    """A testimonial by one person about another."""

    id: TestimonialId
    by_id: PersonId
    about_id: PersonId
    words: str
    at: datetime
    lead_id: LeadId | None = None
    corrected_at: datetime | None = None


class OneToOne(Struct, frozen=True):
    """Two members who met outside the weekly meeting."""

    id: OneToOneId
    first_id: PersonId
    second_id: PersonId
    first: str
    second: str
    on: date
    note: str


def dollars_of(reports: Iterable[ClosedBusiness], currency: str) -> Money | None:
    """The sum of the dollars reported; None where there are only thanks."""
    amounts = [report.amount for report in reports if report.amount.minor]
    return total(amounts, currency) if amounts else None
