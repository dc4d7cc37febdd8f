"""What a member's year in the chapter comes to, for the talk before it is renewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Charges, Cost
from leadsroom.domain.health.figures import Figures, HowSoon
from leadsroom.domain.health.renewal_sheet import SheetPart, Year, sheet_parts
from leadsroom.domain.health.statistics import Median, median_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import member_season
from leadsroom.views.health.member_health import HealthOfMembers, member_health
from leadsroom.views.health.own_costs import own_costs


class RenewalSheet(Struct, frozen=True):
    """A member's year beside the chapter's medians, as it is on record now.

    `meetings` are the closed ones that count for attendance, of which the member had a place at `places`.
    The medians are of `throughout` members who had one at all of them; `is_among`: the member is one of
    these. What is in another currency than the chapter's own stands apart, in `other_charges` and so on.
    `first_lead` is in meetings, `first_dollar` in weeks, both from the day of joining; their
    medians are of all members of whom that is on record. `own_costs`
    is None unless the member wants them in it.
    """

    chapter: Chapter
    person: Person
    profession: str
    joined_on: date | None
    renews_on: date | None
    today: date
    period: Period
    meetings: int
    places: int
    throughout: int
    is_among: bool
    parts: tuple[SheetPart, ...]
    other_charges: tuple[Charges, ...]
    other_dollars_in: tuple[DollarSum, ...]
    other_dollars_credited: tuple[DollarSum, ...]
    first_lead: HowSoon
    first_dollar: HowSoon
    median_first_lead: Median
    median_first_dollar: Median
    own_costs: tuple[Money, ...] | None = None


def renewal_sheet(
    reading: Reading, person_id: PersonId, period: Period, *, with_own: bool = False
) -> RenewalSheet:
    """The sheet of a member, or of somebody who has left. Raises Refused for whoever never was a member.

    `with_own`: it is the member who writes it, with the costs that are theirs alone.
    """
    season = member_season(reading, person_id)
    health = _health(reading, period)
    chapter = reading.chapter
    lines = {each.person.id: each for each in health.members}
    years = {who: Year(each.figures, each.cost) for who, each in lines.items()}
    mine = years.get(person_id, Year(Figures(currency=chapter.currency), Cost(chapter.currency)))
    line, meetings = lines.get(person_id), _regular(health)
    throughout = [who for who, each in years.items() if meetings and each.figures.meetings == meetings]
    own = own_costs(reading, person_id, period).sums if with_own else None
    return RenewalSheet(
        chapter=chapter,
        person=season.person,
        profession=line.membership.profession if line else season.person.profession,
        joined_on=season.joined_on,
        renews_on=line.renews_on if line else None,
        today=reading.today,
        period=period,
        meetings=meetings,
        places=mine.figures.meetings,
        throughout=len(throughout),
        is_among=person_id in throughout,
        parts=sheet_parts(mine, [years[who] for who in throughout]),
        other_charges=mine.cost.others,
        other_dollars_in=_in_others(mine.figures.reported, chapter.currency),
        other_dollars_credited=_in_others(mine.figures.credited, chapter.currency),
        first_lead=season.first_lead,
        first_dollar=season.first_dollar,
        median_first_lead=_median_of_those_on_record(each.first_lead for each in health.members),
        median_first_dollar=_median_of_those_on_record(each.first_dollar for each in health.members),
        own_costs=own,
    )


def _median_of_those_on_record(firsts: Iterable[HowSoon]) -> Median:
    return median_of(each.number for each in firsts if each.number is not None)


def _health(reading: Reading, period: Period) -> HealthOfMembers:
    """Everybody's line, read once for all sheets of a folder."""
    return reading.once(
        f"health {period.first} {period.last}", lambda _at, _here: member_health(reading, period)
    )


def _in_others(sums: tuple[DollarSum, ...], currency: str) -> tuple[DollarSum, ...]:
    return tuple(each for each in sums if each.currency != currency)


def _regular(health: HealthOfMembers) -> int:
    return sum(each.counts_attendance for each in health.meetings)


def renewals_near(reading: Reading, period: Period) -> tuple[tuple[PersonId, str, date], ...]:
    """Whose seat renews within 90 days, with name and day, in the order of the days."""
    near = [
        (each.renews_on, each.person.name, each.person.id)
        for each in _health(reading, period).members
        if each.renews_soon and each.renews_on
    ]
    return tuple((who, name, on) for on, name, who in sorted(near))
