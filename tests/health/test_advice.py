"""For whom something should be done: each rule, at its threshold and below it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.advice import RULES, Around, advice, by_need
from leadsroom.domain.health.cost import Charges, Cost
from leadsroom.domain.health.figures import Figures, HowSoon
from leadsroom.domain.health.member_health import HealthFigures, MemberHealth
from leadsroom.domain.ids import MembershipId, PersonId, ProfessionId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.people.roster import Member, MembershipStatus, Person

TODAY = date(2026, 12, 1)
LONG_AGO = date(2019, 3, 6)
CHAPTER = HealthFigures(
    figures=Figures(meetings=540, given=400, given_raw=60, given_inside=30, received=400, bad=20)
)
AROUND = Around(CHAPTER, TODAY)


def somebody(number: int = 1, *, joined_on: date = LONG_AGO, **more: Any) -> MemberHealth:
    """A member of whom figures are on record, each by its name; others are of their line."""
    counts = {name: more.pop(name) for name in tuple(more) if name in Figures.__struct_fields__}
    person = Person(PersonId(number), f"Member {number}")
    membership = Member(
        id=MembershipId(number),
        person=person,
        profession_id=ProfessionId(number),
        profession="Florist",
        sphere="",
        status=MembershipStatus.ACTIVE,
        seat=number,
        terms=(),
        joined_on=joined_on,
    )
    figures = Figures(currency="USD", **({"meetings": 30} | counts))
    return MemberHealth(
        person=person, membership=membership, figures=figures, **({"cost": Cost("USD")} | more)
    )


def sentences(of: MemberHealth, around: Around = AROUND) -> list[str]:
    """What should be done for them."""
    return [each.words for each in advice(of, around)]


BUSY: dict[str, Any] = {"given": 20, "received": 20}
NOT_YET = HowSoon(why="none yet, after 30 meetings")
RENEWS: dict[str, Any] = {"renews_on": date(2027, 2, 3), "renews_soon": True}


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"given": 31}, "gave 31, received 0 in 30 meetings: talk"),
        ({"given": 27, "given_raw": 4}, "gave 27 and 4 raw, received 0 in 30 meetings: talk"),
        ({"given": 6, "meetings": 8}, "gave 6, received 0 in 8 meetings: talk"),
        ({"given": 6, "meetings": 7}, None),
        ({"given": 5}, None),
        ({"given": 31, "received_raw": 2}, "gave 31, received 0 and 2 raw in 30 meetings: talk"),
        ({"received": 31}, "gave 0, received 31 in 30 meetings: talk"),
        ({"received": 5}, None),
    ],
)
def test_what_goes_one_way_alone(counts: dict[str, Any], words: str | None) -> None:
    """From eight meetings on, and only where that could not well be chance: three leads could."""
    assert sentences(somebody(**counts)) == ([words] if words else [])


@pytest.mark.parametrize(
    ("given", "received", "is_so"),
    [
        (4, 31, True),
        (31, 4, True),
        (31, 5, True),
        (31, 8, False),
        (1, 23, True),
        (20, 20, False),
        (1, 6, False),
    ],
)
def test_what_goes_mostly_one_way(given: int, received: int, is_so: bool) -> None:
    """At least twice as much one way as the other, beyond chance."""
    words = f"gave {given}, received {received} in 30 meetings: talk"
    assert sentences(somebody(given=given, received=received)) == ([words] if is_so else [])


@pytest.mark.parametrize(
    ("meetings", "all_given", "is_so"), [(8, 400, True), (7, 400, False), (8, 200, False)]
)
def test_nothing_either_way(meetings: int, all_given: int, is_so: bool) -> None:
    """Only where a member like any other would have given four leads meanwhile."""
    around = Around(HealthFigures(figures=Figures(meetings=540, given=all_given)), TODAY)
    words = f"gave 0, received 0 in {meetings} meetings: talk"
    assert sentences(somebody(meetings=meetings), around) == ([words] if is_so else [])


@pytest.mark.parametrize(("weeks", "is_so"), [(26, True), (25, False)])
def test_no_first_lead_after_half_a_year(weeks: int, is_so: bool) -> None:
    """Counted from the day of joining; where it cannot be known nothing is to be said."""
    joined_on = TODAY - timedelta(weeks=weeks)
    newcomer = somebody(joined_on=joined_on, given=3, first_lead=NOT_YET, first_dollar=NOT_YET)
    words = "joined 26 weeks ago, no lead received yet; gave 3 in 30 meetings: talk"
    assert sentences(newcomer) == ([words] if is_so else [])
    unknown = replace(newcomer, first_lead=HowSoon(why="joined before the first meeting on record"))
    assert "no lead received" not in " ".join(sentences(unknown))


def test_no_first_dollars_after_half_a_year() -> None:
    """Where leads have come; where none has come yet, that is what there is to say."""
    joined_on = TODAY - timedelta(weeks=30)
    newcomer = somebody(joined_on=joined_on, **BUSY, first_lead=HowSoon(2, TODAY), first_dollar=NOT_YET)
    words = "joined 30 weeks ago, no dollars reported yet; received 20 in 30 meetings: talk"
    assert sentences(newcomer) == [words]
    assert sentences(replace(newcomer, first_dollar=HowSoon(3, TODAY))) == []


def test_a_seat_that_costs_more_than_it_brought_before_its_renewal() -> None:
    """Within 90 days of it, over half a year of meetings, in one currency; each with both figures."""
    reported = (DollarSum("USD", first=12_000),)
    dear = somebody(**BUSY, **RENEWS, reported=reported, cost=Cost("USD", dues=36_000))
    soon = "renews on Wed 3 Feb 2027, in 64 days: gave 20, received 20 in 30 meetings"
    words = "reported $120, the seat cost $360 in 30 meetings: talk before renewal on Wed 3 Feb 2027"
    assert sentences(dear) == [words, soon]
    other = (*reported, DollarSum("EUR", first=1))
    for fine in (
        replace(dear, cost=Cost("USD", dues=12_000)),
        replace(dear, figures=replace(dear.figures, meetings=25)),
        replace(dear, figures=replace(dear.figures, reported=other)),
        replace(dear, cost=Cost("USD", dues=36_000, others=(Charges("EUR", dues=1),))),
    ):
        assert [each for each in sentences(fine) if "cost" in each] == []
    assert sentences(replace(dear, renews_soon=False, renews_on=date(2027, 9, 1))) == []


@pytest.mark.parametrize(
    ("given", "raw", "is_so"), [(3, 7, True), (2, 8, True), (5, 5, False), (2, 7, False), (4, 6, True)]
)
def test_mostly_raw(given: int, raw: int, is_so: bool) -> None:
    """More than half of ten or more, and above what all others give, beyond chance."""
    others = f"(everybody else: {60 - raw} of {460 - given - raw})"
    words = f"{raw} of {given + raw} given were raw {others}, 2 called bad: talk"
    found = sentences(somebody(given=given, given_raw=raw, bad=2, received=5))
    assert found == ([words] if is_so else [])


def test_what_is_raw_everywhere_is_not_said_of_one() -> None:
    """Where all others give as many raw ones, it is the chapter's matter."""
    around = Around(HealthFigures(figures=Figures(meetings=540, given=200, given_raw=260)), TODAY)
    assert sentences(somebody(given=4, given_raw=6, received=5), around) == []


