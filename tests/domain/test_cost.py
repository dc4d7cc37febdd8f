"""What a seat cost: sums by kind and currency, and hours as meetings were held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from leadsroom.domain.health.cost import (
    Charged,
    Charges,
    Cost,
    HeldMeeting,
    TimeAtTable,
    costs_by_person,
    hours_of,
    total_cost,
)
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.money.account import AccountKind

ANN, BOB = PersonId(1), PersonId(2)
SEVEN = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
MEETING = HeldMeeting(MeetingId(1), SEVEN, SEVEN + timedelta(minutes=90))


def at(minutes: int | None) -> datetime | None:
    """So many minutes after the meeting began."""
    return None if minutes is None else SEVEN + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("came", "went", "minutes"),
    [
        (None, None, 90),
        (10, None, 80),
        (None, 60, 60),
        (10, 60, 50),
        (-15, None, 90),
        (None, 120, 90),
        (95, None, 0),
        (None, -5, 0),
        (60, 30, 0),
    ],
)
def test_somebody_was_there_for_so_long(came: int | None, went: int | None, minutes: int) -> None:
    """From when they came to when they left, and no longer than the meeting was held."""
    place = TimeAtTable(ANN, MEETING.id, at(came), at(went))
    assert hours_of(place, MEETING) == timedelta(minutes=minutes)


def test_each_kind_of_charge_has_its_place() -> None:
    """Meals as ordered are meals, credit is taken off, and a refund is in no sum."""
    charged = [
        Charged(ANN, AccountKind.DUES, "USD", 12_000),
        Charged(ANN, AccountKind.MEAL, "USD", 3_000),
        Charged(ANN, AccountKind.ORDERED_MEAL, "USD", 450),
        Charged(ANN, AccountKind.FINE, "USD", 225),
        Charged(ANN, AccountKind.JOIN_FEE, "USD", 15_000),
        Charged(ANN, AccountKind.CREDIT, "USD", -2_000),
        Charged(ANN, AccountKind.REFUND, "USD", 700),
    ]
    (cost,) = costs_by_person(charged, [], [], "USD").values()
    assert cost == Cost("USD", 12_000, 3_450, 225, 15_000, 2_000, 700)
    assert cost.total == 28_675


def test_other_currencies_stand_apart() -> None:
    """They are in no sum of the chapter's own, in the order of their names; one of nothing is left out."""
    charged = [
        Charged(ANN, AccountKind.DUES, "USD", 100),
        Charged(ANN, AccountKind.MEAL, "EUR", 5),
        Charged(ANN, AccountKind.DUES, "CAD", 7),
        Charged(ANN, AccountKind.DUES, "GBP", 0),
        Charged(BOB, AccountKind.FINE, "EUR", 9),
    ]
    found = costs_by_person(charged, [], [], "USD")
    assert found[ANN] == Cost("USD", dues=100, others=(Charges("CAD", dues=7), Charges("EUR", meals=5)))
    assert found[BOB] == Cost("USD", others=(Charges("EUR", fines=9),))
    assert total_cost(found.values(), "USD") == Cost(
        "USD", dues=100, others=(Charges("CAD", dues=7), Charges("EUR", meals=5, fines=9))
    )


def test_hours_add_up_over_meetings_and_members() -> None:
    """A meeting whose beginning or end nobody knows is not timed, and not counted among those that are."""
    second = HeldMeeting(MeetingId(2), SEVEN + timedelta(7), SEVEN + timedelta(7, minutes=60))
    places = [
        TimeAtTable(ANN, MEETING.id, at(30)),
        TimeAtTable(ANN, second.id),
        TimeAtTable(ANN, MeetingId(3)),
        TimeAtTable(BOB, second.id),
    ]
    found = costs_by_person([], places, [MEETING, second], "USD")
    assert found[ANN] == Cost("USD", hours=timedelta(hours=2), meetings=2)
    assert found[ANN].hours_exact == 2
    assert Cost(hours=timedelta(minutes=100)).hours_exact == Fraction(5, 3)
    assert total_cost(found.values(), "USD") == Cost("USD", hours=timedelta(hours=3), meetings=3)
