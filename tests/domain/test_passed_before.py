"""The same prospect once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import Lead, passed_before
from leadsroom.domain.leads.slip import Slip
from tests.harborview import START

MARIA, ANN, ROBERT = PersonId(1), PersonId(2), PersonId(3)
JANE = Slip("Jane Doe", "+14155550101", need="a web shop")


def _lead(number: int, slip: Slip = JANE, receiver: PersonId = MARIA) -> Lead:
    return Lead(LeadId(number), ROBERT, receiver, slip, START + timedelta(weeks=number))


FIRST, SECOND = _lead(1), _lead(2)


@pytest.mark.parametrize(
    "slip",
    [
        Slip("jane  DOE"),
        Slip("Jané Doe", "+14155550999"),
        Slip("J. Doe's office", "+14155550101"),
        Slip(phone="+14155550101"),
        Slip(company="Jane Doe"),
    ],
)
def test_the_same_name_or_the_same_number(slip: Slip) -> None:
    """The name without case and accents, or the number, is the same prospect."""
    assert passed_before(slip, MARIA, (FIRST,)) is FIRST


@pytest.mark.parametrize(
    "slip", [Slip(), Slip("Jane"), Slip("John Doe"), Slip(need="a web shop"), Slip(phone_typed="555")]
)
def test_another_prospect(slip: Slip) -> None:
    """A part of a name, the same need, or nothing said is no other lead again."""
    assert passed_before(slip, MARIA, (FIRST, _lead(3, Slip(need="x")))) is None


def test_another_receiver_may_have_it() -> None:
    """One prospect may be needed by several members."""
    assert passed_before(JANE, ANN, (FIRST,)) is None


def test_the_latest_is_told() -> None:
    """Of several the latest, in whatever order they come."""
    assert passed_before(JANE, MARIA, (SECOND, FIRST)) is SECOND


def test_the_lead_that_is_corrected_is_not_its_own_double() -> None:
    """A correction is compared with the others only."""
    assert passed_before(JANE, MARIA, (FIRST, SECOND), besides=LeadId(2)) is FIRST
    assert passed_before(JANE, MARIA, (FIRST,), besides=LeadId(1)) is None
