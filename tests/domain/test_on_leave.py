"""Who is on leave on a day, and what that means for dues."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.membership import is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person

TODAY = date(2026, 11, 18)
ACTIVE, ON_LEAVE, ENDED = MembershipStatus.ACTIVE, MembershipStatus.ON_LEAVE, MembershipStatus.ENDED


def member(status: MembershipStatus, number: int = 1) -> Member:
    """A member of whom nothing else matters."""
    person = Person(PersonId(1), "Ann Chu")
    return Member(MembershipId(number), person, ProfessionId(1), "Florist", "", status, 1, (), None)


@pytest.mark.parametrize(
    ("status", "leaves", "away"),
    [
        (ACTIVE, [], False),
        (ON_LEAVE, [], True),
        (ENDED, [], False),
        (ACTIVE, [Away(TODAY)], True),
        (ACTIVE, [Away(date(2026, 11, 2), TODAY)], True),
        (ON_LEAVE, [Away(date(2026, 11, 2), date(2026, 11, 17))], False),
        (ON_LEAVE, [Away(date(2026, 11, 2), date(2026, 11, 3)), Away(date(2026, 11, 9))], True),
        (ACTIVE, [Away(date(2026, 11, 19))], False),
        (ENDED, [Away(date(2026, 11, 2))], False),
    ],
)
def test_days_decide_and_the_status_only_without_them(
    status: MembershipStatus, leaves: list[Away], away: bool
) -> None:
    """Both days of a leave are in it; whoever has no seat is on leave from nothing."""
    assert is_on_leave(member(status), {MembershipId(1): leaves}, TODAY) is away


def test_leaves_of_another_membership_do_not_count() -> None:
    """Who left while on leave and came back is not on that leave any more."""
    assert not is_on_leave(member(ACTIVE, 2), {MembershipId(1): [Away(date(2026, 1, 1))]}, TODAY)