@pytest.mark.parametrize(("inside", "is_so"), [(11, True), (10, False)])
def test_mostly_own_purchases(inside: int, is_so: bool) -> None:
    """More than half of their leads are for their own household, and of all others' few."""
    others = f"(everybody else: {30 - inside} of 380)"
    words = f"{inside} of 20 leads given were for their own household {others}: talk"
    assert sentences(somebody(**BUSY, given_inside=inside)) == ([words] if is_so else [])


@pytest.mark.parametrize(
    ("renews_on", "soon", "words"),
    [
        (date(2027, 3, 1), True, "renews on Mon 1 Mar 2027, in 90 days: gave 20, received 20 in 30 meetings"),
        (TODAY, True, "renews on Tue 1 Dec, today: gave 20, received 20 in 30 meetings"),
        (date(2027, 3, 2), False, None),
        (
            date(2027, 6, 1),
            False,
            "renews on Tue 1 Jun 2027, in 5 to 6 months: talk now; gave 20, received 20 in 30 meetings",
        ),
        (date(2027, 6, 2), False, None),
        (date(2027, 4, 30), False, None),
        (None, False, None),
    ],
)
def test_renewals(renews_on: date | None, soon: bool, words: str | None) -> None:
    """Within 90 days, and five to six months before, when the handbook would have them talked about."""
    found = sentences(somebody(**BUSY, renews_on=renews_on, renews_soon=soon))
    assert found == ([words] if words else [])


@pytest.mark.parametrize(
    ("renews_on", "ending"),
    [
        (date(2027, 2, 3), ": talk before renewal on Wed 3 Feb 2027"),
        (date(2027, 6, 2), ": talk before renewal on Wed 2 Jun 2027"),
        (date(2027, 6, 3), ": talk before renewal"),
        (None, ": talk"),
    ],
)
def test_when_to_talk(renews_on: date | None, ending: str) -> None:
    """The day of a renewal is named where it is within half a year."""
    (found,) = sentences(somebody(given=31, renews_on=renews_on))
    assert found == f"gave 31, received 0 in 30 meetings{ending}"


@pytest.mark.parametrize(
    "of",
    [
        replace(somebody(given=31), is_on_leave=True),
        replace(somebody(given=31), membership=replace(somebody().membership, status=MembershipStatus.ENDED)),
        somebody(meetings=0),
        somebody(**BUSY),
    ],
)
def test_of_whom_nothing_has_advice(of: MemberHealth) -> None:
    """Who is on leave or has left, whatever they gave; who had no meeting yet; who gives and receives."""
    assert sentences(of) == []


@pytest.mark.parametrize(("days_ago", "has_advice"), [(0, True), (31, True), (32, False), (-9, True)])
def test_nothing_is_to_be_done_from_old_figures(days_ago: int, has_advice: bool) -> None:
    """A window that ended more than a month ago says nothing of what should be done now."""
    around = Around(CHAPTER, TODAY, until=TODAY - timedelta(days=days_ago))
    assert bool(advice(somebody(given=31), around)) is has_advice


def test_the_most_pressing_comes_first() -> None:
    """By the order of the rules, then by renewal; who is asked nothing about comes in their own order."""
    around = AROUND
    drawn = [
        somebody(1, **BUSY),
        somebody(2, **BUSY, **RENEWS),
        somebody(3, given=31),
        somebody(4, **BUSY),
        somebody(5, received=31),
        somebody(6, given=31, renews_on=date(2027, 9, 1)),
    ]
    lines = [replace(each, advice=advice(each, around)) for each in drawn]
    assert [each.person.id for each in by_need(lines)] == [6, 3, 5, 2, 1, 4]


def test_every_rule_says_what_it_needs() -> None:
    """A name of its own, and a threshold in words."""
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert all(rule.threshold for rule in RULES)
