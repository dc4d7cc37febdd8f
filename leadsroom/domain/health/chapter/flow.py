"""The chapter's leads and dollars: how many, what of them is raw, own or closed, and whose they are.

Leads are without the raw ones. Which are raw, bad or closed is as they stand today; on which day they count
is said in `leadsroom.domain.health.figures`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.health.counts import LeadsBetween, PeriodCounts
from leadsroom.domain.health.figures import FEWEST_MEETINGS
from leadsroom.domain.health.findings import Finding, of_median, of_share
from leadsroom.domain.health.statistics import (
    CASES_FOR_SHARE,
    MEETINGS_FOR_TREND,
    TOO_LITTLE,
    Difference,
    Share,
    Trend,
    median_of,
    rounded,
    trend_of,
)
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.money import Money, show_money, without_cents
from leadsroom.domain.text.wording import counted


class ReportsOf(Struct, frozen=True):
    """How many reports with a figure a member made in a currency, `own` ones for givers' own purchases."""

    reported_by_id: PersonId
    currency: str
    reports: int
    own: int


class Flow(Struct, frozen=True):
    """What flowed through a chapter in a period.

    `at_meetings` are the leads of each day with a meeting in order, where those passed between two count at
    the later one, and `places_at` the places of members on the same days. `meetings` are the closed ones that
    count for attendance, `places` those of members at them. `members` are all who hold a seat or held one,
    `throughout` those who had a place at every meeting. `seats` names each by member and profession.
    """

    counted: PeriodCounts
    at_meetings: tuple[int, ...]
    places_at: tuple[int, ...]
    reports: tuple[ReportsOf, ...]
    meetings: int
    places: int
    members: frozenset[PersonId]
    throughout: frozenset[PersonId]
    seats: Mapping[PersonId, str]
    currency: str
    country: str
    window: str


class LeadSums(Struct, frozen=True):
    """Leads added up; see `Figures` for what is in which number."""

    leads: int = 0
    raw: int = 0
    inside: int = 0
    bad: int = 0
    closed: int = 0

    @property
    def passed(self) -> int:
        """All that were passed, raw ones too: of them shares are taken, and nothing else."""
        return self.leads + self.raw


def lead_sums(pairs: Iterable[LeadsBetween]) -> LeadSums:
    """The leads of all pairs."""
    found = tuple(pairs)
    return LeadSums(*(sum(getattr(each, name) for each in found) for name in LeadSums.__struct_fields__))


def lead_findings(flow: Flow) -> tuple[Finding, ...]:
    """How many leads, their trend, and how many were raw, bad, closed, and givers' own purchases."""
    sums = lead_sums(flow.counted.leads)
    return (
        _leads_a_member(flow, sums),
        _leads_a_member_trend(flow),
        _leads_trend(flow),
        of_share(
            Finding(
                key="raw_share",
                title="Raw leads",
                definition="Of all slips that were passed, those that are raw leads today.",
                window=flow.window,
            ),
            Share(sums.raw, sums.passed),
            "slip",
        ),
        of_share(
            Finding(
                key="bad_share",
                title="Leads called bad",
                definition="Of all slips that were passed, those that the receiver calls bad; each is raw.",
                window=flow.window,
            ),
            Share(sums.bad, sums.passed),
            "slip",
        ),
        of_share(
            Finding(
                key="closed_share",
                title="Leads that closed",
                definition="Of all slips that were passed, those with dollars today, raw leads too.",
                window=flow.window,
                remark="Leads of the last months may still close.",
            ),
            Share(sums.closed, sums.passed),
            "slip",
        ),
        of_share(
            Finding(
                key="own_share_of_leads",
                title="Own purchases among leads",
                definition="Of all leads but raw ones, those whose customer is the giver's own household.",
                window=flow.window,
            ),
            Share(sums.inside, sums.leads),
            "lead",
        ),
    )


def _leads_a_member(flow: Flow, sums: LeadSums) -> Finding:
    is_enough = flow.meetings >= FEWEST_MEETINGS and flow.places > 0
    value = rounded(Fraction(sums.leads, flow.places), 2) if is_enough else None
    return Finding(
        key="leads_a_member_a_meeting",
        title="Leads a member a meeting",
        words=TOO_LITTLE if value is None else f"{value}",
        value=value,
        unit="leads a member a meeting",
        behind=f"{counted(sums.leads, 'lead')}, {counted(flow.places, 'place')} "
        f"at {counted(flow.meetings, 'meeting')}",
        definition="All leads without raw ones, also those of visitors and those passed between meetings, "
        "over the places of members at the meetings, whether they came or not.",
        window=flow.window,
        threshold=f"from {counted(FEWEST_MEETINGS, 'meeting')} on",
    )


_HALVES = (
    "in the later half of the meetings, beside the earlier half; of an odd number the meeting in the middle "
    "is in neither. Leads passed between meetings count at the next one. Whether it could be chance is "
    "judged as if each lead came by itself."
)


