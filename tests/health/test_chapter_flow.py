"""The chapter's leads, dollars and pairs as findings: worked out by hand, with what each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.health.chapter.flow import (
    Flow,
    ReportsOf,
    between_findings,
    both_ways,
    chance_in_words,
    dollar_findings,
    lead_findings,
    lead_sums,
    leads_at_meetings,
)
from leadsroom.domain.health.chapter.how_soon import how_soon_findings, waited
from leadsroom.domain.health.counts import DollarsBetween, LeadsBetween, PeriodCounts
from leadsroom.domain.health.findings import Finding, in_unit, of_median, of_share
from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.statistics import TOO_LITTLE, Difference, Share, median_of
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import LeadState

ANN, BEA, CY, DEE, EVE = map(PersonId, range(1, 6))
ALL = frozenset((ANN, BEA, CY, DEE, EVE))
TODAY = date(2026, 12, 1)


def leads(giver: PersonId, receiver: PersonId, number: int, **more: int) -> LeadsBetween:
    """Leads from one to another, none of them raw unless it is named."""
    return LeadsBetween(giver, receiver, number, **({"raw": 0, "inside": 0, "bad": 0, "closed": 0} | more))


def dollars(by: PersonId, minor: int, currency: str = "USD", own: int = 0) -> DollarsBetween:
    """Dollars that somebody reported."""
    return DollarsBetween(by, ANN, currency, minor, 0, 0, own, 0)


def flow(
    pairs: tuple[LeadsBetween, ...] = (),
    sums: tuple[DollarsBetween, ...] = (),
    reports: tuple[ReportsOf, ...] = (),
    **more: Any,
) -> Flow:
    """What flowed among five members at ten meetings."""
    usual: dict[str, Any] = {
        "at_meetings": (2,) * 10,
        "meetings": 10,
        "places": 50,
        "members": ALL,
        "throughout": ALL,
        "seats": {ANN: "Ann Chu, Florist", BEA: "[/], Notary"},
        "currency": "USD",
        "country": "US",
        "window": "the year",
    }
    usual |= more
    usual.setdefault("places_at", (5,) * len(usual["at_meetings"]))
    return Flow(counted=PeriodCounts(leads=pairs, dollars=sums), reports=reports, **usual)


def by_key(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The findings by their names as data; no name is there twice."""
    assert len({each.key for each in findings}) == len(findings)
    return {each.key: each for each in findings}


SEASON = flow(
    (
        leads(ANN, BEA, 8, raw=2, bad=1, closed=3, inside=2),
        leads(BEA, ANN, 2),
        leads(CY, ANN, 9, raw=1, closed=1),
        leads(DEE, EVE, 0, raw=3),
    ),
    (dollars(ANN, 100_000), dollars(BEA, 300_050, own=60_010), dollars(CY, 50_000, "CAD")),
    (ReportsOf(ANN, "USD", 4, 0), ReportsOf(BEA, "USD", 6, 2), ReportsOf(CY, "CAD", 3, 0)),
)


@pytest.mark.parametrize(
    ("key", "value", "behind"),
    [
        ("leads_a_member_a_meeting", "0.38", "19 leads, 50 places at 10 meetings"),
        ("raw_share", "24.0", "6 of 25 slips"),
        ("bad_share", "4.0", "1 of 25 slips"),
        ("closed_share", "16.0", "4 of 25 slips"),
        ("own_share_of_leads", "10.5", "2 of 19 leads"),
        (
            "leads_a_member_trend",
            "0.00",
            "10 leads and 25 places at the later 5 meetings, 10 and 25 at the earlier",
        ),
        ("leads_trend", "0.0", "10 leads at the later 5 meetings, 10 at the earlier"),
        ("dollars", "4000.50", "10 reports"),
        ("own_share_of_reports", "20.0", "2 of 10 reports"),
        ("own_share_of_dollars", "15.0", "$600.10 of $4,000.50, 10 reports"),
        ("largest_seat_of_dollars", "75.0", "$3,000.50 of $4,000.50, 10 reports"),
        ("dollars_in_a_member", "0.00", "5 members"),
        ("largest_seat_of_leads", "57.9", "11 of 19 leads"),
        ("leads_given_a_member", "2", "5 members"),
        ("leads_received_a_member", "0", "5 members"),
    ],
)
def test_figures_worked_out_by_hand(key: str, value: str, behind: str) -> None:
    """Each figure of a small season is what a pencil says, with the numbers behind it."""
    found = by_key((*lead_findings(SEASON), *dollar_findings(SEASON), *between_findings(SEASON)))
    assert (str(found[key].value), found[key].behind) == (value, behind)
    assert found[key].definition.endswith(".")
    assert found[key].window == "the year"


