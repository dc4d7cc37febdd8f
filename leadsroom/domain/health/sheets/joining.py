"""What somebody who thinks of joining may know: what a seat costs a year, how soon newcomers had something.

Newcomers are the last ten who joined, whether they have left since or not; who joined before the record
begins is none, since what they had before is not on it. Each one's own time ends where their membership
did, or today. The median is of those who had something, and how many had nothing yet stands beside it: a
figure of the first alone would be too good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from leadsroom.domain.health.lead_facts import LeadFacts
from leadsroom.domain.health.statistics import Median, median_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.professions import HeldSeat, is_same_profession, overlap
from leadsroom.domain.rules.chapter_rules import MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.plain_text import fold

NEWCOMERS = 10
_PERIODS_A_YEAR = {
    PeriodKind.WEEK: 52,
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.YEAR: 1,
}


class CostAYear(Struct, frozen=True):
    """What the rules charge for a whole year, in minor units; `meetings` are the usual ones of a year.

    `meals_as_ordered`: what is eaten is charged as it is ordered, and in no sum.
    """

    dues: int
    meals: int
    join_fee: int
    meetings: int
    meals_as_ordered: bool = False

    @property
    def each_year(self) -> int:
        """Of a year after the first."""
        return self.dues + self.meals

    @property
    def first_year(self) -> int:
        """Of the first one, with the joining fee."""
        return self.each_year + self.join_fee


def cost_a_year(money: MoneyRules, meetings: int) -> CostAYear:
    """The dues of a whole year, a meal at each usual meeting, and the joining fee."""
    dues = money.dues
    times = 0 if dues is None else _PERIODS_A_YEAR.get(dues.per, meetings)
    return CostAYear(
        dues=dues.amount * times if dues is not None else 0,
        meals=0 if money.meal_as_ordered else money.meal * meetings,
        join_fee=money.join_fee,
        meetings=meetings,
        meals_as_ordered=money.meal_as_ordered,
    )


class Newcomer(Struct, frozen=True):
    """After how many meetings somebody had their first lead, and after how many weeks the first dollars.

    None where there was none yet, in so many `meetings` and `weeks` of membership.
    """

    first_lead: int | None
    meetings: int
    first_dollar: int | None
    weeks: int


class HowSoonOfMany(Struct, frozen=True):
    """How soon something came: the median of those to whom it did, the least and the most.

    `waits` are of those to whom it has not come: how long they were members, the shortest first.
    """

    median: Median
    least: int | None
    most: int | None
    waits: tuple[int, ...]


def how_soon_of_many(came: Iterable[tuple[int | None, int]]) -> HowSoonOfMany:
    """Of each newcomer when it came, or None, and how long they were members."""
    each = list(came)
    found = [number for number, _ in each if number is not None]
    waits = tuple(sorted(wait for number, wait in each if number is None))
    return HowSoonOfMany(
        median_of(found, len(waits)), min(found, default=None), max(found, default=None), waits
    )


# Who passes leads to such a seat


class SeatsLike(Struct, frozen=True):
    """The seats of a chapter as they are to a profession: each in one of these, or in none."""

    same: tuple[str, ...]
    close: tuple[str, ...]
    sphere: tuple[str, ...]


def seats_like(
    profession: HeldSeat, seats: Iterable[HeldSeat], spheres: Mapping[str, frozenset[str]]
) -> SeatsLike:
    """Which seats are the same profession, which overlap with it, and which others are of its sphere.

    `spheres` are those of the profession and of the seats by their names, folded: the one that the chapter
    has given, and that of its catalogue.
    """
    same, close, others = list[str](), list[str](), list[str]()
    for seat in {fold(each.profession): each for each in seats}.values():
        name = seat.profession
        if is_same_profession(profession.profession, name):
            same.append(name)
        elif overlap(profession, seat) is not None:
            close.append(name)
        elif spheres[profession.profession] & spheres[name]:
            others.append(name)
    return SeatsLike(tuple(same), tuple(close), tuple(others))


class PassedTo(Struct, frozen=True):
    """The leads that were passed to some seats, raw ones left out; `members` is how many members gave some.

    `givers` are the professions of all who did, with how many leads each passed, most first.
    """

    seats: tuple[str, ...]
    leads: int
    members: int
    givers: tuple[tuple[str, int], ...]


def passed_to(
    seats: Collection[str], leads: Iterable[LeadFacts], professions: Mapping[PersonId, str]
) -> PassedTo:
    """The leads to the holders of some seats, and the seats of those who passed them.

    `professions` are those of the members, of today and of before; whoever has none is a visitor.
    """
    found: Counter[PersonId] = Counter(
        lead.giver_id for lead in leads if lead.qualified and professions.get(lead.receiver_id) in seats
    )
    givers = Counter[str]()
    for who, number in found.items():
        givers[professions.get(who, "visitors")] += number
    in_order = sorted(givers.items(), key=lambda each: (-each[1], each[0].casefold(), each[0]))
    return PassedTo(
        tuple(seats), sum(found.values()), len(found.keys() & professions.keys()), tuple(in_order)
    )
