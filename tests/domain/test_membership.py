"""Waiting lists, open seats, and what leaves say of a day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import LeaveId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.membership import Leave, MemberFacts, open_seats, waiting_list
from leadsroom.domain.people.roster import Member, MembershipStatus, Person

TODAY = date(2026, 11, 18)
RosterRows = tuple[list[Member], dict[MembershipId, date | None]]
DAYS = st.none() | st.dates(date(2026, 1, 1), TODAY)


def member(number: int, status: MembershipStatus, profession: int) -> Member:
    """Somebody with a number, somewhere."""
    person = Person(PersonId(number), f"Person {number}")
    profession_id = ProfessionId(profession)
    return Member(
        MembershipId(number), person, profession_id, f"Profession {profession}", "", status, number, (), None
    )


ROSTERS = st.lists(st.tuples(st.sampled_from(MembershipStatus), st.integers(1, 3), DAYS), max_size=12).map(
    lambda rows: (
        [member(number, status, profession) for number, (status, profession, _) in enumerate(rows, 1)],
        {MembershipId(number): day for number, (_, _, day) in enumerate(rows, 1)},
    )
)


@given(ROSTERS, st.randoms())
def test_the_order_of_entry_does_not_matter(roster: RosterRows, random: Random) -> None:
    """However the rows come, the list is by day, those without one last."""
    members, since = roster
    shuffled = random.sample(members, len(members))
    line = waiting_list(members, since)
    assert waiting_list(shuffled, since) == line
    days = [w.since or date.max for w in line]
    assert days == sorted(days)


@given(ROSTERS)
def test_an_open_seat_has_no_holder_and_one_first(roster: RosterRows) -> None:
    """For each profession at most one is named, somebody who waits, for a seat that nobody holds."""
    members, since = roster
    first = [w.member for w in open_seats(members, since)]
    held = {m.profession_id for m in members if m.status.holds_seat}
    assert all(m.status is MembershipStatus.WAITING and m.profession_id not in held for m in first)
    assert len({m.profession_id for m in first}) == len(first)


def test_what_leaves_say_of_a_day() -> None:
    """Which leave holds, and which is next; both days are in a leave."""
    over, now, ahead = (
        Leave(LeaveId(number), MembershipId(1), Away(TODAY + timedelta(since), TODAY + timedelta(until)))
        for number, (since, until) in enumerate(((-30, -10), (-2, 0), (5, 9)))
    )
    facts = MemberFacts(leaves=(over, now, ahead))
    assert (facts.leave_on(TODAY), facts.leave_ahead(TODAY)) == (now, ahead)
    assert facts.leave_on(TODAY + timedelta(1)) is None
    assert now.in_words(TODAY) == "from Mon 16 Nov until Wed 18 Nov"


@pytest.mark.parametrize(
    ("letters", "may_write", "as_member", "as_visitor"),
    [
        (None, None, True, False),
        (None, True, True, True),
        (None, False, False, False),
        (True, None, True, False),
        (True, False, True, False),
        (True, True, True, True),
        (False, None, False, False),
        (False, True, False, False),
    ],
)
def test_to_whom_letters_go(
    letters: bool | None, may_write: bool | None, as_member: bool, as_visitor: bool
) -> None:
    """To members unless they said no, then or as a visitor; to visitors only if they said yes to it."""
    person = Person(PersonId(1), "Ann Chu", letters=letters, may_write=may_write)
    assert person.may_write_to(is_member=True) is as_member
    assert person.may_write_to(is_member=False) is as_visitor