def _leads_trend(flow: Flow) -> Finding:
    trend = trend_of(flow.at_meetings)
    start = Finding(
        key="leads_trend",
        title="Trend of leads a meeting",
        unit="leads a meeting",
        behind=f"{counted(trend.later, 'lead')} at the later {counted(trend.meetings_in_half, 'meeting')}, "
        f"{trend.earlier} at the earlier",
        definition=f"Leads without raw ones a meeting {_HALVES}",
        window=flow.window,
    )
    return _of_trend(start, trend, "a meeting", digits=1)


def _leads_a_member_trend(flow: Flow) -> Finding:
    trend = trend_of(flow.at_meetings, flow.places_at)
    start = Finding(
        key="leads_a_member_trend",
        title="Trend of leads a member a meeting",
        unit="leads a member a meeting",
        behind=f"{counted(trend.later, 'lead')} and {counted(trend.later_over, 'place')} at the later "
        f"{counted(trend.meetings_in_half, 'meeting')}, {trend.earlier} and {trend.earlier_over} at the "
        "earlier",
        definition=f"Leads without raw ones over the places of members {_HALVES}",
        window=flow.window,
    )
    return _of_trend(start, trend, "a member a meeting", digits=2)


def _of_trend(start: Finding, trend: Trend, unit: str, *, digits: int) -> Finding:
    """A trend as a finding: both rates with so many digits, and whether the difference could be chance."""
    start = replace(start, threshold=f"from {counted(MEETINGS_FOR_TREND, 'meeting')} on")
    if trend.difference is None:
        return start
    later, earlier = Fraction(trend.later, trend.later_over), Fraction(trend.earlier, trend.earlier_over)
    return replace(
        start,
        words=f"{rounded(later, digits)}, before {rounded(earlier, digits)}",
        value=rounded(later - earlier, digits),
        remark=chance_in_words(trend.difference, unit, digits),
    )


def chance_in_words(difference: Difference, unit: str, digits: int = 1) -> str:
    """Whether a difference could be chance, and between which bounds it is likely to be."""
    low, high = (f"{rounded(Fraction(bound), digits):+}" for bound in (difference.low, difference.high))
    bounds = f"likely between {low} and {high} {unit}"
    if difference.could_be_chance:
        return f"The difference could be chance: {bounds}."
    return f"More than chance: {bounds}."


# Dollars


def dollar_findings(flow: Flow) -> tuple[Finding, ...]:
    """The dollars of the chapter's own currency, of them givers' own purchases, the largest seat, and the
    median beside the mean.
    """
    by_seat: Counter[PersonId] = Counter()
    own = 0
    for each in flow.counted.dollars:
        if each.currency == flow.currency:
            by_seat[each.reported_by_id] += each.dollars.total.minor
            own += each.own
    whole = by_seat.total()
    here = [each for each in flow.reports if each.currency == flow.currency]
    reports, own_reports = sum(each.reports for each in here), sum(each.own for each in here)
    return (
        _dollars_in(flow, whole, reports),
        of_share(
            Finding(
                key="own_share_of_reports",
                title="Own purchases among reports",
                definition="Reports of dollars for leads whose customer is the giver's own household, of all "
                "reports with a figure.",
                window=flow.window,
            ),
            Share(own_reports, reports),
            "report",
        ),
        _of_sum(
            Finding(
                key="own_share_of_dollars",
                title="Own purchases among dollars",
                definition="Dollars of leads whose customer is the giver's own household, of all dollars.",
                window=flow.window,
            ),
            flow,
            (own, whole),
            reports,
        ),
        _largest_by_dollars(flow, by_seat, reports),
        _dollars_a_member(flow, by_seat),
    )


def _dollars_in(flow: Flow, whole: int, reports: int) -> Finding:
    money = Money(whole, flow.currency)
    return Finding(
        key="dollars",
        title="Closed business",
        words=show_money(money, flow.country),
        value=money.amount,
        unit=flow.currency,
        behind=counted(reports, "report"),
        definition="All dollars reported in the chapter's currency; others are never added to them.",
        window=flow.window,
        remark=_other_currencies(flow),
    )


def _other_currencies(flow: Flow) -> str:
    others: Counter[str] = Counter()
    for each in flow.counted.dollars:
        if each.currency != flow.currency:
            others[each.currency] += each.dollars.total.minor
    shown = [
        show_money(Money(minor, currency), flow.country)
        for currency, minor in sorted(others.items())
        if minor
    ]
    return f"Besides, in other currencies: {', '.join(shown)}." if shown else ""


def _of_sum(start: Finding, flow: Flow, part_of: tuple[int, int], reports: int) -> Finding:
    """A share of dollars, from as many reports on as a share needs cases."""
    part, whole = part_of
    is_enough = reports >= CASES_FOR_SHARE and whole > 0
    value = rounded(Fraction(part * 100, whole)) if is_enough else None
    shown, of = (show_money(Money(minor, flow.currency), flow.country) for minor in part_of)
    return replace(
        start,
        words=TOO_LITTLE if value is None else f"{value} %",
        value=value,
        unit="percent",
        behind=f"{shown} of {of}, {counted(reports, 'report')}",
        threshold=f"from {counted(CASES_FOR_SHARE, 'report')} on",
    )


