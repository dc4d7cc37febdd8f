"""Who is on leave on a day, and what that means for dues."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.money.dues import period_of, who_pays
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.membership import is_on_leave
from leadsroom.domain.people.roster import Member, MembershipStatus, Person
from leadsroom.domain.rules.chapter_rules import Dues
from leadsroom.domain.rules.windows import Period

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


@pytest.mark.parametrize(
    ("leave", "november", "december"),
    [
        (Away(date(2026, 11, 20), date(2026, 12, 4)), True, False),
        (Away(date(2026, 10, 20), date(2026, 11, 1)), False, True),
        (Away(date(2026, 11, 2), date(2026, 11, 30)), True, True),
        (Away(date(2026, 12, 1), None), True, False),
    ],
)
@pytest.mark.parametrize("status", [ACTIVE, ON_LEAVE])
def test_dues_go_by_the_first_day_of_the_period(
    status: MembershipStatus, leave: Away, november: bool, december: bool
) -> None:
    """A free leave is free for the periods that begin in it, whatever the roster has noticed of it by now."""
    dues, leaves = Dues(1_000, Period.MONTH, on_leave=False), {MembershipId(1): [leave]}
    pays = [
        bool(who_pays(dues, period_of(Period.MONTH, date(2026, month, 9)), [member(status)], leaves))
        for month in (11, 12)
    ]
    assert pays == [november, december]
