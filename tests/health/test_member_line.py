"""A member's line: shares of it, months, and how lines add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.figures import Figures, HowSoon, meetings_to, weeks_to
from leadsroom.domain.health.member_health import HealthFigures, ServedCount, added_up, months_between
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.leads.slip_check import CheckCount
from leadsroom.views.health.figures import why_unknown
from tests.health.members import one_member


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), 0),
        (date(2026, 11, 1), date(2026, 12, 1), 1),
        (date(2026, 10, 31), date(2026, 11, 30), 1),
        (date(2026, 10, 31), date(2026, 11, 29), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2019, 3, 6), date(2026, 12, 1), 92),
        (date(2026, 12, 2), date(2026, 12, 1), 0),
        (date(2027, 3, 2), date(2026, 12, 1), 0),
    ],
)
def test_months_are_whole(since: date, until: date, months: int) -> None:
    """A month is over on the same day of the next one, or on its last where it has no such day."""
    assert months_between(since, until) == months


ONE = HealthFigures(
    figures=Figures(
        currency="USD",
        meetings=12,
        present=9,
        late=1,
        absent=1,
        unmarked=1,
        given=8,
        given_raw=4,
        given_inside=2,
        bad=1,
        credited=(DollarSum("USD", first=10, own=4),),
    ),
    own_given=1,
    paid_once=Share(2, 3),
    checks=CheckCount(3, 2, 2, 3),
    served=ServedCount(3, 1, 1),
    cost=Cost("USD", dues=500, hours=timedelta(hours=15), meetings=10),
)


def test_shares_of_a_line() -> None:
    """Raw and bad ones are of all that was given, own purchases of the leads, presence of marked places."""
    assert (ONE.raw_share, ONE.bad_share) == (Share(4, 12), Share(1, 12))
    assert (ONE.inside_share, ONE.attendance) == (Share(2, 8), Share(10, 11))


def test_lines_add_up() -> None:
    """Each figure by itself; of none there is nothing."""
    both = added_up([ONE, ONE], "USD")
    assert both.figures.given == 16
    assert both.figures.credited == (DollarSum("USD", first=20, own=8),)
    assert (both.own_given, both.own_received, both.paid_once) == (2, 0, Share(4, 6))
    assert both.checks == CheckCount(6, 4, 4, 6)
    assert both.served == ServedCount(6, 2, 2)
    assert both.cost == Cost("USD", dues=1_000, hours=timedelta(hours=30), meetings=20)
    nothing = added_up([], "USD")
    assert nothing.is_empty
    assert nothing.figures == Figures(currency="USD")


@pytest.mark.parametrize(("served", "is_enough"), [((3, 1, 1), True), ((4, 0, 0), False), ((0, 0, 5), True)])
def test_answers_of_givers_have_a_threshold(served: tuple[int, int, int], is_enough: bool) -> None:
    """Of fewer than five it could be guessed whose they are, whatever they say."""
    assert ServedCount(*served).is_enough is is_enough


def test_a_charge_alone_is_no_figure() -> None:
    """Who did nothing and was charged is no member for that."""
    assert HealthFigures(figures=Figures(), cost=Cost("USD", dues=1)).is_empty
    assert not HealthFigures(figures=Figures(), served=ServedCount(1)).is_empty


JOINED, FIRST = date(2026, 11, 4), date(2026, 11, 18)
WEEKLY = [date(2026, 10, 28) + timedelta(weeks=week) for week in range(5)]


@pytest.mark.parametrize(
    ("first", "joined_on", "why", "meetings", "weeks"),
    [
        (FIRST, JOINED, "", HowSoon(3, FIRST), HowSoon(2, FIRST)),
        (JOINED, JOINED, "", HowSoon(1, JOINED), HowSoon(0, JOINED)),
        (
            None,
            JOINED,
            "",
            HowSoon(why="none yet, after 4 meetings"),
            HowSoon(why="none yet, after 3 weeks"),
        ),
        (FIRST, JOINED, "too early", HowSoon(why="too early"), HowSoon(why="too early")),
        (
            FIRST,
            None,
            "",
            HowSoon(why="no day of joining on record"),
            HowSoon(why="no day of joining on record"),
        ),
    ],
)
def test_how_soon(
    first: date | None, joined_on: date | None, why: str, meetings: HowSoon, weeks: HowSoon
) -> None:
    """In meetings from joining on, that day's counted, and in whole weeks; or why nobody can say."""
    assert meetings_to(first, joined_on, WEEKLY, why) == meetings
    assert weeks_to(first, joined_on, date(2026, 12, 1), why) == weeks
    assert meetings.has_not_come is weeks.has_not_come is (first is None and not why)


def test_of_who_came_back_nobody_counts_how_soon_something_first_came() -> None:
    """What came first came in the membership before; of that one, and of everybody else, it is counted."""
    (back, other), begins = (one_member(n, "Ann Chu").membership for n in (1, 2)), date(2020, 1, 8)
    first = replace(back, id=MembershipId(9), joined_on=date(2020, 1, 2), ended_on=date(2020, 5, 1))
    back = replace(back, joined_on=date(2020, 9, 1))
    everybody = (first, back, other)
    assert why_unknown(everybody, back, begins) == "was a member before"
    assert [why_unknown(everybody, each, begins) for each in (first, other)] == ["", ""]
