"""Figures of a period: how counts become figures, how they add up, and what too little data is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.health.counts import (
    Asks,
    Between,
    DollarsBetween,
    LeadsBetween,
    PeriodCounts,
    Places,
    Trainings,
    VisitorsWhoJoined,
    VisitsBrought,
    figures_by_person,
)
from leadsroom.domain.health.figures import (
    COUNTS,
    DollarDay,
    Figures,
    HowSoon,
    LeadDay,
    Rate,
    added_up,
    exchanged_with,
    first_dollar,
    first_lead,
    months_until,
    total,
    trend,
    unknown_since,
)
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money

MARIA, ANN, BO = PersonId(1), PersonId(2), PersonId(3)
JOINED = date(2026, 3, 4)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("count", "meetings", "a_meeting"),
    [(0, 0, None), (5, 5, None), (0, 6, 0), (10, 8, 1.25), (24, 26, 24 / 26)],
)
def test_of_few_meetings_no_rate_is_made(count: int, meetings: int, a_meeting: float | None) -> None:
    """Under six there is none; a zero of enough meetings is a zero."""
    assert Rate(count, meetings).a_meeting == a_meeting


def test_whose_each_count_is() -> None:
    """Every kind of count goes to those to whom it belongs, and to nobody else."""
    counted = PeriodCounts(
        places=(
            Places(MARIA, Mark.PRESENT, False, False, 3),
            Places(MARIA, Mark.LATE, True, True, 1),
            Places(MARIA, None, False, False, 1),
            Places(ANN, Mark.SUBSTITUTE, False, False, 2),
            Places(ANN, Mark.MEDICAL, False, False, 1),
            Places(ANN, Mark.ABSENT, False, False, 1),
        ),
        leads=(LeadsBetween(MARIA, ANN, leads=4, raw=2, inside=1, bad=1, closed=3),),
        dollars=(
            DollarsBetween(ANN, MARIA, "USD", first=700, since=50, of_no_lead=5, own=100, thanks=2),
            DollarsBetween(ANN, BO, "EUR", first=9, since=0, of_no_lead=0, own=0, thanks=0),
        ),
        thanks=(Between(ANN, MARIA, 3),),
        testimonials=(Between(BO, MARIA, 1),),
        one_to_ones=(Between(MARIA, BO, 2),),
        visits=(VisitsBrought(BO, 4), VisitsBrought(None, 1)),
        joined=(VisitorsWhoJoined(BO, 1),),
        trainings=(Trainings(ANN, 1),),
        asks=(Asks(MARIA, 3, 2),),
    )
    found = figures_by_person(counted, "USD")
    assert found == {
        MARIA: Figures(
            currency="USD",
            meetings=5,
            present=3,
            late=1,
            unmarked=1,
            online=1,
            left_early=1,
            given=4,
            given_raw=2,
            given_inside=1,
            bad=1,
            closed=3,
            credited=(DollarSum("USD", 700, 50, 5, 100),),
            testimonials_received=1,
            one_to_ones=2,
            asks=3,
            answered=2,
        ),
        ANN: Figures(
            currency="USD",
            meetings=4,
            substitutes=2,
            medical=1,
            absent=1,
            received=4,
            received_raw=2,
            received_inside=1,
            reported=(DollarSum("EUR", 9), DollarSum("USD", 700, 50, 5, 100)),
            thanks=5,
            trainings=1,
        ),
        BO: Figures(
            currency="USD",
            credited=(DollarSum("EUR", 9),),
            testimonials=1,
            one_to_ones=2,
            visitors=4,
            joined=1,
        ),
        None: Figures(currency="USD", visitors=1),
    }
    assert found[ANN].dollars_in.total == Money(755, "USD")  # the chapter's own, whatever else there is
    assert found[BO].dollars_credited.total == Money(9, "EUR")
    assert found[MARIA].dollars_in == DollarSum("USD")
    assert (found[MARIA].attendance, found[ANN].attendance) == (Share(4, 4), Share(0, 4))


SUMS = st.lists(
    st.builds(DollarSum, st.sampled_from(["USD", "EUR"]), *[st.integers(0, 9_999)] * 4), max_size=4
).map(added_up)
FIGURES = st.builds(
    Figures,
    currency=st.just("USD"),
    reported=SUMS,
    credited=SUMS,
    **{name: st.integers(0, 9) for name in COUNTS},
)


@given(FIGURES, FIGURES, FIGURES)
def test_figures_add_up_in_any_order(one: Figures, two: Figures, three: Figures) -> None:
    """Sums do not hang on the order, currencies are never added to one another, and nothing adds nothing."""
    first, last = total([one, two], "USD"), total([two, three], "USD")
    together = total([three, one, two], "USD")
    assert total([first, three], "USD") == total([one, last], "USD") == together
    assert total([one, Figures(currency="USD")], "USD") == one == total([one], "USD")
    both = {each.currency: each.total.minor for each in first.reported}
    for currency in ("USD", "EUR"):
        each = [s.total.minor for x in (one, two) for s in x.reported if s.currency == currency]
        assert both.get(currency, 0) == sum(each)


def lead(giver: PersonId, receiver: PersonId, weeks: int, *, qualified: bool = True) -> LeadDay:
    """A lead so many weeks after joining."""
    return LeadDay(giver, receiver, JOINED + weeks * WEEK, qualified)


PLACES = [JOINED + week * WEEK for week in range(-2, 8)]
TODAY = JOINED + 7 * WEEK


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ([], HowSoon(why="none yet, after 8 meetings")),
        ([lead(MARIA, ANN, 3)], HowSoon(why="none yet, after 8 meetings")),
        ([lead(ANN, MARIA, 2, qualified=False)], HowSoon(why="none yet, after 8 meetings")),
        ([lead(ANN, MARIA, -1)], HowSoon(why="none yet, after 8 meetings")),
        ([lead(ANN, MARIA, 5), lead(BO, MARIA, 3)], HowSoon(4, JOINED + 3 * WEEK)),
        ([lead(ANN, MARIA, 0)], HowSoon(1, JOINED)),
    ],
)
def test_the_first_lead(leads: list[LeadDay], expected: HowSoon) -> None:
    """The first lead that a member received counts, no raw one and none from before they joined."""
    assert first_lead(MARIA, JOINED, PLACES, leads, "") == expected


def test_the_first_dollars() -> None:
    """Whole weeks until a member's own first report; what was reported to their credit is not theirs."""
    later = DollarDay(MARIA, ANN, JOINED + timedelta(days=20), 500, "USD")
    others = DollarDay(ANN, MARIA, JOINED + timedelta(days=3), 500, "USD")
    assert first_dollar(MARIA, JOINED, [later, others], TODAY, "") == HowSoon(2, later.on)
    assert first_dollar(MARIA, JOINED, [others], TODAY, "") == HowSoon(why="none yet, after 7 weeks")


