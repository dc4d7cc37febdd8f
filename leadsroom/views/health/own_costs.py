"""A member's own costs, for nobody but them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.own_cost import OwnCost, sums_of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.read.health.own_costs import own_costs_of
from leadsroom.store.read.people.roster import members
from leadsroom.store.reading import Reading
from leadsroom.views.health.days import USUAL
from leadsroom.views.health.figures import need_membership


class OwnCosts(Struct, frozen=True):
    """What a member has entered, the latest first, and what it comes to in a period, by currencies."""

    chapter: Chapter
    member: Person
    today: date
    costs: tuple[OwnCost, ...]
    period: Period
    sums: tuple[Money, ...]


def own_costs(reading: Reading, person_id: PersonId, period: Period | None = None) -> OwnCosts:
    """A member's own costs; without a period their sums are those of the last twelve months.

    Raises Refused for whoever never was a member.
    """
    chapter, today = reading.chapter, reading.today
    member = need_membership(reading, members(reading.connection, chapter.id), person_id).person
    of = period or Period(USUAL.first_day(today), today)
    costs = tuple(own_costs_of(reading.connection, chapter.id, person_id))
    return OwnCosts(chapter, member, today, costs, of, sums_of(costs, of))