def test_what_is_said_beside_a_figure() -> None:
    """Whose the largest seat is, which dollars are of other currencies, the mean beside the median."""
    found = by_key((*dollar_findings(SEASON), *between_findings(SEASON)))
    assert found["largest_seat_of_dollars"].remark == "[/], Notary."
    assert found["largest_seat_of_leads"].remark == "Ann Chu, Florist."
    assert found["dollars"].remark == "Besides, in other currencies: CA$500."
    assert found["dollars_in_a_member"].words == "$0, mean $800"
    assert found["leads_received_a_member"].words == "0 leads, mean 3.8"
    assert found["reciprocity"].words == TOO_LITTLE
    assert found["reciprocity"].behind == "1 of 2 pairs"


NOTHING = flow(at_meetings=(), meetings=0, places=0, throughout=frozenset())


def test_nothing_at_all_is_no_figure() -> None:
    """Before the first meeting every figure has too little data, and none divides by nothing."""
    found = (*lead_findings(NOTHING), *dollar_findings(NOTHING), *between_findings(NOTHING))
    assert {each.words for each in found if each.key != "dollars"} == {TOO_LITTLE}
    assert all(each.value is None for each in found if each.key != "dollars")
    assert by_key(found)["dollars"].words == "$0"


def test_thresholds_hold_to_the_case() -> None:
    """Nine reports give no share of dollars, ten do; five meetings give no rate, six do."""
    for reports, words in ((9, TOO_LITTLE), (10, "100.0 %")):
        one = flow((), (dollars(ANN, 500),), (ReportsOf(ANN, "USD", reports, 0),))
        assert by_key(dollar_findings(one))["largest_seat_of_dollars"].words == words
    for meetings, words in ((5, TOO_LITTLE), (6, "0.02")):
        one = flow((leads(ANN, BEA, 1),), meetings=meetings)
        assert by_key(lead_findings(one))["leads_a_member_a_meeting"].words == words
    for meetings, is_enough in ((7, False), (8, True)):
        one = flow(at_meetings=(3,) * meetings)
        assert (by_key(lead_findings(one))["leads_trend"].value is not None) is is_enough


@pytest.mark.parametrize(
    ("at_meetings", "words", "value", "chance"),
    [
        ((0,) * 4 + (5,) * 4, "5.0, before 0.0", "5.0", "More than chance: likely between +3.3 and +5.0"),
        ((5,) * 4 + (0,) * 4, "0.0, before 5.0", "-5.0", "More than chance: likely between -5.0 and -3.3"),
        ((1, 2, 1, 2, 9, 2, 1, 2, 2), "1.8, before 1.5", "0.3", "The difference could be chance: "),
        ((0,) * 9, "0.0, before 0.0", "0.0", "The difference could be chance: likely between +0.0 and +0.0"),
    ],
)
def test_a_trend_says_whether_it_could_be_chance(
    at_meetings: tuple[int, ...], words: str, value: str, chance: str
) -> None:
    """Later beside earlier, the middle one of an odd number in neither, and the interval in words."""
    found = by_key(lead_findings(flow(at_meetings=at_meetings)))["leads_trend"]
    assert (found.words, str(found.value)) == (words, value)
    assert found.remark.startswith(chance)


def test_a_chapter_that_grows_gives_no_more_a_member_for_it() -> None:
    """Twice the leads of twice the members are none more a member; as many of half the members are."""
    found = by_key(lead_findings(flow(at_meetings=(5,) * 4 + (10,) * 4, places_at=(10,) * 4 + (20,) * 4)))
    assert found["leads_trend"].remark.startswith("More than chance: likely between +1.0 and +8.5 ")
    assert found["leads_a_member_trend"].words == "0.50, before 0.50"
    assert found["leads_a_member_trend"].remark.startswith("The difference could be chance: ")
    found = by_key(lead_findings(flow(at_meetings=(9,) * 8, places_at=(20,) * 4 + (10,) * 4)))
    assert found["leads_trend"].remark.startswith("The difference could be chance: ")
    assert (found["leads_a_member_trend"].words, str(found["leads_a_member_trend"].value)) == (
        "0.90, before 0.45",
        "0.45",
    )
    assert found["leads_a_member_trend"].remark.startswith("More than chance: ")
    nobody = by_key(lead_findings(flow(at_meetings=(9,) * 8, places_at=(0,) * 4 + (10,) * 4)))
    assert nobody["leads_a_member_trend"].words == TOO_LITTLE


