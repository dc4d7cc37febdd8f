"""What a seat cost in a period: what the ledger charged for it, and the hours of its meetings.

What counts, and on which day:

- Dues, meals (charged or as ordered), fines and the joining fee count on the day that the entry is of. An
  entry that was taken back counts nowhere, whenever that was; one that was put back counts again. What
  corrects a charge counts with it, under its kind.
- Credit that the chapter gave is taken off. A refund is money paid ahead that came back, so it changes no
  cost and is shown apart. Payments and donations are no cost of a seat.
- Each currency stands by itself.
- Hours are those of the closed meetings at which a member was in person or online and not represented, from
  when the meeting began to when it ended, as it was held. Where it is on record that they came later or left
  earlier, it is from then or until then. As with all marks, an extra meeting counts for none.
- One-to-ones are counted and not timed, and no hour is given a price. A member's own costs are not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from msgspec import Struct

from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.text.money import Money

COST_KINDS = (
    AccountKind.DUES,
    AccountKind.MEAL,
    AccountKind.ORDERED_MEAL,
    AccountKind.FINE,
    AccountKind.JOIN_FEE,
    AccountKind.CREDIT,
    AccountKind.REFUND,
)
_FIELDS = {
    AccountKind.DUES: "dues",
    AccountKind.MEAL: "meals",
    AccountKind.ORDERED_MEAL: "meals",
    AccountKind.FINE: "fines",
    AccountKind.JOIN_FEE: "join_fee",
    AccountKind.CREDIT: "credits",
    AccountKind.REFUND: "refunded",
}
_NO_TIME = timedelta(0)


class Charges(Struct, frozen=True):
    """What a seat was charged in one currency, in its minor units.

    `credits` are what the chapter let off, above zero; `refunded` is what was paid back, in no sum.
    """

    currency: str = ""
    dues: int = 0
    meals: int = 0
    fines: int = 0
    join_fee: int = 0
    credits: int = 0
    refunded: int = 0

    @property
    def total(self) -> int:
        """What the seat cost, in minor units: all that was charged, less the credit given."""
        return self.dues + self.meals + self.fines + self.join_fee - self.credits

    @property
    def in_all(self) -> Money:
        """The same as money."""
        return Money(self.total, self.currency)

    def of(self, part: str) -> Money:
        """One of the parts as money: `dues`, `meals` …"""
        return Money(getattr(self, part), self.currency)


PARTS = ("dues", "meals", "fines", "join_fee", "credits", "refunded")


class Cost(Charges, frozen=True):
    """What a seat cost: in the chapter's currency, in any `others`, and in time.

    `hours` are of `meetings`, those at which they were in person and whose beginning and end are on record.
    """

    others: tuple[Charges, ...] = ()
    hours: timedelta = _NO_TIME
    meetings: int = 0

    @property
    def hours_exact(self) -> Fraction:
        """The hours as a number, exact."""
        return Fraction(self.hours // timedelta(microseconds=1), 3_600_000_000)


class Charged(Struct, frozen=True):
    """The sum of somebody's entries of a kind in a currency, in minor units as the ledger has them."""

    member_id: PersonId
    kind: AccountKind
    currency: str
    minor: int


class HeldMeeting(Struct, frozen=True):
    """When a meeting was held."""

    id: MeetingId
    started_at: datetime
    ended_at: datetime


class TimeAtTable(Struct, frozen=True):
    """That a member was at a meeting in person, and when they came or left where that is on record."""

    member_id: PersonId
    meeting_id: MeetingId
    arrived_at: datetime | None = None
    left_at: datetime | None = None


def hours_of(place: TimeAtTable, meeting: HeldMeeting) -> timedelta:
    """How long a member was at a meeting; never more than it lasted, and never below zero."""
    if place.arrived_at is None and place.left_at is None:
        return max(meeting.ended_at - meeting.started_at, _NO_TIME)
    begins = max(place.arrived_at or meeting.started_at, meeting.started_at)
    ends = min(place.left_at or meeting.ended_at, meeting.ended_at)
    return max(ends - begins, _NO_TIME)


def costs_by_person(
    charged: Iterable[Charged],
    places: Iterable[TimeAtTable],
    meetings: Iterable[HeldMeeting],
    currency: str,
) -> dict[PersonId, Cost]:
    """What each seat cost; who was charged nothing and was at no meeting is not in it."""
    money: defaultdict[PersonId, dict[str, dict[str, int]]] = defaultdict(dict)
    for each in charged:
        own = money[each.member_id].setdefault(each.currency, dict.fromkeys(PARTS, 0))
        own[_FIELDS[each.kind]] += -each.minor if each.kind is AccountKind.CREDIT else each.minor
    held = {meeting.id: meeting for meeting in meetings}
    hours: defaultdict[PersonId, timedelta] = defaultdict(timedelta)
    many: defaultdict[PersonId, int] = defaultdict(int)
    for place in places:
        if (meeting := held.get(place.meeting_id)) is not None:
            hours[place.member_id] += hours_of(place, meeting)
            many[place.member_id] += 1
    return {
        person: _cost(money.get(person, {}), currency, hours[person], many[person])
        for person in {**money, **hours}
    }


def _cost(sums: Mapping[str, Mapping[str, int]], currency: str, hours: timedelta, meetings: int) -> Cost:
    others = (
        Charges(other, **parts)
        for other, parts in sorted(sums.items())
        if other != currency and any(parts.values())
    )
    return Cost(currency, **sums.get(currency, {}), others=tuple(others), hours=hours, meetings=meetings)


def total_cost(costs: Iterable[Cost], currency: str) -> Cost:
    """All of them added up."""
    found = list(costs)
    sums: dict[str, dict[str, int]] = {}
    for one in found:
        for each in (one, *one.others):
            own = sums.setdefault(each.currency, dict.fromkeys(PARTS, 0))
            for part in PARTS:
                own[part] += getattr(each, part)
    hours = sum((one.hours for one in found), _NO_TIME)
    return _cost(sums, currency, hours, sum(one.meetings for one in found))
