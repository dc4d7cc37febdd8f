"""How often quotas were met: by each member over the periods of a window, and in each period by how many.

A period counts for a member where it lies whole in the window, is over, the chapter met in it, the member
held a seat on all its days, and something was asked of them: nothing is of a member who was on leave at all
its meetings. One in which a member came or left is in no count of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import AttendanceRecord
from leadsroom.domain.people.standing import GivenOn, between, quota_standings
from leadsroom.domain.rules.chapter_rules import Quota
from leadsroom.domain.rules.windows import Period, PeriodKind, days_of

_DAY = timedelta(days=1)


class Seated(Struct, frozen=True):
    """Somebody who holds a seat, or held one, from a day to a day, both in it; None where it is open."""

    person_id: PersonId
    who: str
    since: date | None = None
    until: date | None = None

    def holds(self, period: Period) -> bool:
        """Whether they held it on all days of a period."""
        begun = self.since is None or self.since <= period.first
        return begun and (self.until is None or period.last <= self.until)


class QuotaOfMember(Struct, frozen=True):
    """In how many of the periods that count for a member they met a quota."""

    person_id: PersonId
    who: str
    met: Share


class QuotaOfPeriod(Struct, frozen=True):
    """How many of the members for whom a period counts met a quota in it."""

    period: Period
    met: Share


class QuotaMet(Struct, frozen=True):
    """A quota over a window: by member in the order of the table, and by period, the oldest first.

    A member or a period that nothing counts of is left out.
    """

    quota: Quota
    members: tuple[QuotaOfMember, ...] = ()
    periods: tuple[QuotaOfPeriod, ...] = ()

    @property
    def whole(self) -> Share:
        """All of it: a case is one member in one period. Members and periods both add up to it."""
        return Share(sum(each.met.count for each in self.periods), sum(each.met.of for each in self.periods))


class QuotaFacts(Struct, frozen=True):
    """What quotas are counted from: `held` are the dates of closed meetings, oldest first."""

    seats: Sequence[Seated]
    records: Mapping[PersonId, AttendanceRecord]
    given: Mapping[PersonId, Sequence[GivenOn]]
    held: Sequence[date]


def quota_met(quota: Quota, window: Period, today: date, facts: QuotaFacts) -> QuotaMet:
    """How often one quota was met in a window."""
    periods = tuple(_whole_periods(quota.per, window, today, facts.held))
    of_member, met_by = Counter[PersonId](), Counter[PersonId]()
    of_period, met_in = Counter[Period](), Counter[Period]()
    seats: dict[PersonId, list[Seated]] = {}
    for seat in facts.seats:
        seats.setdefault(seat.person_id, []).append(seat)
    for person_id, own in seats.items():
        theirs = [each for each in periods if any(seat.holds(each) for seat in own)]
        for period, is_met in _of_member(quota, theirs, person_id, facts):
            of_member[person_id] += 1
            of_period[period] += 1
            met_by[person_id] += is_met
            met_in[period] += is_met
    return QuotaMet(
        quota,
        tuple(
            QuotaOfMember(who, own[-1].who, Share(met_by[who], of_member[who]))
            for who, own in seats.items()
            if of_member[who]
        ),
        tuple(
            QuotaOfPeriod(each, Share(met_in[each], of_period[each])) for each in periods if of_period[each]
        ),
    )


def _of_member(
    quota: Quota, periods: Sequence[Period], person_id: PersonId, facts: QuotaFacts
) -> Iterator[tuple[Period, bool]]:
    """The periods in which something was asked of a member, and whether they gave it."""
    record = facts.records.get(person_id, AttendanceRecord())
    expected = [each.on for each in record.expected(date.max)]
    days = [(each.first, each.last) for each in periods]
    standings = quota_standings(quota, days, facts.given.get(person_id, ()), facts.held, expected)
    return ((period, not each.left) for period, each in zip(periods, standings, strict=True) if each.asked)


def _whole_periods(per: PeriodKind, window: Period, today: date, held: Sequence[date]) -> Iterable[Period]:
    """The periods that lie whole in a window, are over, and in which the chapter met, the oldest first."""
    if per is PeriodKind.MEETING:
        met_on = dict.fromkeys(between(held, (window.first, min(window.last, today))))
        yield from (Period(day, day) for day in met_on)
        return
    first, last = days_of(per, window.first)
    while last < today and last <= window.last:
        if first >= window.first and between(held, (first, last)):
            yield Period(first, last)
        first, last = days_of(per, last + _DAY)
