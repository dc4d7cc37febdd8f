"""What a member's year in the chapter comes to, for the talk before it is renewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Charges
from leadsroom.domain.health.figures import HowSoon
from leadsroom.domain.health.sheets.renewal_sheet import SheetPart, sheet_parts
from leadsroom.domain.health.statistics import Median, median_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.reading import Reading
from leadsroom.views.health.member_health import HealthOfMembers, line_of, member_health
from leadsroom.views.health.own_costs import own_costs


class RenewalSheet(Struct, frozen=True):
    """A member's year beside the chapter's medians, as it is on record now.

    `meetings` are the closed ones that count for attendance, of which the member had a place at `places`.
    The medians are of `throughout` members who had one at all of them; `is_among`: the member is one of
    these. What is in another currency than the chapter's own stands apart, in `other_charges` and so on.
    `first_lead` is in meetings, `first_dollar` in weeks, both from the day of joining; their medians are of
    all members to whom they came, beside how many have none yet. `own_costs` is None unless the member wants
    them in it.
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
    chapter, health = reading.chapter, _health(reading, period)
    line, throughout = line_of(reading, health, person_id), health.throughout
    own = own_costs(reading, person_id, period).sums if with_own else None
    return RenewalSheet(
        chapter=chapter,
        person=line.person,
        profession=line.membership.profession,
        joined_on=line.membership.joined_on,
        renews_on=line.renews_on,
        today=reading.today,
        period=period,
        meetings=health.regular_meetings,
        places=line.figures.meetings,
        throughout=len(throughout),
        is_among=line in throughout,
        parts=sheet_parts(line, throughout),
        other_charges=line.cost.others,
        other_dollars_in=_in_others(line.figures.reported, chapter.currency),
        other_dollars_credited=_in_others(line.figures.credited, chapter.currency),
        first_lead=line.first_lead,
        first_dollar=line.first_dollar,
        median_first_lead=_median_of_those_on_record([each.first_lead for each in health.members]),
        median_first_dollar=_median_of_those_on_record([each.first_dollar for each in health.members]),
        own_costs=own,
    )


def _median_of_those_on_record(firsts: Sequence[HowSoon]) -> Median:
    came = [each.number for each in firsts if each.number is not None]
    return median_of(came, sum(each.has_not_come for each in firsts))


def _health(reading: Reading, period: Period) -> HealthOfMembers:
    """Everybody's line, read once for all sheets of a folder."""
    return reading.once(
        f"health {period.first} {period.last}", lambda _at, _here: member_health(reading, period)
    )


def _in_others(sums: tuple[DollarSum, ...], currency: str) -> tuple[DollarSum, ...]:
    return tuple(each for each in sums if each.currency != currency)


def renewals_near(reading: Reading, period: Period) -> tuple[tuple[PersonId, str, date], ...]:
    """Whose seat renews within 90 days, with name and day, in the order of the days."""
    near = [
        (each.renews_on, each.person.name, each.person.id)
        for each in _health(reading, period).members
        if each.renews_soon and each.renews_on
    ]
    return tuple((who, name, on) for on, name, who in sorted(near))