def test_several_largest_seats_are_all_named() -> None:
    """None of them is the largest by chance of its number; of who has no seat on record none is named."""
    tied = flow((leads(CY, BEA, 5), leads(CY, ANN, 5)), (dollars(EVE, 500),), (ReportsOf(EVE, "USD", 10, 0),))
    found = by_key((*dollar_findings(tied), *between_findings(tied)))
    assert found["largest_seat_of_leads"].remark == "Each as much: Ann Chu, Florist; [/], Notary."
    assert (found["largest_seat_of_dollars"].words, found["largest_seat_of_dollars"].remark) == (
        "100.0 %",
        "",
    )


def test_a_member_of_another_chapter_is_no_seat() -> None:
    """What they received and reported is in the sum of all, and the largest seat is a member's."""
    them = PersonId(99)
    found = flow(
        (leads(ANN, them, 9), leads(BEA, ANN, 3)),
        (dollars(them, 900), dollars(ANN, 300)),
        (ReportsOf(them, "USD", 9, 0), ReportsOf(ANN, "USD", 3, 0)),
    )
    seats = by_key((*dollar_findings(found), *between_findings(found)))
    assert seats["largest_seat_of_leads"].behind == "3 of 12 leads"
    assert seats["largest_seat_of_dollars"].behind == "$3 of $12, 12 reports"


def test_an_interval_has_its_sign() -> None:
    """Bounds are rounded half up and say which way they go."""
    assert chance_in_words(Difference(1, -0.25, 2.25), "a meeting") == (
        "The difference could be chance: likely between -0.2 and +2.3 a meeting."
    )


@pytest.mark.parametrize(
    ("pairs", "share"),
    [
        ((), Share(0, 0)),
        ((leads(ANN, BEA, 1),), Share(0, 1)),
        ((leads(ANN, BEA, 1), leads(BEA, ANN, 9)), Share(1, 1)),
        ((leads(ANN, BEA, 1), leads(BEA, ANN, 0, raw=4)), Share(0, 1)),
        ((leads(ANN, BEA, 1), leads(BEA, CY, 1), leads(CY, ANN, 1)), Share(0, 3)),
        ((leads(ANN, PersonId(99), 1), leads(PersonId(99), ANN, 1)), Share(0, 0)),
        ((leads(ANN, ANN, 3),), Share(0, 0)),
    ],
)
def test_pairs_with_leads_both_ways(pairs: tuple[LeadsBetween, ...], share: Share) -> None:
    """Raw leads make no pair, nor do people who were never members."""
    assert both_ways(pairs, ALL) == share


@given(st.lists(st.tuples(st.sampled_from(sorted(ALL)), st.sampled_from(sorted(ALL)), st.integers(0, 3))))
def test_pairs_are_the_same_the_other_way_round(given_: list[tuple[PersonId, PersonId, int]]) -> None:
    """Who gives and who receives may be exchanged; and never are there more both ways than pairs."""
    there = both_ways([leads(one, other, number) for one, other, number in given_], ALL)
    back = both_ways([leads(other, one, number) for one, other, number in given_], ALL)
    assert there == back
    assert 0 <= there.count <= there.of


