"""How often quotas were met: by each member over the periods of a window, and in each period by how many.

A period counts for a member where it lies whole in the window, is over, the chapter met in it, the member
held a seat on all its days, and something was asked of them: nothing is of a member who was on leave at all
its meetings. One in which a member came or left is in no count of theirs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.health.findings import Finding, of_share
from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.standing import asked_in, between
from leadsroom.domain.rules.chapter_rules import Given, Quota
from leadsroom.domain.rules.rule_words import quota_sentence
from leadsroom.domain.rules.windows import Period, PeriodKind, days_of
from leadsroom.domain.text.wording import full_days

_DAY = timedelta(days=1)
_EACH = "Each member brings "
PERIODS_SHOWN = 12  # the last ones
_COUNTS = (
    "A period counts for a member where it lies whole in the window and is over, the chapter met in it, and "
    "they were members all the time; in all, each such period of each member is one case."
)


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
    """What quotas are counted from: by member the days of meetings at which they were `expected`, and by kind
    those on which they gave something. `held` are the dates of closed meetings, oldest first.
    """

    seats: Sequence[Stay]
    expected: Mapping[PersonId, Sequence[date]]
    given: Mapping[Given, Mapping[PersonId, Sequence[date]]]
    held: Sequence[date]


def quota_met(quota: Quota, window: Period, today: date, facts: QuotaFacts) -> QuotaMet:
    """How often one quota was met in a window."""
    cases = _Cases(quota, tuple(_whole_periods(quota.per, window, today, facts.held)), facts)
    of_period, met_in = Counter[int](), Counter[int]()
    seats: dict[PersonId, list[Stay]] = {}
    for seat in facts.seats:
        seats.setdefault(seat.person_id, []).append(seat)
    members = []
    for person_id, own in seats.items():
        asked, met = cases.of_member(person_id, own)
        of_period.update(asked)
        met_in.update(met)
        if asked:
            members.append(QuotaOfMember(person_id, own[-1].name, Share(len(met), len(asked))))
    return QuotaMet(
        quota,
        tuple(members),
        tuple(
            QuotaOfPeriod(each, Share(met_in[place], of_period[place]))
            for place, each in enumerate(cases.periods)
            if of_period[place]
        ),
    )


class _Cases:
    """The periods of a quota, by their places, beside what was asked and given in them."""

    def __init__(self, quota: Quota, periods: Sequence[Period], facts: QuotaFacts) -> None:
        self._quota, self.periods, self._facts = quota, periods, facts
        self._firsts = [each.first for each in periods]
        self._lasts = [each.last for each in periods]
        self._place_of = {
            date.fromordinal(day): place
            for place, each in enumerate(periods)
            for day in range(each.first.toordinal(), each.last.toordinal() + 1)
        }
        self._held = self._in_periods(facts.held)

    def of_member(self, person_id: PersonId, seats: Iterable[Stay]) -> tuple[list[int], list[int]]:
        """The places of the periods in which something was asked of a member, and of those they met it in."""
        quota, facts = self._quota, self._facts
        expected = self._in_periods(facts.expected.get(person_id, ()))
        given = Counter[int | None]()
        for kind in quota.satisfied_by:
            given.update(self._in_periods(facts.given.get(kind, {}).get(person_id, ())))
        asked: list[int] = []
        met: list[int] = []
        for place in sorted({place for seat in seats for place in self._of_seat(seat)}):
            wanted = asked_in(quota, held=self._held[place], expected=expected[place])
            if wanted:
                asked.append(place)
                if given[place] >= wanted:
                    met.append(place)
        return asked, met

    def _of_seat(self, seat: Stay) -> range:
        """The places of the periods on all days of which a seat was held; none where its end is unclear."""
        if seat.is_unclear:
            return range(0)
        begin = 0 if seat.since is None else bisect_left(self._firsts, seat.since)
        end = len(self.periods) if seat.until is None else bisect_right(self._lasts, seat.until)
        return range(begin, end)

    def _in_periods(self, days: Iterable[date]) -> Counter[int | None]:
        """How many of some days lie in each period; those in none are of None."""
        return Counter(map(self._place_of.get, days))


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


# As findings


def quota_findings(quotas: Iterable[QuotaMet], window: str) -> tuple[Finding, ...]:
    """Each quota of the rules; nothing where the chapter has none."""
    return tuple(found for place, each in enumerate(quotas, 1) for found in _of_quota(place, each, window))


def _of_quota(place: int, found: QuotaMet, window: str) -> Iterator[Finding]:
    sentence = quota_sentence(found.quota)

    def about(key: str, title: str) -> Finding:
        definition = f"{sentence} {_COUNTS}"
        return Finding(key=f"quota_{place}_{key}", title=title, definition=definition, window=window)

    per = found.quota.per.value
    yield of_share(
        about("met", f"Quota met: {sentence.removeprefix(_EACH).removesuffix('.')}"), found.whole, per
    )
    for each in found.periods[-PERIODS_SHOWN:]:
        title = f"Quota met: {period_in_words(each, found.quota.per)}"
        yield of_share(about(f"{each.period.first}", title), each.met, "member")
    for member in found.members:
        yield of_share(about(f"member_{member.person_id}", f"Quota met: {member.who}"), member.met, per)


def period_in_words(each: QuotaOfPeriod, per: PeriodKind) -> str:
    """`November 2026`, `18 Nov 2026`, `1 Oct 2026 to 31 Dec 2026`."""
    first, last = each.period.first, each.period.last
    if per is PeriodKind.MONTH:
        return f"{first:%B} {first.year}"
    if per is PeriodKind.YEAR:
        return f"{first.year}"
    return full_days(first, last)