@pytest.mark.parametrize(
    ("joined", "begins", "why"),
    [
        (None, JOINED, "no day of joining on record"),
        (JOINED - timedelta(days=15), JOINED, "joined before the first meeting on record"),
        (JOINED - timedelta(days=14), JOINED, ""),
        (JOINED, None, "no meeting on record yet"),
    ],
)
def test_what_cannot_be_known_says_why(joined: date | None, begins: date | None, why: str) -> None:
    """How soon the first lead came cannot be known of those who were members before the record begins."""
    assert unknown_since(joined, begins) == why
    assert first_lead(MARIA, joined, PLACES, [lead(ANN, MARIA, 3)], why).why == why
    if why:
        assert first_dollar(MARIA, joined, [], TODAY, why) == HowSoon(why=why)


def test_with_whom_leads_were_exchanged() -> None:
    """A raw lead is an exchange too, in either direction."""
    assert exchanged_with(MARIA, [lead(MARIA, ANN, 0, qualified=False), lead(BO, MARIA, 1)]) == {ANN, BO}
    assert exchanged_with(MARIA, []) == frozenset()


def test_the_trend_shows_every_month() -> None:
    """Months without anything are zeros, raw leads are left out, each currency stands for itself."""
    months = months_until(date(2026, 3, 31), 3)
    assert [(each.first.isoformat(), each.last.isoformat()) for each in months] == [
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-31"),
    ]
    leads = [lead(MARIA, ANN, 0), lead(ANN, MARIA, 1), lead(ANN, MARIA, 1, qualified=False)]
    dollars = [DollarDay(MARIA, ANN, JOINED, minor, of) for minor, of in ((5, "USD"), (7, "USD"), (1, "EUR"))]
    january, _, march = trend(MARIA, months, leads, dollars)
    assert (january.given, january.received, january.dollars) == (0, 0, ())
    assert (march.given, march.received) == (1, 1)
    assert march.dollars == (Money(1, "EUR"), Money(12, "USD"))
