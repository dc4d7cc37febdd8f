"""Whether a chapter grows: stays, years of joining, visitors, size and age, each case by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.health.chapter.growth import (
    Funnel,
    GrowthFacts,
    Stay,
    YearOfJoining,
    funnel,
    growth,
    growth_findings,
    last_joined,
    members_on,
    retention,
)
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.statistics import TOO_LITTLE, Share
from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Belonging, VisitOfRecord, Visitor
from leadsroom.domain.people.roster import MembershipStatus, Person
from leadsroom.domain.rules.windows import Period

TODAY = date(2026, 12, 1)
YEAR = Period(date(2025, 12, 2), TODAY)
BEGINS = date(2020, 1, 8)
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))


def stay(who: int, since: str = "", until: str = "", *, has_left: bool | None = None) -> Stay:
    """A membership from a day to a day; who has a last one has left."""
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    return Stay(PersonId(who), f"Member {who}", first, last, bool(until) if has_left is None else has_left)


@pytest.mark.parametrize(
    ("one", "day", "is_in"),
    [
        (stay(1), "2020-01-01", True),
        (stay(1, "2026-03-01"), "2026-02-28", False),
        (stay(1, "2026-03-01"), "2026-03-01", True),
        (stay(1, "", "2026-03-01"), "2026-03-01", True),
        (stay(1, "", "2026-03-01"), "2026-03-02", False),
        (stay(1, "2025-01-01", has_left=True), "2025-06-01", False),
    ],
)
def test_on_which_days_somebody_is_a_member(one: Stay, day: str, is_in: bool) -> None:
    """Both ends are in it; one that ended on no day on record is on no day."""
    assert bool(members_on([one], date.fromisoformat(day))) is is_in


@given(st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_the_days_of_a_membership_are_those_that_it_covers(
    since: date | None, until: date | None, has_left: bool
) -> None:
    """Within a period, also where it was over before or begins later."""
    one = Stay(PersonId(1), "", since, until, has_left)
    days = (date.fromordinal(day) for day in range(YEAR.first.toordinal(), YEAR.last.toordinal() + 1))
    assert [*one.days_in(YEAR)] == [day.toordinal() for day in days if one.covers(day)]


@pytest.mark.parametrize(
    ("stays", "net", "came", "left", "stayed"),
    [
        ([], 0, 0, 0, Share(0, 0)),
        ([stay(1)], 0, 0, 0, Share(1, 1)),
        ([stay(1), stay(2, "2026-05-01")], 1, 1, 0, Share(1, 1)),
        ([stay(1, "", "2026-05-01")], -1, 0, 1, Share(0, 1)),
        ([stay(1, "2026-02-01", "2026-05-01")], 0, 0, 0, Share(0, 0)),  # came and left between
        ([stay(1, "", "2026-05-01"), stay(1, "2026-05-02")], 0, 0, 0, Share(1, 1)),  # another profession
        ([stay(1, "", "2026-12-01")], 0, 0, 0, Share(1, 1)),  # today is the last day
        ([stay(1, "2026-12-02")], 0, 0, 0, Share(0, 0)),  # is to join
    ],
)
def test_growth_counts_people(stays: Sequence[Stay], net: int, came: int, left: int, stayed: Share) -> None:
    """Who is a member at both ends has stayed, by whatever memberships."""
    found = growth(stays, YEAR, BEGINS)
    assert (found.net, found.came, found.left, found.stayed) == (net, came, left, stayed)


def test_who_joins_or_leaves_at_the_edge_of_two_windows_is_counted_once() -> None:
    """What two windows side by side have grown is what both together have: no day falls between them."""
    first, second = Period(date(2026, 1, 1), date(2026, 6, 30)), Period(date(2026, 7, 1), TODAY)
    both = Period(first.first, second.last)
    for stays in (
        [stay(1, "2026-07-01")],
        [stay(1, "2026-06-30")],
        [stay(1, "", "2026-06-30")],
        [stay(1, "", "2026-07-01")],
    ):
        parts = [growth(stays, period, BEGINS).net for period in (first, second)]
        assert sum(parts) == growth(stays, both, BEGINS).net
        assert parts.count(0) == 1
    assert growth([stay(1, "2026-01-01")], first, BEGINS).net == 1
    assert growth([stay(1, "2026-01-01")], first, first.first).net == 1  # they founded it


@given(st.lists(st.tuples(st.integers(1, 6), st.none() | DAYS, st.none() | DAYS)))
def test_growth_is_who_came_less_who_left(rows: list[tuple[int, date | None, date | None]]) -> None:
    """Whatever the memberships are."""
    stays = [Stay(PersonId(who), "", since, until, until is not None) for who, since, until in rows]
    found = growth(stays, YEAR, None)
    assert found.net == found.came - found.left
    assert found.stayed.of == found.stayed.count + found.left


@pytest.mark.parametrize(
    ("stays", "years"),
    [
        ([], ()),
        ([stay(1)], ()),
        ([stay(1, "2019-05-01")], ()),  # before the record: who left then may not be in it
        ([stay(1, "2026-05-01")], (YearOfJoining(2026, Share(0, 0), Share(0, 0), 1),)),
        ([stay(1, "2025-12-01")], (YearOfJoining(2025, Share(1, 1), Share(1, 1)),)),
        ([stay(1, "2025-12-02")], (YearOfJoining(2025, Share(0, 0), Share(0, 0), 1),)),
        ([stay(1, "2024-02-29", "2025-02-28")], (YearOfJoining(2024, Share(1, 1), Share(0, 1)),)),
        ([stay(1, "2024-02-29", "2025-02-27")], (YearOfJoining(2024, Share(0, 1), Share(0, 1)),)),
        (
            [stay(1, "2021-05-01", "2023-05-01"), stay(2, "2021-06-01"), stay(3, "2022-06-01")],
            (YearOfJoining(2021, Share(2, 2), Share(1, 2)), YearOfJoining(2022, Share(1, 1), Share(1, 1))),
        ),
        (  # who came back counts once, in the year in which they joined first
            [stay(1, "2021-05-01", "2021-09-01"), stay(1, "2023-05-01")],
            (YearOfJoining(2021, Share(0, 1), Share(1, 1)),),
        ),
        ([stay(1, "", "2021-05-01"), stay(1, "2023-05-01")], ()),  # was in before the record
        ([stay(1, "2027-01-01")], ()),
        (  # who left on no day on record may have been a member a year later, and is none today
            [stay(1, "2021-05-01", has_left=True), stay(2, "2021-06-01")],
            (YearOfJoining(2021, Share(1, 1), Share(1, 2), unclear=1),),
        ),
    ],
)
def test_retention_by_year_of_joining(stays: Sequence[Stay], years: tuple[YearOfJoining, ...]) -> None:
    """A year later and today, of those alone who have had a year."""
    assert retention(stays, BEGINS, TODAY) == years


def test_without_a_meeting_on_record_nobody_can_be_retained() -> None:
    """Since when who left is written down is not known then."""
    assert retention([stay(1, "2021-05-01")], None, TODAY) == ()


def visitor(first: str, *belongings: Belonging, is_over: bool = True) -> Visitor:
    """Somebody who visited on a day and a week later."""
    on = date.fromisoformat(first)
    days = (on, on + timedelta(7))
    visits = tuple(VisitOfRecord(VisitId(1), each, is_over=is_over) for each in days)
    return Visitor(Person(PersonId(1), "[/]"), visits, belongings)


ENDED, ACTIVE = MembershipStatus.ENDED, MembershipStatus.ACTIVE
APPLIED = Belonging(MembershipStatus.APPLICANT, applied_on=date(2026, 5, 1))
JOINED = Belonging(ACTIVE, joined_on=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("visitors", "found"),
    [
        ([], Funnel()),
        ([visitor("2026-03-04")], Funnel(1, 0, 0)),
        ([visitor("2026-03-04", APPLIED)], Funnel(1, 1, 0)),
        ([visitor("2026-03-04", JOINED)], Funnel(1, 1, 1)),
        ([visitor("2026-03-04", Belonging(ENDED, date(2026, 5, 1)))], Funnel(1, 1, 1)),  # and left again
        ([visitor("2026-03-04", Belonging(ENDED, None, date(2026, 5, 1)))], Funnel(1, 1, 0)),  # was refused
        ([visitor("2026-03-04", Belonging(ENDED, date(2020, 5, 1)))], Funnel()),  # a former member
        ([visitor("2025-12-01", JOINED)], Funnel()),  # came first before the window
        ([visitor("2026-09-01")], Funnel(1)),
        ([visitor("2026-09-02")], Funnel(too_recent=1)),
        (
            [visitor("2026-09-02", Belonging(ACTIVE, date(2026, 10, 1)))],
            Funnel(too_recent=1),
        ),
        ([visitor("2026-03-04", is_over=False)], Funnel()),
        ([visitor("2026-03-04"), visitor("2026-03-11", JOINED), visitor("2026-11-04")], Funnel(2, 1, 1, 1)),
    ],
)
def test_what_became_of_visitors(visitors: Sequence[Visitor], found: Funnel) -> None:
    """By the first visit; those of the last 13 weeks are in no number."""
    assert funnel(visitors, YEAR, TODAY) == found


@pytest.mark.parametrize(
    ("became", "found"),
    [
        (Became.APPLIES, Funnel(1, 1, 0)),
        (Became.JOINED, Funnel(1, 1, 1)),
        (Became.COMES_AGAIN, Funnel(1, 0, 0)),
        (Became.NOT_INTERESTED, Funnel(1, 0, 0)),
    ],
)
def test_what_was_noted_of_a_visit_counts_where_the_roster_says_nothing(
    became: Became, found: Funnel
) -> None:
    """As on the page of the visitors."""
    visit = VisitOfRecord(VisitId(1), date(2026, 3, 4), became=became)
    assert funnel([Visitor(Person(PersonId(1), "Ida"), (visit,))], YEAR, TODAY) == found


@pytest.mark.parametrize(
    ("stays", "who"),
    [
        ([], None),
        ([stay(1)], None),
        ([stay(1, "2026-03-01"), stay(2, "2026-04-01", "2026-05-01")], 2),
        ([stay(1, "2026-03-01"), stay(2, "2026-12-02")], 1),
        ([stay(1, "2026-03-01"), stay(2, "2020-01-01", "2026-05-01"), stay(2, "2026-05-02")], 1),
        ([stay(1, "2026-03-01"), stay(2, "2020-01-01", "2026-05-01"), stay(2, "2026-06-01")], 2),
    ],
)
def test_who_joined_last(stays: Sequence[Stay], who: int | None) -> None:
    """Also who has left again, or comes back after a time; not who is to come, nor who never was away."""
    found = last_joined(stays, TODAY)
    assert (None if found is None else found.person_id) == who


def by_key(facts: GrowthFacts) -> dict[str, Finding]:
    """The findings by their names as data."""
    found = growth_findings(facts)
    assert len({each.key for each in found}) == len(found)
    return {each.key: each for each in found}


def facts(number: int, founded_on: date | None = None, stays: tuple[Stay, ...] = ()) -> GrowthFacts:
    """A chapter of so many members."""
    members = tuple(stay(who) for who in range(number))
    return GrowthFacts((*members, *stays), (), YEAR, TODAY, "the year", founded_on, BEGINS)


@pytest.mark.parametrize(
    ("members", "founded_on", "words", "remark"),
    [
        (14, date(2024, 12, 1), "14 members, 2 years old", "Under 15 members two years after the founding: "),
        (14, date(2024, 12, 2), "14 members, 1 year 11 months old", ""),
        (15, date(2014, 6, 1), "15 members, 12 years 6 months old", ""),
        (1, date(2026, 12, 1), "1 member, 0 months old", ""),
        (0, date(2020, 1, 1), "0 members, 6 years 11 months old", "Under 15 members"),
        (18, None, "18 members", "No day of founding is on record. Enter it in the settings under Chapter"),
    ],
)
def test_size_against_age(members: int, founded_on: date | None, words: str, remark: str) -> None:
    """Under fifteen members two years after the founding is said, with both figures."""
    found = by_key(facts(members, founded_on))["size_and_age"]
    assert (found.words, found.value) == (words, members)
    assert found.remark.startswith(remark)
    assert bool(found.remark) is bool(remark)


def test_both_figures_of_a_small_chapter_are_given() -> None:
    """How many, and how old."""
    found = by_key(facts(11, date(2024, 3, 5)))["size_and_age"]
    assert found.remark == "Under 15 members two years after the founding: 11 members, 2 years 8 months old."


def test_growth_as_findings() -> None:
    """Signs of what came and went, shares from ten members on, years of which there are enough."""
    found = by_key(
        facts(9, stays=(stay(20, "2026-05-01"), stay(21, "", "2026-05-01"), stay(22, has_left=True)))
    )
    assert (found["net_growth"].words, found["net_growth"].behind) == (
        "0",
        "10 at the beginning, 1 came, 1 left",
    )
    assert found["net_growth"].remark == "Of 1 former member no last day is on record."
    assert found["retention"].words == "90.0 %"
    assert found["months_since_new_member"].words == "7 months"
    assert found["months_since_new_member"].behind == "Member 20, joined 1 May 2026"
    assert found["joined_all_today"].words == TOO_LITTLE
    assert "joined_2026_today" not in found
    joined = tuple(stay(who, "2022-03-01", "2024-01-01" if who > 33 else "") for who in range(30, 40))
    found = by_key(facts(3, stays=joined))
    assert found["joined_2022_a_year_later"].words == "100.0 %"
    assert found["joined_2022_today"].behind == "4 of 10 members"
    assert found["joined_all_today"].words == "40.0 %"


def test_of_before_the_record_no_growth_is_given() -> None:
    """Who had left before the first meeting on record may not be in it: growth begins with that meeting."""
    begins = date(2026, 6, 3)
    stays = (*(stay(who) for who in range(9)), stay(20, "2026-03-01"), stay(21, "2026-07-01"))
    found = by_key(GrowthFacts(stays, (), YEAR, TODAY, "the year", None, begins))
    assert found["net_growth"].behind == "10 at the beginning, 1 came, 0 left"
    assert found["net_growth"].window == "3 Jun 2026, the first meeting on record, to 1 Dec 2026"
    assert found["retention"].behind == "10 of 10 members"


def test_growth_is_one_whether_a_window_begins_with_the_record_or_long_before_it() -> None:
    """Who joined at the first meeting on record came in both."""
    begins = date(2026, 6, 3)
    stays = [*(stay(who) for who in range(9)), stay(20, "2026-06-03")]
    for first in (date(2020, 1, 1), begins - timedelta(days=14), begins):
        assert growth(stays, Period(first, TODAY), begins).net == 1


def test_of_a_window_that_was_over_before_the_record_nothing_is_known() -> None:
    """Neither that nobody came or left then, nor that everybody stayed."""
    facts = GrowthFacts(
        tuple(stay(who) for who in range(12)), (), YEAR, TODAY, "the year", None, TODAY + timedelta(days=1)
    )
    found = by_key(facts)
    assert (found["net_growth"].words, found["net_growth"].value) == (TOO_LITTLE, None)
    assert (found["retention"].words, found["retention"].behind) == (TOO_LITTLE, "0 of 0 members")
    assert found["net_growth"].remark == "The record begins on 2 Dec 2026."
    assert found["net_growth"].window == "the year"


def test_an_empty_chapter_has_no_figure() -> None:
    """Nobody, no visitor, no meeting."""
    found = by_key(GrowthFacts((), (), YEAR, TODAY, "the year"))
    assert found["months_since_new_member"].words == "no day of joining on record"
    shares = ("retention", "joined_all_today", "visitors_applied", "visitors_joined", "applicants_joined")
    assert {found[key].words for key in shares} == {TOO_LITTLE}