@given(st.lists(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_every_lead_counts_at_one_meeting(days: list[int], meetings: set[int]) -> None:
    """Of all leads each is at the meeting of its day, else at the next one, else at the last."""
    at = list(leads_at_meetings(sorted(meetings), days))
    assert len(at) == len(meetings)
    assert sum(at) == (len(days) if meetings else 0)
    if meetings and days:
        assert at[0] >= sum(day <= min(meetings) for day in days)


def test_sums_of_pairs() -> None:
    """Leads and raw ones are added up apart, and together they are what was passed."""
    sums = lead_sums(SEASON.counted.leads)
    assert (sums.leads, sums.raw, sums.inside, sums.bad, sums.closed, sums.passed) == (19, 6, 2, 1, 4, 25)


# How soon


def lead(on: date, *, call: int | None = None, hear: int | None = None, pay: int | None = None) -> LeadFacts:
    """A lead of a day, with so many days until something came of it."""

    def at(days: int | None) -> datetime | None:
        return None if days is None else datetime(on.year, on.month, on.day, 12, tzinfo=UTC) + timedelta(days)

    passed = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    return LeadFacts(
        *(LeadId(1), ANN, BEA, on, passed, True, False, False, LeadState.OPEN),
        first_call_at=at(call),
        first_outcome_at=at(hear),
        first_dollar_at=at(pay),
    )


def day_of(at: datetime) -> date:
    """The day in UTC."""
    return at.date()


@pytest.mark.parametrize(
    ("days_ago", "call", "cases", "never", "recent"),
    [
        (6, None, 0, 0, 1),
        (6, 1, 0, 0, 1),  # also where it came: who is quick must not be the only one who counts
        (7, None, 0, 1, 0),
        (7, 1, 1, 0, 0),
        (400, 390, 1, 0, 0),
    ],
)
def test_who_has_hardly_had_time_is_left_out(
    days_ago: int, call: int | None, cases: int, never: int, recent: int
) -> None:
    """A lead passed less than seven days ago is neither called nor never called."""
    found = waited(
        [lead(TODAY - timedelta(days_ago), call=call)],
        lambda each: each.first_call_at,
        timedelta(7),
        day_of,
        TODAY,
    )
    assert (found.median.cases, found.median.never, found.too_recent) == (cases, never, recent)


def test_medians_in_days_and_whole_weeks() -> None:
    """Half a day is shown as such, dollars in full weeks; how many never were is a share of its own."""
    long_ago = TODAY - timedelta(300)
    found = by_key(
        how_soon_findings(
            [
                *(lead(long_ago, call=days, hear=days * 2, pay=days * 7 + 6) for days in (1, 2, 3, 4, 5, 6)),
                *(lead(long_ago) for _ in range(6)),
                lead(TODAY, call=0),
            ],
            day_of,
            TODAY,
            "the year",
        )
    )
    assert found["days_to_call"].words == "3.5 days"
    assert found["days_to_call"].behind == "6 leads, 6 not called"
    assert found["days_to_call"].remark == "1 lead passed in the last 7 days left out."
    assert found["days_to_outcome"].words == "7 days"
    assert (found["weeks_to_dollar"].value, found["weeks_to_dollar"].words) == (Decimal("3.5"), "3.5 weeks")
    assert found["never_called"].words == "50.0 %"
    assert found["no_dollar"].behind == "6 of 12 leads"


def test_raw_leads_are_not_waited_for() -> None:
    """They are apart, as everywhere."""
    from msgspec.structs import replace

    raw = [replace(lead(TODAY - timedelta(100), call=1), qualified=False)] * 20
    found = by_key(how_soon_findings(raw, day_of, TODAY, "the year"))
    assert {each.words for each in found.values()} == {TOO_LITTLE}
    assert found["never_called"].behind == "0 of 0 leads"


def test_a_call_before_its_meeting_was_over_takes_no_days() -> None:
    """Whatever the clock of the chapter says, nothing came before the lead was passed."""
    found = waited(
        [lead(TODAY - timedelta(30), call=-1)] * 5,
        lambda each: each.first_call_at,
        timedelta(7),
        day_of,
        TODAY,
    )
    assert found.median.middle == 0


# As findings


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 9), TOO_LITTLE),
        (Share(0, 10), "0.0 %"),
        (Share(1, 16), "6.3 %"),
        (Share(1, 3 * 10**6), "0.0 %"),
        (Share(10, 10), "100.0 %"),
        (Share(1, 32), "3.1 %"),
        (Share(3, 80), "3.8 %"),
    ],
)
def test_percent_has_one_decimal_half_of_it_rounded_up(share: Share, words: str) -> None:
    """From exact fractions: 6.25 is 6.3, 3.125 is 3.1, 3.75 is 3.8."""
    assert of_share(Finding(key="x", title="X"), share, "case").words == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1, 1, 1, 1), TOO_LITTLE),
        ((1, 1, 1, 1, 1), "1 day"),
        ((1, 2, 2, 3, 9, 9), "2.5 days"),
        ((0,) * 5, "0 days"),
    ],
)
def test_a_median_in_its_unit(values: tuple[int, ...], words: str) -> None:
    """From five cases on, with at most one decimal."""
    assert of_median(Finding(key="x", title="X"), median_of(values), "days", "lead").words == words
    assert in_unit(1, "weeks") == "1 week"


Makes = Callable[[Flow], tuple[Finding, ...]]


@pytest.mark.parametrize("makes", [lead_findings, dollar_findings, between_findings])
@given(numbers=st.lists(st.integers(0, 40), min_size=6, max_size=6), reports=st.integers(0, 12))
def test_a_meeting_without_anything_changes_no_numerator(
    makes: Makes, numbers: list[int], reports: int
) -> None:
    """Adding a meeting of zeros changes neither a share nor a sum."""
    a, b, c, raw, inside, minor = numbers
    pairs = (leads(ANN, BEA, a, raw=raw, inside=min(a, inside)), leads(BEA, CY, b), leads(CY, ANN, c))
    sums, of = (dollars(ANN, minor), dollars(BEA, 7)), (ReportsOf(ANN, "USD", reports, 0),)
    before, after = (
        by_key(makes(flow(pairs, sums, of, at_meetings=(1,) * count, meetings=count, places=5 * count)))
        for count in (10, 11)
    )
    changing = {"leads_a_member_a_meeting", "leads_trend", "leads_a_member_trend"}
    assert _without(before, changing) == _without(after, changing)


def _without(found: Mapping[str, Finding], names: set[str]) -> dict[str, Finding]:
    return {key: each for key, each in found.items() if key not in names}
