"""What stands between two people in a period: leads each way, one-to-ones, testimonials, dollars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_today import NO_PROGRESS, LeadToday, lead_today
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.read.health.pair import (
    DollarsOfPair,
    dollars_of_pair,
    leads_of_pair,
    one_to_ones_of_pair,
    testimonials_of_pair,
)
from leadsroom.store.read.leads import progress_for
from leadsroom.store.reading import Reading


class PassedLead(Struct, frozen=True):
    """A lead from one to the other: its day, and what became of it until today."""

    lead: Lead
    on: date
    today: LeadToday

    @property
    def is_raw(self) -> bool:
        """Whether it is no lead yet, or none any more."""
        return not self.lead.qualified


class OneWay(Struct, frozen=True):
    """What went from one person to another in a period: leads in order, raw ones too, testimonials by day
    with their words, and the dollars that the other reported to the credit of the first, by currency.
    """

    leads: tuple[PassedLead, ...] = ()
    testimonials: tuple[tuple[date, str], ...] = ()
    dollars: tuple[Money, ...] = ()

    @property
    def raw(self) -> int:
        """How many of the leads are raw."""
        return sum(each.is_raw for each in self.leads)

    @property
    def qualified(self) -> int:
        """How many are no raw ones."""
        return len(self.leads) - self.raw


class PairStory(Struct, frozen=True):
    """Two people and what went from `one` to `other`, and back, in a period; the days on which they met.

    `last_contact` is the last day, ever, on which anything of this was passed, held or reported.
    """

    chapter: Chapter
    period: Period
    today: date
    one: PersonId
    other: PersonId
    there: OneWay
    back: OneWay
    one_to_ones: tuple[date, ...] = ()
    last_contact: date | None = None


def pair_story(reading: Reading, one: PersonId, other: PersonId, period: Period) -> PairStory:
    """What stands between two people, as it is on record now."""
    connection, chapter = reading.connection, reading.chapter
    leads = leads_of_pair(connection, chapter, one, other)
    met = one_to_ones_of_pair(connection, chapter, one, other)
    praise = testimonials_of_pair(connection, chapter, one, other)
    dollars = dollars_of_pair(connection, chapter, one, other)
    listed = [each for each in leads if period.holds(each.on)]
    progress = progress_for(connection, chapter.id, [each.lead for each in listed], chapter.currency)

    def way(giver: PersonId, receiver: PersonId) -> OneWay:
        return OneWay(
            tuple(
                PassedLead(
                    each.lead,
                    each.on,
                    lead_today(each.lead, progress.get(each.lead.id, NO_PROGRESS), chapter, reading.now),
                )
                for each in listed
                if each.lead.giver_id == giver
            ),
            tuple((each.on, each.words) for each in praise if each.by_id == giver and period.holds(each.on)),
            _sums(each for each in dollars if each.reported_by_id == receiver and period.holds(each.on)),
        )

    days = [each.on for found in (leads, praise, dollars) for each in found] + met
    return PairStory(
        chapter,
        period,
        reading.today,
        one,
        other,
        way(one, other),
        way(other, one),
        tuple(on for on in met if period.holds(on)),
        max((on for on in days if on <= reading.today), default=None),
    )


def _sums(dollars: Iterable[DollarsOfPair]) -> tuple[Money, ...]:
    sums: Counter[str] = Counter()
    for each in dollars:
        sums[each.currency] += each.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