def _largest_by_dollars(flow: Flow, by_seat: Counter[PersonId], reports: int) -> Finding:
    largest, most = _largest(by_seat, flow.members)
    found = _of_sum(
        Finding(
            key="largest_seat_of_dollars",
            title="The largest seat, by dollars in",
            definition="The dollars reported by the member who reported most, of all dollars.",
            window=flow.window,
        ),
        flow,
        (most, by_seat.total()),
        reports,
    )
    return found if found.value is None else replace(found, remark=_seats_in_words(flow, largest))


def _dollars_a_member(flow: Flow, by_seat: Counter[PersonId]) -> Finding:
    values = [by_seat[who] for who in flow.throughout]
    start = Finding(
        key="dollars_in_a_member",
        title="Dollars in a member, median and mean",
        definition="Dollars reported, over the members who had a place at every meeting.",
        window=flow.window,
    )
    middle = median_of(values)
    found = replace(of_median(start, middle, "dollars", "member"), unit=flow.currency)
    if middle.middle is None:
        return found
    median, mean = (
        Money(int(rounded(each, 0)), flow.currency)
        for each in (middle.middle, Fraction(sum(values), len(values)))
    )
    words = f"{show_money(median, flow.country)}, mean {show_money(without_cents(mean), flow.country)}"
    return replace(found, words=words, value=median.amount)


# Between members


def between_findings(flow: Flow) -> tuple[Finding, ...]:
    """Whether leads go both ways, the seat that receives most, and the medians beside the means."""
    given: Counter[PersonId] = Counter()
    received: Counter[PersonId] = Counter()
    for each in flow.counted.leads:
        given[each.giver_id] += each.leads
        received[each.receiver_id] += each.leads
    return (
        of_share(
            Finding(
                key="reciprocity",
                title="Pairs with leads both ways",
                definition="Of two members between whom a lead was passed, raw ones left out, those where "
                "each gave the other one.",
                window=flow.window,
            ),
            both_ways(flow.counted.leads, flow.members),
            "pair",
        ),
        _largest_by_leads(flow, received),
        _leads_a_throughout(flow, given, "given", "gave"),
        _leads_a_throughout(flow, received, "received", "received"),
    )


def both_ways(pairs: Iterable[LeadsBetween], members: frozenset[PersonId]) -> Share:
    """Of the pairs of members with a lead between them, those with leads in both directions."""
    directions = {
        (each.giver_id, each.receiver_id)
        for each in pairs
        if each.leads and {each.giver_id, each.receiver_id} <= members and each.giver_id != each.receiver_id
    }
    mutual = sum((other, one) in directions for one, other in directions) // 2
    return Share(mutual, len(directions) - mutual)


def _largest_by_leads(flow: Flow, received: Counter[PersonId]) -> Finding:
    largest, most = _largest(received, flow.members)
    found = of_share(
        Finding(
            key="largest_seat_of_leads",
            title="The largest seat, by leads received",
            definition="The leads of the member who received most, of all leads; raw ones left out.",
            window=flow.window,
        ),
        Share(most, received.total()),
        "lead",
    )
    return found if found.value is None else replace(found, remark=_seats_in_words(flow, largest))


def _largest(counts: Counter[PersonId], members: frozenset[PersonId]) -> tuple[list[PersonId], int]:
    """Which member has most, all of several who have as much, and how much; nobody where there is nothing."""
    most = max((counts[who] for who in members), default=0)
    return sorted(who for who in members if counts[who] == most and most), most


def _seats_in_words(flow: Flow, people: Iterable[PersonId]) -> str:
    """Whose the largest seat is: `Ann Chu, Florist.`; of several that they have as much each."""
    seats = [flow.seats[who] for who in people if who in flow.seats]
    each = "Each as much: " if len(seats) > 1 else ""
    return f"{each}{'; '.join(seats)}." if seats else ""


def _leads_a_throughout(flow: Flow, counts: Counter[PersonId], what: str, did: str) -> Finding:
    values = [counts[who] for who in flow.throughout]
    found = of_median(
        Finding(
            key=f"leads_{what}_a_member",
            title=f"Leads {what} a member, median and mean",
            definition=f"Leads that each {did}, raw ones left out, over the members who had a place at every "
            "meeting.",
            window=flow.window,
        ),
        median_of(values),
        "leads",
        "member",
    )
    if found.value is None:
        return found
    return replace(found, words=f"{found.words}, mean {rounded(Fraction(sum(values), len(values)))}")


def leads_at_meetings(days: Sequence[int], leads: Iterable[int]) -> Iterator[int]:
    """How many leads count at each meeting; both as days by number, those of the meetings in order.

    A lead of a day without a meeting counts at the next one, after the last one there.
    """
    found: Counter[int] = Counter()
    for day, number in Counter(leads).items():
        found[min(bisect_left(days, day), len(days) - 1)] += number
    return (found[place] for place in range(len(days)))
